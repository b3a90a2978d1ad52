"""The words that do not count as hard: explained terms, medicines, the practice's own names."""

from bedside.checks.facts import facts_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Surface
from bedside.checks.words import is_medicine

__all__ = ["explained_words"]

_WORD = compile_late(r"[^\W\d_]+")
# Words after called or known as, or alone in brackets: the text explains them.
_CALLED = compile_late(
    r"\b(?:called|known as|named|llamad[oa]s?|se llaman?)\s+(?:an?\s|the\s|una?\s|la\s|el\s)?[\"“']?"
    r"([^\W\d_]+(?:[ -][^\W\d_]+)?)"
)
_BRACKETED = compile_late(r"(?<=\w )\(([^\W\d_]+(?:[ -][^\W\d_]+)?)\)")


def explained_words(surface: Surface, context: Context) -> frozenset[str]:
    """Return, in lower case, the words of a text whose length is no fault of its author."""
    facts = facts_of(context)
    terms = (found[1] for one in (_CALLED, _BRACKETED) for found in one.finditer(surface.text))
    said = {word for term in terms for word in _WORD.findall(term.lower())}
    medicines = {word for word in set(_WORD.findall(surface.text.lower())) if is_medicine(word)}
    return facts.glossary | facts.names | said | medicines
