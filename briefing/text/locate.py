"""Where a quotation stands in a text: the one place that decides which characters count as the same."""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.text.span import Span

INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Inside of a regex class: soft hyphen, zero-width space and joiners, word joiner, byte order mark."""

SINGLE_QUOTES = "‘’‚‛`´ʼ′＇"
DOUBLE_QUOTES = "“”„‟«»″＂"
DASHES = "‐‑‒–—―−﹘﹣－"


def locate(quote: str, text: str, start: int = 0) -> Span | None:
    """Return the half-open range of the first *quote* in *text* at or after *start*, or None.

    Offsets count code points of *text*. Typographic quotes, dashes, ellipses and runs of white space
    compare equal, soft hyphens and zero-width characters are not there, and `é` equals `e` + accent
    (the same text, as Unicode has it); nothing else does: case, digits, look-alike letters all count.
    White space around the quote is ignored; a blank quote is nowhere.

    >>> locate("it's here", "So it’s here, see")
    Span(start=3, end=12)
    >>> locate(" ", "a b") is None
    True
    """
    return next(_places(quote, text, start), None)


def occurrences(quote: str, text: str) -> tuple[Span, ...]:
    """Return every place of *quote* in *text*, left to right, none overlapping another.

    >>> [span.start for span in occurrences("Kursk", "Kursk, then Kursk")]
    [0, 12]
    """
    return tuple(_places(quote, text, 0))


def plain(text: str) -> str:
    """Return the form under which quotations are compared: equal forms are equal quotations.

    >>> plain("\\u00a0“Wait…\\u200b”  he said — ")
    '"Wait..." he said -'
    """
    return _build(text).string.strip(" ")


def _places(quote: str, text: str, start: int) -> Iterator[Span]:
    wanted = plain(quote)
    if not wanted:
        return
    page = _page(text)
    found = page.find(wanted, page.plain_offset(start))
    while found >= 0:
        end = found + len(wanted)
        yield Span(page.source_start(found), page.source_end(end))
        found = page.find(wanted, end)


@dataclass(frozen=True, slots=True)
class _Page:
    """A text in plain form, with the edits that lead back to it; between edits both run in step."""

    string: str
    source_starts: "array[int]"
    source_ends: "array[int]"
    plain_starts: "array[int]"
    plain_ends: "array[int]"

    def find(self, wanted: str, start: int) -> int:
        """Return the first place of *wanted* that cuts no character of the source in two, or -1."""
        found = self.string.find(wanted, start)
        if found < 0 or self._whole(found, found + len(wanted)):
            return found
        # ".." stands inside "…" but is not in the text. Rare, and repeated find() would be quadratic.
        candidates = _overlapping(wanted, self.string, found + 1)
        return next((at for at in candidates if self._whole(at, at + len(wanted))), -1)

    def plain_offset(self, source: int) -> int:
        edit = bisect_left(self.source_starts, source) - 1
        if edit < 0:
            return max(source, 0)
        return self.plain_ends[edit] + max(0, source - self.source_ends[edit])

    def source_start(self, offset: int) -> int:
        edit = bisect_right(self.plain_starts, offset) - 1
        if edit < 0:
            return offset
        if offset < self.plain_ends[edit]:
            return self.source_starts[edit]
        return self.source_ends[edit] + offset - self.plain_ends[edit]

    def source_end(self, offset: int) -> int:
        """Return where the source of the character before *offset* ends."""
        edit = bisect_right(self.plain_starts, offset - 1) - 1
        if edit < 0:
            return offset
        return self.source_ends[edit] + max(0, offset - self.plain_ends[edit])

    def _whole(self, start: int, end: int) -> bool:
        return not (self._inside(start) or self._inside(end))

    def _inside(self, offset: int) -> bool:
        edit = bisect_left(self.plain_starts, offset) - 1
        return edit >= 0 and offset < self.plain_ends[edit]


@lru_cache(maxsize=32)
def _page(text: str) -> _Page:
    return _build(text)  # one article is asked for many quotes


def _build(text: str) -> _Page:
    even = text.translate(_ONE_TO_ONE)
    pattern = _ODD if unicodedata.is_normalized("NFD", even) else _ODD_OR_COMPOSED
    pieces: list[str] = []
    edits = array("q"), array("q"), array("q"), array("q")
    done = length = 0
    for match in pattern.finditer(even):
        new = _plain_piece(match[0])
        if new == match[0]:
            continue
        pieces += (even[done : match.start()], new)
        length += match.start() - done
        for column, value in zip(edits, (*match.span(), length, length + len(new)), strict=True):
            column.append(value)
        length += len(new)
        done = match.end()
    return _Page("".join((*pieces, even[done:])), *edits)


def _plain_piece(piece: str) -> str:
    if " " in piece:
        return " "
    if piece == "…":
        return "..."
    return "" if _ALL_INVISIBLE.fullmatch(piece) else unicodedata.normalize("NFD", piece)


def _overlapping(wanted: str, text: str, start: int) -> Iterator[int]:
    """Yield all places of *wanted*, overlapping ones too, in time linear in both (Knuth, Morris, Pratt)."""
    borders = _borders(wanted)
    matched = 0
    for at in range(start, len(text)):
        while matched and (matched == len(wanted) or wanted[matched] != text[at]):
            matched = borders[matched - 1]
        matched += wanted[matched] == text[at]
        if matched == len(wanted):
            yield at - matched + 1


def _borders(wanted: str) -> list[int]:
    borders = [0] * len(wanted)
    length = 0
    for at in range(1, len(wanted)):
        while length and wanted[length] != wanted[at]:
            length = borders[length - 1]
        length += wanted[length] == wanted[at]
        borders[at] = length
    return borders


def _same_as(character: str, others: str) -> dict[int, str]:
    return {ord(other): character for other in others}


_ALL_SPACES = "".join(c for c in map(chr, range(0x3001)) if c.isspace())
_ONE_TO_ONE = (
    _same_as(" ", _ALL_SPACES)
    | _same_as("'", SINGLE_QUOTES)
    | _same_as('"', DOUBLE_QUOTES)
    | _same_as("-", DASHES)
)
_ALL_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_ODD = re.compile(f"[ {INVISIBLE}]{{2,}}|[{INVISIBLE}]|…")
_ODD_OR_COMPOSED = re.compile(f"{_ODD.pattern}|[\u00c0-\U0010ffff]")
