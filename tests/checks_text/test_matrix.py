"""Each of the 18 identifiers is found on each surface of a post."""

from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from bedside.checks.engine import check_paths
from bedside.checks.model import Tier
from bedside.consents import Consents
from bedside.practice import Practice

# One short text for each identifier, with the words about a patient that a gated one needs.
PLANTED = {
    "PHI001": "our patient Sarah Miller",
    "PHI002": "our patient lives in Springfield",
    "PHI003": "our patient born on March 4, 1961",
    "PHI004": "call 617-555-0199",
    "PHI005": "fax 617-555-0162",
    "PHI006": "walt.miller58@gmail.com",
    "PHI007": "SSN 219-09-9999",
    "PHI008": "MRN 4482913",
    "PHI009": "member ID XGH774120985",
    "PHI010": "account 4410-0195",
    "PHI011": "passport 553019284",
    "PHI012": "VIN 1HGCM82633A004352",
    "PHI013": "serial number 1044370719",
    "PHI014": "gofundme.com/f/hips-for-hank",
    "PHI015": "203.0.113.77",
    "PHI016": "fingerprint of our patient",
    "PHI017": "photo of our patient",
    "PHI018": "specimen number S23-0110447",
}
HEADER = "title: {title}\nsummary: {summary}\ntags: [{tag}, flu]\nimage_alt: {alt}\nshare:\n  bluesky: {share}\n"
PLAIN = {
    "title": "Wash your hands",
    "summary": "How to wash",
    "tag": "hands",
    "alt": "A sink",
    "share": "Wash",
}
SURFACES = {
    "body": "Wash your hands.\n\n{planted}.\n",
    "heading": "## {planted}\n\nWash your hands.\n",
    "list": "- Soap\n- {planted}\n",
    "alt": "![{planted}](../images/sink.png)\n",
    "alt of raw html": '<img src="../images/sink.png" alt="{planted}">\n',
    "link text": "[{planted}](https://www.cdc.gov/hands)\n",
    "link target": "[more](https://www.cdc.gov/hands?about={quoted})\n",
    "link definition": "[more][a]\n\n[a]: https://www.cdc.gov/hands?about={quoted}\n",
    "link title": '[more](https://www.cdc.gov/hands "{planted}")\n',
    "comment": "Wash.\n\n<!-- {planted} -->\n\nDry.\n",
    "table": "| Step | Note |\n|---|---|\n| 1 | {planted} |\n",
    "code block": "```\n{planted}\n```\n",
    "inline code": "Wash `{planted}` well.\n",
    "html attribute": '<p data-note="{planted}">Wash.</p>\n',
    "html text": "<div>{planted}</div>\n",
    "footnote": "Wash.[^1]\n\n[^1]: {planted}.\n",
    "quote": "> Wash.\n> {planted}.\n",
}  # fmt: skip


def found(path: Path, practice: Practice | None, now: datetime) -> set[str]:
    report = check_paths([path], practice, Consents(), now)
    return {one.code for one in report.findings if one.tier is Tier.BLOCK}


def write(folder: Path, body: str, name: str = "hands.md", **header: str) -> Path:
    path = folder / name
    path.write_text(f"---\n{HEADER.format(**{**PLAIN, **header})}---\n\n{body}", encoding="utf-8")
    return path


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("code", PLANTED)
def test_identifier_in_the_body(
    code: str, surface: str, tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """An identifier is found wherever in the body it stands."""
    text = PLANTED[code]
    body = SURFACES[surface].format(planted=text, quoted=quote(text))
    assert code in found(write(tmp_path, body), practice, now)


@pytest.mark.parametrize("key", PLAIN)
@pytest.mark.parametrize("code", PLANTED)
def test_identifier_in_the_front_matter(
    code: str, key: str, tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """An identifier is found in title, summary, tags, alternative text and share texts."""
    text = PLANTED[code].replace(",", "") if key == "tag" else PLANTED[code]
    text = text.replace("March 4 ", "March 4, ") if key != "tag" else text
    path = write(tmp_path, "Wash your hands.\n", **{key: f'"{text}"'})
    assert code in found(path, practice, now)


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
    image = write(tmp_path, "Wash.\n", share=f"Wash\nimage: images/posts/{name}.png\nslug: {name}")
    assert code in found(image, practice, now)


def test_folder_name_is_a_surface(tmp_path: Path, practice: Practice, now: datetime) -> None:
    """A folder under content/ may carry an identifier too."""
    folder = tmp_path / "content" / "posts" / "mrn-4482913"
    folder.mkdir(parents=True)
    path = write(folder, "Wash.\n")
    report = check_paths([path], practice, Consents(), now, tmp_path / "content")
    assert "PHI008" in {one.code for one in report.findings}
