"""Say in plain words what is wrong with a value, and how it is written: never Pydantic's own words."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from bedside.text import slugify, suggest

__all__ = ["DAY", "HOUR", "MOMENT", "Shape", "wording"]

DAY = "write it as 2026-11-01"
MOMENT = "write it as 2026-11-01, or 2026-11-01 09:00"
HOUR = "write it as 2026-11-01 09:00"

_WORDS: dict[str, tuple[str, str]] = {
    "missing": ("missing", "add it"),
    "string_type": ("is not words", "write words; put quotes around a number, a date, yes or no"),
    "int": ("is not a whole number", "write one such as 12, without quotes"),
    "float": ("is not a number", "write one such as 12.5, without quotes"),
    "finite_number": ("is not a number", "write one such as 12.5, without quotes"),
    "bool": ("is neither yes nor no", "write true or false, without quotes"),
    "tuple_type": ("is not a list", 'write it in brackets, as ["one", "two"]'),
    "list_type": ("is not a list", 'write it in brackets, as ["one", "two"]'),
    "date_": ("is no such day", DAY),
    "datetime_": ("is no such day or time", MOMENT),
}
_ELSE = ("has a value that cannot stand here", "compare with the sample practice")


@dataclass(frozen=True, slots=True)
class Shape:
    """The form a text must have: its pattern, what to say of another, how to write it.

    Stands in `Annotated[str, Shape(…)]`; the pattern is in the JSON Schema too.
    """

    pattern: str
    what: str
    fix: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:  # fmt: skip
        """Check after the text itself was read."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Tell editors the pattern."""
        return {**handler(schema), "pattern": f"^{self.pattern}$"}

    def _check(self, value: str) -> str:
        if not re.fullmatch(self.pattern, value):
            raise ValueError(f"{self.what}: {self.fix}")
        return value


def wording(detail: Any, known: list[str]) -> tuple[str, str]:
    """Return what is wrong and what to do for one Pydantic error.

    `known` are the keys that may stand there; no value is repeated, it may be a secret or a name.
    """
    kind, context = detail["type"], detail.get("ctx", {})
    if detail["input"] is None:
        return "is empty", "write it, or remove the line"
    if kind == "extra_forbidden":
        near = suggest(str(detail["loc"][-1]), known)
        few = f"use one of: {', '.join(known)}" if known else "remove it"
        return "unknown key", f"did you mean `{near}`?" if near else few
    if kind == "value_error":
        what, _, fix = str(context["error"]).partition(": ")
        return what, fix
    if kind in {"literal_error", "enum"}:
        return _one_of(context["expected"], detail["input"])
    if kind in {"model_type", "dict_type"}:
        some = ", ".join(f"`{one}`" for one in known) or "`name = value`"
        return "needs lines of its own", f"write {some} below it, each on a line of its own"
    if kind == "tuple_type" and known:
        return "is not a list", f"write one entry for each, with {', '.join(known)}"
    return _limit(kind, context) or next(
        (said for start, said in _WORDS.items() if kind.startswith(start)), _ELSE
    )


def _limit(kind: str, context: Any) -> tuple[str, str] | None:
    """Word a value that is too short, long, small or large."""
    match kind:
        case "string_too_short":
            return "is empty", "write it"
        case "too_short":
            return "is empty", "write at least one"
        case "string_too_long" | "too_long":
            return "is too long", f"at most {context['max_length']}"
        case "greater_than_equal":
            return "is too small", f"write {context['ge']} or more"
        case "greater_than":
            return "is too small", f"write more than {context['gt']:g}"
        case "less_than_equal":
            return "is too large", f"write {context['le']} or less"
    return None


def _one_of(expected: str, given: Any) -> tuple[str, str]:
    # An empty word is one that is left out, not written.
    words = list(filter(None, re.findall(r"'([^']*)'", expected))) or [expected]
    near = suggest(slugify(given), words) if isinstance(given, str) else ""
    hint = f"did you mean `{near}`? " if near else ""
    known = ", ".join({"True": "true", "False": "false"}.get(word, word) for word in words)
    only = "write" if len(words) == 1 else "use one of:"
    return "is not one of the words it knows", f"{hint}{only} {known}"
