"""What is seen in a picture: by whom, how often, and what is remembered of it."""

import base64
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.checks_site.read_pictures import draw_read, words_on

from bedside.checks.sight import apart, eyes, faces, look, look_at, readers_now, words
from bedside.errors import BedsideError


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins without what others have seen."""
    monkeypatch.setattr(look, "_RECENT", {})
    monkeypatch.delenv(look.MEMORY)


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a function after which any look at a picture fails the test."""

    def look_away(*_: object) -> int:
        pytest.fail("a remembered picture was looked at again")

    def make() -> None:
        monkeypatch.setattr(look, "_RECENT", {})
        monkeypatch.setattr(faces, "count_faces", look_away)
        monkeypatch.setattr(look, "words_in", look_away)
        monkeypatch.setattr(look, "_seen", look_away)

    return make


def test_a_picture_is_looked_at_once(tmp_path: Path, blind: Callable[[], None]) -> None:
    """The second run, in another process, takes the verdict from the folder."""
    first = look_at(draw_read("face.png"), tmp_path)
    assert (first.faces, first.has_words) == (1, False)
    blind()
    assert look_at(draw_read("face.png"), tmp_path) == first


def test_no_word_that_was_read_is_remembered(tmp_path: Path) -> None:
    """The folder holds numbers and names of readers: it may be copied to a runner's cache."""
    assert look_at(draw_read("screen.png"), tmp_path).has_words
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_text()) == {
        "readers": list(readers_now()), "faces": 0, "has_words": True, "said": {},
    }  # fmt: skip


@pytest.mark.parametrize("spoil", ["other readers", "damaged"])
def test_a_verdict_by_other_readers_or_a_damaged_one_counts_for_nothing(
    tmp_path: Path, spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer reader may see what the old one missed."""
    look_at(draw_read("face.png"), tmp_path)
    (file,) = tmp_path.iterdir()
    told = json.loads(file.read_text())
    changed = json.dumps(told | {"readers": ["faces: an older one"], "faces": 0})
    file.write_text(changed if spoil == "other readers" else "{")
    monkeypatch.setattr(look, "_RECENT", {})
    assert look_at(draw_read("face.png"), tmp_path).faces == 1


def _drawing(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9">{inside}</svg>'.encode()


def test_a_drawing_is_read_with_the_pictures_inside_it() -> None:
    """A face or a number is no better hidden in an SVG."""
    face = base64.b64encode(draw_read("face.png")).decode()
    assert look_at(_drawing(f'<image href="data:image/png;base64,{face}"/>'), None).faces == 1
    said = _drawing("<desc>Record MRN 00482913</desc><text>Hello</text>")
    assert look_at(said, None).has_words
    assert "MRN 00482913" in look.words_in(said)
    assert not look_at(_drawing('<path d="M0 0h9"/>'), None).has_words


def test_a_picture_of_one_colour_costs_nothing(blind: Callable[[], None]) -> None:
    """There is nothing in it to be seen."""
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "#1f5a4a").save(out, "PNG")
    blind()
    assert list(eyes.worth_looking(out.getvalue())) == []


def test_pictures_are_read_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models for pictures take hundreds of megabytes, which a process never gives back."""
    seen = apart.see_apart(draw_read("screen.png"))
    assert seen.words
    monkeypatch.setattr(apart, "see_here", lambda _: pytest.fail("read in this process"))
    assert apart.see_apart(draw_read("screen.png")) == seen
    here = apart._Child.process
    assert here
    assert apart.see_apart(draw_read("face.png")).faces == 1
    assert apart._Child.process is here, "one process for all pictures"


@pytest.mark.parametrize("command", [
    "raise SystemExit", "print('nonsense' * 99, flush=True)", "import os; os.write(1, bytes(8) + b'{}')",
])  # fmt: skip
def test_without_the_other_process_pictures_are_read_here(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A process that cannot start, ends or talks nonsense costs memory, not a verdict."""
    apart.end()
    monkeypatch.setattr(apart._Child, "has_failed", False)
    monkeypatch.setattr(apart, "_COMMAND", command)
    assert apart.see_apart(draw_read("face.png")).faces == 1
    assert apart._Child.has_failed
    assert apart._Child.process is None


def test_a_reader_that_cannot_read_says_so_from_the_other_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What tesseract refuses is no empty picture."""
    apart.end()
    monkeypatch.setattr(apart, "_COMMAND", (
        "from bedside.checks.sight import apart\nfrom bedside.errors import BedsideError\n"
        "def see_here(data): raise BedsideError('tesseract cannot read a picture')\n"
        "apart.see_here = see_here\napart.serve()"
    ))  # fmt: skip
    with pytest.raises(BedsideError, match="tesseract cannot read"):
        apart.see_apart(b"a picture")
    apart.end()


@pytest.mark.parametrize("angle", [0, 8, 90, 180])
def test_the_reader_from_pypi_reads_at_any_angle(angle: int) -> None:
    """A wrist is never held straight; without tesseract nothing else reads it."""
    tilted = words_on(["MRN 00482913", "DOB 03/14/1962"]).rotate(
        angle, expand=True, fillcolor="#fff"
    )
    read = words.by_rapidocr(tilted)
    assert "00482913" in read
    assert "03/14/1962" in read


def test_tesseract_reads_what_stands_straight() -> None:
    """Where it is installed it is asked too."""
    assert words.tesseract_name().startswith("words: tesseract "), "run `inv setup`"
    assert words.by_tesseract(words_on(["MRN 4827913"])) == "MRN 4827913"


def test_a_tesseract_that_does_not_run_stops_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it might have read would otherwise pass unread."""
    broken = tmp_path / "tesseract"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    with pytest.raises(BedsideError, match="tesseract cannot read a picture"):
        words.by_tesseract(words_on(["Hello"]))


def test_small_letters_in_a_corner_of_a_large_picture_are_read() -> None:
    """A whole screen is read in parts, so that its letters stay legible."""
    large = Image.new("RGB", (2900, 1800), "#ffffff")
    small = words_on(["MRN 00482913"]).resize((260, 60))
    large.paste(small, (2600, 1700))
    assert "00482913" in words.by_rapidocr(large)


def test_nothing_of_the_readers_is_loaded_where_there_is_no_picture(tmp_path: Path) -> None:
    """A check of words alone starts as fast as before, and as small."""
    post = tmp_path / "a.md"
    post.write_text("Wash your hands.\n")
    code = (
        "import sys; from bedside.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end\n"
        "print({'cv2', 'rapidocr', 'onnxruntime', 'numpy'} & sys.modules.keys())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "check", str(post)],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert ran.stdout.endswith("set()\n")
