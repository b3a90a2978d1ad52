"""What a post's `card:` lines may say: another layout of the share card, and the words for it."""

from typing import Literal

from pydantic import model_validator

from bedside.schema import Strict, Text

__all__ = ["CardWords"]

_NEEDS = {
    "quote": ("text",), "myth-fact": ("myth", "fact"), "number": ("number", "text"),
    "event": ("when",), "notice": (), "article": (),
}  # fmt: skip


class CardWords(Strict):
    """The layout and its words. The title stands in for what a layout does not ask for."""

    layout: Literal["article", "quote", "myth-fact", "number", "event", "notice"]
    text: Text | None = None  # the quote, or what the number counts
    speaker: Text | None = None  # who said it
    number: Text | None = None  # as `1 in 3`
    myth: Text | None = None
    fact: Text | None = None
    when: Text | None = None
    where: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> "CardWords":
        """Refuse a layout without its words, naming all that are missing."""
        missing = [name for name in _NEEDS[self.layout] if not getattr(self, name)]
        if missing:
            raise ValueError(
                f"the layout `{self.layout}` also needs {' and '.join(f'`{name}:`' for name in missing)}"
            )
        return self
