"""What the search page may load, for its `meta` element and for hosts that read `_headers`.

Pagefind runs WebAssembly and fetches parts of its index: https://pagefind.app/docs/hosting/ (read
2026-11-22). No other page may. Cloudflare Pages would join two policies into one that allows only
what both allow; `!` takes the first one away:
https://developers.cloudflare.com/pages/configuration/headers/ (read 2026-11-22).
"""

from collections.abc import Iterable

__all__ = ["SEARCH_POLICY", "search_headers"]

SEARCH_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)


def search_headers(folders: Iterable[str] = ("",)) -> str:
    """Return the lines that follow those of every page in `_headers`; `folders` are the editions'.

    Pagefind's own files are among them: a worker is held to the policy that its file came with.
    """
    paths = (*(f"/{folder}search/*" for folder in folders), "/pagefind/*")
    return "".join(
        f"{path}\n  ! Content-Security-Policy\n"
        f"  Content-Security-Policy: {SEARCH_POLICY}; frame-ancestors 'none'\n"
        for path in paths
    )
