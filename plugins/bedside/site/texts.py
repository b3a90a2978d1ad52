"""security.txt and humans.txt: whom to tell of a hole, and who makes the site.

https://www.rfc-editor.org/rfc/rfc9116 (Contact and Expires are required; Expires should be less than
a year away), https://humanstxt.org/Standard.html (both read 2026-11-22).
"""

from datetime import datetime

from bedside.practice import Practice

__all__ = ["humans_txt", "security_txt"]

_MONTHS = 11


def security_txt(practice: Practice, now: datetime) -> str:
    """Return security.txt; it holds until a month's first day, so that builds of a month agree."""
    facts = practice.practice
    months = now.year * 12 + now.month - 1 + _MONTHS
    expires = f"{months // 12:04}-{months % 12 + 1:02}-01T00:00:00Z"
    rows = [
        f"Contact: mailto:{practice.discovery.security_contact or facts.email}",
        f"Expires: {expires}",
        f"Preferred-Languages: {', '.join(facts.languages)}",
        f"Canonical: {facts.url}/.well-known/security.txt",
    ]
    return "\n".join(rows) + "\n"


def humans_txt(practice: Practice) -> str:
    """Return humans.txt: the practice and the people who write, as the site names them anyway."""
    facts = practice.practice
    people = [f"{one.role}: {one.display_name}" for one in practice.clinicians]
    rows = [
        "/* TEAM */", f"Practice: {facts.name}", f"Contact: {facts.email}", *people, "",
        "/* SITE */", f"Languages: {', '.join(facts.languages)}",
        "Standards: HTML, CSS, JSON-LD, Atom, microformats2", "Software: Bedside, Pelican",
    ]  # fmt: skip
    return "\n".join(rows) + "\n"
