"""Captions say who speaks: tags are read, and part no word."""

from datetime import datetime
from pathlib import Path

from bedside.captions import spoken
from bedside.checks.engine import check_paths
from bedside.consents import Consents
from bedside.practice import Practice

CUE = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n"


def test_tags_say_their_words_and_part_none() -> None:
    """Each line stays where it was."""
    assert spoken("<v Dr. Marsh>Breathe <i>o</i>ut.</v>") == " Dr. Marsh: Breathe out."
    assert spoken("Call 2<c.loud></c>1<00:01.000>9").strip() == "Call 2 loud: 19"
    assert spoken("<Sarah Miller>Hi").strip() == "Sarah Miller: Hi"
    assert spoken("<v Sarah\nMiller>Hello").count("\n") == 1
    assert spoken("<lang en>3 < 4 and 5 > 4</lang>") == "3 < 4 and 5 > 4"


def test_a_speaker_is_found(tmp_path: Path, practice: Practice, now: datetime) -> None:
    """A tag's name was read as markup, which nobody sees."""
    file = tmp_path / "a.vtt"
    file.write_text(f"{CUE}<v Sarah Miller>You gave me a new hip, doctor.\n", encoding="utf-8")
    assert {one.code for one in check_paths([file], practice, Consents(), now).findings} == {
        "PHI103"
    }
    file.write_text(f"{CUE}<v.a SSN 219-09-9999>Hello.\n", encoding="utf-8")
    assert {one.code for one in check_paths([file], practice, Consents(), now).findings} == {
        "PHI007"
    }


def test_harmless_captions_pass(tmp_path: Path, practice: Practice, now: datetime) -> None:
    """A narrator and a clinician of the practice speak."""
    file = tmp_path / "a.vtt"
    file.write_text(f"{CUE}<v Narrator>Breathe <b>out</b>, then in.\n", encoding="utf-8")
    assert check_paths([file], practice, Consents(), now).findings == ()
