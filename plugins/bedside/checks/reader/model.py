"""Load the vendored weights once and read one block at a time."""

import json
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bedside.checks.reader.screen import Screen, read_weights
from bedside.errors import BedsideError
from bedside.files import read_text, shipped

if TYPE_CHECKING:
    from bedside.checks.reader.wordpiece import Vocabulary

__all__ = ["MODEL_FILES", "Reader", "open_reader", "open_screen", "reader_mark", "reader_problem"]

MODEL_FILES = ("reader.json", "reader.onnx", "vocab.txt", "words.tsv")
_LIBRARIES = ("onnxruntime", "numpy")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Card:
    """What reader.json says of the files beside it."""

    version: str
    weights_sha256: str
    threshold: float
    untitled: float
    general: float
    plain: float
    title: float
    sure: float
    beside: int
    words_base: int
    words_least: int


@dataclass(frozen=True, slots=True)
class Reader:
    """A loaded model. `version` names its weights.

    A score of `threshold` or more, of `untitled` where no title is known, is rather one patient's
    than nobody's, one of `sure` surely, one below `general` plainly nobody's, one of `plain`
    or less as plainly as the model can say. Under a title the model is slower to tell. A title is
    plainly nobody's at `title` or less. What stands beside the prose is read where its words weigh
    `beside` or more.
    """

    version: str
    threshold: float
    untitled: float
    general: float
    plain: float
    title: float
    sure: float
    beside: int
    session: Any = field(repr=False)  # onnxruntime.InferenceSession
    vocabulary: "Vocabulary" = field(repr=False)

    def read(self, pieces: list[int]) -> list[float]:
        """Return of each piece how surely it tells of one patient: log odds, mostly between -4 and 4.

        One block a call: int8 arithmetic scales by the whole batch, so that another post would
        change the scores of this one.
        """
        import numpy as np  # noqa: PLC0415  slow to load; most documents never need it

        ids = np.array([pieces], dtype=np.int64)
        scores: list[float] = self.session.run(None, {"input_ids": ids})[0][0].tolist()
        return scores


def reader_problem() -> str:
    """Say why the reader cannot be loaded; empty when nothing stands in the way."""
    try:
        folder = _folder()
    except BedsideError as error:
        return str(error)
    if lacking := [name for name in MODEL_FILES if not (folder / name).is_file()]:
        return f"{', '.join(lacking)} missing from {folder.name}/"
    if lacking := [name for name in _LIBRARIES if find_spec(name) is None]:
        return f"the Python package {', '.join(lacking)} is not installed"
    return ""


@cache
def open_reader() -> Reader:
    """Load the model. Raises BedsideError when a part is missing or is not the one described."""
    import onnxruntime  # noqa: PLC0415  slow to load; most documents never need it

    from bedside.checks.reader.wordpiece import read_vocabulary  # noqa: PLC0415  slow to load; most documents never need it

    card, folder = _card(), _folder()
    weights = (folder / "reader.onnx").read_bytes()
    if sha256(weights).hexdigest() != card.weights_sha256:
        raise BedsideError(
            "reader.onnx is not the file that reader.json describes: install bedside again"
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return Reader(
        version=card.version,
        threshold=card.threshold,
        untitled=card.untitled,
        general=card.general,
        plain=card.plain,
        title=card.title,
        sure=card.sure,
        beside=card.beside,
        session=onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"]),
        vocabulary=read_vocabulary(folder / "vocab.txt"),
    )


@cache
def open_screen() -> Screen:
    """Load the weights of words. Raises BedsideError as `open_reader` does."""
    card = _card()
    return read_weights(_folder() / "words.tsv", card.words_base, card.words_least)


@cache
def reader_mark() -> bytes:
    """Return a hash of what decides a verdict: card, threshold, screen, vocabulary and code.

    Raises BedsideError as `open_reader` does. The card holds the hash of the weights.
    """
    _card()  # nothing may be passed by memory where the reader itself is missing
    read = [_folder() / name for name in MODEL_FILES if name != "reader.onnx"]
    mark = sha256()
    for file in (*read, *sorted(Path(__file__).parent.glob("*.py"))):
        mark.update(sha256(file.read_bytes()).digest())
    return mark.digest()


def _folder() -> Path:
    return shipped("vendor/reader")


def _card() -> _Card:
    """Return what reader.json says. Raises BedsideError when a part of the reader is missing."""
    if problem := reader_problem():
        message = f"the reader cannot be loaded: {problem}: install bedside again"
        raise BedsideError(message)
    return _Card(**json.loads(read_text(_folder() / "reader.json")))
