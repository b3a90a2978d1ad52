"""The sample practice, built once for every test that looks at a whole site."""

import shutil
from pathlib import Path

import pytest

from bedside.building import Announced, build_site
from bedside.clock import parse_time
from bedside.project import Project, open_project

EVENT = """\
---
uid: 01M6Q5H0R0EVENT0000000000A
title: A free evening about sleep
date: 2026-11-16 09:00
author: samuel-okafor
category: news
type: event
event:
  starts: 2026-12-03 18:30
  ends: 2026-12-03 19:30
  cost: Free
location: larkfield
tags: [sleep]
summary: Come and ask what you always wanted to ask about sleep.
---
Bring your questions. There is tea.
"""
SECRET = "quokkaberry"  # a word that only texts hold that are not public


@pytest.fixture(scope="session")
def machine_site(tmp_path_factory: pytest.TempPathFactory, sample_root: Path) -> Project:
    """Build a copy of the sample on 22 November 2026; its draft holds SECRET."""
    root = tmp_path_factory.mktemp("machines")
    (root / "theme").symlink_to(sample_root / "theme")
    shutil.copytree(sample_root / "content", root / "content")
    for name in ("practice.toml", "consents.toml", "pelicanconf.py", "publishconf.py"):
        shutil.copy(sample_root / name, root / name)
    if (sample_root / "build" / "cards").is_dir():  # drawn before, the same to the byte
        shutil.copytree(sample_root / "build" / "cards", root / "build" / "cards")
    for name in ("drafts-knee-pain", "winter-walking", "staff-links"):
        with (root / "content" / "posts" / f"{name}.md").open("a", encoding="utf-8") as file:
            file.write(f"\nAsk about {SECRET} tea.\n")
    (root / "content" / "posts" / "sleep-evening.md").write_text(EVENT, encoding="utf-8")
    project = open_project(root / "practice.toml")
    moment = parse_time("2026-11-22 12:00", project.practice.zone)
    build_site(project, moment, Announced())
    return project
