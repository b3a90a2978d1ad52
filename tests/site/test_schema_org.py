"""JSON-LD: ids that meet, required properties, nothing that breaks out of its element."""

import json
from collections.abc import Callable
from datetime import date

from bedside.post import Card, Post
from bedside.practice import Practice
from bedside.site.schema_org import article_graph, clinician_graph, graph_json, practice_graph


def test_every_reference_inside_the_graph_is_defined_in_it(
    make_post: Callable[..., Post], practice: Practice
) -> None:
    """Each {"@id": …} points at a node of the same page."""
    graph = article_graph(
        make_post(reviewer="samuel-okafor", reviewed_on=date(2026, 1, 2)), practice
    )
    defined = {node["@id"] for node in graph if "@id" in node}

    def pointers(value: object) -> list[str]:
        if isinstance(value, dict):
            if set(value) == {"@id"}:
                return [value["@id"]]
            return [one for part in value.values() for one in pointers(part)]
        return [one for part in value for one in pointers(part)] if isinstance(value, list) else []

    assert set(pointers(graph)) <= defined


def test_an_article_has_what_search_engines_require(
    make_post: Callable[..., Post], practice: Practice
) -> None:
    """Headline, image, dates, author with an address; page with reviewer and date."""
    card = Card(path="cards/x.png", width=1200, height=630, alt="a", sha256="0" * 64)
    post = make_post(card=card, reviewer="samuel-okafor", reviewed_on=date(2026, 1, 2))
    nodes = {node["@type"]: node for node in article_graph(post, practice)}
    article = nodes["Article"]
    assert article["image"] == ["https://larkfield.example/cards/x.png"]
    assert {"headline", "datePublished", "dateModified", "author"} <= set(article)
    assert article["author"]["@id"] == "https://larkfield.example/clinicians/elena-marsh/#person"
    assert nodes["MedicalWebPage"]["lastReviewed"] == "2026-01-02"
    assert nodes["MedicalWebPage"]["reviewedBy"]["@id"].endswith("samuel-okafor/#person")


def test_we_never_rate_ourselves(practice: Practice) -> None:
    """No review and no rating of the practice on its own pages."""
    text = graph_json(practice_graph(practice))
    assert "aggregateRating" not in text
    assert "review" not in text.lower()


def test_hours_say_closed_on_special_days(practice: Practice) -> None:
    """A closed day is opens = closes = 00:00 with its date, as Google reads it."""
    clinic = next(node for node in practice_graph(practice) if node["@type"] == "MedicalClinic")
    special = [one for one in clinic["openingHoursSpecification"] if "validFrom" in one]
    assert {"opens": "00:00", "closes": "00:00", "validFrom": "2026-12-25"}.items() <= special[
        -1
    ].items()


def test_a_clinician_works_at_the_clinics(practice: Practice) -> None:
    """`practicesAt` names the locations of practice.toml."""
    _person, physician = clinician_graph(practice, practice.clinicians[0])
    assert [one["@id"].split("/")[-2] for one in physician["practicesAt"]] == [
        "larkfield",
        "mill-pond",
    ]


def test_a_title_cannot_close_the_script_element(
    make_post: Callable[..., Post], practice: Practice
) -> None:
    """`</script>` in a title stays data."""
    text = graph_json(article_graph(make_post(title="</script><b>&"), practice))
    assert "<" not in text
    assert json.loads(text)["@graph"][1]["headline"] == "</script><b>&"
