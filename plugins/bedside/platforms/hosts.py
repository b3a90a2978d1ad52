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
# IPv4 addresses inside IPv6: RFC 6052 section 2.1; RFC 4291 section 2.5.5.1 (gone, still routed).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
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


def refuse_private(url: str) -> str:
    """Return an address of the URL's host to connect to, or "" where the name may be asked again.

    Raises BedsideError when any of its addresses is private, loopback or reserved: a name with one
    public and one private address is refused. Whoever connects to what is returned cannot be sent
    elsewhere by a second answer (DNS rebinding).
    """
    if allowed_by_environment(url):
        return ""
    host = urlsplit(url).hostname or ""
    try:
        found = socket.getaddrinfo(host, _port(url), type=socket.SOCK_STREAM)
    except OSError:
        return ""  # no such name: the connection will say so
    addresses = [str(address[0]).partition("%")[0] for *_, address in found]
    for one in addresses:
        if not _is_public(one):
            message = (
                f"{host} is an address inside a private network: use a public one, "
                f"or allow it with {ALLOW_ENV}={urlsplit(url).netloc}"
            )
            raise BedsideError(message)
    return addresses[0] if addresses else ""


def _is_public(address: str) -> bool:
    """Tell whether an address is reached over the internet; one inside another counts as itself."""
    one = ipaddress.ip_address(address)
    if isinstance(one, ipaddress.IPv6Address):
        if one.is_site_local or one in _COMPATIBLE:
            return False
        inner = one.ipv4_mapped or one.sixtofour
        if one in _NAT64:
            inner = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(str(inner))
    return one.is_global and not one.is_multicast


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
