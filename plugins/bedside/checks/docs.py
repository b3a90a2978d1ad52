"""Write docs/rules.md from the registry, so that the page and the rules cannot differ."""

from collections.abc import Sequence

from bedside.checks.model import Rule, Scope
from bedside.checks.rules import RULES

__all__ = ["rules_page"]

_READS = {
    Scope.TEXT: "every text surface of a file", Scope.SOURCE: "a source file",
    Scope.SOURCES: "all source files together", Scope.IMAGE: "a picture",
    Scope.CONSENTS: "consents.toml",
    Scope.PAGE: "a built page", Scope.SITE: "the whole built site",
}  # fmt: skip
_FAMILIES = {
    "PHI": "Patient information", "SUP": "Allowances", "IMG": "Pictures", "CON": "Consents",
    "FRM": "Front matter", "BOD": "The text itself", "HTM": "Raw HTML", "DIS": "Disclaimers", "REF": "References",
    "WEB": "Built pages",
}  # fmt: skip
_HEAD = """# Rules

Written by `bedside.checks.docs` from the rules themselves; change a rule, then run `inv docs`.

An **error** stops the gate. Patient information has a tier: **block** identifies a patient, **hold**
tells one patient's story and needs a consent or an attested vignette, **note** is allowed and worth
knowing. A clean result is not a de-identification determination: whether the rest could still
identify somebody is for people to judge.

To let a date, a town or a story stand, put a comment on its own line before the block it allows:

```markdown
<!-- bedside: allow PHI002 reason="the town is named in the signed form" by="elena-marsh" until=2027-01-31 -->
```

A direct identifier cannot be allowed in the text. It needs an entry in `allowed.toml` beside
`practice.toml`, with an owner, a second person, a reason, a date and an expiry, and its keyed hash:
set `BEDSIDE_ALLOW_KEY` to the practice's own random key of 16 characters or more, run
`bedside check --show` on a terminal, and copy the `hmac` that it prints below the finding.

```toml
[[allowed]]
code = "PHI004"
hmac = "64 hexadecimal digits"
owner = "Elena Marsh"
second = "Priya Raman"
reason = "the public number of the food shelf"
date = 2026-11-22
expires = 2027-11-22
```
"""


def rules_page(rules: Sequence[Rule] = RULES) -> str:
    """Return the whole page as Markdown."""
    parts = [_HEAD, _table(rules)]
    family = ""
    for rule in rules:
        if rule.code[:3] != family:
            family = rule.code[:3]
            parts.append(f"## {_FAMILIES.get(family, family)}\n")
        parts.append(_entry(rule))
    return "\n".join(parts)


def _table(rules: Sequence[Rule]) -> str:
    rows = [
        f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} | {_weight(rule)} |"
        for rule in rules
    ]
    return "\n".join(["| code | name | severity |", "|---|---|---|", *rows, ""])


def _weight(rule: Rule) -> str:
    return f"{rule.severity}, {rule.tier}" if rule.tier else str(rule.severity)


def _entry(rule: Rule) -> str:
    source = rule.authority
    return "\n".join((
        f"### {rule.code} {rule.name}\n",
        f"{rule.summary} ({_weight(rule)}; reads {_READS[rule.scope]})\n",
        f"**Why.** {rule.why}\n",
        f"**What to do.** {rule.fix}\n",
        f"**Source.** [{source.title}]({source.url}), read {source.read}.\n",
        "Found:\n", *map(_example, rule.bad), "", "Left alone:\n", *map(_example, rule.good), "",
    ))  # fmt: skip


def _example(text: str) -> str:
    visible = text.strip().replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\|")
    visible = "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in visible)
    ticks = "``" if "`" in visible else "`"
    return f"- {ticks} {visible} {ticks}" if ticks == "``" else f"- `{visible}`"
