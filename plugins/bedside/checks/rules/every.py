"""Every rule there is, in the order of the report: those that read what people write, then the pages'."""

from bedside.checks.model import Rule
from bedside.checks.rules.of_sources import SOURCE_RULES
from bedside.checks.rules.page_words import PAGE_WORDS
from bedside.checks.rules.unread import UNREAD
from bedside.checks.rules.web import WEB_PAGES
from bedside.checks.rules.web_files import WEB_FILES
from bedside.checks.rules.web_media import WEB_MEDIA
from bedside.checks.rules.web_reach import WEB_REACH
from bedside.checks.rules.web_site import WEB_SITE

__all__ = ["RULES", "rule"]

RULES: tuple[Rule, ...] = (
    *SOURCE_RULES,
    *PAGE_WORDS,
    *WEB_PAGES,
    *WEB_SITE,
    *WEB_FILES,
    *WEB_MEDIA,
    *WEB_REACH,
    *UNREAD,
)


def rule(code: str) -> Rule | None:
    """Return the rule with this code."""
    return next((one for one in RULES if one.code == code), None)
