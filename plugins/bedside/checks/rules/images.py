"""IMG rules: pictures that exist, are described, say whom they show, and carry no hidden data."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import get_args

from bedside.checks.authorities import (
    ALT_FILE_NAME,
    DE_IDENTIFICATION,
    PHOTO_METADATA,
    TRACKING,
    WCAG,
)
from bedside.checks.declared import declared
from bedside.checks.image import Picture, content_root, facts_of, pictures_in
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Severity, Tier
from bedside.checks.picture_parts import FORMATS
from bedside.facts import fill
from bedside.markdown_engine import Engine
from bedside.post import Kind, Source
from bedside.site.targets import resolve

__all__ = ["IMAGES"]

# Mastodon refuses longer descriptions: `description_limit` 1,500 characters in an instance's
# configuration. https://docs.joinmastodon.org/entities/Instance/ (read 2026-11-21)
MAX_ALT = 1500
_EXTENSIONS = r"(?:png|jpe?g|gif|webp|svg|bmp|tiff?|heic)"
_FILE_NAME = compile_late(
    rf"(?i)\s*\S+\.{_EXTENSIONS}\s*|\s*(?:img|dsc|dscn|pxl|image|photo)[ _-]?\d+\s*"
)
# A picture that the rules for pictures read as every engine does.
_PLAIN = compile_late(r"!\[[\w\s,.;:'()-]*\]\(([\w./-]+)\)")
_OPENING = compile_late(
    r"(?i)\s*(?:an?\s+|the\s+)?(?:image|picture|photo|photograph|graphic|imagen|foto)\s+(?:of|showing|de)\b"
)
_SAYS_NOTHING = {
    "image",
    "picture",
    "photo",
    "logo",
    "icon",
    "graphic",
    "alt",
    "alt text",
    "untitled",
}


def _at(picture: Picture, message: str, severity: Severity | None = None) -> Match:
    if picture.source.kind is Kind.TEXT and severity is None:
        severity = Severity.WARNING  # a file outside content/ may lie apart from its pictures
    return Match(start=picture.start, end=picture.end, message=message, severity=severity)


def _missing(picture: Picture, _context: Context) -> Iterator[Match]:
    if picture.is_foreign:
        yield _at(picture, "a picture from another site tells that site who reads this: copy it "
                  "to content/images if you may")  # fmt: skip
    elif picture.path is None:
        yield _at(picture, "no such picture under content/: check the path")


def _format(picture: Picture, _context: Context) -> Iterator[Match]:
    facts = facts_of(picture)
    if facts and facts.format not in FORMATS:
        found = facts.format or "no picture that can be read"
        yield _at(picture, f"{found}: save it as PNG, JPEG or WebP")


def _described(picture: Picture, _context: Context) -> Iterator[Match]:
    words = (picture.alt or "").strip()
    stem = PurePosixPath(picture.address).stem.lower()
    if not words:
        yield _at(picture, "no alternative text: say what the picture shows")
    elif _FILE_NAME.fullmatch(words) or words.lower() == stem:
        yield _at(picture, "the alternative text is a file name: say what the picture shows")
    elif words.lower().strip(" .") in _SAYS_NOTHING:
        yield _at(picture, "the alternative text says nothing: say what the picture shows")
    elif _OPENING.match(words):
        yield _at(picture, "screen readers already say that it is an image: begin with what it shows",
                  Severity.WARNING)  # fmt: skip
    elif len(words) > MAX_ALT:
        yield _at(picture, f"{len(words)} characters, at most {MAX_ALT}: move detail to the text or "
                  "`long_description`")  # fmt: skip


def _same_words(source: Source, context: Context) -> Iterator[Match]:
    """Compare by file, so that one picture used twice may keep its words."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for picture in pictures_in(source, context):
        words = " ".join((picture.alt or "").lower().split())
        seen[words].add(picture.name)
        if words and len(seen[words]) > 1:
            yield _at(
                picture, "another picture has the same alternative text: say what this one shows"
            )


def _hidden_identity(picture: Picture, context: Context) -> Iterator[Match]:
    facts = facts_of(picture)
    if not facts or not facts.identifying:
        return
    kinds = ", ".join(facts.identifying)
    if context.practice and context.practice.policies.picture_metadata == "strip":
        yield Match(start=picture.start, end=picture.end, tier=Tier.NOTE,
                    message=f"{picture.name} carries {kinds}: it is removed on publishing, and stays "
                            "in the repository")  # fmt: skip
    else:
        yield Match(start=picture.start, end=picture.end,
                    message=f"{picture.name} carries {kinds}: export it again without metadata")  # fmt: skip


def _other_metadata(picture: Picture, _context: Context) -> Iterator[Match]:
    facts = facts_of(picture)
    if facts and facts.metadata and not facts.identifying:
        kinds = ", ".join(dict.fromkeys(facts.metadata))
        yield Match(start=picture.start, end=picture.end,
                    message=f"{picture.name} carries {kinds}: it is removed on publishing")  # fmt: skip


def _undeclared(source: Source, context: Context) -> Iterator[Match]:
    if source.meta is None or source.kind not in (Kind.POST, Kind.NOTICE):
        return
    pictures = [one for one in pictures_in(source, context)
                if one.path and not declared(one, context.practice).status]  # fmt: skip
    if pictures:
        yield Match(start=pictures[0].start, end=pictures[0].end,
                    message="no `image_status`: say none, staff, stock, or patient with a consent")  # fmt: skip


def _unread(source: Source, context: Context) -> Iterator[Match]:
    """Yield once where the page would show a file that the rules for pictures did not read."""
    root = content_root(source)
    if root is None:
        return
    read = {picture.path for picture in pictures_in(source, context)}
    shown = {
        *_rendered(source, context),
        source.values.get("image"),
        source.values.get("video.poster"),
    }
    paths = ((root / one).resolve() for one in sorted(filter(None, shown)))
    unread = [path for path in paths if path.is_file() and path not in read]
    if unread:
        start = max(source.text.find(unread[0].name), source.body_offset)
        yield Match(
            start=start, end=start, message=f"{len(unread)} picture that no check could read"
        )


def _rendered(source: Source, context: Context) -> set[str]:
    """Return the pictures that the body's page asks for, as paths under content/."""
    asked: set[str] = set()
    if "![" in source.body:
        body = fill(source.body, context.practice) if context.practice else source.body
        # Where an attribute list may name another file, either engine has its say.
        is_plain = "{" not in body and "<" not in body
        plain: list[str] = _PLAIN.findall(body) if is_plain else []
        if plain and len(plain) == body.count("!["):
            return {path for one in plain if (path := resolve(one, source.name))}
        from bedside.site.markup import engine_for, render_markdown  # noqa: PLC0415  loads slowly

        for engine in (engine_for(source, context.practice),) if is_plain else get_args(Engine):
            render_markdown(body, source.name, asked.add, lambda *_: True, engine=engine)
    return asked


def _people(source: Source, _context: Context) -> Iterator[Match]:
    meta, place = source.meta, source.places.get("image_status")
    notes = {
        "staff": "shows staff: keep their release on file",
        "stock": "shows stock people: keep the licence on file",
    }
    if meta and place and meta.image_status in notes:
        yield Match(start=place.start, end=place.end, message=notes[meta.image_status])


_POST = "---\ntitle: A\n---\n"

# IMAGE examples name a file that tests/checks_site/drawn_pictures.py draws, with its words after a bar.
IMAGES: tuple[Rule, ...] = (
    Rule(
        code="IMG001", name="picture-missing", scope=Scope.IMAGE, find=_missing,
        summary="A picture that is not under content/, or stands on another site.",
        why="Readers would see a gap; a picture from elsewhere reports every reader to its host.",
        fix="Put the file under content/images and correct the path.", authority=TRACKING,
        bad=("absent.png|A drawing", "https://www.facebook.com/tr?id=1|A dot", "//cdn.example/a.png|A b",
             "../../../secret.png|A drawing"),
        good=("clean.png|A drawing of two maple leaves",),
    ),
    Rule(
        code="IMG002", name="picture-format", scope=Scope.IMAGE, find=_format,
        summary="A picture that is not PNG, JPEG or WebP, whatever its name says.",
        why="SVG can hold scripts and text that no check reads; other formats cannot be stripped.",
        fix="Save it as PNG, JPEG or WebP.", authority=PHOTO_METADATA,
        bad=("drawing.svg|A drawing", "really-a-gif.png|A drawing", "broken.png|A drawing"),
        good=("clean.png|A drawing", "clean.jpg|A drawing", "clean.webp|A drawing"),
    ),
    Rule(
        code="IMG003", name="picture-undescribed", scope=Scope.IMAGE, find=_described,
        summary="A picture without alternative text, or with words that do not describe it.",
        why="People who cannot see the picture get these words instead.",
        fix="Write one sentence that says what the picture shows.", authority=ALT_FILE_NAME,
        bad=("clean.png|", "clean.png|clean.png", "clean.png|Clean", "clean.png|IMG_0123",
             "clean.png|Image of a leaf", "clean.png|photo", "clean.png|" + "leaf " * 301),
        good=("clean.png|Two maple leaves beside a calendar", "clean.png|An image the brain keeps"),
    ),
    Rule(
        code="IMG004", name="same-words", scope=Scope.SOURCE, find=_same_words,
        summary="Different pictures in one post with the same alternative text.",
        why="Whoever cannot see them is told the same thing twice and misses what differs.",
        fix="Describe each picture for itself.", authority=WCAG,
        bad=(_POST + "![A graph](../images/clean.png)\n\n![a  graph](../images/clean.jpg)\n",),
        good=(_POST + "![A graph](../images/clean.png)\n\n![A table](../images/clean.jpg)\n",
              _POST + "![A graph](../images/clean.png)\n\n![A graph](../images/clean.png)\n"),
    ),
    Rule(
        code="IMG005", name="picture-tells-who-or-where", scope=Scope.IMAGE, tier=Tier.BLOCK,
        find=_hidden_identity,
        summary="A picture whose metadata hold a position, a person, a serial number, free words or "
                "an uncropped thumbnail.",
        why="A photograph taken in the office can give away the time, the place and the patient.",
        fix="Export the picture again without metadata, and remove the original from the repository.",
        authority=DE_IDENTIFICATION,
        bad=("gps.jpg|A", "artist.jpg|A", "serial.jpg|A", "usercomment.jpg|A", "makernote.jpg|A",
             "thumbnail.jpg|A", "xmp-person.jpg|A", "iptc.jpg|A", "comment.jpg|A", "text.png|A",
             "gps.png|A", "gps.webp|A", "xmp-person.png|A", "taken.jpg|A"),
        good=("clean.jpg|A", "clean.png|A", "clean.webp|A", "software.jpg|A", "tool-comment.jpg|A"),
    ),
    Rule(
        code="IMG006", name="picture-metadata", scope=Scope.IMAGE, tier=Tier.NOTE,
        severity=Severity.NOTE, find=_other_metadata,
        summary="A picture with metadata that name nobody, such as the program that wrote it.",
        why="It is removed on publishing; this says so.",
        fix="Nothing to do.", authority=PHOTO_METADATA,
        bad=("software.jpg|A", "icc.png|A", "trailing.jpg|A"), good=("clean.jpg|A", "gps.jpg|A"),
    ),
    Rule(
        code="IMG007", name="picture-undeclared", scope=Scope.SOURCE, tier=Tier.HOLD, find=_undeclared,
        summary="A post with pictures that does not say whom they show.",
        why="A full-face photograph, or one like it, identifies a patient by itself.",
        fix="Add `image_status: none`, `staff` with a release, `stock` with its licence, or `patient` with a consent.",
        authority=DE_IDENTIFICATION,
        bad=("---\ntitle: A\nimage: images/clean.png\nimage_alt: A leaf\n---\n",
             _POST + "![A leaf](../images/clean.png)\n"),
        good=("---\ntitle: A\nimage: images/clean.png\nimage_status: none\n---\n", _POST),
    ),
    Rule(
        code="IMG012", name="picture-not-read", scope=Scope.SOURCE, tier=Tier.BLOCK, find=_unread,
        summary="A picture written so that the page shows a file which no other rule has seen.",
        why="Nobody has checked whom it shows, and a consent taken back would not remove it.",
        fix="Write it as `![what it shows](../images/name.png)`, without brackets inside.",
        authority=DE_IDENTIFICATION,
        bad=(_POST + '![A lamp](../images/clean.png){: src="../images/gps.png" }\n',
             _POST + "![A lamp](../images/clean.png){: a='}' src=../images/gps.png }\n",
             _POST + "![A [lamp [lit]]](../images/clean.png)\n"),
        good=(_POST + "![A lamp](../images/clean.png) and ![A [lit] lamp](../images/clean.png 'A')\n",
              _POST + "![A lamp][1] and ![B](<../images/clean.webp>)\n\n[1]: ../images/clean.png\n"),
    ),
    Rule(
        code="IMG008", name="people-shown", scope=Scope.SOURCE, tier=Tier.NOTE, severity=Severity.NOTE,
        find=_people, summary="A picture that shows staff or stock people.",
        why="They too have signed for it; the report lists where.",
        fix="Keep the release or licence where you can find it.", authority=DE_IDENTIFICATION,
        bad=("---\ntitle: A\nimage_status: staff\n---\n", "---\ntitle: A\nimage_status: stock\n---\n"),
        good=("---\ntitle: A\nimage_status: no-person\n---\n",),
    ),
)  # fmt: skip
