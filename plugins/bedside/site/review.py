"""What a reader is told of a text whose medical review is overdue, in the text's language."""

from datetime import date

from bedside.post import ReaderLine
from bedside.site.words import date_long, told_in, words_in

__all__ = ["overdue_line"]


def overdue_line(
    due: date | None, today: date, lang: str, ours: str, what: str = "overdue"
) -> ReaderLine | None:
    """Return the line for a text in `lang`; None while its review is not overdue.

    `ours` is the practice's own language; `what` is `overdue_page` for a page that is no article.
    """
    if due is None or due >= today:
        return None
    code = told_in(lang, ours)
    said = words_in(code)["told"][what].format(day=date_long(due, code))
    return ReaderLine(text=said, lang=code)
