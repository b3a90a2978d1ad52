"""Patterns kept between runs are those that `re` makes, and a file that is damaged is not believed."""

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bedside import checks
from bedside.checks import kept_patterns
from bedside.checks.claims import CLAUSES
from bedside.checks.cues import CUES
from bedside.checks.kept_patterns import compile_kept, save_patterns
from bedside.checks.late import Late


def sources() -> set[tuple[str, int]]:
    """Return every pattern of the checks that is made late."""
    found = {(cue.source, 0) for cue in CUES}
    for clause in CLAUSES:
        found |= {(one, int(re.IGNORECASE)) for one in (clause.pattern, clause.unless) if one}
    for module in pkgutil.walk_packages(checks.__path__, "bedside.checks."):
        values = vars(importlib.import_module(module.name)).values()
        found |= {(one.source, one.flags) for one in values if isinstance(one, Late)}
    return found


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where this test keeps its patterns."""
    path = tmp_path / "kept.patterns"
    monkeypatch.setattr(kept_patterns, "_file", lambda: path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    forget()
    return path


def forget() -> None:
    """Begin another run."""
    compile_kept.cache_clear()
    kept_patterns._store.cache_clear()


@pytest.fixture(autouse=True)
def _no_trace() -> object:
    """Leave no store of a test's behind."""
    yield
    forget()


def test_every_kept_pattern_is_the_one_that_re_makes(file: Path) -> None:
    """Patterns are equal only when source, flags and the code that runs are."""
    every = sources()
    assert len(every) > 200
    for one in every:
        compile_kept(*one)
    save_patterns()
    size = file.stat().st_size
    forget()
    for source, flags in every:
        kept, made = compile_kept(source, flags), re.compile(source, flags)
        assert kept == made
        assert (kept.groupindex, kept.groups, kept.flags) == (
            made.groupindex,
            made.groups,
            made.flags,
        )
    save_patterns()
    assert file.stat().st_size == size, "nothing was made a second time"


@pytest.mark.parametrize("spoil", [
    lambda _: b"", lambda data: data[:40], lambda data: data[:-4], lambda data: data + b"\0\0\0\0",
    lambda data: bytes([data[0] ^ 1]) + data[1:],  # of another Python
    lambda data: data[:60].replace(b"0", b"1") + data[60:],
])  # fmt: skip
def test_a_damaged_file_is_an_empty_one(file: Path, spoil: object) -> None:
    """What was cut, changed or made by another Python costs time and changes no match."""
    assert callable(spoil)
    compile_kept(r"(?P<year>\d{4})-x")
    save_patterns()
    file.write_bytes(spoil(file.read_bytes()))
    forget()
    assert compile_kept(r"(?P<year>\d{4})-x") == re.compile(r"(?P<year>\d{4})-x")


def test_numbers_that_are_no_code_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A well-signed file with nonsense in it is not run: the engine looks at the code first."""
    compile_kept("abc")
    store = kept_patterns._store()
    assert store
    for key, one in store.met.items():
        monkeypatch.setitem(store.met, key, one._replace(code=[9999, 1, 2]))
    save_patterns()
    forget()
    assert compile_kept("abc").match("abc")


def test_nothing_is_written_where_python_writes_no_modules(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PYTHONDONTWRITEBYTECODE means that nothing is left beside the modules."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_kept("abc")
    save_patterns()
    assert not file.exists()


def test_a_pattern_that_is_wrong_is_said_as_re_says_it(file: Path) -> None:
    """A mistake in a pattern is an error, never an empty pattern."""
    with pytest.raises(re.error, match="unterminated"):
        compile_kept("(a")
    assert not file.exists()


def test_the_rules_load_without_what_only_some_checks_need() -> None:
    """Every library here costs each check of one post a part of its start."""
    heavy = ["PIL", "bs4", "cv2", "hunspell", "markdown", "numpy", "onnxruntime", "pelican", "pydantic",
             "rich", "sqlalchemy", "yaml"]  # fmt: skip
    code = (
        "import sys, bedside.cli.check, bedside.checks.engine; "
        f"print([one for one in {heavy} if one in sys.modules])"
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )
    assert ran.stdout.strip() == "[]"
