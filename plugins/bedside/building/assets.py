"""What a page is shown with: the brand's tokens, the theme's styles, pictures, films and handouts."""

from pathlib import Path

from bedside.adapter import Build
from bedside.building.small_pictures import write_smaller
from bedside.checks.handouts import HANDOUTS
from bedside.checks.media import CAPTIONS, FILMS
from bedside.checks.metadata import strip_bytes
from bedside.checks.picture_files import PICTURES
from bedside.errors import BedsideError
from bedside.files import write_atomic
from bedside.site.css import without_comments
from bedside.site.values import brand_css

__all__ = ["write_assets"]

_MEDIA = {".svg", *FILMS, *CAPTIONS, *HANDOUTS}  # published as they are


def write_assets(build: Build, output: str) -> None:
    """Write the brand's tokens, the theme's styles and each picture a public page refers to.

    Pictures are without their metadata, styles without their comments.
    """
    root = Path(output)
    styles = root / "theme" / "css"
    for file in sorted(styles.glob("*.css")):
        write_atomic(file, without_comments(file.read_text(encoding="utf-8")))
    write_atomic(styles / "brand.css", brand_css(build.project.practice))
    for path in sorted(build.pictures | build.films | build.handouts):
        source, target = build.project.content / path, root / path
        _refuse_outside(source, build.project.content)
        _refuse_outside(target, root)
        _refuse_unknown(source)
        data = source.read_bytes()
        write_atomic(target, strip_bytes(data) if source.suffix.lower() in PICTURES else data)
    write_smaller(build, root)


def _refuse_unknown(path: Path) -> None:
    """Raise BedsideError for a file whose hidden data could not be removed."""
    if path.suffix.lower() not in PICTURES | _MEDIA:
        message = f"{path}: is not published: save it as PNG, JPEG or WebP"
        raise BedsideError(message)


def _refuse_outside(path: Path, folder: Path) -> None:
    """Raise BedsideError when a path, its links followed, leads out of the folder."""
    if not path.resolve().is_relative_to(folder.resolve()):
        message = f"{path}: leads out of {folder}: name a file inside it"
        raise BedsideError(message)
