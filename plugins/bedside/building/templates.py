"""Templates compiled once for a build, however many environments Pelican makes of them."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

__all__ = ["CompiledOnce"]


class CompiledOnce(BytecodeCache):
    """Keep what Jinja compiled in memory: Pelican gives each of its generators an environment.

    Nothing is written to disk, where whoever can write a file could leave code to be run.
    """

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was compiled before from the same source."""
        key = f"{bucket.key} {bucket.checksum}"
        if key in self.compiled:
            bucket.bytecode_from_string(self.compiled[key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled just now."""
        self.compiled[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()
