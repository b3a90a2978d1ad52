"""What mf2py, a reader of microformats, takes from the built pages."""

from typing import Any

import mf2py
import pytest

from bedside.project import Project

URL = "https://larkfield.example"


@pytest.fixture
def items(machine_site: Project) -> Any:
    """Return a function from a page to its items of one kind, however deep."""

    def read(path: str, kind: str) -> list[dict[str, Any]]:
        html = (machine_site.output / path).read_text("utf-8")
        page = f"{URL}/{path.removesuffix('index.html')}"
        return list(_of(mf2py.parse(doc=html, url=page)["items"], kind))

    return read


def _of(rows: Any, kind: str) -> Any:
    for one in rows:
        if not isinstance(one, dict):
            continue
        if kind in one.get("type", ()):
            yield one
        yield from _of(one.get("children", ()), kind)
        for values in one.get("properties", {}).values():
            yield from _of(values, kind)


def test_an_article_is_a_whole_h_entry(items: Any) -> None:
    """Name, summary, content, when, by whom, where; what a reader or a bridge needs."""
    [entry] = [
        one
        for one in items("blog/flu-shots/index.html", "h-entry")
        if "content" in one["properties"]
    ]
    found = entry["properties"]
    for name in ("name", "summary", "published", "author", "category"):
        assert found[name], name
    assert found["url"] == [f"{URL}/blog/flu-shots/"]
    assert len(found["content"][0]["value"]) > 500
    assert "<" not in found["name"][0]
    author = found["author"][0]
    assert author["type"] == ["h-card"]
    assert author["properties"]["url"][0].startswith(f"{URL}/clinicians/")


def test_the_archive_is_a_feed_of_every_article(items: Any) -> None:
    """Each with its day, so that a reader can follow the page, and no list of days is a patient's."""
    entries = [one["properties"] for one in items("blog/archive/index.html", "h-entry")]
    assert len(entries) > 20
    assert all(one["name"] and one["url"] and one["published"] for one in entries)


def test_offices_and_people_are_h_cards(items: Any) -> None:
    """Name, phone and address of an office; name, title and picture of a clinician."""
    office = items("locations/larkfield/index.html", "h-card")[0]["properties"]
    assert office["tel"]
    assert office["adr"][0]["properties"]["locality"] == ["Larkfield"]
    person = items("clinicians/elena-marsh/index.html", "h-card")[0]["properties"]
    assert person["name"] == ["Dr. Elena Marsh, MD, FAAFP"]
    assert person["job-title"]
    assert person["photo"]


def test_the_fediverse_learns_whose_an_article_is(machine_site: Project) -> None:
    """`fediverse:creator` names the practice's account where the author has none."""
    html = (machine_site.output / "blog/flu-shots/index.html").read_text("utf-8")
    assert '<meta name="fediverse:creator" content="@larkfield@social.larkfield.example">' in html
