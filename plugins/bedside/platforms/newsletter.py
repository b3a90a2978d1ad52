"""E-mail newsletter: one message to the practice's list, with its postal address and the way out."""

from dataclasses import replace
from datetime import date

from bedside.platforms.base import Limit, ShareText
from bedside.platforms.template import Part, Template, fill
from bedside.post import Post
from bedside.practice import Account, Practice
from bedside.text import nfc

__all__ = ["LABEL", "NAME", "RETIRED", "TEXT_LIMIT", "compose", "length"]

NAME = "email"
LABEL = "E-mail newsletter"
RETIRED = False
TEXT_LIMIT = Limit(
    value=20_000, unit="characters", read=date(2026, 11, 22),
    source="our own bound: mail has none, and a newsletter is no book",
)  # fmt: skip
# A header line ends at 998 octets and should end at 78; phones show about 40 characters.
SUBJECT_LIMIT = Limit(
    value=150, unit="characters", read=date(2026, 11, 22),
    source="our own bound below https://www.rfc-editor.org/rfc/rfc5322#section-2.1.1",
)  # fmt: skip
# A commercial message in the U.S. has a valid physical postal address and a way to opt out that
# works: 15 U.S.C. 7704(a)(3) and (5); 16 CFR 316.2(p) says which addresses are valid:
# https://law.lawstack.com/cfr/16/316.2/ (a copy of the eCFR, read 2026-11-22). It stands in every
# message, commercial or not.
LEAVE = {
    "en": "You get this because you asked for our newsletter. To stop it: {url}",
    "es": "Recibe este mensaje porque pidió nuestro boletín. Para dejar de recibirlo: {url}",
}


def length(text: str) -> int:
    """Count characters (Unicode code points) in normal form C."""
    return len(nfc(text))


TEMPLATE = Template(
    platform=NAME, limit=TEXT_LIMIT, length=length, title=SUBJECT_LIMIT, slack=1000,
    parts=(Part.HOOK, Part.LINK, Part.DISCLAIMER), account_may_raise=False,
)  # fmt: skip


def compose(post: Post, practice: Practice, account: Account | None) -> ShareText:
    """Return subject and plain body: summary, link, disclaimer, then who writes and from where."""
    body = fill(TEMPLATE, post, practice, account)
    if not body.text:
        return body
    text = f"{body.text}\n\n-- \n{_footer(post, practice, account)}"
    return replace(body, text=text, length=length(text))


def _footer(post: Post, practice: Practice, account: Account | None) -> str:
    """Return the practice's name, its first office's postal address, and how to leave the list."""
    lines = [practice.practice.name, practice.locations[0].address, practice.practice.phone]
    if account is not None and account.url:
        language = post.lang.partition("-")[0]
        lines.append(LEAVE.get(language, LEAVE["en"]).format(url=account.url))
    return "\n".join(lines)
