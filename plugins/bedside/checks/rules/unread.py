"""A file of the built site that no check can read."""

from collections.abc import Iterator

from bedside.checks.authorities import DE_IDENTIFICATION
from bedside.checks.built import Site
from bedside.checks.model import Context, Match, Rule, Scope, Severity, Tier
from bedside.checks.overlooked import unread_file
from bedside.checks.search_index import index_problem

__all__ = ["UNREAD"]


def _unread(site: Site, _context: Context) -> Iterator[Match]:
    silent = site.kept.silent if site.kept else None
    for path in sorted(site.files):
        problem = index_problem(site.output / path, path, site.page_at, silent)
        if problem is None:
            problem = unread_file(site.output / path, path)
        if problem:
            yield Match(path=site.output / path, message=problem)


UNREAD = (
    Rule(
        code="WEB020", name="unread-file", scope=Scope.SITE, tier=Tier.BLOCK,
        severity=Severity.ERROR, find=_unread,
        summary="A file of the built site that no check can read: of an unknown kind, locked, damaged or a scan.",
        why="What is published unread could hold anything, a patient's record too.",
        fix="Publish it as a page, or as a PDF or Word file whose text can be read.",
        authority=DE_IDENTIFICATION,
        bad=("=== files/a.xlsx\nPK", "=== files/a.pdf\n%PDF-1.4 cut off", "=== notes.doc\nnotes",
             "=== files/a.docx\nno Office file", "=== backup.zip\nPK", "=== LICENSE\nwords",
             "=== pagefind/fragment/a.pf_fragment\nno gzip", "=== pagefind/wasm.en.pagefind\n0"),
        good=("=== a.txt\nWash.", "=== files/a.csv\nstep,note\n1,wash\n", "=== _headers\n/*\n",
              "=== a.css\na{}", "=== feed.xml\n<rss><channel></channel></rss>"),
    ),
)  # fmt: skip
