"""What is wrong with an allowance written in the text: unknown, incomplete, expired, unused."""

from collections.abc import Callable, Iterator
from datetime import date

from bedside.checks.allowances import Allowance, last_day, read_allowances
from bedside.checks.model import Authority, Context, Match, Rule, Scope, Severity
from bedside.post import Source

__all__ = ["SUPPRESSION"]

_STUDY = Authority(
    title="detect-secrets issue 665: after a baseline was taken, changed and added secrets went unseen",
    url="https://github.com/Yelp/detect-secrets/issues/665", read=date(2026, 11, 22),
)  # fmt: skip
_WHOLE = (
    '<!-- bedside: allow PHI002 reason="the town is ours" by="elena-marsh" until=2027-01-31 -->\n\n'
)
_USED = "Our patient lives in Springfield with two cats.\n"


def _finder(
    wrong: Callable[[Allowance, Context], str],
) -> Callable[[Source, Context], Iterator[Match]]:
    """Return a `find` that reports each allowance for which `wrong` has something to say."""

    def find(source: Source, context: Context) -> Iterator[Match]:
        for one in read_allowances(source.text):
            if message := wrong(one, context):
                yield Match(start=one.start, end=one.end, message=message)

    return find


def _unknown(one: Allowance, context: Context) -> str:
    codes = context.cache.get("codes")
    assert isinstance(codes, frozenset)
    return "" if one.code in codes else "this comment names no rule that exists"


def _incomplete(one: Allowance, _context: Context) -> str:
    return f"the allowance lacks {', '.join(one.missing)}" if one.missing else ""


def _too_long(one: Allowance, context: Context) -> str:
    if one.until is None or one.until <= last_day(context.today):
        return ""
    return "the allowance runs for more than a year: nobody would look at it again"


def _nobody(one: Allowance, context: Context) -> str:
    if context.practice is None or not one.by or context.practice.clinician(one.by):
        return ""
    known = ", ".join(person.slug for person in context.practice.clinicians)
    return f"`by` names no clinician of practice.toml: use one of: {known}"


def _expired(one: Allowance, context: Context) -> str:
    return f"the allowance ended on {one.until}" if one.is_over(context.today) else ""


def _unused(one: Allowance, context: Context) -> str:
    spent = context.cache.get("spent")
    assert isinstance(spent, dict)
    return "" if spent.get(one.start) else "nothing below this comment needs it"


def _direct(one: Allowance, context: Context) -> str:
    spent = context.cache.get("spent")
    assert isinstance(spent, dict)
    return "the text cannot allow a direct identifier" if spent.get(one.start) == "refused" else ""


def _rule(code: str, name: str, summary: str, fix: str, find: Callable[[Source, Context], Iterator[Match]],
          bad: str, good: str, severity: Severity = Severity.ERROR) -> Rule:  # fmt: skip
    return Rule(
        code=code, name=name, summary=summary, fix=fix, scope=Scope.SOURCE, severity=severity,
        why="An allowance that names nobody, never ends or covers nothing hides the next real finding.",
        authority=_STUDY, find=find, bad=(bad,), good=(good,),
    )  # fmt: skip


SUPPRESSION: tuple[Rule, ...] = (
    _rule("SUP001", "unknown-allowance", "A `bedside:` comment that names no rule.",
          'Write <!-- bedside: allow CODE reason="…" by="…" until=YYYY-MM-DD --> for the next block, '
          "or allow-line for the next line.", _finder(_unknown),
          _WHOLE.replace("PHI002", "PHI999") + _USED, _WHOLE + _USED),
    _rule("SUP002", "incomplete-allowance", "An allowance without a reason, a person or a last day.",
          "Add what is missing.", _finder(_incomplete),
          _WHOLE.replace(' by="elena-marsh"', "") + _USED, _WHOLE + _USED),
    _rule("SUP003", "expired-allowance", "An allowance whose last day has passed.",
          "Look again at what it allows, then change the text or the day.", _finder(_expired),
          _WHOLE.replace("2027", "2020") + _USED, _WHOLE + _USED),
    _rule("SUP004", "unused-allowance", "An allowance below which its rule finds nothing.",
          "Remove the comment.", _finder(_unused),
          _WHOLE + "Wash your hands.\n", _WHOLE + _USED, Severity.WARNING),
    _rule("SUP005", "direct-identifier-allowed", "An allowance in the text for a direct identifier.",
          "Remove the identifier, or enter it in allowed.toml with a second person.", _finder(_direct),
          _WHOLE.replace("PHI002", "PHI007") + "SSN: 219-09-9999\n", _WHOLE + _USED),
    _rule("SUP006", "endless-allowance", "An allowance that runs for more than a year.",
          "Name a day within a year: then somebody looks again.", _finder(_too_long),
          _WHOLE.replace("2027", "9999") + _USED, _WHOLE + _USED),
    _rule("SUP007", "allowed-by-nobody", "An allowance by someone who is no clinician of the practice.",
          "Name the clinician who answers for it, by the slug in practice.toml.", _finder(_nobody),
          _WHOLE.replace("elena-marsh", "mickey") + _USED, _WHOLE + _USED),
)  # fmt: skip
