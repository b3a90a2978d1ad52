"""The posts that every generator is timed on: the same text for each, made from a number alone.

Each has 509 to 1,217 words, a table, two lists, a picture and links; over all there are 8 categories,
60 tags and 4 authors. The sentences are our own and say what any practice may say.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

__all__ = ["AUTHORS", "CATEGORIES", "TAGS", "WORDS", "Post", "post"]

WORDS = (509, 1217)
CATEGORIES = ("news", "heart", "sleep", "seasons", "moving", "kitchen", "home", "travel")
AUTHORS = ("elena-marsh", "samuel-okafor", "priya-raman", "noor-haddad")
TAGS = tuple(
    f"{first} {second}"
    for first in ("healthy", "better", "daily", "family", "winter", "summer")
    for second in ("food", "sleep", "walks", "habits", "skin", "teeth", "plans", "games", "travel", "rest")
)  # fmt: skip
_SENTENCES = (
    "Most colds clear up without medicine in about ten days.",
    "Rest, fluids and time do most of the work.",
    "Wash your hands often, and teach children to sing while they do.",
    "A fever is one of the ways the body fights an infection.",
    "Call the office when a symptom lasts longer than you expect.",
    "Vaccines teach the immune system what to look for.",
)
_THINGS = (
    "A glass of water", "A box of tissues", "Clean towels", "A quiet room", "Fresh fruit",
    "A list on the fridge", "An open window", "Soap at every sink", "A warm blanket", "Comfortable shoes",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post, before any generator's front matter."""

    number: int
    slug: str
    title: str
    date: datetime
    category: str
    author: str
    tags: tuple[str, ...]
    summary: str
    body: str


def post(number: int) -> Post:
    """Return post `number`; the same in every run and for every size of site."""
    dice = random.Random(number)  # noqa: S311  the same posts each time are what is wanted
    title = f"Post {number + 1}"
    category = CATEGORIES[dice.randrange(len(CATEGORIES))]
    author = AUTHORS[dice.randrange(len(AUTHORS))]
    tags = tuple(dice.sample(TAGS, dice.randint(2, 4)))
    return Post(
        number=number, slug=f"post-{number:05}", title=title,
        date=datetime(2026, 11, 1, 8, tzinfo=UTC) - timedelta(hours=8 * number),
        category=category, author=author, tags=tags,
        summary=f"Small steps that help: {' and '.join(tags)}.", body=_body(dice, number),
    )  # fmt: skip


def _paragraph(dice: random.Random) -> str:
    start = dice.randrange(len(_SENTENCES))
    return " ".join(_SENTENCES[(start + at) % len(_SENTENCES)] for at in range(6))


def _items(dice: random.Random, sign: str) -> str:
    return "\n".join(f"{sign} {one}" for one in dice.sample(_THINGS, 5))


def _body(dice: random.Random, number: int) -> str:
    wanted = dice.randint(WORDS[0], WORDS[1] - 100)  # a section has some ninety words
    parts = [
        _paragraph(dice),
        f"![A drawn lamp on a plain wall]({{picture}})\n\n{_paragraph(dice)}",
    ]
    parts.append(_items(dice, "-"))
    rows = "\n".join(
        f"| {one} | {dice.randint(5, 40)} minutes |" for one in dice.sample(_THINGS, 4)
    )
    parts.append(f"| What | How long |\n|---|--:|\n{rows}")
    parts.append(_items(dice, "1."))
    parts.append(
        "More is in [the post before this one]({before}), on [our pages](/blog/) and at "
        "[the national library](https://medlineplus.gov/)."
        if number
        else "More is on [our pages](/blog/) and at [the national library](https://medlineplus.gov/)."
    )
    section = 0
    while sum(len(one.split()) for one in parts) < wanted:
        section += 1
        parts.append(f"## Part {section}\n\n{_paragraph(dice)}\n\n**Also:** {_paragraph(dice)}")
    return "\n\n".join(parts) + "\n"
