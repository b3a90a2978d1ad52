"""The one way a handout is refused."""

__all__ = ["UnreadableError"]


class UnreadableError(Exception):
    """A file, or a part of one, that no check can read: what is wrong and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what}: {fix}")
        self.what = what
        self.fix = fix
