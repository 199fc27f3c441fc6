"""A brief as JSON: written one way, read back the same, and refused where it is not what was written."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256

import pytest

from briefing.errors import DamagedBrief
from briefing.model.canon import as_data, canonical_hash
from briefing.render.brief import from_json, json_schema, to_json

from .builders import about, bare, dam
from .hostile import NASTY


@pytest.mark.parametrize("made", [dam, bare], ids=["dam", "bare"])
def test_a_brief_comes_back_as_it_was(made):
    brief, _ = made()

    assert from_json(to_json(brief), "brief.json") == brief
    assert to_json(from_json(to_json(brief), "brief.json")) == to_json(brief)


@pytest.mark.parametrize("text", NASTY)
def test_any_text_comes_back_as_it_was(text):
    brief, _ = about(text)

    assert from_json(to_json(brief), "brief.json") == brief


def test_fields_stand_in_the_order_of_the_brief():
    written = to_json(dam()[0])

    assert list(json.loads(written))[:5] == ["schema", "id", "topic", "query", "window"]
    assert written.endswith("\n}\n")


def test_spans_are_pairs_and_times_end_in_z():
    data = as_data(dam()[0])

    assert data["citations"][0]["context"] == [45, 165]
    assert data["made_at"] == "2026-03-12T06:30:05Z"


def test_a_time_of_another_zone_is_the_same_brief():
    brief, _ = dam()
    there = replace(brief, made_at=brief.made_at.astimezone(timezone(timedelta(hours=2))))

    assert to_json(there) == to_json(brief)


def test_a_whole_number_is_written_one_way_whatever_its_type():
    brief, _ = dam()
    first = brief.contested[0]
    floats = replace(first.positions[0], low=1400.0, high=1400.0)
    same = replace(
        brief, contested=(replace(first, positions=(floats, first.positions[1])), brief.contested[1])
    )

    assert to_json(same) == to_json(brief)


def test_the_hash_leaves_out_the_id_and_the_time_of_making():
    brief, _ = dam()
    later = replace(brief, id="other", made_at=brief.made_at + timedelta(days=1))

    assert canonical_hash(later) == canonical_hash(brief)
    assert canonical_hash(replace(brief, topic="Another dam")) != canonical_hash(brief)


def test_the_hash_is_that_of_the_file_without_two_lines():
    lines = to_json(dam()[0]).splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith((' "id":', ' "made_at":'))]

    assert len(kept) == len(lines) - 2
    assert canonical_hash(dam()[0]) == sha256("".join(kept).encode()).hexdigest()


def test_a_file_name_that_is_not_utf_8_can_still_be_written():
    brief, _ = bare()
    odd = replace(brief, articles=(replace(brief.articles[0], source="a\udcff.txt"),))

    assert '"a\\udcff.txt"' in to_json(odd)
    assert json.loads(to_json(odd).encode())["articles"][0]["source"] == "a\udcff.txt"


def changed(**fields):
    return json.dumps({**as_data(dam()[0]), **fields})


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "no object"),
        ("{}", "its schema is None"),
        (changed(schema="briefing/2"), "its schema is 'briefing/2', and this program reads 'briefing/1'"),
        (changed(topic=7), "'topic': "),
        (changed(citations=[{"number": 1}]), "'citations.0.article': "),
        (changed(made_at="2026-03-12T06:30:05"), "has no time zone"),
        (changed(window={"since": None, "until": None, "zone": "x"}), "no part of a brief, at 'window.zone'"),
        (changed(colour="blue"), "no part of a brief, at 'colour'"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_brief_is_refused_with_its_name_and_the_place(text, problem):
    with pytest.raises(DamagedBrief) as refused:
        from_json(text, "kept.json")

    assert "'kept.json'" in refused.value.message
    assert problem in refused.value.message


def test_a_naive_time_is_never_written():
    brief = replace(dam()[0], made_at=datetime(2026, 3, 12))

    with pytest.raises(ValueError, match="has no time zone"):
        to_json(brief)


def test_the_schema_names_the_fields_of_a_brief():
    schema = json_schema()

    assert {"schema", "id", "summary", "contested", "citations", "families"} <= set(schema["properties"])
    assert schema["properties"]["schema"]["const"] == "briefing/1"
    assert schema["$defs"]["Span"]["maxItems"] == 2
