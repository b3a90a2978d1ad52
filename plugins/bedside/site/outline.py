"""A page as its elements and words, a line each: two pages with one outline are the same to a reader."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["outline", "tags_changed"]

_AS_WRITTEN = {"pre", "textarea"}  # where blanks are shown


def outline(page: str) -> tuple[str, ...]:
    """Return `  <li class="a">` for each element and `    words` for each text, by depth.

    Blanks count only where readers see them; the order of attributes does not.
    """
    body = LexborHTMLParser(f"<body>{page}").body
    return tuple(_lines(body)) if body else ()


def tags_changed(before: Sequence[str], after: Sequence[str]) -> dict[str, int]:
    """Return how many more of each element `after` has; those that are as many are left out."""
    gained = Counter(_tags(after))
    gained.subtract(_tags(before))
    return {tag: number for tag, number in sorted(gained.items()) if number}


def _lines(body: LexborNode) -> Iterator[str]:
    todo: list[tuple[LexborNode, int, bool]] = [(body, 0, False)]
    while todo:
        node, depth, is_kept = todo.pop()
        if node.tag == "-text":
            words = node.text(deep=True)
            if shown := words if is_kept else " ".join(words.split()):
                yield f"{'  ' * depth}{shown}"
            continue
        values = "".join(f' {key}="{value}"' for key, value in sorted(node.attributes.items()))
        yield f"{'  ' * depth}<{node.tag}{values}>"
        inner = is_kept or node.tag in _AS_WRITTEN
        children = list(node.iter(include_text=True))
        todo += ((one, depth + 1, inner) for one in reversed(children))


def _tags(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if (plain := line.lstrip(" ")).startswith("<"):
            yield plain[1:].partition(" ")[0].rstrip(">")
