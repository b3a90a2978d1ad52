"""Lay out what a person is to post: one folder a post and account, with a page, the words, the picture; one page names all."""

from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from bedside.files import replace_folder, sha256_file, write_atomic
from bedside.outbox import load_outbox
from bedside.platforms import PLATFORMS
from bedside.project import Project
from bedside.staging import staging
from bedside.syndication.by_hand import Pack, packs
from bedside.syndication.links import ledger_address
from bedside.syndication.model import LedgerState
from bedside.syndication.store import find_ledger

__all__ = ["lay_out", "pack_lines"]

_TEMPLATES = Path(__file__).parent.parent / "templates"
_LABELS = {name: one.LABEL for name, one in PLATFORMS.items()}


def lay_out(project: Project, now: datetime, ledger_url: str = "") -> tuple[Pack, ...]:
    """Put the packs of what is open now into build/by-hand, in the place of the last ones."""
    ledger = find_ledger(ledger_address(project, ledger_url), now)
    state = ledger.state() if ledger else LedgerState()
    outbox = load_outbox(project.outbox)
    found = packs(outbox, state, project.practice, project.consents, now)
    with staging(project.build) as place:  # two runs may lay out at once
        new = place / "by-hand"
        new.mkdir()
        for one in found:
            _write(one, project, new / one.folder)
        if found:
            page = _template("index").render(
                packs=found, labels=_LABELS, brand=project.practice.brand
            )
            write_atomic(new / "index.html", page)
        replace_folder(new, project.build / new.name)
    return found


def pack_lines(found: Sequence[Pack]) -> list[str]:
    """Return a line that says how many there are, of which network, and what to open; none where none are."""
    if not found:
        return []
    counts = Counter(_LABELS[one.account.platform] for one in found)
    total = ", ".join(f"{number} {label}" for label, number in counts.items())
    return [f"To post by hand: {total}: open build/by-hand/index.html, which leads through each."]


def _write(pack: Pack, project: Project, folder: Path) -> None:
    picture = ""
    source = project.output / pack.picture.path if pack.picture else None
    # A site that was changed since the build has no picture that anybody checked.
    if pack.picture and source and source.is_file() and sha256_file(source) == pack.picture.sha256:
        picture = f"picture{PurePosixPath(pack.picture.path).suffix}"
        write_atomic(folder / picture, source.read_bytes())
        write_atomic(folder / "alt.txt", f"{pack.picture.alt}\n")
    title = f"{pack.text.title}\n\n" if pack.text.title else ""
    link = f"\n\n{pack.text.link}" if pack.text.link else ""
    write_atomic(folder / "text.txt", f"{title}{pack.text.text}{link}\n")
    write_atomic(folder / "pack.html", _page(pack, project, picture))


def _page(pack: Pack, project: Project, picture: str) -> str:
    script = (_TEMPLATES / "preview" / "copy.js").read_text("utf-8")
    return _template("pack").render(
        pack=pack, picture=picture, brand=project.practice.brand,
        label=_LABELS[pack.account.platform],
        script=Markup(script),  # noqa: S704  our own file
        script_hash=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
    )  # fmt: skip


def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template(f"by_hand/{name}.html")
