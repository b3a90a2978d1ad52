"""`bedside deploy` and `bedside serve` as they are typed."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import httpx
from tests.deploy.small_site import BUILT, FLU, bedside, write_site

from bedside.deploy.record import load_deployment

URL = "https://larkfield.example"


def test_deploy_to_a_folder(root: Path) -> None:
    """The changes are listed, the proof is told, and nobody takes it for a public site."""
    done = bedside(root, "deploy", "--target", "folder", "--serve", "--now", "2026-11-22T08:00")
    assert done.return_value == 0, done.output
    assert "  new      blog/flu/index.html" in done.output
    assert "8 new, 0 changed, 0 deleted, 0 unchanged" in done.output
    assert "nothing is public" in done.output
    record = load_deployment(root / "build")
    assert record
    assert record.public_url.startswith("http://127.0.0.1")


def test_a_refused_site(root: Path) -> None:
    """A page changed after the checks is a finding with its fix, exit 1, and nothing is uploaded."""
    (root / "output" / "index.html").write_text("changed")
    done = bedside(root, "deploy", "--target", "folder", "--serve")
    assert done.return_value == 1
    assert "RCP004" in done.output
    assert "Nothing was uploaded" in done.output
    assert not (root / "build" / "online").exists()


def test_rollback_is_refused_with_the_list(root: Path) -> None:
    """The way back to a story whose consent was revoked since is refused with its page, exit 1."""
    deploy = ["deploy", "--target", "folder", "--serve", "--now"]
    bedside(root, *deploy, "2026-11-22T08:00")
    write_site(root, (FLU,), when=BUILT + timedelta(minutes=5))
    assert bedside(root, *deploy, "2026-11-22T08:05").return_value == 0
    consents = root / "consents.toml"
    consents.write_text(consents.read_text().rstrip() + "\nrevoked_on = 2026-11-22\n")
    done = bedside(root, *deploy, "2026-11-22T09:00", "--rollback")
    assert done.return_value == 1
    assert "blog/story/index.html: consent C-7Q4M2X was revoked on 2026-11-22" in done.output
    assert not list((root / "build" / "online" / "current").resolve().rglob("story"))


def test_nothing_is_public_without_a_host(root: Path) -> None:
    """A folder that no web server shows ends with exit 3 and the list of what is not online."""
    command = [sys.executable, "-m", "bedside", "deploy", "--target", "folder", "--timeout", "0",
               "--public-url", "http://127.0.0.1:9"]  # fmt: skip
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert done.returncode == 3, done.stderr
    assert "not online after 0 s; nothing was announced, safe to run again" in done.stderr
    assert "blog/flu/index.html: no answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve(root: Path) -> None:
    """`bedside serve` shows the built site at the address that it prints."""
    command = [sys.executable, "-m", "bedside", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        address = server.stdout.readline().split()[0]
        answer = httpx.get(f"{address}blog/flu/", trust_env=False)
        server.terminate()
    assert "flu shot" in answer.text


def test_serve_without_a_site(tmp_path: Path, sample_root: Path) -> None:
    """Without a build there is nothing to show, and the message says what to run."""
    (tmp_path / "practice.toml").write_text((sample_root / "practice.toml").read_text())
    done = bedside(tmp_path, "serve")
    assert "run `bedside build` first" in str(done.exception)
