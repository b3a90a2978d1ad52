"""BOD rule on facts: what practice.toml says is not typed a second time."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.checks.authorities import REFERENCED_AND_DATED
from bedside.checks.facts import digits
from bedside.checks.kept_patterns import compile_kept
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.signs import fold
from bedside.checks.surfaces.samples import without_comments
from bedside.post import Kind, Source

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = ["OWN_FACTS"]

# The first letter before what stands around it: a search then passes over all others.
_NUMBER = compile_late(
    r"[+(\d](?<![\w@/.-].)(?:(?<=\d)|(?<=\()\d|(?<=\+)\(?\d)[\d ()./\u2010-\u2013\u00a0-]{5,18}\d(?!\w)"
)
_EMAIL = compile_late(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_WORD = compile_late(r"\w+")
_STREET_END = compile_late(r",|\b(?:suite|ste|unit|floor)\b", re.IGNORECASE)
# The front matter in which a placeholder is filled, besides the body.
_FILLED = compile_late(
    r"title|summary|long_description|video\.transcript|language_lines\.\d+\.text"
)


def _typed(source: Source, context: Context) -> Iterator[Match]:
    practice = context.practice
    if practice is None or source.kind is Kind.TEXT:
        return
    known, streets = _known(practice), list(_streets(practice))
    for start, text in _places(source):
        found = [*_NUMBER.finditer(text), *(_EMAIL.finditer(text) if "@" in text else ())]
        told = [(one, known.get(one[0].lower()) or known.get(digits(one[0]))) for one in found]
        told += [
            (one, fact) for number, street, fact in streets if number in fold(text)
            for one in street.finditer(text)
        ]  # fmt: skip
        for one, fact in told:
            if fact:
                yield Match(
                    start=start + one.start(), end=start + one.end(),
                    message=f"typed here, it stays as it is when practice.toml changes: write {fact}",
                    fix=f"Write {fact} in its place.",
                )  # fmt: skip


def _places(source: Source) -> Iterator[tuple[int, str]]:
    """Yield (offset in the file, text) of everything whose placeholders are filled."""
    for key, place in source.places.items():
        if _FILLED.fullmatch(key):
            yield place.start, source.text[place.start : place.end]
    yield source.body_offset, without_comments(source.body)


def _known(practice: "Practice") -> dict[str, str]:
    """Return each number (ten digits) and e-mail address with the placeholder to write for it."""
    ours = practice.practice
    pairs = [
        (getattr(one, key), f"{{{{ {name}.{key} }}}}")
        for name, one in (
            ("practice", ours),
            *((f"location.{one.slug}", one) for one in practice.locations),
        )
        for key in ("phone", "fax", "email")
    ]
    pairs.append((ours.privacy_officer, "{{ practice.privacy_officer }}"))
    known: dict[str, list[str]] = {}
    for value, fact in pairs:
        if value:
            key = value.lower() if "@" in value else digits(value)
            known.setdefault(key, []).append(fact)
    return {key: " or ".join(facts[:2]) for key, facts in known.items()}


def _streets(practice: "Practice") -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Yield the first word and a pattern of each office's house number and street, without the suite."""
    for one in practice.locations:
        words = _WORD.findall(_STREET_END.split(one.street)[0])
        if len(words) > 1:
            pattern = r"\b" + r"\W{1,3}".join(map(re.escape, words)) + r"\b"
            yield (
                fold(words[0]),
                compile_kept(pattern, int(re.IGNORECASE)),
                f"{{{{ location.{one.slug}.address }}}}",
            )


_POST = "---\ntitle: A\n---\n"

OWN_FACTS: tuple[Rule, ...] = (
    Rule(
        code="BOD004", name="fact-typed-by-hand", scope=Scope.SOURCE, find=_typed,
        severity=Severity.WARNING,
        summary="The practice's own phone, fax, e-mail or street address, typed into a text.",
        why="When the number changes in practice.toml, every page changes but this one.",
        fix="Write the placeholder that the finding names.", authority=REFERENCED_AND_DATED,
        bad=(_POST + "Call (802) 555-0142.\n", _POST + "[Call](tel:+18025550142) us.\n",
             _POST + "Come to 14 Ferry\nStreet.\n", _POST + "Write to Hello@larkfield.example.\n",
             "---\ntitle: A\nsummary: Call 802-555-0178 today.\n---\n"),
        good=(_POST + "Call {{ practice.phone }}, or 802-555-0199 for the library.\n",
              _POST + "Larkfield Family Practice stands on Ferry Street.\n",
              _POST + "<!-- 802-555-0142 -->\n"),
    ),
)  # fmt: skip
