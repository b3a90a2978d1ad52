"""What a practice decides for itself in practice.toml: limits, words of its own, pictures."""

from typing import Literal

from pydantic import Field

from bedside.markdown_engine import Engine
from bedside.practice_translations import NewsletterWords
from bedside.practice_values import Language, Slug, TimeSpan, Url
from bedside.schema import Strict, Text

__all__ = ["WEEKDAYS", "Markdown", "Newsletter", "PictureLine", "Policies", "Timing", "Words"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Timing(Strict):
    """When may be announced: the policies say it for every account, an account for itself."""

    windows: tuple[TimeSpan, ...] | None = None  # only inside these; none: any time
    weekdays: tuple[Literal[WEEKDAYS], ...] | None = None  # type: ignore[valid-type]  # a constant
    quiet_hours: TimeSpan | None = None
    per_day: int | None = Field(default=None, ge=1)  # posts on one account on one day
    gap_minutes: int | None = Field(default=None, ge=1)  # between two posts on one account


class Policies(Timing):
    """Limits the practice sets for itself."""

    max_posts_per_run: int = Field(default=2, ge=1, le=50)
    max_age_days: int = Field(default=14, ge=1)
    late: Literal["send", "missed"] = "send"  # what is sent later than it was asked for
    late_after_hours: int = Field(default=24, ge=1)  # from when on it counts as late
    evergreen_every_months: int = Field(default=6, ge=1, le=60)
    approvals: int = Field(default=0, ge=0, le=9)  # persons who must agree to the exact text
    approvals_for: tuple[Slug, ...] = ()  # categories and types that need them; empty: all
    approvers: tuple[Slug, ...] = ()  # who may, beside the clinicians
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


class Markdown(Strict):
    """How posts and pages are read; one may ask for the other engine in its front matter."""

    engine: Engine = "commonmark"


class PictureLine(Strict):
    """What one picture under content/ shows, wherever it stands; a patient's is declared in its post."""

    file: Text
    status: Literal["none", "staff", "stock"]
    release: str = ""  # staff: an id in consents.toml
    licence: str = ""  # stock
    source: str = ""  # stock


class Newsletter(Strict):
    """Where the sign-up form of the newsletter is sent: nothing is until a reader sends it."""

    action: Url  # the list's own sign-up address
    field: Text = "email"  # what that list calls the address
    text: Text = "Our newest articles by e-mail, about once a month."
    translations: dict[Language, NewsletterWords] = {}
