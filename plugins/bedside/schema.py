"""Turn what Pydantic refuses into mistakes with a place in the file and a way to mend them."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bedside.errors import Mistake
from bedside.schema_words import wording

__all__ = ["KeyPath", "Locate", "Strict", "Text", "salvage", "spoken", "validate"]

KeyPath = tuple[str | int, ...]
Locate = Callable[[Sequence[str | int]], tuple[int, int]]
Model = TypeVar("Model", bound=BaseModel)
Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A border record: unknown keys are refused, values never change after loading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True
    )


def validate(
    model: type[Model], data: Any, path: Path, locate: Locate
) -> tuple[Model | None, list[Mistake]]:
    """Return the record and no mistakes, or None and every mistake in `data`."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        # The values are looked at for near misses only: none is repeated in a message.
        return None, [
            _mistake(detail, model, path, locate) for detail in error.errors(include_url=False)
        ]


def salvage(model: type[Model], data: Mapping[str, Any], instead: Mapping[str, Any]) -> Model:
    """Return the record of the keys that are right; `instead` has values for those it cannot lack."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}
        right = {key: value for key, value in data.items() if key not in wrong}
        return model.model_validate({**instead, **right})


# A key that nobody knows may itself be somebody's number or name: such a one is not repeated.
_PLAIN_KEY = re.compile(r"[A-Za-z]+(?:[_-][A-Za-z]+){0,2}")


def spoken(where: KeyPath) -> str:
    """Return `reference 1, url` for references.0.url; keys of tables keep their dots."""
    said = ""
    for part in where:
        if isinstance(part, int):
            head, dot, last = said.rpartition(".")
            said = f"{head}{dot}{_singular(last)} {part + 1}, "
        else:
            said = f"{said}{'' if not said or said.endswith(' ') else '.'}{part}"
    return said.removesuffix(", ")


def _singular(name: str) -> str:
    return name if name.endswith("hours") or not name.endswith("s") else name[:-1]


def _mistake(detail: Any, model: type[BaseModel], path: Path, locate: Locate) -> Mistake:
    """Word one Pydantic error: what is wrong, and what to do."""
    where: KeyPath = tuple(part for part in detail["loc"] if not _is_tag(part))
    line, column = locate(where)
    inside = where[:-1] if detail["type"] == "extra_forbidden" else where
    what, fix = wording(detail, _known_keys(model, inside))
    shown = where if inside == where or _PLAIN_KEY.fullmatch(str(where[-1])) else inside
    return Mistake(path=path, line=line, column=column, key=spoken(shown), what=what, fix=fix)


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
