"""What is wrong with an entry of allowed.toml: unknown rule, expired, for nothing."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from bedside.checks.allowed import FILE
from bedside.checks.model import Authority, Context, Match, Rule, Scope, Severity
from bedside.toml_file import places_of

if TYPE_CHECKING:
    from bedside.checks.allowed_entry import AllowedEntry
    from bedside.post import Source

__all__ = ["REGISTRY"]

_STUDY = Authority(
    title="detect-secrets issue 665: after a baseline was taken, changed and added secrets went unseen",
    url="https://github.com/Yelp/detect-secrets/issues/665", read=date(2026, 11, 22),
)  # fmt: skip
_ENTRY = """[[allowed]]
code = "PHI004"
uid = "pages/contact.md"
surface = "body"
occurrence = 1
hmac = "5ab8d1f0c2e94a7700b1d3f5e7c9ab2415263748596a7b8c9dae0f1e2d3c4b5a"
owner = "Elena Marsh"
second = "Priya Raman"
reason = "the public number of the food shelf"
date = 2026-11-01
expires = 2027-06-30
"""
_EMPTY = "allowed = []\n"


def _finder(
    wrong: Callable[["AllowedEntry", Context], str],
) -> Callable[["Source", Context], Iterator[Match]]:
    """Return a `find` that reports each entry of the registry for which `wrong` has something to say."""

    def find(source: "Source", context: Context) -> Iterator[Match]:
        if source.name != FILE:
            return
        places, rows = places_of(source.text), source.text.splitlines(keepends=True)
        for index, entry in enumerate(_entries(source.text)):
            if message := wrong(entry, context):
                line, column = places.get(("allowed", index), (1, 1))
                start = sum(map(len, rows[: line - 1])) + column - 1
                yield Match(start=start, end=start, message=message)

    return find


def _entries(text: str) -> tuple["AllowedEntry", ...]:
    """Return the entries; a file with mistakes was refused when it was loaded."""
    import tomllib  # noqa: PLC0415  few practices have such a file

    from pydantic import ValidationError  # noqa: PLC0415  few practices have such a file

    from bedside.checks.allowed_entry import RegistryFile  # noqa: PLC0415  few practices have such a file

    try:
        return RegistryFile.model_validate(tomllib.loads(text)).allowed
    except (tomllib.TOMLDecodeError, ValidationError):
        return ()


def _unknown(entry: "AllowedEntry", context: Context) -> str:
    codes = context.cache.get("codes")
    assert isinstance(codes, frozenset)
    return "" if entry.code in codes else f"{entry.code} is no rule that exists"


def _expired(entry: "AllowedEntry", context: Context) -> str:
    is_over = entry.expires < context.today
    return f"the entry for {entry.code} ended on {entry.expires}" if is_over else ""


def _unused(entry: "AllowedEntry", context: Context) -> str:
    """An entry for a document that was not looked at may be needed there."""
    used, subjects = context.cache.get("entries"), context.cache.get("subjects")
    if isinstance(subjects, Collection) and entry.uid not in subjects:
        return ""
    is_used = isinstance(used, Collection) and entry in used
    if is_used or not entry.holds(context.today):
        return ""
    return f"nothing in {entry.uid} needs this entry for {entry.code}: the words or their place changed"


def _rule(code: str, name: str, summary: str, fix: str, find: Callable[["Source", Context], Iterator[Match]],
          bad: str, severity: Severity = Severity.ERROR) -> Rule:  # fmt: skip
    return Rule(
        code=code, name=name, summary=summary, fix=fix, scope=Scope.SOURCE, severity=severity,
        why="An entry that nobody needs or renews stands ready for the next identifier in its place.",
        authority=_STUDY, find=find, bad=(bad,), good=(_EMPTY,),
    )  # fmt: skip


REGISTRY: tuple[Rule, ...] = (
    _rule("SUP008", "unknown-registry-rule", "An entry of allowed.toml for a rule that does not exist.",
          "Write the code that `bedside check` prints, or remove the entry.", _finder(_unknown),
          _ENTRY.replace("PHI004", "PHI999")),
    _rule("SUP009", "expired-registry-entry", "An entry of allowed.toml whose last day has passed.",
          "Let both people look again: remove the entry and the words, or give it new days.",
          _finder(_expired), _ENTRY.replace("2026-11-01", "2025-11-01").replace("2027", "2026")),
    _rule("SUP010", "unused-registry-entry", "An entry of allowed.toml that nothing needs.",
          "Remove the entry; if its words moved, `bedside check --show` prints the new one.",
          _finder(_unused), _ENTRY, Severity.WARNING),
)  # fmt: skip
