"""Films and captions: only files of the practice's own, of the kinds that are checked."""

from collections.abc import Iterator

from bedside.checks.authorities import DE_IDENTIFICATION
from bedside.checks.image import content_root
from bedside.checks.media import CAPTIONS, FILMS, media_problem
from bedside.checks.model import Context, Match, Rule, Scope, Tier
from bedside.post import Source

__all__ = ["MEDIA"]


def _files(source: Source, _context: Context) -> Iterator[Match]:
    content = content_root(source)
    if content is None:
        return
    for key, kinds in (("video.url", FILMS), ("video.captions", CAPTIONS)):
        name, place = source.values.get(key), source.places.get(key)
        problem = media_problem(content, name, kinds) if name else ""
        if problem and place:
            yield Match(start=place.start, end=place.end, message=problem)


_VIDEO = (
    "---\ntitle: A film\nvideo:\n  url: {url}\n  poster: images/a.png\n  duration: PT1M\n"
    "  captions: {captions}\n  transcript: Hello.\n---\n\nWatch.\n"
)

MEDIA = (
    Rule(
        code="IMG011", name="foreign-file",
        summary="A film or captions file that is not ours, not in content/videos/, or not what its name says.",
        why="Whatever the site copies it publishes: a wrong path could put a draft or a private file online.",
        fix="Put the film (.mp4, .webm) and its captions (.vtt) into content/videos/ and name them from there.",
        authority=DE_IDENTIFICATION, scope=Scope.SOURCE, tier=Tier.BLOCK, find=_files,
        bad=(
            _VIDEO.format(url="posts/draft.md", captions="videos/missing.vtt"),
            _VIDEO.format(url="https://other.example/x.mp4", captions="videos/missing.vtt"),
            _VIDEO.format(url="/etc/hostname", captions="../../secret.vtt"),
        ),
        good=("---\ntitle: No film\n---\n\nRead on.\n",),
    ),
)  # fmt: skip
