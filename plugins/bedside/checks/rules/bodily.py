"""(P), (Q), (R): biometric data, a patient's photograph, and any other unique code."""

import re

from bedside.checks.digit_zones import has_code
from bedside.checks.late import compile_late
from bedside.checks.model import Rule, Tier
from bedside.checks.reading import is_near_patient
from bedside.checks.rules.labelled import Labelled, labelled, matches
from bedside.checks.rules.law import SAFE_HARBOR_LAW

__all__ = ["BIOMETRIC", "OTHER_CODE", "PHOTOGRAPH"]

_BIOMETRIC = compile_late(
    r"(?i:\b(?:finger|thumb|palm|foot|hand|voice|lip|tooth|ear)[- ]?prints?\b|\bvoice ?(?:recording|sample|mail)\b|\b(?:retina|retinal|iris|palm[- ]vein|vein|face|facial)[- ](?:scan|map|pattern|template|geometry|recognition)s?\b"
    r"|\bgenome\b|\bDNA (?:profile|sequence|sample)\b|\bgait signature\b|\baudio (?:clip|recording)\b)"
)
_PHOTO = compile_late(
    r"(?i:\b(?:photos?|photographs?|pictures?|selfies?|snapshots?|portraits?|x-rays?|images?|videos?|headshots?)\b(?: \w+){0,2} (?:of|shows?|showing|with) (?:(?:our|my|a|the|one) (?:[\w'-]+ ){0,3}(?:patient|client)\b|him\b|her\b(?! (?:own )?(?:baby|book))|his\b|(?:mr|mrs|ms|miss)\b)"
    r"|(?<!was )(?<!were )(?<!been )(?<!be )\b(?:pictured|shown|seen|featured) (?:here|above|below|left|right)\b|\bin (?:the|this) (?:photo|picture|photograph|selfie|video)\b|\b(?:his|her) (?:photo|picture|face|selfie|portrait)\b"
    r"|\bbefore[- ]and[- ]after (?:photos?|pictures?|shots?|images?)\b|\bpatient (?:photo|selfie|portrait|face|headshot)s?\b|\bface (?:is|was) visible\b)"
)
_NOBODY = compile_late(
    r"\b(?:stock|model|actor|staff|illustration|drawing|drawn|icon|diagram|phone)\b", re.IGNORECASE
)

BIOMETRIC = Rule(
    code="PHI016", name="biometric",
    summary="A fingerprint, voice, retina, face or genome of one patient.",
    why="Biometric identifiers, finger and voice prints among them, are identifier (P) of the Safe Harbor list.",
    fix="Remove the recording, print or map and the words about it.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK,
    find=matches(Labelled(_BIOMETRIC), "biometric data of one patient", gated=True),
    needs=is_near_patient,
    bad=(
        "Below is the fingerprint of our patient.",
        "Listen to the voice recording of my patient before her surgery.",
        "This is the palm-vein map of our first patient to enroll, and she was seen here.",
    ),
    good=(
        "Log in with your fingerprint.",
        "Retinal scans find diabetic eye disease early.",
        "The human genome has about 20,000 genes.",
        "Leave a voice mail after hours.",
    ),
)  # fmt: skip
PHOTOGRAPH = Rule(
    code="PHI017", name="photograph",
    summary="Words that show a picture of one patient. Pictures themselves are looked at by IMG013 to IMG019.",
    why="Full-face photographs and any comparable images are identifier (Q) of the Safe Harbor list.",
    fix="Take the picture and its caption out, or publish it under a consent that names the image.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK,
    find=matches(Labelled(_PHOTO), "a picture of a patient", gated=True, unless=_NOBODY), gated=True,
    needs=is_near_patient,
    bad=(
        "Here is a photo of our patient after surgery.",
        "Our patient is pictured above, two days after she was discharged.",
        "My patient sent a selfie showing her new smile.",
    ),
    good=(
        "Take a photo of the rash and bring it along.",
        "The picture shows a thermometer.",
        "X-rays show the bones of the foot.",
        "Stock photo of a model as a patient.",
    ),
)  # fmt: skip
OTHER_CODE = Rule(
    code="PHI018", name="other-unique-code",
    summary="A specimen, claim, case, encounter, study or other number that belongs to one person.",
    why="Any other unique identifying number, characteristic or code is identifier (R) of the Safe Harbor list.",
    fix="Remove the code.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK,
    find=matches(
        labelled(
            r"accession(?: number| no\.?)|encounter(?: number| no\.?| id)|FIN\b|specimen(?: number| id| label(?:ed|led)?)?(?=\W{0,3}[A-Z]{0,3}\d)|barcode(?: number)?|vial was label(?:ed|led)",
            r"claim|study(?= (?:id|no|number)\b)|case(?! \d{1,2}-(?:19|20)\d\d)|visit|encounter|specimen|accession|prescription|Rx|referral|appointment|confirmation|study subject|subject|participant|order|requisition|tag|bracelet|wristband|locker|student|employee|badge|inmate|military|donor|tracking|ticket|file",
        ),
        "a code that belongs to one person",
        unless=compile_late(r"\b(?:PMID|PMC|doi|NCT\d+|GSE|ISBN|ISSN|grant|CPT|ICD|NDC|GenBank|RefSeq|protocol|court|v\.|OMIM|study number|lot)\b", re.IGNORECASE),
    ),
    needs=has_code,
    bad=(
        "The vial was labeled S23-0110447 at noon.",
        "Claim number 2024-88120-77 was denied twice.",
        "Specimen ID: SP-20931",
        "study subject no. 0417-22",
        "Encounter #88412093",
    ),
    good=(
        "In case 2 doses are needed, wait 4 weeks.",
        "The trial is registered as NCT01234567.",
        "Study NCT01234567 enrolled 43,548 people.",
        "Visit 1: blood test. Visit 2: results.",
        "Order 90-day refills by phone.",
        "Vaccine lot 4482A was recalled.",
    ),
)  # fmt: skip
