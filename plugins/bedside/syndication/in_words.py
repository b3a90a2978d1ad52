"""What a database says, in words for people."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bedside.errors import LedgerError
from bedside.syndication.tables import UNREADABLE

__all__ = ["in_words"]


@contextmanager
def in_words() -> Iterator[None]:
    """Say in words for people what a database says; losing a race stays what it is."""
    try:
        yield
    except IntegrityError:
        raise
    except SQLAlchemyError as error:
        what = str(getattr(error, "orig", None) or type(error).__name__).strip()
        message = f"the ledger cannot be used: {what}: check that it is a ledger and writable"
        raise LedgerError(message) from error
    except (KeyError, TypeError, ValueError) as error:  # a mark that is no number
        raise LedgerError(UNREADABLE.format(what="a value")) from error
