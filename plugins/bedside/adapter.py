"""The border with Pelican: one build's state, Pelican's settings, an Article as a Post."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pelican.contents import Content
from pelican.settings import configure_settings, read_settings

from bedside.checks.addresses import absolute, is_foreign, is_web, path_in_site
from bedside.checks.handouts import is_handout
from bedside.checks.media import CAPTIONS
from bedside.checks.model import Report
from bedside.checks.rules.consent import withheld
from bedside.errors import BedsideError
from bedside.files import as_typed, forget_folders, real_path
from bedside.frontmatter import FrontMatter
from bedside.outbox import OutboxText
from bedside.post import Card, Post, Reference, Source, Visibility, visibility
from bedside.project import Project
from bedside.settings_error import settings_error
from bedside.site.editions import Edition, editions_of
from bedside.site.feeds import Removed
from bedside.site.pictures import without_sources
from bedside.site.reader_lines import reader_lines
from bedside.site.values import absolute_links, picture_size
from bedside.source import address, find_sources, read_source
from bedside.syndication.model import LedgerState
from pelican import Pelican, console, signals

if TYPE_CHECKING:
    from bedside.building.rendered import KeptRenders

__all__ = [
    "STEPS",
    "Announced",
    "Build",
    "build_of",
    "is_listed",
    "post_of",
    "run_pelican",
    "start_build",
]


# The glue, in the order in which each gives its value to the next: pelicanconf.py lists the same.
STEPS = ("site", "checks", "cards", "share", "feeds", "outbox", "receipt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What a build shows of the ledger: the copies' addresses, and the ledger's published mark."""

    links: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # uid -> copies
    ledger_id: str = ""
    mark: int = 0
    chain: str = ""
    state: LedgerState = field(default_factory=LedgerState)


@dataclass(slots=True)
class Build:
    """What one run of Pelican knows: filled by the glue step by step, in the order of PLUGINS."""

    project: Project
    now: datetime
    records: Path  # where outbox.json and receipt.json go
    sources: dict[Path, Source]
    visible: dict[Path, Visibility]
    withheld: dict[Path, str]  # source -> why its consent does not hold
    card_cache: Path  # where drawn cards are kept
    site: Path  # the folder that the site is built in
    editions: dict[str, Edition]  # by language, the practice's own first
    is_kept: bool = True  # a preview looks ahead: nothing of it may stay
    inputs: tuple[str, ...] = ()  # what it is made from (inputs.py); none: nothing rendered is kept
    renders: "KeptRenders | None" = None
    generators: list[Any] = field(default_factory=list)  # Pelican's, with all that they read
    announced: Announced = field(default_factory=Announced)
    versions: dict[str, dict[str, str]] = field(default_factory=dict)  # path -> language -> path
    public_pages: list[Any] = field(default_factory=list)  # Pelican's, listed ones
    posts: dict[str, Post] = field(default_factory=dict)  # uid -> public post
    pages: dict[str, Source] = field(default_factory=dict)  # page file -> source, posts excepted
    pictures: set[str] = field(default_factory=set)  # paths under content/ that the site needs
    cards: dict[str, Path] = field(default_factory=dict)  # site path -> PNG or JPEG in the new site
    page_cards: dict[str, Card] = field(default_factory=dict)  # page address -> its card
    texts: dict[str, tuple[OutboxText, ...]] = field(default_factory=dict)  # uid -> share texts
    feeds: list[str] = field(default_factory=list)  # site paths
    removed: tuple[Removed, ...] = ()  # posts that were public once
    moved: dict[str, str] = field(default_factory=dict)  # path that a post had before -> its uid
    films: set[str] = field(default_factory=set)  # films and captions, paths under content/
    handouts: set[str] = field(default_factory=set)  # files to download, paths under content/
    unlinked: set[tuple[str, str]] = field(
        default_factory=set
    )  # (file, the file or page it may not link to)
    private: frozenset[str] = frozenset()  # addresses, under the site root, of what is not public
    foreign: frozenset[str] = frozenset()  # languages that something is in, but the practice's own
    files: dict[str, Path] = field(default_factory=dict)  # name under content/ -> path, resolved
    source_report: Report | None = None
    site_report: Report | None = None

    def picture(self, path: str) -> tuple[str, int, int] | None:
        """Return (address, width, height) of a picture under content/, noting that it is used."""
        size = picture_size(self.project.content / path)
        if size is None:
            return None
        self.pictures.add(path)
        return f"{self.project.practice.base_path}/{path}", *size

    def handout(self, path: str) -> str | None:
        """Return the address of a file to download, noting that it is used; None for any other."""
        if not is_handout(path) or not (self.project.content / path).is_file():
            return None
        self.handouts.add(path)
        return f"{self.project.practice.base_path}/{quote(path)}"

    def may_link(self, name: str, target: str) -> bool:
        """Tell whether file `name` may link to a file or page; a link that may not is noted.

        What does not exist may be linked to here: the check of the built page refuses it.
        """
        visible = self.visible.get(self._file(target))
        is_private = visible and not visible.is_public
        if is_private or self._page(name, target) in self.private:
            self.unlinked.add((name, target))
            return False
        return True

    def hreflang(self, name: str, target: str) -> str:
        """Return the language that a link in file `name` leads into; "" where it is the file's own.

        What is in another language than the practice's stands in a folder that is called after it.
        """
        if not self.foreign:
            return ""
        ours, source = self.project.practice.practice.language, self.sources.get(self._file(target))
        page = address(source, ours) if source else self._page(name, target)
        if not page or "." in page:  # elsewhere, or a file
            return ""
        here = address(self.sources[self._file(name)], ours)
        mine, theirs = (one.partition("/")[0] for one in (here, page))
        found = theirs if theirs in self.foreign else ours
        return "" if found == (mine if mine in self.foreign else ours) else found

    def _file(self, name: str) -> Path:
        """Return a path under content/ as the keys of `sources` are: pages link to the same few."""
        if name not in self.files:
            self.files[name] = (self.project.content / name).resolve()
        return self.files[name]

    def _page(self, name: str, target: str) -> str:
        """Return the path under the site root that a link in file `name` leads to; "" elsewhere."""
        practice = self.project.practice
        here = address(self.sources[self._file(name)], practice.practice.language)
        url = absolute(target, f"{practice.practice.url}/{here}").partition("#")[0]
        if not is_web(url) or is_foreign(url, practice):
            return ""
        path = path_in_site(url, practice) or ""
        return path.removesuffix("index.html").rstrip("/") + "/"


def start_build(project: Project, now: datetime, records: Path) -> Build:
    """Read every source and decide what is public; nothing is written."""
    forget_folders()
    zone = project.practice.zone
    found = [
        read_source(path, project.content, zone)
        for path in find_sources([as_typed(project.content)])
        if path.suffix.lower() not in CAPTIONS  # read when a public post shows its film
    ]
    sources = {real_path(source.path): source for source in found}
    today = now.astimezone(zone).date()
    held = {
        path: reason
        for path, source in sources.items()
        if not (
            source.meta and source.meta.status == "draft"
        )  # never public: not the build's concern
        and (reason := withheld(source, project.consents, today))
    }
    visible = {
        path: visibility(source.meta, now, withheld=path in held)
        if source.meta and not source.mistakes
        else Visibility.DRAFT
        for path, source in sources.items()
    }
    language = project.practice.practice.language
    public = {address(sources[path], language) for path, one in visible.items() if one.is_public}
    private = frozenset(address(one, language) for one in sources.values()) - public
    editions = editions_of(project.practice)
    written = {one.meta.lang for one in sources.values() if one.meta and one.meta.lang}
    return Build(
        project, now, records, sources, visible, held, project.build / "cards",
        project.output, editions=editions, private=private, foreign=frozenset(written | set(editions)) - {language},
    )  # fmt: skip


def run_pelican(build: Build, settings_file: Path, output: Path) -> None:
    """Run Pelican over the build's sources into `output`, an empty folder."""
    try:
        settings = read_settings(str(settings_file))
    except Exception as error:
        raise settings_error(error, settings_file) from error
    settings["BEDSIDE"], build.site = build, output
    settings["OUTPUT_PATH"] = str(output)
    settings = configure_settings(settings)
    _forget_glue()
    pelican = Pelican(settings)
    loaded = set(pelican.settings["PLUGINS"])
    missing = [step for step in STEPS if not any(one.endswith(f"bedside_{step}") for one in loaded)]
    if missing:
        names = ", ".join(f"bedside_{step}" for step in missing)
        message = f"{settings_file}: these did not load: {names}: list all in PLUGINS, or reinstall"
        raise BedsideError(message)
    console.quiet = True  # our own summary says what was built
    for asked in (Content.get_content, Content.get_summary):
        asked.cache.clear()  # Pelican keeps every article of every build in this process
    pelican.run()


def _forget_glue() -> None:
    """Take off what an earlier build of this process connected: each build's PLUGINS say the order."""
    every = (one for one in vars(signals).values() if isinstance(one, type(signals.finalized)))
    for signal in every:
        for receiver in [*signal.receivers_for(signal.ANY)]:
            if receiver.__module__.startswith("pelican.plugins.bedside_"):
                signal.disconnect(receiver)


def build_of(settings: Any) -> Build:
    """Return the build's state from Pelican's settings; plain `pelican` gets one made here."""
    build = settings.get("BEDSIDE")
    if build is None:
        from bedside.clock import current_time  # noqa: PLC0415  only where Pelican is run bare
        from bedside.project import open_project  # noqa: PLC0415

        project = open_project(Path(settings["PATH"]).parent / "practice.toml")
        build = settings["BEDSIDE"] = start_build(project, current_time(), project.build)
        build.site = Path(settings["OUTPUT_PATH"])
    assert isinstance(build, Build)
    return build


def is_listed(post: Post) -> bool:
    """Tell whether a post stands in listings and feeds and gets a card and share texts."""
    return post.visibility is Visibility.PUBLISHED


def _modified(meta: FrontMatter, published: datetime, zone: ZoneInfo) -> datetime:
    """Return when the post last changed: a correction is a change."""
    corrected = (
        datetime.combine(one.date, time(), zone).astimezone(UTC) for one in meta.corrections
    )
    modified = meta.modified.astimezone(UTC) if meta.modified else published
    return max(modified, published, *corrected)


def post_of(article: Any, build: Build) -> Post:
    """Turn a Pelican Article, whose metadata our reader made, into a Post."""
    practice = build.project.practice
    source: Source = article.source
    meta = source.meta
    assert meta is not None
    assert meta.uid
    assert meta.date
    disclaimer, told_in = practice.disclaimer_in(meta.category or "", article.lang)
    published = meta.date.astimezone(UTC)
    today = build.now.astimezone(practice.zone).date()
    lines = reader_lines(meta, article.lang, practice.practice.language, today)
    site = practice.practice.url
    url = f"{site}/{article.url}"
    return Post(
        uid=meta.uid, title=article.title, slug=article.slug, url=url, path=article.url,
        summary=article.summary_text, html=absolute_links(without_sources(article.content), url), lang=article.lang,
        author=meta.author or "", category=meta.category or "", type=meta.type, tags=meta.tags,
        published=published,
        modified=_modified(meta, published, practice.zone),
        visibility=build.visible[real_path(source.path)],
        expires=meta.expires.astimezone(UTC) if meta.expires else None,
        reviewer=meta.reviewed_by, reviewed_on=meta.reviewed_on, next_review=meta.next_review,
        image=meta.image, image_alt=meta.image_alt or "",
        disclaimer=disclaimer.text if disclaimer else "", disclaimer_lang=told_in,
        share_disclaimer=disclaimer.share if disclaimer else "",
        references=tuple(
            Reference(
                title=one.title, publisher=one.publisher, read=one.read,
                url=one.url if build.may_link(source.name, one.url) else "",
            )
            for one in meta.references
        ),
        consent=meta.consent,
        vignette=meta.vignette if meta.vignette_attested_by else None,
        reader_lines=lines, share=meta.share, syndicate=meta.syndicate, source=source.path,
        announce_at={name: at.astimezone(UTC) for name, at in meta.announce_at.items()},
        reshare=meta.reshare, corrections=meta.corrections, card_words=meta.card,
        video=meta.video, event=meta.event, location=meta.location or "",
        old_slugs=meta.old_slugs, translator=meta.translator or "",
    )  # fmt: skip
