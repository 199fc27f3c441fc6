"""A folder that takes letters as files: for an archive, a shared disk, a web server, or to look before
sending.
"""

import os
from collections.abc import Callable
from pathlib import Path

from briefing.deliver import TAKEN_OVER, Letter, Receipt


class Folder:
    """A channel that writes `NAME.eml`, `NAME.html` and `NAME.txt` under the folder the letter is
    addressed to.

    Each file is there whole or not at all, and a letter sent again is the same files again.
    """

    def send(self, letter: Letter, committing: Callable[[], bool]) -> Receipt:
        if not committing():
            return TAKEN_OVER
        folder = Path(letter.recipient)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for ending, content in (("eml", letter.data), ("html", letter.html), ("txt", letter.text)):
                data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
                _write(folder / f"{_safe(letter.name)}.{ending}", data)
        except OSError as error:
            return Receipt("later", f"'{folder}' cannot be written: {error.strerror}.")
        return Receipt("sent", f"Written to {folder}.")

    def close(self) -> None:
        pass


def _write(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _safe(name: str) -> str:
    """Return *name* as a file's name on any system: a slot's name holds a colon."""
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name).lstrip(".") or "letter"
