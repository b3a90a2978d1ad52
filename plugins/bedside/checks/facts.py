"""What belongs to the practice and may stand in any text: its phones, addresses, people, site."""

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bedside.checks.late import compile_late

if TYPE_CHECKING:
    from bedside.checks.model import Context
    from bedside.practice import Practice

__all__ = ["Facts", "digits", "facts_of"]

_EMAIL = compile_late(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_STREET_WORD = compile_late(r"[a-z0-9]+")
_STREET_END = compile_late(r",|(?i:\bsuite\b|\bste\b)")
_NO_DIGIT = compile_late(r"\D")
_EXTENSION = compile_late(r"(?i)\s*(?:x|ext)")
_NAME_WORD = compile_late(r"[^\W\d_][\w'-]+")
_LETTERS = compile_late(r"[^\W\d_]+")
_PLAIN_WORD = compile_late(r"[\w']+")
_SHORT_NUMBER = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The practice's own data in the form the rules compare with; all lower case."""

    phones: frozenset[str] = frozenset()  # ten digits
    emails: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()  # full names
    names: frozenset[str] = frozenset()  # each word of the people's and the practice's names
    words: frozenset[str] = frozenset()  # spelled as the practice means them
    glossary: frozenset[str] = frozenset()  # each word of the terms that its posts explain

    def owns_phone(self, number: str) -> bool:
        """Tell whether the whole number, or its last seven digits alone, is the practice's."""
        plain = digits(number)
        if len(plain) == _SHORT_NUMBER:
            return any(one.endswith(plain) for one in self.phones)
        return plain in self.phones

    def owns_street(self, street: str) -> bool:
        """Tell whether the street line is one of the practice's."""
        words = " ".join(_STREET_WORD.findall(street.lower()))
        return any(one.startswith(words) or words.startswith(one) for one in self.streets)

    def owns_email(self, email: str) -> bool:
        """Tell whether the address is the practice's, or at its domain."""
        plain = email.lower()
        return plain in self.emails or plain.rpartition("@")[2] in self.hosts

    def owns_person(self, name: str) -> bool:
        """Tell whether the whole name is that of one of the practice's people."""
        return _plain_name(name) in self.people


def digits(number: str) -> str:
    """Return a phone number's digits without the country code 1 and the extension."""
    plain = _NO_DIGIT.sub("", _EXTENSION.split(number)[0])
    return plain[1:] if len(plain) == 11 and plain.startswith("1") else plain


def facts_of(context: "Context") -> Facts:
    """Return the practice's facts, made once for a document."""
    found = context.cache.get("facts")
    if not isinstance(found, Facts):
        found = context.cache["facts"] = make_facts(context.practice)
    return found


def make_facts(practice: "Practice | None") -> Facts:
    """Return the facts of a practice; none when there is no practice."""
    if practice is None:
        return Facts()
    office = practice.practice
    phones = [
        office.phone,
        office.fax,
        *(n for one in practice.locations for n in (one.phone, one.fax)),
    ]
    people = [one.name for one in practice.clinicians]
    emails = _EMAIL.findall(
        f"{office.email} {office.privacy_officer} {office.civil_rights_coordinator} "
        + " ".join(one.email for one in practice.locations)
    )
    words = " ".join(
        [*people, office.name, office.short_name, *(one.name for one in practice.locations)]
    )
    return Facts(
        phones=frozenset(digits(number) for number in phones if number),
        emails=frozenset(one.lower() for one in emails),
        hosts=frozenset({_host(office.url), *(one.lower().rpartition("@")[2] for one in emails)}),
        streets=frozenset(_street(one.street) for one in practice.locations),
        cities=frozenset(one.city.lower() for one in practice.locations),
        people=frozenset(map(_plain_name, people)),
        names=frozenset(_NAME_WORD.findall(f"{words} {_fold(words)}".lower())),
        words=_words(
            *practice.words.known,
            *practice.words.glossary,
            *office.insurance,
            *(f"{one.street} {one.city} {one.state}" for one in practice.locations),
            *practice.hashtags,
            *practice.hashtags.values(),
        ),
        glossary=_words(*practice.words.glossary),
    )


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _LETTERS.findall(text.lower()))


def _plain_name(name: str) -> str:
    """Return `jose nunez` for `José Núñez`, `Jose Nunez.` and the slug `jose-nunez`."""
    return " ".join(_PLAIN_WORD.findall(_fold(name).lower()))


def _fold(text: str) -> str:
    """Take the accents off: slugs and file names are written without them."""
    return "".join(
        one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _street(street: str) -> str:
    """Return `120 orchard road` without the suite."""
    return " ".join(_STREET_WORD.findall(_STREET_END.split(street)[0].lower()))
