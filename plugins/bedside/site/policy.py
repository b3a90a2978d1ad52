"""What a page may load and run: one Content-Security-Policy, for the headers file and each page.

Directives: https://www.w3.org/TR/CSP3/ (read 2026-11-22). Everything is the practice's own; no
script or style stands inside a page. A `meta` element cannot carry `frame-ancestors`.
"""

from urllib.parse import urlsplit

from bedside.practice import Practice

__all__ = ["content_policy"]


def content_policy(practice: Practice) -> str:
    """Return the policy of every page; a newsletter's form may go to the list's own address."""
    forms = "'self'"
    if practice.newsletter:
        parts = urlsplit(practice.newsletter.action)
        forms += f" {parts.scheme}://{parts.netloc}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        f"media-src 'self'; connect-src 'self'; form-action {forms}; base-uri 'none'"
    )
