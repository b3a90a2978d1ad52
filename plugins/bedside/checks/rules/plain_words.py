"""TXT015 and TXT016: a plainer word, and a kinder one. Suggestions only: the author decides."""

from collections.abc import Iterator

from bedside.checks.model import Context, Match, Rule, Scope, Severity, Surface
from bedside.checks.wording.authorities import EVERYDAY_WORDS, PREFERRED_TERMS
from bedside.checks.wording.lexicon import KINDER, PLAINER, advice_in
from bedside.checks.wording.reading import blank, is_post, language_of, spot, surfaces_of
from bedside.post import Source

__all__ = ["PLAIN_WORDS"]

_READ = frozenset(["body", "title", "summary", "table", "alt"])


def _plainer(source: Source, context: Context) -> Iterator[Match]:
    if is_post(source):  # a page of the law's own words keeps them
        yield from _advised(source, context, PLAINER)


def _kinder(source: Source, context: Context) -> Iterator[Match]:
    yield from _advised(source, context, KINDER)


def _advised(source: Source, context: Context, table: str) -> Iterator[Match]:
    if language_of(source, context) != "en":
        return
    read = [one for one in surfaces_of(source, context) if _is_read(one)]
    document = "\n".join(one.text for one in read)
    said: set[str] = set()
    for surface in read:
        for one in advice_in(blank(surface.text), table, document):
            if one.say not in said:
                said.add(one.say)
                yield spot(surface, one.start, one.end, f"for “{one.word}” say {one.say}")


def _is_read(surface: Surface) -> bool:
    return surface.name in _READ or surface.name.startswith("share:")


_POST = "---\ntitle: A\n---\n"

PLAIN_WORDS: tuple[Rule, ...] = (
    Rule(
        code="TXT015", name="plainer-word", scope=Scope.SOURCE, find=_plainer,
        severity=Severity.NOTE, is_gathered=True,
        summary="A long word for which there is a plain one, or a medical term that the post does "
                "not explain; told once a post.",
        why="Every word a reader has to guess is a sentence that may be misread.",
        fix="Use the plain words, or put them beside the term once: heart attack (myocardial "
            "infarction).", authority=EVERYDAY_WORDS,
        bad=(_POST + "Utilize the inhaler prior to exercise.", _POST + "Hypertension is common.",
             _POST + "After a myocardial\ninfarction, rest.", "---\ntitle: Living with edema\n---\nText.\n",
             _POST + "| Sign | Do |\n|---|---|\n| pruritus | call us |\n"),
        good=(_POST + "Use the inhaler before exercise.",
              _POST + "High blood pressure (hypertension) is common. Hypertension runs in families.",
              _POST + "The American Hypertension Society and the Journal of Renal Care wrote it.",
              "---\ntitle: A\nlang: es\n---\nEl dolor cardiac.\n"),
    ),
    Rule(
        code="TXT016", name="kinder-word", scope=Scope.SOURCE, find=_kinder,
        severity=Severity.NOTE, is_gathered=True,
        summary="A word that makes a person into an illness or blames them for it.",
        why="People who feel judged come later, or not at all.",
        fix="Put the person first; where people ask to be called so, keep their word.",
        authority=PREFERRED_TERMS,
        bad=(_POST + "Addicts need care.", _POST + "She suffers from asthma.",
             _POST + "A non-compliant patient.", _POST + "He committed suicide.",
             _POST + "Diabetics need an eye exam.", "---\ntitle: Help for alcoholics\n---\nText.\n"),
        good=(_POST + "People with an addiction need care.", _POST + "She has asthma.",
              _POST + "Alcoholics Anonymous meets here; we belong to Alcoholics Anonymous.",
              _POST + "A diabetic eye exam is due.", _POST + "The building is accessible."),
    ),
)  # fmt: skip
