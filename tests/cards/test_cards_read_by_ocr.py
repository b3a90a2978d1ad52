"""What a card says can be read off its pixels: tesseract, which knows nothing of our layout, reads it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from bedside.cards import CardText, render_card
from bedside.practice import Practice

LONG = (
    "How to get a child ready for the first day of school, the first sports physical and "
    "the first winter of colds without losing any sleep over it"
)
TITLES = ("Sleep for grown-ups", "Your flu shot questions, answered", LONG)


@pytest.mark.parametrize("title", TITLES, ids=len)
def test_every_word_of_the_title_can_be_read_off_the_picture(
    practice: Practice, tmp_path: Path, title: str
) -> None:
    """Also in a title of about 140 characters."""
    assert shutil.which("tesseract"), "tesseract is missing: run `inv setup`"
    text = CardText(
        title=title, kicker="Staying well", author="Dr. Elena Marsh, MD", reviewer="",
        practice="Larkfield Family Practice", host="larkfield.example", lang="en",
    )  # fmt: skip
    picture = tmp_path / "card.png"
    picture.write_bytes(render_card(text, practice.brand).data)
    read = subprocess.run(
        ["tesseract", str(picture), "-", "--psm", "11"], capture_output=True, text=True, check=True
    ).stdout.lower()
    words = {word.strip(",").lower() for word in title.split()}
    assert {word for word in words if word not in read} == set()
