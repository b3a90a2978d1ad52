"""What a post's card says, and the words that describe the card to those who cannot see it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from bedside.cards.model import CardText
from bedside.frontmatter import Event
from bedside.post import Post
from bedside.practice import Practice
from bedside.practice_translations import practice_in
from bedside.site.words import clock_text, date_long

__all__ = ["card_alt", "card_for", "page_card_alt"]

Wording = TypeVar("Wording")

LABELS = {
    "de": ("Mythos", "Tatsache", "Hinweis"),
    "en": ("Myth", "Fact", "Notice"),
    "es": ("Mito", "Realidad", "Aviso"),
    "fr": ("Idée reçue", "En fait", "Avis"),
    "pt": ("Mito", "Fato", "Aviso"),
}
# Around a quote: CLDR's delimiters for the language, https://cldr.unicode.org (not opened here)
QUOTES = {"de": "„{}“", "en": "“{}”", "es": "«{}»", "fr": "« {} »", "zh": "“{}”", "ja": "「{}」"}

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
    practice = practice_in(practice, post.lang)
    category = practice.categories.get(post.category)
    reviewer = _name(practice, post.reviewer)
    words = CardText(
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
    return _laid_out(words, post, practice)


def _laid_out(words: CardText, post: Post, practice: Practice) -> CardText:
    """Return the words in the layout that the post asks for; a notice and an event have their own."""
    own = post.card_words
    if post.event and not own:
        offices = [one.name for one in practice.locations if one.slug == post.location]
        return replace(words, layout="event", lead=_when(post.event, post.lang, practice),
                       detail=post.event.place or " ".join(offices))  # fmt: skip
    myth, fact, notice = _worded(LABELS, post.lang)
    match own.layout if own else post.type:
        case "quote" if own:
            text = (own.text or post.title).strip("“”„«»\"' ")
            return replace(words, layout="quote", title=_worded(QUOTES, post.lang).format(text),
                           detail=own.speaker or "")  # fmt: skip
        case "myth-fact" if own:
            return replace(words, layout="myth-fact", lead_label=myth, lead=own.myth or "",
                           title_label=fact, title=own.fact or "")  # fmt: skip
        case "number" if own:
            return replace(words, layout="number", lead=own.number or "", title=own.text or "")
        case "event" if own:
            return replace(words, layout="event", lead=own.when or "", title=own.text or post.title,
                           detail=own.where or "")  # fmt: skip
        case "notice":
            return replace(words, layout="notice", lead_label=notice,
                           title=(own.text if own else None) or post.title,
                           detail=(own.when if own else None) or "")  # fmt: skip
    return words


def card_alt(post: Post, practice: Practice) -> str:
    """Return the card's alternative text: whose it is and what it announces."""
    practice = practice_in(practice, post.lang)
    name = practice.practice.name
    author = _name(practice, post.author) or name
    words = _laid_out(CardText(title=post.title), post, practice)
    said = (words.lead_label, words.lead, words.title_label, words.title, words.detail)
    is_own = post.card_words or post.event
    title = ". ".join(one.rstrip(".") for one in said if one) if is_own else post.title
    return _worded(CARD_ALT, post.lang).format(practice=name, title=title, author=author)


def _when(event: Event, lang: str, practice: Practice) -> str:
    """Return `December 5, 2026, 9:00 am`, by the clock in the office."""
    starts = event.starts.astimezone(practice.zone)
    return f"{date_long(starts, lang)}, {clock_text(starts, lang)}"


def page_card_alt(title: str, practice: Practice, lang: str) -> str:
    """Return the alternative text of a page's card: whose it is and what it says."""
    return _worded(PAGE_CARD_ALT, lang).format(practice=practice.practice.name, title=title)


def _worded(words: Mapping[str, Wording], lang: str) -> Wording:
    """Return the wording in the post's language, in English where there is none."""
    return words.get(lang.split("-", 1)[0].lower(), words["en"])


def _name(practice: Practice, slug: str | None) -> str:
    clinician = practice.clinician(slug) if slug else None
    return clinician.display_name if clinician else ""
