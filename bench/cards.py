"""Time flat share cards in the steady state, and each hard title once: processor ms and kB.

`python bench/cards.py [--json]`. A flat card has no photograph: hills alone, or a topic's pattern.
The pictures to look at come from `bedside cards sheet`.
"""

import argparse
import json
import random
import statistics
import time
from dataclasses import replace
from pathlib import Path

from bedside.cards import CardText, render_card
from bedside.cards.sheet import hard_titles
from bedside.practice import load_practice

ROOT = Path(__file__).resolve().parent.parent
WARM, TIMED = 10, 200
WORDS = [
    "blood",
    "pressure",
    "home",
    "sleep",
    "child",
    "flu",
    "shot",
    "diabetes",
    "heart",
    "when",
    "how",
    "your",
    "safe",
    "with",
    "care",
    "knee",
    "asthma",
    "school",
    "winter",
    "vaccine",
    "colds",
    "headache",
    "back",
    "pain",
    "walking",
    "water",
    "sugar",
    "salt",
    "rest",
    "doctor",
    "visit",
    "night",
]


def titles() -> list[str]:
    """Return titles of three to twelve words, the same each time."""
    dice = random.Random(1)  # noqa: S311  not a secret
    return [
        " ".join(dice.choice(WORDS) for _ in range(dice.randint(3, 12))).capitalize()
        for _ in range(WARM + TIMED)
    ]


def timed(base: CardText, each: list[tuple[str, str]]) -> list[tuple[float, float]]:
    """Return milliseconds of processor time and kilobytes of each (language, title)."""
    practice = load_practice(ROOT / "practice.toml")
    logo = ROOT / "content" / (practice.brand.logo or "")
    found = []
    for lang, title in each:
        start = time.process_time()
        card = render_card(replace(base, lang=lang, title=title), practice.brand, logo=logo)
        found.append(((time.process_time() - start) * 1000, len(card.data) / 1000))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    base = CardText(
        title="", kicker="Staying well", author="Dr. Elena Marsh, MD, FAAFP",
        reviewer="Medically reviewed by Dr. Samuel Okafor, DO",
        practice="Larkfield Family Practice", host="larkfield.example",
    )  # fmt: skip
    plain = [("en", title) for title in titles()]
    result = {}
    for name, pattern in (("hills", ""), ("pattern", "prevention")):
        rows = timed(replace(base, pattern=pattern), plain)[WARM:]
        result[name] = {
            "card_ms": round(statistics.median(ms for ms, _ in rows), 2),
            "card_kb": round(statistics.median(kb for _, kb in rows), 1),
        }
    if chosen.json:
        print(json.dumps(result))
        return
    for (lang, title), (ms, kb) in zip(hard_titles(), timed(base, hard_titles()), strict=True):
        print(f"{ms:6.1f} ms {kb:5.1f} kB  {lang:8}{title[:64]}")
    for name, values in result.items():
        print(f"{name}: {values['card_ms']} ms, {values['card_kb']} kB a card (median of {TIMED})")


if __name__ == "__main__":
    main()
