"""Writing into consents.toml: a new block, a day of revocation; all else in the file stays as it is."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

from bedside.consents.model import Consent, Consents, parse_consents
from bedside.errors import BedsideError
from bedside.files import read_text, write_atomic
from bedside.toml_file import places_of

__all__ = ["add_entry", "entry_text", "revoke_entry"]

_BY_HAND = "write it by hand, or bring the file into the form of the sample's consents.toml"


def add_entry(path: Path, consent: Consent) -> None:
    """Append the consent to the file, which may be missing. Raises BedsideError, PracticeError."""
    text = read_text(path) if path.exists() else ""
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    _write(path, text + gap + entry_text(consent), consent)


def revoke_entry(path: Path, consent: Consent, day: date) -> Consent:
    """Write `revoked_on` under the consent's `signed_on`; return the consent as it is now."""
    text = read_text(path)
    rows = text.splitlines(keepends=True)
    index = [one["id"] for one in tomllib.loads(text)["consents"]].index(consent.id)
    places = places_of(text)
    line, _ = places.get(("consents", index, "revoked_on"), (0, 0))
    after, _ = places.get(("consents", index, "signed_on"), (0, 0))
    row = f"revoked_on = {day}\n"
    if line:
        rows[line - 1] = row
    elif after:
        rows.insert(after, row if rows[after - 1].endswith("\n") else "\n" + row)
    revoked = Consent.model_validate({**consent.model_dump(), "revoked_on": day})
    _write(path, "".join(rows), revoked)
    return revoked


def entry_text(consent: Consent) -> str:
    """Return the consent as a block for consents.toml, in the order of the law's elements."""
    given = consent.model_dump(exclude_none=True, exclude={"scope"})
    scope = ", ".join(
        f"{name} = {_value(list(values))}" for name, values in consent.scope.model_dump().items()
    )
    rows = [f"{name} = {_value(value)}" for name, value in given.items()]
    return "\n".join(["[[consents]]", *rows[:2], f"scope = {{ {scope} }}", *rows[2:]]) + "\n"


def _value(value: object) -> str:
    """Write a text, a day, a yes or a list as TOML does; a JSON text is one in TOML too."""
    if isinstance(value, date):
        return value.isoformat()
    return re.sub("\x7f", r"\\u007F", json.dumps(value, ensure_ascii=False))


def _write(path: Path, text: str, consent: Consent) -> None:
    """Write the file when, read again, it holds this consent and is otherwise right."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        message = f"{path}: this entry cannot be written into it: {_BY_HAND}"
        raise BedsideError(message) from None
    found: Consents = parse_consents(path, data, lambda _: (1, 1))
    if found.get(consent.id) != consent:
        message = f"{path}: this entry cannot be written into it: {_BY_HAND}"
        raise BedsideError(message)
    write_atomic(path, text)
