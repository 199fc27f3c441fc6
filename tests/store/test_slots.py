"""A slot is one row: whoever claims it makes its brief, and nobody else does (SC-05 to 08)."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.store import open_store
from briefing.store.slots import LEASE, Slots

from .racer import NOW

SOAK = int(os.environ.get("BRIEFING_FUZZ", "0")) > 1000
RACER = Path(__file__).parent / "racer.py"
SLOT = ("morning", "2026-03-02T07:00", NOW)
HOUR = timedelta(hours=1)


@pytest.fixture
def slots(tmp_path):
    with open_store(tmp_path / "b.db") as store:
        yield Slots(store)


@pytest.mark.parametrize("racers", [2, 4, 8])
def test_of_processes_that_race_for_a_slot_one_has_it(tmp_path, racers):
    """SC-06."""
    races = 1000 if SOAK else 200
    path = tmp_path / "b.db"
    open_store(path).__exit__()
    words = [sys.executable, str(RACER), str(path)]
    environ = {**os.environ, "PYTHONPATH": str(RACER.parents[2])}
    start = str(time.time() + 1.5)
    running = [
        subprocess.Popen([*words, f"p{n}", str(races), start], stdout=subprocess.PIPE, text=True, env=environ)
        for n in range(racers)
    ]
    got = Counter(line for each in running for line in each.communicate()[0].split())

    assert all(each.returncode == 0 for each in running)
    assert set(got) == set(map(str, range(races)))
    assert set(got.values()) == {1}


def test_a_slot_is_claimed_once(slots):
    assert slots.claim(*SLOT, NOW, "a")
    assert not slots.claim(*SLOT, NOW, "b")
    assert slots.made("morning", SLOT[1], "a", "dam-1", ["x"], NOW)
    assert not slots.claim(*SLOT, NOW + 9 * LEASE, "b")


def test_a_claim_whose_holder_died_is_free_when_its_lease_ends(slots):
    """SC-08: and the first, if it only slept, can no longer record anything."""
    slots.claim(*SLOT, NOW, "a")

    assert not slots.claim(*SLOT, NOW + LEASE - timedelta(seconds=1), "b")
    assert slots.claim(*SLOT, NOW + LEASE, "b")
    assert not slots.made("morning", SLOT[1], "a", "dam-1", [], NOW + LEASE)
    assert slots.made("morning", SLOT[1], "b", "dam-1", [], NOW + LEASE)


def test_a_claim_from_a_clock_that_was_far_ahead_does_not_hold_for_years(slots):
    """SC-05."""
    slots.claim(*SLOT, NOW + timedelta(days=27_000), "a")

    assert slots.claim(*SLOT, NOW, "b")


def test_the_next_slot_waits_while_one_is_being_made(slots):
    """SC-07."""
    slots.claim(*SLOT, NOW, "a")
    following = ("morning", "2026-03-02T07:05", NOW + timedelta(minutes=5))

    assert not slots.claim(*following, NOW + timedelta(minutes=5), "b")
    slots.made("morning", SLOT[1], "a", "dam-1", [], NOW + timedelta(minutes=6))
    assert slots.claim(*following, NOW + timedelta(minutes=6), "b")


def test_a_slot_that_failed_is_free_again_after_its_pause(slots):
    slots.claim(*SLOT, NOW, "a")
    slots.put_off("morning", SLOT[1], "a", "disk full", NOW + HOUR, NOW)

    assert not slots.claim(*SLOT, NOW + HOUR / 2, "b")
    assert slots.claim(*SLOT, NOW + HOUR, "b")
    assert slots.row("morning", SLOT[1]).tries == 2


def test_an_article_is_new_until_another_slot_has_seen_it(slots):
    slots.claim(*SLOT, NOW, "a")
    slots.made("morning", SLOT[1], "a", "dam-1", ["x", "y"], NOW)

    assert slots.unseen("morning", "2026-03-03T07:00", ["x", "z", "y"]) == ("z",)
    assert slots.unseen("morning", SLOT[1], ["x", "z"]) == (
        "x",
        "z",
    )  # the same slot, made again after a crash
    assert slots.unseen("evening", "2026-03-02T19:00", ["x"]) == ("x",)


def test_a_subscription_is_known_from_its_first_pass(slots):
    assert slots.known_since("morning", NOW) == NOW
    assert slots.known_since("morning", NOW + HOUR) == NOW


def test_a_subscription_first_seen_by_a_clock_far_ahead_is_known_from_now(slots):
    slots.known_since("morning", NOW + timedelta(days=27_000))

    assert slots.known_since("morning", NOW) == NOW
