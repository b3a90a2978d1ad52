"""Whether the words around a match say that the practice does not claim it: the frames."""

import re

from bedside.checks.claims.clause import Frame
from bedside.checks.late import compile_late

__all__ = ["is_excused"]

_NEAR = 70  # characters before a match in which a negation still belongs to it
_LEAD = 320  # characters before a sentence in which a warning may introduce a list
# What stands before the last of these belongs to another clause of the sentence.
_TURN = compile_late(r"[;:]|\bbut\b|\byet\b|\bhowever\b|\binstead\b", re.IGNORECASE)
# A denial in it is not the sentence's: "If you are not sure, send us …".
_SIDE_CLAUSE = compile_late(
    r"\A\W*(?:if|when|whenever|in case|as|since|because|unless|where|until|si|cuando)\b[^,]*,",
    re.IGNORECASE,
)
_NEGATION = compile_late(
    r"\b(?:(?:without|avoid|less|rather than|instead of|unlike|sin)\b(?=[^,]*\Z)|no|not|never|cannot|nobody|none|neither|nor|hardly|rarely"
    r"|isn'?t|aren'?t|wasn'?t|don'?t|doesn'?t|didn'?t|won'?t|can'?t|couldn'?t|shouldn'?t|wouldn'?t|hasn'?t|haven'?t|mustn'?t"
    r"|too (?:soon|early) to|nunca|ning[uú]n\w*)(?!\w)",
    re.IGNORECASE,
)
_DENIAL = compile_late(
    r"\A[^.;!?]{0,60}?\b(?:do(?:es)? not|don'?t|doesn'?t|cannot|can'?t|is not|isn'?t|are not|aren'?t|was not|were not|never"
    r"|is (?:rarely|false|misleading|illegal|a myth|no)|would be|not approved)\b",
    re.IGNORECASE,
)
_WARNING = compile_late(
    r"\b(?:be (?:wary|careful|skeptical|suspicious|cautious)|beware|watch out|watch for|wary of|skeptical of|steer clear|stay away"
    r"|too good to be true|anyone who|anybody who|someone who (?:says|promises|tells)|(?<!\bwe )(?<!\bi )(?<!\bour )(?<!will )(?<!'ll )(?:promis(?:e|es|ed|ing)|claim(?:s|ed|ing)? (?:that|to|of|such)|claims?)\b"
    r"|scams?|scammers?|myths?|hype|misleading|fraud\w*|unproven|quack\w*|red flags?|warning signs?|snake oil|distrust|fake|bogus|so-called"
    r"|illegal\w*|warning letters?|marketed|marketing|advertis\w+|ads?\b|sellers?|sold as|FDA (?:warns|has warned|says|told|warned)"
    r"|(?:some|many|other) (?:people|clinics?|websites?|sites|companies|stores|sellers|products) (?:say|think|believe|claim|offer|sell|tell|will tell)"
    r"|clinics? that|products? that|companies that|websites? that|you (?:may|might|will) (?:hear|see|read)|is not telling|believed|belief|thought to|once thought|used to think)\b",
    re.IGNORECASE,
)
_LEAD_IN = compile_late(
    r"\b(?:be (?:wary|skeptical|suspicious)|beware|watch out|steer clear|too good to be true|scams?|myths?|red flags?"
    r"|warning signs?|do not trust|don't trust|distrust|snake oil|never say|may not say|must not say)\b[^.!?]*(?:[.!?:][^\n]*)?\Z",
    re.IGNORECASE,
)
_CONDITION = compile_late(
    r"\b(?:if|when|whenever|whether|once|unless|until|in case|suppose|imagine|pretend|means?|think|thinks|feel|worried|wonder"
    r"|knows?|sure|believes?|may|might|could|can|chances?|likely|before|after|as if|why|because|since"
    r"|told|tells|says|said|tell|learn|learns|find out|finds|decides?|suspects?|risk|even though|although|though|while"
    r"|hear|ask|shows?|confirm\w*|the more|every time|assuming|provided|cuando|si)\b",
    re.IGNORECASE,
)


def is_excused(frame: Frame, text: str, sentence: tuple[int, int], match: tuple[int, int]) -> bool:
    """Tell whether a frame holds around `match`; both spans are in `text`."""
    start, end = sentence
    before, after = text[start : match[0]], text[match[1] : end]
    match frame:
        case Frame.NEGATED:
            own = _SIDE_CLAUSE.sub("", before[_last_turn(before) :])[-_NEAR:]
            return bool(_NEGATION.search(own))
        case Frame.DENIED:
            return bool(_DENIAL.search(after))
        case Frame.QUOTED:
            return _is_quoted(text, match)
        case Frame.ASKED:
            return text[start:end].rstrip(" \n\"')*_”").endswith("?")
        case Frame.WARNED:
            lead = text[max(0, start - _LEAD) : start]
            return bool(_WARNING.search(text, start, end) or _LEAD_IN.search(lead))
        case Frame.CONDITION:
            return bool(_CONDITION.search(before))


def _last_turn(before: str) -> int:
    return max((found.end() for found in _TURN.finditer(before)), default=0)


def _is_quoted(text: str, match: tuple[int, int]) -> bool:
    """Tell whether quotation marks stand open before the match in its paragraph and close after."""
    first = text.rfind("\n", 0, match[0]) + 1
    last = text.find("\n", match[1])
    before, after = text[first : match[0]], text[match[1] : last if last >= 0 else len(text)]
    if before.count('"') % 2 and '"' in after:
        return True
    return before.rfind("“") > before.rfind("”") and "”" in after
