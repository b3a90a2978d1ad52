"""Signed authorizations: the file, whether one holds, and writing into it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bedside.consents.state import why_not

if TYPE_CHECKING:
    from bedside.consents.model import Consent, Consents, Scope, load_consents

__all__ = ["Consent", "Consents", "Scope", "load_consents", "why_not"]


def __getattr__(name: str) -> Any:
    """Return what the model defines: Pydantic loads slowly, and not every check needs it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module("bedside.consents.model"), name)
