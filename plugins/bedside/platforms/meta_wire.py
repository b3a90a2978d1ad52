"""One account on Meta's Graph: its address and token, and requests that carry both.

The token travels in a header, not in the address, so that no log of addresses shows it.
https://developers.facebook.com/documentation/instagram-platform/content-publishing shows that form
(read 2026-11-22); Meta's pages on Threads show a parameter instead, and programs that use the header there.
"""

import hashlib
import hmac
from dataclasses import dataclass, field

from bedside.platforms.base import Deferred, Session, Unknown
from bedside.platforms.credentials import parts_of
from bedside.platforms.hosts import base_url
from bedside.platforms.meta_errors import failure_of
from bedside.platforms.wire import Answer, Failure, ask, call

__all__ = ["GRAPH_VERSION", "Graph", "open_graph"]

# The newest that was known: facebook-business 26.0.3 on PyPI (read 2026-11-22). A version lives about
# two years; `api_version` of the account names a later one. https://developers.facebook.com/docs/graph-api/changelog/
GRAPH_VERSION = "v26.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Where one account is reached, and as whom."""

    session: Session
    base: str  # with the version, without a last slash
    label: str  # Facebook, Instagram, Threads: as people know it
    token: str = field(repr=False)
    app_id: str = ""
    app_secret: str = field(default="", repr=False)

    def read(self, path: str, **fields: str) -> Answer | Failure:
        """Read a node or an edge; anything but a good answer is a Failure."""
        return self.good(self.look(path, **fields))

    def look(self, path: str, **fields: str) -> Answer | Deferred | Unknown:
        """Read a node or an edge and return whatever came back."""
        query = fields | self._proof()
        return ask(self.session, self.url(path), params=query, headers=self._headers())

    def post(self, path: str, **fields: str) -> Answer | Deferred | Unknown:
        """Send a form once. What its answer means is asked with `good`."""
        form = fields | self._proof()
        return call(self.session, "POST", self.url(path), data=form, headers=self._headers())

    def delete(self, path: str) -> Answer | Deferred | Unknown:
        """Delete a node once."""
        url, query = self.url(path), self._proof()
        return call(self.session, "DELETE", url, params=query, headers=self._headers())

    def good(self, answer: Answer | Deferred | Unknown) -> Answer | Failure:
        """Return the answer when it is a success, else what it means."""
        if not isinstance(answer, Answer):
            return answer
        return failure_of(answer, self.session, self.label) or answer

    def url(self, path: str) -> str:
        """Return the address of a node or edge."""
        return f"{self.base}/{path}"

    def _proof(self) -> dict[str, str]:
        """Return the proof that the app's own secret is known, which an app may demand.

        https://developers.facebook.com/docs/graph-api/guides/secure-requests (read 2026-11-22)
        """
        if not self.app_secret:
            return {}
        digest = hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256)
        return {"appsecret_proof": digest.hexdigest()}

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def open_graph(session: Session, hosts: tuple[str, ...], label: str, version: str) -> Graph:
    """Return the account's Graph. Its secret is a token, or a JSON object with an `access_token` and the app's keys."""
    base = base_url(session.account, hosts)
    parts = parts_of(session.secret)
    return Graph(
        session=session, base=f"{base}/{session.account.api_version or version}", label=label,
        token=parts.get("access_token", "") or session.secret, app_id=parts.get("app_id", ""),
        app_secret=parts.get("app_secret", ""),
    )  # fmt: skip
