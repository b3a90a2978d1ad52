"""Whether a comment in a post's source, or in practice.toml, lets a built page say the same words."""

from pathlib import Path
from typing import TYPE_CHECKING

from bedside.checks.allowances import read_allowances
from bedside.checks.allowed import normal_form
from bedside.checks.model import Context, Finding
from bedside.checks.proven import lines_of
from bedside.checks.surfaces import PROSE, cut_surfaces
from bedside.facts import fill
from bedside.post import Kind, Source

if TYPE_CHECKING:
    from bedside.practice import Practice

__all__ = ["is_allowed"]


def is_allowed(finding: Finding, source: str, context: Context, *, is_toml: bool = False) -> bool:
    """Tell whether a comment in the source allows this rule for exactly these words.

    As at the source, they must begin in the block below the comment.
    """
    practice = context.practice
    wanted = normal_form(finding.matched)
    return bool(wanted) and any(
        one.code == finding.code
        and one.holds(context.today, context.people)
        and _begins_in(source[one.covers.start :], len(one.covers), wanted, practice)
        for one in read_allowances(source, is_toml=is_toml)
    )


def _begins_in(text: str, length: int, wanted: str, practice: "Practice | None") -> bool:
    """Tell whether the words stand, one after the other, from somewhere in the first characters."""
    block, every = (_shown(one, practice) for one in (text[:length], text))
    at = f" {every[0]} ".find(f" {wanted} ")
    return 0 <= at < len(block[0]) or any(f" {wanted} " in f" {one} " for one in block)


def _shown(text: str, practice: "Practice | None") -> list[str]:
    """Return the words of each surface of a piece of Markdown as the page shows them, prose first."""
    filled = fill(text, practice) if practice else text
    source = Source(
        path=Path("text.md"), name="text.md", kind=Kind.TEXT, text=filled, body=filled,
        body_offset=0, meta=None,
    )  # fmt: skip
    prose, *others = cut_surfaces(source)
    lines = lines_of(prose) if prose.name in PROSE else (prose.text,)
    return [normal_form(" ".join(lines)), *(normal_form(one.text) for one in others)]
