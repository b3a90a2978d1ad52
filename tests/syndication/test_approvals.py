"""Two persons agree to the exact text and picture; any edit asks for it again."""

import json
from collections.abc import Callable

import pytest
from tests.servers.mastodon_server import MastodonServer
from tests.syndication.test_syndication_plan import SAMPLE, post
from tests.syndication.town import Town

from bedside.evidence.chain import read_evidence
from bedside.practice import Policies
from bedside.syndication.approvals import missing, needed
from bedside.syndication.model import Approval, KeyState

BOTH = 'max_posts_per_run = 9\napprovals = 2\napprovers = ["office-manager"]'
AUTHOR = "elena-marsh"


def given(*people: str, payload: str = "p") -> KeyState:
    """Return a state with approvals of one payload."""
    return KeyState(approvals=frozenset(Approval(by=one, payload=payload) for one in people))


@pytest.mark.parametrize(
    ("number", "people", "is_enough"),
    [
        (0, (), True), (1, (), False), (1, (AUTHOR,), False), (1, ("samuel-okafor",), True),
        (2, (AUTHOR,), False), (2, (AUTHOR, "samuel-okafor"), True),
        (2, ("samuel-okafor", "priya-raman"), True), (2, ("samuel-okafor", "stranger"), False),
    ],
)  # fmt: skip
def test_enough_persons_who_may_and_not_the_author_alone(
    number: int, people: tuple[str, ...], *, is_enough: bool
) -> None:
    """One more than the author always."""
    house = SAMPLE.model_copy(update={"policies": Policies(approvals=number)})
    said = missing(post(author=AUTHOR), house, given(*people), "p")
    assert (said == "") is is_enough
    if said:
        assert "samuel-okafor or" in said or "priya-raman is missing" in said


def test_an_approval_of_other_words_counts_for_nothing_and_is_said() -> None:
    """The hash is of the text and picture that will go out."""
    house = SAMPLE.model_copy(update={"policies": Policies(approvals=1)})
    said = missing(post(author=AUTHOR), house, given("samuel-okafor", payload="old"), "new")
    assert said.startswith("its text or picture changed since it was approved: 0 of 1")


@pytest.mark.parametrize(
    ("category", "kind", "expected"),
    [("stories", "article", 2), ("news", "story", 2), ("news", "article", 0)],
)
def test_a_policy_may_ask_it_of_some_posts_alone(category: str, kind: str, expected: int) -> None:
    """Of a category, or of a type."""
    policies = Policies(approvals=2, approvals_for=("stories", "story"))
    house = SAMPLE.model_copy(update={"policies": policies})
    assert needed(post(category=category, type=kind), house) == expected


def test_nothing_goes_out_before_two_agreed_and_an_edit_voids_it(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...], mastodon: MastodonServer,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The plan says who is missing; evidence keeps who agreed to which hash."""
    town = make_town(three_accounts[0], policies=BOTH)
    town.first_run()
    one = town.post("Two must agree", author=AUTHOR)

    def planned() -> str:
        capsys.readouterr()
        assert town.run("syndicate") == 0
        return capsys.readouterr().out

    assert town.run("syndicate", "--live") == 0
    assert mastodon.statuses() == []
    assert "not approved (0 of 2, elena-marsh or samuel-okafor" in planned()
    assert town.run("approve", one.uid.lower(), "--by", AUTHOR, "--yes") == 0
    shown = capsys.readouterr().out
    assert one.texts[0].text in shown
    assert "Its author is not enough" in shown
    assert "1 of 2 (elena-marsh), samuel-okafor or" in planned()
    assert town.run("approve", one.uid, "--by", "office-manager", "--yes") == 0
    assert "send (new)" in planned()
    words = one.texts[0].model_copy(update={"text": f"{one.texts[0].text} again"})
    town.posts[0] = one.model_copy(update={"texts": (words,)})
    town.save()
    assert "its text or picture changed since it was approved: 0 of 2" in planned()
    town.posts[0] = one
    town.save()
    assert town.run("syndicate", "--live") == 0
    assert len(mastodon.statuses()) == 1
    kept = read_evidence(town.root / "evidence")
    assert [(entry.kind, entry.facts["by"]) for entry in kept.entries] == [
        ("approval", AUTHOR), ("approval", "office-manager"),
    ]  # fmt: skip
    texts = {json.dumps(entry.facts["texts"]) for entry in kept.entries}
    assert len(texts) == 1


def test_a_stranger_and_an_unknown_post_are_refused(
    make_town: Callable[..., Town], three_accounts: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """Nothing is written for them."""
    town = make_town(three_accounts[0], policies=BOTH)
    one = town.post("Mine")
    assert town.run("approve", one.uid, "--by", "somebody", "--yes") == 2
    assert "may not approve: use one of elena-marsh" in capsys.readouterr().err
    assert town.run("approve", "01NOSUCHPOST", "--by", AUTHOR, "--yes") == 2
    assert not (town.root / "evidence").exists()
