"""A page's footnotes: numbered as they are defined, each with its way back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bedside.site.attribute_list import tag

__all__ = ["Footnotes"]

_PARAGRAPH = "</p>\n"


@dataclass(slots=True, kw_only=True)
class Footnotes:
    """What was referred to and what was said; labels are the same in capitals and small letters."""

    labels: Sequence[str]
    told: dict[str, list[str]] = field(default_factory=dict)  # label -> blocks of HTML
    asked: dict[str, list[str]] = field(default_factory=dict)  # label -> ids of the references

    @classmethod
    def of(cls, events: Iterable[Any]) -> "Footnotes":
        """Return the footnotes that a body's events define, in their order."""
        starts = (
            event["Start"] for event in events if isinstance(event, dict) and "Start" in event
        )
        found = (
            start["FootnoteDefinition"].casefold()
            for start in starts
            if isinstance(start, dict) and "FootnoteDefinition" in start
        )
        return cls(labels=tuple(dict.fromkeys(found)))

    def reference(self, name: str) -> str:
        """Return the sign among the words that leads to a footnote."""
        label = name.casefold()
        before = self.asked.setdefault(label, [])
        before.append(f"fnref{len(before) + 1 if before else ''}:{label}")
        link = tag("a", {"class": "footnote-ref", "href": f"#fn:{label}"})
        return f"{tag('sup', {'id': before[-1]})}{link}{self.labels.index(label) + 1}</a></sup>"

    def keep(self, name: str, blocks: list[str]) -> None:
        """Keep what a footnote says; of two with one label, the first."""
        self.told.setdefault(name.casefold(), blocks)

    def page(self) -> str:
        """Return the list at the end of the page; nothing where there is no footnote."""
        if not self.labels:
            return ""
        notes = "\n".join(map(self._note, self.labels))
        return f'<div class="footnote">\n<hr>\n<ol>\n{notes}\n</ol>\n</div>\n'

    def _note(self, label: str) -> str:
        blocks = self.told.get(label, [])
        title = f"Jump back to footnote {self.labels.index(label) + 1} in the text"
        back = "".join(
            tag("a", {"class": "footnote-backref", "href": f"#{one}", "title": title})
            + "&#8617;</a>"
            for one in self.asked.get(label, [f"fnref:{label}"])
        )
        *before, last = blocks or [""]
        if last.endswith(_PARAGRAPH):
            end = f"{last.removesuffix(_PARAGRAPH)}&#160;{back}{_PARAGRAPH}"
        else:
            end = f"{last}<p>{back}{_PARAGRAPH}"
        return f"{tag('li', {'id': f'fn:{label}'})}\n{''.join(before)}{end}</li>"
