"""What every test may use: the sample practice, a small site, a fixed time in an odd time zone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bedside.practice import Practice, load_practice

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sample_root() -> Path:
    """Return the repository's folder: the sample practice."""
    return ROOT


@pytest.fixture(scope="session")
def practice() -> Practice:
    """Return the sample practice."""
    return load_practice(ROOT / "practice.toml")


@pytest.fixture
def now() -> datetime:
    """Return a fixed aware time."""
    return datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
