"""The keys a post may carry, and reading them from YAML with the place of each value."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bedside.card_words import CardWords
from bedside.errors import Mistake
from bedside.frontmatter_values import (
    Address,
    Day,
    Doi,
    Duration,
    Hour,
    Languages,
    LastMoment,
    Mark,
    Moment,
    Name,
    OriginalUid,
    Pmid,
    Slug,
    Slugs,
    Tags,
    TimeByAccount,
    Uid,
    Words,
    WordsByMonth,
)  # fmt: skip
from bedside.header_parts import Place, Split, split
from bedside.markdown_engine import Engine
from bedside.practice_values import Language
from bedside.schema import Locate, Strict, Text, salvage, validate
from bedside.text import position
from bedside.yaml_header import Header, read_header

__all__ = ["Correction", "Event", "FrontMatter", "Place", "Split", "Video", "parse", "split"]


class ReferenceEntry(Strict):
    """One source: its title, who published it, its address or DOI, the day it was read."""

    title: Text
    publisher: Text
    url: Address
    read: Day
    doi: Doi = ""  # where the address does not hold it: compared with the practice's retracted.csv
    pmid: Pmid = ""


class Video(Strict):
    """A video post's film: a file under content/, its picture, captions and transcript."""

    url: Text
    poster: Text
    duration: Duration
    captions: Text
    transcript: Text


class Event(Strict):
    """When something happens; where, unless it is at the post's `location`; what it costs."""

    starts: Hour
    ends: Hour
    place: str = ""
    cost: str = ""


class CallToAction(Strict):
    """One button."""

    text: Text
    url: Text


class Testimonial(Strict):
    """What readers must know of a quoted review or testimonial (16 CFR 255.2, 255.5 and 465.5)."""

    typicality: Text  # what people can generally expect, in a sentence
    compensation: Text  # "none", or what was given
    insider: Literal["none", "employee", "manager", "family"]


class Correction(Strict):
    """What was wrong on the page and was put right, and when."""

    date: Day
    text: Text


class LanguageLine(Strict):
    """One line of the language-assistance notice in its own language."""

    lang: Language
    name: Text
    dir: Literal["ltr", "rtl"] = "ltr"
    text: Text


class FrontMatter(Strict):
    """Every key a Markdown file may carry. Times without a zone are in the practice's own."""

    title: Text
    uid: Uid | None = None
    date: Moment | None = None
    modified: Moment | None = None
    expires: LastMoment | None = None
    author: Name | None = None
    category: Name | None = None
    type: Literal[
        "article", "tip", "link", "video", "infographic", "faq", "event", "notice", "story",
        "handout",
    ] = "article"  # fmt: skip
    tags: Tags = ()
    summary: str = ""
    slug: Slug | None = None
    old_slugs: Slugs = ()  # they lead here
    status: Literal["published", "draft", "hidden"] = "published"
    lang: Language | None = None
    translation_of: OriginalUid | None = None
    also_in: Languages = ()  # must be there in these
    translator: str | None = None
    translated_from: Mark | None = None  # which text of the original: `bedside check` says it
    reviewed_translation_by: Name | None = None
    image: str | None = None
    image_alt: str | None = None
    image_status: Literal["none", "no-person", "staff", "stock", "patient"] | None = None
    image_release: str | None = None  # staff: an id in consents.toml
    image_licence: str | None = None  # stock, with image_source: under which terms, and from where
    image_source: str | None = None
    long_description: str | None = None
    reviewed_by: Name | None = None
    reviewed_on: Day | None = None
    next_review: Day | None = None
    references: tuple[ReferenceEntry, ...] = ()
    consent: str | None = None
    vignette: Literal["composite", "fictional", "historical", "public-figure"] | None = None
    vignette_attested_by: Name | None = None
    testimonial: Testimonial | None = None
    video: Video | None = None
    card: CardWords | None = None
    share: dict[str, str] = {}
    syndicate: bool = True
    announce_at: TimeByAccount = {}  # "" for every other account
    reshare: WordsByMonth = {}  # no words: the article's own
    corrections: tuple[Correction, ...] = ()
    location: Name | None = None
    clinician: Name | None = None
    clinicians: Words = ()
    event: Event | None = None
    cta: CallToAction | None = None
    template: Literal[
        "article", "page", "links", "language", "clinician", "location", "service", "condition",
        "landing", "press",
    ] | None = None  # fmt: skip
    order: int = 0
    language_lines: tuple[LanguageLine, ...] = ()
    ai_assisted: bool = False
    markdown: Engine | None = None  # where it is to be read by another engine than the practice's


def parse(
    parts: Split, path: Path, text: str, zone: ZoneInfo
) -> tuple[FrontMatter | None, dict[str, Place], dict[str, str], list[Mistake]]:
    """Return the record of the keys that are right, place and text of each value, every mistake.

    The record is None when nothing can be read. A wrong file's text and its other keys are so
    checked in the same pass; whoever publishes looks at the mistakes first.
    """
    header = read_header(parts, path, text)
    if header.data is None:
        return None, header.places, header.values, header.mistakes

    def locate(where: Sequence[str | int]) -> tuple[int, int]:
        for end in range(len(where), 0, -1):
            offset = header.keys.get(".".join(map(str, where[:end])))
            if offset is not None:
                return position(text, offset)
        return 1, 1

    if parts.is_open:
        header.mistakes.append(_unclosed(parts, path, text))
    header.mistakes += _indented(header.data, header, path, locate)
    meta, mistakes = validate(FrontMatter, header.data, path, locate)
    said = [one for one in mistakes if one.key not in header.spoiled]
    if meta is None:
        meta = salvage(FrontMatter, header.data, {"title": "-"})
    every = sorted([*header.mistakes, *said], key=lambda one: (one.line, one.column))
    return _aware(meta, zone), header.places, header.values, every


def _unclosed(parts: Split, path: Path, text: str) -> Mistake:
    """Say once that the line is missing that ends the front matter, and where it belongs."""
    line, column = position(text, parts.body_offset)
    what = "the lines at the top of the file are not ended: a line `---` is missing below them"
    fix = f"write `---` on a line of its own, as line {line}, between them and the text"
    return Mistake(path=path, line=line, column=column, what=what, fix=fix)


# Keys whose own keys stand on the lines below them.
_GROUPS: dict[str, type[Strict]] = {
    "event": Event, "video": Video, "cta": CallToAction, "testimonial": Testimonial, "card": CardWords,
}  # fmt: skip


def _renamed(table: dict[str, Any], key: str, new: str) -> None:
    if key in table:
        table[new] = table.pop(key)


def _indented(data: dict[str, Any], header: Header, path: Path, locate: Locate) -> list[Mistake]:
    """Put keys that belong below another, but are not indented, there; say it once for each group."""
    found = []
    for group, record in _GROUPS.items():
        stray = [
            key
            for key in record.model_fields
            if key in data and key not in FrontMatter.model_fields
        ]
        if group not in data or data[group] is not None or not stray:
            continue
        data[group] = {key: data.pop(key) for key in stray}
        for key in stray:
            for known in (header.places, header.values, header.keys):
                _renamed(known, key, f"{group}.{key}")
        line, column = locate((group,))
        said = ", ".join(f"`{key}`" for key in stray)
        what = f"the lines that belong to it are not indented: {said}"
        fix = f"put two spaces before each of them, so that they stand below `{group}:`"
        found.append(Mistake(path=path, line=line, column=column, key=group, what=what, fix=fix))
    return found


def _aware(meta: FrontMatter, zone: ZoneInfo) -> FrontMatter:
    """Read times without a zone as the practice's local time."""
    times = _local(meta, ("date", "modified", "expires"), zone)
    if meta.event:
        when = _local(meta.event, ("starts", "ends"), zone)
        times["event"] = meta.event.model_copy(update=when)
    if meta.announce_at:
        times["announce_at"] = {
            account: moment if moment.tzinfo else moment.replace(tzinfo=zone)
            for account, moment in meta.announce_at.items()
        }
    return meta.model_copy(update=times) if times else meta


def _local(record: Strict, names: Iterable[str], zone: ZoneInfo) -> dict[str, Any]:
    return {
        name: value.replace(tzinfo=zone)
        for name in names
        if (value := getattr(record, name)) and value.tzinfo is None
    }
