"""`bedside init` on a terminal: each answer is checked when it is given, and none is lost."""

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.start.conftest import ANSWERS, flags

from bedside.practice import load_practice

# A test run in the background ignores interrupts, and so would what it starts.
COMMAND = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('bedside', run_name='__main__')"
)


@dataclass
class Talk:
    """A command on a terminal of its own."""

    process: subprocess.Popen[bytes]
    terminal: int
    said: str = ""

    def read(self) -> bool:
        """Add what comes within the next half minute; tell whether more may come."""
        if not select.select([self.terminal], [], [], 30)[0]:
            raise AssertionError(f"nothing more came: {self.said}")
        try:
            part = os.read(self.terminal, 4096)
        except OSError:  # the command has ended: Linux says EIO
            return False
        self.said += part.decode()
        return bool(part)

    def until(self, words: str) -> str:
        """Read until the command has said `words`; return what was said since the last answer."""
        start = len(self.said)
        while words not in self.said[start:]:
            assert self.read(), self.said
        return self.said[start:]

    def answer(self, question: str, text: str) -> str:
        """Wait for a question, answer it, and return what stood before it."""
        said = self.until(f"{question}: ")
        os.write(self.terminal, f"{text}\n".encode())
        return said

    def interrupt(self) -> None:
        """Press Ctrl-C until the command answers: one pressed while it turns to read is lost.

        Python notes a signal that comes just before a read of a terminal, and then reads.
        """
        for _ in range(30):
            self.process.send_signal(signal.SIGINT)
            if select.select([self.terminal], [], [], 1)[0]:
                return

    def end(self) -> tuple[int, str]:
        """Return the exit code and all that was said."""
        while self.read():
            pass
        return self.process.wait(timeout=30), self.said


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    """Return a fresh `bedside init oakelm`, no flag given."""
    yield from start(tmp_path, [])


@pytest.fixture
def talk_with_one_wrong_flag(tmp_path: Path) -> Iterator[Talk]:
    """Return `bedside init oakelm` with every flag, one of them wrong."""
    yield from start(tmp_path, flags(state="Oregon"))


def start(folder: Path, arguments: list[str]) -> Iterator[Talk]:
    """Start the command with its input and output on a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "init", "oakelm", *arguments], cwd=folder, stdin=theirs,
        stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "dumb"},
    )  # fmt: skip
    os.close(theirs)
    yield Talk(process, ours)
    process.kill()
    process.wait()
    os.close(ours)


def test_every_wrong_answer_is_asked_again_with_the_reason(talk: Talk, tmp_path: Path) -> None:
    """Nothing is written before the last answer; then the facts are those that were given."""
    wrong = {
        "Address of its site (https://…)": ("oakelm.example", "is not an https address"),
        "E-mail address that patients may use": ("hi", "write one, as hello@"),
        "Main phone number": ("555-0123", "has 7 digits, a US number has 10"),
        "State (two letters)": ("Oregon", "is not two letters"),
        "ZIP code": ("9700", "has 4 digits, a ZIP code has 5"),
        "First clinician's name": ("Dr.", "has no name"),
        "Time zone, e.g. America/New_York, America/Chicago, America/Los_Angeles":
            ("America/Los Angeles", "did you mean America/Los_Angeles?"),
    }  # fmt: skip
    asked = ["Name of the practice", *list(wrong)[:3], "Street and number", "City",
             *list(wrong)[3:6], "Letters after their name, e.g. MD, FAAFP", *list(wrong)[6:]]  # fmt: skip
    for question, right in zip(asked, ANSWERS.values(), strict=True):
        if question in wrong:
            bad, why = wrong[question]
            talk.answer(question, bad)
            assert why in talk.answer(question, right)
        else:
            talk.answer(question, right)
    hours = "Opening hours, Monday to Friday [08:00-17:00]"
    talk.answer(hours, "9-5")
    assert "write them as 08:00-17:00" in talk.answer(hours, "")
    colour = "Colour of the practice, as #rrggbb [#1f5a4a]"
    talk.answer(colour, "#ffff00")
    assert list(tmp_path.iterdir()) == []
    assert "too light" in talk.answer(colour, "#1f3a5f")
    code, said = talk.end()
    assert code == 0, said
    practice = load_practice(tmp_path / "oakelm" / "practice.toml")
    assert practice.practice.name == ANSWERS["name"]
    assert practice.brand.primary == "#1f3a5f"
    assert practice.locations[0].hours["monday"] == ("08:00-17:00",)


@pytest.mark.parametrize("stop", ["interrupt", "end of input"])
def test_an_interrupt_leaves_no_folder_and_gives_the_answers_back(
    talk: Talk, tmp_path: Path, stop: str
) -> None:
    """The command that goes on where one stopped is printed, ready to be pasted."""
    talk.answer("Name of the practice", ANSWERS["name"])
    talk.answer("Address of its site (https://…)", ANSWERS["url"])
    talk.until("E-mail address that patients may use: ")
    if stop == "interrupt":
        talk.interrupt()
    else:
        os.write(talk.terminal, b"\x04")
    code, said = talk.end()
    assert code == 2
    assert (
        """bedside init oakelm --name 'Oak & "Elm" Pediatrics' --url https://oakelm.example"""
        in said
    )
    assert list(tmp_path.iterdir()) == []


def test_of_the_flags_only_the_wrong_one_is_asked_again(
    talk_with_one_wrong_flag: Talk, tmp_path: Path
) -> None:
    """Colour and hours, which have a default, are not asked either."""
    said = talk_with_one_wrong_flag.answer("State (two letters)", "or")
    assert "--state Oregon: is not two letters" in said
    code, said = talk_with_one_wrong_flag.end()
    assert code == 0, said
    assert load_practice(tmp_path / "oakelm" / "practice.toml").locations[0].state == "OR"
