"""Keep across builds which pages were rendered of what, so that only those are rendered that changed.

A page stands where the frame is the same (every file but the bodies of sources, every front matter,
what is public, the day, our code and the libraries) and so is each body that it looked at then
(building/looks.py). Its text is read from the site as it is, and must have the hash that was kept.
"""

import contextlib
import json
import locale
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC
from hashlib import blake2b
from pathlib import Path
from typing import Any

from bedside.adapter import STEPS, Build
from bedside.building.looks import LookingTemplate, Looks, looking
from bedside.checks.clean import code_mark
from bedside.checks.reader import Memory, open_memory
from bedside.files import write_atomic
from bedside.source import MARKDOWN

__all__ = ["KeptRenders", "open_renders"]

_FILE = "rendered.json"
_SIZE = 16  # bytes of a hash


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page that was rendered: by which template, its text, of what."""

    template: str
    text: str  # a keyed hash, as are those of bodies
    bodies: dict[str, str]
    pictures: tuple[str, ...]


@dataclass(slots=True)
class KeptRenders:
    """The pages of the build before and of this one."""

    build: Build
    memory: Memory
    bodies: dict[str, str] = field(default_factory=dict)  # source -> keyed hash of what it is now
    before: dict[str, _Page] = field(default_factory=dict)
    pages: dict[str, _Page] = field(default_factory=dict)

    def render(self, template: Any, context: dict[str, Any]) -> str:
        """Return a page's text: the one that stands, or a new one."""
        path, name = context["output_file"], template.name
        kept = self.before.get(path)
        if kept and kept.template == name and (text := self._recall(path, kept)) is not None:
            self.pages[path] = kept
            self.build.pictures |= set(kept.pictures)
            return text
        looks = Looks()
        with looking(looks):
            made: str = template.render(context)
        if not looks.is_beyond:
            self.pages[path] = _Page(
                template=name, text=self.hash(made), pictures=tuple(sorted(looks.pictures & self.build.pictures)),
                bodies={one: self.bodies[one] for one in sorted(looks.bodies)},
            )  # fmt: skip
        return made

    def _recall(self, path: str, kept: _Page) -> str | None:
        if any(self.bodies.get(one) != mark for one, mark in kept.bodies.items()):
            return None
        try:
            text = (self.build.project.output / path).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        return text if self.hash(text) == kept.text else None

    def hash(self, text: str) -> str:
        """Return a keyed hash: the words themselves are not kept."""
        data = self.memory.mark + text.encode("utf-8", "surrogatepass")
        return blake2b(data, key=self.memory.key, digest_size=_SIZE).hexdigest()

    def load(self) -> None:
        """Read what the build before rendered under the same frame; anything else is left out."""
        try:
            mark, _, text = self.memory.file.read_text("utf-8").partition("\n")
            rows = json.loads(text) if mark == self.hash(text) else {}
            self.before = {
                path: _Page(template=name, text=page, bodies=bodies, pictures=tuple(pictures))
                for path, (name, page, bodies, pictures) in rows.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):
            self.before = {}

    def save(self) -> None:
        """Write the pages of this build: of one that was withdrawn nothing stays."""
        rows = {
            path: (one.template, one.text, one.bodies, one.pictures)
            for path, one in self.pages.items()
        }
        text = json.dumps(rows, separators=(",", ":"))
        with contextlib.suppress(OSError):  # a disk that refuses costs the next build its time
            write_atomic(self.memory.file, f"{self.hash(text)}\n{text}")


def open_renders(build: Build, generators: Iterable[Any]) -> KeptRenders | None:
    """Watch what templates look at, and open what the build before kept; None where nothing may be.

    A plugin that is not ours, or a theme elsewhere, may change what is rendered without our knowing.
    """
    generators = list(generators)
    settings = generators[0].settings
    ours = {f"bedside_{step}" for step in STEPS}
    plugins = {str(one).rpartition(".")[2] for one in settings["PLUGINS"]}
    if not build.inputs or not build.is_kept or not plugins <= ours:
        return None
    root = build.project.root.resolve()
    themes = [settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"]]
    if not all(Path(os.path.abspath(one)).is_relative_to(root) for one in themes):  # noqa: PTH100  links are followed by inputs.py
        return None
    memory = open_memory(build.project.build / "verdicts", _frame(build), _FILE)
    if memory is None:
        return None
    for generator in generators:
        generator.context.pop("BEDSIDE", None)  # it knows every source
        generator.env.template_class = LookingTemplate
    kept = KeptRenders(build, memory)
    kept.bodies = {str(one.path): kept.hash(one.text) for one in build.sources.values()}
    kept.load()
    return kept


def _frame(build: Build) -> bytes:
    """Return a hash over all that a page can look at but the bodies of sources."""
    local = build.now.astimezone(build.project.practice.zone)
    sources = build.sources.values()
    seen = (
        code_mark(), build.project.root, build.project.practice, build.project.consents, build.announced.links,
        local.date(), local.utcoffset(), build.now.astimezone(UTC).date(),
        locale.setlocale(locale.LC_ALL), os.environ.get("TZ"), sorted(build.private),
        [(str(one.path), one.kind, one.text[: one.body_offset]) for one in sources],
        [(str(path), one.value) for path, one in build.visible.items()],
    )  # fmt: skip
    mark = blake2b("\0".join(map(repr, seen)).encode("utf-8", "surrogatepass"))
    names = {f"file content/{one.name}" for one in sources if one.path.suffix.lower() in MARKDOWN}
    for line in build.inputs:
        if line.rpartition(" ")[0] not in names:
            mark.update(f"\0{line}".encode("utf-8", "surrogateescape"))
    return mark.digest()
