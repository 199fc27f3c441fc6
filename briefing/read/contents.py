"""The bytes of a file, had without waiting on a pipe, waking a device or filling the memory."""

import os
import stat
from typing import BinaryIO

from briefing.errors import EmptySource, UnreadableSource
from briefing.read.place import Place, unreadable

_KINDS = {
    stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder", stat.S_IFLNK: "a link",
}  # fmt: skip


def contents(place: Place, limit: int) -> bytes:
    """Return the bytes of the file at *place*, at most *limit* of them; what was read is what is hashed."""
    try:
        _refuse_unless_file(place, os.lstat(place.path))
        # Between the look and the opening a pipe may take the file's place: open without waiting, look again.
        handle = os.open(place.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            _refuse_unless_file(place, os.fstat(handle))
            return limited(file, place.name, limit)
    except OSError as error:
        raise unreadable(place.name, error) from error


def limited(file: BinaryIO, name: str, limit: int) -> bytes:
    """Return all of *file*, unless it is empty or more than *limit* bytes."""
    data = file.read(limit + 1)
    if len(data) > limit:
        raise UnreadableSource(name, f"it is larger than {limit:,} bytes")
    if not data:
        raise EmptySource(name)
    return data


def _refuse_unless_file(place: Place, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "no ordinary file")
        raise UnreadableSource(place.name, f"it is {kind}, not a file")
