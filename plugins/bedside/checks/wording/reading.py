"""What the rules on wording read of a source: its prose, its language, its places."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Severity, Surface
from bedside.checks.surfaces import cut_surfaces
from bedside.checks.surfaces.cut import holds
from bedside.checks.wording.blocks import Block, Sentence
from bedside.checks.wording.grade import Section, sections
from bedside.checks.wording.terms import explained_words
from bedside.post import Kind, Source

__all__ = ["Prose", "blank", "is_post", "language_of", "prose_of", "spot", "surfaces_of"]

# A fact of practice.toml that is filled in later, an address, an e-mail, a handle, a hashtag.
_NO_WORDS = compile_late(r"\{\{[^{}\n]*\}\}|(?:https?://|www\.)\S+|\S+@\S+\.\w+|[@#][\w./-]+")
_NOR_AT = compile_late(r"\{\{[^{}\n]*\}\}|(?:https?://|www\.)\S+|#[\w./-]+")  # where no @ stands
_SIGNS = ("{{", "://", "www.", "@", "#")  # one of which each of them has


def surfaces_of(source: Source, context: Context) -> list[Surface]:
    """Return the surfaces of a source inside the site, cut once for all rules of a document."""
    if source.kind is Kind.TEXT:
        return []
    found = context.cache.get("surfaces")
    if not isinstance(found, list):
        found = context.cache["surfaces"] = cut_surfaces(source)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The body as readers read it; the words of `exempt`, in lower case, count as easy."""

    surface: Surface
    lang: str
    sections: tuple[Section, ...]
    exempt: frozenset[str]

    @property
    def sentences(self) -> list[Sentence]:
        """Return all that counts as a sentence."""
        return [one for section in self.sections for one in section.sentences]

    def blocks(self) -> Iterator[Block]:
        """Yield the paragraphs and list items."""
        return (block for section in self.sections for block in section.blocks)


def prose_of(source: Source, context: Context) -> Prose | None:
    """Return the body's prose, read once for all rules of a document."""
    found = context.cache.get("prose")
    if isinstance(found, Prose):
        return found
    body = next((one for one in surfaces_of(source, context) if one.name == "body"), None)
    if body is None:
        return None
    prose = Prose(
        surface=body, lang=language_of(source, context), sections=tuple(sections(body)),
        exempt=explained_words(body, context),
    )  # fmt: skip
    context.cache["prose"] = prose
    return prose


def language_of(source: Source, context: Context) -> str:
    """Return the language a source is written in, as `en` or `es`."""
    own = source.meta.lang if source.meta else None
    ours = context.practice.practice.language if context.practice else "en"
    return (own or ours).partition("-")[0].lower()


def is_post(source: Source) -> bool:
    """Tell whether this is an article or a notice, which the practice words itself."""
    return source.kind in (Kind.POST, Kind.NOTICE)


def spot(
    surface: Surface, start: int, end: int, message: str, severity: Severity | None = None
) -> Match:
    """Return a match in the file for a stretch of a surface."""
    offsets = surface.offsets or (0,)
    first = offsets[min(start, len(offsets) - 1)]
    last = offsets[min(max(end - 1, start), len(offsets) - 1)] + 1
    return Match(start=first, end=max(last, first), message=message, severity=severity)


@lru_cache(maxsize=64)  # the rules of one document ask for the same surfaces
def blank(text: str) -> str:
    """Return the text with blanks for what is no word, every character in its place."""
    if not holds(text, _SIGNS):
        return text
    pattern = _NO_WORDS if "@" in text else _NOR_AT
    return pattern.sub(lambda one: " " * len(one[0]), text)
