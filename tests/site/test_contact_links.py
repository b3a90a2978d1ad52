"""The practice's own numbers and addresses in running text can be tapped."""

import pytest

from bedside.practice import Practice
from bedside.site.markup import render_markdown
from bedside.site.values import contact_links

PHONE = '<a class="phone" dir="ltr" href="tel:+18025550142">(802) 555-0142</a>'
MAIL = '<a href="mailto:hello@larkfield.example">hello@larkfield.example</a>'


def rendered(body: str, practice: Practice) -> str:
    links = contact_links(practice)
    return render_markdown(body, "pages/a.md", lambda _: None, lambda *_: True, links)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Call (802) 555-0142.", f"<p>Call {PHONE}.</p>"),
        ("**Call** (802) 555-0142 or (802) 555-0142", f"<strong>Call</strong> {PHONE} or {PHONE}"),
        ("- Main: (802) 555-0142\n- Write to hello@larkfield.example", f"<li>Main: {PHONE}</li>"),
        ("Write to hello@larkfield.example, please", f"<p>Write to {MAIL}, please</p>"),
        ("*(802) 555-0142* now", f"<em>{PHONE}</em> now"),
    ],
)
def test_own_numbers_and_addresses_become_links(body: str, html: str, practice: Practice) -> None:
    """Each one, wherever it stands in a sentence, and the words around it stay."""
    assert html in rendered(body, practice)


@pytest.mark.parametrize(
    "body",
    [
        "[(802) 555-0142](contact.md)", "[**Call (802) 555-0142 now**](contact.md)",
        "[*a* **b** (802) 555-0142](contact.md)", "`(802) 555-0142`", "Call 311 or (802) 555-01420",
        "ahello@larkfield.example", "hello@larkfield.example.org", "Fax (802) 555-0143",
    ],
)  # fmt: skip
def test_nothing_else_becomes_one(body: str, practice: Practice) -> None:
    """What is a link or code already, a longer number, another address, a fax."""
    assert "tel:" not in rendered(body, practice)
    assert "mailto:" not in rendered(body, practice)
