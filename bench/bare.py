"""Build a practice's pages, feeds and sitemap alone: what the generator costs without all else.

usage, in a practice's folder: python bench/bare.py --now TIME

Nothing is checked, drawn, made smaller, indexed for search or worded for a network: only to be timed. Its receipt
names no rule that ran, so that no deploy takes what it made.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bedside.building import assets, cards, gate2, index, page_cards, pages, search
from bedside.checks.model import Report


def _nothing_checked(*_: Any, **__: Any) -> Report:
    return Report(findings=(), checked=0, rules=())


def _none(*_: Any) -> Iterator[Any]:
    return iter(())


def _no_cards(*_: Any) -> dict[str, Any]:
    return {}


def _nothing_searched(root: Path, _known: Path) -> None:
    (root.parent / search.SEARCHED).mkdir()


def _no_value(*_: Any) -> None:
    return None


def main() -> None:
    """Take out every step but pages, feeds and sitemap, then build as `bedside build` does."""
    import bedside.reshare  # noqa: PLC0415  patched before the glue takes names out of it
    from bedside.cli import main as bedside_main  # noqa: PLC0415  patched before the glue takes names out of it

    for module, name, instead in (
        (gate2, "check_sources", _nothing_checked), (gate2, "check_site", _nothing_checked),
        (cards, "draw_cards", _none), (page_cards, "draw_page_cards", _no_cards),
        (index, "write_search", _nothing_searched), (pages, "text_grade", _no_value),
        (assets, "write_smaller", _no_value),
        (bedside.reshare, "wordings", _none),
    ):  # fmt: skip
        assert hasattr(module, name)  # renamed: then this would time more than it says
        setattr(module, name, instead)
    sys.argv = ["bedside", "--quiet", "build", "--fresh", *sys.argv[1:]]
    bedside_main()


if __name__ == "__main__":
    main()
