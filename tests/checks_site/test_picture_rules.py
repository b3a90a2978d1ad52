"""Pictures at the gates: who is declared where, what a policy lets through, what a deploy demands."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from tests.checks_site.read_pictures import draw_read
from tests.conftest import SmallSite

from bedside.adapter import Announced
from bedside.building import build_site
from bedside.checks.engine import check_sources
from bedside.checks.model import Context, Finding, Severity, Tier
from bedside.checks.receipt import load_receipt, verify_receipt
from bedside.checks.sight import look, readers_now
from bedside.deploy.gate import gate
from bedside.errors import ChecksFailed
from bedside.post import Source
from bedside.practice import PictureLine, Practice

HEAD = "---\ntitle: A\nuid: 01M2G01H40W17445TDPQJBWKWC\nimage: images/"
Check = Callable[..., list[Finding]]


@pytest.fixture
def check(write_source: Callable[..., Source], context: Context) -> Check:
    """Return a function that gives the IMG findings of a post."""

    def found(text: str, practice: Practice | None = None) -> list[Finding]:
        own = replace(context, practice=practice or context.practice, cache={})
        report = check_sources([write_source(text)], own)
        return [one for one in report.findings if one.code.startswith("IMG")]

    return found


def with_line(practice: Practice, **line: str) -> Practice:
    """Return the practice with a line of its own for one picture."""
    return practice.model_copy(update={"pictures": (PictureLine.model_validate(line),)})


def test_a_line_in_practice_toml_speaks_for_its_picture_alone(
    check: Check, practice: Practice
) -> None:
    """A post with two pictures declares the odd one there."""
    text = (
        HEAD + "clean.png\nimage_alt: A leaf\nimage_status: none\n---\n![A](../images/face.png)\n"
    )
    assert [one.code for one in check(text)] == ["IMG014"]
    line = {"file": "images/face.png", "status": "stock", "licence": "Public domain"}
    assert [one.code for one in check(text, with_line(practice, **line))] == ["IMG016"]
    assert check(text, with_line(practice, **line, source="NASA")) == []


def test_a_finding_names_the_picture_and_never_the_words(check: Check) -> None:
    """Reports are read by more people than the picture was meant for."""
    born, record = check(HEAD + "screen.png\nimage_alt: A\nimage_status: none\n---\n")
    assert (born.code, record.code) == ("IMG017", "IMG017")
    for one in (born, record):
        assert one.message.startswith("images/screen.png shows ")
        assert one.tier is Tier.BLOCK
        assert "482913" not in f"{one.message}{one.matched}"
        assert "1962" not in f"{one.message}{one.matched}"


def test_a_consent_excuses_a_name_in_a_picture_and_no_record_number(check: Check) -> None:
    """What is only held may be shown under an authorization; a chart number never."""
    consent = "\nimage_alt: A\nimage_status: none\nconsent: C-GOOD1\n---\n"
    assert check(HEAD + "name.png" + consent) == []
    assert {one.code for one in check(HEAD + "screen.png" + consent)} == {"IMG017"}


def test_words_are_judged_anew_when_the_facts_change(check: Check, practice: Practice) -> None:
    """Whoever starts to work here may stand on the whiteboard from that day on."""
    text = HEAD + "name.png\nimage_alt: A\nimage_status: none\n---\n"
    assert [one.code for one in check(text)] == ["IMG018"]
    first, *others = practice.clinicians
    renamed = first.model_copy(update={"name": "Rosalind Whitmore"})
    assert check(text, practice.model_copy(update={"clinicians": (renamed, *others)})) == []


@pytest.mark.parametrize(
    ("policy", "severity"), [("refuse", Severity.ERROR), ("strip", Severity.NOTE)]
)
def test_the_practice_decides_whether_metadata_stop_a_source(
    check: Check, practice: Practice, policy: str, severity: Severity
) -> None:
    """Either way it is said, and never published."""
    own = practice.model_copy(
        update={"policies": practice.policies.model_copy(update={"picture_metadata": policy})}
    )
    (found,) = check(HEAD + "gps.jpg\nimage_alt: A\nimage_status: none\n---\n", own)
    assert (found.code, found.severity) == ("IMG005", severity)


def test_a_portrait_in_practice_toml_is_declared_like_any_other(
    site: SmallSite, now: datetime
) -> None:
    """A photograph of somebody stops the build until it is said whose it is."""
    photo = site.root / "content" / "images" / "clinicians" / "elena-marsh.png"
    photo.write_bytes(draw_read("face.png"))
    facts = site.root / "practice.toml"
    text = facts.read_text()
    lines = text.split("[[pictures]]")[1]
    facts.write_text(text.replace(f"[[pictures]]{lines}", ""))
    with pytest.raises(ChecksFailed) as caught:
        build_site(site.project(), now, Announced())
    (found,) = caught.value.findings
    assert (found.code, found.path.name) == ("IMG013", "practice.toml")
    assert text.splitlines()[found.line - 1] == 'photo = "images/clinicians/elena-marsh.png"'


def test_a_site_with_pictures_is_deployed_only_as_todays_readers_saw_it(
    site: SmallSite, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receipt says who looked at what; without that, or with other readers, nothing leaves."""
    site.picture("posts/leaf.png")
    site.post("one", extra="image: images/posts/leaf.png\nimage_alt: A leaf\nimage_status: none")
    build_site(site.project(), now, Announced())
    project = site.project()
    receipt = load_receipt(project.receipt)
    assert receipt
    assert receipt.readers == readers_now()
    assert "images/posts/leaf.png" in receipt.pictures
    gate(project, now)
    told = json.loads(project.receipt.read_text())
    del told["pictures"]["images/posts/leaf.png"]
    project.receipt.write_text(json.dumps(told | {"readers": ["faces: an older one"]}))
    with pytest.raises(ChecksFailed) as caught:
        gate(project, now)
    assert {one.code for one in caught.value.findings} == {"RCP007", "RCP008"}
    assert "images/posts/leaf.png" in "".join(one.message for one in caught.value.findings)


def test_a_picture_that_no_reader_saw_has_no_place_in_the_receipt(
    site: SmallSite, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build whose rules for pictures did not run cannot claim that they did."""
    from bedside.building import gate2  # noqa: PLC0415  to take one step out of it

    monkeypatch.setattr(gate2, "recall", lambda *_: None)
    build_site(site.project(), now, Announced())
    project = site.project()
    found = verify_receipt(
        load_receipt(project.receipt), project.output, project.outbox, posts_needed=(), rules_now=(),
        site_url=project.practice.practice.url, readers=readers_now(),
    )  # fmt: skip
    assert [one.code for one in found] == ["RCP007"]


def test_a_moving_picture_is_seen_whole(check: Check) -> None:
    """The face may be in the second frame; what has too many frames is refused."""
    assert [
        one.code for one in check(HEAD + "moving.webp\nimage_alt: A\nimage_status: none\n---\n")
    ] == ["IMG014"]
    assert [
        one.code for one in check(HEAD + "film.webp\nimage_alt: A\nimage_status: none\n---\n")
    ] == ["IMG019"]


def test_a_face_is_found_where_the_picture_is_see_through(tmp_path: Path) -> None:
    """A portrait cut out of its ground is one still."""
    with Image.open(io.BytesIO(draw_read("face.png"))) as image:
        clear = image.convert("RGBA")
    clear.putpixel((0, 0), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    assert look.look_at(out.getvalue(), tmp_path).faces == 1
