"""FRM rules on names: each clinician, category, location, account and network that is named exists."""

from collections.abc import Iterator, Sequence

from bedside.checks.authorities import REFERENCED_AND_DATED
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import at
from bedside.post import Kind, Source
from bedside.practice_across import NETWORKS
from bedside.text import slugify, suggest

__all__ = ["FRONT_MATTER_NAMES"]


def _unknown_names(source: Source, context: Context) -> Iterator[Match]:
    meta, practice = source.meta, context.practice
    if meta is None or practice is None or source.kind is Kind.TEXT:
        return
    people = [one.slug for one in practice.clinicians]
    places = [one.slug for one in practice.locations]
    tables: tuple[tuple[str, Sequence[str], str], ...] = (
        *((key, people, "clinician") for key in
          ("author", "reviewed_by", "reviewed_translation_by", "vignette_attested_by", "clinician")),
        ("category", list(practice.categories), "category"),
        ("location", places, "location"),
    )  # fmt: skip
    for key, known, what in tables:
        value = getattr(meta, key)
        if value and value not in known:
            yield _no_such(source, key, what, known)
    for index, value in enumerate(meta.clinicians):
        if value not in people:
            key = f"clinicians.{index}" if f"clinicians.{index}" in source.places else "clinicians"
            yield _no_such(source, key, "clinician", people)
    for network in meta.share:
        if network not in NETWORKS:
            message = "there is no network of this name: its text would never be used"
            fix = _one_of(network, NETWORKS)
            yield at(source, f"share.{network}", message, Severity.WARNING, fix)
    accounts = [one.id for one in practice.accounts]
    for account in meta.announce_at:
        if account and account not in accounts:
            message = (
                "there is no account of this id in practice.toml: its time would never be used"
            )
            yield at(source, f"announce_at.{account}", message, fix=_one_of(account, accounts))


def _no_such(source: Source, key: str, what: str, known: Sequence[str]) -> Match:
    message = f"`{key.partition('.')[0]}`: there is no such {what} in practice.toml"
    return at(source, key, message, fix=_one_of(source.values.get(key, ""), known))


def _one_of(value: str, known: Sequence[str]) -> str:
    near = suggest(slugify(value), known)
    return f"{f'did you mean `{near}`? ' if near else ''}use one of: {', '.join(known)}"


def _own_reviewer(source: Source, _context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta and meta.author and meta.author == meta.reviewed_by:
        yield at(source, "reviewed_by", "the author cannot review the post: name someone else")


FRONT_MATTER_NAMES: tuple[Rule, ...] = (
    Rule(
        code="FRM004", name="unknown-name", scope=Scope.SOURCE, find=_unknown_names,
        summary="A clinician, category, location or account that practice.toml does not have, or a "
                "network that nobody has.",
        why="Readers must be able to see who wrote and who reviewed a page on health.",
        fix="Use a slug from practice.toml, or add the person or place there.",
        authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: A\nauthor: elena-march\n---\n", "---\ntitle: A\ncategory: kids\n---\n",
             "---\ntitle: A\nlocation: springfield\n---\n",
             "---\ntitle: A\nreviewed_by: nobody\n---\n", "---\ntitle: A\nshare: {mastadon: B}\n---\n",
             "---\ntitle: A\nannounce_at: {mastadon: 2027-03-01 09:00}\n---\n"),
        good=("---\ntitle: A\nauthor: elena-marsh\ncategory: news\nlocation: larkfield\n---\n",
              "---\ntitle: A\nannounce_at: {mastodon: 2027-03-01 09:00}\n---\n",
              "---\ntitle: A\nshare: {mastodon: B}\n---\n"),
    ),
    Rule(
        code="FRM005", name="own-reviewer", scope=Scope.SOURCE, find=_own_reviewer,
        summary="A post whose author is also its reviewer.",
        why="A review is a second pair of eyes.", fix="Name another clinician in `reviewed_by`.",
        authority=REFERENCED_AND_DATED,
        bad=("---\ntitle: A\nauthor: elena-marsh\nreviewed_by: elena-marsh\n---\n",),
        good=("---\ntitle: A\nauthor: elena-marsh\nreviewed_by: samuel-okafor\n---\n",),
    ),
)  # fmt: skip
