"""The words that do not count as hard: explained terms, medicines, the practice's own names."""

from collections.abc import Iterator

from bedside.checks.facts import facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Surface
from bedside.checks.signs import words_in
from bedside.checks.surfaces.cut import holds
from bedside.checks.words import is_medicine

__all__ = ["explained_words"]

_WORD = compile_late(r"[^\W\d_]+")
# Words after called or known as, or alone in brackets: the text explains them.
_CALLED = compile_late(
    r"\b(?:called|known as|named|llamad[oa]s?|se llaman?)\s+(?:an?\s|the\s|una?\s|la\s|el\s)?[\"“']?"
    r"([^\W\d_]+(?:[ -][^\W\d_]+)?)"
)
_BRACKETED = compile_late(r"\((?<=\w \()([^\W\d_]+(?:[ -][^\W\d_]+)?)\)")

_EXPLAINED = ((_CALLED, ("called", "known as", "named", "llama")), (_BRACKETED, ("(",)))


def explained_words(surface: Surface, context: Context) -> frozenset[str]:
    """Return, in lower case, the words of a text whose length is no fault of its author."""
    facts = facts_of(context)
    text = surface.text
    ways = [one for one, signs in _EXPLAINED if holds(text, signs)]
    terms = (found[1] for one in ways for found in one.finditer(text))
    said = {word for term in terms for word in _WORD.findall(term.lower())}
    medicines = set(filter(is_medicine, _words(text)))
    return facts.glossary | facts.names | said | medicines


def _words(text: str) -> Iterator[str]:
    for run in words_in(text):
        yield from (run,) if run.isalpha() else _WORD.findall(run)
