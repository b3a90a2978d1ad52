"""Find Spanish words that lack an accent, a tilde or two dots: informacion for información."""

from collections.abc import Iterator
from functools import cache

from hunspell import Hunspell

from bedside.checks.late import compile_late
from bedside.checks.wording.spelling import Slip
from bedside.files import shipped

__all__ = ["unmarked"]

_WORD = compile_late(r"(?<![\w@/.'’&\\-])[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]+(?![\w@/'’-]|\.\w)")
_MARKED = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "úü", "n": "ñ"}
_SHORTEST = 3


def unmarked(text: str, own: frozenset[str]) -> Iterator[Slip]:
    """Yield the words of a Spanish text that are words only with a mark; `own` ones are right.

    With a capital a word may be a name: it is told where it begins a sentence or a line.
    """
    for found in _WORD.finditer(text):
        word = found[0]
        if len(word) < _SHORTEST or word.lower() in own or not (word.islower() or word.istitle()):
            continue
        if word.istitle() and not _opens(text, found.start()):
            continue
        if meant := _meant(word.lower()):
            yield Slip(found.start(), found.end(), meant)


def _opens(text: str, at: int) -> bool:
    before = text[:at].rstrip(' \t#>*-¿¡“«"')
    return not before or before[-1] in ".!?\n"


@cache
def _meant(word: str) -> tuple[str, ...]:
    spelled = _speller().spell
    if spelled(word) or spelled(word.title()):
        return ()
    tried = (
        f"{word[:index]}{mark}{word[index + 1 :]}"
        for index, letter in enumerate(word)
        for mark in _MARKED.get(letter, "")
    )
    return tuple(filter(spelled, tried))


@cache
def _speller() -> Hunspell:
    return Hunspell("es", hunspell_data_dir=str(shipped("vendor/spelling")))
