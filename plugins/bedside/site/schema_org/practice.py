"""The practice and its offices as schema.org nodes: name, address, phone, place, hours.

What Google wants of a local business and of special hours:
https://developers.google.com/search/docs/appearance/structured-data/local-business (read 2026-11-22).
"""

from bedside.practice import AccountStatus, Location, Practice
from bedside.site.schema_org.ids import clinic_id, practice_id, site_id
from bedside.site.schema_org.text import Node, named

__all__ = ["practice_graph", "publisher_graph", "specialty_url"]

_CLOSED = ("00:00", "00:00")  # how Google reads a day on which nobody is there


def specialty_url(name: str) -> str:
    """Return the address of a MedicalSpecialty, whose names practice.toml is held to."""
    return f"https://schema.org/{name}"


def practice_graph(practice: Practice) -> list[Node]:
    """Return the website, the organization and its clinics."""
    return [*publisher_graph(practice), *(_clinic(practice, one) for one in practice.locations)]


def publisher_graph(practice: Practice) -> list[Node]:
    """Return the website and the organization that speaks on it."""
    facts = practice.practice
    links = [
        one.url for one in practice.accounts if one.url and one.status is not AccountStatus.RETIRED
    ]
    website: Node = {
        "@type": "WebSite", "@id": site_id(practice), "url": f"{facts.url}/", "name": facts.name,
        "inLanguage": list(facts.languages), "publisher": named(practice_id(practice)),
    }  # fmt: skip
    organization: Node = {
        "@type": "MedicalOrganization", "@id": practice_id(practice), "name": facts.name,
        "url": f"{facts.url}/", "description": facts.description, "email": facts.email,
        "telephone": facts.phone,
        "department": [named(clinic_id(practice, one)) for one in practice.locations],
    }  # fmt: skip
    if links:
        organization["sameAs"] = links
    if facts.tagline:
        organization["slogan"] = facts.tagline
    if practice.brand.logo:
        organization["logo"] = f"{facts.url}/{practice.brand.logo}"
    return [website, organization]


def _clinic(practice: Practice, office: Location) -> Node:
    facts = practice.practice
    node: Node = {
        "@type": "MedicalClinic", "@id": clinic_id(practice, office),
        "name": f"{facts.name}, {office.name}",
        "url": f"{facts.url}/locations/{office.slug}/",
        "telephone": office.phone, "email": office.email,
        "medicalSpecialty": _specialties(practice, office),
        "parentOrganization": named(practice_id(practice)),
        "address": {
            "@type": "PostalAddress", "streetAddress": office.street,
            "addressLocality": office.city, "addressRegion": office.state,
            "postalCode": office.postal_code, "addressCountry": office.country,
        },
        "openingHoursSpecification": _hours(office),
    }  # fmt: skip
    if office.fax:
        node["faxNumber"] = office.fax
    if office.latitude is not None and office.longitude is not None:
        node["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": office.latitude, "longitude": office.longitude,
        }  # fmt: skip
    return node


def _specialties(practice: Practice, office: Location) -> list[str]:
    """Return what the people of an office do; of all, where nobody is named for it."""
    here = [one for one in practice.clinicians if office.slug in one.locations]
    names = dict.fromkeys(one.specialty for one in here or practice.clinicians)
    return [specialty_url(name) for name in names]


def _hours(office: Location) -> list[Node]:
    weekly = [
        {"@type": "OpeningHoursSpecification", "dayOfWeek": f"https://schema.org/{day.capitalize()}",
         "opens": span.partition("-")[0], "closes": span.partition("-")[2]}
        for day, spans in office.hours.items() for span in spans
    ]  # fmt: skip
    special = [
        {"@type": "OpeningHoursSpecification", "opens": opens, "closes": closes,
         "validFrom": one.date.isoformat(), "validThrough": one.date.isoformat()}
        for one in office.special_hours
        for opens, closes in [tuple(span.split("-")) for span in one.hours] or [_CLOSED]
    ]  # fmt: skip
    return weekly + special
