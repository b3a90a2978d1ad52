"""What the rules on a whole site ask of every page, apart from the page: where it leads, its places."""

from dataclasses import dataclass

from bedside.checks.page_elements import Collected

__all__ = ["PREVIEW", "Gist", "gist_of"]

PREVIEW = ("og:image", "og:image:width", "og:image:height", "og:image:alt")


@dataclass(frozen=True, slots=True)
class Gist:
    """A page without its words."""

    base: str  # what relative addresses start from
    addresses: tuple[str, ...]  # that it links to or fetches, as written, each once
    anchors: frozenset[str]
    preview: tuple[str | None, ...]  # what it says for each of PREVIEW
    is_indexed: bool  # search engines may list it


def gist_of(said: Collected) -> Gist:
    """Return the gist of a page of which this was collected."""
    metas: dict[str, str] = {}
    for name, content in said.metas:
        metas.setdefault(name, content)
    addresses = [one.address for one in said.links] + [one.address for one in said.fetches]
    rules = f"{metas.get('robots') or ''} {metas.get('googlebot') or ''}".lower()
    return Gist(
        base=said.base, addresses=tuple(dict.fromkeys(addresses)), anchors=frozenset(said.anchors),
        preview=tuple(metas.get(name) for name in PREVIEW),
        is_indexed="noindex" not in rules and "none" not in rules.replace(",", " ").split(),
    )  # fmt: skip
