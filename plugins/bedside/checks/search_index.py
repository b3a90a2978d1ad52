"""The search index in a built site: Pagefind's own programs by hash, the rest by what it says.

A fragment is what the search shows of one page: it may say nothing that the page does not say. The
other parts hold single words and where they stand; they are told by Pagefind's mark alone, since
each of their words is in a fragment too.
"""

import gzip
import html
import json
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bedside.checks.page import Page
from bedside.checks.reader import Memory
from bedside.files import sha256_file

__all__ = ["SEARCH", "index_problem", "is_search_program"]

SEARCH = "pagefind/"
# Of Pagefind 1.5.2 as PyPI's pagefind-bin writes them (built on 2026-11-22): they ask no other site.
_PROGRAMS = frozenset((
    "252d272bd34d483d19a752060f6a065114d15ab12c42d8f905ca565e2768a009",  # pagefind.js
    "4ca50d25bcab9e1c3afbc00ab5f7761114e83c8fc1b83d38655af1558b650c2a",  # pagefind-worker.js
    "de833e8b4f68fe09aa246d86b78da5c4c8c33f5c4251432ce81d07a45a885fe3",  # wasm.ar.pagefind
    "c86fc6147931a6e4e969b11db1d69a008d75ab227d2a659349a0849c1ad0a24e",  # wasm.ca.pagefind
    "c032bb3e106fecadcd92cb5720f2ae9f6147df3ec15249fa4c528e7cb4d49bb8",  # wasm.da.pagefind
    "f1e251bdaf42bd2ded77e7dd41460ebe237cba885ec8f3094f4be995c1ebbc57",  # wasm.de.pagefind
    "0dfe91400bb10401d722a4916d07dd2d9901526781ff8648c4d1ad8cc06dc8f7",  # wasm.el.pagefind
    "bb16c9e6d3d214d4d05cccca51df7b487b86b3657318da767f6ca9e0a2e7259d",  # wasm.en.pagefind
    "c00d45e7242a60fc25bea534ddacea609cff5fd6138fb9f84194f7b68ed3ecfa",  # wasm.es.pagefind
    "b5a798a7f7a0977018f49f4048dca8380cb949c4727146ac5a39b17ffa8435ad",  # wasm.eu.pagefind
    "4f798a3c38726583a569e77a15417d5e06a6084f1b4630e822f5c81e93e6250e",  # wasm.fi.pagefind
    "535bcefb9b43fecc7e985ed98488ad32dd580a794373e4e94739c8a99160c37c",  # wasm.fr.pagefind
    "1e31519714cf96bfeadc3684c4abb13bb434f351be69b9b0734da22a0ec90033",  # wasm.ga.pagefind
    "662033e14e730c3c37be01ab06305c360cc9c1cd2b33b1a0498170840fa24b6c",  # wasm.hi.pagefind
    "bb4ed506cbd4b7068e3289d8c528562eeccb0505cf99552b4426175b2f536eee",  # wasm.hu.pagefind
    "4192f047563234492c3ef6307d80ecad3d8d52b489b4e925ec7e366b30367af8",  # wasm.hy.pagefind
    "4f7d93a8a8fd43c181e5f366d7fb453fd679e85e065f6d83b38b7c4aa59176ba",  # wasm.id.pagefind
    "bd6bed030a3c5db16173d3137b4571d4ccac79cad0e3298008644e2a00f42cbd",  # wasm.it.pagefind
    "050e05834e53051a6216d06b8223ecde43d524c3f210c3a90a22f0c9a62cf737",  # wasm.lt.pagefind
    "8d8eb743f4d841cd066ac06a621628f9f4cb6eba28ff64901b1f85f6759f94fd",  # wasm.ne.pagefind
    "c213777760f16411e6089808577e97e5512bea39f8c4dfc6c7ef9a5464c77c49",  # wasm.nl.pagefind
    "cca05aa8a6dabfc1c375c4ac975c9ad3e44f6fb218371eff9d07e80005e16776",  # wasm.no.pagefind
    "1e084ac59aff76bc9b64cdc07277725ba4639ffb1af82d78b69b3c3bf89bb5bb",  # wasm.pl.pagefind
    "274994577df8da8d1945043b05eb3708abbaff717a00219a2f87e66f8705e6d5",  # wasm.pt.pagefind
    "c328e585f4fafcfe8dbf19799e7903f0ba3ce4e76eebb44257f51d9ba3ce1bee",  # wasm.ro.pagefind
    "e0eb287c0c61f63aca25690f01af0160f042b4b8c6114e38e9414e20ec124b00",  # wasm.ru.pagefind
    "054df4f63a01d5b090f22d4705986c5d688e380a4bfe1d9368534e456e9940bc",  # wasm.sr.pagefind
    "a0d5e56c570d38e1f453feb7b96c17bbeaa29373d4e9f7d08fadc0deff7ad6b1",  # wasm.sv.pagefind
    "26fed77324d0c8de38e78358947ce0b90f02b6b153b6859fb4aeecd0a61d36ad",  # wasm.ta.pagefind
    "a477da6d778d39e3d67dc880583bf06117e257a9802d606a5017e735a968effe",  # wasm.tr.pagefind
    "3a74cefceacd066e8d3bc8c52e7bc1c869544ca3d9031b44a9b7136356d5d7f4",  # wasm.unknown.pagefind
    "c37ead56515c43e6b355f0badd2816949837a6f3a513f322c4a348a2ed399e5f",  # wasm.yi.pagefind
))  # fmt: skip
_MARK = b"pagefind_dcd"
_PARTS = (".pf_fragment", ".pf_index", ".pf_meta")
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"[^\W_]+")


def is_search_program(file: Path, path: str) -> bool:
    """Tell whether a file is one of Pagefind's programs, to the byte."""
    return path.startswith(SEARCH) and sha256_file(file) in _PROGRAMS


def index_problem(
    file: Path, path: str, pages: Mapping[str, Page], silent: Memory | None = None
) -> str | None:
    """Say what is wrong with a part of the index; "" for a good one, None for any other file.

    `pages` are the site's, by path; `silent` knows which fragments said nothing new of which page.
    """
    if not path.startswith(SEARCH) or not path.endswith((*_PARTS, ".pagefind")):
        return None
    if path.endswith(".pagefind"):
        return "" if is_search_program(file, path) else "is not Pagefind's own program"
    try:
        data = gzip.decompress(file.read_bytes())
    except (OSError, EOFError, zlib.error):
        return "is no part of a search index"
    if not data.startswith(_MARK):
        return "is no part of a search index"
    return _fragment_problem(data, pages, silent) if path.endswith(".pf_fragment") else ""


def _fragment_problem(data: bytes, pages: Mapping[str, Page], silent: Memory | None) -> str:
    try:
        said: dict[str, Any] = json.loads(data.removeprefix(_MARK))
        url, shown = str(said["url"]), [str(said["content"]), *map(str, said["meta"].values())]
    except (ValueError, KeyError, AttributeError):
        return "is no part of a search index"
    path = url.removeprefix("/")
    page = pages.get(f"{path}index.html" if path.endswith("/") or not path else path)
    if page is None or not page.is_indexed:
        return "shows a page that search may not know of: build the site again"
    key = f"fragment\0{data!r}\0{page.html}"
    is_known = bool(silent and silent.knows(key))
    says_more = not is_known and _says_more(shown, page)
    page.let_go()
    if says_more:
        return "says words that its page does not: build the site again"
    if silent and not is_known:
        silent.keep(key)
    return ""


def _says_more(shown: list[str], page: Page) -> bool:
    """Tell whether a fragment shows words that its page does not say."""
    pictures = (f"{src}\n{alt}" for src, alt in page.pictures)
    said = [page.text, page.lang, *page.titles, *pictures]
    new = _words(" ".join(shown)) - _words("\n".join(said))
    if not new or not (new := new - _words(page.html)):
        return False
    plain = _WORD.findall(html.unescape(_TAG.sub(" ", page.html)))
    joined = "".join(plain).casefold()  # Pagefind writes cells of a row and the like as one word
    return any(one not in joined for one in new)


def _words(text: str) -> set[str]:
    if text.isascii():
        return set(_WORD.findall(text.lower()))
    return {one.casefold() for one in set(_WORD.findall(text))}
