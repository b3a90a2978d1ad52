"""Where a text is cut: after a sentence, between words, never inside what belongs together."""

import pytest

from bedside.platforms.cutting import cut_at_sentence, cut_at_word, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("Dr. Marsh sees children. Ask her.", 2),
        ("La Dra. Pérez atiende. ¿Cuándo? Hoy.", 3),
        ("Open until 5 p.m. on Fridays.", 1),
        ("It costs 3.50 dollars.", 1),
        ("Read https://a.example/x.Html?a=bc. Then call.", 2),
        ("谁需要接种？什么时候？", 2),
        ("من يحتاج؟ ومتى؟", 2),
        ("“Call us.” She did.", 2),
        ("First line\nSecond line", 2),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, count: int) -> None:
    """Titles, hours, numbers and addresses do not end a sentence; joining gives the text back."""
    assert len(sentences(text)) == count
    assert "".join(sentences(text)) == text


def test_whole_sentences_are_kept() -> None:
    """Of three sentences the two that fit are kept, without the space after them."""
    text = "One two. Three four. Five six."
    assert cut_at_sentence(text, lambda part: len(part) <= 22) == "One two. Three four."


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Flu shots are here, come in", 20, "Flu shots are here…"),
        ("Read https://a.example/long/path now", 20, "Read…"),
        ("Read https://a.example/b now", 27, "Read https://a.example/b …"),
        ("Ask @larkfield@social.example today", 20, "Ask…"),
        ("Come in #FluShot today", 18, "Come in #FluShot …"),
        ("Come in #FluShot today", 14, "Come in…"),
        ("See larkfield.example/blog for more", 12, "See…"),
        ("流感疫苗您的问题", 5, "流感疫苗…"),
        ("Donaudampfschifffahrt", 6, "Donau…"),
        ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 7, "👨‍👩‍👧…"),
        ("https://a.example/b", 10, ""),
    ],
)
def test_cut_leaves_links_tags_mentions_and_graphemes_whole(
    text: str, limit: int, expected: str
) -> None:
    """A link, tag, mention, domain or emoji is kept whole or left out whole."""
    assert cut_at_word(text, lambda part: len(part) <= limit) == expected
