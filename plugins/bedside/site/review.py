"""What a reader is told of an article whose medical review is overdue, in the article's language."""

from datetime import date

from bedside.site.values import date_long

__all__ = ["overdue_words"]

# Add a language by adding a row; an article in another one shows the practice's own, marked as such.
_WORDS = {
    "en": "The medical review of this article was due on {day} and has not been done yet. Some of it "
          "may be out of date. Please ask us before you rely on it.",
    "es": "La revisión médica de este artículo debía hacerse el {day} y aún no se ha hecho. Es posible "
          "que una parte no esté al día. Pregúntenos antes de guiarse por él.",
}  # fmt: skip


def overdue_words(due: date | None, today: date, lang: str, ours: str) -> tuple[str, str]:
    """Return the banner and the language it is in; no words while the review is not overdue.

    `lang` is the article's language, `ours` the practice's own.
    """
    if due is None or due >= today:
        return "", lang
    for code, told in ((lang, lang), (ours, ours)):
        plain = code.partition("-")[0]
        if plain in _WORDS:
            return _WORDS[plain].format(day=date_long(due, plain)), told
    return _WORDS["en"].format(day=date_long(due)), "en"
