"""An article, the page it stands on and the trail that leads there.

What Google wants: https://developers.google.com/search/docs/appearance/structured-data/article
(read 2026-11-22).
"""

from bedside.post import Post
from bedside.practice import Practice
from bedside.practice_translations import practice_in
from bedside.site.schema_org.ids import (
    article_id,
    page_id,
    person_id,
    practice_id,
    site_id,
)
from bedside.site.schema_org.media import film, happening
from bedside.site.schema_org.pages import trail
from bedside.site.schema_org.people import clinician_graph
from bedside.site.schema_org.practice import practice_graph
from bedside.site.schema_org.text import Node, named
from bedside.site.words import words_in

__all__ = ["article_graph"]


def article_graph(
    post: Post, practice: Practice, *, topic_url: str = "", folder: str = ""
) -> list[Node]:
    """Return the page, the article on it, its trail, the people behind it and the practice.

    `topic_url` is the page of its topic: one without articles in its language has none. `folder` is
    that of the edition it belongs to.
    """
    author, reviewer = practice.clinician(post.author), practice.clinician(post.reviewer or "")
    people = [
        node
        for one in {one.slug: one for one in (author, reviewer) if one}.values()
        for node in clinician_graph(practice, one)
    ]
    found = [_page(post, practice), _article(post, practice)]
    if post.video:
        found.append(film(post, post.video, practice))
    if post.event:
        found.append(happening(post, post.event, practice))
    return [
        *found,
        *_trail(post, practice, topic_url, folder),
        *people,
        *practice_graph(practice),
    ]


def _page(post: Post, practice: Practice) -> Node:
    page: Node = {
        "@type": "MedicalWebPage", "@id": page_id(post.url), "url": post.url, "name": post.title,
        "inLanguage": post.lang, "isPartOf": named(site_id(practice)),
        "mainEntity": named(article_id(post.url)),
        "datePublished": post.published.isoformat(), "dateModified": post.modified.isoformat(),
    }  # fmt: skip
    if post.summary:
        page["description"] = post.summary
    reviewer = practice.clinician(post.reviewer or "")
    if post.reviewed_on and reviewer:
        page["lastReviewed"] = post.reviewed_on.isoformat()
        page["reviewedBy"] = named(person_id(practice, reviewer))
    return page


def _article(post: Post, practice: Practice) -> Node:
    author = practice.clinician(post.author)
    article: Node = {
        "@type": "Article", "@id": article_id(post.url), "url": post.url, "headline": post.title,
        "inLanguage": post.lang,
        "datePublished": post.published.isoformat(), "dateModified": post.modified.isoformat(),
        "mainEntityOfPage": named(page_id(post.url)),
        "publisher": named(practice_id(practice)),
        "author": named(person_id(practice, author) if author else practice_id(practice)),
    }  # fmt: skip
    if post.summary:
        article["description"] = post.summary
    if post.tags:
        article["keywords"] = list(post.tags)
    if cited := [one.url for one in post.references if one.url]:
        article["citation"] = cited
    if post.corrections:
        article["correction"] = [
            {"@type": "CorrectionComment", "datePublished": one.date.isoformat(), "text": one.text}
            for one in post.corrections
        ]
    if post.card:
        article["image"] = [f"{practice.practice.url}/{post.card.path}"]
    if post.translator:
        article["translator"] = {"@type": "Person", "name": post.translator}
    return article


def _trail(post: Post, practice: Practice, topic_url: str, folder: str) -> list[Node]:
    lang = post.lang if folder else practice.practice.language
    words = words_in(lang, practice.practice.language)
    category = practice_in(practice, lang).categories.get(post.category)
    home = ((words["home"], folder),) if folder else ()
    topic = ((category.name, topic_url),) if category and topic_url else ()
    steps = (*home, (words["blog"], f"{folder}blog/"), *topic, (post.title, post.path))
    return trail(practice, steps)
