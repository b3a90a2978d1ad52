"""What readers and search engines take along: pictures in the sitemap, an event's calendar file."""

import re
from datetime import UTC, datetime
from pathlib import Path

import icalendar
from bs4 import BeautifulSoup

from bedside.frontmatter import Event
from bedside.post import Post, Visibility
from bedside.project import Project
from bedside.site.event_file import event_file

URL = "https://larkfield.example"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_sitemap_names_each_pages_own_pictures(machine_site: Project) -> None:
    """Absolute, there, and no picture of what a list shows of others."""
    text = (machine_site.output / "sitemap.xml").read_text("utf-8")
    rows = re.findall(r"<url><loc>([^<]+)</loc>(.*?)</url>", text)
    found = {url: re.findall(r"<image:loc>([^<]+)</image:loc>", rest) for url, rest in rows}
    assert found[f"{URL}/blog/flu-shots/"] == [f"{URL}/images/posts/flu-shots.png"]
    assert found[f"{URL}/clinicians/elena-marsh/"] == [f"{URL}/images/clinicians/elena-marsh.png"]
    assert found[f"{URL}/blog/"] == []
    assert f"{URL}/es/blog/" in found
    for pictures in found.values():
        for one in pictures:
            assert (machine_site.output / one.removeprefix(f"{URL}/")).is_file()


def test_an_event_can_be_put_into_a_calendar(machine_site: Project) -> None:
    """The file stands beside the page, says what the page says, and is a link that is saved."""
    folder = machine_site.output / "blog" / "sleep-evening"
    (entry,) = icalendar.Calendar.from_ical((folder / "event.ics").read_bytes()).walk("VEVENT")
    assert entry["SUMMARY"] == "A free evening about sleep"
    assert entry.decoded("DTSTART") == datetime(2026, 12, 3, 23, 30, tzinfo=UTC)
    assert entry.decoded("DTEND") == datetime(2026, 12, 4, 0, 30, tzinfo=UTC)
    assert "120 Orchard Road" in str(entry["LOCATION"])
    assert entry["URL"] == f"{URL}/blog/sleep-evening/"
    page = BeautifulSoup((folder / "index.html").read_text("utf-8"), "html.parser")
    link = page.select_one(".event-facts a[download]")
    assert link is not None
    assert link["href"] == "/blog/sleep-evening/event.ics"


def test_an_event_of_a_site_with_www_has_an_id_of_the_practices_own(
    machine_site: Project,
) -> None:
    """`uid@www.larkfield.example` would read as somebody's e-mail address and stop the build."""
    practice = machine_site.practice.model_copy(
        update={"practice": machine_site.practice.practice.model_copy(
            update={"url": "https://www.larkfield.example"}
        )}
    )  # fmt: skip
    post = Post(
        uid="01M610AAAAAAAAAAAAAAAAAAAA", title="A walk", slug="walk", url=f"{URL}/blog/walk/",
        path="blog/walk/", summary="", html="", lang="en", author="elena-marsh",
        category="prevention", type="event", tags=(), published=NOW, modified=NOW,
        visibility=Visibility.PUBLISHED, location="larkfield", source=Path("walk.md"),
        event=Event(starts=NOW, ends=NOW),
    )  # fmt: skip
    assert "UID:01M610AAAAAAAAAAAAAAAAAAAA@larkfield.example" in event_file(post, practice)


def test_the_conditions_have_a_page_of_their_own(machine_site: Project) -> None:
    """Each is named there, and each leads back to it."""
    page = BeautifulSoup(
        (machine_site.output / "conditions/index.html").read_text("utf-8"), "html.parser"
    )
    links = [str(one["href"]) for one in page.select("main h2 a")]
    assert sorted(links) == ["/conditions/asthma/", "/conditions/high-blood-pressure/"]
    one = (machine_site.output / "conditions/asthma/index.html").read_text("utf-8")
    assert BeautifulSoup(one, "html.parser").select('.kicker a[href="/conditions/"]')
    assert f'"name": "Conditions", "item": "{URL}/conditions/"' in one


def test_a_label_and_what_it_labels_are_two_words(machine_site: Project) -> None:
    """As a search result shows them, and whoever copies the text: `Phone (802)`, not `Phone(802)`."""
    for path in ("locations/larkfield", "contact", "blog/sleep-evening"):
        page = (machine_site.output / path / "index.html").read_text("utf-8")
        assert re.findall(r"</dt>\s", page), path
        assert not re.findall(r"</dt><", page.partition("post-links")[0]), path
