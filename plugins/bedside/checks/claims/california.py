"""California: Business and Professions Code 651, clause by clause as far as words can show it."""

from bedside.checks.claims.clause import CLAIM, Clause, Frame, Pack
from bedside.checks.claims.sources import CA_651, CA_651_C
from bedside.checks.model import Severity

__all__ = ["CALIFORNIA"]

CALIFORNIA: tuple[Clause, ...] = (
    Clause(
        code="MED040", name="favorable-result-promised", pack=Pack.CA,
        says="California forbids statements likely to create unjustified expectations of a good result (b)(3)(A)",
        why="A result told as certain is an expectation that no practice can justify.",
        fix="Say what may happen and what the risks are.", authority=CA_651,
        needs="look feel see be leave walk", also="younger new pain wrinkle results result",
        pattern=r"\byou(?:'ll| will) (?:soon |instantly |immediately |finally )?(?:look|feel|be|see|leave|walk out) (?:[\w-]+ ){0,3}?(?:years younger|like new|brand new|pain[- ]free|wrinkle[- ]free|(?:amazing|dramatic|immediate|stunning|perfect) results?)\b",
        excuses=CLAIM | {Frame.CONDITION},
        bad=("You will look years younger.", "You'll see dramatic results after one visit."),
        good=("Nobody can say that you will be pain-free.", "Will you look years younger?"),
    ),
    Clause(
        code="MED041", name="altered-picture", pack=Pack.CA, severity=Severity.ERROR,
        says="California forbids pictures of results that were altered in any manner (b)(3)(A)",
        why="A retouched picture does not show the result of the procedure.",
        fix="Use the picture as it was taken, or take it out.", authority=CA_651,
        needs="retouched airbrushed photoshopped enhanced altered filtered edited filter",
        pattern=r"\b(?:photos?|pictures?|images?|results?|portraits?)\b[^.!?\n]{0,40}\b(?:retouched|airbrushed|photoshopped|digitally (?:enhanced|altered|edited)|filtered|edited)\b|\b(?:retouched|airbrushed|photoshopped|digitally (?:enhanced|altered|edited)) (?:[\w-]+ ){0,2}?(?:photos?|pictures?|images?|results?)\b",
        bad=("The photos of results were lightly retouched.",),
        good=("None of these pictures was retouched.", "Beware of airbrushed pictures."),
    ),
    Clause(
        code="MED042", name="model-not-labelled", pack=Pack.CA,
        says="California asks that a model be called a model where the picture stands (b)(3)(B)",
        why="Anyone but an actual patient of the practice who had the procedure is a model.",
        fix='Write "model" in the caption, or use no person.', authority=CA_651,
        needs="results",
        pattern=r"\bresults? (?:shown|pictured|seen) (?:here|above|below|in (?:this|the) (?:photo|picture|image))\b",
        unless_anywhere=r"\b(?:models?|actual patients?|real patients?)\b",
        bad=("The results shown here are typical.",),
        good=("The results shown here are those of a model.", "The test results come by mail."),
    ),
    Clause(
        code="MED043", name="before-and-after", pack=Pack.CA, severity=Severity.ERROR,
        says="before and after pictures stand here without the procedure and the statement that others may not get the same result (b)(3)(C)",
        why="The section asks for the procedures that were performed. The statement that the same results may not occur for all patients is as practices know it: the end of the clause could not be opened.",
        fix='Name the procedure, and add: "The same procedure may not give the same results in all patients."',
        authority=CA_651, needs="before", also="after",
        pattern=r"\bbefore[- ](?:and|&)[- ]after (?:\w+ )?(?:photos?|pictures?|images?|gallery|galleries|views?|shots|results)\b|\b(?:photos?|pictures?|images?|gallery|results)\b[^.!?\n]{0,20}\bbefore[- ](?:and|&)[- ]after\b(?! (?:meals?|exercise|school|work|you|the|your|a |each|every))",
        excuses=frozenset({Frame.NEGATED, Frame.ASKED, Frame.WARNED}),
        unless_anywhere=r"\b(?:same (?:procedure|results?)|results?)\b[^.!?\n]{0,60}\b(?:may not|might not|will not|vary|differ)\b",
        bad=("See our before and after photos.",),
        good=("Before and after photos: liposuction. The same procedure may not give the same results in all patients.",
              "We show no before and after pictures.", "Wash your hands before and after meals."),
    ),
    Clause(
        code="MED044", name="price-without-a-price", pack=Pack.CA,
        says='California asks for exact prices, without "as low as" or "and up" (c)',
        why="A price that is not one draws people in with a number they will not pay. The text of (c) was not opened: ask counsel.",
        fix="Give the price of each service, or none.", authority=CA_651_C,
        needs="low up lowest",
        pattern=r"\bas low as \$ ?\d|\$ ?\d[\d,.]* and up\b|\blowest prices?\b",
        bad=("Botox as low as $9 a unit.", "Peels $99 and up."),
        good=("A peel costs $99.", 'Beware of "as low as $9".'),
    ),
)  # fmt: skip
