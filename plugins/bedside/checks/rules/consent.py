"""CON rules: whoever is shown or told of has signed for it, for this post, and it still holds."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from bedside.checks.authorities import AUTHORIZATION, DEFECTIVE_AUTHORIZATION
from bedside.checks.consent_use import media_of
from bedside.checks.late import compile_late
from bedside.checks.model import Context, Match, Rule, Scope, Tier
from bedside.consents.blank import blank_entry
from bedside.consents.state import may_show, may_tell, why_not
from bedside.post import Source

if TYPE_CHECKING:
    from bedside.consents import Consent, Consents

__all__ = ["CONSENT", "withheld"]

Reason = Callable[[Source, "Consents", date], Iterator[Match]]

CHANNEL = "site"
_ID = compile_late(r"[A-Z0-9][A-Z0-9-]{3,30}")
_QUOTE = "review-quote"


def withheld(source: Source, consents: "Consents", today: date) -> str:
    """Return why the post may not be public today, or an empty string.

    The build leaves such a post out, with its pictures, while the rest of the site goes on.
    """
    for reason in (_missing, _void, _wrong_kind, _picture_not_covered, _picture_withdrawn):
        for match in reason(source, consents, today):
            return match.message
    return ""


def _at_gate(reason: Reason) -> Callable[[Source, Context], Iterator[Match]]:
    """Make a rule's `find` of a reason to withhold."""

    def find(source: Source, context: Context) -> Iterator[Match]:
        return reason(source, context.consents, context.today)

    return find


def _missing(source: Source, _consents: "Consents", _today: date) -> Iterator[Match]:
    meta = source.meta
    if meta is None or meta.consent:
        return
    if meta.image_status == "patient":
        yield _at(source, "image_status", "shows a patient and names no `consent`")
    if meta.type == "story" and not (meta.vignette and meta.vignette_attested_by):
        yield _at(source, "type", "a patient's story that names no `consent`")


def _void(source: Source, consents: "Consents", today: date) -> Iterator[Match]:
    meta = source.meta
    if meta is None or not meta.consent:
        return
    if not _ID.fullmatch(meta.consent):  # what is no id may be a name: it is not repeated
        yield _at(source, "consent", "`consent` is not the id of an authorization")
    elif reason := why_not(consents, meta.consent, meta.uid or "", today, CHANNEL):
        yield _at(source, "consent", reason, _entry(source, consents))


def _entry(source: Source, consents: "Consents") -> str:
    """Return what to add for an id that is not registered; empty for one that is."""
    meta = source.meta
    if meta is None or not meta.consent or consents.get(meta.consent):
        return ""
    kind = "patient-story" if meta.type == "story" else "photo"
    return (
        f"once the form is signed, run `bedside consent add --id {meta.consent}`, which asks for what it "
        "says; or add this to consents.toml and fill in what is empty:\n\n"
        + blank_entry(meta.consent, meta.uid or "", kind)
    )


def _wrong_kind(source: Source, consents: "Consents", _today: date) -> Iterator[Match]:
    meta, consent = source.meta, _consent(source, consents)
    if meta is None or consent is None:
        return
    if consent.kind == _QUOTE and not meta.testimonial:
        yield _at(
            source,
            "consent",
            f"consent {consent.id} is a {_QUOTE}: it lets a review be quoted under `testimonial` lines, and no story be told",
        )
    elif meta.type == "story" and not may_tell(consent):
        yield _at(source, "consent", f"consent {consent.id} is a {consent.kind}, not for a story")
    if meta.image_status == "patient" and not may_show(consent):
        yield _at(source, "consent", f"consent {consent.id} is a {consent.kind}, not for a picture")


def _picture_not_covered(source: Source, consents: "Consents", today: date) -> Iterator[Match]:
    consent = _consent(source, consents)
    if consent is None or source.meta is None or source.meta.image_status != "patient":
        return
    covered = {*consent.scope.images, *_signed_for(source, consents, today)}
    for _, place, digest in media_of(source):
        if digest not in covered:
            yield _on(place, f"consent {consent.id} does not name this picture (sha256 {digest})")


def _picture_withdrawn(source: Source, consents: "Consents", today: date) -> Iterator[Match]:
    covered = {digest for one in consents.consents for digest in one.scope.images}
    if not covered:
        return
    mine = _signed_for(source, consents, today)
    for _, place, digest in media_of(source):
        if digest in covered - mine:
            yield _on(place, "this picture needs a consent that this post does not have")


def _signed_for(source: Source, consents: "Consents", today: date) -> set[str]:
    """Return the pictures that may be in this post: a story and its photo may have a form each.

    None, where the post names no consent or one that does not hold.
    """
    meta = source.meta
    uid = (meta.uid if meta else "") or ""
    if meta is None or not meta.consent or why_not(consents, meta.consent, uid, today, CHANNEL):
        return set()
    return {
        digest for one in consents.consents for digest in one.scope.images
        if not why_not(consents, one.id, uid, today, CHANNEL)
    }  # fmt: skip


def _consent(source: Source, consents: "Consents") -> "Consent | None":
    return consents.get(source.meta.consent) if source.meta and source.meta.consent else None


def _at(source: Source, key: str, message: str, fix: str = "") -> Match:
    place = source.places.get(key)
    return Match(
        start=place.start if place else 0, end=place.end if place else 0, message=message, fix=fix
    )  # fmt: skip


def _on(place: tuple[int, int], message: str) -> Match:
    return Match(start=place[0], end=place[1], message=message)


_POST = "---\ntitle: A\nuid: 01M2G01H40W17445TDPQJBWKWC\n"

# Examples are run against the consents of tests/checks_site/conftest.py: C-GOOD1 holds and names this post,
# C-ENDED and C-REVOKED do not hold, C-STAFF is a release by staff, C-OTHER names another post.
CONSENT: tuple[Rule, ...] = (
    Rule(
        code="CON001", name="consent-missing", scope=Scope.SOURCE, tier=Tier.BLOCK,
        find=_at_gate(_missing),
        summary="A patient's story or picture without a consent id.",
        why="Telling of a patient in public is a disclosure that only a signed authorization allows.",
        fix="Have the form signed, enter it in consents.toml, name its id in `consent`.",
        authority=AUTHORIZATION,
        bad=(_POST + "type: story\n---\n", _POST + "image_status: patient\n---\n",
             _POST + "type: story\nvignette: fictional\n---\n"),
        good=(_POST + "type: story\nconsent: C-GOOD1\n---\n", _POST + "type: article\n---\n",
              _POST + "type: story\nvignette: fictional\nvignette_attested_by: elena-marsh\n---\n"),
    ),
    Rule(
        code="CON002", name="consent-void", scope=Scope.SOURCE, tier=Tier.BLOCK,
        find=_at_gate(_void),
        summary="A consent that is unknown, expired, revoked, or made for something else.",
        why="An authorization that has expired or is known to be revoked is none.",
        fix="Take the post down, or have a new authorization signed.",
        authority=DEFECTIVE_AUTHORIZATION,
        bad=(_POST + "consent: C-NOBODY\n---\n", _POST + "consent: C-ENDED\n---\n",
             _POST + "consent: C-REVOKED\n---\n", _POST + "consent: C-OTHER\n---\n",
             _POST + "consent: signed by the family\n---\n", _POST + "consent: C-FUTURE\n---\n",
             _POST + "consent: C-PRINT\n---\n"),
        good=(_POST + "consent: C-GOOD1\n---\n",),
    ),
    Rule(
        code="CON003", name="consent-for-something-else", scope=Scope.SOURCE, tier=Tier.BLOCK,
        find=_at_gate(_wrong_kind),
        summary="A story, quote or picture under an authorization of another kind.",
        why="A disclosure must keep to what was signed: a release by staff says nothing for a patient, and a form for a quoted review nothing for a story.",
        fix="Name the authorization that was signed for this; a quoted review has `testimonial` lines.", authority=AUTHORIZATION,
        bad=(_POST + "type: story\nconsent: C-STAFF\n---\n",
             _POST + "type: story\nconsent: C-QUOTE\n---\n", _POST + "consent: C-QUOTE\n---\n",
             _POST + "image_status: patient\nconsent: C-STAFF\n---\n"),
        good=(_POST + "type: story\nconsent: C-GOOD1\n---\n",),
    ),
    Rule(
        code="CON004", name="picture-not-covered", scope=Scope.SOURCE, tier=Tier.BLOCK,
        find=_at_gate(_picture_not_covered),
        summary="A picture of a patient that the authorization does not name by its hash.",
        why="The authorization must describe specifically what is disclosed.",
        fix="Add the picture's SHA-256 to the consent's `scope.images`, if it was signed for.",
        authority=AUTHORIZATION,
        bad=(_POST + "image: images/clean.png\nimage_status: patient\nconsent: C-GOOD1\n---\n",),
        good=(_POST + "image: images/signed.png\nimage_status: patient\nconsent: C-GOOD1\n---\n",
              _POST + "image: images/clean.png\nimage_status: no-person\n---\n"),
    ),
    Rule(
        code="CON005", name="picture-withdrawn", scope=Scope.SOURCE, tier=Tier.BLOCK,
        find=_at_gate(_picture_withdrawn),
        summary="A picture that an authorization covers, used where none that holds covers it.",
        why="Revoking must take every use of a picture down, not only the first post that had it.",
        fix="Use another picture, or name the consent that covers it here.",
        authority=DEFECTIVE_AUTHORIZATION,
        bad=(_POST + "image: images/signed.png\nimage_status: stock\n---\n",
             _POST + "---\n![A person](../images/withdrawn.png)\n",
             _POST + "consent: C-REVOKED\n---\n![A person](../images/withdrawn.png)\n"),
        good=(_POST + "image: images/signed.png\nconsent: C-GOOD1\n---\n",
              _POST + "---\n![A drawing](../images/clean.png)\n"),
    ),
)  # fmt: skip
