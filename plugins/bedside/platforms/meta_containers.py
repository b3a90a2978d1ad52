"""Publishing in two steps, as Instagram and Threads do: a container is made, then made public once.

A container is public once at the most and ends after 24 hours, so its id, written down before it
is published, tells a later try what became of this one.
https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-container.md
(read 2026-11-22)
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bedside.platforms.base import (
    Announcement,
    Deferred,
    NotFound,
    Outcome,
    Rejected,
    Sent,
    Unknown,
)
from bedside.platforms.meta_copies import permalink
from bedside.platforms.meta_errors import is_missing, nothing_yet
from bedside.platforms.meta_wire import Graph
from bedside.platforms.wire import Answer, Failure

__all__ = ["Steps", "publish_in_steps", "what_became"]

_TRIES = 10  # to see a container finished: a picture takes seconds
_WAIT = 3.0  # seconds between two looks

FINISHED, IN_PROGRESS = "FINISHED", "IN_PROGRESS"
PUBLISHED, EXPIRED = "PUBLISHED", "EXPIRED"

Look: TypeAlias = Callable[[], Sent | NotFound | Unknown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How one network names its two steps."""

    make: str  # the edge that makes a container
    publish: str  # the edge that makes it public
    state: str  # the container's field with its state
    why: str  # and with what went wrong
    form: tuple[tuple[str, str], ...]  # what the container holds

    @property
    def mark(self) -> str:
        """Return a mark of what the container holds: one with other words is never published."""
        return hashlib.sha256(repr(self.form).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """How far a container is, and what went wrong."""

    name: str
    why: str = ""


def publish_in_steps(steps: Steps, announcement: Announcement, graph: Graph, look: Look) -> Outcome:
    """Publish what an earlier try prepared, else prepare it; `look` looks for the post itself."""
    container = _usable(steps, announcement, graph, look)
    if container == "":
        container = _make(steps, graph)
    if not isinstance(container, str):
        return container
    not_ready = _await(steps, container, graph)
    if not_ready is not None:
        return not_ready
    answer = graph.good(graph.post(steps.publish, creation_id=container))
    if not isinstance(answer, Answer):
        return answer
    made = answer.string("id")
    if not made:
        return Unknown(reason=f"{graph.label}: HTTP {answer.status} without the id of a post")
    return Sent(remote_id=made, url=permalink(made, "permalink", graph))


def what_became(
    steps: Steps, announcement: Announcement, graph: Graph, look: Look
) -> Sent | NotFound | Unknown:
    """Ask for the container of an earlier try, then for the post; only both together say `not there`."""
    container = announcement.prepared.partition(":")[0]
    state = _state(steps, container, graph) if container else _State(name=EXPIRED)
    if not isinstance(state, _State):
        return Unknown(reason=f"looking failed: {state.reason}")
    found = look()
    if not isinstance(found, NotFound):
        return found
    if state.name == PUBLISHED:
        return _hidden(graph)
    if state.name == IN_PROGRESS:
        return Unknown(reason=f"{graph.label} is still working on it")
    return found


def _usable(
    steps: Steps, announcement: Announcement, graph: Graph, look: Look
) -> str | Sent | Failure:
    """Return the container of an earlier try that may be published, or an empty string."""
    container, _, mark = announcement.prepared.partition(":")
    if not container:
        return ""
    state = _state(steps, container, graph)
    if not isinstance(state, _State):
        return nothing_yet(state)
    if state.name == PUBLISHED:
        found = look()
        return _hidden(graph) if isinstance(found, NotFound) else found
    if state.name == IN_PROGRESS and mark != steps.mark:
        return Deferred(reason=f"{graph.label} is still working on the earlier wording")
    return container if state.name in {FINISHED, IN_PROGRESS} and mark == steps.mark else ""


def _hidden(graph: Graph) -> Unknown:
    return Unknown(
        reason=f"{graph.label} says that it is published, but does not list it: look there"
    )


def _make(steps: Steps, graph: Graph) -> str | Deferred | Rejected:
    """Make a container and write its id down; nothing is public yet."""
    answer = graph.good(graph.post(steps.make, **dict(steps.form)))
    if not isinstance(answer, Answer):
        return nothing_yet(answer)
    container = answer.string("id")
    if not container:
        return Deferred(reason=f"{graph.label} gave no id to what was prepared")
    graph.session.prepare(f"{container}:{steps.mark}")
    return container


def _await(steps: Steps, container: str, graph: Graph) -> Failure | None:
    """Look until the container can be published; return why it cannot, or None."""
    for left in reversed(range(_TRIES)):
        state = _state(steps, container, graph)
        if not isinstance(state, _State):
            return nothing_yet(state)
        if state.name == FINISHED:
            return None
        if state.name == PUBLISHED:
            return Unknown(reason=f"{graph.label} has just published an earlier try")
        if state.name != IN_PROGRESS:
            said = state.why or state.name
            return Rejected(reason=f"{graph.label} could not prepare it: {said}")
        if left:
            time.sleep(_WAIT)
    return Deferred(reason=f"{graph.label} is still working on it")


def _state(steps: Steps, container: str, graph: Graph) -> _State | Failure:
    """Return a container's state; one that is no more has ended."""
    answer = graph.look(container, fields=f"{steps.state},{steps.why}")
    if isinstance(answer, Answer) and is_missing(answer):
        return _State(name=EXPIRED)
    good = graph.good(answer)
    if not isinstance(good, Answer):
        return good
    name = good.string(steps.state)
    if not name:
        return Unknown(reason=f"{graph.label} did not say how far it is")
    return _State(name=name, why=good.string(steps.why))
