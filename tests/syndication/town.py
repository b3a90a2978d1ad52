"""A practice ready to announce: its practice.toml, built pages and cards, outbox, online on loopback."""

import re
import shutil
import sqlite3
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bedside.checks.receipt import write_receipt
from bedside.cli import main
from bedside.files import sha256_file
from bedside.outbox import (
    Outbox,
    OutboxCard,
    OutboxFacet,
    OutboxFilm,
    OutboxPost,
    OutboxText,
    save_outbox,
)
from bedside.project import Project, open_project
from bedside.syndication.fold import account_key
from bedside.syndication.model import BASELINE, Event, EventKind, KeyState
from bedside.syndication.store import Ledger, find_ledger, open_ledger
from bedside.syndication.witness import bear_full_witness
from bedside.uid import mint_uid

__all__ = ["Town", "account_toml"]

ROOT = Path(__file__).resolve().parent.parent.parent


def account_toml(name: str, platform: str, handle: str, api: str, **more: str) -> str:
    """Return one [[accounts]] table; its secret is in TEST_<NAME>."""
    given = {"id": name, "platform": platform, "handle": handle, "api": api,
             "secret_env": f"TEST_{name.upper()}"} | more  # fmt: skip
    return "[[accounts]]\n" + "".join(f'{key} = "{value}"\n' for key, value in given.items())


@dataclass(slots=True)
class Town:
    """One practice's folder under a web server's root."""

    root: Path
    url: str
    posts: list[OutboxPost] = field(default_factory=list)
    store: str = ""  # the ledger's address, if not the project's own

    def write_practice(self, *accounts: str, policies: str = "max_posts_per_run = 9") -> None:
        """Write practice.toml: the sample's facts with these accounts and policies."""
        text = (ROOT / "practice.toml").read_text()
        text = text.replace('url = "https://larkfield.example"', f'url = "{self.url}"', 1)
        start, after = text.index("[[accounts]]"), text.index("[hashtags]")
        text = f"{text[:start]}{''.join(accounts)}\n[policies]\n{policies}\n\n{text[after:]}"
        self.root.mkdir(parents=True, exist_ok=True)
        (self.root / "practice.toml").write_text(text)

    def project(self) -> Project:
        """Open the practice."""
        return open_project(self.root / "practice.toml")

    def post(self, title: str = "Flu shots", *, days_old: float = 1, **changes: Any) -> OutboxPost:
        """Build a post with page and card, put it in the outbox and online; return it."""
        uid = str(changes.pop("uid", "")) or mint_uid(datetime.now(UTC))
        slug = f"{re.sub('[^a-z]+', '-', title.lower())}-{uid.lower()}"
        output = self.root / "output"
        page, card = output / "blog" / slug / "index.html", output / "cards" / f"{uid}.png"
        for path in (page, card):
            path.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<!doctype html><title>{title}</title>")
        card.write_bytes(_picture("PNG", 1200, 630))
        accounts = self.project().practice.accounts
        pictures: dict[str, OutboxCard] = {}
        if any(one.platform == "instagram" for one in accounts):
            card.with_suffix(".jpg").write_bytes(_picture("JPEG", 1080, 1350))
            pictures["portrait"] = _card(card.with_suffix(".jpg"), (1080, 1350), title)
        film: OutboxFilm | None = None
        if any(one.platform == "youtube" for one in accounts):
            file = output / "videos" / f"{uid}.mp4"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(uid.encode())
            film = OutboxFilm(path=f"videos/{file.name}", sha256=sha256_file(file))
        address = f"{self.url}/blog/{slug}/"
        made = OutboxPost(
            uid=uid, url=address, path=f"blog/{slug}/index.html", sha256=sha256_file(page),
            title=title, summary=f"What to know about {title}.", lang="en",
            published=datetime.now(UTC) - timedelta(days=days_old), syndicate=True,
            card=_card(card, (1200, 630), title), pictures=pictures, film=film,
            texts=tuple(_text(title, address, one.platform, one.id) for one in accounts),
        ).model_copy(update=changes)  # fmt: skip
        self.posts.append(made)
        self.save()
        return made

    def save(self, **changes: Any) -> None:
        """Write the outbox, and the receipt that vouches for it."""
        made = Outbox(
            site_url=self.url, built_at=datetime.now(UTC), posts=tuple(self.posts)
        ).model_copy(update=changes)
        outbox = self.root / "build" / "outbox.json"
        save_outbox(made, outbox)
        write_receipt(
            outbox.with_name("receipt.json"), site_url=made.site_url, built_at=made.built_at,
            rules=(), sources=(), posts=(), output=self.root / "no files", outbox=outbox,
        )  # fmt: skip

    @property
    def ledger_url(self) -> str:
        """Return the ledger's address."""
        return self.store or f"sqlite:///{self.root}/ledger/ledger.db"

    def ledger(self) -> Ledger:
        """Open the ledger, which must be there."""
        ledger = find_ledger(self.ledger_url, datetime.now(UTC))
        assert ledger is not None
        return ledger

    def first_run(self) -> None:
        """Write the baseline and the witness that a first --live run without posts writes."""
        now = datetime.now(UTC)
        ledger = open_ledger(self.ledger_url, now)
        ledger.append(
            Event(key=account_key(one.platform, one.id), seq=1, kind=EventKind.SKIPPED, at=now,
                  run="", reason=BASELINE)
            for one in self.project().practice.accounts
        )  # fmt: skip
        bear_full_witness(self.project(), ledger, now)

    def keep_ledger(self) -> None:
        """Make the backup that `put_ledger_back` puts back."""
        with sqlite3.connect(self.root / "ledger/ledger.db") as here:
            here.execute("VACUUM INTO ?", (str(self.root / "yesterday.db"),))

    def put_ledger_back(self) -> None:
        """Restore the backup: what happened since is forgotten."""
        shutil.rmtree(self.root / "ledger")
        (self.root / "ledger").mkdir()
        shutil.copy(self.root / "yesterday.db", self.root / "ledger/ledger.db")

    def states(self, uid: str) -> dict[str, KeyState]:
        """Return account -> state of one post."""
        found = self.ledger().state().keys.items()
        return {key.account: state for key, state in found if key.uid == uid}

    def run(self, *arguments: str) -> int:
        """Run the real command line in this process and return its exit code."""
        command = ["bedside", "--quiet", "--practice", str(self.root / "practice.toml")]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", [*command, *arguments])
            with pytest.raises(SystemExit) as ended:
                main()
        return int(ended.value.code or 0)


@cache
def _picture(kind: str, width: int, height: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), "#1f5a4a").save(made, kind)
    return made.getvalue()


def _card(file: Path, size: tuple[int, int], title: str) -> OutboxCard:
    return OutboxCard(path=f"cards/{file.name}", sha256=sha256_file(file), width=size[0],
                      height=size[1], alt=f"{title}, on green")  # fmt: skip


def _text(title: str, address: str, platform: str, account: str) -> OutboxText:
    if platform not in {"mastodon", "bluesky", "x"}:
        # Of its own for each post: networks refuse a text that they have had.
        words = f"{title} of {address.rstrip('/').rpartition('-')[2]}"
        return OutboxText(platform=platform, account=account, text=words, title=title, link=address)
    words = f"{title} — grüße: {address} #FluShot"
    start = len(words[: words.index(address)].encode())
    tag = len(words[: words.index("#FluShot")].encode())
    facets = (
        OutboxFacet(start=start, end=start + len(address.encode()), link=address),
        OutboxFacet(start=tag, end=tag + len(b"#FluShot"), tag="FluShot"),
    )
    return OutboxText(platform=platform, account=account, text=words,
                      facets=facets if platform == "bluesky" else ())  # fmt: skip
