"""Where a sending process stands, on a page of shared memory that it leaves behind when it is killed.

The database says `committing` before the full stop of a letter goes out and `sent` after the answer. A
process killed between the two may have been on either side of it; this page says on which, and costs no
system call. It is believed only if its process is dead (the lock on it is free) and the machine has not
been restarted since (the page may never have reached the disk). Without it, such a letter is held for a
person.
"""

import mmap
import os
from collections.abc import Collection
from pathlib import Path
from typing import Literal

try:
    import fcntl
except ImportError:  # no such locks on Windows: no page is believed there
    fcntl = None  # type: ignore[assignment]

Stage = Literal["before", "going", "accepted", "declined"]
_STAGES: dict[str, Stage] = {"b": "before", "g": "going", "a": "accepted", "d": "declined"}
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_SIZE = 128


class Mark:
    """The page of one sender. `holder` is its name, under which the rows it claims are kept."""

    def __init__(self, folder: Path, holder: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / holder
        self._file = self._path.open("w+b")
        if fcntl:
            fcntl.flock(self._file, fcntl.LOCK_EX)
        self._file.write(f"{_boot():40}".encode().ljust(_SIZE, b"\0"))
        self._file.flush()
        self._page = mmap.mmap(self._file.fileno(), _SIZE)

    def set(self, delivery: int, stage: Stage) -> None:
        """Note where *delivery* is. No system call: a process cannot be killed half-way in one."""
        if stage == "before":
            self._page[40:41] = b" "
            self._page[41:61] = f"{delivery:<20}".encode()
        self._page[40:41] = stage[0].encode()

    def remove(self) -> None:
        self._page.close()
        self._path.unlink(missing_ok=True)
        self._file.close()


class Left:
    """The page a sender left behind, for as long as this one looks at it. `dead` only if it surely is."""

    def __init__(self, folder: Path, holder: str) -> None:
        self._path = folder / holder
        self.dead = False
        self._file = None
        if not fcntl or holder != Path(holder).name or not self._path.is_file():
            return
        self._file = self._path.open("r+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.dead = True
        except OSError:
            self._file.close()
            self._file = None

    def stage(self, delivery: int) -> Stage | None:
        """Return where *delivery* was, or None where nobody can know."""
        if not (self.dead and self._file):
            return None
        self._file.seek(0)
        page = self._file.read(_SIZE).decode("ascii", "replace")
        same = page[:40].strip() == _boot() != "" and page[41:61].strip() == str(delivery)
        return _STAGES.get(page[40]) if same else None

    def close(self, remove: bool) -> None:
        if self._file:
            if remove:
                self._path.unlink(missing_ok=True)
            self._file.close()


def sweep(folder: Path, needed: Collection[str]) -> None:
    """Remove the pages of dead senders that no row names."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name not in needed:
            left = Left(folder, path.name)
            left.close(remove=True)


def _boot() -> str:
    """Return which start of the machine this is; nothing where it does not say."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


def new_holder() -> str:
    return f"{os.getpid()}-{os.urandom(6).hex()}"
