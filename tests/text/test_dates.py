"""Dates are found as written and resolved to the days a reader would name."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.dates import dates

FRIDAY = date(2025, 1, 10)


def found(text, published=FRIDAY):
    return [(mention.written, mention.earliest, mention.latest) for mention in dates(text, published)]


def days(first, last=None):
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("signed on 2025-01-20.", "2025-01-20", days("2025-01-20")),
        ("It was 20.01.2025 then", "20.01.2025", days("2025-01-20")),
        ("It was 01/20/2025 then", "01/20/2025", days("2025-01-20")),
        ("on Jan. 20, 2021, he", "Jan. 20, 2021", days("2021-01-20")),
        ("on 20 January 2025", "20 January 2025", days("2025-01-20")),
        ("the 3rd of March 2022", "3rd of March 2022", days("2022-03-03")),
        ("from Nov. 11-22, 2024", "Nov. 11-22, 2024", days("2024-11-11", "2024-11-22")),
        ("on Monday, January 6, 2025", "Monday, January 6, 2025", days("2025-01-06")),
        ("in January 2025", "January 2025", days("2025-01-01", "2025-01-31")),
        ("in February of 2024", "February of 2024", days("2024-02-01", "2024-02-29")),
        ("in the fall of 2022", "the fall of 2022", days("2022-09-01", "2022-11-30")),
        ("in summer 2023", "summer 2023", days("2023-06-01", "2023-08-31")),
        ("sales in Q3 2024", "Q3 2024", days("2024-07-01", "2024-09-30")),
        ("the third quarter of 2024", "third quarter of 2024", days("2024-07-01", "2024-09-30")),
        ("the first half of 2024", "first half of 2024", days("2024-01-01", "2024-06-30")),
        ("in 2023, he", "2023", days("2023-01-01", "2023-12-31")),
        ("the 2024 election", "2024", days("2024-01-01", "2024-12-31")),
        ("from 2014 to 2018", "2014 to 2018", days("2014-01-01", "2018-12-31")),
        ("the 2023-24 season", "2023-24", days("2023-01-01", "2024-12-31")),
        ("in the 1990s", "1990s", days("1990-01-01", "1999-12-31")),
    ],
)
def test_a_date_with_its_year_needs_no_day_of_publication(text, written, meant):
    assert found(text, None) == [(written, *meant)]


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("until last August", "last August", days("2024-08-01", "2024-08-31")),
        ("As of this Monday, it", "this Monday", days("2025-01-06")),
        ("takes office Jan. 20.", "Jan. 20", days("2025-01-20")),
        ("fell on Dec. 8", "Dec. 8", days("2024-12-08")),
        ("January was cold", "January", days("2025-01-01", "2025-01-31")),
        ("last January was cold", "last January", days("2024-01-01", "2024-01-31")),
        ("destroyed in October by", "October", days("2024-10-01", "2024-10-31")),
        ("The August offensive", "August", days("2024-08-01", "2024-08-31")),
        ("next March", "next March", days("2025-03-01", "2025-03-31")),
        ("It will open in March", "March", days("2025-03-01", "2025-03-31")),
        ("launched on Sunday to", "Sunday", days("2025-01-05")),
        ("said on Friday", "Friday", days("2025-01-10")),
        ("last Friday", "last Friday", days("2025-01-03")),
        ("next Friday", "next Friday", days("2025-01-17")),
        ("They will meet on Tuesday", "Tuesday", days("2025-01-14")),
        ("The deal, which will cost more, was signed on Tuesday", "Tuesday", days("2025-01-07")),
        ("Yesterday he", "Yesterday", days("2025-01-09")),
        ("last night", "last night", days("2025-01-09")),
        ("this week", "this week", days("2025-01-06", "2025-01-12")),
        ("earlier this week", "earlier this week", days("2025-01-06", "2025-01-10")),
        ("later this month", "later this month", days("2025-01-10", "2025-01-31")),
        ("last month", "last month", days("2024-12-01", "2024-12-31")),
        ("next year", "next year", days("2026-01-01", "2026-12-31")),
        ("over the weekend", "the weekend", days("2025-01-04", "2025-01-05")),
        ("five months ago", "five months ago", days("2024-08-01", "2024-08-31")),
        ("two weeks ago", "two weeks ago", days("2024-12-24", "2024-12-30")),
        ("3 days ago", "3 days ago", days("2025-01-07")),
        ("two years ago", "two years ago", days("2023-01-01", "2023-12-31")),
        ("over the past 24 hours", "the past 24 hours", days("2025-01-09", "2025-01-10")),
        ("in the past two weeks", "the past two weeks", days("2024-12-27", "2025-01-10")),
        ("in the fall", "the fall", days("2024-09-01", "2024-11-30")),
        ("since last winter", "last winter", days("2023-12-01", "2024-02-29")),
        ("this spring", "this spring", days("2025-03-01", "2025-05-31")),
        ("Q4 sales", "Q4", days("2024-10-01", "2024-12-31")),
    ],
)
def test_a_relative_date_counts_from_publication_and_else_stays_open(text, written, meant):
    assert found(text) == [(written, *meant)]
    assert found(text, None) == [(written, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "It may rain; they march on. May I? March!",
        "some 2000 soldiers, 2,023 tanks, of 2000 homes",
        "the fall of the city",
        "Black Friday sales, sundays",
        "USA Today wrote",
        "April Jones and Jan Kowalski",
        "lasted five months, then stopped",
        "the third quarter was theirs",
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text):
    assert found(text) == []


def test_what_cannot_be_told_is_kept_open():
    assert found("on 05/06/2025") == [("05/06/2025", None, None)]
    assert found("several weeks ago") == [("several weeks ago", None, None)]
    assert found("June 31, 2024") == [("June 31, 2024", None, None)]
    assert found("9999 years ago") == [("9999 years ago", None, None)]


def test_mentions_are_places_on_the_text_in_order():
    text = "On Sunday,\u00a0Jan. 5, and again in August 2024"
    mentions = dates(text, FRIDAY)

    assert [m.span.of(text) for m in mentions] == ["Sunday,\u00a0Jan. 5", "August 2024"]
    assert [m.written for m in mentions] == ["Sunday,\u00a0Jan. 5", "August 2024"]


def test_a_moment_serves_as_the_day_of_publication():
    assert dates("today", datetime(2025, 1, 10, 23, 59)) == dates("today", FRIDAY)


WORDS = "Jan. May 20 2024 - , of the last this next Monday week ago two 99 in fall Q3 past weekend ( ’s 31"
PIECES = st.sampled_from(tuple(WORDS.split(" ")))


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join)), st.one_of(st.none(), st.dates()))
def test_any_text_on_any_day_is_read(text, published):
    end = 0
    for mention in dates(text, published):
        assert mention.span.of(text) == mention.written
        assert mention.span.start >= end
        assert (mention.earliest is None) == (mention.latest is None)
        if mention.earliest:
            assert mention.earliest <= mention.latest
        end = mention.span.end
