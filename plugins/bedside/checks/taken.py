"""The places of a text that are already reported."""

__all__ = ["Taken"]


class Taken:
    """Places of a text, so that no two findings of a rule overlap."""

    def __init__(self, text: str) -> None:
        self._marks = bytearray(len(text))

    def take(self, start: int, end: int) -> bool:
        """Take a place; False where some of it is taken already."""
        if self._marks.find(1, start, end) >= 0:
            return False
        self._marks[start:end] = b"\x01" * (end - start)
        return True
