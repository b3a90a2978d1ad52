"""IMG rules on people: no face that nobody declared, and none without its release or licence."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from bedside.checks.authorities import DE_IDENTIFICATION, PHOTO_METADATA
from bedside.checks.declared import NOBODY, declared
from bedside.checks.image import Picture, facts_of, read_bytes
from bedside.checks.model import Context, Match, Rule, Scope, Tier
from bedside.checks.picture_parts import FORMATS
from bedside.checks.sight import Sight, look_at, memory_of, readers_problem, recall
from bedside.checks.sight.frames import MOST_FRAMES, frame_count, is_drawing
from bedside.consents.state import standing

if TYPE_CHECKING:
    from bedside.consents import Consent

__all__ = ["FACES", "see"]

RELEASE = "staff-release"


def see(picture: Picture) -> Sight | None:
    """Return what is to be seen in a picture; None for what another rule refuses unread."""
    facts = facts_of(picture)
    if facts is None or readers_problem():
        return None
    memory = memory_of(picture.content)
    if known := recall(facts.sha256, memory):
        return known
    if not _is_readable(picture) or _is_long(picture):
        return None
    return look_at(read_bytes(picture), memory)


def _is_readable(picture: Picture) -> bool:
    facts = facts_of(picture)
    return facts is not None and (facts.format in FORMATS or is_drawing(read_bytes(picture)))


def _is_remembered(picture: Picture) -> bool:
    """Tell whether these readers saw it before: only what can be read, and is short, is remembered."""
    facts = facts_of(picture)
    return facts is not None and recall(facts.sha256, memory_of(picture.content)) is not None


def _is_long(picture: Picture) -> bool:
    facts = facts_of(picture)
    is_film = facts is not None and facts.format in FORMATS
    return is_film and frame_count(read_bytes(picture)) > MOST_FRAMES


def _unread(picture: Picture, _context: Context) -> Iterator[Match]:
    if picture.path is None:
        return
    if problem := readers_problem():
        yield Match(message=f"{picture.name} was not read: {problem}")
    elif not _is_remembered(picture) and _is_long(picture):
        yield Match(message=f"{picture.name} moves through more than {MOST_FRAMES} pictures")


def _undeclared(picture: Picture, context: Context) -> Iterator[Match]:
    said = declared(picture, context.practice)
    seen = None if said.status else see(picture)
    if seen and seen.faces:
        yield Match(message=f"{picture.name} shows {_faces(seen)}, and nothing says whose")


def _nobody(picture: Picture, context: Context) -> Iterator[Match]:
    said = declared(picture, context.practice)
    seen = see(picture) if said.status in NOBODY else None
    if seen and seen.faces:
        yield Match(message=f"{picture.name} is said to show nobody, and shows {_faces(seen)}")


def _faces(seen: Sight) -> str:
    return "a face" if seen.faces == 1 else f"{seen.faces} faces"


def _unreleased(picture: Picture, context: Context) -> Iterator[Match]:
    said, facts = declared(picture, context.practice), facts_of(picture)
    if said.status != "staff" or facts is None:
        return
    if not said.release:
        where = "`release`" if said.in_practice else "`image_release`"
        yield Match(message=f"{picture.name} shows staff: name their release in {where}")
        return
    release = context.consents.get(said.release)
    reason = _why_not(release, picture, facts.sha256, context.today)
    if reason:
        yield Match(message=f"{picture.name}: the release {reason}")


def _why_not(release: "Consent | None", picture: Picture, digest: str, today: date) -> str:
    """Return why a release does not cover the picture today; its id is not repeated: it may be a name."""
    if release is None:
        return "is not in consents.toml"
    if release.kind != RELEASE:
        return f"is a {release.kind}, not a {RELEASE}"
    stands = standing(release, today)
    if not stands.is_in_force:
        return stands.said
    uid = picture.source.values.get("uid", "").upper()
    if digest not in release.scope.images and uid not in map(str.upper, release.scope.posts):
        return f"names neither this picture (sha256 {digest}) nor this post"
    return "" if "site" in release.scope.channels else "does not cover the site"


def _unlicensed(picture: Picture, context: Context) -> Iterator[Match]:
    said = declared(picture, context.practice)
    if said.status != "stock" or picture.path is None or (said.licence and said.source):
        return
    prefix = "" if said.in_practice else "image_"
    missing = [f"`{prefix}{key}`" for key in ("licence", "source") if not getattr(said, key)]
    yield Match(message=f"{picture.name} is stock: name its {' and '.join(missing)}")


_HEAD = "---\ntitle: A\nuid: 01M2G01H40W17445TDPQJBWKWC\nimage: images/"

# An IMAGE example that begins with `---` is a post; its pictures are drawn, or are the photograph of
# tests/pictures: an astronaut whom NASA has released.
FACES: tuple[Rule, ...] = (
    Rule(
        code="IMG013", name="face-undeclared", scope=Scope.IMAGE, tier=Tier.BLOCK, find=_undeclared,
        summary="A picture that shows a face and is not declared to show staff, stock people or a patient.",
        why="A full-face photograph, and any image like it, identifies a patient by itself: identifier (Q).",
        fix="In a post, write `image_status: staff` with a release, `stock` with licence and source, or "
            "`patient` with a consent; elsewhere, add the picture to `[[pictures]]` in practice.toml. Take "
            "it out if you cannot say.",
        authority=DE_IDENTIFICATION,
        bad=(_HEAD + "face.png\n---\n", "face.png|A portrait"),
        good=(_HEAD + "clean.png\n---\n", _HEAD + "face.png\nimage_status: stock\n---\n"),
    ),
    Rule(
        code="IMG014", name="face-where-nobody", scope=Scope.IMAGE, tier=Tier.BLOCK, find=_nobody,
        summary="A picture declared to show nobody (`none`) in which a face is found.",
        why="Somebody in the background of a picture of the new waiting room may be a patient.",
        fix="Choose a picture without people, crop it, or declare who it is. A drawing that is taken for a "
            "face is declared `stock`, with its licence and where it comes from.",
        authority=DE_IDENTIFICATION,
        bad=(_HEAD + "face.png\nimage_status: none\n---\n", _HEAD + "face.png\nimage_status: no-person\n---\n",
             _HEAD + "face.webp\nimage_status: none\n---\n", _HEAD + "moving.webp\nimage_status: none\n---\n"),
        good=(_HEAD + "clean.png\nimage_status: none\n---\n", _HEAD + "face.png\nimage_status: staff\n---\n"),
    ),
    Rule(
        code="IMG015", name="staff-without-release", scope=Scope.IMAGE, tier=Tier.BLOCK, find=_unreleased,
        summary="A picture of staff without a release in consents.toml that holds today and names it.",
        why="Staff decide on their own pictures too, and a patient beside them must not pass for staff.",
        fix="Enter the signed release in consents.toml (kind `staff-release`, the picture's SHA-256 in "
            "`scope.images`) and name its id.",
        authority=DE_IDENTIFICATION,
        bad=(_HEAD + "face.png\nimage_status: staff\n---\n",
             _HEAD + "face.png\nimage_status: staff\nimage_release: C-NOBODY\n---\n",
             _HEAD + "face.png\nimage_status: staff\nimage_release: C-GOOD1\n---\n"),
        good=(_HEAD + "face.png\nimage_status: staff\nimage_release: C-STAFF\n---\n",
              _HEAD + "face.png\nimage_status: none\n---\n"),
    ),
    Rule(
        code="IMG016", name="stock-without-licence", scope=Scope.IMAGE, tier=Tier.HOLD, find=_unlicensed,
        summary="A stock picture without its licence and where it comes from.",
        why="Only the source shows that the person in it is no patient and agreed to be shown.",
        fix="Write `image_licence` and `image_source` beside `image_status: stock`.",
        authority=DE_IDENTIFICATION,
        bad=(_HEAD + "face.png\nimage_status: stock\n---\n",
             _HEAD + "clean.png\nimage_status: stock\nimage_licence: CC0\n---\n"),
        good=(_HEAD + "face.png\nimage_status: stock\nimage_licence: Public domain\nimage_source: NASA\n---\n",),
    ),
    Rule(
        code="IMG019", name="picture-unseen", scope=Scope.IMAGE, tier=Tier.BLOCK, find=_unread,
        summary="A picture that nobody has looked at: its readers are missing, or it is a film in a picture's file.",
        why="What no reader has seen may show a face, a wristband or a screen.",
        fix="Install Bedside again; publish what moves as a film, or as one picture of it.",
        authority=PHOTO_METADATA,
        bad=(_HEAD + "film.webp\n---\n",),
        good=(_HEAD + "moving.webp\n---\n", _HEAD + "face.png\n---\n"),
    ),
)  # fmt: skip
