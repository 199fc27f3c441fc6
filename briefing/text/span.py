"""A place on a text."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points on one text.

    >>> Span(0, 5).of("Kursk region")
    'Kursk'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> "Span":
        return Span(self.start + by, self.end + by)
