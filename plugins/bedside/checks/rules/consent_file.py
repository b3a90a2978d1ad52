"""CON rules on consents.toml itself: what ends soon, what names somebody, what was changed since."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bedside.checks.authorities import AUTHORIZATION, DEFECTIVE_AUTHORIZATION, RETENTION
from bedside.checks.facts import facts_of
from bedside.checks.model import Context, Match, Rule, Scope, Severity, Surface, Tier
from bedside.checks.rules.safe_harbor import SAFE_HARBOR
from bedside.checks.rules.somebody import is_name_id, names_in
from bedside.consents.state import ending
from bedside.evidence.chain import read_evidence
from bedside.evidence.consents import changes

if TYPE_CHECKING:
    from bedside.checks.consent_file import ConsentFile, Value

__all__ = ["CONSENT_FILE"]

_NAME = "PHI001"


def _ending(file: "ConsentFile", context: Context) -> Iterator[Match]:
    places = {one.id: at for at, one in file.entries()}
    for one in ending(file.consents, context.today):
        if one.consent.scope.posts or one.consent.scope.images:
            soon = "THIS WEEK: " if one.is_urgent else ""
            yield Match(
                start=places[one.consent.id],
                message=f"{soon}consent {one.consent.id} {one.said}; what rests on it leaves the site then",
            )


def _somebody(file: "ConsentFile", context: Context) -> Iterator[Match]:
    for value in file.values():
        for (start, end), what in _found(value, file, context):
            at = value.start
            yield Match(start=at + start, end=at + end, message=f"`{value.key}` holds {what}")
            break  # one is enough to write the line anew


def _found(
    value: "Value", file: "ConsentFile", context: Context
) -> Iterator[tuple[tuple[int, int], str]]:
    if value.key == "id":
        if is_name_id(value.text):
            yield (0, len(value.text)), "what may be a name"
        return
    for span in names_in(value.text, context):
        yield span, "what may be a name"
    surface = Surface(name=f"consents:{value.key}", text=value.text, path=file.path)
    facts = facts_of(context)
    for rule in SAFE_HARBOR:
        if rule.scope is not Scope.TEXT or rule.code == _NAME:
            continue
        context.cache.clear()
        context.cache.update(facts=facts, surfaces=[surface], body=None)
        for match in rule.find(surface, context):
            if (match.tier or rule.tier) is Tier.BLOCK and not match.indirect:
                yield (
                    (match.start, match.end),
                    f"what may identify somebody ({rule.code} {rule.name})",
                )


def _changed(file: "ConsentFile", context: Context) -> Iterator[Match]:
    evidence = read_evidence(file.path.parent / "evidence")
    places = {one.id: at for at, one in file.entries()}
    for number, said in evidence.problems:
        yield Match(message=f"{evidence.path.name} line {number} {said}")
    for name, said in changes(evidence, file.consents, context.today):
        yield Match(start=places.get(name, 0), message=f"consent {name}: {said}")


_ENTRY = """\
[[consents]]
id = "C-7Q4M2X"
kind = "patient-story"
scope = { posts = ["01M2G01H40W17445TDPQJBWKWC"], images = [], channels = ["site"] }
description = "A written account of recovery after a heart problem"
discloser = "Larkfield Family Practice"
recipients = "Readers of the website"
purpose = "To help others to ask about cardiac rehabilitation"
signed_on = 2026-01-05
expires_on = 2028-01-05
signer = "patient"
right_to_revoke = true
not_conditioned = true
redisclosure = true
plain_language = true
copy_given = true
remuneration = "none"
form_kept_at = "Locked records cabinet, Larkfield office"
"""


def _with(old: str, new: str) -> str:
    return _ENTRY.replace(old, new)


# Examples are whole files; what stands under `=== evidence` was recorded in March. Today is 2026-11-22.
CONSENT_FILE: tuple[Rule, ...] = (
    Rule(
        code="CON006", name="consent-ends-soon", scope=Scope.CONSENTS, severity=Severity.WARNING,
        find=_ending,
        summary="A consent that ends within 30 days; within 7 it says so louder.",
        why="On the day after, the post, its pictures and each reuse leave the site: a new form takes time.",
        fix="Have a new form signed and enter it as a new consent, or plan without the post.",
        authority=DEFECTIVE_AUTHORIZATION,
        bad=(_with("2028-01-05", "2026-12-22"), _with("2028-01-05", "2026-11-22")),
        good=(_ENTRY, _with("2028-01-05", "2026-12-23"), _with("2028-01-05", "2026-11-01"),
              _with("2028-01-05", "2026-12-01\nrevoked_on = 2026-11-02")),
    ),
    Rule(
        code="CON007", name="consent-names-somebody", scope=Scope.CONSENTS, tier=Tier.BLOCK,
        find=_somebody,
        summary="A name or another identifier in consents.toml.",
        why="That somebody signed says that they are a patient; the file is copied with the site's sources.",
        fix="Write the role, not the person; the id is random (`bedside consent new`). If it was committed, docs/consent.md says what to do.",
        authority=AUTHORIZATION,
        bad=(_with("A written account of", "Jane Doe's account of"),
             _with("C-7Q4M2X", "JANE-DOE"), _with("C-7Q4M2X", "C-KOWALSKI"),
             _with("Locked records cabinet", "Folder of Mrs. Hartley"),
             _with("A written account", "Account of maria gonzalez"),
             _with("A written account", "Keisha tells"),
             _with("Locked records cabinet", "MRN 00482913"),
             _with("Readers of the website", "Readers; ask at 555-201-0199"),
             _with('"none"', '"A card sent to jdoe@mail.example"')),
        good=(_ENTRY, _with("Locked records cabinet, Larkfield office", "Chart room, drawer 3"),
              _with("Larkfield Family Practice", "Dr. Elena Marsh, Larkfield Family Practice"),
              _with("Readers of the website", "Readers of the website, Facebook and Instagram"),
              _with("A written account of recovery after a heart problem",
                    "A photo of a smile after Invisalign, told at the patient's request"),
              _with('"none"', '"A $25 gift card for a grocery store"')),
    ),
    Rule(
        code="CON008", name="consent-changed", scope=Scope.CONSENTS, find=_changed,
        summary="A consent that is gone or says something else than when it was entered, or evidence that was edited.",
        why="A signed authorization is kept six years; what was signed cannot be edited, only revoked or signed anew.",
        fix="Put the entry back as it was (`git log -p consents.toml`); enter a new form under a new id.",
        authority=RETENTION,
        bad=("=== evidence\n" + _ENTRY,
             _with("2028-01-05", "2030-01-05") + "=== evidence\n" + _ENTRY,
             _with('["site"]', '["site", "social"]') + "=== evidence\n" + _ENTRY,
             _with("To help others", "To win patients who want") + "=== evidence\n" + _ENTRY,
             _ENTRY + "=== evidence\n" + _ENTRY + "revoked_on = 2026-02-01\n"),
        good=(_ENTRY, _ENTRY + "=== evidence\n" + _ENTRY,
              _ENTRY + "revoked_on = 2026-11-01\n=== evidence\n" + _ENTRY,
              _with("Locked records", "Fireproof records") + "=== evidence\n" + _ENTRY,
              _with('posts = ["01M2G01H40W17445TDPQJBWKWC"]', "posts = []") + "=== evidence\n" + _ENTRY),
    ),
)  # fmt: skip
