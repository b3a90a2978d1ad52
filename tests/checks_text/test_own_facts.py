"""What belongs to the practice may stand; a part of it never lets a stranger's through."""

from datetime import datetime
from pathlib import Path

import pytest

from bedside.checks.engine import check_paths
from bedside.consents import Consents
from bedside.practice import Practice

OWN = [
    "Ring (802) 555-0142, 802.555.0178 or +1 802 555 0142.",
    "Fax 802-555-0143.",
    "Write to hello@larkfield.example or privacy@larkfield.example.",
    "Visit 120 Orchard Road, Suite 2, Larkfield, VT 05000.",
    "Dr. Elena Marsh and Samuel Okafor, DO, see patients on Mondays.",
    "Last week Dr. Marsh saw a boy with a fever.",
    "[Our site](https://larkfield.example/blog/).",
    "![Portrait of Dr. Elena Marsh](../images/clinicians/elena-marsh.png)",
]
STRANGERS = [
    ("PHI004", "Ring 802-555-0149."),
    ("PHI006", "Write to hello@larkfields.example, her own address, or jan@gmail.com."),
    ("PHI002", "She lives at 122 Orchard Road."),
    ("PHI001", "Our patient Elena Miller came in last week."),
    ("PHI001", "Our patient Samuel was admitted last week and he did well."),
    ("PHI002", "Our patient, a farmer from Larkfield, was admitted last week."),
]


def found(text: str, folder: Path, practice: Practice | None, now: datetime) -> set[str]:
    path = folder / "post.md"
    path.write_text(text + "\n", encoding="utf-8")
    report = check_paths([path], practice, Consents(), now)
    return {one.code for one in report.findings if one.code.startswith("PHI0")}


@pytest.mark.parametrize("text", OWN)
def test_own_facts_may_stand(text: str, tmp_path: Path, practice: Practice, now: datetime) -> None:
    """The practice's phones, addresses, e-mail, people and site are no findings."""
    assert found(text, tmp_path, practice, now) == set()


@pytest.mark.parametrize(("code", "text"), STRANGERS)
def test_near_misses_are_found(
    code: str, text: str, tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """One digit, one word or one letter away from the practice's own is somebody else's."""
    assert code in found(text, tmp_path, practice, now)


def test_sample_posts_hold_no_patient_information(
    sample_root: Path, practice: Practice, now: datetime
) -> None:
    """The sample practice's own posts and pages pass every PHI rule."""
    content = sample_root / "content"
    report = check_paths([content], practice, Consents(), now, content)
    assert [(f.code, f.path, f.line) for f in report.findings if f.code.startswith("PHI")] == []
