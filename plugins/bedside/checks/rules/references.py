"""REF rules: clinical articles name their sources, who reviewed them and when they are due again."""

from collections.abc import Iterator

from bedside.checks.authorities import REFERENCED_AND_DATED
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.front_matter import at
from bedside.post import Kind, Source

__all__ = ["REFERENCES"]

CLINICAL = "education"  # the disclaimer of categories that teach about health
_REFERENCE_URL = compile_late(r"references\.\d+\.url")
_WITHOUT_SOURCES = {"notice", "event", "link"}


def _is_clinical(source: Source, context: Context) -> bool:
    meta, practice = source.meta, context.practice
    if meta is None or practice is None:
        return False
    if source.kind is Kind.CONDITION:
        return True
    if source.kind is not Kind.POST:
        return False
    category = practice.categories.get(meta.category or "")
    return bool(category and category.disclaimer == CLINICAL and meta.type not in _WITHOUT_SOURCES)


def _too_few(source: Source, context: Context) -> Iterator[Match]:
    if not _is_clinical(source, context) or source.meta is None or context.practice is None:
        return
    wanted = context.practice.policies.clinical_references
    have = len({url for key, url in source.values.items() if _REFERENCE_URL.fullmatch(key)})
    if have < wanted:
        draft = Severity.WARNING if source.meta.status == "draft" else None
        said = "no reference" if not have else f"{have} reference{'s' * (have != 1)}"
        message = f"{said}, at least {wanted} wanted: add the sources you read"
        yield at(source, _first_of(source, "references", "category"), message, draft)


def _read_in_future(source: Source, context: Context) -> Iterator[Match]:
    for index, entry in enumerate(source.meta.references if source.meta else ()):
        if entry.read > context.today:
            message = f"reference {index + 1}: `read` is in the future: write the day you opened it"
            yield at(source, f"references.{index}.read", message)


def _review_due(source: Source, context: Context) -> Iterator[Match]:
    meta = source.meta
    if meta is None or not _is_clinical(source, context):
        return
    missing = [f"`{key}`" for key in ("reviewed_by", "reviewed_on") if not source.has(key)]
    if missing:
        key = _first_of(source, "reviewed_by", "reviewed_on", "category")
        yield at(source, key, f"no {' and '.join(missing)}: have another clinician review it")
    elif not source.has("next_review"):
        yield at(source, "reviewed_on", "no `next_review`: write when it is to be looked at again")
    elif meta.next_review and meta.next_review < context.today:
        yield at(source, "next_review", "the review is overdue: review it and set both dates")


def _first_of(source: Source, *keys: str) -> str:
    """Return the first of the keys that is there: what is missing is told where it belongs."""
    return next((key for key in keys if key in source.places), keys[-1])


_REF = "  - {title: A, publisher: B, url: 'https://%s.example', read: %s}\n"
_POST = "---\ntitle: A\ncategory: prevention\n"

REFERENCES: tuple[Rule, ...] = (
    Rule(
        code="REF001", name="too-few-references", scope=Scope.SOURCE, find=_too_few,
        summary="A clinical article with fewer references than the practice asks for.",
        why="Readers, and the people who rate pages on health, ask where it comes from.",
        fix="Add `references` with title, publisher, url and the day you read each.",
        authority=REFERENCED_AND_DATED,
        bad=(_POST + "---\n", _POST + "references:\n" + _REF % ("one", "2026-10-01") + "---\n",
             _POST + "references:\n" + _REF % ("one", "2026-10-01") * 2 + "---\n"),
        good=(_POST + "references:\n" + _REF % ("one", "2026-10-01") + _REF % ("two", "2026-10-01")
              + "---\n", "---\ntitle: A\ncategory: news\n---\n"),
    ),
    Rule(
        code="REF002", name="read-in-future", scope=Scope.SOURCE, find=_read_in_future,
        summary="A reference that says it was read on a day that has not come.",
        why="The date says which state of the page was read; a future one was not checked.",
        fix="Write the day you opened the page.", authority=REFERENCED_AND_DATED,
        bad=(_POST + "references:\n" + _REF % ("one", "2031-01-01") + "---\n",),
        good=(_POST + "references:\n" + _REF % ("one", "2026-10-01") + "---\n",),
    ),
    Rule(
        code="REF003", name="review-due", scope=Scope.SOURCE, find=_review_due,
        severity=Severity.WARNING,
        summary="A clinical article that was not reviewed, or whose next review is overdue.",
        why="Advice grows old: readers are told when it was last looked at.",
        fix="Have it reviewed, then set `reviewed_by`, `reviewed_on` and `next_review`.",
        authority=REFERENCED_AND_DATED,
        bad=(_POST + "---\n",
             _POST + "reviewed_by: samuel-okafor\nreviewed_on: 2024-01-01\nnext_review: 2025-01-01\n---\n",
             _POST + "reviewed_by: samuel-okafor\nreviewed_on: 2026-01-01\n---\n"),
        good=(_POST + "reviewed_by: samuel-okafor\nreviewed_on: 2026-10-01\nnext_review: 2027-10-01\n---\n",),
    ),
)  # fmt: skip
