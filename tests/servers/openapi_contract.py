"""Hold a request against an OpenAPI document, as the network's own specification would."""

from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import yaml
from openapi_core import Config, OpenAPI
from openapi_core.datatypes import RequestParameters
from tests.servers.strict_server import Asked
from werkzeug.datastructures import Headers, ImmutableMultiDict

__all__ = ["Contract", "contract"]

_SPECS = Path(__file__).resolve().parent.parent / "syndication" / "specs"


class _Request:
    """A request in the shape that openapi-core reads; it adds what it finds in the path."""

    def __init__(self, asked: Asked, host_url: str) -> None:
        self.host_url, self.path, self.method = host_url, asked.path, asked.method.lower()
        self.body, self.content_type = asked.body, asked.headers.get("content-type", "")
        query = ImmutableMultiDict(parse_qsl(urlsplit(asked.target).query))
        self.parameters = RequestParameters(query=query, header=Headers(asked.headers))


class Contract:
    """One specification. Names of query parameters that it does not know are a breach as well.

    Credentials are the fakes' own matter: openapi-core knows no OAuth.
    """

    def __init__(self, path: Path, host_url: str) -> None:
        """Read the document at `path` (JSON or YAML), whose server is `host_url`."""
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        for operation in (one for item in document["paths"].values() for one in item.values()):
            if isinstance(operation, dict):
                operation.pop("security", None)
        self._openapi = OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))
        self._host_url = host_url

    def problem(self, asked: Asked) -> str:
        """Return how a request breaks the contract, or nothing."""
        request = _Request(asked, self._host_url)
        found = self._openapi.unmarshal_request(request)
        for error in found.errors:
            reason = getattr(error.__cause__, "schema_errors", error.__cause__)
            return f"{asked.method} {asked.path}: {error} {reason}"
        unknown = set(asked.query) - set(found.parameters.query)
        return f"{asked.method} {asked.path}: unknown {sorted(unknown)}" if unknown else ""


@cache
def contract(name: str, host_url: str) -> Contract:
    """Return the contract in tests/syndication/specs/`name`, read once."""
    return Contract(_SPECS / name, host_url)
