"""What an attack on the build found once, and cannot find again."""

import io
import os
import re
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.building.run import public_posts
from bedside.errors import BedsideError, ChecksFailed
from bedside.files import replace_folder, restore_folder
from bedside.staging import staging

FILM = b"\x00\x00\x00\x20ftypisom" + b"\0" * 40
VIDEO = """\
video:
  url: {url}
  poster: images/posts/poster.png
  duration: PT1M
  captions: {captions}
  transcript: Shake it, breathe out, press, breathe in.
image: images/posts/poster.png
image_alt: An inhaler on a table
image_status: no-person
"""


def film(site: SmallSite, url: str, captions: str) -> None:
    """Write a video post with a film and captions beside it."""
    folder = site.root / "content" / "videos"
    folder.mkdir(exist_ok=True)
    (folder / "film.mp4").write_bytes(FILM)
    (folder / "film.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:05.000\nShake the inhaler.\n")
    site.picture("posts/poster.png")
    site.post("film", extra=VIDEO.format(url=url, captions=captions)).write_text(
        (site.root / "content" / "posts" / "film.md")
        .read_text()
        .replace("type: tip", "type: video")
    )


def build(site: SmallSite, now: datetime) -> None:
    build_site(site.project(), now, Announced())


def test_a_film_and_its_captions_are_published(site: SmallSite, now: datetime) -> None:
    """The right files reach the site unchanged."""
    film(site, "videos/film.mp4", "videos/film.vtt")
    build(site, now)
    assert (site.root / "output" / "videos" / "film.mp4").read_bytes() == FILM
    assert (site.root / "output" / "videos" / "film.vtt").exists()


@pytest.mark.parametrize(
    ("url", "captions"),
    [
        ("posts/secret-draft.md", "videos/film.vtt"),
        ("videos/film.mp4", "posts/secret-draft.md"),
        ("videos/film.mp4", "../../outside.vtt"),
        ("videos/film.mp4", "{outside}"),
        ("videos/link.mp4", "videos/film.vtt"),
        ("videos/picture.mp4", "videos/film.vtt"),
        ("https://other.example/film.mp4", "videos/film.vtt"),
    ],
)
def test_no_other_file_can_be_published_as_a_film(
    site: SmallSite, now: datetime, tmp_path: Path, url: str, captions: str
) -> None:
    """A draft, a file above the site, a link out of it, another kind: refused, and nothing is touched."""
    outside = tmp_path / "outside.vtt"
    outside.write_text("WEBVTT\n\nsecret")
    outside.chmod(0o600)
    site.post("secret-draft", uid=UIDS[3], extra="status: draft")
    film(site, url, captions.format(outside=outside))
    (site.root / "content" / "videos" / "link.mp4").symlink_to(outside)
    picture = site.picture("posts/picture.png")
    (site.root / "content" / "videos" / "picture.mp4").write_bytes(picture.read_bytes())
    with pytest.raises(ChecksFailed, match="IMG011"):
        build(site, now)
    assert not (site.root / "output").exists()
    assert not list((site.root / "build").rglob("*.vtt"))
    assert outside.stat().st_mode & 0o777 == 0o600


def test_captions_are_read_like_any_text(site: SmallSite, now: datetime) -> None:
    """A number spoken in the film stops the build."""
    film(site, "videos/film.mp4", "videos/film.vtt")
    (site.root / "content" / "videos" / "film.vtt").write_text(
        "WEBVTT\n\n00:00.000 --> 00:05.000\nHer number is SSN 219-09-9999.\n"
    )
    with pytest.raises(ChecksFailed, match="PHI007"):
        build(site, now)


def test_a_link_to_a_withdrawn_post_does_not_keep_it_online(site: SmallSite, now: datetime) -> None:
    """The words stay, the address goes, and the site goes up without the story."""
    site.post("story", uid=UIDS[0], extra="consent: C-GONE1")
    site.post("other", uid=UIDS[1], body="Read [the story](story.md) too.")
    build(site, now)
    page = (site.root / "output" / "blog" / "other" / "index.html").read_text()
    assert "Read <span>the story</span> too." in page
    assert not (site.root / "output" / "blog" / "story").exists()


def test_a_hidden_page_is_reachable_and_unlisted(site: SmallSite, now: datetime) -> None:
    """Its own address, noindex, and no line in the sitemap."""
    path = site.root / "content" / "pages" / "forms.md"
    path.write_text(
        "---\ntitle: Forms\nsummary: For new patients.\nstatus: hidden\n---\n\nPrint them.\n"
    )
    site.post("one")
    build(site, now)
    assert "noindex" in (site.root / "output" / "forms" / "index.html").read_text()
    assert "forms" not in (site.root / "output" / "sitemap.xml").read_text()


@pytest.mark.parametrize("step", ["site", "checks", "cards", "share", "feeds", "outbox", "receipt"])
def test_a_build_without_one_of_its_steps_is_refused(
    site: SmallSite, now: datetime, step: str
) -> None:
    """A plugin taken out of PLUGINS is named; put back, it does its work in its turn again."""
    path = site.root / "pelicanconf.py"
    whole = path.read_text()
    path.write_text(whole + f'\nPLUGINS = [one for one in PLUGINS if one != "bedside_{step}"]\n')
    site.post("one")
    with pytest.raises(BedsideError, match=f"bedside_{step}"):
        build(site, now)
    path.write_text(whole)
    build(site, now)


def test_a_swap_killed_between_its_renames_is_undone(tmp_path: Path) -> None:
    """Where names cannot be exchanged, the last good site comes back."""
    old = tmp_path / ".output.old"
    old.mkdir()
    (old / "index.html").write_text("good")
    restore_folder(tmp_path / "output")
    assert (tmp_path / "output" / "index.html").read_text() == "good"


def test_two_that_swap_at_once_do_not_trip_each_other(tmp_path: Path) -> None:
    """Two runs lay out their packs in the same moment: each ends, and one of them stands whole."""
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from bedside.files import replace_folder\nfrom bedside.staging import staging\n"
        "for _ in range(60):\n"
        "    with staging(Path(sys.argv[1])) as place:\n"
        "        (place / 'packs').mkdir()\n"
        "        for name in 'abc': (place / 'packs' / name).write_text('whole')\n"
        "        replace_folder(place / 'packs', Path(sys.argv[1], 'packs'))\n"
    )
    runs = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["packs"]
    assert sorted(one.name for one in (tmp_path / "packs").iterdir()) == ["a", "b", "c"]


def test_a_swap_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    """A process that swaps two folders without end is killed ten times."""
    script = (
        "import sys, shutil\nfrom pathlib import Path\nfrom bedside.files import replace_folder\n"
        "root = Path(sys.argv[1])\n"
        "while True:\n"
        "    new = root / 'new'\n"
        "    shutil.rmtree(new, ignore_errors=True)\n"
        "    new.mkdir()\n"
        "    for name in 'abc': (new / name).write_text('whole')\n"
        "    replace_folder(new, root / 'output')\n"
        "    print('swapped', flush=True)\n"
    )
    current = tmp_path / "output"
    for swaps in range(1, 11):  # each is killed somewhere behind another number of swaps
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE
        )
        with process, process.stdout or io.BytesIO() as told:
            for _ in range(swaps):
                assert told.readline() == b"swapped\n"
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        restore_folder(current)
        assert sorted(path.name for path in current.iterdir()) == ["a", "b", "c"]


def test_what_a_killed_build_left_is_swept(site: SmallSite, now: datetime) -> None:
    """It may hold a page that was withdrawn since, and so may a preview; work that goes on stays."""
    left = site.root / "build" / f".staging-{os.getpid()}-abc" / "site"  # a number used again
    left.mkdir(parents=True)
    (left / "story.html").write_text("withdrawn")
    (left.parent / ".lock").touch()
    shown = site.root / "build" / "preview" / "story.html"
    shown.parent.mkdir()
    shown.write_text("ended since")
    site.post("one")
    with staging(site.root / "build") as working:
        build(site, now)
        assert list((site.root / "build").glob(".staging-*")) == [working]
    assert not list((site.root / "build").glob(".staging-*"))
    assert not shown.exists()


@pytest.mark.parametrize("name", ["old.html", "old.rst"])
def test_files_that_only_pelican_could_read(site: SmallSite, now: datetime, name: str) -> None:
    """HTML and reStructuredText are findings among the pages, and never become pages elsewhere."""
    site.post("one")
    folder = site.root / "content" / "pages" / "old"
    folder.mkdir()
    (folder / name).write_text("Never checked\n")
    build(site, now)
    assert not [one for one in (site.root / "output").rglob("*.html") if "Never" in one.read_text()]
    (folder / name).rename(folder.parent / name)
    with pytest.raises(ChecksFailed, match="FRM011"):
        build(site, now)


def test_a_look_ahead_leaves_no_card(site: SmallSite, now: datetime) -> None:
    """A preview of a scheduled post draws its card, and nothing of it stays."""
    site.post("later", date="2026-12-24 09:00")
    build(site, now)
    before = sorted(path.name for path in (site.root / "build" / "cards").iterdir())
    with public_posts(site.project(), now + timedelta(days=60)) as ahead:
        assert [
            one for path, one in ahead.cards.items() if UIDS[0].lower() in path and one.is_file()
        ]
    assert sorted(path.name for path in (site.root / "build" / "cards").iterdir()) == before


def test_replacing_keeps_the_old_folder_when_the_new_one_is_missing(tmp_path: Path) -> None:
    """A refused swap changes nothing."""
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "index.html").write_text("good")
    with pytest.raises(OSError, match="new"):
        replace_folder(tmp_path / "new", tmp_path / "output")
    restore_folder(tmp_path / "output")
    assert (tmp_path / "output" / "index.html").read_text() == "good"


@pytest.mark.parametrize(
    "body",
    [
        "![A smiling face [at [home]]](../images/posts/b.png)",
        '![A lamp](../images/posts/a.png){: src="../images/posts/b.png" }',
        "![A lamp](../images/posts/a.png){: alt='}' src=../images/posts/b.png }",
    ],
)
def test_a_picture_that_no_rule_read_is_not_published(
    site: SmallSite, now: datetime, body: str
) -> None:
    """Markdown shows another file than the checks saw: the build stops at its source."""
    site.picture("posts/a.png")
    site.picture("posts/b.png", "#1f5a4b")
    path = site.post("one", extra="image_status: no-person", body=body)
    with pytest.raises(ChecksFailed) as failed:
        build(site, now)
    assert {one.code for one in failed.value.findings if one.path.name == path.name} >= {"IMG012"}
    assert not (site.root / "output").exists()


def test_a_picture_with_brackets_in_its_words_is_checked(site: SmallSite, now: datetime) -> None:
    """Its bytes are read like any other's: a photo of a consent taken back is withheld."""
    site.picture("posts/b.png")
    site.post("one", body="![A smiling face [at home]](../images/posts/b.png)")
    with pytest.raises(ChecksFailed) as failed:
        build(site, now)
    assert {one.code for one in failed.value.findings} == {"IMG007"}


@pytest.mark.parametrize("name", ["a.tif", "a.jfif", "a.gif"])
def test_other_kinds_of_pictures_are_never_copied(
    site: SmallSite, now: datetime, name: str
) -> None:
    """A photo that practice.toml names would be copied with what the camera wrote."""
    site.picture(f"clinicians/{name}")
    facts = site.root / "practice.toml"
    before = facts.read_text()
    facts.write_text(re.sub(r'^photo = ".*"', f'photo = "images/clinicians/{name}"', before,
                            count=1, flags=re.MULTILINE))  # fmt: skip
    assert facts.read_text() != before
    with pytest.raises(BedsideError, match="save it as PNG, JPEG or WebP"):
        build(site, now)
