"""The specialties that schema.org knows: practice.toml names one for each clinician."""

from typing import Annotated

from pydantic import AfterValidator

from bedside.text import suggest

__all__ = ["SPECIALTIES", "Specialty"]

# Members of https://schema.org/MedicalSpecialty, release 30.0 (read 2026-11-22); a test compares
# them with vendor/schema_org.
SPECIALTIES = (
    "Anesthesia", "Cardiovascular", "CommunityHealth", "Dentistry", "Dermatologic",
    "Dermatology", "DietNutrition", "Emergency", "Endocrine", "Gastroenterologic", "Genetic",
    "Geriatric", "Gynecologic", "Hematologic", "Infectious", "LaboratoryScience", "Midwifery",
    "Musculoskeletal", "Neurologic", "Nursing", "Obstetric", "Oncologic", "Optometric",
    "Otolaryngologic", "Pathology", "Pediatric", "PharmacySpecialty", "Physiotherapy",
    "PlasticSurgery", "Podiatric", "PrimaryCare", "Psychiatric", "PublicHealth", "Pulmonary",
    "Renal", "RespiratoryTherapy", "Rheumatologic", "SpeechPathology", "Surgical",
    "Toxicologic", "Urologic",
)  # fmt: skip
# What practices call themselves, where schema.org has another word.
_CALLED = {
    "FamilyMedicine": "PrimaryCare", "FamilyPractice": "PrimaryCare", "GeneralPractice": "PrimaryCare",
    "InternalMedicine": "PrimaryCare", "Pediatrics": "Pediatric", "Cardiology": "Cardiovascular",
    "Dermatologist": "Dermatology", "Gynecology": "Gynecologic", "Obstetrics": "Obstetric",
    "Psychiatry": "Psychiatric", "Neurology": "Neurologic", "Urology": "Urologic",
    "Oncology": "Oncologic", "Podiatry": "Podiatric", "Orthopedics": "Musculoskeletal",
    "SportsMedicine": "Musculoskeletal", "Gastroenterology": "Gastroenterologic",
    "Endocrinology": "Endocrine", "Optometry": "Optometric", "Surgery": "Surgical",
    "PhysicalTherapy": "Physiotherapy", "Nephrology": "Renal", "Pulmonology": "Pulmonary",
}  # fmt: skip


def _specialty(value: str) -> str:
    if value not in SPECIALTIES:
        joined = "".join(part[:1].upper() + part[1:] for part in value.split())
        near = _CALLED.get(joined) or suggest(joined, SPECIALTIES)
        fix = f"did you mean {near}?" if near else f"use one of: {', '.join(SPECIALTIES)}"
        raise ValueError(f"is not on schema.org's list of specialties: {fix}")
    return value


Specialty = Annotated[str, AfterValidator(_specialty)]
