"""What is not public leaves no byte anywhere a build, a preview or a deploy writes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.checks.engine import check_paths
from bedside.checks.report import FORMATS
from bedside.consents import Consents
from bedside.deploy.gate import gate
from bedside.deploy.run import Wishes, deploy
from bedside.deploy.verify import Patience
from bedside.errors import ChecksFailed
from bedside.outbox import load_outbox
from bedside.source import address

SECRETS = {
    "draft": "quagmarine",
    "scheduled": "zephyrlite",
    "expired": "obsidianth",
    "withheld": "marbleweft",
    "hidden": "lanternfox",
}


def plant(site: SmallSite) -> None:
    """Write one post of each kind that must stay out, each with its own word in every field."""
    kinds = {
        "draft": "status: draft",
        "scheduled": "",
        "expired": "expires: 2026-11-01 08:00",
        "withheld": "consent: C-GONE1",
        "hidden": "status: hidden",
    }
    for index, (kind, extra) in enumerate(kinds.items()):
        word = SECRETS[kind]
        site.picture(f"posts/{word}.png", f"#{index}1{index}1{index}1")
        form = site.root / "content" / "files" / f"{word}.csv"
        form.parent.mkdir(exist_ok=True)
        form.write_text(f"step,note\n1,{word}\n")
        site.post(
            f"{kind}-post", uid=UIDS[index], title=f"About {word}",
            date="2027-03-01 08:00" if kind == "scheduled" else "2026-10-05 09:00",
            extra=f"{extra}\nimage: images/posts/{word}.png\nimage_alt: A flat square, {word}\n"
                  f"image_status: no-person\nshare: {{bluesky: 'Read of #{word}'}}\n"
                  f"references:\n  - title: On {word}\n    publisher: The {word} press\n"
                  f"    url: https://www.cdc.gov/{word}\n    read: 2026-10-01",
            body=f"Some words on {word}.[^1]\n\n![Another square {word}](../images/posts/{word}.png)\n\n"
                 f"[The {word} form](../files/{word}.csv)\n\n| A |\n|---|\n| {word} |\n\n"
                 f"<!-- {word} -->\n\n[^1]: More on {word}.",
        )  # fmt: skip
    site.post("public-post", uid=UIDS[9], title="Wash your hands")


def holding(root: Path, word: str) -> Iterator[str]:
    """Yield every file below `root` whose name or bytes hold the word, in any case."""
    needle = word.lower().encode()
    for path in root.rglob("*"):
        if path.is_file() and "content" not in path.relative_to(root).parts[:1]:
            name = path.relative_to(root).as_posix()
            if needle in name.lower().encode() or needle in path.read_bytes().lower():
                yield name


def build(site: SmallSite, now: datetime) -> None:
    """Build as the command does."""
    build_site(site.project(), now, Announced())


@pytest.mark.parametrize("kind", ["draft", "scheduled", "expired", "withheld"])
def test_a_post_that_is_not_public_leaves_no_byte(
    site: SmallSite, now: datetime, kind: str
) -> None:
    """Neither page, card, feed, sitemap, outbox, receipt, cache nor log holds its word."""
    plant(site)
    build(site, now)
    assert list(holding(site.root, SECRETS[kind])) == []
    assert (site.root / "output" / "blog" / "public-post" / "index.html").exists()


def test_releases_and_reports_hold_nothing_of_them_either(site: SmallSite, now: datetime) -> None:
    """Two deploys, the kept releases, and the reports of `bedside check` in every form."""
    plant(site)
    for offset in range(2):
        site.post("public-post", uid=UIDS[9], title=f"Wash your hands {offset}")
        build(site, now)
        deploy(site.project(), now, Wishes(serve=True, patience=Patience(seconds=30)))
    content = site.root / "content"
    report = check_paths([content], site.project().practice, Consents(), now, content)
    for form, render in FORMATS.items():
        (site.root / f"report.{form}").write_text(render(report))
    assert len(list((site.root / "build" / "online" / "releases").iterdir())) == 2
    for kind in ("draft", "scheduled", "expired", "withheld"):
        assert list(holding(site.root, SECRETS[kind])) == []


def test_a_hidden_post_is_on_its_own_page_only(site: SmallSite, now: datetime) -> None:
    """Its page and the picture on it exist; nothing else knows of it."""
    plant(site)
    build(site, now)
    word = SECRETS["hidden"]
    assert set(holding(site.root, word)) == {
        "output/blog/hidden-post/index.html",
        f"output/images/posts/{word}.png",
        f"output/files/{word}.csv",
        "build/receipt.json",  # it names each file of the site, and never leaves this machine
    }
    page = (site.root / "output" / "blog" / "hidden-post" / "index.html").read_text()
    assert "noindex" in page


def test_a_post_taken_back_leaves_the_next_build(site: SmallSite, now: datetime) -> None:
    """What was public and became a draft is in no file after the next build."""
    word = "featherquill"
    path = site.post("gone", uid=UIDS[0], title=f"On {word}")
    site.post("stays", uid=UIDS[1])
    build(site, now)
    assert list(holding(site.root / "output", word))
    path.write_text(path.read_text().replace("type: tip", "type: tip\nstatus: draft"))
    build(site, now)
    assert [name for name in holding(site.root, word) if not name.startswith("build/cards/")] == []


def test_a_failed_build_leaves_the_last_good_site_as_it_was(site: SmallSite, now: datetime) -> None:
    """A finding stops the build before a byte of the site changes."""
    site.post("good", uid=UIDS[0])
    build(site, now)
    before = {path: path.read_bytes() for path in site.root.rglob("output/**/*") if path.is_file()}
    site.post("bad", uid=UIDS[1], body="Her number is SSN 219-09-9999.")
    with pytest.raises(ChecksFailed):
        build(site, now)
    after = {path: path.read_bytes() for path in site.root.rglob("output/**/*") if path.is_file()}
    assert before == after
    assert not list((site.root / "build").glob(".staging-*"))


BLOCKED = {
    "body": ("Her number is {bad}.", ""),
    "comment": ("Wash.\n\n<!-- {bad} -->", ""),
    "link": ("[more](https://www.cdc.gov/?q={bad})", ""),
    "said aloud": ("It is two one nine, oh nine, nine nine nine nine.", ""),
    "share text": ("Wash.", "share: {{bluesky: 'Read {bad}'}}"),
    "reference": ("Wash.", ("references:\n  - title: On {bad}\n    publisher: CDC\n"
                  "    url: https://www.cdc.gov\n    read: 2026-10-01")),
    "unknown key": ("Wash.", "note: {bad}"),
    "handout": ("[form](../files/form.csv)", ""),
}  # fmt: skip


@pytest.mark.parametrize("place", BLOCKED)
def test_a_blocked_post_leaves_nothing(site: SmallSite, now: datetime, place: str) -> None:
    """Wherever its number stands: no output, no folder of the build that stopped, no message."""
    bad = "219-09-9999"
    form = site.root / "content" / "files" / "form.csv"
    form.parent.mkdir()
    form.write_text(f"step,note\n1,{bad}\n")
    body, extra = BLOCKED[place]
    site.post("bad", extra=extra.format(bad=bad), body=body.format(bad=bad))
    with pytest.raises(ChecksFailed) as failed:
        build(site, now)
    assert any(one.code == "PHI007" for one in failed.value.findings)
    assert bad not in str(failed.value) + repr(failed.value.findings)
    assert list(holding(site.root, bad)) == []
    assert not (site.root / "output").exists()


def test_a_page_that_ended_needs_a_new_build(site: SmallSite, now: datetime) -> None:
    """Every page of the practice is in the outbox by its address, so that gate 3 asks for its end."""
    page = site.root / "content" / "pages" / "drive.md"
    page.write_text("---\ntitle: Flu drive\nexpires: 2026-11-23 09:00\n---\nCome by.\n")
    built = build_site(site.project(), now, Announced())
    held = {one.path for one in load_outbox(site.project().outbox).pages}
    language = site.project().practice.practice.language
    public = [
        one for path, one in built.build.sources.items() if built.build.visible[path].is_public
    ]
    assert held == {f"{address(one, language)}index.html" for one in public}
    gate(site.project(), now)
    with pytest.raises(ChecksFailed, match=r"drive/index\.html: shows what ended"):
        gate(site.project(), now + timedelta(days=2))


def test_only_pictures_that_a_public_page_shows_are_copied(site: SmallSite, now: datetime) -> None:
    """An original that nobody refers to stays where it is."""
    site.picture("posts/used.png")
    site.picture("posts/unused.png")
    site.post(
        "one", extra="image_status: no-person", body="![A green square](../images/posts/used.png)"
    )
    build(site, now)
    copied = {path.name for path in (site.root / "output" / "images" / "posts").iterdir()}
    assert copied == {"used.png"}


@pytest.mark.parametrize(
    ("moment", "is_public"),
    [
        ("2027-03-14T06:59:59+00:00", False),  # 01:59:59 in New York, still winter time
        ("2027-03-14T07:29:59+00:00", False),
        ("2027-03-14T07:30:00+00:00", True),  # 03:30 summer time: the hour from 2 to 3 is left out
    ],
)
def test_a_scheduled_post_appears_at_its_local_time_across_a_clock_change(
    site: SmallSite, moment: str, *, is_public: bool
) -> None:
    """03:30 on the night of the change is 07:30 UTC, not 08:30."""
    site.post("early", date="2027-03-14 03:30")
    site.post("stays", uid=UIDS[1])
    build(site, datetime.fromisoformat(moment))
    assert (site.root / "output" / "blog" / "early" / "index.html").exists() is is_public
