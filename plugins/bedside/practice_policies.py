"""What a practice decides for itself in practice.toml: limits, words of its own, pictures."""

from typing import Literal

from pydantic import Field

from bedside.practice_values import TimeSpan
from bedside.schema import Strict, Text

__all__ = ["PictureLine", "Policies", "Words"]


class Policies(Strict):
    """Limits the practice sets for itself."""

    max_posts_per_run: int = Field(default=2, ge=1, le=50)
    max_age_days: int = Field(default=14, ge=1)
    quiet_hours: TimeSpan | None = None
    windows: tuple[TimeSpan, ...] = ()  # announce only inside these; empty: any time
    first_run: Literal["baseline"] = "baseline"  # the first run never announces what is there
    target_reading_grade: float = Field(default=8, ge=1)  # above it a post is warned of
    max_reading_grade: float = Field(default=10, ge=1)  # above it a post is refused
    refuse_misspelled: bool = False  # spelling stops nothing unless the practice wants it
    clinical_references: int = 2
    review_every_months: int = 12
    private_remotes: tuple[str, ...] = ()  # git hosts only we can read, as github.com/us/site
    allow_public_remote: bool = False  # sources, drafts and history may be read by everybody
    picture_metadata: Literal["refuse", "strip"] = "refuse"  # what tells who or where, in a source


class Words(Strict):
    """Words of the practice's own that no check of spelling or grade is to stumble over."""

    known: tuple[Text, ...] = ()  # spelled as they are meant: a street, a product, a nickname
    glossary: tuple[Text, ...] = ()  # terms its posts explain; they do not count as hard


class PictureLine(Strict):
    """What one picture under content/ shows, wherever it stands; a patient's is declared in its post."""

    file: Text
    status: Literal["none", "staff", "stock"]
    release: str = ""  # staff: an id in consents.toml
    licence: str = ""  # stock
    source: str = ""  # stock
