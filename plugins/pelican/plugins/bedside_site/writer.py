"""Pelican's writer, asked first whether a page stands as it was rendered by the build before."""

from io import StringIO
from pathlib import Path
from typing import Any

from pelican.writers import Writer

from bedside.adapter import build_of
from bedside.files import write_or_link

__all__ = ["KeepingWriter"]


class KeepingWriter(Writer):  # type: ignore[misc]  # Pelican ships no types
    """Write each page; render only those that changed."""

    def write_file(self, name: str, template: Any, context: Any, *given: Any, **named: Any) -> None:
        """Write one page, or each of a list's: whatever renders them may answer from memory."""
        renders = build_of(self.settings).renders
        shown = _Remembering(template, renders) if renders else template
        super().write_file(name, shown, context, *given, **named)

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:  # noqa: FBT001, FBT002  Pelican's
        """Open a page; what stands in the site as it is becomes the same file once more."""
        page = Path(filename)
        if build_of(self.settings).renders is None or filename in self._written_files:
            if page.exists():  # Pelican may open it as it stands: let it be a file of its own
                write_or_link(page, page.read_bytes(), Path())
            return super()._open_w(filename, encoding, override)
        if override:
            self._overridden_files.add(filename)
        self._written_files.add(filename)
        stands = build_of(self.settings).project.output / page.relative_to(self.output_path)
        return _Page(page, stands, encoding)


class _Remembering:
    """What Pelican takes for a template: it asks for nothing but the text."""

    def __init__(self, template: Any, renders: Any) -> None:
        self._template, self._renders = template, renders

    def render(self, context: dict[str, Any]) -> str:
        """Return the page's text."""
        text: str = self._renders.render(self._template, context)
        return text


class _Page(StringIO):
    """A page that is written when it is closed."""

    def __init__(self, path: Path, stands: Path, encoding: str) -> None:
        super().__init__()
        self._path, self._stands, self._encoding = path, stands, encoding

    def close(self) -> None:
        """Write it, once."""
        if not self.closed:
            write_or_link(self._path, self.getvalue().encode(self._encoding), self._stands)
        super().close()
