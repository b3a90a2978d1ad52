"""The keys a post may carry, and reading them from YAML with the place of each value."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from bedside.card_words import CardWords
from bedside.errors import Mistake
from bedside.header_parts import Place, Split, split
from bedside.markdown_engine import Engine
from bedside.practice_values import Language
from bedside.schema import Strict, Text, salvage, validate
from bedside.schema_words import DAY, HOUR, MOMENT, Shape
from bedside.text import position
from bedside.uid import is_uid
from bedside.yaml_header import read_header

__all__ = ["Correction", "Event", "FrontMatter", "Place", "Split", "Video", "parse", "split"]

_TIME = re.compile(r"[T ]\d\d:\d\d")
_DATE = re.compile(r"\s*\d{4}-\d\d?-\d\d?(?!\d)")
_YEARS = (1900, 2200)
# The second of two where the clocks go back over midnight.
_END_OF_DAY = time.max.replace(fold=1)


def _uid(value: str) -> str:
    if not is_uid(value):
        raise ValueError("is not a uid: run `bedside fix` to mint one")
    return value.upper()  # one spelling: a change of case must not make another post of it


def _words(value: Any) -> Any:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def _tags(value: tuple[str, ...]) -> tuple[str, ...]:
    if any(not any(map(str.isalnum, tag)) or "/" in tag for tag in value):
        raise ValueError("is not words: write a tag with letters or digits, without `/`")
    return value


def _moment(value: Any) -> Any:
    return _dated(value, MOMENT)


def _hour(value: Any) -> Any:
    """Refuse a day without a time: a reader would be told midnight."""
    value = _dated(value, HOUR)
    if isinstance(value, str) and not _TIME.search(value):
        raise ValueError(f"has no time of day that can be read: {HOUR}")
    if isinstance(value, date) and not isinstance(value, datetime):
        raise ValueError(f"has no time of day: {HOUR}")  # noqa: TRY004  Pydantic takes ValueError
    return value


def _last_moment(value: Any) -> Any:
    """Read a day without a time as the whole of it."""
    value = _moment(value)
    if isinstance(value, str):
        with suppress(ValueError):  # a time follows, or it is no such day
            value = date.fromisoformat(value.strip())
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return datetime.combine(value, _END_OF_DAY) if is_day else value


def _date_only(value: Any) -> Any:
    value = _dated(value, DAY)
    return value.date() if isinstance(value, datetime) else value


def _dated(value: Any, how: str) -> Any:
    """Refuse a bare number, which would be taken for seconds since 1970."""
    if isinstance(value, (int, float)) or (isinstance(value, str) and not _DATE.match(value)):
        raise ValueError(f"is not a date: {how}")
    return value


def _by_account(value: Any) -> Any:
    """Read one time as that of every account."""
    return value if isinstance(value, dict) or value is None else {"": value}


def _by_month(value: Any) -> Any:
    """Read months without words of their own, and one written alone."""
    found = value.split(",") if isinstance(value, str) else value
    if isinstance(found, list):
        found = {str(one).strip(): "" for one in found}
    if isinstance(found, dict):
        return {str(month): words or "" for month, words in found.items()}
    return value


def _this_age(value: datetime) -> datetime:
    """Refuse the ends of the calendar, which no time zone can be applied to."""
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise ValueError(f"is not a year between {_YEARS[0]} and {_YEARS[1]}: correct it")
    return value


Uid = Annotated[str, AfterValidator(_uid)]
Slug = Annotated[str, Shape(
    r"[a-z0-9]+(-[a-z0-9]+)*", "is not a page's short name",
    "write small letters, digits and hyphens, as flu-shots",
)]  # fmt: skip
# The short name of a person, category or place: rule FRM004 says which there are.
Name = Text
Day = Annotated[date, BeforeValidator(_date_only)]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_this_age)]
Hour = Annotated[datetime, BeforeValidator(_hour), AfterValidator(_this_age)]
# A day without a time lasts until it is over.
LastMoment = Annotated[datetime, BeforeValidator(_last_moment), AfterValidator(_this_age)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Address = Annotated[str, Shape(
    r"https?://\S+", "is not a web address", "copy it from the browser, with https:// before it"
)]  # fmt: skip
Doi = Annotated[str, Shape(
    r"10\.\d{4,9}/\S+", "is not a DOI", "write it as 10.1000/abc123, without https://doi.org/"
)]  # fmt: skip
Pmid = Annotated[
    str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value),
    Shape(r"[1-9]\d{0,7}", "is not a PubMed number", "write the number alone, as 18483676"),
]  # fmt: skip
Duration = Annotated[str, Shape(
    r"PT(?=\d)(\d+H)?(\d+M)?(\d+S)?", "is not a length of time", "write PT2M30S for 2 minutes 30 seconds"
)]  # fmt: skip


# A month, or `evergreen` for every so many months (policies.evergreen_every_months).
Month = Annotated[str, Shape(
    r"evergreen|20\d\d-(0[1-9]|1[0-2])", "is not a month", "write it as 2027-03, or evergreen"
)]  # fmt: skip


Mark = Annotated[str, Shape(
    r"t[0-9a-f]{8}", "is not the mark of a text", "copy the nine signs that `bedside check` names"
)]  # fmt: skip


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
    tags: Annotated[Words, AfterValidator(_tags)] = ()
    summary: str = ""
    slug: Slug | None = None
    old_slugs: Annotated[tuple[Slug, ...], BeforeValidator(_words)] = ()  # they lead here
    status: Literal["published", "draft", "hidden"] = "published"
    lang: Language | None = None
    translation_of: Uid | None = None
    also_in: Annotated[tuple[Language, ...], BeforeValidator(_words)] = ()  # must be there in these
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
    announce_at: Annotated[
        dict[str, Moment], BeforeValidator(_by_account),
        WithJsonSchema({"type": ["string", "object"]}),
    ] = {}  # fmt: skip  # account -> time; "" for every other account
    reshare: Annotated[
        dict[Month, str], BeforeValidator(_by_month),
        WithJsonSchema({"type": ["string", "array", "object"]}),
    ] = {}  # fmt: skip  # month -> words, or none for the article's own
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

    meta, mistakes = validate(FrontMatter, header.data, path, locate)
    said = [one for one in mistakes if one.key not in header.spoiled]
    if meta is None:
        meta = salvage(FrontMatter, header.data, {"title": "-"})
    every = sorted([*header.mistakes, *said], key=lambda one: (one.line, one.column))
    return _aware(meta, zone), header.places, header.values, every


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
