"""May this brief be sent? One rule, as a table of cases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.errors import BadSettings
from briefing.review import Allowed, Blocked, flags, gate
from briefing.settings import load_settings
from tests.builders import NOW

from .builders import fire, row

SOON = NOW + timedelta(hours=1)
APPROVED = row("brief", "approve", 5)


def plain():
    """A brief in which nothing is flagged."""
    brief = fire()
    return replace(brief, summary=brief.summary[:2], contested=(), rejected=())


def test_a_topic_without_review_is_sent():
    assert gate(fire(), (), "off", SOON) == Allowed()


def test_a_brief_that_must_be_reviewed_waits_and_says_what_is_flagged():
    assert gate(fire(), (), "required", SOON) == Blocked(
        "Nobody has approved it yet. It is flagged: 1 sentence holds words that no quote covers; "
        "1 claim is disputed; 1 sentence was left out by a check."
    )


def test_an_approved_one_is_sent():
    assert gate(fire(), [APPROVED], "required", SOON) == Allowed("Ann")
    assert gate(fire(), [APPROVED], "if-flagged", SOON) == Allowed("Ann")


def test_only_what_is_flagged_waits_if_flagged():
    assert gate(plain(), (), "if-flagged", SOON) == Allowed()
    assert isinstance(gate(plain(), (), "required", SOON), Blocked)
    assert isinstance(gate(fire(), (), "if-flagged", SOON), Blocked)


@pytest.mark.parametrize(
    ("changed", "flag"),
    [
        ({"contested": fire().contested}, "1 claim is disputed"),
        ({"rejected": fire().rejected}, "1 sentence was left out by a check"),
        ({"summary": fire().summary}, "1 sentence holds words that no quote covers"),
        ({"maker": replace(fire().maker, note="The model failed.")}, "The model failed"),
        ({"review": replace(fire().review, overruled=("S1: name_absent, by Ann",))}, "1 check was overruled"),
    ],
)
def test_whatever_the_program_could_not_settle_is_flagged(changed, flag):
    assert flags(replace(plain(), **changed)) == (flag,)


def test_an_approval_is_for_one_hash():
    other = replace(fire(), topic="The fire in Oslo")

    assert isinstance(gate(other, [APPROVED], "required", SOON), Blocked)


def test_a_decision_after_the_approval_ends_it_and_a_note_does_not():
    assert gate(fire(), [APPROVED, row("S1", "drop", 6, who="Bo")], "required", SOON) == Blocked(
        "It was changed by Bo after Ann approved it."
    )
    assert gate(fire(), [APPROVED, row("S1", "note", 6, why="fine")], "required", SOON) == Allowed("Ann")


def test_an_undo_after_the_approval_ends_it():
    rows = [row("S1", "drop", 4), APPROVED, row("S1", "undo", 6, undoes=4)]

    assert isinstance(gate(fire(), rows, "required", SOON), Blocked)


def test_an_approval_taken_back_is_none():
    assert isinstance(gate(fire(), [APPROVED, row("brief", "undo", 6, undoes=5)], "required", SOON), Blocked)


def test_a_brief_sent_back_waits_even_if_nothing_is_flagged():
    back = row("brief", "return", 6, who="Bo", why="too long")

    assert gate(plain(), [replace(back, brief_sha256=back.brief_sha256)], "if-flagged", SOON) == Allowed()
    assert gate(fire(), [APPROVED, back], "if-flagged", SOON) == Blocked("Bo sent it back: too long.")


def test_an_approval_expires_with_the_brief():
    late = NOW + timedelta(hours=49)

    assert gate(fire(), [APPROVED], "required", late) == Blocked(
        "The approval by Ann has expired: the brief is older than 48 hours."
    )
    assert gate(fire(), [APPROVED], "required", late, timedelta(hours=72)) == Allowed("Ann")


def test_a_rule_that_does_not_exist_is_refused(tmp_path):
    path = tmp_path / "briefing.toml"
    path.write_text('[topics.fire]\nquery = "fire"\nreview = "maybe"\n', encoding="utf-8")

    with pytest.raises(
        BadSettings, match=r"line 3, key 'topics\.fire\.review': input should be 'off', 'if-flag"
    ):
        load_settings(path, {})
