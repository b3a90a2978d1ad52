"""Every layout in every size: its words whole, inside the frame, clear of each other, readable."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bedside.brand import MIN_CONTRAST, Brand, contrast
from bedside.card_words import CardWords
from bedside.cards import CARD, SHAPES, CardShape, CardText, card_alt, card_for
from bedside.cards.design import Role
from bedside.cards.layout import Composition, PlacedLine, compose
from bedside.cards.layouts import LAYOUTS, designs_for
from bedside.cards.shape import Shaper
from bedside.post import Post, Visibility
from bedside.practice import Practice

EVERY = (CARD, *SHAPES.values())
LAID = [name for name in LAYOUTS if name != "article"]
Shapers = dict[Role, Shaper]
Edges = tuple[float, float, float, float]


def filled(layout: str, title: str, words: CardText) -> CardText:
    return replace(
        words, layout=layout, title=title, lead="1 in 3", detail="Larkfield office", more="Millbrook",
        lead_label="Myth", title_label="Fact", pattern="news",
    )  # fmt: skip


def composed(text: CardText, shape: CardShape, shapers: Shapers) -> Composition:
    design, otherwise = designs_for(text, shape)
    return compose(text, design, shapers, otherwise=otherwise)


def edges(line: PlacedLine) -> Edges:
    """Return left, top, right and bottom of a line's letters."""
    top, bottom = line.baseline - 0.72 * line.size, line.baseline + 0.22 * line.size
    return line.x, top, line.x + line.width, bottom


def are_apart(one: Edges, other: Edges) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("shape", EVERY, ids=lambda one: one.name)
@pytest.mark.parametrize("layout", LAID)
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=st.lists(st.sampled_from(
    ["flu", "vaccination", "is", "hypercholesterolemia", "لقاح", "שפעת", "流感疫苗", "हृदय", "120/80", "❤️"]
), min_size=1, max_size=24).map(" ".join))  # fmt: skip
def test_no_layer_leaves_the_frame_or_touches_another(
    layout: str, shape: CardShape, title: str, words: CardText, shapers: Shapers
) -> None:
    """Any title, in each layout and size: within the margins, apart from each other and the picture."""
    found = composed(filled(layout, title, words), shape, shapers)
    boxes = [edges(line) for line in found.lines]
    for left, top, right, bottom in boxes:
        assert left + 0.01 >= 60
        assert right <= found.ground.width - 60 + 0.01
        assert 36 <= top < bottom <= found.ground.height - 24
    assert all(are_apart(one, other) for one, other in combinations(boxes, 2))
    if found.panel:
        panel = found.panel
        area = (panel.x, panel.y, panel.x + panel.width, panel.y + panel.height)
        rows = {part.word for part in LAYOUTS[layout].parts}
        assert all(are_apart(edges(line), area) for line in found.lines if line.layer in rows)


@pytest.mark.parametrize("layout", LAID)
def test_every_word_of_a_layout_is_shown(layout: str, words: CardText, shapers: Shapers) -> None:
    """No part is lost in any size; what stands on a block stands inside it."""
    text = filled(layout, "Sleep is when the body mends", words)
    for shape in EVERY:
        found = composed(text, shape, shapers)
        for part in LAYOUTS[layout].parts:
            shown = " ".join(line.text for line in found.lines if line.layer == part.word)
            assert shown == getattr(text, part.word)
        assert found.warnings == ()
        blocks = [one.box for one in found.blocks if one.box.width > 20]
        standing = {part.word for part in LAYOUTS[layout].parts if part.block}
        for line in (one for one in found.lines if one.layer in standing):
            assert any(
                box.x < line.x and line.x + line.width < box.x + box.width
                and box.y < edges(line)[1] and edges(line)[3] < box.y + box.height
                for box in blocks
            )  # fmt: skip


def test_words_never_stand_on_a_picture_and_always_have_contrast(practice: Practice) -> None:
    """Each ink is read against the brand's own colour behind it, 4.5 to 1 at the least."""
    pairs = {(part.colour, part.block or "paper") for one in LAYOUTS.values() for part in one.parts}
    pairs |= {("ink", "paper"), ("primary", "surface"), ("on_primary", "primary")}
    brand: Brand = practice.brand
    weak = {
        pair
        for pair in pairs
        if contrast(getattr(brand, pair[0]), getattr(brand, pair[1])) < MIN_CONTRAST
    }
    assert weak == set()


def post(words: CardWords | None, kind: str = "article", lang: str = "en") -> Post:
    time = datetime(2026, 10, 5, 13, tzinfo=UTC)
    return Post(
        uid="01M0000000000000000000000A", title="Flu shots", slug="flu-shots",
        url="https://larkfield.example/blog/flu-shots/", path="blog/flu-shots/", summary="",
        html="", lang=lang, author="elena-marsh", category="prevention", type=kind, tags=(),
        published=time, modified=time, visibility=Visibility.PUBLISHED, card_words=words,
        source=Path("content/posts/flu-shots.md"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "lang", "expected"),
    [
        ("quote", "en", {"title": "“Rest.”", "detail": "Dr. Marsh"}),
        ("quote", "es", {"title": "«Rest.»"}),
        (
            "myth-fact",
            "en",
            {"lead": "It gives you flu", "title": "It cannot", "lead_label": "Myth"},
        ),
        ("number", "en", {"lead": "1 in 3", "title": "Rest."}),
        ("event", "en", {"lead": "Saturday", "title": "Rest.", "detail": "Mill Lane"}),
        ("notice", "es", {"lead_label": "Aviso", "title": "Rest."}),
    ],
)
def test_a_post_asks_for_a_layout_and_gives_its_words(
    kind: Literal["quote", "myth-fact", "number", "event", "notice"], lang: str,
    expected: dict[str, str], practice: Practice,
) -> None:  # fmt: skip
    """What stands under `card:` is on the card and in its alternative text."""
    own = CardWords(
        layout=kind, text="Rest.", speaker="Dr. Marsh", number="1 in 3", myth="It gives you flu",
        fact="It cannot", when="Saturday", where="Mill Lane",
    )  # fmt: skip
    text, alt = card_for(post(own, lang=lang), practice), card_alt(post(own, lang=lang), practice)
    assert text.layout == kind
    for name, value in expected.items():
        assert getattr(text, name) == value
        assert value.rstrip(".") in alt


def test_a_notice_looks_like_one(practice: Practice) -> None:
    """Without a word of its own a notice says that it is one; an article says nothing."""
    text = card_for(post(None, "notice"), practice)
    assert (text.layout, text.lead_label, text.title) == ("notice", "Notice", "Flu shots")
    assert card_for(post(None), practice).layout == "article"


def test_a_layout_without_its_words_is_refused() -> None:
    """The author reads which lines are missing."""
    said: dict[str, Any] = {"layout": "myth-fact"}
    with pytest.raises(ValidationError, match="also needs `myth:` and `fact:`"):
        CardWords.model_validate(said)


@pytest.mark.parametrize(
    ("layout", "called"),
    [("quote", "the quote"), ("number", "what the number counts"), ("myth-fact", "the fact"),
     ("event", "the event's name"), ("notice", "the notice")],
)  # fmt: skip
def test_what_is_too_long_is_called_what_its_author_calls_it(
    layout: str, called: str, words: CardText, shapers: Shapers
) -> None:
    """A quotation is not `the title`, though it stands in its place."""
    said = composed(filled(layout, "wonderful " * 80, words), CARD, shapers).warnings
    assert any(f"{called} is too long" in one for one in said)
    assert not any("the title" in one for one in said)
