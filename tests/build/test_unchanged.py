"""A build with nothing to do proves that the last one stands; whatever changed, it is made anew."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bedside.cli import cli
from bedside.files import sha256, sha256_file
from bedside.inputs import inputs_of, key_of
from bedside.unchanged import LastBuild, last_build, remember

NOON = "2026-11-22T12:00"
RECORD = "build/unchanged.json"
NO_PELICAN = """
import sys
sys.modules |= dict.fromkeys(("pelican", "sqlalchemy", "pydantic", "jinja2", "selectolax"))
from bedside.cli import main
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder as a build leaves it: sources, pages, outbox, receipt, record."""
    files = {
        "content/posts/a.md": "A", "theme/templates/base.html": "B", "consents.toml": "",
        "practice.toml": "C", "ledger/ledger.db": "D", "output/index.html": "E",
        "output/blog/a/index.html": "F", "build/outbox.json": "{}",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    made = {
        name: sha256_file(tmp_path / "output" / name)
        for name in ("index.html", "blog/a/index.html")
    }
    receipt = json.dumps({"files": made, "outbox_sha256": sha256(b"{}")})
    (tmp_path / "build/receipt.json").write_text(receipt)
    remember(tmp_path / "build", LastBuild(
        key=key_of(inputs_of(tmp_path / "practice.toml")), built_at="2026-11-22T12:00:00+00:00",
        until="2026-11-23T05:00:00+00:00", zone="America/New_York", receipt=sha256(receipt.encode()),
        said=("Built.",), warned=(), code=0, is_by_hand=False,
    ))  # fmt: skip
    return tmp_path


def test_the_last_build_stands(folder: Path) -> None:
    """Nothing changed, and the clock says the same day."""
    found = last_build(folder / "practice.toml", NOON, inputs_of(folder / "practice.toml"))
    assert found is not None
    assert found.said == ("Built.",)


@pytest.mark.parametrize(
    "name",
    ["content/posts/a.md", "theme/templates/base.html", "practice.toml", "consents.toml",
     "ledger/ledger.db", "output/index.html", "output/blog/a/index.html", "build/outbox.json",
     "build/receipt.json", "content/posts/new.md", "output/new.html", "allowed.toml", "plugins/own.py"],
)  # fmt: skip
def test_a_file_that_changed_or_came_is_a_reason(folder: Path, name: str) -> None:
    """What the site is made from, and what was made."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + " ")
    assert last_build(folder / "practice.toml", NOON, inputs_of(folder / "practice.toml")) is None


@pytest.mark.parametrize(
    "name", ["content/posts/a.md", "output/blog/a/index.html", "build/receipt.json", RECORD]
)
def test_a_file_that_is_gone_is_a_reason(folder: Path, name: str) -> None:
    """A source that was removed must leave the site."""
    (folder / name).unlink()
    assert last_build(folder / "practice.toml", NOON, inputs_of(folder / "practice.toml")) is None


def test_a_new_name_is_a_reason(folder: Path) -> None:
    """The same words in another file are another page."""
    (folder / "content/posts/a.md").rename(folder / "content/posts/b.md")
    assert last_build(folder / "practice.toml", NOON, inputs_of(folder / "practice.toml")) is None


@pytest.mark.parametrize("now", ["2026-11-22T06:59:59", "2026-11-23T00:00", "2027-01-01T00:00"])
def test_another_day_is_a_reason(folder: Path, now: str) -> None:
    """Posts begin and end, consents and reviews lapse; `--now` is in the practice's own time."""
    assert last_build(folder / "practice.toml", now, inputs_of(folder / "practice.toml")) is None


def test_other_settings_and_packages_are_a_reason(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment variable of ours, and whatever is installed on the way of imports."""
    monkeypatch.setenv("BEDSIDE_LEDGER", "sqlite:///elsewhere.db")
    assert last_build(folder / "practice.toml", NOON, inputs_of(folder / "practice.toml")) is None
    monkeypatch.delenv("BEDSIDE_LEDGER")
    (folder / "site" / "pelican-9.dist-info").mkdir(parents=True)
    before = key_of(inputs_of(folder / "practice.toml"))
    monkeypatch.setattr("bedside.inputs._PATH", (str(folder / "site"),))
    assert key_of(inputs_of(folder / "practice.toml")) != before


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[: len(text) // 2], lambda _: "", lambda _: "[" * 100_000,
        lambda text: text.replace('"version": 1', '"version": 2'),
        lambda text: text.replace('"code": 0', '"code": "0"'),
        lambda text: text.replace('"code": 0', '"code": 70'),
        lambda text: text.replace("America/New_York", "../../etc/passwd"),
        lambda text: text.replace("2026-11-23T05", "tomorrow"),
        lambda text: text.replace("+00:00", ""),
        lambda text: text.replace('"said"', '"sung"'),
        lambda text: text.replace('"Built."', "1"),
        lambda text: text + " " * 1_000_001,
        lambda _: "cos\nsystem\n(S'true'\ntR.",
    ],
)  # fmt: skip
def test_a_record_that_is_not_ours_is_none(folder: Path, change: Callable[[str], str]) -> None:
    """Cut short, of another version, hostile: it is passed over, and the site is built."""
    record = folder / RECORD
    record.write_text(change(record.read_text()))
    assert last_build(folder / "practice.toml", NOON, inputs_of(folder / "practice.toml")) is None


def test_what_a_killed_build_left_is_a_reason(folder: Path) -> None:
    """It may hold pages that were withdrawn since: the next build sweeps it."""
    (folder / "build" / ".staging-x").mkdir()
    assert last_build(folder / "practice.toml", NOON, inputs_of(folder / "practice.toml")) is None


def test_folders_linked_in_a_circle_end(folder: Path) -> None:
    """Each folder is read once."""
    (folder / "content" / "again").symlink_to(folder / "content")
    assert key_of(inputs_of(folder / "practice.toml"))


def test_the_second_build_imports_no_generator(make_site: Callable[..., Any]) -> None:
    """It says what the first one said, and leaves every byte as it is; --fresh makes it anew."""
    site = make_site()
    site.post("rest")
    facts = site.root / "practice.toml"
    facts.write_text(facts.read_text().replace('status = "manual"', 'status = "retired"'))
    options = ["--practice", str(facts), "build", "--now", NOON]
    first = CliRunner().invoke(cli, options, standalone_mode=False)
    assert first.return_value == 0, first.output
    receipt = (site.root / "build/receipt.json").stat()
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    again = subprocess.run(
        [sys.executable, "-c", ("from bedside.inputs import inputs_of, key_of; from pathlib import Path; "
         f"print(key_of(inputs_of(Path({str(facts)!r}))))")], env=env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    record = site.root / RECORD
    said = json.loads(record.read_text()) | {"key": again.stdout.strip()}  # another process's path
    record.write_text(json.dumps(said))
    second = subprocess.run(
        [sys.executable, "-c", NO_PELICAN, *options], env=env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert second.returncode == 0, second.stderr
    assert second.stdout == first.stdout + "Nothing changed since: output/ is as it was built.\n"
    assert (site.root / "build/receipt.json").stat().st_mtime_ns == receipt.st_mtime_ns
