"""`bedside evidence`: what a deploy adds, what is checked, what is exported."""

import hashlib
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.conftest import SmallSite
from tests.consents.conftest import FLAGS, Run
from tests.deploy.small_site import FLU, STORY, write_site

from bedside.cli.deploy_after import Before, follow_up
from bedside.deploy.base import Change, Reason, Sending
from bedside.deploy.record import Deployment
from bedside.errors import ExitCode
from bedside.evidence.chain import read_evidence
from bedside.outbox import load_outbox
from bedside.project import Project, open_project

WHEN = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path, sample_root: Path) -> Project:
    """Return a practice with a built site of an article and a story under a consent."""
    for name in ("practice.toml", "consents.toml"):
        (tmp_path / name).write_text((sample_root / name).read_text())
    write_site(tmp_path, (FLU, STORY))
    (tmp_path / "content").mkdir()
    return open_project(tmp_path / "practice.toml")


def follow(project: Project, *removed: str) -> ExitCode:
    """Do what follows a proven public deploy that removed these paths."""
    before = Before.of(project)
    before.sending = Sending(
        changes=tuple(Change(path=one, reason=Reason.DELETED) for one in removed),
        outbox=load_outbox(project.outbox), where="here",
    )  # fmt: skip
    done = Deployment(
        target="folder", release="R1", public_url="", outbox_sha256="", deployed_at=WHEN
    )
    return follow_up(project, WHEN, before, done, is_public=True)


def test_a_public_deploy_is_recorded_once(project: Project) -> None:
    """Consent, then deploy with the post that rests on it; the same sources again add nothing."""
    assert follow(project) == ExitCode.FINE
    entries = read_evidence(project.root / "evidence").entries
    assert [one.kind for one in entries] == ["consent", "deploy"]
    facts = entries[1].facts
    receipt = hashlib.sha256(project.receipt.read_bytes()).hexdigest()
    assert facts["receipt_sha256"] == receipt
    assert facts["consents"] == [f"{STORY.uid} {STORY.consent}"]
    follow(project)
    assert len(read_evidence(project.root / "evidence").entries) == 2


def test_a_withdrawal_is_recorded_with_its_proof(project: Project) -> None:
    """The post's uid, why it left, and how many addresses are proven gone; no word of it."""
    (project.root / "content" / "posts").mkdir()
    text = (
        f"---\ntitle: Planted words\nuid: {STORY.uid}\ntype: story\nconsent: {STORY.consent}\n---\n"
    )
    (project.root / "content" / "posts" / "story.md").write_text(text)
    (one,) = project.consents.consents
    ended = one.model_copy(update={"revoked_on": WHEN.date()})
    project = replace(project, consents=project.consents.model_copy(update={"consents": (ended,)}))
    assert follow(project, "blog/story/index.html") == ExitCode.AUTHOR
    last = read_evidence(project.root / "evidence").entries[-1]
    assert (last.kind, last.subject, last.facts["addresses_proven_gone"]) == (
        "withdrawn",
        STORY.uid,
        1,
    )
    assert "Planted" not in (project.root / "evidence" / "evidence.jsonl").read_text()


@pytest.mark.usefixtures("story")
def test_check_and_export(site: SmallSite, run: Run, tmp_path: Path) -> None:
    """An entry by hand is named until it is recorded; a harmed line is exit 1, exported all the same."""
    assert "not recorded yet" in run("evidence", "check").output
    run("consent", "add", *FLAGS)
    checked = run("evidence", "check")
    assert checked.return_value == 0
    assert "2 line(s), none changed" in checked.output
    assert run("evidence", "export", "--to", str(tmp_path / "a.zip")).return_value == 0
    run("evidence", "export", "--to", str(tmp_path / "b.zip"))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = {"README.txt", "evidence.jsonl", "head.json", "consents.toml"}
        assert set(archive.namelist()) == names
        assert read_evidence(site.root / "evidence").head in archive.read("README.txt").decode()
    path = site.root / "evidence" / "evidence.jsonl"
    path.write_text(path.read_text().replace("2027-11-01", "2028-11-01"))
    assert run("evidence", "check").return_value == 1
    assert run("evidence", "export", "--to", str(tmp_path / "c.zip")).return_value == 1
    assert "line" in str(run("evidence", "export", "--to", str(tmp_path / "d.zip")).output)
