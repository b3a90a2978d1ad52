"""A post with many mistakes is told all of them at once, each at its line."""

from datetime import UTC, datetime

import pytest
from tests.conftest import SmallSite

from bedside.adapter import Announced
from bedside.building.run import build_site
from bedside.checks.engine import check_paths
from bedside.checks.model import Report
from bedside.errors import ChecksFailed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEN = """\
---
uid: 01M610AAAAAAAAAAAAAAAAAAAA
title: Flu: the season
date: 2026-02-30
author: elena-marsh
categroy: prevention
category: prevention
type: artcle
reviewed_by: samuel
reviewed_on: 2031-01-01
references:
  - {title: A, publisher: B, url: one.example, read: 2026-10-01}
summary: Who needs one.
---

# Why a shot

#### When

See [fever](kids-feverr.md), or ring (802) 555-0142.

![A leaf]({static}/images/leaf.png)
"""
FOUND = {
    ("FRM001", 3, "second `: `"),
    ("FRM001", 4, "date: is no such day"),
    ("FRM004", 9, "no such clinician"),
    ("FRM001", 6, "categroy: unknown key"),
    ("FRM001", 8, "type: is not one of the words"),
    ("FRM012", 10, "`reviewed_on` is in the future"),
    ("REF001", 11, "1 reference, at least 2"),
    ("REF003", 10, "no `next_review`"),
    ("FRM001", 12, "reference 1, url: is not a web address"),
    ("BOD001", 16, "the title's size"),
    ("BOD002", 18, "a heading of level 4"),
    ("BOD003", 20, "no such file"),
    ("BOD004", 20, "{{ practice.phone }} or {{ location.larkfield.phone }}"),
    ("IMG001", 22, "no such picture"),
}


def check(site: SmallSite) -> Report:
    project = site.project()
    return check_paths(
        [site.root / "content" / "posts"], project.practice, project.consents, NOW, project.content
    )


def test_more_than_ten_mistakes_come_in_one_pass(site: SmallSite) -> None:
    """Neither YAML that cannot be read nor a wrong key keeps a rule from running on the rest."""
    post = site.root / "content" / "posts" / "flu.md"
    post.parent.mkdir()
    post.write_text(TEN, encoding="utf-8")
    found = {(one.code, one.line, one.message) for one in check(site).findings}
    for code, line, words in FOUND:
        assert [one for one in found if one[:2] == (code, line) and words in one[2]], (code, line)
    assert len(found) == len(FOUND), found
    fixes = {one.line: one.fix for one in check(site).findings}
    assert fixes[9].startswith("did you mean `samuel-okafor`? use one of: elena-marsh, samuel")
    assert fixes[6] == "did you mean `category`?"


def test_a_build_says_them_all_too(site: SmallSite) -> None:
    """Front matter that cannot be read does not keep the build from telling the rest."""
    post = site.root / "content" / "posts" / "flu.md"
    post.parent.mkdir()
    post.write_text(TEN, encoding="utf-8")
    with pytest.raises(ChecksFailed) as caught:
        build_site(site.project(), NOW, Announced())
    told = {(one.code, one.line) for one in caught.value.findings if one.path.name == "flu.md"}
    assert told == {found[:2] for found in FOUND}
