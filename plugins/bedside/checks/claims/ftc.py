"""What the Federal Trade Commission asks of endorsements and reviews."""

from bedside.checks.claims.clause import Clause, Frame, Pack
from bedside.checks.claims.sources import FTC_CONSUMERS, FTC_INCENTIVES, FTC_SUPPRESSION
from bedside.checks.model import Severity

__all__ = ["FTC"]

_SAID = frozenset({Frame.NEGATED, Frame.ASKED, Frame.WARNED})

FTC: tuple[Clause, ...] = (
    Clause(
        code="MED025", name="untypical-testimonial", pack=Pack.US,
        says="a patient's result stands here without what people generally can expect",
        why="Readers take one person's result for what they will get. The guide asks for the generally expected result beside it; \"results may vary\" does not say it.",
        fix="Say beside it what most people can expect, and on what evidence.",
        authority=FTC_CONSUMERS, needs="lost gone cured changed pain cancer walk", also="i my me",
        pattern=r"[\"“][^\"“”\n]{0,200}?\b(?:I(?:'ve)? lost (?:over |almost |about )?\d+ (?:pounds|lbs?|kilos?)|my (?:[\w-]+ )?(?:pain|migraines?|symptoms|cancer|acne|diabetes|anxiety|fatigue) (?:is|are) (?:gone|cured)|cured (?:me|my)|(?:I am|I'm|I have been) (?:now )?(?:pain-free|cured|cancer-free))\b[^\"“”\n]{0,300}[\"”]",
        excuses=frozenset({Frame.ASKED}),
        unless_anywhere=r"\b(?:most (?:people|patients)|on average|the average|typical(?:ly)?|generally|in (?:the )?(?:studies|trials)|one person's)\b",
        bad=('"I lost 60 pounds with this program!"', '"After one shot my pain is gone," she says.'),
        good=('"I lost my keys," he said.',
              '"I lost 60 pounds!" On average, people in the studies lost 12 pounds.'),
    ),
    Clause(
        code="MED026", name="only-good-reviews", pack=Pack.US,
        says="this says or implies that all reviews are good",
        why="Reviews shown or counted as if they were all of them, when the bad ones were left out, mislead.",
        fix="Link to where all reviews stand, good and bad.", authority=FTC_SUPPRESSION,
        needs="reviews review ratings rating",
        pattern=r"\b(?:all|every|each|100 ?%) (?:one )?(?:of )?(?:our |my |the )?(?:[\w-]+ ){0,2}?(?:reviews?|ratings?) (?:is|are|have|has|gives?|gave)(?: us)? (?:all )?(?:a )?(?:five|5|perfect|positive|glowing|excellent)\b"
                r"|\b(?:only|nothing but) (?:five|5)[- ]stars? (?:reviews?|ratings?)\b|\bnot (?:a single|one) (?:bad|negative) review\b",
        excuses=_SAID - {Frame.NEGATED},
        bad=("All our reviews are five stars.", "We have nothing but 5-star reviews."),
        good=("Read all our reviews, good and bad.", "Are all our reviews five stars?"),
    ),
    Clause(
        code="MED027", name="paid-for-praise", pack=Pack.US, severity=Severity.ERROR,
        says="this offers something for a good review",
        why="To pay for a review of a given sentiment, expressly or by implication, breaks the rule.",
        fix="Ask everybody, give nothing for it, and ask for no number of stars.",
        authority=FTC_INCENTIVES, needs="review reviews stars rating testimonial",
        pattern=r"\b(?:leave|write|post|give)(?: us)? (?:an? )?(?:[\w-]+ )?(?:5[- ]stars?|five[- ]stars?|positive|good|great|glowing|nice|kind)(?: (?:[\w-]+ )?(?:review|rating|testimonial)s?)?\b[^.!?\n]{0,40}(?:\b(?:get|gets|receive|win|wins|enter|entered|earn|claim|discount|gift card|free)\b|% off|\$ ?\d)",
        excuses=_SAID,
        bad=("Leave us a five-star review and get a $10 gift card.",),
        good=("You may leave a review, good or bad.",
              "We never ask you to leave a positive review for a gift card."),
    ),
)  # fmt: skip
