"""practice.toml: every mistake in one pass, each with its line, also those between its tables."""

import shutil
from pathlib import Path

import pytest

from bedside.errors import PracticeError
from bedside.platforms import PLATFORMS
from bedside.practice import load_practice
from bedside.practice_across import NETWORKS
from bedside.site.values import digits


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
        ('contact = "contact"', 'contact = "contacts"', "there is no disclaimer `contacts`"),
        ("latitude = 44.1", "latitude = 944.1", "location 1, latitude"),
        ("longitude = -72.9", "longitude = -272.9", "location 1, longitude"),
        ('monday = ["08:00-17:00"]', 'monday = ["17:00-08:00"]', "closes before it opens"),
        ('monday = ["08:00-17:00"]', 'monday = ["08:00-12:00", "11:00-17:00"]', "overlap"),
        ("longitude = -72.9\n", "", "location 1: has half a place on the map"),
        ('closed = true\nreason = "Thanks', 'reason = "Thanks', "neither closed nor has hours"),
        ("closed = true", 'closed = true\nhours = ["08:00-09:00"]', "is closed and has hours"),
        ("date = 2026-12-25", "date = 2026-11-26", "is a second row for that day"),
        ('specialty = "PrimaryCare"', 'specialty = "Family medicine"', "did you mean PrimaryCare?"),
        ('specialty = "PrimaryCare"', 'specialty = "Pediatrics"', "did you mean Pediatric?"),
        ('platform = "bluesky"', 'platform = "blusky"', "did you mean `bluesky`?"),
        ('id = "bluesky"', 'id = "bluesky"\nschedule_ahead = true', "handed over ahead there"),
        (
            'id = "facebook"',
            'id = "facebook"\nvia = "buffer"\nschedule_ahead = true',
            "ahead there",
        ),
        ("clinicians/elena-marsh.png", "clinicians/nobody.png", "clinician 1, photo"),
        ("images/brand/logo.svg", "images/brand/none.svg", "brand.logo"),
        ('heading_font = "Bitter"', 'heading_font = "Comic"', "brand.heading_font"),
        ('locations = ["larkfield"]', 'locations = ["springfield"]', "no location `springfield`"),
        ('disclaimer = "news"', 'disclaimer = "nws"', "no disclaimer `nws`"),
        ("(802) 555-0142", "802-555-019", "phone: has 9 digits, a US number has 10"),
        ("(802) 555-0178", "555-0178", "phone: has 7 digits, a US number has 10"),
        ("(802) 555-0143", "+1 802 555 01434", "fax: has 11 digits, a US number has 10"),
        ('postal_code = "05000"', 'postal_code = "5000"', "has 4 digits, a ZIP code has 5"),
        (
            'state = "VT"',
            "state = “VT”",
            "these quotes are a word processor's: write straight ones",
        ),
        ('state = "VT"', 'state = "XX"', "is no state of the US: write its two letters"),
        ('postal_code = "05000"', 'postal_code = "VT 05"', "is not a ZIP code"),
        ("America/New_York", "Pacific", "did you mean America/Los_Angeles?"),
        ("America/New_York", "US/Eastern Time", "did you mean America/New_York?"),
        ("America/New_York", "America/New York", "did you mean America/New_York?"),
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


@pytest.mark.parametrize(
    ("written", "called"),
    [("802.555.0142", "+18025550142"), ("+1 (802) 555-0142", "+18025550142"),
     ("1-802-555-0142", "+18025550142"), ("(802) 555-0142 ext. 31", "+18025550142;ext=31"),
     ("802-555-0142 x3", "+18025550142;ext=3"), ("+44 20 7946 0018", "+442079460018")],
)  # fmt: skip
def test_a_whole_number_may_be_written_in_many_ways(file: Path, written: str, called: str) -> None:
    """The link that a phone follows is the same, with the extension where there is one."""
    file.write_text(file.read_text().replace("(802) 555-0142", written))
    assert digits(load_practice(file).practice.phone) == called


def test_a_postal_code_elsewhere_is_its_own(file: Path) -> None:
    """Nine-digit ZIP codes are right too."""
    text = file.read_text().replace('postal_code = "05000"', 'postal_code = "05000-1234"', 1)
    elsewhere = 'postal_code = "K1A 0B1"\ncountry = "CA"'
    file.write_text(text.replace('postal_code = "05000"\ncountry = "US"', elsewhere))
    codes = [one.postal_code for one in load_practice(file).locations]
    assert codes == ["05000-1234", "K1A 0B1"]
