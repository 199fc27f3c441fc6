"""Charts worked out to numbers: what a template draws, in per cent of the width, and the same in words.

A chart that says nothing is none: one value, or one day, is read faster as a word.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from math import ceil, floor, isfinite, log10

from briefing.model.brief import Brief, BriefArticle, ContestedClaim
from briefing.render import wording

LABEL = 34  # characters that fit a phone's width
SOURCES = 20
CLOSE = 0.95  # values nearer than that would fall on one dot
_EDGE = 1.0  # per cent left free at both ends, so that no dot is cut


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: from `start` to `end` (equal: a point), open where the value is only bounded on one side."""

    label: str
    start: float
    end: float
    opens: str = ""  # "up", "down" or nothing


@dataclass(frozen=True, slots=True)
class Scale:
    """The values of a disputed figure on a common scale; `alternative` says the same in words."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    alternative: str


@dataclass(frozen=True, slots=True)
class Dot:
    at: float
    copy: bool


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which independent source published when. `missing` says what is not shown, or nothing."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    alternative: str
    copies: bool
    missing: str


def scale(claim: ContestedClaim) -> Scale | None:
    """Return the values of *claim* on one scale, or None where two of them are no numbers, or the same."""
    valued = [
        (p, low, high)
        for p in claim.positions
        if (low := _first(p.low, p.high)) is not None and (high := _first(p.high, p.low)) is not None
        if isfinite(low) and isfinite(high)
    ]
    if claim.kind not in ("figure", "update", "forecast") or len({(a, b) for _, a, b in valued}) < 2:
        return None
    least, most = min(a for _, a, _ in valued), max(b for _, _, b in valued)
    marks = _marks(least, most)
    first, last = marks[0], marks[-1]
    bars = tuple(
        Bar(_short(p.answer), _place(a, first, last), _place(b, first, last), _opens(p.low, p.high))
        for p, a, b in valued
    )
    told = "; ".join(_told(p.answer, p.holder) for p, _, _ in valued)
    words = f"Values on one scale from {_number(first)} to {_number(last)}: {told}."
    return Scale(bars, _ticks([(mark, _number(mark)) for mark in marks]), words)


def coverage(brief: Brief) -> Coverage | None:
    """Return which source of *brief* published when, or None where that is one day or not known."""
    days = {a.id: a.published.astimezone(UTC).date() for a in brief.articles if a.published}
    if len(set(days.values())) < 2:
        return None
    first, last = min(days.values()), max(days.values())
    articles = {article.id: article for article in brief.articles}
    dated = [
        (articles[family.original], [id for id in family.articles if id in days])
        for family in brief.families
        if any(id in days for id in family.articles)
    ]
    dated.sort(key=lambda each: (min(days[id] for id in each[1]), each[0].name, each[0].id))
    rows = tuple(
        Row(
            _short(original.name),
            tuple(Dot(_place_of(days[id], first, last), id != original.id) for id in ids),
        )
        for original, ids in dated[:SOURCES]
    )
    told = "; ".join(_dates_of(original, ids, days) for original, ids in dated)
    ends = (Tick(_EDGE, wording.day(first), "start"), Tick(100 - _EDGE, wording.day(last), "end"))
    copies = any(dot.copy for row in rows for dot in row.dots)
    words = f"Articles by source and day: {told}."
    return Coverage(rows, ends, words, copies, _missing(brief, days, len(dated)))


def _missing(brief: Brief, days: dict[str, date], sources: int) -> str:
    said = []
    if sources > SOURCES:
        said.append(f"{wording.counted(sources - SOURCES, 'source')} more not shown")
    if undated := len(brief.articles) - len(days):
        said.append(f"{wording.counted(undated, 'article')} without a date")
    return "; ".join(said)


def _dates_of(original: BriefArticle, ids: Sequence[str], days: dict[str, date]) -> str:
    told = [wording.day(days[id]) + (" (a copy)" if id != original.id else "") for id in ids]
    return f"{original.name}, {', '.join(told)}"


def _told(answer: str, holder: str | None) -> str:
    return f"{answer} ({holder})" if holder else answer


def _first(one: float | None, other: float | None) -> float | None:
    return one if one is not None else other


def _opens(low: float | None, high: float | None) -> str:
    return "up" if high is None else "down" if low is None else ""


def _marks(least: float, most: float) -> list[float]:
    """Return three to six round numbers that hold both ends.

    They begin at nought where the values differ enough to be told apart there: half of something should look
    like half.
    """
    low = 0.0 if 0 <= least <= CLOSE * most else least
    step = _round_step((most - low) / 4 or abs(most) / 4 or 1.0)
    first, last = floor(low / step), ceil(most / step)
    return [round(n * step, 10) for n in range(first, max(last, first + 1) + 1)]


def _round_step(rough: float) -> float:
    size = 10.0 ** floor(log10(rough))
    return float(next(nice * size for nice in (1, 2, 2.5, 5, 10) if nice * size >= rough * 0.999))


def _ticks(marks: Sequence[tuple[float, str]]) -> tuple[Tick, ...]:
    first, last = marks[0][0], marks[-1][0]
    ends = {0: "start", len(marks) - 1: "end"}
    return tuple(
        Tick(_place(mark, first, last), label, ends.get(i, "middle")) for i, (mark, label) in enumerate(marks)
    )


def _place(value: float, first: float, last: float) -> float:
    return round(_EDGE + (100 - 2 * _EDGE) * (value - first) / (last - first), 2)


def _place_of(day: date, first: date, last: date) -> float:
    return _place(day.toordinal(), first.toordinal(), last.toordinal())


def _number(value: float) -> str:
    """Return a number for an axis: 60,000 and 2.5 million as they are, never in powers.

    >>> _number(60000.0), _number(2500000.0), _number(0.25), _number(3e9)
    ('60,000', '2.5 million', '0.25', '3 billion')
    """
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{_plain(value / size)} {name}"
    return _plain(value)


def _plain(value: float) -> str:
    text = f"{value:,.2f}"
    return re.sub(r"\.?0+\Z", "", text) if "." in text else text


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LABEL else text[: LABEL - 1].rstrip() + "…"
