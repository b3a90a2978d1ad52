"""A practice with one office and without photographs reads as if the theme were made for it."""

import pytest
from bs4 import BeautifulSoup
from tests.theme.theme_site import ROOT, rendered

from bedside.practice import Practice, load_practice
from bedside.site.editions import editions_of, navigation


def _small() -> Practice:
    whole = load_practice(ROOT / "practice.toml")
    office = whole.locations[0]
    people = tuple(
        one.model_copy(update={"locations": (office.slug,), "photo": None, "photo_alt": None})
        for one in whole.clinicians
    )
    return whole.model_copy(update={"locations": (office,), "clinicians": people})


SMALL = _small()
PAGES = dict(rendered(SMALL))


@pytest.mark.parametrize("name", PAGES)
def test_no_page_speaks_of_several_offices(name: str) -> None:
    """Titles, headings, labels and buttons are in the singular."""
    page = BeautifulSoup(PAGES[name], "html.parser")
    labels = " ".join(str(one["aria-label"]) for one in page.select("[aria-label]"))
    said = f"{page.title.get_text() if page.title else ''} {page.get_text(' ')} {labels}"
    said = said.replace(SMALL.practice.description, "")  # the sample's own words
    said = said.replace(SMALL.categories["news"].description or "", "")
    said = said.replace(SMALL.practice.translations["es"].description, "")
    assert "offices" not in said.lower()
    assert "locations" not in said.lower()


def test_the_way_around_has_one_location() -> None:
    """The menu says `Location`, and `Locations` where there are several."""
    whole = load_practice(ROOT / "practice.toml")
    for practice, label in ((SMALL, "Location"), (whole, "Locations")):
        ways = navigation(editions_of(practice)["en"], lambda path: path)
        assert (label, "/locations/") in ways


@pytest.mark.parametrize("name", ["clinician", "clinicians", "home"])
def test_initials_stand_where_a_photograph_would(name: str) -> None:
    """They are decoration: a screen reader hears the name alone."""
    marks = BeautifulSoup(PAGES[name], "html.parser").select(".initials")
    assert marks[0].get_text(strip=True) == "EM"
    assert all(mark["aria-hidden"] == "true" for mark in marks)


@pytest.mark.parametrize("name", ["home", "locations", "page:contact"])
def test_the_office_can_be_called_and_found(name: str) -> None:
    """Name, street, hours, a number to tap and a map stand together."""
    place = BeautifulSoup(PAGES[name], "html.parser").select_one(".contact-place")
    assert place is not None
    said, office = place.get_text(" ", strip=True), SMALL.locations[0]
    assert office.name in said
    assert office.street in said
    assert "Monday" in said
    assert place.select('a[href^="tel:"]')
    assert "map of the Larkfield office" in said


def test_the_blog_promises_nothing_of_who_writes_and_who_checks() -> None:
    """One doctor alone has nobody to check; each article's own byline says who did."""
    page = BeautifulSoup(PAGES["index"], "html.parser")
    description, head = page.select_one('meta[name="description"]'), page.select_one(".page-head")
    assert description is not None
    assert head is not None
    said = f"{description['content']} {head.get_text(' ')}"
    assert "Plain answers" in said
    assert not [word for word in ("checked", "written", "clinicians", "another") if word in said]
