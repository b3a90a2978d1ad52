"""Secrets: read from the environment, never shown."""

import html
import json
from base64 import b64encode
from urllib.parse import quote

import pytest

from bedside.errors import BedsideError
from bedside.platforms.base import Session
from bedside.platforms.credentials import secret_parts
from bedside.platforms.wire import new_client
from bedside.practice import Account
from bedside.syndication.secrets import Secrets

ACCOUNT = Account(id="masto", platform="mastodon", handle="@a@b.example", secret_env="LARKFIELD_X")
SECRET = "s3cr3t/with+odd=signs%"
HARD = 'p4ss&word"x/tail'


def test_a_secret_is_masked_in_every_form() -> None:
    """Plain, percent-encoded, and tokens that a network made from it."""
    secrets = Secrets({"LARKFIELD_X": f"{SECRET}\n"})
    assert secrets.read(ACCOUNT) == SECRET
    said = f"{SECRET} s3cr3t%2Fwith%2Bodd%3Dsigns%25 Bearer abcdefgh1234 eyJhbGciOiJI.eyJzdWIiOiJk.c2ln"
    assert secrets.mask(said) == "[secret] [secret] [secret] [secret]"


def test_a_missing_secret_names_its_variable() -> None:
    """The message says what to set."""
    with pytest.raises(BedsideError, match="set LARKFIELD_X"):
        Secrets({}).read(ACCOUNT)


@pytest.mark.parametrize("value", ["two\nlines", "grüße"])
def test_a_secret_that_no_header_can_hold_is_refused_without_showing_it(value: str) -> None:
    """HTTP libraries print such a header in their error."""
    with pytest.raises(BedsideError, match="LARKFIELD_X holds") as refused:
        Secrets({"LARKFIELD_X": value}).read(ACCOUNT)
    assert value not in str(refused.value)


def test_no_repr_shows_a_secret() -> None:
    """Neither the keeper's nor a session's."""
    secrets = Secrets({"LARKFIELD_X": SECRET})
    with new_client() as client:
        session = Session(account=ACCOUNT, client=client, secret=secrets.read(ACCOUNT),
                          now=lambda: (_ for _ in ()).throw(AssertionError))  # fmt: skip
        assert SECRET not in repr(secrets) + repr(session)


def test_each_part_of_a_secret_is_masked() -> None:
    """A JSON object of keys is one secret, and each of its values is one as well."""
    secrets = Secrets({"LARKFIELD_X": '{"key": "k3y-one", "token": "t0ken-two"}'})
    parts = secret_parts(secrets.read(ACCOUNT), "masto", "key", "token")
    assert parts == {"key": "k3y-one", "token": "t0ken-two"}
    assert secrets.mask("k3y-one and t0ken-two") == "[secret] and [secret]"
    with pytest.raises(BedsideError, match="lacks other: write it as") as refused:
        secret_parts(secrets.read(ACCOUNT), "masto", "key", "other")
    assert "k3y" not in str(refused.value)


@pytest.mark.parametrize(
    "said",
    [
        json.dumps(HARD), json.dumps(HARD).replace("/", "\\/"), html.escape(HARD), quote(HARD),
        b64encode(HARD.encode()).decode(), b64encode(b"\0user\0" + HARD.encode()).decode(),
        b64encode(b"app:" + HARD.encode()).decode(), b64encode(b"1:" + HARD.encode()).decode(),
        json.dumps(HARD).replace("&", "\\u0026").replace('\\"', "\\u0022"),
    ],
)  # fmt: skip
def test_a_secret_is_masked_as_servers_write_it(said: str) -> None:
    """JSON, JSON of a page, HTML, addresses, and the logins of mail and of HTTP."""
    secrets = Secrets({"LARKFIELD_X": HARD})
    secrets.read(ACCOUNT)
    masked = secrets.mask(f"it said {said} and no more")
    assert "[secret]" in masked
    left = masked.removeprefix("it said ").removesuffix(" and no more").replace("[secret]", "")
    assert len(left) <= 12  # around it: quotes, the name before a password, ends of base64
    assert not any(part in left for part in ("p4ss", "word", "tail"))
