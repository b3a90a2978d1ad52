"""The place of a file with every link followed, found once for each folder."""

from pathlib import Path

from bedside.files import forget_folders, real_path


def test_links_are_followed_of_files_and_of_folders(tmp_path: Path) -> None:
    forget_folders()
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.md").write_text("A")
    (tmp_path / "here").symlink_to(tmp_path / "there")
    (tmp_path / "b.md").symlink_to(tmp_path / "here" / "a.md")
    for name in ("there/a.md", "here/a.md", "here/none.md", "b.md", "there/../b.md"):
        assert real_path(tmp_path / name) == (tmp_path / name).resolve()


def test_a_folder_that_leads_elsewhere_now_is_followed_anew(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(name)
    link = tmp_path / "here"
    link.symlink_to("one")
    forget_folders()
    assert real_path(link / "a.md").parent.name == "one"
    link.unlink()
    link.symlink_to("two")
    forget_folders()
    assert real_path(link / "a.md").parent.name == "two"
