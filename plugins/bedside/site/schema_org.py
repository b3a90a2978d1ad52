"""JSON-LD for the practice, its people and its articles (schema.org terms, one @graph a page).

Terms: https://schema.org/version/latest (MedicalClinic, IndividualPhysician, MedicalWebPage);
required properties: https://developers.google.com/search/docs/appearance/structured-data/article
(both read 2026-11-22). We never rate ourselves: no aggregateRating.
"""

import json
from typing import Any

from bedside.post import Post
from bedside.practice import AccountStatus, Clinician, Location, Practice

__all__ = ["article_graph", "clinician_graph", "graph_json", "practice_graph"]

Node = dict[str, Any]


def graph_json(nodes: list[Node]) -> str:
    """Return the nodes as one JSON-LD text that cannot close its script element."""
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def practice_graph(practice: Practice, picture: str | None = None) -> list[Node]:
    """Return the organization and its clinics."""
    facts = practice.practice
    links = [
        one.url for one in practice.accounts if one.url and one.status is not AccountStatus.RETIRED
    ]
    organization: Node = {
        "@type": "MedicalOrganization", "@id": f"{facts.url}/#practice", "name": facts.name,
        "url": f"{facts.url}/", "description": facts.description, "email": facts.email,
        "telephone": facts.phone, "sameAs": links,
        "department": [{"@id": _clinic_id(practice, one)} for one in practice.locations],
    }  # fmt: skip
    return [organization, *(_clinic(practice, one, picture) for one in practice.locations)]


def clinician_graph(practice: Practice, clinician: Clinician, photo: str | None) -> list[Node]:
    """Return one person who sees patients, tied to the clinics they work at."""
    url = _clinician_url(practice, clinician)
    node: Node = {
        "@type": "IndividualPhysician", "@id": f"{url}#person",
        "name": clinician.display_name, "url": url, "description": clinician.role,
        "medicalSpecialty": f"https://schema.org/{clinician.specialty}",
        "practicesAt": [
            {"@id": _clinic_id(practice, location)}
            for location in practice.locations if location.slug in clinician.locations
        ],
        "knowsLanguage": list(clinician.languages),
    }  # fmt: skip
    if photo:
        node["image"] = photo
    if clinician.same_as:
        node["sameAs"] = list(clinician.same_as)
    return [node]


def article_graph(post: Post, practice: Practice) -> list[Node]:
    """Return the page, the article on it and the trail that leads there."""
    site = practice.practice.url
    author, reviewer = practice.clinician(post.author), practice.clinician(post.reviewer or "")
    page: Node = {
        "@type": "MedicalWebPage", "@id": f"{post.url}#page", "url": post.url, "name": post.title,
        "description": post.summary, "inLanguage": post.lang,
        "isPartOf": {"@id": f"{site}/#practice"},
    }  # fmt: skip
    if post.reviewed_on and reviewer:
        page["lastReviewed"] = post.reviewed_on.isoformat()
        page["reviewedBy"] = {"@id": f"{_clinician_url(practice, reviewer)}#person"}
    article: Node = {
        "@type": "Article", "@id": f"{post.url}#article", "headline": post.title,
        "description": post.summary, "inLanguage": post.lang,
        "datePublished": post.published.isoformat(), "dateModified": post.modified.isoformat(),
        "mainEntityOfPage": {"@id": f"{post.url}#page"},
        "publisher": {"@id": f"{site}/#practice"}, "author": {
            "@type": "MedicalOrganization", "@id": f"{site}/#practice",
            "name": practice.practice.name, "url": f"{site}/",
        },
        "citation": [one.url for one in post.references if one.url],
    }  # fmt: skip
    if post.corrections:
        article["correction"] = [
            {"@type": "CorrectionComment", "datePublished": one.date.isoformat(), "text": one.text}
            for one in post.corrections
        ]
    if post.card:
        article["image"] = [f"{site}/{post.card.path}"]
    nodes = [page, article, _trail(post, practice)]
    for person in filter(None, dict.fromkeys([author, reviewer])):
        nodes += clinician_graph(practice, person, None)
    if author:
        article["author"] = {
            "@type": "Person", "@id": f"{_clinician_url(practice, author)}#person",
            "name": author.display_name, "url": _clinician_url(practice, author),
        }  # fmt: skip
    return [*nodes, *practice_graph(practice)]


def _trail(post: Post, practice: Practice) -> Node:
    site, category = practice.practice.url, practice.categories.get(post.category)
    steps = [("Home", f"{site}/"), ("Blog", f"{site}/blog/")]
    if category:
        steps.append((category.name, f"{site}/topics/{post.category}/"))
    steps.append((post.title, post.url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, start=1)
        ],
    }


def _clinic(practice: Practice, location: Location, picture: str | None) -> Node:
    node: Node = {
        "@type": "MedicalClinic", "@id": _clinic_id(practice, location),
        "name": f"{practice.practice.name}, {location.name}",
        "url": f"{practice.practice.url}/locations/{location.slug}/",
        "telephone": location.phone, "email": location.email,
        "medicalSpecialty": "https://schema.org/PrimaryCare",
        "parentOrganization": {"@id": f"{practice.practice.url}/#practice"},
        "address": {
            "@type": "PostalAddress", "streetAddress": location.street,
            "addressLocality": location.city, "addressRegion": location.state,
            "postalCode": location.postal_code, "addressCountry": location.country,
        },
        "openingHoursSpecification": _hours(location),
    }  # fmt: skip
    if location.latitude is not None and location.longitude is not None:
        node["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": location.latitude, "longitude": location.longitude,
        }  # fmt: skip
    if picture:
        node["image"] = picture
    return node


def _hours(location: Location) -> list[Node]:
    weekly = [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": f"https://schema.org/{day.capitalize()}",
         "opens": span.partition("-")[0], "closes": span.partition("-")[2]}
        for day, spans in location.hours.items() for span in spans
    ]  # fmt: skip
    special = [
        {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes,
         "validFrom": one.date.isoformat(), "validThrough": one.date.isoformat()}
        for one in location.special_hours
        for opens, _, closes in ([span.partition("-") for span in one.hours] or [("00:00", "", "00:00")])
    ]  # fmt: skip
    return weekly + special


def _clinic_id(practice: Practice, location: Location) -> str:
    return f"{practice.practice.url}/locations/{location.slug}/#clinic"


def _clinician_url(practice: Practice, clinician: Clinician) -> str:
    return f"{practice.practice.url}/clinicians/{clinician.slug}/"
