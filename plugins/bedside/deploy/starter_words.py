"""Pages that still say what the starter's files told their author to write: they do not go online."""

from collections.abc import Iterator
from pathlib import Path

from bedside.checks.model import Finding, Severity
from bedside.checks.page_text import words_of
from bedside.checks.rules.placeholder import PLACEHOLDERS, starters_in
from bedside.files import read_text

__all__ = ["starter_words"]


def starter_words(site: Path) -> Iterator[Finding]:
    """Yield an error for each page of a built site with a paragraph of the starter's."""
    rule = PLACEHOLDERS[0]
    for page in sorted(site.rglob("*.html")):
        html = read_text(page)
        if "Write " in html and any(starters_in(words_of(html))):
            yield Finding(
                code=rule.code, name=rule.name, severity=Severity.ERROR, tier=None, path=page,
                line=1, column=1, surface="page", fix=f"{rule.fix} Then build and deploy.",
                message="still says what the starter's file asks its author to write: nobody should read that online",
            )  # fmt: skip
