"""What readers are told above a text: an overdue review, a correction, an invented person, what stands behind praise."""

from collections.abc import Iterator
from datetime import date

from bedside.frontmatter import FrontMatter
from bedside.post import ReaderLine
from bedside.site.review import overdue_line, told_in
from bedside.site.values import date_long

__all__ = ["reader_lines"]

# The fixed words in the languages that a practice writes in; add a language by adding a row.
_SAY = {
    "en": {
        "corrected": "Corrected on {day}: {text}",
        "composite": "The person in this article is made up from many.",
        "fictional": "The person in this article is invented.",
        "historical": "This article tells of a person from history.",
        "public-figure": "This article uses only what a public person has said in public.",
        "unpaid": "The person who tells this was not paid for it.",
        "paid": "For telling this the person was given: {given}.",
        "employee": "The person who tells this works for the practice.",
        "manager": "The person who tells this owns or manages the practice.",
        "family": "The person who tells this is family of someone who works for the practice.",
    },
    "es": {
        "corrected": "Corregido el {day}: {text}",
        "composite": "La persona de este artículo reúne rasgos de muchas.",
        "fictional": "La persona de este artículo es inventada.",
        "historical": "Este artículo habla de una persona de la historia.",
        "public-figure": "Este artículo usa solo lo que una persona pública ha dicho en público.",
        "unpaid": "La persona que cuenta esto no recibió ningún pago.",
        "paid": "Por contar esto, la persona recibió: {given}.",
        "employee": "La persona que cuenta esto trabaja en el consultorio.",
        "manager": "La persona que cuenta esto es dueña o dirige el consultorio.",
        "family": "La persona que cuenta esto es familiar de alguien que trabaja en el consultorio.",
    },
}


def reader_lines(meta: FrontMatter, lang: str, ours: str, today: date) -> tuple[ReaderLine, ...]:
    """Return the lines in the post's language `lang`, in another, marked, where it has no row.

    `ours` is the practice's own language.
    """
    code = told_in(_SAY, lang, ours)
    late = overdue_line(meta.next_review, today, lang, ours)
    plain = code.partition("-")[0]
    rows = [*_corrections(meta, plain), *_rows(meta, _SAY[plain])]
    return (*([late] if late else []), *(ReaderLine(text=one, lang=code) for one in rows))


def _corrections(meta: FrontMatter, code: str) -> Iterator[str]:
    """Yield a dated line for each correction, the latest first."""
    for one in sorted(meta.corrections, key=lambda one: one.date, reverse=True):
        yield _SAY[code]["corrected"].format(day=date_long(one.date, code), text=one.text)


def _rows(meta: FrontMatter, say: dict[str, str]) -> list[str]:
    rows = [say[meta.vignette]] if meta.vignette and meta.vignette_attested_by else []
    told = meta.testimonial
    if told:
        rows.append(told.typicality)
        given = told.compensation.rstrip(".")
        rows.append(say["unpaid"] if given.lower() == "none" else say["paid"].format(given=given))
        if told.insider != "none":
            rows.append(say[told.insider])
    return rows
