"""What the card tests share: shapers in the sample brand, a full set of words, the sample logo."""

from pathlib import Path

import pytest

from bedside.cards import CardText
from bedside.cards.design import Role
from bedside.cards.fonts import font_folder
from bedside.cards.render import shapers_for
from bedside.cards.shape import Shaper
from bedside.practice import Practice


@pytest.fixture(scope="session")
def shapers(practice: Practice) -> dict[Role, Shaper]:
    """Return the sample brand's shapers for English."""
    return shapers_for(practice.brand, "en", font_folder())


@pytest.fixture
def words() -> CardText:
    """Return a card with every line filled."""
    return CardText(
        title="Taking your blood pressure at home",
        kicker="Staying well",
        author="Dr. Elena Marsh, MD, FAAFP",
        reviewer="Medically reviewed by Dr. Samuel Okafor, DO",
        practice="Larkfield Family Practice",
        host="larkfield.example",
    )


@pytest.fixture
def logo(sample_root: Path, practice: Practice) -> Path:
    """Return the sample practice's mark."""
    return sample_root / "content" / str(practice.brand.logo)
