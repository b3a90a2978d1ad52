"""What readers are told above a text: an overdue review, a correction, an invented person, what stands behind praise."""

from collections.abc import Iterator, Mapping
from datetime import date

from bedside.frontmatter import FrontMatter
from bedside.post import ReaderLine
from bedside.site.review import overdue_line
from bedside.site.words import date_long, told_in, words_in

__all__ = ["reader_lines"]


def reader_lines(meta: FrontMatter, lang: str, ours: str, today: date) -> tuple[ReaderLine, ...]:
    """Return the lines in the post's language `lang`, in another, marked, where we have no words.

    `ours` is the practice's own language.
    """
    code = told_in(lang, ours)
    late = overdue_line(meta.next_review, today, lang, ours)
    say = words_in(code)["told"]
    rows = [*_corrections(meta, say, code), *_rows(meta, say)]
    return (*([late] if late else []), *(ReaderLine(text=one, lang=code) for one in rows))


def _corrections(meta: FrontMatter, say: Mapping[str, str], code: str) -> Iterator[str]:
    """Yield a dated line for each correction, the latest first."""
    for one in sorted(meta.corrections, key=lambda one: one.date, reverse=True):
        yield say["corrected"].format(day=date_long(one.date, code), text=one.text)


def _rows(meta: FrontMatter, say: Mapping[str, str]) -> list[str]:
    rows = [say[meta.vignette]] if meta.vignette and meta.vignette_attested_by else []
    told = meta.testimonial
    if told:
        rows.append(told.typicality)
        given = told.compensation.rstrip(".")
        rows.append(say["unpaid"] if given.lower() == "none" else say["paid"].format(given=given))
        if told.insider != "none":
            rows.append(say[told.insider])
    return rows
