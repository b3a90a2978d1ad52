"""The rsync target, against a real ssh server on this machine."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.deploy.small_site import BUILT, FLU, STORY, write_site

from bedside.deploy import rsync
from bedside.deploy.base import Deployed, Place, Reason, Release
from bedside.errors import BedsideError, DeployError
from bedside.practice import Deploy

PAGE = "blog/flu/index.html"
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


@pytest.fixture(scope="module")
def ssh_config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Run an ssh server with keys of its own; return a client's configuration that reaches it."""
    assert SSHD, "openssh-server is not installed: run `inv setup`"
    assert shutil.which("rsync"), "rsync is not installed: run `inv setup`"
    home = tmp_path_factory.mktemp("ssh")
    host_key, user_key, port = _key(home / "host"), _key(home / "user"), _free_port()
    (home / "authorized").write_text((home / "user.pub").read_text())
    (home / "known").write_text(f"[127.0.0.1]:{port} {(home / 'host.pub').read_text()}")
    (home / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host_key}\nPidFile {home}/pid\n"
        f"AuthorizedKeysFile {home}/authorized\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\n"
    )
    (home / "config").write_text(
        f"Host *\n Port {port}\n IdentityFile {user_key}\n IdentitiesOnly yes\n"
        f" UserKnownHostsFile {home}/known\n GlobalKnownHostsFile /dev/null\n"
    )
    if os.geteuid() == 0:  # sshd demands this folder of root; Debian's service makes it on start
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with (home / "log").open("wb") as log:
        server = subprocess.Popen([SSHD, "-D", "-e", "-f", str(home / "sshd_config")], stderr=log)
        _wait(port, server, home / "log")
        yield home / "config"
        server.terminate()
        server.wait(10)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        assert server.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"the ssh server did not start: {log.read_text()}")


@pytest.fixture
def server(ssh_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a folder on the ssh server as the place to deploy to."""
    monkeypatch.setenv("BEDSIDE_SSH_CONFIG", str(ssh_config))
    (tmp_path / "www" / "site").mkdir(parents=True)
    settings = Deploy(
        target="rsync",
        host=f"{pwd.getpwuid(os.getuid()).pw_name}@127.0.0.1",
        path=str(tmp_path / "www" / "site"),
    )
    return Place(target="rsync", root=tmp_path, settings=settings, url="https://larkfield.example")


def put(release: Release, place: Place) -> Deployed:
    return rsync.put(release, place, rsync.changes(release, place), BUILT)


def test_the_site_arrives(server: Place) -> None:
    """Every file of the site is on the server, byte for byte, and readable by a web server."""
    release = write_site(server.root, (FLU,))
    done = put(release, server)
    there = server.root / "www" / "site"
    assert (there / PAGE).read_bytes() == (release.site / PAGE).read_bytes()
    assert (there / ".well-known/bedside.json").is_file()
    assert (there / PAGE).stat().st_mode & 0o777 == 0o644
    assert PAGE in done.changed
    assert not list(there.rglob("outbox.json"))


def test_only_what_differs(server: Place) -> None:
    """A file with the same bytes is not sent again, even when its time differs."""
    put(write_site(server.root, (FLU,)), server)
    there = server.root / "www" / "site"
    inode = (there / PAGE).stat().st_ino
    release = write_site(server.root, (replace(FLU, words="New words."),))
    os.utime(release.site / "index.html", (1, 1))
    reasons = {one.path: one.reason for one in rsync.changes(release, server)}
    assert reasons[PAGE] is Reason.CHANGED
    assert reasons["index.html"] is Reason.UNCHANGED
    assert put(release, server).changed == (".well-known/bedside.json", PAGE)
    assert (there / PAGE).stat().st_ino != inode


def test_comparing_writes_nothing(server: Place) -> None:
    """The comparison before the upload leaves the server as it is."""
    rsync.changes(write_site(server.root, (FLU,)), server)
    assert not list((server.root / "www" / "site").iterdir())


def test_what_the_site_dropped_is_deleted(server: Place) -> None:
    """Removed posts are deleted there, their empty folders too; certbot's answers stay."""
    release = write_site(server.root, (FLU, STORY))
    put(release, server)
    there = server.root / "www" / "site"
    challenge = there / ".well-known/acme-challenge/token"
    challenge.parent.mkdir()
    challenge.write_text("x")
    shutil.rmtree(release.site / "blog/story")
    (release.site / "cards/story.png").unlink()
    assert put(release, server).deleted == ("blog/story/index.html", "cards/story.png")
    assert not (there / "blog/story").exists()
    assert challenge.is_file()


def test_a_server_nobody_knows(server: Place, ssh_config: Path, tmp_path: Path) -> None:
    """A server whose key is not known is not trusted, and nothing is sent."""
    stranger = tmp_path / "config"
    stranger.write_text(ssh_config.read_text().replace("/known\n", "/nobody\n"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEDSIDE_SSH_CONFIG", str(stranger))
        with pytest.raises(DeployError, match="Host key verification failed"):
            put(write_site(server.root, (FLU,)), server)
    assert not list((server.root / "www" / "site").iterdir())


def test_a_folder_that_is_not_there(server: Place) -> None:
    """A missing parent folder on the server is a DeployError with rsync's own words."""
    settings = server.settings.model_copy(update={"path": f"{server.root}/no/such/folder"})
    with pytest.raises(DeployError, match="rsync ended with"):
        put(write_site(server.root, (FLU,)), replace(server, settings=settings))


@pytest.mark.parametrize(
    ("host", "path", "named"),
    [
        ("-oProxyCommand=x", "/var/www/site", r"deploy\.host"),
        ("a b", "/var/www/site", r"deploy\.host"),
        ("", "/var/www/site", r"deploy\.host"),
        ("user@host", "/", r"deploy\.path"),
        ("user@host", "/home", r"deploy\.path"),
        ("user@host", "build/online", r"deploy\.path"),
        ("user@host", "/var/www/../../etc", r"deploy\.path"),
        ("user@host", "/var/www/$(id)", r"deploy\.path"),
        ("user@host", "/var/www/a b", r"deploy\.path"),
    ],
)
def test_names_that_are_refused(tmp_path: Path, host: str, path: str, named: str) -> None:
    """A host or path that ssh, rsync or a shell could read as something else is refused."""
    settings = Deploy(target="rsync", host=host, path=path)
    place = Place(target="rsync", root=tmp_path, settings=settings, url="https://a.example")
    with pytest.raises(BedsideError, match=named):
        rsync.changes(write_site(tmp_path, (FLU,)), place)


def test_reading_what_rsync_says() -> None:
    """Each kind of line becomes its reason; changed times and folders are no change."""
    said = (
        "<f+++++++++ new.html\n<fcst...... changed.html\n.f..t...... same.html\n"
        "cd+++++++++ blog/\n*deleting   old.html\n*deleting   blog/old/\n"
    )
    local = dict.fromkeys(("new.html", "changed.html", "same.html"), "hash")
    assert {one.path: one.reason for one in rsync.itemized(said, local)} == {
        "new.html": Reason.NEW, "changed.html": Reason.CHANGED, "same.html": Reason.UNCHANGED,
        "old.html": Reason.DELETED,
    }  # fmt: skip
