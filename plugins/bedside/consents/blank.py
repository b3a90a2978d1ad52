"""A consent's random id, and the block that waits for what the signed form says."""

__all__ = ["blank_entry", "mint_id"]

# Without letters that are taken for digits, and without vowels: no word, no name comes about.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
_LENGTH = 6


def mint_id() -> str:
    """Return a new id such as C-7Q4M2X: random, it says nothing of anyone."""
    import secrets  # noqa: PLC0415  a check mints none

    return "C-" + "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def blank_entry(consent_id: str, uid: str, kind: str) -> str:
    """Return a block for consents.toml that is refused until a person has filled in what is open."""
    return f"""\
[[consents]]
id = "{consent_id}"
kind = "{kind}"
scope = {{ posts = ["{uid}"], images = [], channels = ["site"] }}  # "social" too if the form says so
description = ""  # what may be told, in general words; no name
discloser = ""  # the practice's name
recipients = ""  # who will be able to see it
purpose = ""  # why it is shared
signed_on = ""  # the day, as 2026-11-01 without quotes
expires_on = ""  # the last day it counts, without quotes
signer = ""  # "patient", or "representative" and a line authority = "parent" or other
right_to_revoke = ""  # true (without quotes) when the signed form says so; likewise these five:
not_conditioned = ""
redisclosure = ""
plain_language = ""
copy_given = ""
not_combined = ""  # true when the form is a paper of its own
remuneration = ""  # "none" if nobody is paid
form_kept_at = ""  # where the signed paper is
"""
