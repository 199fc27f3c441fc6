"""Where articles lie: the files behind a path, a folder, a pattern. Found without opening any."""

import os
import stat
from collections.abc import Iterator, Sequence
from errno import ENOENT, ENOTDIR
from fnmatch import fnmatchcase
from typing import NamedTuple

from briefing.errors import EmptySource, MissingSource, SameArticle, SourceError, UnreadableSource
from briefing.text.show import visible

STDIN = "-"


class Place(NamedTuple):
    """A file to read: the name it was asked for by, and the path to open."""

    name: str
    path: str


def places(sources: Sequence[str]) -> tuple[Place | SourceError, ...]:
    """Return what *sources* name, in order, folders sorted; a file named twice by one path is there once."""
    found: dict[str, Place | SourceError] = {}
    for source in sources:
        for name, place in _behind(source):
            found.setdefault(name, place)
    return tuple(found.values())


def shown_name(path: str) -> str:
    r"""Return *path* with all that could not be seen, or would break the line, shown as its code point.

    A byte that is no UTF-8 is shown as such: two such names differ, and both can be written down.

    >>> shown_name("a\nb\udcff")
    'a<U+000A>b\\xff'
    """
    return "".join(map(_shown, path))


def _shown(sign: str) -> str:
    if "\udc80" <= sign <= "\udcff":
        return f"\\x{ord(sign) - 0xDC00:02x}"
    return f"<U+{ord(sign):04X}>" if sign in "\n\t" or visible(sign) != sign else sign


_Found = tuple[str, Place | SourceError]


def _behind(source: str) -> Iterator[_Found]:
    if source == STDIN:
        yield source, Place(STDIN, STDIN)
    elif not _is_name(source):
        yield source, MissingSource(shown_name(source))
    elif os.path.lexists(source) or not _is_pattern(source):
        yield from _named(source)
    else:
        yield from _matching(source)


def _is_name(source: str) -> bool:
    try:
        return b"\0" not in os.fsencode(source) and source != ""
    except UnicodeEncodeError:
        return False


def _named(source: str) -> Iterator[_Found]:
    """A path the user names may be a link to anywhere: it was asked for."""
    try:
        folder = stat.S_ISDIR(os.stat(source).st_mode)
    except (OSError, ValueError) as error:
        yield source, unreadable(source, error)
        return
    if folder:
        yield from _in_folder(source)
    else:
        yield os.path.abspath(source), Place(shown_name(source), os.path.realpath(source))


def _in_folder(folder: str) -> Iterator[_Found]:
    inside = False
    for found in _below(folder, os.path.realpath(folder)):
        inside = True
        yield found
    if not inside:
        yield folder, EmptySource(shown_name(folder))


def _below(folder: str, root: str) -> Iterator[_Found]:
    """Every file below *folder*, sorted; hidden ones stay hidden, as they do for a shell."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not _is_real_folder(path) and path != folder:
            yield os.path.abspath(path), _within(path, root)
            continue
        try:
            entries = sorted((entry for entry in os.listdir(path) if not entry.startswith(".")), reverse=True)
        except OSError as error:
            yield path, unreadable(path, error)
        else:
            waiting += [os.path.join(path, entry) for entry in entries]


def _is_real_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


def _within(path: str, root: str) -> Place | SourceError:
    """A link in a folder was put there by whoever filled it: it may not reach out of the folder."""
    real, name = os.path.realpath(path), shown_name(path)
    if os.path.commonpath([real, root]) != root:
        return UnreadableSource(name, "it is a link that points out of its folder")
    if os.path.isdir(real):
        return SameArticle(name, shown_name(real))
    return Place(name, real)


def _is_pattern(source: str) -> bool:
    return any(sign in source for sign in "*?[")


def _matching(pattern: str) -> Iterator[_Found]:
    """A match lies in the folder before the first wildcard, and no link may lead out of that."""
    parts = pattern.split(os.sep)
    plain = next(i for i, part in enumerate(parts) if _is_pattern(part))
    base = os.sep.join(parts[:plain]) or (os.sep if pattern.startswith(os.sep) else "")
    root, found = os.path.realpath(base or "."), False
    for path in _matches(base, parts[plain:]):
        found = True
        if _is_real_folder(path):
            yield from _below(path, root)
        else:
            yield os.path.abspath(path), _within(path, root)
    if not found:
        yield pattern, MissingSource(shown_name(pattern))


def _matches(base: str, parts: Sequence[str]) -> Iterator[str]:
    if not parts:
        yield base
    elif parts[0] == "**":
        for folder in _folders_from(base):
            yield from _matches(folder, parts[1:] or ["*"])
    elif _is_pattern(parts[0]):
        for entry in _entries(base, parts[0]):
            yield from _matches(entry, parts[1:])
    elif os.path.lexists(path := os.path.join(base, parts[0])):
        yield from _matches(path, parts[1:])


def _folders_from(base: str) -> Iterator[str]:
    """*base* and every folder below it, links not followed: one may lead back up."""
    waiting = [base]
    while waiting:
        yield (folder := waiting.pop())
        waiting += [entry for entry in reversed(_entries(folder, "*")) if _is_real_folder(entry)]


def _entries(base: str, pattern: str) -> list[str]:
    try:
        names = sorted(os.listdir(base or "."))
    except OSError:  # a file where the pattern wants a folder, or a folder closed to us: no match
        return []
    names = [name for name in names if pattern.startswith(".") or not name.startswith(".")]
    return [os.path.join(base, name) for name in names if fnmatchcase(name, pattern)]


def unreadable(path: str, error: Exception) -> SourceError:
    """Return the error that says why *path* could not be had."""
    if not isinstance(error, OSError) or error.errno in (ENOENT, ENOTDIR):
        return MissingSource(shown_name(path))
    return UnreadableSource(shown_name(path), (error.strerror or "the system refused").lower())
