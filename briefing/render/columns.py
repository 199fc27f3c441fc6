"""Text in columns of a terminal."""

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

from briefing.text.show import visible

WIDTH = 80

_SPACE = re.compile(r"[ \t\n\r\f\v]+")


def fill(text: object, indent: int = 0, hang: int | None = None) -> str:
    """Return *text* in lines of at most 80 columns, the first indented by *indent*, the others by *hang*.

    A word wider than a line is broken; wide characters (Chinese, Japanese, Korean) count for two columns.

    >>> print(fill("[1] " + "word " * 18, 2, 6))
      [1] word word word word word word word word word word word word word word word
          word word word
    """
    margins = " " * indent, " " * (indent if hang is None else hang)
    lines = _lines(
        _SPACE.split(visible(str(text)).strip(" \t\n\r\f\v")), WIDTH - indent, WIDTH - len(margins[1])
    )
    return "\n".join((margins[number > 0] + line).rstrip(" ") for number, line in enumerate(lines))


def _lines(words: list[str], first: int, later: int) -> Iterator[str]:
    line, used, room = "", 0, first
    for word in words:
        wide = columns(word)
        if used + bool(line) + wide <= room:
            line, used = (f"{line} {word}", used + 1 + wide) if line else (word, wide)
            continue
        if line:
            yield line
            room = later
        *whole, line = _broken(word, room, later)
        yield from whole
        room, used = (later if whole else room), columns(line)
    yield line


def columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    return len(text) if text.isascii() else sum(_wide(char) for char in text)


def _wide(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def _broken(word: str, first: int, later: int) -> list[str]:
    """Return *word* in pieces that fit: the first in *first* columns, the others in *later*."""
    if columns(word) <= first:
        return [word]
    pieces, start, used, room = [], 0, 0, first
    for at, char in enumerate(word):
        if used + _wide(char) > room:
            pieces.append(word[start:at])
            start, used, room = at, 0, later
        used += _wide(char)
    return [*pieces, word[start:]]
