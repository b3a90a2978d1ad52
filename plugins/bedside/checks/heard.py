"""Which texts of a built site were read on which page, so that a page that was kept need not be."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bedside.checks.kept_pages import Kept, KeptPages
from bedside.checks.overlooked import page_words
from bedside.checks.page import Page
from bedside.checks.page_speech import described

__all__ = ["Heard"]


@dataclass(slots=True)
class _Notes:
    """What was read on one page, and whether all of it was silent."""

    heard: list[str] = field(default_factory=list)
    leant: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # mark -> words
    rest: str = ""
    is_silent: bool = True


@dataclass(slots=True)
class Heard:
    """What pages that were kept stand for, and notes on those that are read.

    A text that several pages say is read on the first of them. A page stands as it was kept where
    each text that it leant on another page for was read, or stands, before it now too: so what is
    found does not depend on what was kept.
    """

    kept: KeptPages | None
    texts: set[str] = field(
        default_factory=set
    )  # by mark: silent on a page that was read or stands
    standing: set[str] = field(default_factory=set)  # paths of pages
    notes: dict[str, _Notes] = field(default_factory=dict)  # by path of the page
    marks: dict[str, str] = field(default_factory=dict)  # words -> mark: pages say the same

    def stands(self, page: Page) -> bool:
        """Tell whether nothing on the page need be read; its texts then count as read."""
        one = page.kept
        if one is None or not self.texts.issuperset(one.leant):
            return False
        self.texts.update(one.heard)
        self.standing.add(page.path)
        return True

    def knows(self, text: str) -> bool:
        """Tell whether a page that stands says this very text."""
        return self.kept is not None and self.kept.hash("text", text) in self.texts

    def note(self, page: Page, text: str, *, is_new: bool, is_silent: bool) -> None:
        """Note that a text of the page was read, here or (not new) on a page before."""
        if self.kept is None:
            return
        mark, notes = self.kept.hash("text", text), self._notes(page)
        (notes.heard if is_new else notes.leant).append(mark)
        notes.is_silent = notes.is_silent and is_silent
        if is_silent:
            self.texts.add(mark)

    def mark(self, words: str) -> str:
        """Return what stands for some words where they are compared: themselves if none are kept."""
        if self.kept is None:
            return words
        if words not in self.marks:
            self.marks[words] = self.kept.hash("word", words)
        return self.marks[words]

    def described(self, page: Page) -> Sequence[str]:
        """Return what the page describes, by mark."""
        if page.kept and page.path in self.standing:
            return page.kept.described
        return [self.mark(one) for one in described(page)]

    def words(self, page: Page) -> Sequence[str]:
        """Return what the page's attributes, data and addresses say, by mark, each once."""
        if page.kept and page.path in self.standing:
            return page.kept.words
        notes = self._notes(page)
        notes.words = {self.mark(one): one for one in page_words(page)}
        return tuple(notes.words)

    def rest(self, page: Page, marks: Sequence[str]) -> list[str]:
        """Return the words to read of those that no page before says; none where the page stands."""
        if self.kept is None:
            return list(marks)
        rest, stands = self.kept.hash("rest", *marks), page.path in self.standing
        if page.kept and stands and page.kept.rest == rest:
            return []
        notes = self._notes(page)
        notes.rest = rest
        words = notes.words or {self.mark(one): one for one in page_words(page)}
        return [words[one] for one in marks]

    def keep(self, page: Page) -> None:
        """Keep the page for the next build where nothing that it says was found fault with.

        Of one that no search may list (a hidden post) no other file may know.
        """
        notes, old = self.notes.get(page.path), page.kept
        if self.kept is None or (notes and not notes.is_silent) or not page.is_indexed:
            return
        if old and page.path in self.standing:
            new = old
            if notes:  # its own words met others before them
                new = replace(old, heard=(*old.heard, *notes.heard), rest=notes.rest,
                              leant=(*old.leant, *notes.leant))  # fmt: skip
            self.kept.keep(page.path, new)
        elif notes and notes.rest:
            self.kept.keep(page.path, Kept(
                gist=page.gist, heard=tuple(notes.heard), leant=tuple(notes.leant), rest=notes.rest,
                described=tuple(self.described(page)), words=tuple(notes.words),
            ))  # fmt: skip

    def _notes(self, page: Page) -> _Notes:
        return self.notes.setdefault(page.path, _Notes())
