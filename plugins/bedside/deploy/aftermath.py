"""What a person must still do when a page was taken back: what no build and no network can undo."""

from collections.abc import Iterable
from dataclasses import dataclass

from bedside.post import Source
from bedside.project import Project
from bedside.source import address

__all__ = ["Gone", "gone_of", "what_is_left"]

# Google, for a site of one's own: https://www.onely.com/blog/using-the-url-removal-tool-in-google-search-console/
# Bing, for pages that answer 404: https://blogs.bing.com/webmaster/June-2009/How-to-remove-URLs-from-our-index-(expanded-editio
# and https://360doc.cn/article/56485404_803424772.html, which quotes Bing's own help.
# Internet Archive: http://www.archive.org/about/exclude.php (all read 2026-11-22; the tools' own
# addresses could not be opened from where this was written: look whether they still lead there).
GOOGLE = "https://search.google.com/search-console/removals"
BING = "https://www.bing.com/webmasters/tools/contentremoval"
ARCHIVE = "https://web.archive.org/web/*/"
ARCHIVE_MAIL = "info@archive.org"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What left with one post: its source's name, uid, addresses it had, files that hold it still."""

    what: str
    uid: str
    why: str
    urls: tuple[str, ...]
    files: tuple[str, ...] = ()  # its source and pictures, as git knows them


def gone_of(
    project: Project, source: Source, why: str, pictures: Iterable[str], uid: str = "",
    *, made: Iterable[str] = (),
) -> Gone:  # fmt: skip
    """Return what leaves with a source and these of its pictures: addresses, and files in git.

    `made` are the smaller versions of pictures: addresses too, but no files of ours.
    """
    practice = project.practice.practice
    names = tuple(pictures)
    page = address(source, practice.language)
    return Gone(
        what=str(source.path), uid=uid or (source.meta.uid if source.meta else "") or "", why=why,
        urls=tuple(f"{practice.url}/{path}" for path in (page, *names, *made)),
        files=(f"content/{source.name}", *(f"content/{name}" for name in names)),
    )  # fmt: skip


def what_is_left(gone: Iterable[Gone]) -> tuple[str, ...]:
    """Return the list, a line each; empty when nothing left."""
    known = list(gone)
    if not known:
        return ()
    urls = list(dict.fromkeys(url for one in known for url in one.urls))
    files = list(dict.fromkeys(name for one in known for name in one.files))
    rows = ["What only a person can do now, for each of these addresses:"]
    rows += [f"    {url}" for url in urls]
    rows += [
        f"  [ ] {text}" for text in (
            *(f"copies on networks: `bedside syndicate --retract {one.uid}` shows them, --live deletes those "
              "it can, and lists those that only you can delete" for one in known if one.uid),
            "posts that people made by hand (Facebook, Instagram, Google profile): delete them there",
            f"Google: ask for removal at {GOOGLE}",
            f"Bing: ask for removal at {BING}",
            f"Internet Archive: look at {ARCHIVE} and the address; if it is there, write to {ARCHIVE_MAIL}",
            "newsletters that carried it cannot be called back: take it out of the next ones and of their archive",
            "feed readers may keep what they fetched: this cannot be undone",
            "printed copies, slides, the waiting-room screen: take them away",
            "backups of the site, and a preview or staging copy: delete them",
            *(_git(files) if files else ()),
            "tell whoever signed, in writing, what is gone and what is not; keep the letter with the form",
        )
    ]  # fmt: skip
    return tuple(rows)


def _git(files: list[str]) -> tuple[str, ...]:
    return (
        "git keeps every version of "
        + ", ".join(files)
        + ": where others can read the repository, "
        "have it rewritten (git filter-repo) and ask the host to drop old copies",
    )
