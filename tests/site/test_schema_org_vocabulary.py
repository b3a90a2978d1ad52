"""Every graph of every built page, held against schema.org's vocabulary and what Google asks for."""

import json
import re
from itertools import groupby
from typing import Any

import pytest
from tests.site.vocabulary import read_vocabulary

from bedside.medical_specialty import SPECIALTIES
from bedside.project import Project

VOCABULARY = read_vocabulary()
GRAPH = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
Node = dict[str, Any]
HIDDEN = "blog/staff-links/index.html"  # noindex: Google does not look

# Required and recommended by https://developers.google.com/search/docs/appearance/structured-data/
# article, breadcrumb, event, local-business, profile-page, video (read 2026-11-22).
GOOGLE = {
    "Article": {"headline", "image", "datePublished", "dateModified", "author"},
    "BreadcrumbList": {"itemListElement"},
    "Event": {
        "name", "startDate", "endDate", "location", "description", "image", "organizer", "eventStatus",
    },
    "ListItem": {"position", "name", "item"},
    "MedicalClinic": {"name", "address", "geo", "telephone", "url", "openingHoursSpecification"},
    "MedicalOrganization": {"name", "url", "logo"},
    "Person": {"name"},
    "ProfilePage": {"mainEntity"},
    "VideoObject": {"name", "thumbnailUrl", "uploadDate", "description", "contentUrl", "duration"},
}  # fmt: skip


@pytest.fixture(scope="session")
def graphs(machine_site: Project) -> dict[str, list[Node]]:
    """Return each page's graph by its path."""
    found = {}
    for file in sorted(machine_site.output.rglob("*.html")):
        texts = GRAPH.findall(file.read_text("utf-8"))
        path = file.relative_to(machine_site.output).as_posix()
        assert len(texts) == (path != "404.html"), path
        if texts:
            data = json.loads(texts[0])
            assert data["@context"] == "https://schema.org"
            found[path] = data["@graph"]
    return found


def every(value: Any) -> list[Node]:
    """Return every node with a type, however deep."""
    if isinstance(value, list):
        return [one for part in value for one in every(part)]
    if not isinstance(value, dict):
        return []
    own = [value] if "@type" in value else []
    return own + [one for part in value.values() for one in every(part)]


def test_every_page_says_only_what_schema_org_knows(graphs: dict[str, list[Node]]) -> None:
    """Types, properties, who may carry them, what they may hold; every reference is answered."""
    assert len(graphs) > 90
    wrong = {path: list(VOCABULARY.problems(graph)) for path, graph in graphs.items()}
    assert {path: said for path, said in wrong.items() if said} == {}


def test_every_page_has_what_google_asks_for(graphs: dict[str, list[Node]]) -> None:
    """No node of a kind that Google shows lacks a property that it requires or recommends."""
    shown = {path: graph for path, graph in graphs.items() if path != HIDDEN}
    nodes = [(path, one) for path, graph in shown.items() for one in every(graph)]
    people = {one["@id"]: one for _, one in nodes if one["@type"] == "Person" and "@id" in one}
    authors = [one["author"]["@id"] for _, one in nodes if one["@type"] == "Article"]
    assert all("url" in people[one] for one in authors)
    assert GOOGLE.keys() <= {one["@type"] for _, one in nodes}
    lacking = [
        (path, one["@type"], needed)
        for path, one in nodes
        if (needed := GOOGLE.get(one["@type"], set()) - one.keys())
    ]
    assert lacking == []


def test_one_thing_is_the_same_on_every_page(graphs: dict[str, list[Node]]) -> None:
    """An @id never has two types or two values of one property."""
    named = [one for graph in graphs.values() for one in every(graph) if "@id" in one]
    key = lambda one: one["@id"]  # noqa: E731  used twice, here alone
    for name, group in groupby(sorted(named, key=key), key):
        said: Node = {}
        for one in group:
            both = said.keys() & one.keys()
            assert {k: said[k] for k in both} == {k: one[k] for k in both}, name
            said |= one


def test_every_address_of_ours_is_there(
    graphs: dict[str, list[Node]], machine_site: Project
) -> None:
    """Pages, pictures, films and captions that a graph names exist in the build."""
    root = f"{machine_site.practice.practice.url}/"
    text = json.dumps(list(graphs.values()))
    ours = {one for one in re.findall(r'"([^"]+)"', text) if one.startswith(root)}
    paths = {one.removeprefix(root).partition("#")[0] for one in ours}
    missing = [
        path for path in paths
        if not (machine_site.output / path).is_file()
        and not (machine_site.output / path / "index.html").is_file()
    ]  # fmt: skip
    assert len(paths) > 100
    assert missing == []


def test_no_graph_rates_or_reviews_the_practice(graphs: dict[str, list[Node]]) -> None:
    """Ratings of ourselves by ourselves are nowhere, on no page."""
    forbidden = {"aggregateRating", "review", "reviews", "starRating", "reviewRating"}
    assert [
        one for graph in graphs.values() for one in every(graph) if forbidden & one.keys()
    ] == []


def test_trails_lead_from_the_home_page_to_the_page_itself(graphs: dict[str, list[Node]]) -> None:
    """Every page but the home page has one, numbered from 1, the page's own address last."""
    for path, graph in graphs.items():
        trails = [one for one in graph if one["@type"] == "BreadcrumbList"]
        assert len(trails) == (path != "index.html"), path
        for trail in trails:
            rows = trail["itemListElement"]
            assert [one["position"] for one in rows] == list(range(1, len(rows) + 1))
            assert rows[-1]["item"].endswith("/" + path.removesuffix("index.html"))


def test_the_closed_list_of_specialties_is_schema_orgs() -> None:
    """practice.toml takes exactly the members of MedicalSpecialty."""
    members = {one for one, row in VOCABULARY.types.items() if "MedicalSpecialty" in row[1]}
    assert set(SPECIALTIES) == members


@pytest.mark.parametrize(
    ("node", "said"),
    [
        ({"@type": "MedicalClinik"}, "no such type"),
        ({"@type": "MedicalClinic", "opens": "08:00"}, "a MedicalClinic has no opens"),
        ({"@type": "Article", "reviewedBy": "x"}, "a Article has no reviewedBy"),
        ({"@type": "WebPage", "lastReviewed": "yesterday"}, "none of"),
        ({"@type": "Physician", "medicalSpecialty": "https://schema.org/Sports"}, "none of"),
        ({"@type": "Article", "author": {"@id": "#nobody"}}, "not in the graph"),
        ({"@type": "Article", "isPartOf": {"@type": "Person"}}, "Person is none of"),
        ({"@type": "Article", "citation": []}, "empty"),
        ({"@type": "Article", "headlin": "x"}, "no such property"),
    ],
)
def test_the_checker_finds_what_is_wrong(node: Node, said: str) -> None:
    """A checker that passes everything would prove nothing."""
    assert any(said in one for one in VOCABULARY.problems([node]))
