"""The whole deploy: gate, upload, proof, record; and the way back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.deploy.small_site import BUILT, FLU, STORY, Host, Reply, Written, hosting, write_site

from bedside.consents import Consents, load_consents
from bedside.deploy import folder
from bedside.deploy.base import Change, Reason, Sending
from bedside.deploy.mark import MARK_PATH, PublishedMark, mark_json
from bedside.deploy.record import Deployment, load_deployment
from bedside.deploy.run import Wishes, deploy, roll_back
from bedside.deploy.verify import Patience
from bedside.errors import BedsideError, ChecksFailed, DeployError
from bedside.files import sha256_file
from bedside.practice import Deploy, Practice
from bedside.project import Project

STORY_PAGE = "blog/story/index.html"


@dataclass(slots=True)
class Practising:
    """A practice whose site is served from its folder target, and what a deploy is asked."""

    project: Project
    host: Host
    wishes: Wishes
    minutes: int = 0

    def write(self, *posts: Written) -> datetime:
        self.minutes += 10
        when = BUILT + timedelta(minutes=self.minutes)
        write_site(self.project.root, posts, url=self.host.url, when=when)
        return when

    def deploy(self, *posts: Written) -> Deployment:
        return deploy(self.project, self.write(*posts), self.wishes)

    def roll_back(self) -> Deployment:
        self.minutes += 1
        return roll_back(self.project, BUILT + timedelta(minutes=self.minutes), self.wishes)

    def shown(self, path: str) -> str:
        file = self.host.site / path
        return file.read_text() if file.exists() else ""

    def consents(self, **update: object) -> None:
        changed = (one.model_copy(update=update) for one in self.project.consents.consents)
        self.project = replace(self.project, consents=Consents(consents=tuple(changed)))


@pytest.fixture
def practising(
    tmp_path: Path, practice: Practice, sample_root: Path, patience: Patience
) -> Iterator[Practising]:
    """Serve `online/current`, which is not there before the first deploy."""
    with hosting(tmp_path / "online" / "current") as host:
        facts = practice.practice.model_copy(update={"url": host.url})
        settings = Deploy(target="folder", path="online")
        project = Project(
            root=tmp_path, practice_file=tmp_path / "practice.toml",
            practice=practice.model_copy(update={"practice": facts, "deploy": settings}),
            consents=load_consents(sample_root / "consents.toml"),
        )  # fmt: skip
        yield Practising(project=project, host=host, wishes=Wishes(patience=patience))


def test_deploy_and_record(practising: Practising) -> None:
    """A deploy that was proven is written down with what it proved."""
    done = practising.deploy(FLU)
    assert load_deployment(practising.project.build) == done
    assert done.verified_at
    assert "blog/flu/index.html" in done.verified
    assert done.public_url == practising.host.url


def test_changes_are_shown_before_the_upload(practising: Practising) -> None:
    """The list of changes is given before anything is written at the target."""
    shown: list[tuple[Change, ...]] = []

    def show(sending: Sending) -> None:
        assert not practising.host.site.exists()
        shown.append(sending.changes)

    practising.wishes = replace(practising.wishes, show=show)
    practising.deploy(FLU)
    assert {one.reason for one in shown[0]} == {Reason.NEW}


def test_a_removed_post_is_proven_gone(practising: Practising) -> None:
    """What the site dropped answers 404 at the public address before the deploy is done."""
    practising.deploy(FLU, STORY)
    done = practising.deploy(FLU)
    assert done.removed == 2  # its page and its card
    assert "/blog/story/" in practising.host.asked
    assert "story" not in (practising.project.build / "deployed.json").read_text()


def test_a_removed_post_that_stays_online(practising: Practising) -> None:
    """A page that a cache still shows fails the deploy, and is asked for again by the next one."""
    practising.deploy(FLU, STORY)
    practising.host.twist = lambda path, _: Reply(body=b"old") if path == "/blog/story/" else None
    with pytest.raises(DeployError, match="still answers 200"):
        practising.deploy(FLU)
    left = load_deployment(practising.project.build)
    assert left
    assert left.verified_at is None
    assert STORY_PAGE in left.owed
    with pytest.raises(DeployError, match="still answers 200"):
        practising.deploy(FLU)
    practising.host.twist = lambda _path, _count: None
    assert practising.deploy(FLU).removed == 2


@pytest.mark.parametrize("where", ["/feeds/all.atom.xml", "/"])
def test_a_list_that_still_names_a_removed_page(practising: Practising, where: str) -> None:
    """The page is gone, and a cache still shows a feed or a list that links to it: not yet proven."""
    practising.deploy(FLU, STORY)
    told = f'<a href="/blog/story/">{STORY.words}</a>'.encode()
    asked: list[str] = []

    def stale(path: str, _count: int) -> Reply | None:
        asked.append(path)  # the proof of our own bytes comes first, then the look for traces
        is_second = path == where and asked.count(path) > 1
        return Reply(body=told) if is_second else None

    practising.host.twist = stale
    with pytest.raises(DeployError, match="still names a page that was removed"):
        practising.deploy(FLU)
    practising.host.twist = lambda _path, _count: None
    assert practising.deploy(FLU).removed == 2


@pytest.mark.parametrize("is_known", [True, False])
def test_a_run_killed_after_the_switch(
    practising: Practising, monkeypatch: pytest.MonkeyPatch, *, is_known: bool
) -> None:
    """What it removed is still to be proven gone by the next run, also without an older record."""
    practising.deploy(FLU, STORY)
    if not is_known:
        (practising.project.build / "deployed.json").unlink()
    with monkeypatch.context() as killed:
        killed.setattr(folder, "forget", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            practising.deploy(FLU)
    assert not practising.shown(STORY_PAGE)
    practising.host.twist = lambda path, _: Reply(body=b"old") if path == "/blog/story/" else None
    with pytest.raises(DeployError, match="still answers 200"):
        practising.deploy(FLU)


def test_nothing_is_uploaded_past_the_gate(practising: Practising) -> None:
    """A site that gate 3 refuses does not reach the target."""
    when = practising.write(FLU)
    practising.project.receipt.unlink()
    with pytest.raises(ChecksFailed):
        deploy(practising.project, when, practising.wishes)
    assert not practising.host.site.exists()
    assert load_deployment(practising.project.build) is None


def test_unproven_until_online(practising: Practising) -> None:
    """A deploy that times out leaves a record that says nothing is proven."""
    practising.host.twist = lambda path, _: Reply(status=404) if path == "/cards/flu.png" else None
    with pytest.raises(DeployError, match=r"cards/flu\.png: answers 404"):
        practising.deploy(FLU)
    left = load_deployment(practising.project.build)
    assert left
    assert left.verified_at is None
    assert left.verified == ()


def test_rollback(practising: Practising) -> None:
    """The release before comes back whole; what only the newer one had is proven gone."""
    practising.deploy(FLU)
    practising.deploy(replace(FLU, words="A mistake."), STORY)
    done = practising.roll_back()
    assert "A mistake." not in practising.shown("blog/flu/index.html")
    assert done.removed == 2


def test_rollback_with_a_revoked_consent(practising: Practising) -> None:
    """A release with a story whose consent was revoked since does not come back."""
    practising.deploy(FLU, STORY)
    practising.deploy(FLU)
    practising.consents(revoked_on=date(2026, 11, 22))
    with pytest.raises(ChecksFailed) as caught:
        practising.roll_back()
    (finding,) = caught.value.findings
    assert f"{STORY_PAGE}: consent C-7Q4M2X was revoked" in str(finding)
    assert not practising.shown(STORY_PAGE)


def test_no_copy_of_a_withdrawn_story_stays(practising: Practising) -> None:
    """The deploy after a revocation also removes the kept releases that hold the story."""
    practising.deploy(FLU, STORY)
    practising.consents(revoked_on=date(2026, 11, 22))
    practising.deploy(FLU)
    kept = practising.project.root / "online"
    assert not [path for path in kept.rglob("*.html") if STORY.words in path.read_text()]
    with pytest.raises(BedsideError, match="no earlier release"):
        practising.roll_back()


def test_no_copy_of_a_page_that_ended_stays(practising: Practising) -> None:
    """A page that is no post goes the same way: out of the kept releases, and never back."""
    about = Written(uid="", slug="drive", words="Come by.", folder="",
                    expires=BUILT + timedelta(minutes=15))  # fmt: skip
    practising.deploy(FLU, about)
    practising.deploy(FLU)
    kept = practising.project.root / "online"
    assert not [path for path in kept.rglob("*.html") if about.words in path.read_text()]
    with pytest.raises(BedsideError, match="no earlier release"):
        practising.roll_back()


def test_rollback_to_a_release_that_was_changed(practising: Practising) -> None:
    """A kept release that somebody edited on the server is not what its receipt vouches for."""
    practising.deploy(FLU)
    practising.deploy(replace(FLU, words="New."))
    for file in (practising.project.root / "online" / "releases").rglob("flu/index.html"):
        if "New." not in file.read_text():
            file.write_text("edited")
    with pytest.raises(ChecksFailed):
        practising.roll_back()
    assert "New." in practising.shown("blog/flu/index.html")


def test_rollback_after_a_change_of_the_phone_number(practising: Practising) -> None:
    """A page that was proven with the number of its day comes back; a deploy of it is refused."""
    phone = practising.project.practice.practice.phone
    assert phone
    told = replace(FLU, words=f"Call us at {phone}.")
    practising.deploy(told)
    practising.deploy(FLU)
    facts = practising.project.practice.practice.model_copy(update={"phone": "+1 404-555-0199"})
    places = tuple(
        one.model_copy(update={"phone": facts.phone, "fax": None})
        for one in practising.project.practice.locations
    )
    other = practising.project.practice.model_copy(update={"practice": facts, "locations": places})
    practising.project = replace(practising.project, practice=other)
    practising.roll_back()
    assert str(phone) in practising.shown("blog/flu/index.html")
    with pytest.raises(ChecksFailed, match="PHI004"):
        practising.deploy(told)


def test_rollback_of_another_target(practising: Practising) -> None:
    """Where no releases are kept, the way back is through git, and the message says so."""
    practising.wishes = replace(practising.wishes, target="pages")
    with pytest.raises(BedsideError, match="take the older sources back with git"):
        practising.roll_back()


def test_proof_through_this_machine(practising: Practising) -> None:
    """`--serve` proves the released folder through a server of its own; the host is not asked."""
    practising.wishes = replace(practising.wishes, serve=True)
    done = practising.deploy(FLU)
    assert done.public_url.startswith("http://127.0.0.1:")
    assert done.public_url != practising.host.url
    assert not practising.host.asked


def test_a_build_without_the_ledger_takes_no_mark_off_the_site(practising: Practising) -> None:
    """The pages are the new ones; what was known of the ledger stays online, and the proof holds."""
    practising.deploy(FLU)
    file = practising.host.site / MARK_PATH
    known = PublishedMark(ledger="L", mark=20, chain="c", built_at=BUILT)
    file.unlink()  # another release may share it
    file.write_text(mark_json(known))
    practising.deploy(FLU, STORY)
    there = PublishedMark.model_validate_json(file.read_text())
    assert (there.ledger_id, there.high_water, there.chain) == ("L", 20, "c")
    assert there.outbox_sha256 == sha256_file(practising.project.outbox)


def test_a_place_that_holds_something_else(practising: Practising) -> None:
    """Files that no deploy of ours left there are not deleted; the place is refused."""
    other = practising.project.root / "online" / "releases" / "x" / "site"
    other.mkdir(parents=True)
    (other / "wedding.html").write_text("photos")
    practising.host.site.symlink_to(Path("releases/x/site"))
    with pytest.raises(BedsideError, match=r"holds 1 file\(s\) that Bedside did not put there"):
        practising.deploy(FLU)
    assert (other / "wedding.html").exists()


def test_serve_needs_a_folder(practising: Practising) -> None:
    """`--serve` with a target elsewhere is wrong use, said before anything is sent."""
    practising.wishes = replace(practising.wishes, serve=True, target="pages")
    with pytest.raises(BedsideError, match="--serve shows a folder on this machine"):
        practising.deploy(FLU)
