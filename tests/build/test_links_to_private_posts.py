"""A post that ended or was withdrawn leaves the site, whoever links to it and however."""

import shutil
from datetime import datetime

import pytest
from tests.conftest import UIDS, SmallSite

from bedside.building import Announced, build_site
from bedside.errors import ChecksFailed

WAYS = {
    "its file": ("[days](gone.md)", ""),
    "its path": ("[days](/blog/gone/)", ""),
    "its whole address": ("[days](https://larkfield.example/blog/gone/#when)", ""),
    "no last slash": ("[days](/blog/gone)", ""),
    "a path from the page": ("[days](../gone/)", ""),
    "a label": ("[days][1]\n\n[1]: /blog/gone/", ""),
    "markup": ('<a class="x" href="/blog/gone/">days</a>', ""),
    "its source": (
        "Text on days.",
        (
            "references:\n  - title: Of days\n    publisher: Us\n    read: 2026-10-01\n"
            "    url: https://larkfield.example/blog/gone/"
        ),
    ),
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


def test_a_link_in_the_theme_is_told_as_one(site: SmallSite, now: datetime) -> None:
    """A template's own link cannot be unlinked: the message says where it stands and why."""
    site.post("gone", uid=UIDS[0], extra="status: draft")
    site.post("stays", uid=UIDS[1])
    theme = site.root / "theme"
    original = theme.resolve()
    theme.unlink()
    shutil.copytree(original, theme)
    base = theme / "templates" / "404.html"
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("{% block main %}", '{% block main %}<a href="/blog/gone/">A</a>'))
    with pytest.raises(ChecksFailed) as failed:
        build_site(site.project(), now, Announced())
    (one,) = failed.value.findings
    assert (one.code, one.path.name) == ("WEB010", "404.html")
    assert "is not public now" in one.message
    assert "theme" in one.message
