"""The text of a new post: the lines at the top that its type needs, and where to write."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bedside.consents.blank import mint_id
from bedside.practice import Practice
from bedside.text import quoted
from bedside.uid import mint_uid

__all__ = ["TYPES", "Draft", "category_for", "draft_text"]

# What `type` a post may have, and what it is for.
TYPES = {
    "article": "what readers should know; with sources and a review",
    "tip": "one short piece of advice or news",
    "link": "someone else's page, and why it is worth reading",
    "video": "a film of your own, with captions and a transcript",
    "infographic": "a picture that explains; its content in words too",
    "faq": "questions and their answers",
    "event": "something people can come to",
    "notice": "closed, moved, changed: leaves the site after its last day",
    "story": "a patient's story, with a signed permission",
    "handout": "a page to print and take home",
}
_CATEGORY = {"notice": "news", "event": "news", "story": "stories"}
_NOTICE_STANDS = timedelta(days=14)  # a guess that the author changes
_VIDEO = """\
# video:  # needed; the files stand under content/
#   url: videos/name.mp4
#   poster: images/posts/name.png
#   duration: PT1M30S
#   captions: videos/name.en.vtt
#   transcript: What is said, in full
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a post before it is written; `moment` is aware."""

    title: str
    kind: str
    category: str
    author: str  # empty: the practice itself
    moment: datetime


def category_for(kind: str, practice: Practice) -> str:
    """Return the category that a type's posts usually stand in, or the practice's first."""
    usual = _CATEGORY.get(kind, "")
    return usual if usual in practice.categories else next(iter(practice.categories))


def draft_text(draft: Draft, practice: Practice) -> str:
    """Return the whole file."""
    local = draft.moment.astimezone(practice.zone)
    disclaimer = practice.categories[draft.category].disclaimer
    author = f"author: {draft.author}\n" if draft.author else ""
    is_notice = draft.kind == "notice"  # the practice's own word, which rests on nothing
    review = "" if is_notice else _review_lines(local, practice.policies.review_every_months)
    return f"""\
---
uid: {mint_uid(draft.moment)}  # permanent: never change it
title: {quoted(draft.title)}
date: {local:%Y-%m-%d %H:%M}
{author}category: {draft.category}  # carries the disclaimer `{disclaimer}`
type: {draft.kind}
{_lines_of(draft.kind, local)}tags: []
summary: ""
status: draft  # remove this line when it may go out
# image: images/posts/name.png
# image_alt: What the picture shows, in one sentence
# image_status: none
{review}---

Write here. Headings start with ##.
"""


def _review_lines(local: datetime, months: int) -> str:
    """Return the lines on sources and on who checks them."""
    return f"""\
next_review: {_months_later(local.date(), months)}
# reviewed_by: another clinician's slug
# reviewed_on: {local:%Y-%m-%d}
# references:
#   - title: Exact title of the page
#     publisher: Who published it
#     url: https://
#     read: {local:%Y-%m-%d}
"""


def _lines_of(kind: str, local: datetime) -> str:
    """Return the lines that only this type has."""
    match kind:
        case "notice":
            end = local + _NOTICE_STANDS
            return f"expires: {end:%Y-%m-%d}  # last day it is shown\n"
        case "story":
            return f"consent: {mint_id()}  # `bedside check` prints what consents.toml needs\n"
        case "infographic":
            return 'long_description: ""  # the picture\'s whole content in words\n'
        case "video":
            return _VIDEO
        case "event":
            return f"event:\n  starts: {local:%Y-%m-%d} 09:00\n  ends: {local:%Y-%m-%d} 12:00\n"
    return ""


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, 28))  # every month has a 28th
