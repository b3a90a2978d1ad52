"""Write docs/rules.md and a page for each rule from the registry, so that they cannot differ."""

from collections.abc import Sequence

from bedside.checks.explain import explain, weight
from bedside.checks.model import Rule
from bedside.checks.rules import RULES

__all__ = ["FAMILIES", "rule_pages", "rules_page"]

FAMILIES = {
    "PHI": "Patient information", "SUP": "Allowances", "IMG": "Pictures", "CON": "Consents",
    "FRM": "Front matter", "BOD": "The text itself", "HTM": "Raw HTML",
    "MED": "Advice and claims", "DIS": "Disclaimers", "REF": "References",
    "TXT": "Plain words and spelling", "WEB": "Built pages", "SHR": "Share texts",
}  # fmt: skip
_HEAD = """# Rules

Written by `bedside.checks.docs` from the rules themselves; change a rule, then run `inv docs`.
Each code leads to its page; `bedside rule CODE` prints the same without a browser.

An **error** stops the gate. Patient information has a tier: **block** identifies a patient, **hold**
tells one patient's story and needs a consent or an attested vignette, **note** is allowed and worth
knowing. A clean result is not a de-identification determination: whether the rest could still
identify somebody is for people to judge.

## Allowing

To let a date, a town or a story stand, put a comment on its own line before the block it allows,
with `allow-line` instead of `allow` before the one line:

```markdown
<!-- bedside: allow PHI002 reason="the town is named in the signed form" by="elena-marsh" until=2027-01-31 -->
```

For each of several rules a comment of its own, above each other. In practice.toml, for one value:

```toml
# bedside: allow-line PHI101 reason="our founder's own story" by="elena-marsh" until=2027-01-31
```

A direct identifier cannot be allowed in the text. It needs an entry in `allowed.toml` beside
`practice.toml`, with an owner, a second person, a reason, a date and an expiry within a year. The
entry names the rule, the document, the surface and the occurrence, and a keyed hash binds it to
these and to the words: it lets nothing else through, and nothing in the file tells what it allows.
Set `BEDSIDE_ALLOW_KEY` to the practice's own random key of 16 characters or more
(`openssl rand -hex 32`), run `bedside check --show` on a terminal, and copy the lines that it prints
below the finding.

```toml
[[allowed]]
code = "PHI004"
uid = "pages/contact.md"  # a post's uid; a page's name under content/
surface = "body"
occurrence = 1  # the first time that it stands there
hmac = "64 hexadecimal digits"
owner = "Elena Marsh"
second = "Priya Raman"
reason = "the public number of the food shelf"
date = 2026-11-22
expires = 2027-11-22
```

Without the key nothing is checked, built or deployed while the file has entries. Keep it where
only those who publish can read it: as a secret of the environment `publish`, and as
`BEDSIDE_ALLOW_KEY: ${{ secrets.BEDSIDE_ALLOW_KEY }}` in the steps that check, build and deploy. An
entry that is expired, or that nothing needs, is a finding itself.
"""


def rules_page(rules: Sequence[Rule] = RULES) -> str:
    """Return the index: what is common to all rules, then one table a family."""
    parts = [_HEAD]
    family = ""
    for rule in rules:
        if rule.code[:3] != family:
            family = rule.code[:3]
            parts.append(
                f"\n## {FAMILIES.get(family, family)}\n\n| code | finds | |\n|---|---|---|"
            )
        summary = rule.summary.replace("|", "\\|")
        parts.append(
            f"| [{rule.code}](rules/{rule.code}.md) {rule.name} | {summary} | {weight(rule)} |"
        )
    return "\n".join(parts) + "\n"


def rule_pages(rules: Sequence[Rule] = RULES) -> dict[str, str]:
    """Return each rule's page by its name under docs/."""
    return {
        f"rules/{rule.code}.md": f"# {rule.code} {rule.name}\n\n{explain(rule)}\n[All rules](../rules.md)\n"
        for rule in rules
    }
