"""What a build writes again as it was is one file with what stands, and nothing writes into it."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site, settle
from bedside.errors import ChecksFailed
from bedside.files import write_or_link
from bedside.inputs import inputs_of


def test_the_same_words_are_one_file(tmp_path: Path) -> None:
    """Other words, none, and a link that somebody put there are not."""
    known, new = tmp_path / "known", tmp_path / "a" / "new"
    for there, is_one in ((b"words", True), (b"other", False), (None, False)):
        known.unlink(missing_ok=True)
        if there is not None:
            known.write_bytes(there)
        write_or_link(new, b"words", known)
        assert new.read_bytes() == b"words"
        assert (new.stat().st_nlink == 2) is is_one
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"words")
    known.symlink_to(elsewhere)
    write_or_link(new, b"words", known)
    assert not new.is_symlink()
    assert new.stat().st_nlink == 1


def test_a_file_that_is_written_twice_leaves_the_other_name_alone(tmp_path: Path) -> None:
    """Else a build that is refused would have changed the site that stands."""
    known, new = tmp_path / "known", tmp_path / "new"
    known.write_bytes(b"words")
    write_or_link(new, b"words", known)
    write_or_link(new, b"other", known)
    assert (known.read_bytes(), new.read_bytes()) == (b"words", b"other")


def test_a_build_shares_files_with_no_other_site(site: SmallSite, now: datetime) -> None:
    """Pages and cards that stand are not written; a refused build leaves every byte and no link."""
    page, output = Path("blog/rest/index.html"), site.root / "output"

    def build() -> None:
        project = site.project()
        assert settle(build_site(project, now, Announced(), inputs_of(project.practice_file)))

    for index, name in enumerate(("rest", "walks")):
        site.post(name, uid=UIDS[index])
    build()
    files = {one: one.stat().st_ino for one in output.rglob("*.html")}
    card = next((output / "cards").glob("*")).stat().st_ino
    site.post("walks", uid=UIDS[1], body="Each night.")
    build()
    changed = {one for one, number in files.items() if one.stat().st_ino != number}
    assert changed == {output / "blog/walks/index.html"}
    assert next((output / "cards").glob("*")).stat().st_ino == card
    before = {one: one.read_bytes() for one in output.rglob("*") if one.is_file()}
    site.post("walks", uid=UIDS[1], body="Her SSN is 219-09-9999.")
    with pytest.raises(ChecksFailed):
        build()
    assert {one: one.read_bytes() for one in output.rglob("*") if one.is_file()} == before
    assert (output / page).stat().st_nlink == 1
