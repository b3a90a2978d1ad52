"""What `bedside doctor` looks at, each as a pure function from facts to symptoms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bedside.brand import Brand, contrast
from bedside.checks.ahead import Ahead
from bedside.checks.receipt import Receipt
from bedside.checks.rules.consent import withheld
from bedside.consents import Consents
from bedside.consents.state import ending, standing
from bedside.deploy.mark import PublishedMark
from bedside.deploy.still_online import Left, Where
from bedside.outbox import Outbox
from bedside.post import Kind, Source, Visibility, visibility
from bedside.practice import Account, AccountStatus

__all__ = [
    "Level", "Symptom", "accounts", "build_age", "colours", "consents_ending", "copies_left",
    "last_run", "missed_posts", "reviews", "stopping", "withheld_posts",
]  # fmt: skip

REVIEW_NOTICE = timedelta(days=30)
# The workflow runs every 15 minutes; hosts start such runs late under load, and GitHub stops them
# after 60 days without a commit in a public repository.
# The text of GitHub's page: https://github.com/github/docs/pull/32343.diff (read 2026-11-22)
RUN_OVERDUE = timedelta(hours=2)


class Level(StrEnum):
    """How a line is meant: fine, good to know, not to be known now (exit 3), or to be mended (exit 1)."""

    OK = "ok"
    NOTE = "note"
    UNKNOWN = "unknown"  # a network could not be asked: neither well nor ill
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One line of the doctor: what was found, and what to do."""

    level: Level
    what: str
    fix: str = ""


def build_age(receipt: Receipt | None, now: datetime) -> Iterator[Symptom]:
    """Tell how old the last build is."""
    if receipt is None:
        yield Symptom(level=Level.PROBLEM, what="there is no build with a receipt",
                      fix="run `bedside build`")  # fmt: skip
    else:
        yield _fine(f"built {_ago(now - receipt.built_at)} ago, {len(receipt.rules)} rules ran")


def missed_posts(
    sources: Iterable[Source], outbox: Outbox | None, consents: Consents, now: datetime
) -> Iterator[Symptom]:
    """Name posts that are due and not in the last build; that there is none is said elsewhere."""
    if outbox is None:
        return
    built = {post.uid for post in outbox.posts}
    due = [
        source for source in sources if source.kind is Kind.POST and _is_due(source, consents, now)
    ]
    late = [one for one in due if one.meta and one.meta.uid not in built]
    for source in late:
        yield Symptom(
            level=Level.PROBLEM, what=f"{source.path}: is due and not in the last build",
            fix="run `bedside build` and `bedside deploy`, or see why the scheduled run did not",
        )  # fmt: skip
    if not late:
        yield _fine(f"all {len(due)} posts that are due are in the last build")


def last_run(mark: PublishedMark | None, now: datetime, *, is_scheduled: bool) -> Iterator[Symptom]:
    """Tell from the public site when it was last built, if a schedule should build it."""
    if mark is None or mark.built_at is None:
        yield Symptom(level=Level.NOTE, what="the public site carries no mark of a deploy yet",
                      fix="run `bedside deploy` when you are ready")  # fmt: skip
        return
    age = now - mark.built_at
    if is_scheduled and age > RUN_OVERDUE:
        yield Symptom(
            level=Level.PROBLEM,
            what=f"the last scheduled run is overdue: the site was built {_ago(age)} ago, runs are due "
            "every 15 minutes; hosts delay schedules and stop them on quiet repositories",
            fix="open Actions, choose Publish: if it is disabled, press Enable workflow; then press "
            "Run workflow; if the last run is red, read its log",
        )
    else:
        yield _fine(f"the public site was built {_ago(age)} ago")


def consents_ending(consents: Consents, today: date) -> Iterator[Symptom]:
    """Name authorizations that have ended, and those that end within 30 days; 7 are said louder."""
    for one in (standing(each, today) for each in consents.consents):
        if one.state.is_over and one.consent.scope.posts:
            yield Symptom(
                level=Level.NOTE, what=f"consent {one.consent.id} {one.said}",
                fix="its posts leave with the next build and deploy; take copies elsewhere down too",
            )  # fmt: skip
    soon = ending(consents, today)
    for one in soon:
        this_week = "THIS WEEK: " if one.is_urgent else ""
        yield Symptom(
            level=Level.NOTE, what=f"{this_week}consent {one.consent.id} {one.said}; its posts leave then",
            fix="have a new form signed, or plan without the post",
        )  # fmt: skip
    if not soon:
        yield _fine("no consent ends within 30 days")


def reviews(sources: Iterable[Source], now: datetime, today: date) -> Iterator[Symptom]:
    """Name public articles whose next medical review is overdue, and count those due in 30 days."""
    count, soon = 0, []
    for source in sources:
        meta = source.meta
        if (
            meta
            and meta.next_review
            and meta.next_review <= today + REVIEW_NOTICE
            and visibility(meta, now).is_public
        ):
            if meta.next_review >= today:
                soon.append((meta.next_review, source.path.name))
                continue
            count += 1
            yield Symptom(
                level=Level.PROBLEM, what=f"{source.path}: review was due on {meta.next_review}",
                fix="have a clinician read it, then set reviewed_on and next_review",
            )  # fmt: skip
    if soon:
        day, name = min(soon)
        yield Symptom(
            level=Level.NOTE, what=f"{len(soon)} review(s) are due within 30 days, first {name} on {day}",
            fix="ask a clinician to read them",
        )  # fmt: skip
    if not count:
        yield _fine("no article is overdue for review")


def withheld_posts(left: Iterable[Left]) -> Iterator[Symptom]:
    """Name each post that may not be public: whether it still is, why not, and the way out."""
    held = sorted(left, key=lambda one: one.where is Where.NOWHERE)
    for one in held:
        said, fix = (
            f"{one.where}: {one.what}: {one.why}",
            "run `bedside build`, then `bedside deploy`",
        )
        if one.where is Where.UNKNOWN:
            fix = f"look at the site; to take it down {fix}"
        elif one.where is Where.NOWHERE:
            said = f"{one.what}: is left out, neither in output/ nor online: {one.why}"
            fix = "renew the consent or remove the post"
        yield Symptom(
            level=Level.PROBLEM, what=said,
            fix=f"{fix}; copies elsewhere: `bedside syndicate --retract {one.uid}`",
        )  # fmt: skip
    if not held:
        yield _fine("no post is withheld for its consent")


def stopping(coming: Iterable[Ahead]) -> Iterator[Symptom]:
    """Name scheduled posts that will stop every build from their day on."""
    for one in coming:
        yield Symptom(level=Level.PROBLEM, what=str(one))


def accounts(
    accounts: Iterable[Account], sent: Mapping[tuple[str, str], datetime], now: datetime
) -> Iterator[Symptom]:
    """Tell of each active account when it last announced something."""
    for one in accounts:
        if one.status is AccountStatus.ACTIVE:
            last = sent.get((one.platform, one.id))
            said = f"last announced {_ago(now - last)} ago" if last else "has announced nothing yet"
            yield _fine(f"account {one.id}: {said}")


def copies_left(uids: Iterable[tuple[str, int]]) -> Iterator[Symptom]:
    """Name posts that are not to be seen any more and still have copies on networks."""
    for uid, count in uids:
        yield Symptom(
            level=Level.PROBLEM, what=f"post {uid}: is not public any more, {count} announcement(s) may still be",
            fix=f"run `bedside syndicate --retract {uid}`",
        )  # fmt: skip


def colours(brand: Brand) -> Iterator[Symptom]:
    """Tell the weakest contrast of text; weaker than 4.5 is refused when the settings are read."""
    pairs = (("ink", "paper"), ("muted", "surface"), ("primary", "surface"), ("accent", "paper"),
             ("on_primary", "primary"))  # fmt: skip
    ratio, pair = min(
        (contrast(getattr(brand, text), getattr(brand, ground)), f"{text} on {ground}")
        for text, ground in pairs
    )
    yield _fine(f"weakest text contrast {ratio:.1f} ({pair})")


def _is_due(source: Source, consents: Consents, now: datetime) -> bool:
    """Tell whether the last build should have listed the post."""
    meta = source.meta
    if meta is None or meta.uid is None or visibility(meta, now) is not Visibility.PUBLISHED:
        return False
    return not withheld(source, consents, now.date())


def _fine(what: str) -> Symptom:
    return Symptom(level=Level.OK, what=what)


def _ago(age: timedelta) -> str:
    minutes = max(int(age.total_seconds() // 60), 0)
    for size, unit in ((1440, "day"), (60, "hour")):
        if minutes >= size:
            count = minutes // size
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return f"{minutes} min"
