"""The generated pages of docs/ are those that the code makes today."""

from pathlib import Path

import pytest

from bedside.docs import pages

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.mark.parametrize(("name", "text"), tuple(pages().items()), ids=lambda value: value[:20])
def test_a_generated_page_is_current(name: str, text: str) -> None:
    """`inv docs` was run after the last change."""
    assert (DOCS / name).read_text() == text


def test_each_rule_has_its_page_and_no_other_page_is_left() -> None:
    """A rule that was removed or renamed leaves no page behind."""
    made = {name.removeprefix("rules/") for name in pages() if name.startswith("rules/")}
    assert {file.name for file in (DOCS / "rules").iterdir()} == made
