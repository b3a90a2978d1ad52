"""Have pictures that nobody has looked at yet looked at by a copy of this process, while others read.

The readers of pictures take seconds to load. What the copy sees is kept beside the practice as ever
(checks/sight/look.py), and the rules find it there: the copy itself tells nothing that decides.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from bedside.checks.image import Picture, facts_of
from bedside.checks.model import Context, Rule
from bedside.checks.rules.faces import FACES
from bedside.checks.rules.picture_words import PICTURE_WORDS
from bedside.checks.sight import close_readers, memory_of, recall
from bedside.workers import aside

__all__ = ["looked_at"]

_RULES = (*FACES, *PICTURE_WORDS)


@contextmanager
def looked_at(shown: Iterable[tuple[Picture, Context]], rules: Sequence[Rule]) -> Iterator[None]:
    """Let the rules that look at pictures see those that are new; at the end they have been seen."""
    asked = [rule for rule in _RULES if rule in rules]
    new = {
        facts.sha256: (picture, context)
        for picture, context in shown
        if (facts := facts_of(picture)) and recall(facts.sha256, memory_of(picture.content)) is None
    }  # fmt: skip
    if not asked or not new:
        yield
        return
    with aside(lambda: _look([*new.values()], asked)) as said:
        yield
    memory = next(context.memory for _, context in new.values())
    if memory:
        for met in said:
            memory.take(met)


def _look(shown: Sequence[tuple[Picture, Context]], rules: Sequence[Rule]) -> str:
    """Ask each rule about each picture; return what was met in the memory of passages."""
    for picture, context in shown:
        for rule in rules:
            list(rule.find(picture, context))
    close_readers()
    memory = shown[0][1].memory
    return memory.met() if memory else ""
