"""What is made of decisions: exports, counts, and cases for the verifier."""

import csv
import io
import json

import pytest

from briefing.cite import cited
from briefing.errors import NothingFound, UnknownFormat
from briefing.evidence.corpus import Corpus
from briefing.evidence.weigh import weigh
from briefing.model.decision import Place
from briefing.record import as_reviewed, exported, fixtures, shown_as_reviewed, stats, tallies
from tests.builders import NOW

from .builders import articles, ask, at, desk, fire, settings


@pytest.fixture
def home(tmp_path):
    """A review with one decision of every kind."""
    page = desk(tmp_path)
    page.decide(ask("S1", "supports"), "Ann", NOW)
    page.decide(ask("S2", "unsupported", why="=1+1"), "Bo", NOW)
    page.decide(ask("S3", "partly"), "Bo", NOW)
    restored = {"text": "The cause was a faulty dryer.", "places": (at("The cause may"),)}
    page.decide(ask("R1", "restore", overrule=True, why="the police say so", **restored), "Ann", NOW)
    return tmp_path


def test_every_decision_is_exported_oldest_first(home):
    rows = [json.loads(line) for line in exported("jsonl", settings(home)).splitlines()]

    assert [(r["seq"], r["who"], r["item"], r["deed"]) for r in rows] == [
        (1, "Ann", "S1", "supports"), (2, "Bo", "S2", "unsupported"),
        (3, "Bo", "S3", "partly"), (4, "Ann", "R1", "restore"),
    ]  # fmt: skip
    assert rows[3]["against"] == ["hedge_dropped"]


def test_a_spreadsheet_finds_no_formula_in_the_export(home):
    rows = list(csv.DictReader(io.StringIO(exported("csv", settings(home)))))

    assert rows[1]["why"] == "'=1+1"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "＝", "\r="])
def test_no_way_to_begin_a_formula_is_left(home, start):
    from briefing.record import _cell

    assert _cell(f"{start}cmd|'/c calc'!A0").startswith("'")


def test_there_is_no_third_format(home):
    with pytest.raises(UnknownFormat):
        exported("xlsx", settings(home))


def test_it_is_counted_how_often_which_check_was_overruled(home):
    told = {t.what: (t.engine, t.model, t.judged, t.overruled, t.partly) for t in tallies(settings(home))}

    assert told == {
        "check hedge_dropped": ("assisted", "a-model", 1, 1, 0),
        "kept, close": ("assisted", "a-model", 1, 0, 0),
        "kept, paraphrase": ("assisted", "a-model", 1, 0, 1),
        "kept, verbatim": ("assisted", "a-model", 1, 1, 0),
    }
    assert "assisted a-model (prompts summary.md.j2:abababab)" in stats(False, settings(home))
    assert len(stats(True, settings(home)).splitlines()) == 4


def test_decisions_become_cases_that_the_verifier_can_be_held_to(home):
    cases = {case["item"]: case for case in map(json.loads, fixtures(settings(home)).splitlines())}

    assert {item: case["expected"] for item, case in cases.items()} == {
        "S1": "kept", "S2": "rejected", "S3": "paraphrase", "R1": "kept",
    }  # fmt: skip
    quote = cases["R1"]["quotes"][0]
    place = Place(quote["article"], quote["start"], quote["end"])
    assert quote["text"] == "The cause may have been a faulty dryer."
    assert weigh(cases["R1"]["sentence"], [place], Corpus.of(articles())).reasons == ("hedge_dropped",)


def test_a_reviewed_brief_is_printed_and_the_original_stays(home):
    brief, _ = as_reviewed("fire", settings(home))

    assert brief.review.version == 4
    assert "kept by Ann against a check" in shown_as_reviewed("fire", "text", None, settings(home))
    assert json.loads(shown_as_reviewed("fire", "json", None, settings(home)))["id"] == brief.id != fire().id


def test_a_brief_that_nobody_looked_at_is_not_called_reviewed(tmp_path):
    desk(tmp_path)

    with pytest.raises(NothingFound, match="Nobody has reviewed"):
        as_reviewed("fire", settings(tmp_path))


def test_a_citation_is_printed_among_the_words_around_it(home):
    told = cited("fire", 3, settings(home))

    assert "  | Fire chief Ada Lind said 40 people had been led to safety." in told
    assert "The cause may have been a faulty dryer." in told
    assert "S2 Fire chief Ada Lind said 40 people" in told
    assert "D-1 How many people were led to safety? 40" in told


def test_a_citation_that_is_not_there_is_told_how_many_there_are(home):
    with pytest.raises(NothingFound, match="has no citation 99") as caught:
        cited("fire", 99, settings(home))
    assert caught.value.hint == "It has 5, numbered from 1."
