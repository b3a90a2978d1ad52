"""Two slips at the top of a file, each told once, with its line and what to do."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bedside.checks.engine import check_paths
from bedside.checks.model import Severity
from bedside.consents import Consents
from bedside.header_parts import split
from bedside.practice import Practice
from bedside.source import read_source

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEYS = """\
title: Washing hands
uid: 01M6Q5H0R0AAAAAAAAAAAAAAA1
date: 2026-10-05 09:00
author: elena-marsh
category: news
type: tip
tags:
  - hands
summary: When to wash your hands.
"""


@pytest.fixture
def told(tmp_path: Path, practice: Practice) -> Callable[[str], list[str]]:
    """Return a function that checks a post and gives code, line and message of each error."""
    file = tmp_path / "content" / "posts" / "a.md"
    file.parent.mkdir(parents=True)

    def check(text: str) -> list[str]:
        file.write_text(text, encoding="utf-8")
        report = check_paths([file], practice, Consents(), NOW, file.parents[1])
        return [
            f"{one.line} {one.message}: {one.fix}"
            for one in report.findings
            if one.severity is Severity.ERROR
        ]

    return check


def test_a_missing_fence_is_one_message(told: Callable[[str], list[str]]) -> None:
    """The keys above it are read all the same; a blank line ends them, or the first words do."""
    closed = f"---\n{KEYS}---\n\nWash your hands before you eat.\n"
    assert told(closed) == []
    (said,) = told(f"---\n{KEYS}\nWash your hands before you eat.\n")
    assert said.startswith("11 the lines at the top of the file are not ended")
    assert "write `---` on a line of its own, as line 11" in said
    assert len(told(f"---\n{KEYS}## Wash your hands\n\nBefore you eat.\n")) == 1


@pytest.mark.parametrize(
    "text", ["---\n\nA rule above words.\n", "---\nNote: one line.\n\nMore.\n", "Words.\n\n---\n"]
)
def test_a_rule_across_the_page_is_no_front_matter(text: str) -> None:
    """Only two lines of keys or more, right below the fence, are lines at the top."""
    assert not split(text).is_open


def test_lines_that_are_not_indented_are_one_message(
    told: Callable[[str], list[str]], tmp_path: Path
) -> None:
    """They are read as if they were: nothing else is said of the event or of its keys."""
    keys = KEYS.replace("type: tip", "type: event") + (
        "event:\nstarts: 2026-12-05 09:00\nends: 2026-12-05 12:00\ncost: Free\nlocation: larkfield\n"
    )
    (said,) = told(f"---\n{keys}---\nCome and ask.\n")
    assert said.startswith(
        "11 event: the lines that belong to it are not indented: `starts`, `ends`"
    )
    assert "put two spaces before each of them" in said
    source = read_source(tmp_path / "content/posts/a.md", tmp_path / "content", ZONE)
    assert source.meta is not None
    assert source.meta.event is not None
    assert source.meta.event.cost == "Free"


def test_a_value_where_lines_belong_says_which(told: Callable[[str], list[str]]) -> None:
    """No word of how programs call it."""
    (said, *_) = told(f"---\n{KEYS}event: Saturday\n---\nWords.\n")
    assert "event: needs lines of its own: write `starts`, `ends`, `place`, `cost` below it" in said
