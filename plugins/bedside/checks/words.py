"""The word lists of the PHI rules: names, places, and the words of health education."""

import re
from functools import cache, lru_cache
from pathlib import Path

from bedside.checks.late import compile_late

__all__ = [
    "cities", "education", "everyday", "given_names", "is_common", "is_given_name", "is_medicine", "is_name_or_place",
    "is_place", "is_plain", "is_stranger", "is_surname", "is_term", "is_word_surname", "ours", "surnames",
]  # fmt: skip

MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


DATA = Path(__file__).parent / "data"  # bench/phi_gate.py puts lists of half the texts here


@cache
def _read(name: str) -> frozenset[str]:
    """Return a list in lower case. Origin and licence: data/ORIGIN.md."""
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.lower().splitlines())


def given_names() -> frozenset[str]:
    """Return American given names."""
    return _read("given_names")


def surnames() -> frozenset[str]:
    """Return American surnames."""
    return _read("surnames")


def cities() -> frozenset[str]:
    """Return American places over 15,000 people; some are two or three words."""
    return _read("us_cities")


@cache
def education() -> frozenset[str]:
    """Return every word that health education uses, in lower case."""
    return _read("education_words") | _read("education_capitals")


def ours() -> frozenset[str]:
    """Return words of practices and of today that neither dictionary nor education holds."""
    return _read("known_words")


def everyday() -> frozenset[str]:
    """Return words that practices say and health education does not: tomorrow, calendar."""
    return _read("everyday_words")


def is_common(word: str) -> bool:
    """Tell whether health education writes the word in lower case: will, may, rose."""
    plain = word.lower().removesuffix("'s")
    return (
        plain in _read("education_words") or plain in MONTHS or plain.removesuffix("s") in WEEKDAYS
    )


def is_plain(word: str) -> bool:
    """Tell whether the word often opens a sentence or stands for a name: you, thanks, mom."""
    return word.lower().partition("'")[0] in _read("plain_words")


def is_word_surname(word: str) -> bool:
    """Tell whether an ordinary word is a frequent surname too: Miller, Young, Green."""
    return word.lower() in _read("word_surnames")


def is_given_name(word: str) -> bool:
    """Tell whether the word is a given name and nothing else."""
    return word.lower().removesuffix("'s") in given_names() and not is_common(word)


def is_surname(word: str) -> bool:
    """Tell whether the word is a surname, alone or on both sides of a hyphen."""
    plain = word.lower().removesuffix("'s")
    return plain in surnames() or ("-" in plain and not is_common(plain))


def is_stranger(word: str) -> bool:
    """Tell whether health education never uses the word."""
    return word.lower().removesuffix("'s") not in education() and not is_common(word)


def is_place(words: str) -> bool:
    """Tell whether the words name an American place."""
    return words.lower() in cities()


# Endings of United States Adopted Names, the generic names of medicines.
# https://www.ama-assn.org/about/united-states-adopted-names/united-states-adopted-names-approved-stems (read 2026-11-22)
_MEDICINE = (
    r"mycin|micin|cillin|pril|sartan|olol|statin|azole|mab|nib|floxacin|cycline|gliptin|gliflozin|glutide"
    r"|vir|oxetine|azepam|azolam|codone|caine|formin|parin|xaban|dronate|semide|thiazide|triptan|setron|tidine"
    r"|barbital|asone|olone|terol|tropium|lukast|prazole|dipine|profen|pam|grel|tinib|ciclib"
)
_MEDICINES = compile_late(rf"\w+(?:{_MEDICINE})\Z", re.IGNORECASE)
_TERM = compile_late(
    rf"(?:{_MEDICINE}"
    r"|[aeiou]\w+(?:emia|osis|itis|genesis|pathy|trophy|plasia|uria|algia|ectomy|scopy))\Z",  # and of diseases
    re.IGNORECASE,
)


def is_term(word: str) -> bool:
    """Tell whether the word ends like the generic name of a medicine or a disease."""
    return bool(_TERM.search(word))


@lru_cache(maxsize=20_000)
def is_medicine(word: str) -> bool:
    """Tell whether the word ends like the generic name of a medicine, and is no common word."""
    return bool(_MEDICINES.match(word))


def is_name_or_place(word: str) -> bool:
    """Tell whether a word of a slug or file name is to be read with a capital."""
    plain = word.lower()
    if plain in MONTHS:
        return True
    is_name = plain in given_names() or plain in surnames() or plain in cities()
    return is_name and not is_common(plain)
