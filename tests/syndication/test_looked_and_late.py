"""A look-up that finds nothing frees a post to be sent: at its time, and not when it is too old."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.fault_proxy import Fault
from tests.syndication.stage import Stage

from bedside.syndication.model import Status

ON_FACEBOOK = pytest.mark.parametrize("stage", ["facebook"], indirect=True)


def _lose(stage: Stage) -> None:
    """Let a first try neither arrive nor be answered."""
    stage.run(Fault(path=stage.case.post, is_passed_on=False, kind="hang"))
    assert stage.state.status is Status.UNKNOWN
    stage.proxy.faults.clear()


@pytest.mark.parametrize("stage", ["facebook", "linkedin", "bluesky"], indirect=True)
def test_a_time_that_was_set_since_is_kept(stage: Stage) -> None:
    """`announce_at` moved to next week holds for a post whose first try was lost."""
    _lose(stage)
    later = stage.text.model_copy(update={"at": datetime.now(UTC) + timedelta(days=6)})
    stage.town.posts[0] = stage.post.model_copy(update={"texts": (later,)})
    stage.town.save()
    *_, copies = stage.run()
    assert copies == 0
    assert stage.state.status is Status.DEFERRED


@ON_FACEBOOK
def test_what_has_grown_old_is_not_sent(stage: Stage) -> None:
    """A run after 200 days finds nothing and lets the post rest: `max_age_days` is 14."""
    _lose(stage)
    later = (datetime.now(UTC) + timedelta(days=200)).isoformat()
    stage.town.run("syndicate", "--live", "--now", later)
    assert stage.server.copies() == []


@ON_FACEBOOK
def test_otherwise_it_is_sent_at_once(stage: Stage) -> None:
    """The same run looks, finds nothing and sends."""
    _lose(stage)
    *_, status, copies = stage.run()
    assert (status, copies) == (Status.SENT, 1)
