"""What X charges for each request, and whether one more post stays under the practice's own cap.

https://docs.x.com/x-api/getting-started/pricing (read 2026-11-22; these prices since 2026-04-20,
https://docs.x.com/changelog). X bills attempts it accepts; a request that it refused is not counted.
"""

from datetime import date

import regex

from bedside.platforms.base import Limit
from bedside.platforms.counting import BARE_DOMAIN, LINK

__all__ = ["DELETE", "LOOK", "POST", "POST_WITH_LINK", "cost_of", "in_dollars", "over_cap"]

_SOURCE = "https://docs.x.com/x-api/getting-started/pricing"
_UNIT = "thousandths of a US dollar"
_READ = date(2026, 11, 22)

POST_WITH_LINK = Limit(value=200, unit=_UNIT, source=_SOURCE, read=_READ)
POST = Limit(value=15, unit=_UNIT, source=_SOURCE, read=_READ)
DELETE = Limit(value=10, unit=_UNIT, source=_SOURCE, read=_READ)
# A look-up reads at most 100 of the account's own posts at 0.001 each, and the account once.
LOOK = Limit(value=110, unit=_UNIT, source=_SOURCE, read=_READ)

_HAS_LINK = regex.compile(rf"{LINK.pattern}|{BARE_DOMAIN}", regex.IGNORECASE)


def cost_of(text: str) -> int:
    """Return what posting `text` costs; a bare domain is a link to X."""
    return POST_WITH_LINK.value if _HAS_LINK.search(text) else POST.value


def over_cap(cap_usd: float, spent: int, text: str) -> str:
    """Return why `text` would go over the month's cap, or nothing. `spent` as the prices above."""
    cost = cost_of(text)
    if spent + cost <= round(cap_usd * 1000):
        return ""
    if cost > round(cap_usd * 1000):
        return (
            f"a post to X costs {in_dollars(cost)}, more than the month's ${cap_usd:.2f}: "
            "raise monthly_cap_usd in practice.toml"
        )
    return (
        f"a post to X costs {in_dollars(cost)}, {in_dollars(spent)} of the month's "
        f"${cap_usd:.2f} are spent: next month's run sends it, "
        "or raise monthly_cap_usd in practice.toml"
    )


def in_dollars(mills: int) -> str:
    """Return thousandths of a dollar as `$0.20`, with a third digit where it is needed."""
    return f"${mills / 1000:.3f}".removesuffix("0")
