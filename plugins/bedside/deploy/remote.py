"""Who may read a git remote: what a public host holds counts as public unless the practice says so."""

import re
from urllib.parse import urlsplit

from bedside.errors import BedsideError
from bedside.practice import Policies

__all__ = ["refuse_public", "remote_name"]

# Hosts where anybody may open a repository for the world to read. Nobody can tell from here whether
# one is public: decision 19.
_HOSTS = (
    "github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "git.sr.ht", "gitea.com",
    "gitee.com", "sourceforge.net", "dev.azure.com", "visualstudio.com", "huggingface.co",
)  # fmt: skip
_SHORT = re.compile(r"(?:[^@/\s]+@)?(?P<host>[^:/\s]+):(?P<path>(?!//)\S+)")  # git@host:a/b


def refuse_public(address: str, policies: Policies) -> None:
    """Raise BedsideError for a remote that the world may read, unless practice.toml allows it."""
    name = remote_name(address)
    host = name.partition("/")[0]
    is_hosted = any(host == one or host.endswith(f".{one}") for one in _HOSTS)
    private = {remote_name(f"https://{one.strip('/')}") for one in policies.private_remotes}
    if not is_hosted or policies.allow_public_remote or {name, host} & private:
        return
    message = (
        f"{name}: everybody may be able to read this repository: its drafts, its consents.toml and "
        f"all that was ever in its history. If it is private, write "
        f'`private_remotes = ["{name}"]` under [policies] in practice.toml; if it is public and '
        f"may be, `allow_public_remote = true`"
    )
    raise BedsideError(message)


def remote_name(address: str) -> str:
    """Return `github.com/owner/name` for each way to write it, without login; empty for a folder."""
    parts = urlsplit(address)
    if parts.scheme and parts.hostname:
        host, path = parts.hostname, parts.path
    elif found := _SHORT.fullmatch(address):
        host, path = found["host"], found["path"]
        if len(host) == 1:  # a drive of Windows
            return ""
    else:
        return ""
    return f"{host.casefold()}/{path.strip('/').removesuffix('.git').casefold()}".strip("/")
