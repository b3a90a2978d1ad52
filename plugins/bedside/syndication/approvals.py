"""Whether enough persons agreed to exactly what will go out: text, picture, address. Pure."""

from bedside.outbox import OutboxPost
from bedside.practice import Practice
from bedside.syndication.model import KeyState

__all__ = ["missing", "needed", "who_may"]

_NAMED = 4  # persons who are named before the rest is only counted


def needed(post: OutboxPost, practice: Practice) -> int:
    """Return how many persons must agree to the post's announcements."""
    policies = practice.policies
    is_meant = not policies.approvals_for or {post.category, post.type} & {*policies.approvals_for}
    return policies.approvals if is_meant else 0


def who_may(practice: Practice) -> tuple[str, ...]:
    """Return the slugs of those whose approval counts."""
    clinicians = (one.slug for one in practice.clinicians)
    return tuple(dict.fromkeys((*clinicians, *practice.policies.approvers)))


def missing(post: OutboxPost, practice: Practice, state: KeyState, payload: str) -> str:
    """Return who is missing and what to do, or an empty string.

    An approval counts for the payload it was given for; the author is never enough alone.
    """
    wanted, allowed = needed(post, practice), who_may(practice)
    given = {one.by for one in state.approvals if one.payload == payload and one.by in allowed}
    if not wanted or (len(given) >= wanted and given - {post.author}):
        return ""
    is_stale = any(one.payload != payload for one in state.approvals) and not given
    have = f" ({', '.join(sorted(given))})" if given else ""
    others = [one for one in allowed if one not in given]
    if len(given) >= wanted - 1 and not given - {post.author}:
        others = [one for one in others if one != post.author]
    named = " or ".join(others[:_NAMED]) or "somebody else, named in policies.approvers,"
    changed = "its text or picture changed since it was approved: " if is_stale else ""
    return (
        f"{changed}{len(given)} of {wanted}{have}, {named} is missing: "
        f"bedside approve {post.uid} --by …"
    )
