"""Templates compiled once a process, however many environments Pelican makes of them."""

from functools import cache

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

__all__ = ["CompiledOnce", "compiled_once"]


class CompiledOnce(BytecodeCache):
    """Keep what Jinja compiled in memory: Pelican gives each of its generators an environment.

    Nothing is written to disk, where whoever can write a file could leave code to be run. What is
    compiled depends on a template's name and source, not on the folder it was read from.
    """

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  Jinja's signature
        """Return the template's name."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was compiled before from the same source."""
        key = f"{bucket.key} {bucket.checksum}"
        if key in self.compiled:
            bucket.bytecode_from_string(self.compiled[key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled just now."""
        self.compiled[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


@cache
def compiled_once() -> CompiledOnce:
    """Return this process's memory: whoever builds again and again compiles the theme once."""
    return CompiledOnce()
