"""Forecasts whose times exclude each other: "restored by Friday", "it will take weeks".

One gives a last day, the other a first one, and the first lies behind the last. Both must tell of one thing
to come: a word for it in both sentences, and what stands round both of one event.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import CALENDAR, Line, Reading
from briefing.evidence.statements import LONGEST, Statement, independent, statement
from briefing.text.cues import words as listed
from briefing.text.dates import dates
from briefing.text.words import concept

SHARED = 3  # concepts round both, beside a name
KEPT = 40


@dataclass(frozen=True)
class Forecast:
    """A statement on what is to come, no later than `last` or no earlier than `first`; `day` as written."""

    said: Statement
    first: date | None
    last: date | None

    @property
    def matter(self) -> frozenset[str]:
        line = self.said.reading.lines[self.said.place]
        return frozenset(c for c in line.matter if c not in _EMPTY)


def forecasts(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Forecast, Forecast], ...]:
    """Return pairs of an early and a late forecast, one pair for each two families."""
    known: list[Forecast] = []
    found: dict[tuple[str, str], tuple[Forecast, Forecast]] = {}
    for one in (one for reading in readings for one in _forecasts(corpus, reading)):
        against = next((other for other in known[-KEPT:] if _exclude(other, one)), None)
        if against:
            early, late = (against, one) if against.last else (one, against)
            found.setdefault((early.said.family, late.said.family), (early, late))
        known.append(one)
    return tuple(found.values())


def asked(early: Forecast, late: Forecast) -> str:
    """Both forecasts as they are written: what is to come has a name in neither."""
    return f"Which is to be expected: “{early.said.written}” or “{late.said.written}”?"


def _exclude(one: Forecast, other: Forecast) -> bool:
    early, late = (one, other) if one.last else (other, one)
    if not (early.last and late.first and early.last < late.first):
        return False
    (mine, my_names), (theirs, their_names) = one.said.around, other.said.around
    named = any(name in their_names for name in my_names)
    near = named and len(set(mine) & set(theirs)) >= SHARED
    return near and independent(one.said, other.said) and not one.matter.isdisjoint(other.matter)


def _forecasts(corpus: Corpus, reading: Reading) -> Iterator[Forecast]:
    published = reading.seen.article.published
    if published is None:
        return
    for place, line in enumerate(reading.lines):
        if "?" in line.text or _BOUNDS.isdisjoint(line.low) or not _AHEAD.search(line.text):
            continue
        first = _first(line, published.date())
        last = None if first else _last(line, published.date())
        said = _said(corpus, reading, place) if first or last else None
        if said:
            yield Forecast(said, first, last)


def _said(corpus: Corpus, reading: Reading, place: int) -> Statement | None:
    """The sentence; of a long one, the clause that looks ahead."""
    line = reading.lines[place]
    match = _AHEAD.search(line.text)
    at = min(line.at(match.start()) if match else 0, len(line.words) - 1)
    clause = next(c for c in line.clauses if c[0] <= at < c[1])
    segment = (0, len(line.words)) if len(line.text) <= LONGEST else clause
    return statement(corpus, reading, place, segment, None, focus=at, whole=True)


def _first(line: Line, today: date) -> date | None:
    """The first day it can come: "not before 2028", "at the earliest", "will take weeks"."""
    if took := _TAKES.search(line.text):
        return today + timedelta(days=_DAYS[took[1].lower()])
    for before, after, (first, _) in _mentions(line, today):
        denied = _UNTIL.search(before) and _NEGATED.search(before)
        if (denied or _NOT_BEFORE.search(before) or _EARLIEST.match(after)) and first > today:
            return first
    return None


def _last(line: Line, today: date) -> date | None:
    for before, _, (_, last) in _mentions(line, today):
        if _BY.search(before) and not _NEGATED.search(before) and last >= today:
            return last
    return None


def _mentions(line: Line, today: date) -> Iterator[tuple[str, str, tuple[date, date]]]:
    """Each date of the line with what stands before and behind it. A bare "August" is one to come."""
    for mention in dates(line.text, today):
        if mention.earliest and mention.latest:
            days = mention.earliest, mention.latest
            if days[1] < today and not re.search(r"\d{4}", mention.span.of(line.text)):
                days = _next_year(days[0]), _next_year(days[1])
            yield line.text[: mention.span.start], line.text[mention.span.end :], days


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


_BOUNDS = listed("by before until within earliest than weeks months years")
_EDGE = r"(?: the)?(?: (?:end|middle|start|beginning|close) of)?\s$"
_AHEAD = re.compile(
    r"\b(?:will|would|expect\w*|unlikely|likely|due|plan\w*|should|aims?|hopes?|promis\w+|to be"
    r"|forecast\w*)\b",
    re.IGNORECASE,
)
_BY = re.compile(rf"\b(?:by|before|within|no later than){_EDGE}", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:before|until|by){_EDGE}", re.IGNORECASE)
_NOT_BEFORE = re.compile(rf"\b(?:no (?:earlier|sooner) than|unlikely before){_EDGE}", re.IGNORECASE)
_EARLIEST = re.compile(r"\s*at the (?:very )?earliest", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:not|no|nothing|never|unlikely|nobody|none|impossible|cannot)\b|n[’']t\b", re.IGNORECASE
)
_TAKES = re.compile(
    r"\b(?:will|would|could|may|might|to) (?:\w+ )?(?:take|last) (?:\w+ )?(weeks|months|years)\b",
    re.IGNORECASE,
)
_DAYS = {"weeks": 14, "months": 60, "years": 730}
_EMPTY = frozenset(CALENDAR) | frozenset(
    concept(word)
    for word in listed(
        """say told expect end year month week day time take plan likely unlikely due come make spring summer
        autumn winter early late next before"""
    )
)
