"""Each of the 18 identifiers is found on each surface of a post: one table, every cell."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.checks_text.surface_table import ALLOWED, BODY, KEYS, PLANTED, planted

from bedside.checks.engine import check_paths
from bedside.checks.model import Tier
from bedside.consents import Consents
from bedside.practice import Practice


def found(path: Path, practice: Practice | None, now: datetime) -> set[str]:
    report = check_paths([path], practice, Consents(), now)
    return {one.code for one in report.findings if one.tier in {Tier.BLOCK, Tier.HOLD}}


def write(folder: Path, body: str, header: str = "", name: str = "hands.md") -> Path:
    title = "" if header.startswith("title:") else "title: Wash your hands\n"
    path = folder / name
    path.write_text(f"---\n{title}{header}\n---\n\n{body}", encoding="utf-8")
    return path


def missed(paths: dict[str, Path], practice: Practice, now: datetime) -> set[str]:
    """Return the identifiers that are not found in their own file."""
    return {code for code, path in paths.items() if code not in found(path, practice, now)}


@pytest.mark.parametrize("surface", BODY)
def test_every_identifier_in_the_body(
    surface: str, tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """An identifier is found wherever in the body it stands, but for the cells that are allowed."""
    paths = {
        code: write(tmp_path, planted(BODY[surface], text), name=f"{code}.md")
        for code, text in PLANTED.items()
    }
    assert missed(paths, practice, now) == ALLOWED.get(surface, set())


@pytest.mark.parametrize("key", KEYS)
def test_every_identifier_in_the_front_matter(
    key: str, tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """An identifier is found under every key, known or not, and in the notes beside them."""
    paths = {
        code: write(tmp_path, "Wash your hands.\n", planted(KEYS[key], text), f"{code}.md")
        for code, text in PLANTED.items()
    }
    assert missed(paths, practice, now) == ALLOWED.get(key, set())


# A file's name has no spaces, and its signs are hyphens; e-mail and web addresses cannot stand there whole.
FILE_NAMES = {
    "PHI001": "our-patient-sarah-miller",
    "PHI002": "our-patient-lives-in-springfield",
    "PHI003": "dob-1961-03-04",
    "PHI004": "call-617-555-0199",
    "PHI005": "fax-617-555-0162",
    "PHI006": "walt.miller58@gmail.com",
    "PHI007": "ssn-219-09-9999",
    "PHI008": "mrn-4482913",
    "PHI009": "member-id-XGH774120985",
    "PHI010": "account-4410-0195",
    "PHI011": "passport-553019284",
    "PHI012": "vin-1HGCM82633A004352",
    "PHI013": "serial-number-1044370719",
    "PHI014": "gofundme.com-hips-for-hank",
    "PHI015": "203.0.113.77",
    "PHI016": "fingerprint-of-our-patient",
    "PHI017": "photo-of-our-patient",
    "PHI018": "specimen-number-S23-0110447",
}


@pytest.mark.parametrize("code", [code for code in FILE_NAMES if code != "PHI014"])
def test_identifier_in_file_names(
    code: str, tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """An identifier is found in the file's own name, its slug, its image and a linked file."""
    name = FILE_NAMES[code]
    assert code in found(write(tmp_path, "Wash.\n", name=f"{name}.md"), practice, now)
    assert code in found(write(tmp_path, f"![A sink](../images/{name}.png)\n"), practice, now)
    assert code in found(write(tmp_path, f"[form](../files/{name}.pdf)\n"), practice, now)
    image = write(tmp_path, "Wash.\n", f"image: images/posts/{name}.png\nslug: {name}")
    assert code in found(image, practice, now)


def test_folder_name_is_a_surface(tmp_path: Path, practice: Practice, now: datetime) -> None:
    """A folder under content/ may carry an identifier too."""
    folder = tmp_path / "content" / "posts" / "mrn-4482913"
    folder.mkdir(parents=True)
    path = write(folder, "Wash.\n")
    report = check_paths([path], practice, Consents(), now, tmp_path / "content")
    assert "PHI008" in {one.code for one in report.findings}


def test_a_report_does_not_repeat_a_key_that_is_an_identifier(
    tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """A key nobody knows may itself be a number: neither message nor surface says it."""
    path = write(tmp_path, "Wash.\n", "SSN 219-09-9999: yes")
    report = check_paths([path], practice, Consents(), now)
    assert {"FRM001", "PHI007"} <= {one.code for one in report.findings}
    assert "219" not in repr(report.findings)
