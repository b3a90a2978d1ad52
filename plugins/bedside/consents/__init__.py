"""Signed authorizations: the file, whether one holds, and writing into it."""

from bedside.consents.model import Consent, Consents, Scope, load_consents
from bedside.consents.state import why_not

__all__ = ["Consent", "Consents", "Scope", "load_consents", "why_not"]
