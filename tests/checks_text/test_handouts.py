"""A file to download is read whole, whatever place in it holds the words, or it is refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.checks_text.handout_files import changed, in_word, package, pdf, slides, word
from tests.checks_text.surface_table import PLANTED

from bedside.checks.engine import check_paths
from bedside.checks.metadata import strip_bytes
from bedside.checks.model import Finding, Tier
from bedside.consents import Consents
from bedside.practice import Practice

PLAIN = pdf("Wash your hands.")
Make = Callable[[str], bytes]
PLACES: dict[str, Make] = {
    "a.pdf page": lambda words: pdf("Wash your hands.", f"Then dry them.\n{words}"),
    **{
        f"a.pdf {change}": lambda words, change=change: changed(PLAIN, change, words)  # type: ignore[misc]  # a lambda's default
        for change in ("property", "xmp", "bookmark", "comment", "alternative")
    },
    **{
        f"a.docx {place}": lambda words, place=place: in_word(place, words)  # type: ignore[misc]  # a lambda's default
        for place in ("paragraph", "table", "comments", "footnotes", "header1", "footer1",
                      "property", "picture's description", "deleted text", "link", "variable",
                      "style of its own", "name of a style", "name of a theme", "font", "picture's name", "author of a comment", "bookmark", "data")
    },
    "a.pptx slide": lambda words: slides("Wash.", words),
    "a.svg text": lambda words: f"<svg><text>{words[:3]}<tspan>{words[3:]}</tspan></text></svg>".encode(),
    "a.svg comment": lambda words: f"<svg/><!-- {words} -->".encode(),
    "a.svg instruction": lambda words: f"<?note {words}?><svg/>".encode(),
    "a.svg attribute": lambda words: f'<svg data-note="{words}"/>'.encode(),
    "a.svg style": lambda words: f"<svg><style>a{{content:'{words[:4]}' '{words[4:]}'}}</style></svg>".encode(),
    "a.webm title": lambda words: b"\x1a\x45\xdf\xa3\x7b\xa9" + bytes([0x40, len(words)]) + words.encode(),
    "a.csv cell": lambda words: f'step,note\n1,"{words}"\n'.encode(),
    "a.ics summary": lambda words: f"BEGIN:VEVENT\r\nSUMMARY:{words[:9]}\r\n {words[9:]}\r\n".encode(),
    "a.vcf note": lambda words: f"BEGIN:VCARD\nNOTE:{words}\nEND:VCARD\n".encode(),
}  # fmt: skip


def findings(file: Path, practice: Practice, now: datetime) -> tuple[Finding, ...]:
    return check_paths([file], practice, Consents(), now).findings


@pytest.mark.parametrize("place", PLACES)
def test_every_identifier_in_a_handout(
    place: str, tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """Each of the 18 is found in each place of each kind of file."""
    missed = set()
    for code, words in PLANTED.items():
        file = tmp_path / place.split(maxsplit=1)[0]
        file.write_bytes(PLACES[place](words))
        found = {
            one.code for one in findings(file, practice, now) if one.tier in {Tier.BLOCK, Tier.HOLD}
        }
        missed |= {code} - found
    assert missed == set()


def test_a_finding_names_the_page(tmp_path: Path, practice: Practice, now: datetime) -> None:
    """A PDF has no lines that anybody counts: the page stands for the line."""
    file = tmp_path / "steps.pdf"
    file.write_bytes(pdf("Wash your hands.", "Dry them.", "It was 219-09-\n9999 there."))
    (one,) = findings(file, practice, now)
    assert (one.code, one.line, one.surface) == ("PHI007", 3, "page 3")


_ABOUT = (
    "<Properties><Template>Normal.dotm</Template><TotalTime>0</TotalTime><Pages>1</Pages><Words>0</Words>"
    "<Application>Microsoft Macintosh Word</Application><DocSecurity>0</DocSecurity><Lines>0</Lines>"
    "<ScaleCrop>false</ScaleCrop><Company></Company><AppVersion>14.0000</AppVersion></Properties>"
)
_SETTINGS = (
    '<w:settings xmlns:w="urn:w"><w:rsids><w:rsidRoot w:val="00B47730"/></w:rsids>'
    '<w:mathPr><w:mathFont w:val="Cambria Math"/></w:mathPr></w:settings>'
)


def test_a_harmless_handout_passes(tmp_path: Path, practice: Practice, now: datetime) -> None:
    """Ordinary words and the properties that programs write are no finding."""
    about = changed(pdf("Wash your hands for 20 seconds.", "Dry them."), "property", "Hand washing")
    for name, data in (
        ("a.pdf", about), ("a.pptx", slides("Wash.", "Dry.")),
        ("a.docx", word(more={"docProps__app": _ABOUT, "word__settings": _SETTINGS})),
        ("a.svg", b'<svg viewBox="0 0 64 64"><g id="path-1_inside" fill="#1f5a4a"/><title>Clean hands</title></svg>'),
        ("a.csv", b"vaccine,age\nRSV,60\nflu,6 months\n"),
        ("a.ics", b"BEGIN:VEVENT\nDTSTART:20261005T090000\nSUMMARY:Flu clinic\nEND:VEVENT\n"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        assert findings(tmp_path / name, practice, now) == ()


def _photo(folder: Path, said: str = "A description") -> bytes:
    exif = Image.Exif()
    if said:
        exif[0x010E] = said  # ImageDescription
    Image.new("RGB", (4, 4)).save(folder / "photo.jpg", exif=exif)
    return (folder / "photo.jpg").read_bytes()


def _face() -> bytes:
    photo = Path(__file__).parents[1] / "pictures" / "astronaut.jpg"
    return strip_bytes(photo.read_bytes())


def _sign(words: str) -> bytes:
    """Return a picture of words, as a screenshot is one."""
    image = Image.new("RGB", (900, 120), "white")
    ImageDraw.Draw(image).text((20, 30), words, "black", ImageFont.load_default(40))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _plain_zip(folder: Path) -> bytes:
    with zipfile.ZipFile(folder / "b.zip", "w") as file:
        file.writestr("word/document.xml", "<p/>")
    return (folder / "b.zip").read_bytes()


REFUSED: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "locked": ("a.pdf", lambda _: changed(PLAIN, "lock")),
    "scan": ("a.pdf", lambda _: pdf("x", scan=True)),
    "files inside": ("a.pdf", lambda _: changed(PLAIN, "attachment")),
    "code inside": ("a.pdf", lambda _: changed(PLAIN, "script")),
    "code on a page": ("a.pdf", lambda _: changed(PLAIN, "page script")),
    "earlier version": ("a.pdf", lambda _: PLAIN + b"\n1 0 obj\n<< >>\nendobj\n%%EOF\n"),
    "behind its end": ("a.pdf", lambda _: PLAIN + b"\nSarah Miller, MRN 4482913"),
    "cut off": ("a.pdf", lambda _: PLAIN[:200]),
    "no pdf": ("a.pdf", lambda _: b"GIF89a"),
    "unreadable letters": ("a.pdf", lambda _: pdf("\x01\x02\x03\x04 \x05\x06")),
    "many pages": ("a.pdf", lambda _: pdf(*["Wash."] * 101)),
    "locked office": ("a.docx", lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
    "no zip": ("a.docx", lambda _: b"PK\x03\x04 cut off"),
    "another zip": ("a.docx", _plain_zip),
    "bomb": ("a.docx", lambda _: word(more={"word__big": b"<p>" + b" " * 61_000_000 + b"</p>"})),
    "macro": ("a.docx", lambda _: word(more={"word__vbaProject.bin": b"x"})),
    "embedded": ("a.pptx", lambda _: package(**{"ppt__embeddings__a.xlsx": b"x"})),
    "entities": ("a.docx", lambda _: word(more={"word__more": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
    "unknown part": ("a.docx", lambda _: word(more={"word__media__image1.emf": b"x"})),
    "photo's data": ("a.docx", lambda folder: word(more={"word__media__a.jpg": _photo(folder)})),
    "a face": ("a.docx", lambda _: word(more={"word__media__image1.jpg": _face()})),
    "before its parts": ("a.docx", lambda _: b"Sarah Miller" + word()),
    "behind its parts": ("a.docx", lambda _: word() + b"Sarah Miller"),
    "a remark": ("a.docx", lambda _: _remarked(word())),
    "encoded words": ("a.vcf", lambda _: b"BEGIN:VCARD\nNOTE;ENCODING=QUOTED-PRINTABLE:Sarah=20Miller\n"),
    "encoded words of a date": ("a.ics", lambda _: b"DESCRIPTION;ENCODING=BASE64:U2FyYWg=\n"),
    "encoded words on a long line": ("a.ics", lambda _: b"ATTACH;FMTTYPE=text/pl\r\n ain;ENC\r\n ODING=BASE64:U2FyYWg=\r\n"),
    "a picture of a person": ("a.vcf", lambda _: b"PHOTO:data:image/jpeg;base64,AAAA\n"),
    "entities of a drawing": ("a.svg", lambda _: b'<!DOCTYPE svg [<!ENTITY a "Sarah Miller">]><svg/>'),
    "no drawing": ("a.svg", lambda _: b"<svg>"),
    "a drawing in UTF-16": ("a.svg", lambda _: "<svg/>".encode("utf-16")),
    "not text": ("a.csv", lambda _: b"\xff\xfe\x00a"),
}  # fmt: skip


def _remarked(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as folder:
        folder.comment = b"Sarah Miller, gout"
    return out.getvalue()


def test_a_part_named_after_somebody_is_found(
    tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """A picture keeps its file's name in some programs."""
    file = tmp_path / "a.docx"
    file.write_bytes(word(more={"word__media__sarah-miller-new-hip.jpg": _photo(tmp_path, "")}))
    assert {one.code for one in findings(file, practice, now)} & {"PHI001", "PHI103"}


def test_words_in_a_picture_inside_are_read(
    tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """A pasted screenshot is read as one in a post is; a sign of the practice's passes."""
    file = tmp_path / "a.docx"
    file.write_bytes(word(more={"word__media__image1.png": _sign("Patient: Sarah Miller, gout")}))
    assert "PHI001" in {one.code for one in findings(file, practice, now)}
    file.write_bytes(word(more={"word__media__image1.png": _sign("Wash your hands")}))
    assert findings(file, practice, now) == ()


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_read_is_refused(
    why: str, tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """One clear error that says what to do, and nothing of the file's words."""
    name, make = REFUSED[why]
    file = tmp_path / name
    file.write_bytes(make(tmp_path))
    (one,) = findings(file, practice, now)
    assert one.code == "FRM001"
    assert one.fix


def test_a_part_of_a_drawing_named_after_somebody_is_found(
    tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """Drawing programs keep a layer's name as its id."""
    file = tmp_path / "a.svg"
    file.write_text('<svg><g id="sarah-miller-new-hip"/></svg>', encoding="utf-8")
    assert {one.code for one in findings(file, practice, now)} & {"PHI001", "PHI103"}


def test_a_link_out_of_the_practices_folder_is_refused_by_a_check(
    tmp_path: Path, practice: Practice, now: datetime
) -> None:
    """A build refuses it too, but whoever runs a check should not have to wait for one."""
    (tmp_path / "patients.csv").write_text("step,note\n1,wash\n", encoding="utf-8")
    content = tmp_path / "content"
    (content / "files").mkdir(parents=True)
    (content / "files" / "a.csv").symlink_to(tmp_path / "patients.csv")
    report = check_paths([content], practice, Consents(), now, content)
    assert [one.code for one in report.findings] == ["FRM001"]
