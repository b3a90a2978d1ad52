"""What a reader is told of an article whose medical review is overdue, in the article's language."""

from collections.abc import Collection
from datetime import date

from bedside.post import ReaderLine
from bedside.site.values import date_long

__all__ = ["overdue_line", "told_in"]

# Add a language by adding a row; an article in another one shows the practice's own, marked as such.
_WORDS = {
    "en": "The medical review of this article was due on {day} and has not been done yet. Some of it "
          "may be out of date. Please ask us before you rely on it.",
    "es": "La revisión médica de este artículo debía hacerse el {day} y aún no se ha hecho. Es posible "
          "que una parte no esté al día. Pregúntenos antes de guiarse por él.",
}  # fmt: skip


def overdue_line(due: date | None, today: date, lang: str, ours: str) -> ReaderLine | None:
    """Return the line for an article in `lang`; None while its review is not overdue.

    `ours` is the practice's own language.
    """
    if due is None or due >= today:
        return None
    code = told_in(_WORDS, lang, ours)
    plain = code.partition("-")[0]
    return ReaderLine(text=_WORDS[plain].format(day=date_long(due, plain)), lang=code)


def told_in(words: Collection[str], lang: str, ours: str) -> str:
    """Return the article's language, the practice's, or English: the first that there are words in."""
    return next(one for one in (lang, ours, "en") if one.partition("-")[0] in words)
