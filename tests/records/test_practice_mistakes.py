"""practice.toml: every mistake in one pass, each with its line, also those between its tables."""

import shutil
from pathlib import Path

import pytest

from bedside.errors import PracticeError
from bedside.platforms import PLATFORMS
from bedside.practice import load_practice
from bedside.practice_across import NETWORKS


@pytest.fixture
def file(tmp_path: Path, sample_root: Path) -> Path:
    """Return a copy of the sample's file beside the pictures and fonts that it names."""
    shutil.copy(sample_root / "practice.toml", tmp_path)
    for name in ("images/clinicians", "images/brand"):
        shutil.copytree(sample_root / "content" / name, tmp_path / "content" / name)
    (tmp_path / "theme").mkdir()
    return tmp_path / "practice.toml"


def change(file: Path, *changes: tuple[str, str]) -> list[str]:
    text = file.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text)
    with pytest.raises(PracticeError) as caught:
        load_practice(file)
    return [str(one) for one in caught.value.mistakes]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("latitude = 44.1", "latitude = 944.1", "location 1, latitude"),
        ("longitude = -72.9", "longitude = -272.9", "location 1, longitude"),
        ('monday = ["08:00-17:00"]', 'monday = ["17:00-08:00"]', "closes before it opens"),
        ('platform = "bluesky"', 'platform = "blusky"', "did you mean `bluesky`?"),
        ("clinicians/elena-marsh.png", "clinicians/nobody.png", "clinician 1, photo"),
        ("images/brand/logo.svg", "images/brand/none.svg", "brand.logo"),
        ('heading_font = "Bitter"', 'heading_font = "Comic"', "brand.heading_font"),
        ('locations = ["larkfield"]', 'locations = ["springfield"]', "no location `springfield`"),
        ('disclaimer = "news"', 'disclaimer = "nws"', "no disclaimer `nws`"),
    ],
)
def test_each_is_said(file: Path, old: str, new: str, said: str) -> None:
    """One wrong value is one mistake that names its key or its remedy."""
    (mistake,) = change(file, (old, new))
    assert said in mistake


def test_all_are_said_together(file: Path) -> None:
    """A wrong value does not hide a name that points nowhere."""
    said = change(file, ("latitude = 44.1", "latitude = 944.1"), ('platform = "bluesky"', 'platform = "blusky"'),
                  ('disclaimer = "news"', 'disclaimer = "nws"'))  # fmt: skip
    assert len(said) == 3


def test_quiet_hours_may_pass_midnight(file: Path) -> None:
    """Only an office cannot close before it opens."""
    text = file.read_text()
    lines = [one for one in text.splitlines() if not one.startswith("quiet_hours")]
    text = "\n".join(lines).replace("[policies]\n", '[policies]\nquiet_hours = "21:00-07:00"\n')
    file.write_text(text)
    assert load_practice(file).policies.quiet_hours == "21:00-07:00"


def test_the_networks_are_those_there_are() -> None:
    """The list that practice.toml is compared with is the list of modules."""
    assert set(NETWORKS) == set(PLATFORMS)
