"""The figures of a text: what counts as one, what it is worth, and what is none."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.figures import Figure, converted, figures, same_value

LABELLED = Path(__file__).parent.parent / "data" / "figures.jsonl"
MEASURED = {"value": 1.0, "bound": 0.99, "unit": 1.0, "head": 1.0, "share_of": 1.0, "written": 1.0}


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [figure.written for figure in found]
    return found[0]


def written(text: str) -> list[str]:
    return [figure.written for figure in figures(text)]


def test_a_figure_says_where_it_stands_and_what_it_counts():
    text = "Russia had to pull almost 60,000 tired troops off the front."
    figure = only(text)

    assert (figure.low, figure.high, figure.unit, figure.head) == (60000, 60000, "", "troops")
    assert figure.span.of(text) == figure.written == "60,000"
    assert (figure.bound, figure.bound_span.of(text)) == ("almost", "almost")
    assert figure.head_span.of(text) == "troops"


def test_a_share_says_what_it_is_a_share_of():
    shares = figures("Half of the orchard burned, then 40 percent of the barley and one in five farms.")

    assert [(share.low, share.unit, share.share_of) for share in shares] == [
        (50, "percent", "orchard"),
        (40, "percent", "barley"),
        (20, "percent", "farms"),
    ]
    assert all(share.head == "" for share in shares)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("12-18 months", 12, 18, "month"),
        ("between 5 and 7 km", 5, 7, "km"),
        ("from 3 to 5 percent", 3, 5, "percent"),
        ("$5 to $7 million", 5e6, 7e6, "USD"),
        ("$200 to $4 million", 200, 4e6, "USD"),
        ("1 to 2 thousand people", 1000, 2000, ""),
        ("two or three weeks", 2, 3, "week"),
        ("36-to-40-percent support", 36, 40, "percent"),
    ],
)
def test_a_range_is_one_figure_with_two_ends(text, low, high, unit):
    figure = only(text)

    assert (figure.low, figure.high, figure.unit, figure.falls) == (low, high, unit, False)


def test_a_range_told_downwards_keeps_low_below_high_and_says_so():
    figure = only("Output fell from 4.8 to 4.7 percent.")

    assert (figure.low, figure.high, figure.falls) == (4.7, 4.8, True)


def test_two_shares_with_a_dash_between_them_are_two_figures():
    assert written("The vote went 55%-41% against the plan.") == ["55%", "41%"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("60\u200b,000 tents", 60000),
        ("1\u00ad2,000 tents", 12000),
        ("12\u202f000 tents", 12000),
        ("12\u00a0000 tents", 12000),
        ("1\u2060,200 tents", 1200),
        ("6\ufeff50 tents", 650),
        ("٣٤٥ tents", 345),
        ("１，２００ tents", 1200),
        ("1.200.000 tents", 1.2e6),
        ("1,00,000 tents", 1e5),
        ("1,5 million tents", 1.5e6),
        ("4 hundred million tents", 4e8),
        ("two and a half million tents", 2.5e6),
        ("a million and a half tents", 1.5e6),
        ("a hundred and six tents", 106),
        ("three hundred and twenty-five thousand tents", 325000),
        ("half a dozen tents", 6),
        ("1½ tents", 1.5),
        ("5-1/2 tents", 5.5),
    ],
)
def test_a_number_is_read_however_it_is_written_and_its_raw_text_is_kept(text, value):
    figure = only(text)

    assert (figure.low, figure.high) == (value, value)
    assert text == figure.written + " tents"


@pytest.mark.parametrize("text", ["6О,ООO tents", "l2,ΟΟΟ tents", "60,ООО tents", "1О tents"])
def test_letters_that_pose_as_digits_are_no_number(text):
    assert figures(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "In 2014, and since Jan. 20 and the 3rd of May, and from 7 October 2023",
        "the 1990s and the 2019-20 season and 2014-2017",
        "at 5 p.m., 11:30 and 1.56pm, at five o'clock",
        "World War II, World War Two was long, Formula One was loud",
        "Su-27, F-16, Mi-8, G7, 5G, COVID-19, Boeing 737-800 and a TA-35",
        "24/7, 9/11 and 50/50",
        "a 155 mm howitzer, 122mm shells and 155 mm",
        "No. 10, Nos. 3 and 4, Article 5, Chapter 12, Route 66, Room 101, Category 4",
        "The S&P 500, an iPhone 15, the Leopard 2 and Windows 3.1",
        "They won 3-2 and lost 0-1",
        "Call +44 20 7946 0958 or 555-123-4567 or write to www.example.org/2024/12",
        "version 2.1.3 and 192.168.4.20",
        "No one saw one another; that one is the one who left",
        "a third party in third place took the second half of a half-brother",
        "300 BC",
        "post 756643058100428800",
    ],
)
def test_a_number_that_names_something_is_no_figure(text):
    assert written(text) == []


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("exactly 30 buses", "exact"),
        ("about 30 buses", "about"),
        ("some 30 buses", "about"),
        ("30-odd buses", "about"),
        ("30 or so buses", "about"),
        ("nearly 30 buses", "almost"),
        ("just under 30 buses", "almost"),
        ("a little over 30 buses", "just over"),
        ("no fewer than 30 buses", "at least"),
        ("30+ buses", "at least"),
        ("30 or more buses", "at least"),
        ("30-plus buses", "at least"),
        ("as many as 30 buses", "at most"),
        ("up to 30 buses", "at most"),
        ("no more than 30 buses", "at most"),
        ("30 buses or fewer", "exact"),  # the words stand too far off to be sure of
        ("well over 30 buses", "more than"),
        ("more than 30 buses", "more than"),
        ("fewer than 30 buses", "less than"),
        ("sub-30 scores", "less than"),
        ("dozens of buses", "more than"),
        ("several dozen buses", "more than"),
        ("hundreds of buses", "about"),
    ],
)
def test_a_bound_keeps_its_meaning(text, bound):
    assert only(text).bound == bound


def test_over_a_span_of_time_may_mean_during():
    assert only("They spoke over two days.").bound == "exact"
    assert only("They spoke for over two days.").bound == "more than"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("US$1.2bn", 1.2e9, "USD"),
        ("€500m", 5e8, "EUR"),
        ("20 million pounds", 2e7, "GBP"),
        ("20 pounds", 20, "pound"),
        ("$-50.8bn", -50.8e9, "USD"),
        ("-15 degrees Celsius", -15, "degree C"),
        ("5m people", 5e6, ""),
        ("5m tall", 5, "m"),
        ("12 won the race", 12, ""),
        ("12,000 won", 12000, "KRW"),
        ("half a mile", 0.5, "mile"),
        ("three-quarters of an hour", 0.75, "hour"),
        ("a 15-year-old girl", 15, "year"),
        ("Anna Weber, 44, lives", 44, "year"),
        ("two more weeks", 2, "week"),
        ("twice as many buses", 2, "times"),
        ("an increase of 2.5 percentage points", 2.5, "percentage point"),
    ],
)
def test_a_unit_is_read_by_its_company(text, value, unit):
    figure = only(text)

    assert (figure.low, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("two weeks", "14 days", True),
        ("18 months", "a year and more: 1.5 years", True),
        ("half of it", "50 percent of it", True),
        ("100 square miles", "25,899.8811 hectares", True),
        ("50 basis points", "0.5 percentage points", True),
        ("50 °F", "10 °C", True),
        ("300 square miles", "300 square kilometres", False),
        ("30 days", "one month", False),
        ("$30", "€30", False),
        ("30 tents", "31 tents", False),
        ("5 percent", "5 percentage points", False),
        ("0 tents", "zero tents", True),
    ],
)
def test_values_are_the_same_across_units_or_not_at_all(one, other, same):
    assert same_value(only(one), only(other)) is same


def test_a_unit_that_is_in_no_table_converts_to_itself():
    assert converted(only("three brigades")) == (3, 3, "")


def test_a_plural_after_names_and_adjectives_is_the_head():
    text = (
        "12,000 North Korean troops, 3,000 Czech-made shells, two New Jersey police officers, 12 of the tents"
    )

    assert [figure.head for figure in figures(text)] == ["troops", "shells", "officers", "tents"]


def test_a_duration_has_no_head():
    assert only("It has been five months since our troops left.").head == ""


def test_a_line_wrapped_within_a_figure_does_not_split_it():
    text = "held for two\nweeks"

    assert only(text).written == "two\nweeks"
    assert [figure.low for figure in figures("12\n300")] == [12, 300]


def test_the_accuracy_on_our_own_sentences_does_not_fall():
    right = dict.fromkeys(MEASURED, 0)
    wanted = surplus = 0
    for row in map(json.loads, LABELLED.read_text("utf-8").splitlines()):
        left = list(figures(row["text"]))
        for gold in row["figures"]:
            wanted += 1
            found = next((figure for figure in left if figure.written == gold["written"]), None)
            if found:
                left.remove(found)
                for name, good in agreement(found, gold).items():
                    right[name] += good
        surplus += len(left)

    assert wanted >= 200
    assert surplus == 0
    assert {name: right[name] / wanted >= floor for name, floor in MEASURED.items()} == dict.fromkeys(
        MEASURED, True
    ), right


def agreement(found: Figure, gold: dict) -> dict[str, bool]:
    names = ("bound", "unit", "head", "share_of", "written")
    value = math.isclose(found.low, gold["low"], rel_tol=1e-9) and math.isclose(
        found.high, gold["high"], rel_tol=1e-9
    )
    return {"value": value} | {name: getattr(found, name) == gold[name] for name in names}


PIECES = list("0123456789,.-–/%$€ \n'+()½٣О\u200b\u00a0\u202f\ufeff")
PIECES += [
    "one",
    "two",
    "half",
    "third",
    "dozen",
    "hundred",
    "million",
    "thousands",
    "and",
    "a",
    "to",
    "of",
    "in",
]
PIECES += [
    "between",
    "from",
    "about",
    "over",
    "percent",
    "weeks",
    "km",
    "m",
    "bn",
    "PS",
    "Jan.",
    "May",
    "Kyiv",
]
PIECES += [
    "people",
    "or more",
    "twice",
    "doubled",
    "square",
    "miles",
    "-year-old",
    "°C",
    "US$",
    "minus",
    "plus",
]
RUNS = st.lists(st.sampled_from(PIECES))


@given(st.one_of(st.text(), RUNS.map("".join), RUNS.map(" ".join)))
def test_spans_of_any_text_are_in_range_in_order_and_apart(text):
    last = 0
    for figure in figures(text):
        assert last <= figure.span.start < figure.span.end <= len(text)
        assert figure.span.of(text) == figure.written
        assert figure.low <= figure.high
        assert all(math.isfinite(value) for value in (figure.low, figure.high, *converted(figure)[:2]))
        assert figure.head_span is None or figure.head_span.of(text)
        assert figure.bound_span is None or figure.bound_span.of(text)
        last = figure.span.end


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("12 tents, ", 1),
        ("from 5 to 7 km, ", 1),
        ("one in five farms, ", 1),
        ("$5 million, ", 1),
        ("at 5 p.m. on Jan. 20, ", 0),
        ("3-2, ", 0),
        ("Kyiv 7, ", 0),
        ("hundred and ", 0),
    ],
)
def test_a_very_long_line_reads_like_a_short_one(piece, count):
    assert len(figures(piece)) == count
    assert len(figures(piece * 3000)) == count * 3000
