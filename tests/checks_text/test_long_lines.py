"""A rule's work grows as the text does, however long its lines are."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import pytest

from bedside.checks.model import Context, Surface
from bedside.checks.rules.safe_harbor import SAFE_HARBOR
from bedside.checks.rules.stories import STORIES
from bedside.consents import Consents

# 120 kB without a line end; each is what made a rule look back at all it had seen.
UNITS = {
    "names": "Our patient Harold Brzezinski saw Mrs. Okonkwo and Krisztina, ",
    "titles": "Mrs. Abc",
    "capitals": "Aaa Bbb Ccc ",
    "numbers": "219-09-9999, ",
    "telephones": "Ring 617-555-0199, ",
    "labels": "name: patient: MRN 4482913 ",
    "addresses": "a.b.c.com/x",
    "no space": "abc.def-",
}
SIZE = 120_000


def calls(text: str) -> int:
    """Count the functions that every PHI rule calls on a text."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    surface = Surface(name="body", text=text, path=Path("a.md"))
    context = Context(practice=None, consents=Consents(), now=datetime.now(UTC))
    context.cache["body"] = surface
    finds: list[Callable[..., object]] = [rule.find for rule in (*SAFE_HARBOR, *STORIES)]
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        for find in finds:
            list(find(surface, context))  # type: ignore[call-overload]  # every find is iterable
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", UNITS)
def test_twice_the_text_is_twice_the_work(name: str) -> None:
    """On one line of 120 kB the rules do at most little more than twice the work of half of it."""
    unit = UNITS[name]
    half, whole = (unit * (size // len(unit)) for size in (SIZE // 2, SIZE))
    calls(whole)  # fills what is kept between readings
    assert calls(whole) < 2.2 * calls(half) + 1000
