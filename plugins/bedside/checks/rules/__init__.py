"""The rules: `RULES` is every one, in the order of the report; what reads pages loads only with it.

A TEXT rule's `find(surface, context)` returns matches with offsets in `surface.text`; a SOURCE
rule's `find(source, context)` returns matches with offsets in `source.text`; an IMAGE, PAGE or
SITE rule is given what `checks.image`, `checks.page` and `checks.site` read.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bedside.checks.rules.every import RULES, rule

__all__ = ["RULES", "rule"]


def __getattr__(name: str) -> Any:
    """Return what `every` defines: a check of one post needs no rule for pages."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module("bedside.checks.rules.every"), name)
