"""A post that ended or was withdrawn leaves the site, whoever links to it and however."""

from datetime import datetime

import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site

WAYS = {
    "its file": ("[days](gone.md)", ""),
    "its path": ("[days](/blog/gone/)", ""),
    "its whole address": ("[days](https://larkfield.example/blog/gone/#when)", ""),
    "no last slash": ("[days](/blog/gone)", ""),
    "a path from the page": ("[days](../gone/)", ""),
    "a label": ("[days][1]\n\n[1]: /blog/gone/", ""),
    "markup": ('<a class="x" href="/blog/gone/">days</a>', ""),
    "its button": ("Text on days.", "cta:\n  text: Read more\n  url: /blog/gone/"),
}


@pytest.mark.parametrize("ended", ["status: draft", "expires: 2026-11-01 08:00", "consent: C-GONE"])
def test_a_link_to_it_keeps_its_words_alone(site: SmallSite, now: datetime, ended: str) -> None:
    """The site is built without the post, and each file that links to it is named."""
    site.post("gone", uid=UIDS[0], extra=ended)
    for index, (body, extra) in enumerate(WAYS.values(), start=1):
        site.post(f"stays-{index}", uid=UIDS[index], body=body, extra=extra)
    built = build_site(site.project(), now, Announced())
    for index in range(1, len(WAYS) + 1):
        page = (site.root / "output" / "blog" / f"stays-{index}" / "index.html").read_text()
        assert "days" in page
        assert "gone" not in page
    assert not (site.root / "output" / "blog" / "gone").exists()
    linking = {f"posts/stays-{index}.md" for index in range(1, len(WAYS) + 1)}
    assert {name for name, _ in built.build.unlinked} == linking
