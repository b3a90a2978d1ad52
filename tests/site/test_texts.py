"""security.txt keeps RFC 9116; the sitemap says of each page when its content changed."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bedside.practice import Practice
from bedside.project import Project
from bedside.site.texts import humans_txt, security_txt


@pytest.mark.parametrize("month", range(1, 13))
def test_security_txt_expires_within_a_year(practice: Practice, month: int) -> None:
    """Contact and Expires are there once; the day is ahead, less than a year, in every month."""
    for day in (1, 28):
        now = datetime(2026, month, day, 12, tzinfo=UTC)
        rows = dict(row.split(": ", 1) for row in security_txt(practice, now).splitlines())
        assert rows["Contact"].startswith("mailto:")
        ends = datetime.fromisoformat(rows["Expires"])
        assert timedelta(days=300) < ends - now < timedelta(days=365)


def test_both_files_are_published(machine_site: Project, practice: Practice) -> None:
    """They stand where the standards want them."""
    assert (machine_site.output / ".well-known/security.txt").is_file()
    assert (machine_site.output / "humans.txt").read_text("utf-8") == humans_txt(practice)


def test_the_sitemap_tells_the_truth(machine_site: Project) -> None:
    """Every page that may be indexed and no other; a date only where content has one, none of today."""
    text = (machine_site.output / "sitemap.xml").read_text("utf-8")
    rows = dict(re.findall(r"<loc>([^<]+)</loc>(?:<lastmod>([^<]+)</lastmod>)?", text))
    pages = {
        f"https://larkfield.example/{file.relative_to(machine_site.output).as_posix().removesuffix('index.html')}"
        for file in machine_site.output.rglob("*.html")
        if '<meta name="robots" content="noindex">' not in file.read_text("utf-8")
    }
    assert rows.keys() == pages
    days = {url: datetime.fromisoformat(day).date() for url, day in rows.items() if day}
    assert len(days) > 20
    assert max(days.values()) < date(2026, 11, 22)
    newest = max(day for url, day in days.items() if "/blog/" in url)
    assert days["https://larkfield.example/blog/"] == newest
    assert "https://larkfield.example/about/" not in days
