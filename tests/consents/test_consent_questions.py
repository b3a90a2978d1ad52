"""`bedside consent add` on a terminal: every question, wrong answers asked again, none lost."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator

import pytest
from tests.conftest import UIDS, SmallSite
from tests.start.test_init_questions import COMMAND, Talk

from bedside.consents import load_consents

RIGHT = {
    "What is it for": "photo",
    "Which posts": "content/posts/walk.md",
    "Which pictures or films": "images/walk.png",
    "Where it may be shown": "",
    "What the form says may be told": "A photo of a walk",
    "Who may share it": "",
    "Who will be able to see it": "Readers of our website",
    "Why it is shared": "To encourage walking",
    "Signed on": "2026-11-01",
    "Last day it counts": "",
    "The event that ends it": "the end of the walking course",
    "Who signed": "representative",
    "The representative's authority": "parent",
    "may be revoked in writing": "yes",
    "care does not depend": "y",
    "others may pass on": "yes",
    "in plain words": "yes",
    "a paper of its own": "yes",
    "was given a copy": "yes",
    "What anyone was paid": "none",
    "Where the signed paper is kept": "Cabinet 2",
}
WRONG = {
    "What is it for": ("story", "use one of"),
    "What the form says may be told": ("Jane Doe walking", "may hold a name"),
    "Signed on": ("11/1/2026", "is no such day"),
    "care does not depend": ("no", "does not count"),
}


@pytest.fixture
def talk(site: SmallSite) -> Iterator[Talk]:
    """Start the command with its input and output on a terminal."""
    site.post("walk", uid=UIDS[5])
    site.picture("walk.png")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "consent", "add"], cwd=site.root, stdin=theirs,
        stdout=theirs, stderr=theirs, env=os.environ | {"TERM": "dumb", "COLUMNS": "200"},
    )  # fmt: skip
    os.close(theirs)
    yield Talk(process, ours)
    process.kill()
    process.wait()
    os.close(ours)


def answer(talk: Talk, words: str, text: str) -> str:
    """Wait for the question with these words, answer it, and return what was said before it."""
    said = talk.until(words)
    said += talk.until(": ") if not said.rstrip(" ").endswith(":") else ""
    os.write(talk.terminal, f"{text}\n".encode())
    return said


def test_wrong_answers_are_asked_again_and_the_rest_is_written(talk: Talk, site: SmallSite) -> None:
    """The entry is what was answered last; a parent's authority is asked, a missing end day is not."""
    for words, text in RIGHT.items():
        if words in WRONG:
            bad, why = WRONG[words]
            answer(talk, words, bad)
            assert why in answer(talk, words, text)
        else:
            answer(talk, words, text)
    code, said = talk.end()
    assert code == 0, said
    (one,) = load_consents(site.root / "consents.toml").consents
    assert (one.kind, one.signer, one.authority) == ("photo", "representative", "parent")
    assert one.scope.posts == (UIDS[5],)
    assert len(one.scope.images) == 1
    assert one.scope.channels == ("site",)
    assert one.expires_on is None
    assert one.expires_event == "the end of the walking course"


def test_what_was_answered_is_not_lost(talk: Talk, site: SmallSite) -> None:
    """Ctrl-C prints the command that goes on; nothing was written."""
    answer(talk, "What is it for", "photo")
    answer(talk, "Which posts", "content/posts/walk.md")
    talk.until("Which pictures")
    talk.interrupt()
    code, said = talk.end()
    assert code == 2
    assert "--kind photo --posts content/posts/walk.md" in said
    assert not (site.root / "consents.toml").exists()
