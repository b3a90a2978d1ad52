"""A TOML file that cannot be read is told in plain words, with line and column."""

from pathlib import Path

import pytest

from bedside.errors import PracticeError
from bedside.toml_file import load_toml


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'name = "Larkfield\nphone = "1"',
            "1:18: a quotation mark is not closed in this line: close it",
        ),
        (
            "name = 'Larkfield\nphone = '1'",
            "1:18: a quotation mark is not closed in this line: close it",
        ),
        ('name = "Larkfield', "a quotation mark is not closed: close it"),
        ('name = """Larkfield', "a quotation mark is not closed: close it"),
        ("signed_on = 12/24/2026", "1:15: is not a date: write it as 2026-12-24, without quotes"),
        ("signed_on = 01/02/2026", "1:14: is not a date: write it as 2026-12-24"),
        ("signed_on = 12-24-2026", "1:15: is not a date: write it as 2026-12-24"),
        ("signed_on = 2026-1-5", "1:17: is not a date: write it as 2026-12-24"),
        ("signed_on = 2026-13-45", "is not a date: write it as 2026-12-24"),
        ("name = Larkfield", "1:8: a text stands here without quotes"),
        ("phone = 802-555-0142", "1:12: a text stands here without quotes"),
        ("open = True", "write true or false, in small letters"),
        ('name = "The "Old" Mill"', "something follows the end of the text: one pair of quotes"),
        ("name =", "1:7: there is no value"),
        ("name", "there is no `=`"),
        ("= 1", "this is no `name = value` line"),
        ("days = [1, 2\nname = 3", "a list is not closed"),
        ("a = { b = 1", "a `{` is not closed"),
        ("[practice\na = 1", "a heading is not closed"),
        ("[[accounts]\na = 1", "a heading is not closed"),
        ("a = 1\na = 2", "is written twice"),
        ("[a]\n[a]", "2:3: this heading is written twice"),
        (
            "consents = []\n[[consents]]\nid = 1",
            "2:11: there is a list or table of this name above",
        ),
        ('path = "C:\\Users"', "a `\\` stands in the text"),
    ],
)
def test_each_mistake_is_said_as_a_person_made_it(text: str, said: str, tmp_path: Path) -> None:
    """None of the reader's own words is left, and nothing of the line is repeated."""
    file = tmp_path / "practice.toml"
    file.write_text(text)
    with pytest.raises(PracticeError) as refused:
        load_toml(file)
    (mistake,) = refused.value.mistakes
    told = str(mistake)
    assert said in told
    assert not [
        word for word in ("TOML", "Expected", "Illegal", "namespace", "Larkfield") if word in told
    ]
