"""The vocabulary of schema.org, and what a graph says that is not in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Vocabulary", "read_vocabulary"]

VENDORED = Path(__file__).resolve().parents[2] / "vendor" / "schema_org"
_HOME = "https://schema.org/"
_DAY = r"\d{4}-\d\d-\d\d"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
# The forms of https://schema.org/DataType; a Text may be anything.
_FORMS = {
    "Text": r"[\s\S]+", "URL": r"https?://\S+", "Date": rf"{_DAY}",
    "DateTime": rf"{_DAY}T{_CLOCK}(\.\d+)?(Z|[+-]\d\d:\d\d)", "Time": _CLOCK,
    "Duration": r"P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?", "CssSelectorType": r".+",
    "Language": r"[a-z]{2,3}(-[A-Za-z0-9]+)*", "XPathType": r".+", "PronounceableText": r".+",
}  # fmt: skip
_LITERAL: dict[str, tuple[type, ...]] = {
    "Boolean": (bool,),
    "Number": (int, float),
    "Float": (float,),
    "Integer": (int,),
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Types with their parents and enumerations, properties with domain and range."""

    types: dict[str, tuple[set[str], set[str], str]]
    properties: dict[str, tuple[set[str], set[str], str]]

    def kinds(self, name: str) -> set[str]:
        """Return a type and everything that it is a kind of."""
        found, waiting = set(), [name]
        while waiting:
            one = waiting.pop()
            found.add(one)
            waiting += self.types[one][0] - found if one in self.types else ()
        return found

    def problems(self, graph: list[dict[str, Any]]) -> Iterator[str]:
        """Yield everything in a graph that schema.org does not know or does not allow."""
        nodes = {node["@id"]: node for node in graph if "@id" in node}
        for node in graph:
            yield from self._node(node, nodes)

    def _node(self, node: dict[str, Any], nodes: dict[str, Any]) -> Iterator[str]:
        kind = node.get("@type")
        if not isinstance(kind, str) or kind not in self.types or self.types[kind][2]:
            yield f"{kind}: no such type"
            return
        for name, value in node.items():
            if name.startswith("@"):
                continue
            if name not in self.properties or self.properties[name][2]:
                yield f"{kind}.{name}: no such property"
                continue
            domain, wanted, _ = self.properties[name]
            if not domain & self.kinds(kind):
                yield f"{kind}.{name}: a {kind} has no {name}"
            if value in ([], "", None):
                yield f"{kind}.{name}: empty"
                continue
            for one in value if isinstance(value, list) else [value]:
                yield from self._value(f"{kind}.{name}", one, wanted, nodes)

    def _value(
        self, where: str, value: Any, wanted: set[str], nodes: dict[str, Any]
    ) -> Iterator[str]:
        if isinstance(value, dict):
            if set(value) == {"@id"} and value["@id"] not in nodes:
                yield f"{where}: {value['@id']} is not in the graph"
                return
            node = nodes.get(str(value.get("@id")), value)
            if not wanted & self.kinds(str(node.get("@type"))):
                yield f"{where}: {node.get('@type')} is none of {sorted(wanted)}"
            if node is value:
                yield from self._node(value, nodes)
        elif not any(self._fits(value, one) for one in wanted):
            yield f"{where}: {value!r} is none of {sorted(wanted)}"

    def _fits(self, value: Any, wanted: str) -> bool:
        if wanted in _LITERAL:
            is_switch = isinstance(value, bool)
            return isinstance(value, _LITERAL[wanted]) and is_switch == (wanted == "Boolean")
        if not isinstance(value, str):
            return False
        if wanted == "Thing":  # an address stands for the thing at it
            wanted = "URL"
        if wanted in _FORMS:
            return re.fullmatch(_FORMS[wanted], value) is not None
        member = value.removeprefix(_HOME)
        return value.startswith(_HOME) and member in self.types and wanted in self.types[member][1]


def read_vocabulary() -> Vocabulary:
    """Read the two vendored tables."""
    return Vocabulary(_table("types"), _table("properties"))


def _table(name: str) -> dict[str, tuple[set[str], set[str], str]]:
    rows = (VENDORED / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return {
        one: (set(first.split()), set(second.split()), old)
        for one, first, second, old in (row.split("\t") for row in rows)
    }
