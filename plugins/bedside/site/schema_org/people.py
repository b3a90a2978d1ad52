"""A clinician twice: the person who writes and reviews, and the practice of medicine tied to clinics.

schema.org counts IndividualPhysician among organizations, and only a Person has a job title; Google
wants a Person as author. The person is affiliated with the other, and both lead to the same page.
"""

from bedside.practice import Clinician, Practice
from bedside.site.schema_org.ids import (
    clinic_id,
    person_id,
    person_url,
    physician_id,
    practice_id,
)
from bedside.site.schema_org.practice import specialty_url
from bedside.site.schema_org.text import Node, named

__all__ = ["clinician_graph"]


def clinician_graph(practice: Practice, clinician: Clinician) -> list[Node]:
    """Return the person and the practitioner, the same on every page."""
    url = person_url(practice, clinician)
    person: Node = {
        "@type": "Person", "@id": person_id(practice, clinician), "name": clinician.display_name,
        "url": url, "jobTitle": clinician.role, "worksFor": named(practice_id(practice)),
        "affiliation": named(physician_id(practice, clinician)),
        "knowsLanguage": list(clinician.languages),
    }  # fmt: skip
    physician: Node = {
        "@type": "IndividualPhysician", "@id": physician_id(practice, clinician),
        "name": clinician.display_name, "url": url, "description": clinician.role,
        "medicalSpecialty": specialty_url(clinician.specialty),
        "practicesAt": [
            named(clinic_id(practice, office))
            for office in practice.locations if office.slug in clinician.locations
        ],
        "isAcceptingNewPatients": clinician.accepting_patients,
        "knowsLanguage": list(clinician.languages),
    }  # fmt: skip
    for node in (person, physician):
        if clinician.photo:
            node["image"] = f"{practice.practice.url}/{clinician.photo}"
        if clinician.same_as:
            node["sameAs"] = list(clinician.same_as)
    return [person, physician]
