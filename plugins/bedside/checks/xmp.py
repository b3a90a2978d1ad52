"""The words of an XMP packet, which PDFs and films carry, without the marks and times that programs write."""

import re
from collections.abc import Iterator

from bedside.checks.late import compile_late

__all__ = ["packet_words"]

_TAG = compile_late(r"<[^>]*>")
_VALUE = compile_late(r"""=\s*["']([^"'<]+)["']""")  # of an attribute
_WRITTEN = compile_late(r"(?:uuid|xmp\.\w+):\S+|\d{4}-\d\d-\d\dT\S+|\S{1,3}")


def packet_words(xmp: str) -> Iterator[str]:
    """Yield each text of the packet, then the values of attributes that have several words."""
    for line in re.split(r"\s*\n\s*", _TAG.sub("\n", xmp)):
        if line and not _WRITTEN.fullmatch(line):
            yield line
    yield from (one for one in _VALUE.findall(xmp) if " " in one and not one.startswith("http"))
