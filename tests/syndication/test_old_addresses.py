"""An article that was renamed is known by the addresses that it had."""

import shutil

import pytest
from tests.servers.fault_proxy import Fault
from tests.syndication.stage import Stage

from bedside.syndication.model import Status


@pytest.mark.parametrize(
    "stage", ["facebook", "x", "pinterest", "google", "linkedin", "mastodon"], indirect=True
)
def test_a_copy_under_the_old_address_is_found(stage: Stage) -> None:
    """The answer was lost, the copy is there; then the slug changed, and the site leads on."""
    stage.run(Fault(path=stage.case.post, is_passed_on=True, kind="hang"))
    assert stage.state.status is Status.UNKNOWN
    old, output = stage.post, stage.town.root / "output"
    url, path = (one.replace("flu-shots", "flu-shots-at-work") for one in (old.url, old.path))
    (output / path).parent.mkdir(parents=True)
    shutil.copy(output / old.path, output / path)
    text = stage.text.model_copy(update={
        "text": stage.text.text.replace(old.url, url), "link": stage.text.link.replace(old.url, url),
        "facets": (),
    })  # fmt: skip
    stage.town.posts[0] = old.model_copy(update={"url": url, "path": path, "texts": (text,)})
    stage.town.save(moved={old.path.removesuffix("index.html"): old.uid})
    _, status, copies = stage.run()
    assert (status, copies, stage.tries()) == (Status.SENT, 1, 1)


@pytest.mark.parametrize("stage", ["instagram"], indirect=True)
def test_words_that_changed_prove_no_copy_absent(stage: Stage) -> None:
    """Where a copy links to nothing it is known by its words: other ones are left to a person."""
    stage.run(Fault(path=stage.case.post, is_passed_on=True, kind="hang"))
    assert stage.state.status is Status.UNKNOWN
    stage.say("Quite other words, of the same article.")
    _, status, copies = stage.run()
    assert (status, copies, stage.tries()) == (Status.UNKNOWN, 1, 1)
