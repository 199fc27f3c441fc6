"""Which stretches of a text stand in quotation marks.

Marks are paired line by line. An outer quotation swallows what is nested in it; apostrophes are no marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.text.span import Span

# NYT-style copy prints '' for a double mark and TeX-like copy `` for its opening.
_MARK = re.compile(r"''|``|[\"“”„‟«»‘’']")
_DOUBLE = frozenset(('"', "“", "”", "„", "‟", "''", "``"))
_BEFORE_AN_OPENING = frozenset("([{—–-/:;")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One outermost quotation.

    span includes the marks, inner leaves them out. closed is False where the closing mark is missing and no
    next paragraph takes the quotation up; such a one ends at its line's end.
    """

    span: Span
    inner: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str  # '"', "«" or "‘"
    opens: bool
    closes: bool


def quotations(text: str) -> tuple[Quoted, ...]:
    """The outermost quotations of *text*, in order.

    >>> said = '“It is over,” he said. "Not «yet»," she said.'
    >>> [one.inner.of(said) for one in quotations(said)]
    ['It is over,', 'Not «yet»,']
    """
    lines = [Span(*line.span()) for line in _LINE.finditer(text) if not line.group().isspace()]
    found: list[Quoted] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        found.extend(_paired(text, line, following))
    return tuple(found)


def _paired(text: str, line: Span, following: Span | None) -> Iterator[Quoted]:
    """The quotations of one line."""
    for first, last in _pairs(list(_marks(text, line))):
        if last is not None:
            yield Quoted(Span(first.start, last.end), Span(first.end, last.start), True)
        elif first.family != "‘":
            end = line.start + len(line.of(text).rstrip())
            taken_up = following is not None and _opens_line(text, following)
            yield Quoted(Span(first.start, end), Span(first.end, max(first.end, end)), taken_up)


def _pairs(marks: list[_Mark]) -> list[tuple[_Mark, _Mark | None]]:
    """Opening and closing marks in pairs; the last may lack its closing mark.

    Where nesting does not add up the rest is read again without it: “A “B” C” then ends at the first closing
    mark, which loses less than a quotation that runs to the end of the line.
    """
    pairs, left_open = _pair(marks, 0, nesting=True)
    if left_open is None:
        return pairs
    again, still_open = _pair(marks, left_open, nesting=False)
    last: list[tuple[_Mark, _Mark | None]] = [] if still_open is None else [(marks[still_open], None)]
    return pairs + again + last


def _pair(
    marks: list[_Mark], at: int, *, nesting: bool
) -> tuple[list[tuple[_Mark, _Mark | None]], int | None]:
    """The closed pairs from marks[at] on, and the number of the mark that stayed open."""
    pairs: list[tuple[_Mark, _Mark | None]] = []
    first: int | None = None
    depth = 0
    for number in range(at, len(marks)):
        mark = marks[number]
        if first is None:
            if mark.opens and (mark.family != "‘" or _has_partner(marks, number)):
                first, depth = number, 1
        elif mark.family == marks[first].family:
            if mark.closes:
                depth -= 1
            elif nesting:
                depth += 1
            if depth == 0:
                pairs.append((marks[first], mark))
                first = None
    return pairs, first


def _has_partner(marks: list[_Mark], opening: int) -> bool:
    """Whether a single mark is closed by the next single mark that can close."""
    for mark in marks[opening + 1 : opening + 9]:
        if mark.family == "‘":
            return mark.closes
    return False


def _marks(text: str, line: Span) -> Iterator[_Mark]:
    german = False
    for match in _MARK.finditer(text, line.start, line.end):
        start, end = match.span()
        before = text[start - 1] if start > line.start else " "
        after = text[end] if end < line.end else " "
        opening = (
            before.isspace() or before in _BEFORE_AN_OPENING or not before.isprintable()
        ) and not after.isspace()
        if match.group() in _DOUBLE:
            mark = _double(match.group(), start, end, opening, before, german)
            german = match.group() == "„" or (german and not mark.closes)
            yield mark
        elif match.group() in "«»":
            opens = match.group() == "«" or opening
            yield _Mark(
                start,
                end,
                "«",
                opens and not (match.group() == "«" and after.isspace()),
                not opens or not opening,
            )
        elif (
            single := _single(match.group(), start, end, before, after, text[end + 1 : end + 2] or " ")
        ) is not None:
            yield single


def _double(mark: str, start: int, end: int, opening: bool, before: str, german: bool) -> _Mark:
    if mark in ("„", "``", "‟"):
        return _Mark(start, end, '"', True, False)
    if mark == "“":  # closes „German“, and sometimes a quotation whose writer mistyped it
        closes = german or not (opening or before.isspace())
        return _Mark(start, end, '"', not closes, closes)
    if mark == "”":
        return _Mark(start, end, '"', opening, not opening)
    measure = before.isdigit()  # a 12" gun opens nothing
    return _Mark(start, end, '"', opening and not measure, not opening)


def _single(mark: str, start: int, end: int, before: str, after: str, following: str) -> _Mark | None:
    """A single mark that can only be a quotation's, or None for an apostrophe."""
    rock_n_roll = after in "nN" and following in "'’"
    opens = (
        mark != "’" and not before.isalnum() and before not in "’'" and after.isalpha() and not rock_n_roll
    )
    closes = mark != "‘" and not after.isalnum() and not before.isspace()
    if mark == "'" and closes and before in "sS":  # the soldiers' camp
        closes = not after.isspace()
    return _Mark(start, end, "‘", opens, closes) if opens or closes else None


def _opens_line(text: str, line: Span) -> bool:
    """Whether a paragraph begins with an opening mark, as one that continues a quotation does."""
    return line.of(text).lstrip()[:1] in ("“", '"', "„", "«")
