"""Take a clinician's name apart: title, name, and the letters after it, each kept once."""

from dataclasses import dataclass

__all__ = ["Person", "person"]

_TITLES = {"dr": "Dr.", "doctor": "Dr.", "prof": "Prof.", "professor": "Prof.",
           "mr": "", "mrs": "", "ms": "", "mx": "", "miss": ""}  # fmt: skip
_SUFFIXES = {"JR", "SR", "II", "III", "IV"}
# Letters that may follow a name without a comma; after a comma any letters count.
_LETTERS = {
    "APRN", "ARNP", "CNM", "CNP", "CRNP", "DC", "DDS", "DMD", "DNP", "DO", "DPM", "DPT", "FAAFP",
    "FAAP", "FACOG", "FACP", "FNP", "FNP-BC", "FNP-C", "LCSW", "LPN", "MBBS", "MD", "MPH", "MSN",
    "NP", "OD", "PA", "PA-C", "PHARMD", "PHD", "PSYD", "RD", "RN",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`Dr. Nora Quinn, MD`: the title, the bare name, the letters."""

    honorific: str
    name: str
    credentials: tuple[str, ...]


def person(written: str, credentials: str) -> Person:
    """Return the parts of a name as people write it, with the letters given beside it.

    The name is empty when only a title or letters were written.
    """
    first, *rest = (part.strip() for part in written.split(","))
    given = [part.strip() for part in credentials.split(",") if part.strip()]
    words, honorific = first.split(), ""
    while words and _bare(words[0]).lower() in _TITLES:
        title = _TITLES[_bare(words.pop(0)).lower()]
        honorific = honorific or title
    known = _LETTERS | {_bare(one).upper() for one in given}
    trailing: list[str] = []
    while words and _bare(words[-1]).upper() in known and not _is_surname(words[-1]):
        trailing.insert(0, words.pop())
    suffixes = [part for part in rest if _bare(part).upper() in _SUFFIXES]
    letters = [*given, *trailing, *(part for part in rest if part and part not in suffixes)]
    once = {_bare(one).upper(): one for one in reversed(letters)}
    ordered = dict.fromkeys(_bare(one).upper() for one in letters)
    return Person(
        honorific=honorific, name=" ".join([*words, *suffixes]),
        credentials=tuple(once[key] for key in ordered),
    )  # fmt: skip


def _is_surname(word: str) -> bool:
    """Tell `Do` from `DO` and `PhD`."""
    return word.istitle() and not word.isupper()


def _bare(word: str) -> str:
    return word.replace(".", "")
