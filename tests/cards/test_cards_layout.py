"""Where words stand on the card, with the real fonts."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bedside.cards import CardText
from bedside.cards.design import ARTICLE, Role
from bedside.cards.layout import Composition, PlacedLine, compose
from bedside.cards.model import HEIGHT, WIDTH
from bedside.cards.shape import Shaper

LONG = (
    "What to expect from a colonoscopy, how to prepare for it at home, what we look for and when "
    "to come back to us for the next one in ten years"
)
HARD = [
    "Flu shots",
    LONG,
    "Pneumonoultramicroscopicsilicovolcanoconiosis",
    "قياس ضغط الدم في المنزل باستخدام جهاز OMRON M3 (خطوة بخطوة): 120/80 أم أعلى؟",
    "חיסון נגד שפעת: כל מה שצריך לדעת לפני החורף (2026)",
    "流感疫苗接种指南：老年人和慢性病患者需要了解的五件事",
    "糖尿病と上手に付き合うために：毎日の食事と運動で気をつけたい七つのポイント",
    "Flu shots 💉 are here! Book yours today 🗓️ – stay well 👩🏽‍⚕️❤️",
    "हृदय स्वास्थ्य: रक्तचाप को नियंत्रित रखने के सात आसान उपाय",
]
Shapers = dict[Role, Shaper]


def title_lines(found: Composition) -> list[PlacedLine]:
    return [line for line in found.lines if line.layer == "title"]


def assert_inside(found: Composition) -> None:
    """Every line of text stands within its layer's box, on the mirrored card in the mirrored box."""
    for line in found.lines:
        layer = getattr(ARTICLE, line.layer)
        left = WIDTH - layer.x - layer.width if found.mirrored else layer.x
        assert left - 0.01 <= line.x
        assert line.x + line.width <= left + layer.width + 0.01
        assert 0 < line.baseline < HEIGHT


@pytest.mark.parametrize("title", HARD)
def test_hard_titles_are_shown_whole(title: str, words: CardText, shapers: Shapers) -> None:
    """All words of titles up to 140 characters are on the card, inside the box, unwarned."""
    found = compose(replace(words, title=title), ARTICLE, shapers)
    shown = "".join(line.text for line in title_lines(found)).replace(" ", "")
    assert shown == title.replace(" ", "")
    assert found.warnings == ()
    assert_inside(found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(title=st.text(max_size=200), author=st.text(max_size=80), lang=st.sampled_from(["en", "ar"]))
def test_no_words_raise_or_overflow(
    title: str, author: str, lang: str, words: CardText, shapers: Shapers
) -> None:
    """Any title and byline, in any script, stay inside their boxes."""
    assert_inside(compose(replace(words, title=title, author=author, lang=lang), ARTICLE, shapers))


@pytest.mark.parametrize("title", [HARD[3], HARD[4]])
def test_right_to_left_titles_mirror_the_card(
    title: str, words: CardText, shapers: Shapers
) -> None:
    """Lines end at the right margin, the first words stand on the upper line, the logo is right."""
    found = compose(replace(words, title=title), ARTICLE, shapers)
    lines = title_lines(found)
    assert found.mirrored
    assert {round(line.x + line.width) for line in lines} == {round(WIDTH - ARTICLE.title.x)}
    assert title.startswith(lines[0].text)
    assert lines[0].baseline < lines[1].baseline
    assert found.logo.x > WIDTH / 2


def test_glyphs_of_a_right_to_left_line_run_right_to_left(shapers: Shapers) -> None:
    """The first letter is drawn rightmost; digits inside keep their own order."""
    glyphs = shapers["heading"].shape("שפעת 2026", 1).glyphs
    assert max(glyphs, key=lambda glyph: glyph.x).start == 0
    digits = [glyph.x for glyph in sorted(glyphs, key=lambda g: g.start) if glyph.start >= 5]
    assert digits == sorted(digits)


def test_arabic_letters_are_joined(shapers: Shapers) -> None:
    """A letter inside a word has another shape than the same letter alone."""
    shape = shapers["heading"].shape
    alone = shape("ع", 1).glyphs[0].number
    assert alone not in {glyph.number for glyph in shape("معد", 1).glyphs}


def test_an_emoji_of_several_characters_is_one_picture(shapers: Shapers) -> None:
    """A clinician with a skin tone is one glyph with an advance."""
    shaper = shapers["heading"]
    assert shaper.width("👩🏽‍⚕️") == pytest.approx(shaper.width("👩"))


def test_what_is_left_out_or_cannot_be_drawn_is_said(words: CardText, shapers: Shapers) -> None:
    """A title that is too long and one in a script without a font each give one warning."""
    long = compose(replace(words, title="wonderful " * 80), ARTICLE, shapers)
    assert len(long.warnings) == 1
    assert "the title is too long" in long.warnings[0]
    egyptian = compose(replace(words, title="Flu \U00013000"), ARTICLE, shapers)
    assert len(egyptian.warnings) == 1
    assert "U+13000" in egyptian.warnings[0]


def test_empty_lines_are_left_out(shapers: Shapers) -> None:
    """A card with a title alone has no pill and no byline."""
    found = compose(CardText(title="Flu shots"), ARTICLE, shapers)
    assert ({line.layer for line in found.lines}, found.pill) == ({"title"}, None)


def test_japanese_and_chinese_take_their_own_shapes(shapers: Shapers) -> None:
    """One code point, two fonts: the language chooses."""
    stack = shapers["heading"].stack
    assert stack.split("直")[0][0].name.startswith("NotoSansSC")
