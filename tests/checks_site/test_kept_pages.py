"""A page that was kept is not read again, and what is found is the same as if none had been."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bedside.checks import engine, page_elements
from bedside.checks.clean import open_pages
from bedside.checks.heard import Heard
from bedside.checks.kept_pages import KeptPages
from bedside.checks.model import Context, Finding, Report, Scope
from bedside.checks.page import parse_page
from bedside.checks.rules import RULES
from bedside.checks.site import check_site
from bedside.post import Post
from bedside.practice import Practice

SSN = "Her SSN is 219-09-9999."
HEAD = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    '<link rel="canonical" href="https://larkfield.example/{path}">'
    '<link rel="stylesheet" href="/theme/a.css"></head><body><a href="#main">Skip</a><header>Larkfield</header><main id="main">'
)
END = '</main><footer title="Open on weekdays">Call us. <a href="/b/#here">B</a></footer></body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a built site of four pages, a feed and a style sheet."""
    root = tmp_path / "output"
    body = {
        "": '<h1>Home</h1><p>Rest and drink.</p><p class="note">Sleep well.</p>',
        "a/": '<h1>A</h1><p>Wash your hands.</p><a href="/b/">B</a>',
        "b/": '<h1>B</h1><h2 id="here">Here</h2><p title="A shared hint">Eat well.</p>',
        "c/": '<h1>C</h1><p title="A shared hint">Walk a little.</p>',
    }
    for path, text in body.items():
        write(root / path / "index.html", HEAD.format(title=f"Page {path}", path=path) + text + END)
    write(root / "theme/a.css", "p{margin:0}")
    write(root / "feed.json", '{"items": [{"id": "1", "url": "https://larkfield.example/a/", '
          '"title": "A", "content_html": "<p>Wash your hands.</p>"}]}')  # fmt: skip
    return root


def write(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def check(tmp_path: Path, site: Path, context: Context) -> Callable[..., Report]:
    """Return a function that checks the site, with what earlier calls kept or without."""

    def run(practice: Practice, *, is_kept: bool = True) -> Report:
        facts = Context(practice=practice, consents=context.consents, now=context.now)
        kept = open_pages(tmp_path / "kept", facts, RULES) if is_kept else None
        return check_site(site, [], practice, facts, kept=kept)

    return run


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is read: the markup that is walked over, and the texts that rules are run over."""
    seen: list[str] = []

    def walked(html: str) -> Any:
        seen.append(html)
        return page_elements.collect(html)

    def asked(found: Any, *more: Any, **named: Any) -> Report:
        seen.extend(one.text for one in found)
        return engine.check_sources(found, *more, **named)

    monkeypatch.setattr("bedside.checks.page.collect", walked)
    monkeypatch.setattr("bedside.checks.page_reader.check_sources", asked)
    return seen


def told(report: Report) -> list[tuple[str, str, int, int, str]]:
    """Return what a report says, finding by finding."""

    def line(one: Finding) -> tuple[str, str, int, int, str]:
        return one.code, str(one.path), one.line, one.column, one.message

    return [line(one) for one in report.findings]


def test_what_did_not_change_is_not_read(
    check: Callable[..., Report], practice: Practice, read: list[str]
) -> None:
    """Neither markup nor words; the report is the same."""
    first = check(practice)
    assert not first.errors, told(first)
    assert len(read) > 8
    read.clear()
    assert check(practice) == first
    assert read == []


def test_only_the_page_that_changed_is_read(
    check: Callable[..., Report], practice: Practice, site: Path, read: list[str]
) -> None:
    """And what it says beside the others."""
    check(practice)
    read.clear()
    file = site / "c/index.html"
    write(file, file.read_text().replace("Walk a little.", "Walk every day."))
    assert not check(practice).errors
    assert any("Walk every day." in one for one in read)
    assert not any("Wash your hands." in one or "Eat well." in one for one in read)


CHANGES: dict[str, tuple[str, Callable[[str], str]]] = {
    "prose": ("c/index.html", lambda html: html.replace("Walk a little.", SSN)),
    "title": ("c/index.html", lambda html: html.replace("Page c/", SSN)),
    "frame": ("c/index.html", lambda html: html.replace("Call us.", SSN)),
    "attribute": ("c/index.html", lambda html: html.replace("A shared hint", SSN)),
    "comment": ("c/index.html", lambda html: html.replace("<h1>", f"<!-- {SSN} --><h1>")),
    "data": ("c/index.html", lambda html: html.replace(
        "<h1>", f'<script type="application/ld+json">{{"name": "{SSN}"}}</script><h1>')),
    "address": ("c/index.html", lambda html: html.replace(
        "<h1>", '<a href="/a/?ssn=219-09-9999">A</a><h1>')),
    "every frame": ("*/index.html", lambda html: html.replace("Call us.", SSN)),
    "shared words that another page now says first": (
        "a/index.html", lambda html: html.replace("<h1>", f'<p title="A shared hint. {SSN}"></p><h1>')),
    "a place others link to": ("b/index.html", lambda html: html.replace(' id="here"', "")),
    "a page others link to": ("b/index.html", lambda _: ""),
    "style": ("theme/a.css", lambda css: css + '@import "https://cdn.example/a.css";'),
    "weight": ("theme/a.css", lambda css: css + "".join(f".a{n * 7919 % 1000003:x}{{top:0}}" for n in range(20000))),
    "script": ("theme/a.js", lambda _: 'fetch("https://track.example/1")'),
    "feed": ("feed.json", lambda text: text.replace("Wash your hands.", SSN)),
    "feed title": ("feed.json", lambda text: text.replace('"title": "A"', f'"title": "{SSN}"')),
    "feed picture": ("feed.json", lambda text: text.replace("<p>", "<img src=//track.example/1><p>")),
    "file": ("notes.txt", lambda _: SSN),
    "new page": ("d/index.html", lambda _: HEAD.format(title="D", path="d/") + f"<h1>D</h1>{SSN}" + END),
    "moved page": ("e/index.html", lambda _: HEAD.format(title="C", path="c/") + "<h1>E</h1>" + END),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_found_as_if_nothing_had_been_kept(
    check: Callable[..., Report], practice: Practice, site: Path, name: str
) -> None:
    """Wherever it was planted; and again by the build after the one that it stopped."""
    check(practice)
    glob, change = CHANGES[name]
    for file in sorted(site.glob(glob)) or [site / glob]:
        text = change(file.read_text(encoding="utf-8") if file.exists() else "")
        if text:
            write(file, text)
        else:
            file.unlink()
    cold = check(practice, is_kept=False)
    assert cold.findings
    assert told(check(practice)) == told(cold)
    assert told(check(practice)) == told(cold)


def test_other_facts_keep_nothing(
    check: Callable[..., Report], practice: Practice, read: list[str]
) -> None:
    """The practice's own phone number is harmless until it is another's."""
    check(practice)
    read.clear()
    office = practice.practice.model_copy(update={"phone": "(802) 555-0100"})
    check(practice.model_copy(update={"practice": office}))
    assert any("Wash your hands." in one for one in read)


def test_other_code_keeps_nothing(
    check: Callable[..., Report],
    practice: Practice,
    read: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rule that changed may find something."""
    check(practice)
    read.clear()
    monkeypatch.setattr("bedside.checks.clean.code_mark", lambda: b"another")
    check(practice)
    assert any("Wash your hands." in one for one in read)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[: len(data) // 2], lambda _: b"", lambda data: data + b" ",
        lambda data: data.replace(b'"pages":{', b'"pages":{"x":[],', 1),
        lambda data: data.split(b"\n", 1)[1], lambda _: b"cos\nsystem\n(S'true'\ntR.",
        lambda _: b"[" * 100_000, lambda _: b"\xff\xfe", lambda _: os.urandom(4096),
    ],
)  # fmt: skip
def test_a_file_that_is_not_ours_is_none(
    check: Callable[..., Report], practice: Practice, tmp_path: Path, read: list[str],
    change: Callable[[bytes], bytes],
) -> None:  # fmt: skip
    """Cut short, changed, hostile: every page is read again."""
    first = check(practice)
    file = tmp_path / "kept" / "pages.json"
    file.write_bytes(change(file.read_bytes()))
    read.clear()
    assert check(practice) == first
    assert any("Wash your hands." in one for one in read)


def test_what_was_found_fault_with_is_not_kept(
    check: Callable[..., Report], practice: Practice, site: Path, tmp_path: Path
) -> None:
    """Nor anything of a build that was stopped; and no words of any page, only where it leads."""
    write(site / "a/index.html", (site / "a/index.html").read_text() + SSN)
    assert check(practice).errors
    assert not (tmp_path / "kept" / "pages.json").exists()
    write(site / "a/index.html", (site / "a/index.html").read_text().replace(SSN, ""))
    check(practice)
    text = (tmp_path / "kept" / "pages.json").read_text()
    assert "/b/#here" in text
    assert "hands" not in text


def test_a_page_that_no_search_may_list_is_not_kept(
    check: Callable[..., Report], practice: Practice, site: Path, tmp_path: Path
) -> None:
    """No other file may know of a hidden post."""
    head = HEAD.replace("</head>", '<meta name="robots" content="noindex"></head>')
    html = head.format(title="D", path="d/") + '<h1 id="secret">D</h1>' + END
    write(site / "d/index.html", html)
    assert not check(practice).errors
    file: Path = tmp_path / "kept" / "pages.json"
    assert "here" in file.read_text()
    assert "secret" not in file.read_text()


def test_a_page_is_kept_no_longer_than_it_stands(
    check: Callable[..., Report], practice: Practice, site: Path, tmp_path: Path
) -> None:
    """Of a page that was withdrawn nothing stays."""
    write(site / "d/index.html", HEAD.format(title="D", path="d/") + '<h1 id="secret">D</h1>' + END)
    check(practice)
    file: Path = tmp_path / "kept" / "pages.json"
    assert "secret" in file.read_text()
    (site / "d/index.html").unlink()
    check(practice)
    assert "secret" not in file.read_text()


def test_a_text_read_elsewhere_must_still_be_read_there() -> None:
    """A page that leant on another page's reading stands only where that was read, or stands."""
    kept = SimpleNamespace(leant=("mark",), heard=("own",))
    page: Any = SimpleNamespace(kept=kept, path="a/index.html")
    store: Any = SimpleNamespace()
    assert not Heard(store).stands(page)
    assert Heard(store, texts={"mark"}).stands(page)


def test_rules_on_one_page_ask_for_nothing_else(practice: Practice, posts: Iterable[Post]) -> None:
    """No clock, no consent, no other page: else a kept page could hide a finding."""
    context: Any = SimpleNamespace(practice=practice, cache={})
    for rule in RULES:
        if rule.scope is Scope.PAGE:
            for example in (*rule.bad, *rule.good):
                page = parse_page(example, Path("a"), "blog/example/index.html",
                                  "https://larkfield.example/blog/example/", next(iter(posts)))  # fmt: skip
                assert isinstance(list(rule.find(page, context)), list)


def test_the_kept_file_knows_its_folder(
    tmp_path: Path, practice: Practice, context: Context
) -> None:
    """One from another machine has another key."""
    one, other = (open_pages(tmp_path / name, context, RULES) for name in ("one", "other"))
    assert isinstance(one, KeptPages)
    assert isinstance(other, KeptPages)
    one.save([])
    (tmp_path / "other" / "pages.json").write_bytes((tmp_path / "one" / "pages.json").read_bytes())
    assert one.hash("a") != other.hash("a")
    other.load()
    assert other.pages == {}
