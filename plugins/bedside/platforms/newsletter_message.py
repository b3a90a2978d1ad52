"""One newsletter as a MIME message: plain text beside HTML, the headers that lists and readers need.

The same announcement at the same moment gives the same bytes: the Message-ID comes from the
ledger's key, so a list that sees it twice can tell.
"""

import hashlib
import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape

from bedside.platforms.base import Announcement
from bedside.practice import Account

__all__ = ["message_bytes", "message_id", "sender"]

# A header that is folded breaks some servers' DKIM signatures; ours are short, so none is folded.
# https://www.github.com/nodemailer/nodemailer/issues/1654 (read 2026-11-22)
_POLICY = SMTP.clone(max_line_length=900, cte_type="7bit")
_LINK = re.compile(r"https?://[^\s<>]+[^\s<>.,;:!?)\]]")
_FOOT = "\n\n-- \n"  # what parts a mail's footer from its text


def sender(account: Account) -> tuple[str, str]:
    """Return name and address that the account's handle gives: `Larkfield <news@practice.example>`."""
    return parseaddr(account.handle)


def message_id(announcement: Announcement, account: Account) -> str:
    """Return the Message-ID that every try of this announcement has."""
    key = hashlib.sha256("\0".join(announcement.key).encode()).hexdigest()[:32]
    return f"<bedside-{key}@{sender(account)[1].rpartition('@')[2]}>"


def message_bytes(announcement: Announcement, account: Account, now: datetime) -> bytes:
    """Return the whole message with CRLF line ends; `now` is its Date."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = account.handle
    message["To"] = account.target
    message["Subject"] = announcement.text.title or announcement.title
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(announcement, account)
    message["Content-Language"] = announcement.lang
    message["List-Id"] = f"<{account.target.replace('@', '.')}>"  # RFC 2919: a name under a domain
    # RFC 8058: an https address that takes a POST. A list server writes each reader's own over it.
    message["List-Unsubscribe"] = f"<{account.url}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    text, html = _part(announcement.text.text, "plain"), _part(_html(announcement), "html")
    message.set_type("multipart/alternative")
    message.set_boundary(f"=_{message_id(announcement, account)[9:41]}")
    message.attach(text)
    message.attach(html)
    return message.as_bytes()


def _part(text: str, kind: str) -> EmailMessage:
    part = EmailMessage(policy=_POLICY)
    part.set_content(text, subtype=kind, charset="utf-8", cte="quoted-printable")
    del part["MIME-Version"]  # the whole message says it
    return part


def _html(announcement: Announcement) -> str:
    """Return the page: a line for the list of messages, the title, the card, the text, the footer."""
    text, _, foot = announcement.text.text.partition(_FOOT)
    url, title = escape(announcement.url), escape(announcement.title)
    body = "".join(f"<p>{_linked(one)}</p>\n" for one in text.split("\n\n"))
    lines = "<br>\n".join(map(_linked, foot.splitlines()))
    return (
        f'<!doctype html>\n<html lang="{escape(announcement.lang)}" dir="auto">\n'
        f'<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<meta name="color-scheme" content="light dark"><title>{title}</title></head>\n'
        f'<body style="margin:0;padding:24px 16px;font:17px/1.6 system-ui,sans-serif">\n'
        f'<div style="display:none;max-height:0;overflow:hidden">{escape(announcement.description)}'
        f'</div>\n<main style="max-width:600px;margin:0 auto">\n{_card(announcement)}'
        f'<h1 style="font-size:26px;line-height:1.25;margin:20px 0 12px">'
        f'<a href="{url}" style="color:inherit;text-decoration:none">{title}</a></h1>\n{body}'
        f'<hr style="border:0;border-top:1px solid #999;margin:28px 0 16px">\n'
        f'<p style="font-size:14px;line-height:1.5">{lines}</p>\n</main>\n</body>\n</html>\n'
    )


def _card(announcement: Announcement) -> str:
    """Return the share card as a link to the article, nothing where there is no card."""
    if not announcement.card_url:
        return ""
    width, height = announcement.card_size
    return (
        f'<a href="{escape(announcement.url)}"><img src="{escape(announcement.card_url)}" '
        f'alt="{escape(announcement.card_alt)}" width="{width}" height="{height}" '
        f'style="display:block;width:100%;height:auto;border:0"></a>\n'
    )


def _linked(text: str) -> str:
    """Return text as HTML, its addresses as links."""
    found, at = "", 0
    for match in _LINK.finditer(text):
        address = escape(match[0])
        found += f'{escape(text[at : match.start()])}<a href="{address}">{address}</a>'
        at = match.end()
    return found + escape(text[at:]).replace("\n", "<br>\n")
