"""The keys a post may carry, and reading them from YAML with the place of each value."""

import re
from collections.abc import Sequence
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


def _date_only(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


Uid = Annotated[str, AfterValidator(_uid)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Day = Annotated[date, BeforeValidator(_date_only)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


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

    lang: str
    name: str
    dir: Literal["ltr", "rtl"] = "ltr"
    text: str


class FrontMatter(Strict):
    """Every key a Markdown file may carry. Times without a zone are in the practice's own."""

    title: str
    uid: Uid | None = None
    date: datetime | None = None
    modified: datetime | None = None
    expires: datetime | None = None
    author: Slug | None = None
    category: Slug | None = None
    type: Literal[
        "article", "tip", "link", "video", "infographic", "faq", "event", "notice", "story",
        "handout",
    ] = "article"  # fmt: skip
    tags: Words = ()
    summary: str = ""
    slug: Slug | None = None
    status: Literal["published", "draft", "hidden"] = "published"
    lang: str | None = None
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
    template: Slug | None = None
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
    try:
        node = yaml.compose(parts.header, Loader=_Loader)
        data = _Loader.construct(node) if node else {}
    except yaml.YAMLError as error:
        return None, {}, {}, [_yaml_mistake(error, parts, path, text)]
    if not isinstance(node, yaml.MappingNode | None):
        what = "front matter is not `key: value` lines"
        return None, {}, {}, [Mistake(path=path, what=what, fix="write one key on each line")]
    places: dict[str, Place] = {}
    values: dict[str, str] = {}
    keys: dict[str, int] = {}
    _walk(node, "", parts.header_offset, places, values, keys)

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
    problem = getattr(error, "problem", None) or "cannot be read"
    return Mistake(
        path=path, line=line, column=column, what=f"front matter is not valid YAML: {problem}",
        fix="put quotes around a value that contains `: ` or starts with a sign",
    )  # fmt: skip
