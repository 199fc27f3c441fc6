"""Files written whole or not at all."""

import os
import tempfile
from pathlib import Path

from briefing.errors import BriefingError


def write_whole(path: Path, text: str | bytes) -> None:
    """Write *text*, in UTF-8, to *path* so that a reader sees the old file or the new one, never half of it.

    Raises BriefingError when that is not possible; what was at *path* is still there then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> BriefingError:
    return BriefingError(
        f"'{path}' cannot be written: {error.strerror}.", "Use --out - to print the brief instead."
    )
