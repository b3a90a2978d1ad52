"""Stand in for a checked record: its values as they were, and the record itself for whoever asks more.

Pydantic takes half of a check to load. What it made of the very same text in an earlier run is kept
as JSON; a kind of value that is not known here is left out, and so is asked of the record.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

__all__ = ["BROKEN", "StandIn", "kept", "stand_in"]

# What reading damaged or foreign data can raise: nothing is known then.
BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)

_AS_IT_IS = (str, int, float, bool, type(None))


class StandIn:
    """The kept values of a record; `real` makes the record."""

    def __init__(self, values: Mapping[str, Any], real: Callable[[], Any]) -> None:
        """Take the values as attributes."""
        vars(self).update(values, _real=real)

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a record never changes after loading."""
        message = f"a record does not change: {name}"
        raise AttributeError(message)

    def __getattr__(self, name: str) -> Any:
        """Ask the record for what was not kept."""
        return getattr(vars(self)["_real"](), name)

    def __repr__(self) -> str:
        """Say what the record says: that is what memories of verdicts go by."""
        return str(vars(self).get("_said") or repr(vars(self)["_real"]()))

    def __eq__(self, other: object) -> bool:
        """Compare as the record does."""
        return bool(vars(self)["_real"]() == other)

    def __hash__(self) -> int:
        """Hash as the record does."""
        return hash(vars(self)["_real"]())


def kept(value: Any) -> Any:
    """Return a value as JSON can hold it. Raises TypeError for a kind that is not kept."""
    if type(value) in _AS_IT_IS:
        return value
    if type(value) is tuple:
        return [kept(one) for one in value]
    if type(value) is dict and all(type(key) is str for key in value):
        return {"table": {key: kept(one) for key, one in value.items()}}
    if type(value) is date:
        return {"day": value.isoformat()}
    if type(value) is ZoneInfo and value.key:
        return {"zone": value.key}
    if type(value) is datetime and type(value.tzinfo) is ZoneInfo and value.tzinfo.key:
        return {"at": [value.replace(tzinfo=None).isoformat(), value.tzinfo.key, value.fold]}
    if hasattr(type(value), "model_fields"):
        return {"record": dict(_values(value))}
    message = f"{type(value).__name__} is not kept"
    raise TypeError(message)


def _values(record: Any) -> list[tuple[str, Any]]:
    """Return the fields, and what the record works out of them, that can be kept."""
    names = [*type(record).model_fields]
    for one in type(record).__mro__:
        if "model_fields" not in vars(one) and one.__module__.startswith("bedside."):
            names += [name for name, what in vars(one).items() if isinstance(what, property)]
    found: list[tuple[str, Any]] = []
    for name in names:
        try:
            found.append((name, kept(getattr(record, name))))
        except TypeError:
            continue
    return found


def stand_in(data: Any, real: Callable[[], Any], kind: type[StandIn] = StandIn) -> Any:
    """Return what `kept` was given. Raises KeyError, TypeError or ValueError for anything else."""
    if type(data) in _AS_IT_IS:
        return data
    if isinstance(data, list):
        return tuple(stand_in(one, _item(real, index)) for index, one in enumerate(data))
    ((what, inner),) = data.items()
    if what == "record":
        values = {name: stand_in(one, _named(real, name)) for name, one in inner.items()}
        return kind(values, real)
    if what == "table":
        return {key: stand_in(one, _item(real, key)) for key, one in inner.items()}
    if what == "day":
        return date.fromisoformat(inner)
    if what == "zone":
        return ZoneInfo(inner)
    if what == "at":
        when, zone, fold = inner
        return datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(zone), fold=fold)
    raise KeyError(what)


def _item(real: Callable[[], Any], key: int | str) -> Callable[[], Any]:
    return lambda: real()[key]


def _named(real: Callable[[], Any], name: str) -> Callable[[], Any]:
    return lambda: getattr(real(), name)
