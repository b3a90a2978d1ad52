"""Lessons as the model is given them: blocks of word pieces, and which of them are judged."""

from dataclasses import dataclass

from lessons import Lesson

from bedside.checks.reader.post import blocks_of, lay_out

__all__ = ["Row", "rows_of"]

HEAVY = 3.0  # what a telling part of a longer text weighs: there are far fewer of them


@dataclass(frozen=True, slots=True)
class Row:
    """A block as it is taught: its pieces, and of each part which pieces, the label and its weight."""

    pieces: list[int]
    parts: list[tuple[list[int], float, float]]


def rows_of(lesson: Lesson, vocabulary: dict[str, int], *, with_title: bool) -> list[Row]:
    """Return the blocks of a lesson in which anything is judged."""
    rows = []
    for block in blocks_of(lesson.text):
        own = [one for one in lesson.parts if block.core <= one.start < block.end]
        sheet = lay_out(lesson.text, lesson.title if with_title else "", block, vocabulary)
        parts = [
            (within, float(one.told), HEAVY if one.told and len(lesson.parts) > 1 else 1.0)
            for one in own if (within := sheet.within(one.start, one.end))
        ]  # fmt: skip
        if parts and sheet.title and lesson.is_title_told is not None:
            weight = HEAVY if lesson.is_title_told else 1.0
            parts.append(([*sheet.title], float(lesson.is_title_told), weight))
        if parts:
            rows.append(Row(sheet.pieces, parts))
    return rows
