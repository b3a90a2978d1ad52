"""Draw hard titles as share cards: time per card, weights, warnings, and one contact sheet.

`python bench/cards.py [SHEET.png] [--single FOLDER]`
"""

import argparse
import io
import statistics
import time
from dataclasses import replace
from pathlib import Path

from PIL import Image

from bedside.cards import CardText, RenderedCard, render_card
from bedside.practice import load_practice

ROOT = Path(__file__).resolve().parent.parent
COLUMNS, SCALE = 3, 0.5
TITLES = [
    ("en", "Flu shots"),
    ("en", "Sleep for grown-ups"),
    ("en", "Taking your blood pressure at home"),
    ("en", "When antibiotics help, and when they do not"),
    ("en", "Concussion: when is it safe to go back to the game?"),
    ("en", "Living with type 2 diabetes: seven small changes that make a real difference for your heart"),
    ("en", "What to expect from a colonoscopy, how to prepare for it at home, what we look for and when to come back to us for the next one in ten years"),
    ("en", "Pneumonoultramicroscopicsilicovolcanoconiosis"),
    ("en", "What is pneumonoultramicroscopicsilicovolcanoconiosis, and can dust at work cause it?"),
    ("en", "AVATAR To Wave: Type Tests, Ty. Yo, P. LTA “fi ffl” 0123456789"),
    ("en", "x" * 140),
    ("en", "One two three four five six seven " * 14),
    ("en", "Flu shots 💉 are here! Book yours today 🗓️ – stay well 👩🏽‍⚕️❤️"),
    ("en", "😀🎉🩺🏥💊🧑‍🤝‍🧑👨‍👩‍👧‍👦🇺🇸🏳️‍🌈"),
    ("es", "La vacuna contra la gripe: ¿quién la necesita y cuándo?"),
    ("fr", "L’hypertension artérielle : mesurer sa tension à la maison"),
    ("de", "Lebensmittelunverträglichkeitsuntersuchungen und Otorhinolaryngologie"),
    ("pl", "Żółta gęś: szczepienia przeciw grypie i krztuścowi"),
    ("vi", "Tiêm phòng cúm: những điều bạn cần biết trước mùa đông"),
    ("ru", "Прививка от гриппа: что нужно знать перед зимой"),
    ("ar", "لقاح الإنفلونزا: ما الذي يجب أن تعرفه قبل موسم الشتاء 2026"),
    ("ar", "قياس ضغط الدم في المنزل باستخدام جهاز OMRON M3 (خطوة بخطوة): 120/80 أم أعلى؟ دليل كامل للمرضى وعائلاتهم"),
    ("fa", "واکسن آنفولانزا: آنچه باید بدانید"),
    ("he", "חיסון נגד שפעת: כל מה שצריך לדעת לפני החורף (2026)"),
    ("zh", "流感疫苗接种指南：老年人和慢性病患者需要了解的五件事"),
    ("zh-Hant", "在家量血壓：正確的姿勢、時間與紀錄方法，以及什麼時候該打電話給我們，給每一位高血壓病友與家人的完整說明"),
    ("ja", "糖尿病と上手に付き合うために：毎日の食事と運動で気をつけたい七つのポイント"),
    ("ko", "독감 예방접종: 겨울이 오기 전에 알아야 할 모든 것"),
    ("hi", "हृदय स्वास्थ्य: रक्तचाप को नियंत्रित रखने के सात आसान उपाय"),
    ("th", "วัคซีนไข้หวัดใหญ่ สิ่งที่ควรรู้ก่อนถึงฤดูหนาว"),
]  # fmt: skip


def cards() -> list[tuple[CardText, RenderedCard, float]]:
    """Render every title, each with its CPU seconds."""
    practice = load_practice(ROOT / "practice.toml")
    logo = ROOT / "content" / (practice.brand.logo or "")
    base = CardText(
        title="", kicker="Staying well", author="Dr. Elena Marsh, MD, FAAFP",
        reviewer="Medically reviewed by Dr. Samuel Okafor, DO",
        practice=practice.practice.name, host="larkfield.example",
    )  # fmt: skip
    topics = list(practice.categories)
    pictures = sorted((ROOT / "content" / "images" / "posts").glob("*.png"))
    found = []
    for index, (lang, title) in enumerate(TITLES):
        text = replace(
            base, title=title, lang=lang, pattern=topics[index % len(topics)],
            picture=pictures[index % len(pictures)] if index % 2 else None,
        )  # fmt: skip
        start = time.process_time()
        card = render_card(text, practice.brand, logo=logo)
        found.append((text, card, time.process_time() - start))
    return found


def sheet(drawn: list[RenderedCard]) -> Image.Image:
    """Return all cards side by side."""
    width, height = int(1200 * SCALE), int(630 * SCALE)
    rows = -(-len(drawn) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (width + 12), rows * (height + 12)), "#888888")
    for index, card in enumerate(drawn):
        small = Image.open(io.BytesIO(card.data)).convert("RGB").resize((width, height))
        whole.paste(small, (index % COLUMNS * (width + 12), index // COLUMNS * (height + 12)))
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sheet", type=Path, nargs="?", default=Path("build/cards.png"))
    parser.add_argument("--single", type=Path, help="also write every card into this folder")
    chosen = parser.parse_args()
    drawn = cards()
    for index, (text, card, seconds) in enumerate(drawn):
        print(f"{seconds * 1000:7.1f} ms {len(card.data) / 1000:6.1f} kB  {text.title[:60]}")
        for warning in card.warnings:
            print(f"{'':22}{warning}")
        if chosen.single:
            chosen.single.mkdir(parents=True, exist_ok=True)
            (chosen.single / f"{index:02}.png").write_bytes(card.data)
    times = [seconds * 1000 for *_, seconds in drawn]
    weights = [len(card.data) / 1000 for _, card, _ in drawn]
    print(f"{statistics.median(times):.1f} ms a card (median), first {times[0]:.0f} ms")
    print(f"{statistics.median(weights):.1f} kB a card (median), largest {max(weights):.1f} kB")
    chosen.sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet([card for _, card, _ in drawn]).save(chosen.sheet)


if __name__ == "__main__":
    main()
