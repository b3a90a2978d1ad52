"""Where a consent stands is said in one place, and nothing passes that is not in force."""

from datetime import date
from pathlib import Path

import pytest
from tests.conftest import UIDS

from bedside.consents import Consent, Consents, Scope, load_consents, why_not
from bedside.consents.state import standing

TODAY = date(2026, 11, 22)


@pytest.fixture
def held(story: Path) -> Consent:
    """Return the consent of the small site's story, which is in force."""
    consent = load_consents(story.parents[2] / "consents.toml").consents[0]
    return consent.model_copy(update={
        "scope": Scope(posts=(UIDS[0],), channels=("site",), images=()),
        "expires_on": date(2026, 11, 22), "expires_event": "", "event_happened_on": None,
        "revoked_on": None, "signed_on": date(2026, 11, 1),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"revoked_on": TODAY}, "was revoked on 2026-11-22"),
        ({"expires_on": date(2026, 11, 21)}, "expired on 2026-11-21"),
        ({"expires_on": None, "expires_event": "the move", "event_happened_on": TODAY},
         "ended on 2026-11-22, with the event it named"),
        ({"expires_on": None, "expires_event": "the move"}, ""),
        ({"signed_on": date(2026, 11, 23), "expires_on": date(2027, 1, 1)},
         "was signed on 2026-11-23, which is to come"),
    ],
)  # fmt: skip
def test_what_is_not_in_force_covers_nothing(
    held: Consent, change: dict[str, object], said: str
) -> None:
    """The state and the reason why a post is not covered are the same sentence."""
    consent = held.model_copy(update=change)
    consents = Consents(consents=(consent,))
    stands = standing(consent, TODAY)
    assert stands.is_in_force == (said == "")
    assert why_not(consents, consent.id, UIDS[0], TODAY, "site") == (
        f"consent {consent.id} {said}" if said else ""
    )
    assert said in stands.said


def test_scope_counts_too(held: Consent) -> None:
    """Another post or another channel is not covered by a consent in force."""
    consents = Consents(consents=(held,))
    assert "does not name this post" in why_not(consents, held.id, UIDS[1], TODAY, "site")
    assert "does not cover social" in why_not(consents, held.id, UIDS[0], TODAY, "social")
    assert "is not in consents.toml" in why_not(consents, "C-NONE00", UIDS[0], TODAY, "site")
