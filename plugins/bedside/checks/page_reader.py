"""The TEXT rules over one text of the built site after another, each text read once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bedside.checks.allowed import Allowed
from bedside.checks.engine import check_sources
from bedside.checks.heard import Heard
from bedside.checks.model import Context, Finding, Rule, Severity
from bedside.checks.page import Page
from bedside.checks.suppress import subject_of
from bedside.post import Kind, Source
from bedside.workers import share_out

if TYPE_CHECKING:
    from bedside.frontmatter import FrontMatter

__all__ = ["PageReader", "untitled"]

SURFACE = "page"
_Asked = tuple[str, str]  # a text, and the path of the page that says it


@dataclass(slots=True, kw_only=True)
class PageReader:
    """Runs the TEXT rules, once for each text however many pages repeat it."""

    context: Context
    rules: Sequence[Rule]
    allowed: Allowed
    heard: Heard
    known: dict[str, list[Finding]] = field(default_factory=dict)
    silent: set[_Asked] = field(default_factory=set)  # texts that were read ahead

    def read_ahead(self, asked: Iterable[tuple[str, Page]]) -> None:
        """Let every core read a share of what pages say; texts without an error need no reading here."""
        new = [(text, page) for text, page in asked if text and text not in self.known]
        for quiet in share_out([*enumerate(new)], self._silent):
            self.silent.update((new[one][0], new[one][1].path) for one in quiet)

    def _silent(self, asked: Sequence[tuple[int, tuple[str, Page]]]) -> list[int]:
        return [place for place, (text, page) in asked if not self._read(text, page)]

    def errors(
        self, text: str, page: Page, excuse: "FrontMatter | None" = None, *, is_beside: bool = False
    ) -> list[tuple[Finding, str]]:
        """Return the errors in a text of the page, each with the block that it stands in.

        With `excuse`, its consent and vignette hold. A text that `is_beside` stands in a feed or file.
        """
        if excuse:
            return _placed(self._read(text, page, excuse), text, page)
        found = self.known.get(text)
        is_new = found is None and not self.heard.knows(text)
        if is_new:
            found = self._read_once(text, page) if is_beside else self._read(text, page)
        self.known[text] = found = found or []
        if not is_beside:
            self.heard.note(page, text, is_new=is_new, is_silent=not found)
        return _placed(found, text, page)

    def _read_once(self, text: str, page: Page) -> list[Finding]:
        """Return the errors in a text beside the pages, unless a build before found none there."""
        key, kept = f"beside\0{page.path}\0{text}", self.heard.kept
        if kept and kept.silent.knows(key):
            return []
        found = self._read(text, page)
        if kept and not found:
            kept.silent.keep(key)
        return found

    def _read(self, text: str, page: Page, excuse: "FrontMatter | None" = None) -> list[Finding]:
        if excuse is None and (text, page.path) in self.silent:
            return []
        source = Source(
            path=page.file, name=page.path, kind=Kind.TEXT, text=text, body=text,
            body_offset=0, meta=excuse or untitled(),
        )  # fmt: skip
        report = check_sources([source], self.context, self.rules, allowed=Allowed())
        return [one for one in report.findings if one.severity is Severity.ERROR]

    def is_registered(self, finding: Finding, page: Page, source: Source | None = None) -> bool:
        """Tell whether allowed.toml lets these words stand in the document of the page."""
        own = {page.post.uid} if page.post else {subject_of(source)} if source else set()
        day = self.context.today
        return self.allowed.excuses(own | {"practice.toml"}, finding.code, finding.matched, day)


def untitled(said: Mapping[str, str | None] | None = None) -> "FrontMatter":
    """Return front matter that says nothing but what is given."""
    from bedside.frontmatter import FrontMatter  # noqa: PLC0415  Pydantic loads slowly

    return FrontMatter.model_validate({"title": "-", **(said or {})})


def _placed(found: Sequence[Finding], text: str, page: Page) -> list[tuple[Finding, str]]:
    return [
        (replace(one, path=page.file, line=1, column=1, surface=SURFACE), _block(one, text))
        for one in found
    ]


def _block(finding: Finding, text: str) -> str:
    """Return the line of the text that a finding begins in: a page's blocks are lines."""
    return "" if finding.surface == "file-name" else text.split("\n")[finding.line - 1]
