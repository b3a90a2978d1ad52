"""(H) to (M): record, plan, account, licence, vehicle and device numbers."""

import re
from collections.abc import Iterator

from bedside.checks.digit_zones import (
    has_code,
    has_digits,
    near_codes,
    near_digits,
    near_long_numbers,
)
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Surface, Tier
from bedside.checks.organisation import is_theirs
from bedside.checks.reading import near_patient
from bedside.checks.rules.check_digits import is_card, is_iban, is_vin
from bedside.checks.rules.labelled import labelled, matches
from bedside.checks.rules.law import SAFE_HARBOR_LAW
from bedside.checks.taken import Taken

__all__ = ["ACCOUNT", "DEVICE", "LICENCE", "PLAN", "RECORD", "VEHICLE"]

_NOT_OURS = compile_late(
    r"\bDr\.|\bMD\b|\bD\.?O\.?\b|\bNPI\b|\bphysician|\bpractice|\bfacility|\bpharmac|\blicensed by|\bboard",
    re.IGNORECASE,
)
_CARD = compile_late(r"(?<![\w.-])(?:\d[ -]?){12,18}\d(?![\w-])")
_IBAN = compile_late(r"[A-Z](?<!\w.)[A-Z]\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)")
_VIN = compile_late(
    r"(?<![A-Za-z0-9-])(?=[A-HJ-NPR-Z0-9]*\d)(?=[A-HJ-NPR-Z0-9]*[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{17}(?![A-Za-z0-9-])"
)
_PLATE = compile_late(r"\b(?:licen[cs]e |number |registration )?plates?(?: (?:number|no\.?|reading|reads?|said|is|was))?[\s:#\"'-]{1,4}(?=[A-Z0-9]*[ -]?[A-Z0-9]*\d)([A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5})(?!\w)|(?i:\b(?:licen[cs]e|number|registration) plate|\bplate number)s?\b[^.;\n]{0,24}?(?<!\w)(?=[A-Z0-9 -]{0,4}\d)(?:[A-Z]{1,4}[ -]?\d{2,5}[A-Z]{0,3}|\d{1,4}[ -]?[A-Z]{2,4}\d{0,4})(?!\w)")  # fmt: skip
_OUR_VEHICLE = compile_late(
    r"\b(?:our|the (?:clinic|practice|office)(?:'s)?) (?:[\w-]+ ){0,3}?(?:truck|trailer|unit|clinic)\b|\b(?:van|shuttle|bus)\b",
    re.IGNORECASE,
)
_UDI = compile_late(r"\(01\)\s?\d{14}(?:\s?\((?:10|11|17|21)\)\s?[\w-]+)+")
# Letters S, L, O, I, B and Z are never used: https://ldapwiki.com/wiki/Wiki.jsp?page=Medicare+Beneficiary+Identifier (read 2026-11-22)
_MBI = compile_late(
    r"[1-9](?<![\w-].)[{0}][{0}\d]\d[- ]?[{0}][{0}\d]\d[- ]?[{0}]{{2}}\d\d(?![\w-])".format(
        "AC-HJKMNP-RT-Y"
    )
)
_MAC = compile_late(
    r"[0-9A-Fa-f](?<![\w:-].)[0-9A-Fa-f][:-](?:[0-9A-Fa-f]{2}[:-]){4}[0-9A-Fa-f]{2}(?![\w:-])"
)


def _accounts(surface: Surface, context: Context) -> Iterator[Match]:
    yield from _labelled_accounts(surface, context)
    ways = ((_CARD, is_card, near_long_numbers), (_IBAN, is_iban, near_codes))
    for pattern, test, search in ways:
        for found in search(pattern, surface, context):
            if test(found[0]):
                message = "a payment card or bank account number"
                yield Match(start=found.start(), end=found.end(), message=message)


def _plans(surface: Surface, context: Context) -> Iterator[Match]:
    taken = Taken(surface.text)
    for match in _labelled_plans(surface, context):
        taken.take(match.start, match.end)
        yield match
    for found in near_codes(_MBI, surface, context):
        if taken.take(*found.span()):
            message = "a Medicare Beneficiary Identifier"
            yield Match(start=found.start(), end=found.end(), message=message)


def _vehicles(surface: Surface, context: Context) -> Iterator[Match]:
    yield from _labelled_vehicles(surface, context)
    for found in near_codes(_VIN, surface, context):
        if is_vin(found[0]):
            message = "a vehicle identification number"
            yield Match(start=found.start(), end=found.end(), message=message)
    if "plate" not in surface.text and "Plate" not in surface.text:
        return
    for found in near_digits(_PLATE, surface, context):
        before = surface.text[max(0, found.start() - 120) : found.start()]
        is_ours = _OUR_VEHICLE.search(before) and not is_theirs(before)
        if is_ours and not near_patient(surface, context, found.start()):
            continue
        yield Match(start=found.start(), end=found.end(), message="a licence plate")


def _devices(surface: Surface, context: Context) -> Iterator[Match]:
    yield from _labelled_devices(surface, context)
    for pattern in (_UDI, _MAC):
        for found in near_codes(pattern, surface, context):
            yield Match(start=found.start(), end=found.end(), message="a device identifier")


_labelled_plans = matches(
    labelled(
        r"MBI|HICN",
        r"member|subscriber|policy|polic(?:y|ies)holder|beneficiary|health[- ]plan|insurance|medicare|medicaid|group|plan|HMO|PPO|health|Rx ?Bin|BIN|enrollee",
    ),
    "a health plan number",
    unless=compile_late(r"\btoll[- ]free|\bsupport group|\bage group|\bblood group", re.IGNORECASE),
)
_labelled_accounts = matches(
    labelled(
        "acct",
        r"accounts?|(?:credit |debit )?card|invoice|statement|bill|billing|routing|guarantor|debit|IBAN",
    ),
    "an account number",
)
_labelled_vehicles = matches(
    labelled("VIN|vehicle (?:identification|id)", "vehicle|car registration"), "a vehicle's number"
)
_labelled_devices = matches(
    labelled(
        r"S/N|SN|UDI|IMEI|serial",
        r"(?:device|pacemaker|pump|implant|transmitter|receiver|sensor|lead|generator|defibrillator|ICD|CPAP|hearing aid|processor|prosthesis)(?:'s)?(?: (?:serial|device|model))?",
    ),
    "a device's serial number",
    unless=compile_late(
        r"\bICD-?(?:9|10|11)\b|\brecall|\bFDA\b|\bmodel\b(?! and serial)|\bAED\b|\bloaner|\b(?:begins?|starts?) with\b|\bdemo(?:nstration)? unit",
        re.IGNORECASE,
    ),
)

_personal_licences = matches(
    labelled(
        r"(?:driver'?s?|driving|commercial|marriage|fishing|hunting|pilot'?s?) licen[cs]e|DL|CDL|passport"
    ),
    "a licence or passport number",
)
_other_licences = matches(
    labelled("", r"licen[cs]e|certificate|certification|permit|green card|visa"),
    "a certificate or licence number",
    unless=_NOT_OURS,
)


def _licences(surface: Surface, context: Context) -> Iterator[Match]:
    taken: set[int] = set()
    for find in (_personal_licences, _other_licences):
        for match in find(surface, context):
            if match.end not in taken:
                taken.add(match.end)
                yield match


RECORD = Rule(
    code="PHI008", name="medical-record-number",
    summary="A medical record, chart or patient number.",
    why="Medical record numbers are identifier (H) of the Safe Harbor list.",
    fix="Remove the number.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK,
    find=matches(
        labelled(r"MRN|M\.R\.N\.?|med(?:ical)?[- ]rec(?:ord)?s?|historia cl[ií]nica(?: n[úu]m(?:ero)?\.?)?|n[úu]mero de (?:historia|expediente)(?: cl[ií]nic[oa]| m[ée]dico)?", r"expediente(?: m[ée]dico| cl[ií]nico)?|charts?|patient|hospital|health record|record|EHR|EMR"),
        "a medical record number",
    ),
    needs=has_code,
    bad=(
        "MRN 4482913 was on the screen.",
        "M R N four four eight two nine one three",
        "It said MRN: #SC987654 there.",
        "MRN: 4 4 8 2 9 1 3",
        "Medical record number: 00-44-82-91",
        "Up top you will see chart 00418837-B.",
        "patient id: P-554213",
        "MRN#4482913",
        "| Name | MRN |\n|---|---|\n| the first | 4482913 |\n",
        "Historia clínica 482913",
        "| Field | Value |\n|---|---|\n| MRN | 482913 |\n",
    ),
    good=(
        "Bring your medical record number to the visit.",
        "We keep medical records for 7 years.",
        "Growth charts 2000 and 2022 differ.",
        "Patient number limits apply.",
        "A record 2024 flu season.",
    ),
)  # fmt: skip
PLAN = Rule(
    code="PHI009", name="health-plan-number",
    summary="A health plan beneficiary, member, policy or group number.",
    why="Health plan beneficiary numbers are identifier (I) of the Safe Harbor list.",
    fix="Remove the number.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_plans,
    needs=has_code,
    bad=(
        "Member ID: XGH774120985",
        "The card said 1EG4-TE5-MK73 at the top.",
        "It reads 1EG4 TE5 MK73.",
        "Her Medicare number is 1EG4-TE5-MK73.",
        "policy no. 88-4410-0195",
        "Subscriber # W20014477 was printed on it.",
    ),
    good=(
        "Have your member ID card ready.",
        "Medicare Part B pays for 1 visit a year.",
        "Our policy: 24 hours' notice.",
        "Group 12-17 years: two doses.",
        "Plan 2026 benefits start in January.",
    ),
)  # fmt: skip
ACCOUNT = Rule(
    code="PHI010", name="account-number",
    summary="An account, invoice, payment card or bank account number.",
    why="Account numbers are identifier (J) of the Safe Harbor list.",
    fix="Remove the number.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_accounts,
    needs=has_digits,
    bad=(
        "The statement for account 4410-0195 went astray.",
        "acct #55201770",
        "The card was 4111 1111 1111 1111.",
        "Invoice no. INV-2044719",
    ),
    good=(
        "Pay your account online.",
        "Take into account 2 things.",
        "Statements are sent within 30 days.",
        "On account of 2020-2021 closures we moved.",
    ),
)  # fmt: skip
LICENCE = Rule(
    code="PHI011", name="certificate-or-licence-number",
    summary="A driver's licence, passport, certificate or other licence number.",
    why="Certificate and licence numbers are identifier (K) of the Safe Harbor list.",
    fix="Remove the number; a clinician's own licence or NPI may stand beside their name.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK,
    find=_licences,
    needs=has_code,
    bad=(
        "Driver's license S514-7788-2201 was in the bag.",
        "passport no. 553019284",
        "The birth certificate number 156-1987-004412 matched.",
        "License #: D08954796",
    ),
    good=(
        "Bring your driver's license.",
        "Dr. Elena Marsh, Vermont license no. 042.0012345.",
        "Our CPR certificate: good for 2 years.",
        "A license 2025 renewal is due.",
    ),
)  # fmt: skip
VEHICLE = Rule(
    code="PHI012", name="vehicle-number",
    summary="A vehicle's identification number or its plate.",
    why="Vehicle identifiers and serial numbers, including plates, are identifier (L) of the Safe Harbor list.",
    fix="Remove the number.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_vehicles,
    needs=has_digits,
    bad=(
        "VIN 1HGCM82633A004352",
        "The car was 1M8GDM9AXKP042788.",
        "Her license plate: ABC 1234",
        "His van, license plate LKY 2208, stood outside.",
        "The truck with number plate HVK-4471 stood outside.",
    ),
    good=(
        "Fill half your plate with vegetables.",
        "Look for our mobile dental van, license plate LKY 2208, behind the library.",
        "A growth plate 2 mm wide.",
        "Bring the car seat to your visit.",
        "The plate was 12 inches wide.",
        "Accession NM_000518 and ENSG00000139618 name genes.",
    ),
)  # fmt: skip
DEVICE = Rule(
    code="PHI013", name="device-number",
    summary="A device's serial number or identifier.",
    why="Device identifiers and serial numbers are identifier (M) of the Safe Harbor list.",
    fix="Remove the number; a recall names models and lots, never one person's device.",
    authority=SAFE_HARBOR_LAW, tier=Tier.BLOCK, find=_devices,
    needs=has_code,
    bad=(
        "The processor, SN 10443-0E-7719, was run over.",
        "pacemaker serial number PJN 772104",
        "UDI (01)00643169007222(17)280101(21)RNH991823S",
        "The monitor paired as 00:1B:44:11:3A:B7.",
    ),
    good=(
        "Find the serial number on the back of the pump.",
        "Our AED, serial CG3-118842, is checked in May.",
        "The FDA recall covers pumps with serial numbers 1000-2000.",
        "ICD-10 code J45.909 stands for asthma.",
        "Insulin pump 101: the basics.",
        "The sensor lasts 10-14 days.",
    ),
)  # fmt: skip
