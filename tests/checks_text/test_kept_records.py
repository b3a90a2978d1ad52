"""What was validated once is known again to the letter, and nothing else is."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bedside.checks import kept_file
from bedside.checks.engine import check_paths
from bedside.checks.kept_headers import open_headers
from bedside.checks.kept_project import open_known_project
from bedside.checks.stand_in import StandIn
from bedside.errors import PracticeError
from bedside.frontmatter import FrontMatter
from bedside.header_parts import KEYS
from bedside.post import Source, Visibility, visibility
from bedside.project import open_project
from bedside.source import find_sources, parse_header, read_source

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOLD = """\
---
title: A walk with our patient Jane Roe, born 3 March 1961
category: news
---

Walk a little every day.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a copy of the sample practice with a few posts; its facts are known."""
    for name in ("practice.toml", "consents.toml"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "content" / "images", tmp_path / "content" / "images")
    (tmp_path / "content" / "posts").mkdir()
    for name in ("flu-shots.md", "a-walk-to-the-mailbox.md", "sports-physicals.md"):
        shutil.copy(ROOT / "content" / "posts" / name, tmp_path / "content" / "posts")
    open_known_project(tmp_path / "practice.toml")
    return tmp_path


def values(record: Any) -> Any:
    """Return a record's fields and what it works out of them, as deep as they go."""
    if isinstance(record, tuple):
        return tuple(map(values, record))
    if isinstance(record, dict):
        return {key: values(one) for key, one in record.items()}
    if isinstance(record, StandIn):
        held = {key: values(one) for key, one in vars(record).items() if key[0] != "_"}
        assert held  # every record says something
        return held
    return record


def pairs(record: Any, real: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each kept value beside the record's own."""
    if isinstance(record, StandIn):
        for key in values(record):
            yield from pairs(getattr(record, key), getattr(real, key))
    elif isinstance(record, tuple):
        assert len(record) == len(real)
        for one, other in zip(record, real, strict=True):
            yield from pairs(one, other)
    elif isinstance(record, dict):
        assert record.keys() == real.keys()
        for key, one in record.items():
            yield from pairs(one, real[key])
    else:
        yield record, real


def test_a_known_practice_says_what_a_validated_one_says(site: Path) -> None:
    """Every kept value, its text for memories and what is asked of the record itself are the same."""
    known, real = open_known_project(site / "practice.toml"), open_project(site / "practice.toml")
    assert isinstance(known.practice, StandIn)
    every = [*pairs(known.practice, real.practice), *pairs(known.consents, real.consents)]
    assert len(every) > 200
    assert [one for one in every if one[0] != one[1] or type(one[0]) is not type(one[1])] == []
    assert repr(known.practice) == repr(real.practice)
    assert known.practice.location("mill-pond") == real.practice.location("mill-pond")
    assert [one.status for one in known.practice.accounts] == [
        one.status for one in real.practice.accounts
    ]
    for one in real.consents.consents:
        assert known.consents.get(one.id) == one


def is_kept(source: Source) -> bool:
    """Tell whether a source is public whatever becomes of a consent."""
    meta = source.meta
    return bool(meta and not meta.consent and visibility(meta, NOW) is Visibility.PUBLISHED)


def test_known_front_matter_says_what_validated_one_says(site: Path) -> None:
    """Of every public post of the sample the values, places and texts come back as they were read."""
    project = open_project(site / "practice.toml")
    content, zone = ROOT / "content", project.practice.zone
    files = [one for one in find_sources([content / "posts"]) if one.suffix == ".md"]
    sources = [read_source(one, content, zone) for one in files]
    report = check_paths([files[0]], project.practice, project.consents, NOW)
    for start in range(0, len(sources), 10):
        headers = open_headers(site / "content", zone, 1)
        assert headers
        headers.keep(sources[start : start + 10], report, NOW)
    headers = open_headers(site / "content", zone, 1)
    assert headers
    known = [read_source(one, content, zone, headers.parse) for one in files]
    for one, real in zip(known, sources, strict=True):
        assert isinstance(one.meta, StandIn) is is_kept(real)
        assert (one.places, one.values, one.mistakes) == (real.places, real.values, ())
        every = list(pairs(one.meta, real.meta))
        assert [pair for pair in every if pair[0] != pair[1]] == []
        assert [pair for pair in every if type(pair[0]) is not type(pair[1])] == []
        assert [key for key in KEYS if getattr(one.meta, key) != getattr(real.meta, key)] == []


def test_a_check_by_memory_finds_the_same_without_pydantic(site: Path) -> None:
    """The second run prints what the first did, and loads neither Pydantic nor the YAML reader."""
    code = (
        "import sys\nfrom bedside.cli import cli\n"
        "print(cli.main(['check', 'content/posts/flu-shots.md'], standalone_mode=False))\n"
        "print({'pydantic', 'yaml', 'PIL.Image'} & sys.modules.keys(), file=sys.stderr)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "CI": "1"}
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code], cwd=site, env=env, capture_output=True, text=True, check=True
        )
        for _ in range(2)
    )  # fmt: skip
    assert first.stdout == second.stdout
    assert "FRM020" in second.stdout
    assert second.stderr == "set()\n"


def test_a_practice_that_changed_is_validated(site: Path) -> None:
    """A mistake is told whether it came before or after a right version was kept."""
    file = site / "practice.toml"
    file.write_text(file.read_text().replace("(802) 555-0142", "(802) 555-014"))
    with pytest.raises(PracticeError, match="digits"):
        open_known_project(file)


def test_a_named_picture_that_went_is_missed(site: Path) -> None:
    """What practice.toml names is looked for in every run: no hash of the file knows of it."""
    for one in (site / "content" / "images" / "clinicians").iterdir():
        one.unlink()
    with pytest.raises(PracticeError, match="no such picture"):
        open_known_project(site / "practice.toml")


@pytest.mark.parametrize("change", ["cut", "forged", "other key", "other code", "nonsense"])
def test_a_foreign_memory_is_none(site: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who cannot hash under the folder's key, with this code, tells nothing: the file is read."""
    file = site / kept_file.FOLDER / "facts"
    data = file.read_bytes()
    if change == "cut":
        file.write_bytes(data[:-20])
    elif change == "forged":
        file.write_bytes(data.replace(b"555-0142", b"555-0188"))
    elif change == "other key":
        (file.parent / "key").write_bytes(b"k" * 32)
    elif change == "other code":
        monkeypatch.setattr(kept_file, "code_mark", lambda: b"another version")
    else:
        kept_file.write_kept(site, "facts", {**json.loads(data[32:]), "practice": {"record": 1}})
    assert not isinstance(open_known_project(site / "practice.toml").practice, StandIn)


def test_nothing_is_kept_of_a_post_that_tells_of_a_patient(site: Path) -> None:
    """Neither its words nor that it was there: what was flagged is validated in every run."""
    file = site / "content" / "posts" / "told.md"
    file.write_text(TOLD)
    project = open_known_project(site / "practice.toml")
    for name in ("told.md", "flu-shots.md"):
        check_paths(
            [site / "content" / "posts" / name], project.practice, project.consents, NOW,
            site / "content",
        )  # fmt: skip
    kept = (site / kept_file.FOLDER / "headers").read_bytes()
    assert b"flu" in kept
    assert b"Roe" not in kept


def test_front_matter_with_a_mistake_is_told_of_again(site: Path) -> None:
    """What is wrong is never known as right."""
    file = site / "content" / "posts" / "flu-shots.md"
    file.write_text(file.read_text().replace("---\n", "---\nsumary: A\n", 1))
    project = open_known_project(site / "practice.toml")
    for _ in range(2):
        report = check_paths(
            [file], project.practice, project.consents, NOW, site / "content"
        )  # fmt: skip
        assert "FRM001" in {one.code for one in report.findings}


def test_the_keys_are_those_of_the_record() -> None:
    """They are written twice, so that a check need not load the record to know them."""
    assert tuple(FrontMatter.model_fields) == KEYS
    assert parse_header.__module__ == "bedside.source"
