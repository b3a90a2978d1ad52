"""FRM023: a clinician or an office of practice.toml whose own page the site does not have."""

from collections.abc import Iterator, Sequence
from itertools import chain

from bedside.checks.authorities import REFERENCED_AND_DATED
from bedside.checks.image import content_root
from bedside.checks.model import Context, Match, Rule, Scope, Severity
from bedside.checks.rules.facts_translated import WHOLE, offset_of
from bedside.files import as_typed, read_text
from bedside.post import Kind, Source
from bedside.source import address
from bedside.text import nfc
from bedside.toml_file import places_of

__all__ = ["FACTS_WITHOUT_PAGE"]


def _without_page(sources: Sequence[Source], context: Context) -> Iterator[Match]:
    practice = context.practice
    root = next(filter(None, map(content_root, sources)), None)
    if practice is None or root is None or not context.cache.get(WHOLE, True):
        return
    file, ours = as_typed(root.parent / "practice.toml"), practice.practice.language
    pages = {
        address(one, ours): one.meta is not None and one.meta.status != "draft"
        for one in sources if one.kind in (Kind.CLINICIAN, Kind.LOCATION)
    }  # fmt: skip
    text = nfc(read_text(file)) if file.is_file() else ""
    places = places_of(text)
    people = ((Kind.CLINICIAN, index, one.slug) for index, one in enumerate(practice.clinicians))
    offices = ((Kind.LOCATION, index, one.slug) for index, one in enumerate(practice.locations))
    for kind, index, slug in chain(people, offices):
        where = f"{kind.value}/{slug}"
        is_public = pages.get(f"{where}/")
        if is_public:
            continue
        place = places.get((kind.value, index, "slug")) or places.get((kind.value, index))
        lacks = "has only a draft of a page" if is_public is False else "has no page"
        yield Match(
            path=file, start=offset_of(text, place[0]) if place else 0,
            message=f"`{slug}` {lacks}: feeds and search engines are sent to /{where}/, which is not there",
            fix=f"Write content/{where}.md with `{kind.value[:-1]}: {slug}` in its header, or take the entry out.",
        )  # fmt: skip


_PAGE = "---\ntitle: A\n---\nCome and see.\n"
_OTHERS = "".join(
    f"=== {name}.md\n{_PAGE}"
    for name in (
        "clinicians/samuel-okafor", "clinicians/priya-raman", "locations/larkfield", "locations/mill-pond",
    )
)  # fmt: skip

FACTS_WITHOUT_PAGE: tuple[Rule, ...] = (
    Rule(
        code="FRM023", name="person-without-page", scope=Scope.SOURCES, find=_without_page,
        severity=Severity.WARNING,
        summary="A clinician or an office of practice.toml without a page of its own under content/.",
        why="What is told to feeds and search engines names that page: whoever follows it finds nothing.",
        fix="Write the page, named after the entry's `slug`, or take the entry out of practice.toml.",
        authority=REFERENCED_AND_DATED,
        bad=(_OTHERS, f"{_OTHERS}=== clinicians/elena-marsh.md\n---\ntitle: A\nstatus: draft\n---\nCome.\n",
             f"{_OTHERS}=== clinicians/elena.md\n{_PAGE}"),
        good=(f"{_OTHERS}=== clinicians/elena-marsh.md\n{_PAGE}",
              f"{_OTHERS}=== clinicians/elena.md\n---\ntitle: A\nslug: elena-marsh\n---\nCome.\n"),
    ),
)  # fmt: skip
