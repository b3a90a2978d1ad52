"""Where a link between the practice's files leads."""

import posixpath
import re

from bedside.web_address import split_address

__all__ = ["resolve"]

_PELICAN = re.compile(r"\{(?:static|attach|filename)\}(/?)")


def resolve(target: str, name: str) -> str | None:
    """Return the path under content/ that a link in file `name` points to; None if elsewhere.

    Pelican's own form, `{static}/images/x.png` from content/ or `{static}x.png`, is read too.
    """
    if form := _PELICAN.match(target):
        name = "" if form[1] else name
        target = target[form.end() :]
    parts = split_address(target)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path))
