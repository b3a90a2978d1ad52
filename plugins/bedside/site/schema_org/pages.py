"""A page that is no article, and the trail that leads to any page.

Trail: https://developers.google.com/search/docs/appearance/structured-data/breadcrumb, clinicians'
pages: https://developers.google.com/search/docs/appearance/structured-data/profile-page
(both read 2026-11-22).
"""

from typing import Literal

from bedside.practice import Clinician, Practice
from bedside.site.schema_org.ids import page_id, person_id, practice_id, site_id
from bedside.site.schema_org.people import clinician_graph
from bedside.site.schema_org.practice import practice_graph
from bedside.site.schema_org.text import Node, named
from bedside.site.words import Words, words_in

__all__ = ["PageType", "Trail", "listing_trail", "page_graph", "trail"]

Trail = tuple[tuple[str, str], ...]  # (name, path under the site root), from below the home page
PageType = Literal[
    "AboutPage", "CollectionPage", "ContactPage", "MedicalWebPage", "ProfilePage",
    "SearchResultsPage", "WebPage",
]  # fmt: skip


# Where a page stands by the first part of its path, for those that no article is: what words call it.
_SHELVES = {
    "blog": ("blog", "blog/"), "tags": ("topics", "topics/"), "topics": ("topics", "topics/"),
    "services": ("services", "services/"), "conditions": ("conditions", "conditions/"),
    "locations": ("locations", "locations/"), "clinicians": ("clinicians", "clinicians/"),
}  # fmt: skip


def listing_trail(name: str, path: str, words: Words, folder: str = "") -> Trail:
    """Return the trail to a page by its path under the site root: its shelf, then itself.

    `words` are those of its edition, which stands in `folder`.
    """
    path = path.lstrip("/").removeprefix(folder)
    if not path:
        return ((words["home"], folder),) if folder else ()
    key, place = _SHELVES.get(path.partition("/")[0], ("", ""))
    home = ((words["home"], folder),) if folder else ()
    shelf = ((words[key], folder + place),) if key and place != path else ()
    return (*home, *shelf, (name, folder + path))


def page_graph(
    practice: Practice, name: str, steps: Trail, kind: PageType = "WebPage", *,
    description: str = "", lang: str = "", clinician: Clinician | None = None,
) -> list[Node]:  # fmt: skip
    """Return the page at the end of its trail, and the practice it speaks for."""
    url = f"{practice.practice.url}/{steps[-1][1] if steps else ''}"
    page: Node = {
        "@type": kind, "@id": page_id(url), "url": url, "name": name,
        "inLanguage": lang or practice.practice.language, "isPartOf": named(site_id(practice)),
        "about": named(practice_id(practice)),
    }  # fmt: skip
    if description:
        page["description"] = description
    if clinician:
        page["mainEntity"] = named(person_id(practice, clinician))
    people = clinician_graph(practice, clinician) if clinician else []
    return [page, *trail(practice, steps), *people, *practice_graph(practice)]


def trail(practice: Practice, steps: Trail) -> list[Node]:
    """Return the trail from the home page, which itself has none."""
    if not steps:
        return []
    rows = ((words_in(practice.practice.language)["home"], ""), *steps)
    return [{
        "@type": "BreadcrumbList",
        "@id": f"{practice.practice.url}/{steps[-1][1]}#trail",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name,
             "item": f"{practice.practice.url}/{path}"}
            for number, (name, path) in enumerate(rows, start=1)
        ],
    }]  # fmt: skip
