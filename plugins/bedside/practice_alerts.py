"""Who is told when an account stops: the `[alerts]` table of practice.toml. Addresses with passwords are secrets."""

from typing import Self

from pydantic import model_validator

from bedside.practice_values import Email, EnvName
from bedside.schema import Strict

__all__ = ["Alerts"]


class Alerts(Strict):
    """By e-mail, through Apprise (a phone, a chat), or both; each by the variable of its secret."""

    email: Email | None = None  # who gets it
    sender: Email | None = None  # what stands as From; without it `email` itself
    smtp_env: EnvName | None = None  # smtps://user:password@mail.example, or smtp:// with STARTTLS
    apprise_env: EnvName | None = None  # an address of https://github.com/caronc/apprise/wiki

    @model_validator(mode="after")
    def _mail_has_both(self) -> Self:
        """A recipient needs a mail server and the other way round."""
        if bool(self.email) != bool(self.smtp_env):
            raise ValueError("`email` and `smtp_env` go together: add the other, or remove both")
        return self
