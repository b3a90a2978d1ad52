"""What is wrong with a practice's own settings file, said with its line."""

import traceback
from pathlib import Path

from bedside.errors import BedsideError

__all__ = ["settings_error"]


def settings_error(error: Exception, file: Path) -> BedsideError:
    """Return what `file` or a file beside it raised while it ran: it is the practice's own program."""
    said = str(error) or type(error).__name__
    what = "mend it, or copy it from a folder that `bedside init` has made"
    return BedsideError(f"{_place(error, file)}: {said}: {what}")


def _place(error: Exception, file: Path) -> str:
    """Return `path:line` of the innermost line that stands beside the settings file; else the file."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno or 1}"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if Path(one.filename).parent == file.parent]
    return f"{ours[-1].filename}:{ours[-1].lineno}" if ours else str(file)
