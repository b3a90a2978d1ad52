"""What each thing is called on every page: the site, the practice, its offices and its people."""

from bedside.practice import Clinician, Location, Practice

__all__ = [
    "article_id", "clinic_id", "page_id", "person_id", "person_url", "physician_id", "practice_id",
    "site_id",
]  # fmt: skip


def site_id(practice: Practice) -> str:
    """Return what the website is called."""
    return f"{practice.practice.url}/#website"


def practice_id(practice: Practice) -> str:
    """Return what the practice as an organization is called."""
    return f"{practice.practice.url}/#practice"


def clinic_id(practice: Practice, location: Location) -> str:
    """Return what an office is called."""
    return f"{practice.practice.url}/locations/{location.slug}/#clinic"


def person_url(practice: Practice, clinician: Clinician) -> str:
    """Return the address of a clinician's page."""
    return f"{practice.practice.url}/clinicians/{clinician.slug}/"


def person_id(practice: Practice, clinician: Clinician) -> str:
    """Return what a clinician is called as one who writes and reviews."""
    return f"{person_url(practice, clinician)}#person"


def physician_id(practice: Practice, clinician: Clinician) -> str:
    """Return what a clinician is called as one who sees patients, which to schema.org is a business."""
    return f"{person_url(practice, clinician)}#practitioner"


def page_id(url: str) -> str:
    """Return what a page is called."""
    return f"{url}#page"


def article_id(url: str) -> str:
    """Return what the article on a page is called."""
    return f"{url}#article"
