"""FRM022: what practice.toml says in its own language alone, on pages that are in another."""

from collections.abc import Iterable, Iterator, Sequence

from bedside.checks.authorities import TRANSLATION
from bedside.checks.image import content_root
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.files import as_typed, read_text
from bedside.post import Source
from bedside.text import nfc
from bedside.toml_file import places_of
from bedside.untranslated import KeyPath, untranslated

__all__ = ["FACTS_TRANSLATED", "WHOLE", "offset_of"]

WHOLE = "is_whole"  # in the context's cache: False where only some of the sources are checked
_NAMED = 8  # lines: more of them help nobody


def _in_one_language(sources: Sequence[Source], context: Context) -> Iterator[Match]:
    practice = context.practice
    root = next(filter(None, map(content_root, sources)), None)
    if practice is None or root is None or not context.cache.get(WHOLE, True):
        return
    file, ours = as_typed(root.parent / "practice.toml"), practice.practice.language
    text = nfc(read_text(file)) if file.is_file() else ""
    for lang in practice.practice.translations:
        if found := untranslated(practice, lang):
            lines = _lines(text, found.values())
            named = ", ".join(map(str, lines[:_NAMED])) + (" …" if lines[_NAMED:] else "")
            texts = f"{len(found)} text{'s' if len(found) > 1 else ''}"
            where = f", see line {named}" if lines else ""
            yield Match(
                path=file, start=offset_of(text, lines[0]) if lines else 0,
                message=f"{texts} of the practice's facts still stand in `{ours}` on the pages in `{lang}`{where}",
            )  # fmt: skip


def _lines(text: str, keys: Iterable[KeyPath]) -> list[int]:
    """Return the line of each key, or of its table where it is written inside one."""
    places = places_of(text)
    found = (places.get(key) or places.get(key[:-1]) or places.get(key[:-2]) for key in keys)
    return sorted({place[0] for place in found if place})


def offset_of(text: str, line: int) -> int:
    """Return the offset at which a line of a file begins; `line` counts from 1."""
    return sum(map(len, text.splitlines(keepends=True)[: line - 1]))


_POST = "=== posts/a.md\n---\ntitle: A\n---\nWash.\n=== practice.toml\n"
_SHELF = '[categories.news]\nname = "News"\ndisclaimer = "news"\n'

FACTS_TRANSLATED: tuple[Rule, ...] = (
    Rule(
        code="FRM022", name="facts-not-translated", scope=Scope.SOURCES, find=_in_one_language,
        severity=Severity.WARNING,
        summary="Texts of practice.toml that another edition of the site shows in the practice's own language.",
        why="Who came for Spanish meets English words in the middle of a page; a screen reader says so, "
            "and nobody else does.",
        fix='Write each again under its table, as `translations = {es = {name = "Noticias"}}`.',
        authority=TRANSLATION,
        bad=(_POST + _SHELF,),
        good=(_POST + _SHELF + 'translations = {es = {name = "Noticias"}}\n', _POST),
    ),
)  # fmt: skip
