"""A list that the network gave in part, or instead of which it gave an error, proves nothing absent."""

import json
from typing import Any

import pytest
from tests.servers.fault_proxy import Fault
from tests.syndication.stage import Stage

from bedside.syndication.model import Status

_NEXT = {"start": 0, "count": 100, "total": 3, "links": [{"rel": "next", "href": "/rest/posts"}]}
LISTS: list[tuple[str, str, dict[str, Any]]] = [
    ("x", "/tweets?", {"errors": [{"title": "Service Unavailable", "detail": "partial outage"}]}),
    ("x", "/tweets?", {"title": "Service Unavailable", "status": 503}),
    ("x", "/tweets?", {"meta": {"result_count": 0}, "errors": [{"title": "Partial"}]}),
    ("facebook", "published_posts",
     {"data": [], "paging": {"next": "https://graph.example/x", "cursors": {"before": "a"}}}),
    ("linkedin", "/rest/posts?", {"elements": [], "paging": _NEXT}),
    ("linkedin through buffer", "RecentPosts", {"data": {"posts": None}}),
    ("linkedin through buffer", "RecentPosts", {"data": {"posts": {"edges": []}}, "errors": [{}]}),
    ("pinterest", "/pins?", {"items": [], "bookmark": None, "code": 8, "message": "broken"}),
    ("google", "localPosts", {"errors": "x"}),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "path", "body"), LISTS, indirect=["stage"])
def test_a_list_that_is_not_whole_leaves_it_open(
    stage: Stage, path: str, body: dict[str, Any]
) -> None:
    """The copy whose answer was lost is there: what does not show it is asked again, not believed."""
    stage.run(Fault(path=stage.case.post, is_passed_on=True, kind="hang"))
    assert stage.state.status is Status.UNKNOWN
    stage.proxy.faults.clear()
    headers = {"Content-Type": "application/json"}
    answer = Fault(path=path, kind="answer", status=200, body=json.dumps(body).encode(), headers=headers)  # fmt: skip
    *_, copies = stage.run(*[answer] * 3)
    assert (copies, stage.tries()) == (1, 1)
