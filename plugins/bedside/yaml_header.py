"""Cut a file into front matter and body, and read the YAML with the place of each key and value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bedside.errors import Mistake
from bedside.header_parts import Place, Split
from bedside.text import position

__all__ = ["Header", "read_header"]

_OPENING = re.compile(r"[\[{]|(?:^|(?<=\s))[-?](?=\s)|^[ ]+", re.MULTILINE)
_DEEPEST = 20  # levels; what the schema knows has three
# A key at the margin with everything below it, up to the next one.
_BLOCK = re.compile(r"^[^\s#-][^\n]*\n?(?:^(?:[ \t#-][^\n]*)?(?:\n|\Z))*", re.MULTILINE)
_BLOCK_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t]*")
_MOST_SPOILED = 20  # keys; a file with more is no front matter
_BEGINS_EARLIER = re.compile("flow|quoted scalar|simple key")
# What the YAML reader says, and how a person would say it.
_PLAIN = (
    ("alias", "a value that begins with `*`", "put quotes around the whole value"),
    ("anchor", "a value that begins with `&`", "put quotes around the whole value"),
    ("mapping values", "a second `: ` in one line", "put quotes around the whole value"),
    ("expected ':'", "a line that is no `key: value`",
     "write it as `key: value`, or indent it if it continues the line above"),
    ("quoted scalar", "a quotation mark that is never closed", "close it, or remove it"),
    ("end of stream", "a quotation mark or bracket that is never closed", "close it"),
    ("']'", "a list that is never closed", "end it with `]`"),
    ("'}'", "a `{` that is never closed", "end it with `}`"),
    ("tab character", "a tab", "indent with spaces"),
    ("start any token", "a value that begins with a sign", "put quotes around the whole value"),
    ("expected key", "a line that is indented differently from its neighbours",
     "give it as many spaces as the lines around it"),
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Header:
    """What could be read of the YAML. `data` is None when it is no `key: value` lines at all."""

    data: dict[str, Any] | None = None
    places: dict[str, Place] = field(default_factory=dict)  # key path -> place of its value
    values: dict[str, str] = field(default_factory=dict)  # key path -> text of its value
    keys: dict[str, int] = field(default_factory=dict)  # key path -> offset of the key
    spoiled: set[str] = field(default_factory=set)  # keys that are there but cannot be read
    mistakes: list[Mistake] = field(default_factory=list)


class _TangleError(yaml.MarkedYAMLError):
    """An alias or deep nesting: nothing of such a header is read."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # 12 times faster in C
    """Safe YAML that constructs a node already composed; what is no such day stays a text."""

    @classmethod
    def construct(cls, node: yaml.Node) -> Any:
        loader = cls("")
        try:
            return loader.construct_document(node)
        finally:
            loader.dispose()

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: FBT001, FBT002  as PyYAML has it
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, OverflowError):  # 30 February, or an hour 25
            if not isinstance(node, yaml.ScalarNode):
                raise
            return str(node.value)


def read_header(parts: Split, path: Path, text: str) -> Header:
    """Read the YAML; a key that spoils it is a mistake and is set aside, so that the rest is read."""
    header, yaml_text = Header(), parts.header
    for _ in range(_MOST_SPOILED):
        try:
            _refuse_tangles(yaml_text)
            node = yaml.compose(yaml_text, Loader=_Loader)
            data = _Loader.construct(node) if node else {}
        except yaml.YAMLError as error:
            block = None if isinstance(error, _TangleError) else _spoiler(yaml_text, error)
            key = _set_aside(block, header, parts.header_offset) if block else ""
            header.mistakes.append(_mistake(error, key, parts, path, text))
            if block is None:
                return Header(mistakes=header.mistakes)
            yaml_text = _blanked(yaml_text, block)
        else:
            return _gather(header, node, data, parts, path, text)
    return Header(mistakes=header.mistakes)


def _gather(
    header: Header, node: yaml.Node | None, data: Any, parts: Split, path: Path, text: str
) -> Header:
    if not isinstance(node, yaml.MappingNode | None):
        what = "the lines between the `---` are not `key: value` lines"
        header.mistakes.append(Mistake(path=path, what=what, fix="write one key on each line"))
        return Header(mistakes=header.mistakes)
    for key, offset in _walk(node, "", parts.header_offset, header):
        line, column = position(text, offset)
        header.mistakes.append(Mistake(path=path, line=line, column=column, key=key,
                                       what="is written twice", fix="keep one of the two"))  # fmt: skip
    header.data = {str(key).lower(): value for key, value in data.items()}
    return header


def _refuse_tangles(header: str) -> None:
    """Raise for aliases and deep nesting: a few lines of either can stand for gigabytes."""
    if "*" not in header and len(_OPENING.findall(header)) < _DEEPEST:
        return
    depth = 0
    for event in yaml.parse(header, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            problem = "a value that begins with `*`: put quotes around the whole value"
            raise _TangleError(problem=problem, problem_mark=mark)
        if depth > _DEEPEST:
            problem = "values are nested too deeply: write one key on each line"
            raise _TangleError(problem=problem, problem_mark=mark)


def _spoiler(header: str, error: yaml.YAMLError) -> re.Match[str] | None:
    """Return the key, with what is below it, that the reader stumbled over."""
    at = _offset(error)
    blocks = (one for one in _BLOCK.finditer(header) if at is not None and one.start() <= at)
    return max(blocks, key=lambda one: one.start(), default=None)


def _offset(error: yaml.YAMLError) -> int | None:
    """Return where the reader stumbled, or where what it stumbled over begins."""
    mark: Any = getattr(error, "problem_mark", None)
    if _BEGINS_EARLIER.search(str(getattr(error, "context", ""))):
        mark = getattr(error, "context_mark", None) or mark
    return mark.index if mark else None


def _blanked(header: str, block: re.Match[str]) -> str:
    blank = "".join("\n" if one == "\n" else " " for one in block[0])
    return header[: block.start()] + blank + header[block.end() :]


def _set_aside(block: re.Match[str], header: Header, offset: int) -> str:
    """Keep the words of a key that cannot be read, to be checked all the same; return the key."""
    found = _BLOCK_KEY.match(block[0])
    key = found[1].lower() if found else "words"
    while key in header.values:
        key += "+"
    start = offset + block.start() + (found.end() if found else 0)
    words = block[0][found.end() if found else 0 :].rstrip()
    header.places[key] = Place(start, start + len(words))
    header.values[key] = words
    header.keys[key] = offset + block.start()
    header.spoiled.add(key)
    return key if found else ""


def _walk(
    node: yaml.Node | None, prefix: str, offset: int, header: Header
) -> Iterator[tuple[str, int]]:
    """Record the place of every key and the place and text of every value; yield repeated keys.

    A list or table has the place of its key, of no length: its own values have theirs.
    """
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{prefix}.{key.value}" if prefix else str(key.value).lower()
            if name in header.keys:
                yield name, offset + key.start_mark.index
            header.keys[name] = offset + key.start_mark.index
            yield from _walk(value, name, offset, header)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            header.keys[f"{prefix}.{index}"] = offset + item.start_mark.index
            yield from _walk(item, f"{prefix}.{index}", offset, header)
    if isinstance(node, yaml.ScalarNode):
        header.places[prefix] = Place(offset + node.start_mark.index, offset + node.end_mark.index)
        header.values[prefix] = str(node.value)
    elif prefix in header.keys:
        header.places[prefix] = Place(header.keys[prefix], header.keys[prefix])


def _mistake(error: yaml.YAMLError, key: str, parts: Split, path: Path, text: str) -> Mistake:
    line, column = position(text, parts.header_offset + (_offset(error) or 0))
    problem = str(getattr(error, "problem", None) or "")
    what, _, fix = problem.partition(": ")
    if not isinstance(error, _TangleError):
        told = f"{getattr(error, 'context', '') or ''} {problem}"
        what, fix = next(
            ((what, fix) for sign, what, fix in _PLAIN if sign in told),
            ("this line cannot be read", "put quotes around the whole value"),
        )
    return Mistake(path=path, line=line, column=column, key=key, what=what, fix=fix)
