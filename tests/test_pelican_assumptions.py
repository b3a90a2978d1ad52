"""Facts about Pelican 4.12 that force our shape: if an upgrade changes one, its test says which."""

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from blinker import ANY, Signal
from pelican.readers import BaseReader, MarkdownReader, Readers
from pelican.settings import DEFAULT_CONFIG, configure_settings

from pelican import Pelican, signals

POST = "Title: {title}\nDate: {date}\nStatus: {status}\nCategory: a\n\nBody of {title}.\n"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logger = logging.getLogger("pelican")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(level)


@pytest.fixture(autouse=True)
def _bare_pelican() -> Iterator[None]:
    """Take off what other tests' builds connected in this process, and put it back."""
    all_signals = [one for one in vars(signals).values() if isinstance(one, Signal)]
    connected = [(one, receiver) for one in all_signals for receiver in one.receivers_for(ANY)]
    for one, receiver in connected:
        one.disconnect(receiver)
    yield
    for one, receiver in connected:
        one.connect(receiver)


def site(folder: Path, **extra: Any) -> dict[str, Any]:
    """Return the settings of a small site with one ordinary post."""
    content = folder / "content"
    content.mkdir(exist_ok=True)
    write(content, "one")
    settings = DEFAULT_CONFIG | {
        "PATH": str(content), "OUTPUT_PATH": str(folder / "output"), "PLUGINS": [],
        "SITEURL": "", "DEFAULT_LANG": "en", "TIMEZONE": "UTC", "FEED_ALL_ATOM": None,
    } | extra  # fmt: skip
    return dict(configure_settings(settings))


def write(
    content: Path, title: str, date: str = "2026-01-02 10:00", status: str = "published"
) -> None:
    (content / f"{title}.md").write_text(POST.format(title=title, date=date, status=status))


def written(folder: Path) -> set[str]:
    output = folder / "output"
    return {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}


def test_a_missing_plugin_builds_the_whole_site(tmp_path: Path) -> None:
    """A plugin that cannot be imported is only logged, so we demand a receipt."""
    Pelican(site(tmp_path, PLUGINS=["no_such_plugin"])).run()
    assert "one.html" in written(tmp_path)


def test_a_plugin_whose_register_raises_builds_the_whole_site(tmp_path: Path) -> None:
    """An error in register() is only logged, so we demand a receipt."""

    class Broken:
        @staticmethod
        def register() -> None:
            raise RuntimeError

    Pelican(site(tmp_path, PLUGINS=[Broken])).run()
    assert "one.html" in written(tmp_path)


def test_an_exception_in_article_generator_context_makes_that_post_vanish(tmp_path: Path) -> None:
    """The post is gone and the build succeeds, so we never check there."""

    def refuse(_sender: Any, **_given: Any) -> None:
        raise RuntimeError

    with signals.article_generator_context.connected_to(refuse):
        Pelican(site(tmp_path)).run()
    assert "one.html" not in written(tmp_path)


def test_an_exception_in_all_generators_finalized_stops_the_build_before_anything_is_written(
    tmp_path: Path,
) -> None:
    """This is where gate 2 stands."""

    def refuse(_generators: Any) -> None:
        raise RuntimeError

    with signals.all_generators_finalized.connected_to(refuse), pytest.raises(RuntimeError):
        Pelican(site(tmp_path)).run()
    assert not (tmp_path / "output").exists() or not written(tmp_path)


def test_drafts_and_future_posts_are_written_to_the_public_output(tmp_path: Path) -> None:
    """Pelican's own draft status leaves a page, so ours become `skip`."""
    settings = site(tmp_path, WITH_FUTURE_DATES=False)
    write(tmp_path / "content", "hush", status="draft")
    write(tmp_path / "content", "later", date="2199-01-01 00:00")
    Pelican(settings).run()
    assert {"drafts/hush.html", "drafts/later.html"} <= written(tmp_path)


def test_skip_leaves_no_byte(tmp_path: Path) -> None:
    """The status we give to what is not public writes nothing."""
    settings = site(tmp_path)
    write(tmp_path / "content", "hush", status="skip")
    Pelican(settings).run()
    for path in written(tmp_path):
        assert "hush" not in (tmp_path / "output" / path).read_text(errors="replace")


def test_feed_ids_change_with_the_slug(tmp_path: Path) -> None:
    """Pelican makes ids from address and date, so ours are made from the uid."""
    settings = site(tmp_path, FEED_ALL_ATOM="all.atom.xml", FEED_DOMAIN="https://a.example")
    Pelican(settings).run()
    before = (tmp_path / "output" / "all.atom.xml").read_text()
    (tmp_path / "content" / "one.md").write_text(
        POST.format(title="one", date="2026-01-02 10:00", status="published").replace(
            "Category", "Slug: other\nCategory"
        )
    )
    Pelican(settings).run()
    after = (tmp_path / "output" / "all.atom.xml").read_text()
    assert before.partition("<id>")[2].partition("</id>")[0]
    ids = [text.rpartition("<id>")[2].partition("</id>")[0] for text in (before, after)]
    assert ids[0] != ids[1]


def test_delete_output_directory_empties_the_site_before_the_gate(tmp_path: Path) -> None:
    """A failed build would leave no site, so ours goes to an empty folder and is swapped in."""
    settings = site(tmp_path, DELETE_OUTPUT_DIRECTORY=True)
    Pelican(settings).run()

    def refuse(_generators: Any) -> None:
        raise RuntimeError

    with signals.all_generators_finalized.connected_to(refuse), pytest.raises(RuntimeError):
        Pelican(settings).run()
    assert not written(tmp_path)


def test_static_paths_copy_every_file_in_them(tmp_path: Path) -> None:
    """Originals would be published with their metadata, so STATIC_PATHS is empty here."""
    settings = site(tmp_path, STATIC_PATHS=["images"])
    images = tmp_path / "content" / "images"
    images.mkdir()
    (images / "unused.jpg").write_bytes(b"never referenced")
    Pelican(settings).run()
    assert "images/unused.jpg" in written(tmp_path)


def test_plugins_unset_arms_every_installed_namespace_plugin(tmp_path: Path) -> None:
    """So PLUGINS is always listed, in order."""
    from pelican.plugins._utils import get_namespace_plugins, load_plugins  # noqa: PLC0415  private

    settings = {key: value for key, value in site(tmp_path).items() if key != "PLUGINS"}
    assert len(load_plugins(settings)) == len(get_namespace_plugins())
    assert any(name.endswith("bedside_checks") for name in get_namespace_plugins())


def test_pelican_dates_are_read_in_the_site_zone(tmp_path: Path) -> None:
    """A date without a zone gets TIMEZONE; ours arrive with one and are kept."""
    seen: list[datetime] = []

    def note(article: Any) -> None:
        if hasattr(article, "date"):
            seen.append(article.date)

    with signals.content_object_init.connected_to(note):
        Pelican(site(tmp_path, TIMEZONE="Asia/Kathmandu")).run()
    assert seen[0].utcoffset() is not None
    assert str(seen[0].tzinfo) == "Asia/Kathmandu"


def test_each_list_page_asks_its_list_for_every_article(tmp_path: Path) -> None:
    """Tag, category and author pages walk lists by `in` alone, so building.members makes that quick."""
    asked: list[object] = []

    class Asked(list[Any]):
        def __contains__(self, item: object) -> bool:
            asked.append(item)
            return any(one is item for one in self)

    def replace(generators: list[Any]) -> None:
        for one in generators:
            if hasattr(one, "categories"):
                one.categories[:] = [(name, Asked(articles)) for name, articles in one.categories]

    settings = site(tmp_path)
    write(tmp_path / "content", "two")
    with signals.all_generators_finalized.connected_to(replace):
        Pelican(settings).run()
    assert len(asked) == len({"one", "two"})


def test_another_pelican_site_keeps_its_own_reader(tmp_path: Path) -> None:
    """Pelican takes every reader class in the process; ours claims no file until it is registered."""
    from pelican.plugins.bedside_site import reader  # noqa: PLC0415  it must be there to be found

    assert issubclass(reader.BedsideReader, BaseReader)
    assert Readers(site(tmp_path)).reader_classes["md"] is MarkdownReader


def test_an_article_keeps_the_address_it_was_given(tmp_path: Path) -> None:
    """`override_url` and `override_save_as` are read before any pattern, so each is made up once."""

    def fix(generators: Any) -> None:
        (article,) = generators[0].articles
        article.override_url, article.override_save_as = "kept/", "kept/index.html"

    with signals.all_generators_finalized.connected_to(fix):
        Pelican(site(tmp_path)).run()
    assert "kept/index.html" in written(tmp_path)
    assert 'href="/kept/"' in (tmp_path / "output" / "index.html").read_text()


def test_without_a_translation_id_every_article_is_an_original(tmp_path: Path) -> None:
    """So a site without translations need not look for them, which walks a list for each article."""
    settings = site(tmp_path, ARTICLE_TRANSLATION_ID=False)
    write(tmp_path / "content", "two")
    found: list[Any] = []

    def keep(generators: Any) -> None:
        found.extend(generators[0].articles)

    with signals.all_generators_finalized.connected_to(keep):
        Pelican(settings).run()
    assert sorted(one.title for one in found) == ["one", "two"]
    assert [one.translations for one in found] == [[], []]
