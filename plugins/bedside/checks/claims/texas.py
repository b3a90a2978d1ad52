"""Texas: 22 TAC 164.3(b), clause by clause. (4) is MED034; (8) asks for facts that no text shows."""

from bedside.checks.claims.clause import Clause, Frame, Pack
from bedside.checks.claims.sources import TX_164_3
from bedside.checks.model import Severity

__all__ = ["TEXAS"]

_INCURABLE = r"(?:diabetes|arthritis|asthma|alzheimer'?s?|dementia|parkinson'?s?|multiple sclerosis|\bms\b|als|lupus|fibromyalgia|hiv|aids|herpes|psoriasis|eczema|copd|emphysema|autism|epilepsy|hypertension|high blood pressure|neuropathy|migraines?|crohn'?s?|celiac|endometriosis|pcos|tinnitus|heart failure)"
_PRAISE = (
    r"\b(?:what our patients (?:say|are saying)|patient testimonials?|testimonials? from|(?:patient|client) success stories)\b"
    r"|[\"”]\s*(?:-|,|\u2014)+\s*(?:an? )?(?:happy|grateful|satisfied|long-?time|loyal|thankful) (?:patient|client)"
)

TEXAS: tuple[Clause, ...] = (
    Clause(
        code="MED030", name="board-eligible", pack=Pack.TX, severity=Severity.ERROR,
        says='Texas counts "board eligible" and "board qualified" as deceptive (b)(1)',
        why="They sound like board certified and are not.",
        fix="Write \"board certified in\" with the board's full name, or leave it out.",
        authority=TX_164_3, needs="board",
        pattern=r"\bboard[- ](?:eligible|qualified|admissible|prepared)\b",
        bad=("Dr. Reyes is board eligible in dermatology.",),
        good=("Dr. Reyes is board certified by the American Board of Dermatology.",
              '"Board eligible" means that the exam was not passed yet.'),
    ),
    Clause(
        code="MED031", name="permanent-cure", pack=Pack.TX, severity=Severity.ERROR,
        says="Texas forbids offering a permanent cure for what cannot be cured (b)(2)",
        why="It is deceptive by the rule itself, whatever the treatment.",
        fix="Say what the treatment can relieve, and for how long.",
        authority=TX_164_3, needs="cure cures cured curing permanently permanent forever",
        pattern=rf"\b(?:permanent(?:ly)?|lasting|forever|for good|once and for all)\b[^.!?\n]{{0,40}}\b(?:cures?|cured|curing)\b[^.!?\n]{{0,40}}\b{_INCURABLE}\b|\b(?:cures?|cured|curing)\b[^.!?\n]{{0,30}}\b{_INCURABLE}\b[^.!?\n]{{0,30}}\b(?:permanently|forever|for good|once and for all)\b",
        bad=("A permanent cure for diabetes.", "This cures arthritis for good."),
        good=("There is no permanent cure for diabetes.", "Watch out for a permanent cure for arthritis."),
    ),
    Clause(
        code="MED032", name="testimonial-without-credentials", pack=Pack.TX,
        says="Texas asks that a testimonial say what the person's credentials are, or that they have none (b)(3)(A)",
        why="Readers should know that a patient is no expert.",
        fix='Add: "The people quoted here are patients without medical training."',
        authority=TX_164_3, needs="testimonial testimonials patient patients client stories say saying", also="testimonial testimonials say saying stories happy grateful satisfied loyal thankful long longtime",
        pattern=_PRAISE, excuses=frozenset({Frame.ASKED, Frame.NEGATED}),
        unless_anywhere=r"\b(?:no medical (?:training|credentials)|without medical (?:training|credentials)|not (?:a )?(?:medical|health) (?:experts?|professionals?)|credentials)\b",
        bad=('What our patients say\n\n"Lovely office."',
             '"So kind." - a grateful patient'),
        good=("What our patients say\n\nThe people quoted have no medical training and were paid nothing.",
              "We publish no patient testimonials."),
    ),
    Clause(
        code="MED033", name="testimonial-without-compensation", pack=Pack.TX,
        says="Texas asks that a testimonial say what was given for it, or that nothing was (b)(3)(B)",
        why="Praise that was paid for reads differently.",
        fix='Add: "Nobody was paid for these words", or what was given.',
        authority=TX_164_3, needs="testimonial testimonials patient patients client stories say saying", also="testimonial testimonials say saying stories happy grateful satisfied loyal thankful long longtime",
        pattern=_PRAISE, excuses=frozenset({Frame.ASKED, Frame.NEGATED}),
        unless_anywhere=r"\b(?:paid|compensat\w+|unpaid|in exchange|received (?:nothing|no)|gave nothing)\b",
        bad=('Patient testimonials\n\n"Lovely office."',),
        good=("Patient testimonials\n\nNobody was paid for these words. No one quoted has medical credentials.",),
    ),
    Clause(
        code="MED035", name="free-but-billed", pack=Pack.TX,
        says="Texas forbids calling a service free when an insurer is billed for it (b)(5)",
        why="A bill to the insurer is a cost, and may come back to the patient.",
        fix='Say who pays: "most plans cover it in full; we bill your plan".',
        authority=TX_164_3, needs="free",
        pattern=r"\bfree (?:[\w-]+ ){0,3}?(?:exams?|consultations?|screenings?|visits?|x-rays?|cleanings?|physicals?|tests?|checkups?|shots?|evaluations?)\b[^.!?\n]{0,60}\b(?:bill(?:ed|s)?|charge[ds]?|submit\w*)\b[^.!?\n]{0,20}\b(?:insur\w+|plan|medicare|medicaid)\b",
        excuses=frozenset({Frame.ASKED, Frame.WARNED, Frame.QUOTED}),
        unless=r"\b(?:never|not|nobody|no one)\b[^.!?\n]{0,10}\b(?:bill|charge)",
        bad=("Free screenings: we just bill your insurance.",),
        good=("The screening is free; we never bill your insurance.",),
    ),
    Clause(
        code="MED036", name="exclusive-skill", pack=Pack.TX,
        says="Texas asks for proof of a unique or exclusive skill (b)(6)",
        why="Without substantiation it is deceptive by the rule.",
        fix="Name the training, its length and where, or leave it out.",
        authority=TX_164_3, needs="unique exclusive exclusively only unmatched unparalleled unrivaled second kind",
        pattern=r"\b(?:unique|exclusive|unmatched|unparalleled|unrivaled|unequaled|one-of-a-kind) (?:[\w-]+ ){0,2}?(?:skills?|expertise|techniques?|methods?|procedures?|experience|approach|technology)\b"
                r"|\bthe only (?:[\w-]+ ){0,2}?(?:doctors?|physicians?|surgeons?|clinics?|practices?|dentists?) (?:in|who|that|with)\b|\bsecond to none\b",
        unless=r"\b(?:your|every|each (?:person|patient)|their|child's) unique\b",
        bad=("Dr. Reyes has an exclusive technique.", "The only surgeon in Austin who can do this."),
        good=("Every patient is unique.", 'Ask what "exclusive technique" means.'),
    ),
    Clause(
        code="MED037", name="sponsored-not-labelled", pack=Pack.TX,
        says="Texas asks that a paid presentation say so (b)(7)",
        why="Readers weigh an article differently when somebody paid for it.",
        fix='Write "Paid for by" and the name, at the top.', authority=TX_164_3,
        needs="sponsored brought partnership courtesy",
        pattern=r"\bthis (?:article|post|page|video|story|series|message) (?:is|was|comes)\b(?! not| never)[^.!?\n]{0,20}\b(?:sponsored by|brought to you by|in partnership with|courtesy of)\b",
        unless_anywhere=r"\bpaid (?:for|advertisement|presentation|content)\b",
        bad=("This article was brought to you by Acme Lasers.",),
        good=("This article was brought to you by Acme Lasers, which paid for it. Paid advertisement.",
              "This article is not sponsored by anybody."),
    ),
)  # fmt: skip
