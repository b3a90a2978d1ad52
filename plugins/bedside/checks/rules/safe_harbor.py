"""The 18 identifiers of 45 CFR 164.514(b)(2)(i), one rule each, in the law's order (A) to (R)."""

from bedside.checks.model import Rule
from bedside.checks.rules.bodily import BIOMETRIC, OTHER_CODE, PHOTOGRAPH
from bedside.checks.rules.contact import EMAIL, FAX, PHONE
from bedside.checks.rules.dates import DATE
from bedside.checks.rules.geography import GEOGRAPHY
from bedside.checks.rules.names import NAME
from bedside.checks.rules.numbers import (
    ACCOUNT,
    DEVICE,
    LICENCE,
    PLAN,
    RECORD,
    VEHICLE,
)
from bedside.checks.rules.online import IP_ADDRESS, WEB_ADDRESS
from bedside.checks.rules.social_security import SOCIAL_SECURITY

__all__ = ["SAFE_HARBOR"]

SAFE_HARBOR: tuple[Rule, ...] = (
    NAME, GEOGRAPHY, DATE, PHONE, FAX, EMAIL, SOCIAL_SECURITY, RECORD, PLAN, ACCOUNT, LICENCE,
    VEHICLE, DEVICE, WEB_ADDRESS, IP_ADDRESS, BIOMETRIC, PHOTOGRAPH, OTHER_CODE,
)  # fmt: skip
