"""Where a secret may go: https, the platform's own hosts, and what BEDSIDE_ALLOW_HOSTS adds."""

import ipaddress
import os
import socket
from urllib.parse import urlsplit

from bedside.errors import BedsideError
from bedside.practice import Account

__all__ = ["ALLOW_ENV", "allowed_by_environment", "base_url", "refuse_private"]

_MAIL = ("smtps", "smtp+starttls")
_ENCRYPTED = ("https", *_MAIL)
ALLOW_ENV = "BEDSIDE_ALLOW_HOSTS"  # "127.0.0.1:3000,pds.example": http is allowed there too


def allowed_by_environment(url: str) -> bool:
    """Tell whether BEDSIDE_ALLOW_HOSTS names the URL's host, with its port or with none."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    names = {host, f"{host}:{_port(url)}"}
    if ":" in host:
        names |= {f"[{host}]", f"[{host}]:{_port(url)}"}
    allowed = {one.strip().lower() for one in os.environ.get(ALLOW_ENV, "").split(",")}
    return bool(host) and not names.isdisjoint(allowed)


def base_url(account: Account, hosts: tuple[str, ...]) -> str:
    """Return the account's API address without a trailing slash.

    `hosts` are the platform's own (`.host.bsky.network` allows what is beneath it), the first is
    where an account without `api` is; empty where every account names its own. Raises BedsideError with what to change.
    """
    default = f"https://{hosts[0]}" if hosts else _from_handle(account)
    url = (account.api or default).rstrip("/")
    where = f"account `{account.id}`"
    if not url:
        message = f"{where}: no address to send to: add `api` to it in practice.toml"
        raise BedsideError(message)
    if allowed_by_environment(url):
        return url
    host = urlsplit(url).hostname or ""
    way_out = f"correct `api` in practice.toml, or allow it with {ALLOW_ENV}={urlsplit(url).netloc}"
    if urlsplit(url).scheme not in _ENCRYPTED:
        message = f"{where}: {url} is not https: {way_out}"
        raise BedsideError(message)
    # A mail server is mostly a provider's: its certificate says whose it is.
    own = hosts or (() if urlsplit(url).scheme in _MAIL else _own_hosts(account))
    if own and not any(_matches(host, one) for one in own):
        message = f"{where}: {host} is not a host of {account.platform}: {way_out}"
        raise BedsideError(message)
    return url


def refuse_private(url: str) -> None:
    """Raise BedsideError when any address of the URL's host is private, loopback or reserved.

    Every address is looked at, so a name with one public and one private address is refused.
    """
    if allowed_by_environment(url):
        return
    host = urlsplit(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, _port(url), type=socket.SOCK_STREAM)
    except OSError:
        return  # no such name: the connection will say so
    for *_, address in found:
        if not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global:
            message = (
                f"{host} is an address inside a private network: use a public one, "
                f"or allow it with {ALLOW_ENV}={urlsplit(url).netloc}"
            )
            raise BedsideError(message)


def _port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or (80 if parts.scheme == "http" else 443)


def _from_handle(account: Account) -> str:
    host = _handle_host(account)
    return f"https://{host}" if host else ""


def _own_hosts(account: Account) -> tuple[str, ...]:
    """Return the hosts that an account's own handle and profile address name, and beneath them."""
    page = urlsplit(account.url or "").hostname or ""
    names = [name for name in (_handle_host(account), page) if name]
    return tuple(names) + tuple(f".{name}" for name in names)


def _handle_host(account: Account) -> str:
    _, _, host = account.handle.removeprefix("@").rpartition("@")
    return host.lower() if "@" in account.handle.removeprefix("@") else ""


def _matches(host: str, pattern: str) -> bool:
    return host.endswith(pattern) if pattern.startswith(".") else host == pattern
