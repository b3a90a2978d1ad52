"""`bedside fix` writes uids and nothing else; `bedside schema` prints what docs/schemas holds."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bedside.checks.repair import repair_uids, with_uid
from bedside.cli import cli
from bedside.cli.schema import SCHEMAS, schema_text
from bedside.uid import is_uid, mint_time

UID = "01M2G01H40W17445TDPQJBWKWC"
ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path, sample_root: Path) -> Path:
    """Return a practice's folder with an empty content/posts."""
    shutil.copy(sample_root / "practice.toml", tmp_path)
    (tmp_path / "content/posts").mkdir(parents=True)
    return tmp_path


def _post(project: Path, name: str, data: bytes, age: int = 0) -> Path:
    path = project / "content/posts" / name
    path.write_bytes(data)
    os.utime(path, (1_700_000_000 - age, 1_700_000_000 - age))
    return path


def _run(project: Path, *words: str) -> str:
    result = CliRunner().invoke(
        cli, ["--practice", str(project / "practice.toml"), "fix", *words], catch_exceptions=False
    )
    assert result.exit_code == 0
    return result.output


def test_a_missing_uid_is_written_with_the_posts_date(project: Path) -> None:
    """The new uid was minted when the post says it was written, in the practice's zone."""
    path = _post(project, "a.md", b"---\ntitle: A\ndate: 2026-10-05 09:00\n---\nText.\n")
    assert "a.md: had no uid, now has: " in _run(project)
    lines = path.read_bytes().splitlines()
    uid = lines[1].removeprefix(b"uid: ").decode()
    assert mint_time(uid) == datetime(2026, 10, 5, 13, tzinfo=UTC)
    assert lines[:1] + lines[2:] == [
        b"---",
        b"title: A",
        b"date: 2026-10-05 09:00",
        b"---",
        b"Text.",
    ]


def test_a_second_run_finds_nothing_to_fix(project: Path) -> None:
    """What is fixed stays fixed."""
    path = _post(project, "a.md", b"---\ntitle: A\n---\n")
    _run(project)
    before = path.read_bytes()
    assert _run(project) == "Nothing to fix.\n"
    assert path.read_bytes() == before


def test_of_two_files_with_one_uid_the_newer_gets_a_new_one(project: Path) -> None:
    """Feeds and networks know the older post by the uid."""
    text = f"---\ntitle: A\nuid: {UID}  # keep\ndate: 2026-10-05\n---\n".encode()
    copy = _post(project, "a-copy.md", text, age=10)
    original = _post(project, "b-original.md", text, age=20)
    assert "a-copy.md: had another file's uid" in _run(project)
    assert original.read_bytes() == text
    assert UID.encode() not in copy.read_bytes()
    assert b"  # keep\n" in copy.read_bytes()


def test_a_copy_with_a_later_date_is_the_newer(project: Path) -> None:
    """The post's own date says more than the file's, which a checkout changes."""
    later = _post(
        project, "a.md", f"---\ntitle: A\nuid: {UID}\ndate: 2026-11-05\n---\n".encode(), age=99
    )
    first = _post(project, "b.md", f"---\ntitle: B\nuid: {UID}\ndate: 2026-10-05\n---\n".encode())
    _run(project)
    assert UID.encode() in first.read_bytes()
    assert UID.encode() not in later.read_bytes()


def test_only_the_named_files_are_written(project: Path) -> None:
    """PATHS limit what is changed, while doubles are looked for everywhere."""
    first = _post(project, "a.md", b"---\ntitle: A\n---\n")
    second = _post(project, "b.md", b"---\ntitle: B\n---\n")
    _run(project, str(second))
    assert b"uid" not in first.read_bytes()
    assert b"uid" in second.read_bytes()


@pytest.mark.parametrize("named", ["a", "a.md", "posts/a.md", "content/posts/a.md"])
def test_an_original_that_is_named_by_its_file_gets_its_uid(project: Path, named: str) -> None:
    """Also when the original gets its uid in the same run; what names no post stays for the check."""
    original = _post(project, "a.md", b"---\ntitle: A\n---\nText.\n", age=10)
    header = f"---\nuid: {UID}\ntitle: B\nlang: es\ntranslation_of: %s  # of A\n---\nTexto.\n"
    path = _post(project, "b.md", (header % named).encode())
    assert "b.md: named its original, now has: " in _run(project)
    uid = original.read_text().splitlines()[1].removeprefix("uid: ")
    assert path.read_text() == header % uid
    path.write_text(header % "nobody.md")
    assert "Nothing to fix." in _run(project)


def test_a_uid_that_is_none_is_replaced(project: Path) -> None:
    """A placeholder is not left standing, and the date is used though the file has mistakes."""
    path = _post(project, "a.md", b'---\nuid: "@ULID@"\ntitle: A\ndate: 2026-10-05 09:00\n---\n')
    repair_uids(project / "content", ZONE, NOW)
    uid = path.read_text().splitlines()[1].removeprefix("uid: ")
    assert is_uid(uid)
    assert mint_time(uid) == datetime(2026, 10, 5, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    "data",
    [
        b"---\ntitle: A\n---\nText.\n", b"---\r\ntitle: A\r\n---\r\nText.\r\n", b"Title: A\n\nText.\n",
        b"Just text.\n", b"", b"\xef\xbb\xbf---\ntitle: A\n---\n", b"---\ntitle: A\n",
    ],
)  # fmt: skip
def test_every_other_byte_is_kept(data: bytes, tmp_path: Path) -> None:
    """Line ends, byte order marks and missing fences come through as they were."""
    fixed = with_uid(data, UID)
    assert fixed.count(UID.encode()) == 1
    rest = [line for line in fixed.splitlines(keepends=True) if UID.encode() not in line]
    assert b"".join(rest).endswith(data) or b"".join(rest) == data


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=80)
)
def test_the_body_is_never_touched(body: str) -> None:
    """Whatever the body says, even `uid:` or `---`, it is the same afterwards."""
    data = b"---\ntitle: A\n---\n" + body.encode()
    assert with_uid(data, UID) == b"---\nuid: " + UID.encode() + data[3:]
    assert with_uid(with_uid(data, UID), UID) == with_uid(data, UID)


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_the_committed_schema_is_current(name: str, sample_root: Path) -> None:
    """Editors read docs/schemas; it must say what the models say."""
    path = sample_root / "docs/schemas" / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == schema_text(name), (
        f"run `bedside schema {name} > {path}`"
    )


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_the_command_prints_the_schema(name: str) -> None:
    """`bedside schema NAME` prints the file, whole."""
    result = CliRunner().invoke(cli, ["schema", name])
    assert (result.exit_code, result.output) == (0, schema_text(name))


def test_the_sample_practice_names_its_schema(sample_root: Path) -> None:
    """An editor finds the schema through the first line."""
    first = (sample_root / "practice.toml").read_text(encoding="utf-8").splitlines()[0]
    name = first.removeprefix("#:schema ")
    assert (sample_root / name).is_file()
