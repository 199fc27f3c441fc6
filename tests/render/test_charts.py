"""Charts: what is drawn where, what it says in words, and when there is none."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.model.brief import ContestedClaim, Position
from briefing.render.brief import render
from briefing.render.charts import coverage, scale

from .builders import dam


def figures(*positions: tuple[str, float | None, float | None], kind: str = "figure") -> ContestedClaim:
    """A disputed figure with one position for each answer, low and high."""
    held = tuple(Position(answer, None, (1,), 1, low, high) for answer, low, high in positions)
    return ContestedClaim("d1", "How many?", kind, held)  # type: ignore[arg-type]


def test_values_stand_in_proportion_on_a_scale_from_nought():
    drawn = scale(figures(("50,000", 50_000, 50_000), ("60,000", 60_000, 60_000)))
    first, last = drawn.ticks[0], drawn.ticks[-1]
    places = [bar.start for bar in drawn.bars]

    assert (first.label, last.label) == ("0", "60,000")
    assert (places[0] - first.at) / (places[1] - first.at) == pytest.approx(5 / 6, abs=0.001)


def test_values_that_would_fall_on_one_dot_are_drawn_apart():
    drawn = scale(figures(("38.2 degrees", 38.2, 38.2), ("38.9 degrees", 38.9, 38.9)))

    assert drawn.ticks[0].label == "38.2"
    assert drawn.bars[1].start - drawn.bars[0].start > 50


def test_a_range_is_a_bar_and_a_bound_is_open():
    drawn = scale(figures(("10 to 20", 10, 20), ("at least 30", 30, None), ("up to 5", None, 5)))

    assert drawn.bars[0].end > drawn.bars[0].start
    assert [bar.opens for bar in drawn.bars] == ["", "up", "down"]


def test_a_scale_says_the_same_in_words():
    drawn = scale(figures(("half", 50, 50), ("around 40 percent", 40, 40)))

    assert drawn.alternative == "Values on one scale from 0 to 60: half; around 40 percent."


@pytest.mark.parametrize(
    "claim",
    [
        figures(("some", None, None), ("many", None, None)),
        figures(("12", 12, 12), ("many", None, None)),
        figures(("12", 12, 12), ("a dozen", 12, 12)),
        figures(("12", 12, 12), ("13", 13, 13), kind="denial"),
        figures(("12", 12, 12), ("endless", float("inf"), float("inf"))),
    ],
)
def test_what_is_no_two_different_numbers_is_not_drawn(claim):
    assert scale(claim) is None


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (-5, 5), (1e-9, 2e-9), (3, 9e15), (1e300, 1.7e300), (-2, -1), (0, 0.0001)]
)
def test_every_scale_has_a_few_ticks_and_holds_its_values(low, high):
    drawn = scale(figures(("a", low, low), ("b", high, high)))

    assert 2 <= len(drawn.ticks) <= 8
    assert all(0 <= bar.start <= bar.end <= 100 for bar in drawn.bars)


def test_coverage_shows_a_source_a_row_and_a_copy_as_a_ring():
    drawn = coverage(dam()[0])

    assert [row.label for row in drawn.rows] == ["Northern Wire", "Varnholt Herald"]
    assert [[dot.copy for dot in row.dots] for row in drawn.rows] == [[False], [False, True]]
    assert [tick.label for tick in drawn.ticks] == ["10 March 2026", "11 March 2026"]
    assert drawn.missing == "2 articles without a date"
    assert drawn.alternative == (
        "Articles by source and day: Northern Wire, 10 March 2026; "
        "Varnholt Herald, 10 March 2026, 11 March 2026 (a copy)."
    )


def test_one_day_or_none_is_no_chart():
    brief, texts = dam()
    day = datetime(2026, 3, 10, 9, tzinfo=UTC)
    same = replace(brief, articles=tuple(replace(each, published=day) for each in brief.articles))
    none = replace(brief, articles=tuple(replace(each, published=None) for each in brief.articles))

    assert coverage(same) is None
    assert coverage(none) is None
    assert "When they reported" not in render(none, texts, "html")


def test_each_chart_on_the_page_has_its_alternative():
    shown = render(*dam(), "html")

    assert shown.count("<svg") == 2
    assert shown.count('role="img"') == 2
    assert (
        'aria-label="Values on one scale from 0 to 3,000: about 1,400 (officials); at least 2,300."' in shown
    )
