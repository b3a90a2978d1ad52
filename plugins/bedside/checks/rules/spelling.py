"""TXT010 and TXT011: misspelled words, and words written twice, wherever people read them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bedside.checks.facts import facts_of
from bedside.checks.model import Context, Match, Rule, Scope, Severity, Surface
from bedside.checks.wording.authorities import CREDIBILITY
from bedside.checks.wording.grade import LANGUAGES
from bedside.checks.wording.reading import blank, language_of, spot, surfaces_of
from bedside.post import Source

if TYPE_CHECKING:
    from bedside.checks.wording.spelling import Slip

__all__ = ["SPELLING"]

# What people read. Names of people and sources, addresses, code and comments are not ours to spell.
_READ = frozenset(["body", "title", "summary", "alt", "table"])
_READ_KEYS = (
    "share:",
    "front-matter:tags",
    "front-matter:cta.text",
    "front-matter:video.transcript",
)


def _read(source: Source, context: Context) -> Iterator[Surface]:
    for surface in surfaces_of(source, context):
        if surface.name in _READ or surface.name.startswith(_READ_KEYS):
            yield surface


def _misspelled(source: Source, context: Context) -> Iterator[Match]:
    lang, own = language_of(source, context), facts_of(context).names | facts_of(context).words
    find = _slips_in(lang) if lang in LANGUAGES else None
    if find is None:
        return
    for surface in _read(source, context):
        for one in find(blank(surface.text), own):
            said = " or ".join(one.meant)
            yield spot(surface, one.start, one.end, f"is it {said}?", _severity(context))


def _slips_in(lang: str) -> "Callable[[str, frozenset[str]], Iterator[Slip]]":
    """Return the finder of a language; its dictionary loads with the first word it is asked."""
    if lang == "es":
        from bedside.checks.wording.accents import unmarked  # noqa: PLC0415  Hunspell loads slowly

        return unmarked
    from bedside.checks.wording.spelling import slips  # noqa: PLC0415  Hunspell loads slowly

    return slips


def _twice(source: Source, context: Context) -> Iterator[Match]:
    if language_of(source, context) not in LANGUAGES:  # in some, a word twice is its plural
        return
    from bedside.checks.wording.spelling import twice  # noqa: PLC0415  Hunspell loads slowly

    for surface in _read(source, context):
        for start, end in twice(blank(surface.text)):
            yield spot(surface, start, end, "the same word twice in a row")


def _severity(context: Context) -> Severity:
    is_refused = context.practice is not None and context.practice.policies.refuse_misspelled
    return Severity.ERROR if is_refused else Severity.WARNING


_POST = "---\ntitle: %s\nsummary: Who needs one\n---\n%s\n"

SPELLING: tuple[Rule, ...] = (
    Rule(
        code="TXT010", name="misspelled", scope=Scope.SOURCE, find=_misspelled,
        severity=Severity.WARNING, is_gathered=True,
        summary="An English word that no list knows and that is one slip away from a common one. "
                "Names, rare diseases, medicines and the practice's own words are left alone. In a "
                "Spanish text, a word that lacks its accent or tilde.",
        why="A misspelled word makes readers doubt the advice beside it.",
        fix="Correct it; if it is right, put it into `known` under `[words]` in practice.toml.",
        authority=CREDIBILITY,
        bad=(_POST % ("A", "You may recieve a letter."), _POST % ("A", "Ask for the flu vacine."),
             _POST % ("Your docter", "Call us."), _POST % ("A", "## Symtoms"),
             _POST % ("A", "| Sign | Meaning |\n|---|---|\n| feever | call us |"),
             _POST % ("A", "![A childs tempreature is taken](../images/a.png)"),
             _POST % ("A", "Recieving care at home"), _POST % ("A", "It is neccessary to rest."), _POST % ("A", "It doesnt hurt."),
             _POST % ("A", "Drink watter."), _POST % ("A", "Call us tomorow."), _POST % ("A", "Mark your calender."),
             "---\ntitle: A\nlang: es\n---\nPida informacion a su pediatra.\n",
             "---\ntitle: Los ninos y la gripe\nlang: es\n---\nTexto.\n",
             "---\ntitle: A\nshare:\n  bluesky: Flu shots are avaliable\n---\nText\n"),
        good=(_POST % ("A", "You may receive a letter about spondylometaphyseal dysplasia."),
              _POST % ("A", "Take 5 mcg of levothyroxine, then call Dr. Okafor in Larkfield."),
              _POST % ("A", "Write to hello@larkfeild.example or see https://larkfeild.example/recieve"),
              _POST % ("A", "The prescriber, a rinser and a flyer: three words that a dictionary lacks."),
              _POST % ("A", "Moderna and Pfizer make one; Larkfield's {{ practice.phoen }}."),
              _POST % ("A", "Text.\n\n```\nrecieve\n```\n\n<!-- recieve -->"),
              "---\ntitle: A\nlang: es\n---\nEsta vacuna recombinante protege. Llame a la Dra. Farmacia Nuno.\n",
              "---\ntitle: A\nlang: fr\n---\nRecieve informacion.\n"),
    ),
    Rule(
        code="TXT011", name="word-twice", scope=Scope.SOURCE, find=_twice,
        severity=Severity.WARNING, is_gathered=True,
        summary="The same word twice in a row.",
        why="The eye skips it when writing and stumbles over it when reading.",
        fix="Take one of the two out.", authority=CREDIBILITY,
        bad=(_POST % ("A", "Call the the office."), _POST % ("A", "Call the\nthe office."),
             _POST % ("Call us us today", "Text"), _POST % ("A", "The the office is open.")),
        good=(_POST % ("A", "We know that that helps. He had had a shot. Very very rarely."),
              _POST % ("A", "Walla Walla is a town. The Theme is new. Loa loa is a worm."),
              _POST % ("A", "You're re-exposed. We gave her her pills."),
              "---\ntitle: A\nlang: id\n---\nBawa anak anak.\n",
              _POST % ("A", "Take your medicine.\n\nMedicine helps.")),
    ),
)  # fmt: skip
