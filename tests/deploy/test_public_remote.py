"""Which remotes count as public, however their address is written."""

import subprocess
from datetime import datetime

import pytest
from tests.conftest import SmallSite

from bedside.deploy.remote import refuse_public, remote_name
from bedside.deploy.run import Wishes, deploy
from bedside.deploy.verify import Patience
from bedside.errors import BedsideError
from bedside.practice import Policies

HOSTED = (
    "https://github.com/Larkfield/site.git", "https://user:secret@github.com/Larkfield/site",
    "git@github.com:Larkfield/site.git", "ssh://git@github.com:22/Larkfield/site",
    "https://gitlab.com/Larkfield/site", "https://larkfield.visualstudio.com/_git/site",
)  # fmt: skip
OWN = (
    "/srv/git/site.git", "../site", "C:/git/site", "file:///srv/git/site.git",
    "git@git.larkfield.example:site.git", "https://notgithub.com/a/b",
)  # fmt: skip


@pytest.mark.parametrize("address", HOSTED)
def test_a_host_for_everybody_counts_as_public(address: str) -> None:
    """Nobody can tell from here whether a repository there is private: the practice must say so."""
    with pytest.raises(BedsideError, match="private_remotes") as refused:
        refuse_public(address, Policies())
    assert "secret" not in str(refused.value)
    refuse_public(address, Policies(allow_public_remote=True))
    refuse_public(address, Policies(private_remotes=(remote_name(address),)))


@pytest.mark.parametrize("address", OWN)
def test_a_server_of_ones_own_passes(address: str) -> None:
    """Folders and hosts that are not for everybody are not refused."""
    refuse_public(address, Policies())


def test_another_repository_there_is_not_meant() -> None:
    """Declaring one repository private says nothing of the next one."""
    with pytest.raises(BedsideError):
        refuse_public(HOSTED[0], Policies(private_remotes=("github.com/larkfield/other",)))


def test_a_deploy_is_refused_before_anything_is_sent(site: SmallSite, now: datetime) -> None:
    """With the target pages the remote is looked at first, before the site itself."""
    facts = site.root / "practice.toml"
    text = facts.read_text().replace("allow_public_remote = true", "")
    facts.write_text(f'{text}\n[deploy]\ntarget = "pages"\n')
    for words in (["init", "--quiet"], ["remote", "add", "origin", HOSTED[1]]):
        subprocess.run(["git", *words], cwd=site.root, check=True)
    wishes = Wishes(patience=Patience(seconds=0))
    with pytest.raises(BedsideError, match="everybody may be able to read") as refused:
        deploy(site.project(), now, wishes)
    assert "secret" not in str(refused.value)
