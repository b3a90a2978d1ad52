"""The keys a post may carry, and reading them from YAML with the place of each value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BeforeValidator, Field

from bedside.errors import Mistake
from bedside.schema import Strict, validate
from bedside.text import position
from bedside.uid import is_uid

__all__ = ["FrontMatter", "Place", "Split", "parse", "split"]

# `---` fences as in YAML, or Pelican's bare `Key: value` lines up to the first blank one.
_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_BARE = re.compile(r"\A(?:[A-Za-z][A-Za-z0-9_-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+(?:[ \t]*\n|\Z)")
_DATE = re.compile(r"\s*\d{4}-\d\d?-\d\d?(?!\d)")
_OPENING = re.compile(r"[\[{]|(?:^|(?<=\s))[-?](?=\s)|^[ ]+", re.MULTILINE)
_YEARS = (1900, 2200)
_DEEPEST = 20  # levels; what the schema knows has three


@dataclass(frozen=True, slots=True)
class Place:
    """Where a front-matter value stands: character offsets in the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Split:
    """A file cut in two."""

    header: str
    header_offset: int
    body: str
    body_offset: int


def _uid(value: str) -> str:
    if not is_uid(value):
        raise ValueError("not a uid: run `bedside fix` to mint one")
    return value


def _words(value: Any) -> Any:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _tags(value: tuple[str, ...]) -> tuple[str, ...]:
    if any(not any(map(str.isalnum, tag)) or "/" in tag for tag in value):
        raise ValueError("not words: write a tag with letters or digits, without `/`")
    return value


def _moment(value: Any) -> Any:
    """Refuse a bare number, which would be taken for seconds since 1970."""
    if isinstance(value, (int, float)) or (isinstance(value, str) and not _DATE.match(value)):
        raise ValueError("not a date: write it as 2026-11-01, or 2026-11-01 09:00")
    return value


def _this_age(value: datetime) -> datetime:
    """Refuse the ends of the calendar, which no time zone can be applied to."""
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise ValueError(f"not a year between {_YEARS[0]} and {_YEARS[1]}: correct it")
    return value


def _date_only(value: Any) -> Any:
    value = _moment(value)
    return value.date() if isinstance(value, datetime) else value


Uid = Annotated[str, AfterValidator(_uid)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Day = Annotated[date, BeforeValidator(_date_only)]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_this_age)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
# A language tag as HTML wants it: https://www.rfc-editor.org/rfc/rfc5646#section-2.1 (read 2026-11-22)
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class ReferenceEntry(Strict):
    """One source: its title, who published it, its address or DOI, the day it was read."""

    title: str
    publisher: str
    url: str = Field(pattern=r"^https?://\S+$")
    read: Day


class Video(Strict):
    """A video post's film: a file under content/, its picture, captions and transcript."""

    url: str
    poster: str
    duration: str = Field(pattern=r"^PT(\d+H)?(\d+M)?(\d+S)?$")
    captions: str
    transcript: str


class CallToAction(Strict):
    """One button."""

    text: str
    url: str


class LanguageLine(Strict):
    """One line of the language-assistance notice in its own language."""

    lang: Language
    name: str
    dir: Literal["ltr", "rtl"] = "ltr"
    text: str


class FrontMatter(Strict):
    """Every key a Markdown file may carry. Times without a zone are in the practice's own."""

    title: str
    uid: Uid | None = None
    date: Moment | None = None
    modified: Moment | None = None
    expires: Moment | None = None
    author: Slug | None = None
    category: Slug | None = None
    type: Literal[
        "article", "tip", "link", "video", "infographic", "faq", "event", "notice", "story",
        "handout",
    ] = "article"  # fmt: skip
    tags: Annotated[Words, AfterValidator(_tags)] = ()
    summary: str = ""
    slug: Slug | None = None
    status: Literal["published", "draft", "hidden"] = "published"
    lang: Language | None = None
    translation_of: Uid | None = None
    translator: str | None = None
    reviewed_translation_by: Slug | None = None
    image: str | None = None
    image_alt: str | None = None
    image_status: Literal["no-person", "staff", "stock", "patient"] | None = None
    long_description: str | None = None
    reviewed_by: Slug | None = None
    reviewed_on: Day | None = None
    next_review: Day | None = None
    references: tuple[ReferenceEntry, ...] = ()
    consent: str | None = None
    vignette: Literal["composite", "fictional", "historical", "public-figure"] | None = None
    vignette_attested_by: Slug | None = None
    video: Video | None = None
    share: dict[str, str] = {}
    syndicate: bool = True
    location: Slug | None = None
    clinician: Slug | None = None
    clinicians: Words = ()
    cta: CallToAction | None = None
    template: Literal[
        "article", "page", "links", "language", "clinician", "location", "service",
    ] | None = None  # fmt: skip
    order: int = 0
    language_lines: tuple[LanguageLine, ...] = ()
    ai_assisted: bool = False


def split(text: str) -> Split:
    """Cut a file into front matter and body; both may be empty."""
    if found := _FENCED.match(text):
        return Split(found[1], found.start(1), text[found.end() :], found.end())
    if found := _BARE.match(text):
        return Split(found[0], 0, text[found.end() :], found.end())
    return Split("", 0, text, 0)


def parse(
    parts: Split, path: Path, text: str, zone: ZoneInfo
) -> tuple[FrontMatter | None, dict[str, Place], dict[str, str], list[Mistake]]:
    """Return the record, the place and the text of each value, and every mistake.

    The record is None when there is a mistake; places and values are there all the same,
    so that a wrong file's text is still checked.
    """
    places: dict[str, Place] = {}
    values: dict[str, str] = {}
    keys: dict[str, int] = {}
    try:
        _refuse_tangles(parts.header)
        node = yaml.compose(parts.header, Loader=_Loader)
    except yaml.YAMLError as error:
        return None, {}, {}, [_yaml_mistake(error, parts, path, text)]
    if not isinstance(node, yaml.MappingNode | None):
        what = "front matter is not `key: value` lines"
        return None, {}, {}, [Mistake(path=path, what=what, fix="write one key on each line")]
    _walk(node, "", parts.header_offset, places, values, keys)
    try:
        data = _Loader.construct(node) if node else {}
    except yaml.YAMLError as error:
        return None, places, values, [_yaml_mistake(error, parts, path, text)]
    except (ValueError, OverflowError):
        return None, places, values, [*_no_such_days(node, parts, path, text)]

    def locate(where: Sequence[str | int]) -> tuple[int, int]:
        for end in range(len(where), 0, -1):
            offset = keys.get(".".join(map(str, where[:end])))
            if offset is not None:
                return position(text, offset)
        return 1, 1

    lowered = {str(key).lower(): value for key, value in data.items()}
    meta, mistakes = validate(FrontMatter, lowered, path, locate)
    return (meta and _aware(meta, zone)), places, values, mistakes


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # 12 times faster in C
    """Safe YAML that can construct a node already composed."""

    @classmethod
    def construct(cls, node: yaml.Node) -> Any:
        loader = cls("")
        try:
            return loader.construct_document(node)
        finally:
            loader.dispose()


def _refuse_tangles(header: str) -> None:
    """Raise YAMLError for aliases and deep nesting: a few lines of either can stand for gigabytes."""
    if "*" not in header and len(_OPENING.findall(header)) < _DEEPEST:
        return
    depth = 0
    for event in yaml.parse(header, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            problem = "`*` begins an alias, which is not read here: write the value itself"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
        if depth > _DEEPEST:
            problem = "values are nested too deeply: write one key on each line"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _no_such_days(
    node: yaml.Node | None, parts: Split, path: Path, text: str
) -> Iterator[Mistake]:  # fmt: skip
    """Yield a mistake for each value that looks like a day or time but is none, such as 30 February."""
    for key, one in _scalars(node, ""):
        try:
            _Loader.construct(one)
        except (ValueError, OverflowError):
            line, column = position(text, parts.header_offset + one.start_mark.index)
            yield Mistake(
                path=path, line=line, column=column, key=key,
                what="no such day or time", fix="write it as 2026-11-01, or 2026-11-01 09:00",
            )  # fmt: skip


def _scalars(node: yaml.Node | None, name: str) -> Iterator[tuple[str, yaml.ScalarNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key, name)
            yield from _scalars(value, f"{name}.{key.value}".lstrip("."))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item, name)
    elif isinstance(node, yaml.ScalarNode):
        yield name, node


def _walk(
    node: yaml.Node | None, prefix: str, offset: int,
    places: dict[str, Place], values: dict[str, str], keys: dict[str, int],
) -> None:  # fmt: skip
    """Record the place of every key and the place and text of every scalar value."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{prefix}.{key.value}" if prefix else str(key.value).lower()
            keys[name] = offset + key.start_mark.index
            _walk(value, name, offset, places, values, keys)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            keys[f"{prefix}.{index}"] = offset + item.start_mark.index
            _walk(item, f"{prefix}.{index}", offset, places, values, keys)
    elif isinstance(node, yaml.ScalarNode):
        places[prefix] = Place(offset + node.start_mark.index, offset + node.end_mark.index)
        values[prefix] = str(node.value)


def _aware(meta: FrontMatter, zone: ZoneInfo) -> FrontMatter:
    """Read times without a zone as the practice's local time."""
    times = {
        name: value.replace(tzinfo=zone)
        for name in ("date", "modified", "expires")
        if (value := getattr(meta, name)) and value.tzinfo is None
    }
    return meta.model_copy(update=times) if times else meta


def _yaml_mistake(error: yaml.YAMLError, parts: Split, path: Path, text: str) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    offset = parts.header_offset + (mark.index if mark else 0)
    line, column = position(text, offset)
    problem, _, fix = (getattr(error, "problem", None) or "cannot be read").partition(": ")
    return Mistake(
        path=path, line=line, column=column, what=f"front matter is not valid YAML: {problem}",
        fix=fix or "put quotes around a value that contains `: ` or starts with a sign",
    )  # fmt: skip
