"""Gate 3: what the receipt does not vouch for, or may not be public today, does not leave."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.deploy.small_site import BUILT, FLU, OTHER, STORY, Written, write_site

from bedside.checks.rules import RULES
from bedside.consents import Consents, load_consents
from bedside.deploy.base import Release
from bedside.deploy.gate import gate
from bedside.errors import BedsideError, ChecksFailed
from bedside.outbox import load_outbox, save_outbox
from bedside.practice import Practice
from bedside.project import Project

Spoil = Callable[[Release], object]


@pytest.fixture
def project(tmp_path: Path, practice: Practice, sample_root: Path) -> Project:
    """Return the sample practice with a small built site of two posts, one under a consent."""
    write_site(tmp_path, (FLU, STORY))
    return Project(
        root=tmp_path, practice_file=tmp_path / "practice.toml", practice=practice,
        consents=load_consents(sample_root / "consents.toml"),
    )  # fmt: skip


def refused(project: Project, now: datetime) -> str:
    with pytest.raises(ChecksFailed) as caught:
        gate(project, now)
    return "\n".join(f"{one.code} {one.message}" for one in caught.value.findings)


def site_of(project: Project) -> Release:
    return Release(site=project.output, outbox=project.outbox, receipt=project.receipt)


def test_a_whole_build_passes(project: Project, now: datetime) -> None:
    """A site that is as its receipt says, with consents that hold, may leave."""
    gate(project, now)


SPOILT: dict[str, tuple[Spoil, str]] = {
    "no receipt": (lambda r: r.receipt.unlink(), "no receipt for 2 posts: the checks did not run"),
    "changed page": (lambda r: (r.site / "blog/flu/index.html").write_text("x"), "RCP004 1 file(s) changed"),
    "added page": (lambda r: (r.site / "extra.html").write_text("x"), "RCP004 1 file(s) never checked: extra.html"),
    "page gone": (lambda r: (r.site / "404.html").unlink(), "RCP004 1 file(s) gone: 404.html"),
    "other outbox": (lambda r: r.outbox.write_text(r.outbox.read_text() + " "), "RCP005 the outbox is not the one"),
    "rule not run": (
        lambda r: r.receipt.write_text(r.receipt.read_text().replace(f'"{RULES[0].code}",', "")),
        f"RCP003 1 rule(s) did not run: {RULES[0].code}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_what_the_receipt_does_not_vouch_for(project: Project, now: datetime, name: str) -> None:
    """A site that differs from its receipt in anything is refused, and the reason is said."""
    spoil, said = SPOILT[name]
    spoil(site_of(project))
    assert said in refused(project, now)


def test_a_development_build(project: Project, now: datetime, tmp_path: Path) -> None:
    """A site built for another address is refused by outbox and receipt alike."""
    write_site(tmp_path, (FLU,), url="http://localhost:8000")
    said = refused(project, now)
    assert "RCP002 the outbox is for http://localhost:8000" in said
    assert "RCP002 built for http://localhost:8000" in said


def test_an_outbox_that_keeps_a_page_back(project: Project, now: datetime) -> None:
    """An outbox that tells less than the site shows is refused: its consents would go unasked."""
    outbox = load_outbox(project.outbox)
    save_outbox(outbox.model_copy(update={"pages": outbox.pages[:1]}), project.outbox)
    assert "the outbox does not tell of 1 post(s)" in refused(project, now)


def test_the_pages_are_checked_again(project: Project, now: datetime, tmp_path: Path) -> None:
    """A finding in a built page is found here too, whatever the receipt says of the build."""
    tracker = '<img alt="" src="https://tracker.example/pixel.gif">'
    write_site(tmp_path, (replace(FLU, words=tracker),))
    assert "WEB" in refused(project, now)


def test_words_of_the_starter(project: Project, now: datetime, tmp_path: Path) -> None:
    """What the starter's files ask their author to write does not go online; a trial may show it."""
    write_site(tmp_path, (replace(FLU, words="<p>Write here: what happens at a checkup.</p>"),))
    assert "FRM016 still says what the starter" in refused(project, now)
    gate(project, now, is_public=False)
    write_site(
        tmp_path, (replace(FLU, words="<p>You may write here. Write to us here or there.</p>"),)
    )
    gate(project, now)


def changed(consents: Consents, **update: object) -> Consents:
    return Consents(consents=tuple(one.model_copy(update=update) for one in consents.consents))


@pytest.mark.parametrize(
    ("update", "said"),
    [
        ({"revoked_on": date(2026, 11, 22)}, "was revoked on 2026-11-22"),
        ({"expires_on": date(2026, 11, 21)}, "expired on 2026-11-21"),
        ({"id": "C-OTHER"}, "is not in consents.toml"),
    ],
)
def test_a_consent_that_fell_after_the_build(
    project: Project, now: datetime, update: dict[str, object], said: str
) -> None:
    """Today's consents decide, not those of the build; the page and the fix are named."""
    fallen = replace(project, consents=changed(project.consents, **update))
    with pytest.raises(ChecksFailed) as caught:
        gate(fallen, now)
    (finding,) = caught.value.findings
    assert said in str(finding.message)
    assert "blog/story/index.html" in finding.message
    assert "bedside build" in finding.fix
    assert caught.value.exit_code == 1


def test_a_hidden_story(project: Project, now: datetime, tmp_path: Path) -> None:
    """A hidden page is not in the announcements, yet its consent is asked all the same."""
    write_site(tmp_path, (FLU, replace(STORY, hidden=True)))
    fallen = replace(project, consents=changed(project.consents, revoked_on=date(2026, 11, 1)))
    assert "blog/story/index.html: consent C-7Q4M2X was revoked" in refused(fallen, now)


def test_a_page_whose_end_has_come(project: Project, now: datetime, tmp_path: Path) -> None:
    """What ended between build and deploy does not go online."""
    write_site(tmp_path, (replace(FLU, expires=BUILT + timedelta(minutes=5)),))
    assert "shows what ended on 2026-11-22" in refused(project, now)


def test_a_post_taken_back(project: Project, now: datetime) -> None:
    """A post that was made a draft after the build does not go online with it."""
    folder = project.content / "posts"
    folder.mkdir(parents=True)
    (folder / "flu.md").write_text(f"---\ntitle: Flu\nuid: {FLU.uid}\nstatus: draft\n---\nText.\n")
    assert "blog/flu/index.html: its source is draft now" in refused(project, now)


ABOUT = Written(uid="", slug="about", words="Who we are.", folder="")


def test_a_page_taken_back(project: Project, now: datetime, tmp_path: Path) -> None:
    """A page that is no post and has no uid is known by its address: as a draft it does not leave."""
    write_site(tmp_path, (FLU, ABOUT))
    gate(project, now)
    folder = project.content / "pages"
    folder.mkdir(parents=True)
    (folder / "about.md").write_text("---\ntitle: About\nstatus: draft\n---\nText.\n")
    assert "about/index.html: its source is draft now" in refused(project, now)


def test_a_draft_at_a_public_address(project: Project, now: datetime, tmp_path: Path) -> None:
    """A draft that is to replace a public page one day does not hold that page back."""
    write_site(tmp_path, (FLU, ABOUT))
    folder = project.content / "pages"
    folder.mkdir(parents=True)
    (folder / "about.md").write_text("---\ntitle: About\n---\nText.\n")
    (folder / "new.md").write_text("---\ntitle: New\nslug: about\nstatus: draft\n---\nText.\n")
    gate(project, now)


@pytest.mark.parametrize(
    ("update", "said"),
    [({"expires": BUILT}, "ended on"), ({"uid": OTHER, "consent": "C-ENDED"}, "is not in")],
)
def test_a_page_that_may_not_stay(
    project: Project, now: datetime, tmp_path: Path, update: dict[str, Any], said: str
) -> None:
    """End dates and consents hold for pages that are no posts as well."""
    write_site(tmp_path, (FLU, replace(ABOUT, **update)))
    assert f"about/index.html: {'shows what ' if 'expires' in update else 'consent '}" in refused(
        project, now
    )
    assert said in refused(project, now)


@pytest.mark.parametrize("wrong", ["status: drfat", "expires: soon"])
def test_a_source_with_mistakes(project: Project, now: datetime, wrong: str) -> None:
    """A source that a build would refuse is not taken for public: it may have meant a draft."""
    folder = project.content / "posts"
    folder.mkdir(parents=True)
    (folder / "flu.md").write_text(f"---\ntitle: Flu\nuid: {FLU.uid}\n{wrong}\n---\nText.\n")
    assert "blog/flu/index.html: its source has mistakes" in refused(project, now)


def test_a_site_made_by_bare_pelican(project: Project, now: datetime) -> None:
    """Pelican builds without our plugins and exits 0: the posts in content/ are counted here."""
    project.receipt.unlink()
    project.outbox.unlink()
    folder = project.content / "posts"
    folder.mkdir(parents=True)
    text = f"---\ntitle: Flu\nuid: {FLU.uid}\ndate: 2026-11-01\n---\nText.\n"
    (folder / "flu.md").write_text(text)
    assert (
        refused(project, now) == "RCP001 no receipt for 1 post: the checks did not run on this site"
    )


def test_no_site_at_all(project: Project, now: datetime) -> None:
    """Without a build the message says what to run."""
    (project.output / "index.html").unlink()
    with pytest.raises(BedsideError, match="run `bedside build` first"):
        gate(project, now)
