"""Where a rule is not tried, it could not have matched: the letters that its labels cannot lack."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedside.checks import rules
from bedside.checks.signs import fold, signs_of

FOLDER = Path(rules.__file__).parent
CALLS = [
    call
    for file in ("numbers.py", "bodily.py")
    for call in ast.walk(ast.parse((FOLDER / file).read_text(encoding="utf-8")))
    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "labelled"
]
LABELS = ["|".join(filter(None, (ast.literal_eval(one) for one in call.args))) for call in CALLS]


@pytest.mark.parametrize("labels", LABELS, ids=lambda labels: labels[:20])
@settings(max_examples=40)
@given(data=st.data())
def test_every_label_holds_one_of_its_signs(labels: str, data: st.DataObject) -> None:
    """Whatever a label of any rule matches, one of the rule's signs stands in it."""
    signs = signs_of(labels)
    assert signs
    label = data.draw(st.from_regex(re.compile(labels, re.IGNORECASE), fullmatch=False))
    assert any(sign in fold(label) for sign in signs)


@pytest.mark.parametrize(
    ("labels", "signs"),
    [
        ("mrn|charts?", {"mrn", "chart"}),
        (r"M\.R\.N\.?", {"m.r.n"}),
        ("(?:credit |debit )?card", {"card"}),
        ("(?:pump|lead)(?:'s)?", {"pump", "lead"}),
        ("cl[ií]nica", {"nica"}),
        ("(?:a(?:bc))?d", set()),
        ("ab|c", set()),
        (r"\d+", set()),
    ],
)
def test_signs_are_letters_that_cannot_be_missing(labels: str, signs: set[str]) -> None:
    """Optional letters are no sign, and a way without a sign leaves the whole without."""
    assert signs_of(labels) == signs


@given(st.text(alphabet=st.sampled_from("aİıſKS éA"), max_size=20))
def test_a_folded_text_keeps_its_places(text: str) -> None:
    """Each character stands where it stood, whatever its small letter is."""
    assert len(fold(text)) == len(text)
    for sign in ("s", "i", "k"):
        found = [one.start() for one in re.finditer(sign, text, re.IGNORECASE)]
        assert found == [at for at, one in enumerate(fold(text)) if one == sign]
