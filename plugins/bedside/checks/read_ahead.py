"""Read the words of many documents on every core, before the rules are asked one document after another.

A copy of this process tells only what it cleared, as keyed hashes, just as an earlier run would
have left them (checks/clean.py). Where it found anything, it says nothing: the rules of that group
read the document again, in order, and whatever is reported is found there alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bedside.checks.clean import Clean, is_of_words
from bedside.checks.gathering import Pass
from bedside.checks.image import Picture, pictures_in
from bedside.checks.look_ahead import looked_at
from bedside.checks.model import Context, Rule, Scope
from bedside.checks.proven import prose_lines
from bedside.checks.running import run, surfaces_of
from bedside.post import Source
from bedside.workers import is_worth_sharing, share_out

__all__ = ["read_ahead"]

_Asked = tuple[Source, Context]
_Shown = tuple[Picture, Context]


def read_ahead(asked: Sequence[_Asked], done: Pass, shown: Sequence[_Shown] = ()) -> None:
    """Put what nothing is found in into the memories of `done`, with such prose's lines and grades.

    `shown` are pictures that stand in no document; new ones are looked at meanwhile.
    """
    if (clean := done.clean) is None:
        return
    new = [one for one in asked if not clean.is_settled(*one)]
    if not is_worth_sharing(new):
        return
    pictures = [(one, context) for source, context in new for one in pictures_in(source, context)]
    rules = [rule for rule in done.rules if is_of_words(rule)]
    with looked_at([*pictures, *shown], done.rules):
        for said in share_out([*enumerate(new)], lambda share: _read(share, rules, clean)):
            for memory, met in zip(_memories(asked, clean), said["met"], strict=True):
                memory.take(met)
            done.lines |= {Path(path): tuple(lines) for path, lines in said["lines"]}
            for place, grade in said["grades"]:
                done.take_grade(new[place][0], {"grade": grade})


def _memories(asked: Sequence[_Asked], clean: Clean) -> list[Any]:
    """Return what is kept of passages, and of documents."""
    return [one for one in (asked[0][1].memory, clean.memory) if one]


def _read(
    share: Sequence[tuple[int, _Asked]], rules: Sequence[Rule], clean: Clean
) -> dict[str, Any]:
    """Read some documents; return what was met in the memories, the lines of silent prose, and grades."""
    lines, grades = [], []
    for place, (source, context) in share:
        own = replace(context, cache=dict(context.cache))
        left = clean.left(rules, source, own)
        if not left:
            continue
        surfaces = surfaces_of(source, own)
        hits = [hit for rule in left for hit in run(rule, source, own)]
        clean.keep(left, hits, source, own)
        if all(hit.rule.scope is not Scope.TEXT for hit in hits):
            lines.append((str(source.path), prose_lines(surfaces)))
        if "grade" in own.cache:
            grades.append((place, own.cache["grade"]))
    met = [memory.met() for memory in _memories([one for _, one in share], clean)]
    return {"met": met, "lines": lines, "grades": grades}
