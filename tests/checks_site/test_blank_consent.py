"""The entry that `bedside check` prints for a story without one: whole, and refused until filled in."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bedside.checks.model import Context
from bedside.checks.rules.consent import CONSENT
from bedside.consents import Consent, load_consents
from bedside.errors import PracticeError
from bedside.post import Source

UID = "01M2G01H40W17445TDPQJBWKWC"
STORY = f"---\ntitle: A\nuid: {UID}\ntype: story\nconsent: C-NEW1\n---\n"
FILLED = {
    "signed_on": "2026-11-01",
    "expires_on": "2028-11-01",
    "signer": '"patient"',
} | dict.fromkeys(
    (
        "right_to_revoke",
        "not_conditioned",
        "redisclosure",
        "plain_language",
        "copy_given",
        "not_combined",
    ),
    "true",
)


@pytest.fixture
def block(write_source: Callable[..., Source], context: Context) -> str:
    """Return what CON002 says to add."""
    rule = next(one for one in CONSENT if one.code == "CON002")
    (match,) = rule.find(write_source(STORY), context)
    says, _, entry = match.fix.partition("\n\n")
    assert "add this to consents.toml" in says
    return entry


def test_it_has_every_key_and_is_refused_until_each_is_filled_in(
    block: str, tmp_path: Path
) -> None:
    """Id, uid and kind stand there; each of the others left open is a mistake that names it."""
    (entry,) = tomllib.loads(block)["consents"]
    assert (entry["id"], entry["scope"]["posts"]) == ("C-NEW1", [UID])
    needed = {name for name, one in Consent.model_fields.items() if one.is_required()}
    assert set(entry) == needed | {"expires_on", "not_combined"}
    file = tmp_path / "consents.toml"
    file.write_text(block)
    with pytest.raises(PracticeError) as refused:
        load_consents(file)
    said = " ".join(map(str, refused.value.mistakes))
    assert all(f"consent 1, {key}: " in said for key, value in entry.items() if value == "")


def test_filled_in_it_is_accepted(block: str, tmp_path: Path) -> None:
    """Nothing but the empty values has to be changed."""
    file = tmp_path / "consents.toml"
    file.write_text(re.sub(
        r'^(\w+) = ""', lambda line: f"{line[1]} = {FILLED.get(line[1], chr(34) + 'x' + chr(34))}",
        block, flags=re.MULTILINE,
    ))  # fmt: skip
    consent = load_consents(file).get("C-NEW1")
    assert consent is not None
    assert consent.scope.posts == (UID,)


def test_a_registered_id_gets_no_block(
    write_source: Callable[..., Source], context: Context
) -> None:
    """An entry that has ended is not to be copied."""
    rule = next(one for one in CONSENT if one.code == "CON002")
    (match,) = rule.find(write_source(STORY.replace("C-NEW1", "C-ENDED")), context)
    assert match.fix == ""
