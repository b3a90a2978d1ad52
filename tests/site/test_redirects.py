"""A post whose slug changed: the old address leads on, in one step, and nothing is announced again."""

import json
import re
import shutil
from datetime import datetime
from pathlib import Path

from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.outbox import load_outbox
from bedside.project import Project

URL = "https://larkfield.example"


def leads_to(project: Project, path: str) -> str:
    """Return where a page sends its reader, empty for a page of its own."""
    html = (project.output / path / "index.html").read_text("utf-8")
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', html)
    if found:
        assert f'<link rel="canonical" href="{found[1]}">' in html
    return found[1] if found else ""


def move(site: SmallSite, old: Path, new: str, extra: str = "") -> Path:
    old.unlink()
    return site.post(new, uid=UIDS[0], title="Flu shots", extra=extra)


def test_old_addresses_lead_on_in_one_step(site: SmallSite, now: datetime) -> None:
    """Two renames in a row: both old pages, the file for hosts and the sitemap know the last address."""
    first, project = site.post("flu", uid=UIDS[0], title="Flu shots"), site.project()
    build_site(project, now, Announced())
    before = load_outbox(project.outbox).posts[0]
    second = move(site, first, "flu-shot")
    build_site(project, now, Announced())
    third = move(site, second, "flu-vaccine")
    build_site(project, now, Announced())
    for old in ("blog/flu", "blog/flu-shot"):
        assert leads_to(project, old) == f"{URL}/blog/flu-vaccine/"
    rows = (project.output / "_redirects").read_text()
    assert rows == "/blog/flu-shot/ /blog/flu-vaccine/ 301\n/blog/flu/ /blog/flu-vaccine/ 301\n"
    sitemap = (project.output / "sitemap.xml").read_text()
    assert f"<loc>{URL}/blog/flu-vaccine/</loc>" in sitemap
    assert f"<loc>{URL}/blog/flu/</loc>" not in sitemap
    after = load_outbox(project.outbox).posts[0]
    assert (before.uid, before.url) != (after.uid, after.url)
    assert before.uid == after.uid  # the ledger's key: what was announced stays announced
    entry = json.loads((project.output / "feed.json").read_text())["items"][0]
    assert entry["id"] == f"urn:bedside:post:{UIDS[0]}"
    # Back to the first address: it is the post's own page again, and nothing goes in a circle.
    move(site, third, "flu")
    build_site(project, now, Announced())
    assert leads_to(project, "blog/flu") == ""
    assert leads_to(project, "blog/flu-vaccine") == f"{URL}/blog/flu/"
    assert leads_to(project, "blog/flu-shot") == f"{URL}/blog/flu/"


def test_front_matter_tells_a_fresh_machine(site: SmallSite, now: datetime) -> None:
    """`old_slugs` holds where no build before is known; another post's own page is never overwritten."""
    site.post("flu-vaccine", uid=UIDS[0], extra="old_slugs: [flu, colds]")
    site.post("colds", uid=UIDS[1])
    project = site.project()
    shutil.rmtree(project.build, ignore_errors=True)
    build_site(project, now, Announced())
    assert leads_to(project, "blog/flu") == f"{URL}/blog/flu-vaccine/"
    assert leads_to(project, "blog/colds") == ""
    assert (project.output / "_redirects").read_text() == "/blog/flu/ /blog/flu-vaccine/ 301\n"
