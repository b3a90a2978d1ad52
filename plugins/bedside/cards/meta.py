"""What a post's card says, and the words that describe the card to those who cannot see it."""

from pathlib import Path
from urllib.parse import urlsplit

from bedside.cards.model import CardText
from bedside.post import Post
from bedside.practice import Practice

__all__ = ["card_alt", "card_for", "page_card_alt"]

REVIEWED_BY = {
    "ar": "مراجعة طبية: {name}",
    "de": "Medizinisch geprüft: {name}",
    "en": "Medically reviewed by {name}",
    "es": "Revisión médica: {name}",
    "fr": "Relecture médicale : {name}",
    "pt": "Revisão médica: {name}",
    "zh": "医学审阅：{name}",
}
PAGE_CARD_ALT = {
    "en": "Share card of {practice}: “{title}”",
    "es": "Tarjeta de {practice}: «{title}»",
}
CARD_ALT = {
    "en": "Share card of {practice}: “{title}”, by {author}",
    "es": "Tarjeta de {practice}: «{title}», por {author}",
}


def card_for(post: Post, practice: Practice, content: Path | None = None) -> CardText:
    """Return the words of a post's card: names with credentials, the site's host.

    `content` is where the post's picture lies; without it the card has its topic's pattern.
    """
    category = practice.categories.get(post.category)
    reviewer = _name(practice, post.reviewer)
    return CardText(
        title=post.title,
        kicker=category.name if category else "",
        author=_name(practice, post.author),
        reviewer=_worded(REVIEWED_BY, post.lang).format(name=reviewer) if reviewer else "",
        practice=practice.practice.name,
        host=urlsplit(practice.practice.url).hostname or "",
        lang=post.lang,
        pattern=post.category,
        picture=content / post.image if content and post.image else None,
    )


def card_alt(post: Post, practice: Practice) -> str:
    """Return the card's alternative text: whose it is and what it announces."""
    name = practice.practice.name
    author = _name(practice, post.author) or name
    return _worded(CARD_ALT, post.lang).format(practice=name, title=post.title, author=author)


def page_card_alt(title: str, practice: Practice, lang: str) -> str:
    """Return the alternative text of a page's card: whose it is and what it says."""
    return _worded(PAGE_CARD_ALT, lang).format(practice=practice.practice.name, title=title)


def _worded(words: dict[str, str], lang: str) -> str:
    """Return the wording in the post's language, in English where there is none."""
    return words.get(lang.split("-", 1)[0].lower(), words["en"])


def _name(practice: Practice, slug: str | None) -> str:
    clinician = practice.clinician(slug) if slug else None
    return clinician.display_name if clinician else ""
