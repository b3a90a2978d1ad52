"""Web addresses as people write them: a broken one is an answer, not an exception."""

from urllib.parse import SplitResult, urljoin, urlsplit

__all__ = ["BROKEN", "join_address", "split_address"]

BROKEN = "?"  # the host of an address that is none: no real host is called that


def split_address(url: str) -> SplitResult:
    """Return the parts of an address; one that cannot be parted has the host `BROKEN`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return SplitResult(url.partition(":")[0].lower(), BROKEN, "", "", "")
    return parts


def join_address(base: str, address: str) -> str:
    """Return an address as seen from the page `base`; a broken one as it was written."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address
