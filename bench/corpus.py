"""The posts that every generator is timed on: the same text for each, made from a number alone.

Each has 509 to 1,217 words, a table, two lists, a picture and links; over all there are 8 categories,
60 tags and 4 authors. The sentences are our own and say what any practice may say.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

__all__ = ["AUTHORS", "CATEGORIES", "TAGS", "WORDS", "Post", "post"]

WORDS = (509, 1217)
CATEGORIES = ("prevention", "children", "conditions", "news", "heart", "sleep", "seasons", "moving")
AUTHORS = ("elena-marsh", "samuel-okafor", "priya-raman", "noor-haddad")
TAGS = tuple(
    f"{first} {second}"
    for first in ("healthy", "better", "daily", "family", "winter", "summer")
    for second in ("food", "sleep", "walks", "habits", "skin", "teeth", "plans", "games", "travel", "rest")
)  # fmt: skip
_THINGS = (
    "A short walk", "A glass of water", "A full night of sleep", "A warm meal", "A quiet room",
    "A good pair of shoes", "Fresh fruit", "Clean hands", "An open window", "A list on the fridge",
)  # fmt: skip
_DEEDS = (
    "helps more people than you might think", "is a fine way to start the day",
    "costs little and does a lot", "is easy to forget when life is busy",
    "makes the next step less hard", "works best when the whole house joins in",
    "can be part of any plan", "is worth a try for two weeks",
    "does not have to be perfect to be good", "feels odd at first and normal by the end of the month",
)  # fmt: skip
_ASIDES = (
    "Start small and write down how it goes.", "Most people need a few tries before it sticks.",
    "Ask at the front desk for our one-page guide.", "Small steps add up over a year.",
    "Pick one thing, and leave the rest for later.", "Some days will be better than others, and that is fine.",
    "Children like to help when they get a job of their own.", "Keep what you need where you can see it.",
    "A timer on the stove can remind you.", "Share the plan with somebody at home.",
    "Bring your questions to your next visit.", "We will go over it with you as often as you like.",
    "There is no prize for doing it all at once.", "Rain is no reason to stop: there is room in the hall.",
    "The library has good books on this, too.", "Write the date on the box when you open it.",
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
    title = f"{dice.choice(_THINGS)}: notes for a good week, part {number + 1}"
    return Post(
        number=number, slug=f"post-{number:05}", title=title,
        date=datetime(2026, 11, 1, 8, tzinfo=UTC) - timedelta(hours=8 * number),
        category=CATEGORIES[dice.randrange(len(CATEGORIES))],
        author=AUTHORS[dice.randrange(len(AUTHORS))],
        tags=tuple(dice.sample(TAGS, dice.randint(2, 4))),
        summary=f"{_sentence(dice)} {_sentence(dice)}", body=_body(dice, number),
    )  # fmt: skip


def _sentence(dice: random.Random) -> str:
    return f"{dice.choice(_THINGS)} {dice.choice(_DEEDS)}."


def _paragraph(dice: random.Random) -> str:
    return " ".join(
        dice.choice(_ASIDES) if dice.random() < 0.5 else _sentence(dice) for _ in range(6)
    )


def _body(dice: random.Random, number: int) -> str:
    wanted = dice.randint(WORDS[0], WORDS[1] - 100)  # a section has some ninety words
    parts = [
        _paragraph(dice),
        f"![A drawn lamp on a plain wall]({{picture}})\n\n{_paragraph(dice)}",
    ]
    parts.append("\n".join(f"- {_sentence(dice)}" for _ in range(5)))
    rows = "\n".join(
        f"| {one} | {dice.randint(5, 40)} minutes |" for one in dice.sample(_THINGS, 4)
    )
    parts.append(f"| What | How long |\n|---|--:|\n{rows}")
    parts.append("\n".join(f"{at}. {_sentence(dice)}" for at in range(1, 5)))
    parts.append(
        "More is in [the post before this one]({before}), on [our pages](/blog/) and at "
        "[the national library](https://medlineplus.gov/)."
        if number
        else "More is on [our pages](/blog/) and at [the national library](https://medlineplus.gov/)."
    )
    section = 0
    while sum(len(one.split()) for one in parts) < wanted:
        section += 1
        parts.append(
            f"## Step {section} of the plan\n\n{_paragraph(dice)}\n\n**Note:** {_sentence(dice)}"
        )
    return "\n\n".join(parts) + "\n"
