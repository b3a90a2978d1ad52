"""Pelican's writer, asked first whether a page stands as it was rendered by the build before."""

from typing import Any

from pelican.writers import Writer

from bedside.adapter import build_of

__all__ = ["KeepingWriter"]


class KeepingWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Write each page; render only those that changed."""

    def write_file(self, name: str, template: Any, context: Any, *given: Any, **named: Any) -> None:
        """Write one page, or each of a list's: whatever renders them may answer from memory."""
        renders = build_of(self.settings).renders
        shown = _Remembering(template, renders) if renders else template
        super().write_file(name, shown, context, *given, **named)


class _Remembering:
    """What Pelican takes for a template: it asks for nothing but the text."""

    def __init__(self, template: Any, renders: Any) -> None:
        self._template, self._renders = template, renders

    def render(self, context: dict[str, Any]) -> str:
        """Return the page's text."""
        text: str = self._renders.render(self._template, context)
        return text
