"""The authorities that the PHI rules rest on."""

from datetime import date

from bedside.checks.model import Authority

__all__ = ["AUTHORIZATION", "SAFE_HARBOR_LAW", "STUDY"]

SAFE_HARBOR_LAW = Authority(
    title="45 CFR 164.514(b)(2)(i), Safe Harbor",
    url="https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-E/section-164.514",
    copy="http://edocket.access.gpo.gov/cfr_2006/octqtr/45cfr164.514.htm",
    read=date(2026, 11, 22),
)
AUTHORIZATION = Authority(
    title="45 CFR 164.508(c), authorizations",
    url="https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164/subpart-E/section-164.508",
    copy="http://edocket.access.gpo.gov/cfr_2004/octqtr/45cfr164.508.htm",
    read=date(2026, 11, 22),
)
STUDY = Authority(
    title="Lagu et al. 2008, Content of Weblogs Written by Health Professionals, J Gen Intern Med 23:1642",
    url="https://link.springer.com/article/10.1007%2Fs11606-008-0726-6",
    read=date(2026, 11, 22),
)
