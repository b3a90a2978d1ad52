"""The kinds of value that front matter may hold, each with the words for a wrong one."""

import re
from contextlib import suppress
from datetime import date, datetime, time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from bedside.practice_values import Language
from bedside.schema import Text
from bedside.schema_words import DAY, HOUR, MOMENT, Shape
from bedside.uid import is_uid

__all__ = [
    "Address", "Day", "Doi", "Duration", "Hour", "Languages", "LastMoment", "Mark", "Moment", "Name",
    "OriginalUid", "Pmid", "Slug", "Slugs", "Tags", "TimeByAccount", "Uid", "Words", "WordsByMonth",
]  # fmt: skip

_TIME = re.compile(r"[T ]\d\d:\d\d")
_DATE = re.compile(r"\s*\d{4}-\d\d?-\d\d?(?!\d)")
_YEARS = (1900, 2200)
# The second of two where the clocks go back over midnight.
_END_OF_DAY = time.max.replace(fold=1)


def _uid(value: str) -> str:
    if not is_uid(value):
        raise ValueError("is not a uid: run `bedside fix` to mint one")
    return value.upper()  # one spelling: a change of case must not make another post of it


def _original(value: str) -> str:
    if not is_uid(value):
        raise ValueError(
            "is not a uid: copy the `uid` of the original, or write the name of its file here and "
            "run `bedside fix`, which looks it up"
        )
    return value.upper()


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
OriginalUid = Annotated[str, AfterValidator(_original)]
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
Tags = Annotated[Words, AfterValidator(_tags)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_words)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(_words)]
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


TimeByAccount = Annotated[
    dict[str, Moment], BeforeValidator(_by_account),
    WithJsonSchema({"type": ["string", "object"]}),
]  # fmt: skip
WordsByMonth = Annotated[
    dict[Month, str], BeforeValidator(_by_month),
    WithJsonSchema({"type": ["string", "array", "object"]}),
]  # fmt: skip
