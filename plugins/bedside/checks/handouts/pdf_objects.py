"""What a PDF says beside its pages: every string of its objects, and what is not to be in it at all."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bedside.checks.handouts.unreadable import UnreadableError
from bedside.checks.late import compile_late

__all__ = ["refuse_hidden", "strings_of"]

_NEW = "print it to a new PDF"
_OBJECT = compile_late(r"(?:^|[\r\n])(\d{1,10} \d{1,5}) obj\b")
# A word and something behind it, an address, a number in four parts; not the codes of fonts and parts.
_SAID = compile_late(r"[^\W\d_]{2,}\S*\s+\S|\w@\w|://|\w\.[a-z]{2,}/|\d+\.\d+\.\d+\.\d")
_MOST = 100_000  # objects


def refuse_hidden(data: bytes, reader: Any) -> None:
    """Raise UnreadableError for earlier versions, attachments of parts, code, data behind the end."""
    text = data.decode("latin-1")
    if max(Counter(_OBJECT.findall(text)).values(), default=0) > 1:
        raise UnreadableError("holds an earlier version of itself", _NEW)
    if text.rpartition("%%EOF")[2].strip("\r\n\t \0"):
        raise UnreadableError("has data behind its end", _NEW)
    for one in _objects(reader):
        if isinstance(one, dict) and "/AF" in one:
            raise UnreadableError("has other files inside it", "remove the attachments")
        if isinstance(one, dict) and one.get("/S") == "/JavaScript":
            raise UnreadableError("holds code that runs", _NEW)


def strings_of(reader: Any) -> Iterator[str]:
    """Yield each string that says something and stands in any object, once."""
    found = dict.fromkeys(one for part in _objects(reader) for one in _strings(part))
    yield from (one for one in found if _SAID.search(one))


def _objects(reader: Any) -> Iterator[Any]:
    """Yield every object that the file lists, those inside streams of objects too."""
    numbers = {(one, generation) for generation, row in reader.xref.items() for one in row}
    numbers |= {(one, 0) for one in reader.xref_objStm}
    if len(numbers) > _MOST:
        raise UnreadableError(f"has more than {_MOST} parts", _NEW)
    from pypdf.generic import IndirectObject  # noqa: PLC0415  only where there is a PDF

    for number, generation in sorted(numbers):
        if number and (one := IndirectObject(number, generation, reader).get_object()) is not None:
            yield one


def _strings(value: Any) -> Iterator[str]:
    """Yield the strings directly in an object; what it refers to is an object of its own."""
    if isinstance(value, dict):
        for one in dict.values(value):
            yield from _strings(one)
    elif isinstance(value, list):
        for one in list.__iter__(value):
            yield from _strings(one)
    elif isinstance(value, str) and not value.startswith("/"):
        yield str(value)
