"""What a file's own links and pictures become on the site, whichever engine read them."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from bedside.site.targets import resolve
from bedside.web_address import split_address

__all__ = ["FileLinks", "Handout", "Hreflang", "MayLink", "PictureSize"]

PictureSize = Callable[[str], tuple[str, int, int] | None]
MayLink = Callable[[str, str], bool]
Handout = Callable[[str], str | None]
Hreflang = Callable[[str, str], str]

_MARKDOWN_FILE = re.compile(r"\.(?:md|markdown|mkd|mdown)$", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a\s*>", re.DOTALL | re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class FileLinks:
    """One file's view of the site.

    `name` is the file's path under content/, against which relative links are read. `picture_size`
    maps a path under content/ to (address, width, height) and notes that the site needs it.
    `may_link` tells of (name, path under content/ or address of a page) whether the link may stand:
    one to what is not public keeps its words and loses its address, so that a post withdrawn stops
    no other.
    `handout` maps the path of a file to download to its address, and notes that the site needs it.
    `hreflang` tells of the same which language the link leads into; "" where it is the file's own.
    `shown` fills up with the pictures that the text shows.
    `contacts` maps a phone number or e-mail address to its link: in running text it becomes one.
    """

    name: str
    picture_size: PictureSize
    may_link: MayLink
    handout: Handout = lambda _: None
    hreflang: Hreflang = lambda *_: ""
    contacts: Mapping[str, str] = field(default_factory=dict)
    shown: dict[str, int] = field(default_factory=dict)  # address of each picture -> its width

    @cached_property
    def contact(self) -> re.Pattern[str]:
        """Return what finds a contact in running text, as its only group."""
        longest_first = sorted(filter(None, self.contacts), key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first)) or r"(?!)"
        return re.compile(rf"(?<![\w.+@-])({words})(?![\w@]|[.-]\w)")

    def may_hold_contact(self, text: str) -> bool:
        """Tell whether a contact stands in a text, if only inside a longer word."""
        return any(one in text for one in self.contacts if one)

    def contact_link(self, words: str) -> dict[str, str]:
        """Return the attributes of the link that a contact becomes."""
        href = self.contacts[words]
        is_phone = href.startswith("tel:")
        return {"href": href} | ({"class": "phone", "dir": "ltr"} if is_phone else {})

    def href(self, target: str) -> str | None:
        """Return what a link to `target` becomes; None where its words stand alone."""
        path = resolve(target, self.name)
        if path and _MARKDOWN_FILE.search(path):
            fragment = split_address(target).fragment
            # Pelican knows the address of each file; it replaces this form.
            place = f"{{filename}}/{path}" + (f"#{fragment}" if fragment else "")
            return place if self.may_link(self.name, path) else None
        return (path and self.handout(unquote(path))) or target

    def image(self, src: str) -> dict[str, str]:
        """Return the attributes of a picture: where it is served, how large it is."""
        path = resolve(src, self.name)
        found = self.picture_size(path) if path else None
        if found is None:
            return {"src": src}
        address, width, height = found
        self.shown[address] = width
        return {"src": address, "width": str(width), "height": str(height), "loading": "lazy"}

    def settled(self, page: str) -> str:
        """Return a page whose links, however they were written, lead to nothing that is kept back.

        One that leads into another language says so.
        """
        return _ANCHOR.sub(self._settled, page)

    def _settled(self, link: re.Match[str]) -> str:
        href = _HREF.search(link[1])
        target = html.unescape(next(filter(None, href.groups()), "")) if href else ""
        path = resolve(target, self.name)
        is_file = path and _MARKDOWN_FILE.search(path)
        place = path if path and is_file else target
        if not self.may_link(self.name, place):
            return link[2]
        lang = "" if "hreflang" in link[1].lower() else self.hreflang(self.name, place)
        return f'{link[0][:2]} hreflang="{lang}"{link[0][2:]}' if lang else link[0]
