"""Where a person starts a post by hand: the network's own share link, else the page to write on."""

from urllib.parse import quote, urlsplit

from bedside.practice import Account

__all__ = ["intent_link"]

# {url} the article, {text} the wording, {title} the title, {picture} the picture's address.
# Bluesky: https://docs.bsky.app/docs/advanced-guides/intent-links; X: its documentation of the post
# button; Mastodon: /share of every server (all read 2026-11-21). The others are the addresses that
# the networks' own share buttons open; not confirmed first hand.
_INTENTS = {
    "bluesky": "https://bsky.app/intent/compose?text={text}",
    "facebook": "https://www.facebook.com/sharer/sharer.php?u={url}",
    "linkedin": "https://www.linkedin.com/sharing/share-offsite/?url={url}",
    "pinterest": "https://www.pinterest.com/pin/create/button/"
    "?url={url}&media={picture}&description={text}",
    "reddit": "https://www.reddit.com/submit?url={url}&title={title}",
    "threads": "https://www.threads.net/intent/post?text={text}",
    "x": "https://x.com/intent/post?text={text}",
}
_PAGES = {
    "google_business": "https://business.google.com/",
    "hootsuite": "https://hootsuite.com/dashboard",
    "instagram": "https://www.instagram.com/",
    "quora": "https://www.quora.com/",
    "slideshare": "https://www.slideshare.net/upload",
    "youtube": "https://studio.youtube.com/",
}


def intent_link(account: Account, *, url: str, text: str, title: str, picture: str) -> str:
    """Return the address to open; "" where nothing is known of the network."""
    values = {"url": url, "text": text, "title": title, "picture": picture}
    if account.platform == "mastodon":
        server = urlsplit(account.url or account.api or "")
        shape = f"{server.scheme}://{server.netloc}/share?text={{text}}" if server.netloc else ""
    else:
        shape = _INTENTS.get(account.platform, "")
    if shape:
        return shape.format(**{name: quote(value, safe="") for name, value in values.items()})
    return _PAGES.get(account.platform) or account.url or ""
