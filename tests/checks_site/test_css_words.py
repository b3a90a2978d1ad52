"""A style sheet's strings are read as the page shows them."""

from bedside.checks.css_words import css_words


def test_strings_of_a_declaration_are_one_text() -> None:
    """Escapes are undone; what stands inside a string parts nothing."""
    sheet = r"""a::before { content: "Sarah" ' \4diller; }' } b { --x: "it's \
new" } /* her hip */"""
    assert [*css_words(sheet)] == ["her hip", "Sarah Miller; }", "it's new"]


def test_a_sheet_that_says_nothing() -> None:
    """Colours and lengths are no words."""
    assert [*css_words('a { margin: 0; color: #fff; content: "" }')] == []
