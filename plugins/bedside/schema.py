"""Turn what Pydantic refuses into mistakes with a place in the file and a way to mend them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bedside.errors import Mistake
from bedside.text import suggest

__all__ = ["Locate", "Strict", "validate"]

KeyPath = tuple[str | int, ...]
Locate = Callable[[Sequence[str | int]], tuple[int, int]]
Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A border record: unknown keys are refused, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def validate(
    model: type[Model], data: Any, path: Path, locate: Locate
) -> tuple[Model | None, list[Mistake]]:
    """Return the record and no mistakes, or None and every mistake in `data`."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [
            _mistake(detail, model, path, locate)
            for detail in error.errors(include_url=False, include_input=False)
        ]


def _mistake(detail: Any, model: type[BaseModel], path: Path, locate: Locate) -> Mistake:
    """Word one Pydantic error: what is wrong, and what to do."""
    where: KeyPath = tuple(part for part in detail["loc"] if not _is_tag(part))
    line, column = locate(where)
    what, fix = _wording(detail, model, where)
    return Mistake(
        path=path,
        line=line,
        column=column,
        key=".".join(map(str, where)),
        what=what,
        fix=fix,
    )


def _wording(detail: Any, model: type[BaseModel], where: KeyPath) -> tuple[str, str]:
    match detail["type"]:
        case "extra_forbidden":
            near = suggest(str(where[-1]), _known_keys(model, where[:-1]))
            return "unknown key", f"did you mean `{near}`?" if near else "remove it"
        case "missing":
            return "missing", "add it"
        case "value_error":
            what, _, fix = str(detail["ctx"]["error"]).partition(": ")
            return what, fix
        case _:
            return detail["msg"][:1].lower() + detail["msg"][1:], ""


def _known_keys(model: type[BaseModel], where: KeyPath) -> list[str]:
    """Return the keys that the table at `where` may hold, following nested models."""
    annotation: Any = model
    for part in where:
        annotation = _step(annotation, part)
    nested = _models(annotation)
    return [field.alias or name for found in nested for name, field in found.model_fields.items()]


def _step(annotation: Any, part: str | int) -> Any:
    for found in _models(annotation):
        for name, field in found.model_fields.items():
            if part in (name, field.alias):
                return field.annotation
    return annotation  # a list index or a mapping key: the item's model is the same annotation


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for part in getattr(annotation, "__args__", ()) for m in _models(part)]


def _is_tag(part: str | int) -> bool:
    """Pydantic adds the validator's own name to the place of union members; drop it."""
    return isinstance(part, str) and ("function-" in part or "[" in part)
