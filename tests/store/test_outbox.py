"""The outbox: rows before anything is sent, and what a person can decide about them."""

import sqlite3
from datetime import timedelta

import pytest

from briefing.errors import StoreError
from briefing.store import open_store
from briefing.store.mark import Left, Mark
from briefing.store.outbox import LEASE, Outbox, Recipient, next_attempt
from tests.deliver.builders import NOW, mailing

LATER = NOW + timedelta(minutes=1)
ANN, BO = (Recipient("mail", f"{name}@example.org", f"<{name}>") for name in ("ann", "bo"))


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "b.db") as opened:
        yield opened


def filled(store, *to: Recipient) -> Outbox:
    outbox = Outbox(store)
    assert outbox.queue(mailing(), to or (ANN, BO))
    return outbox


def test_a_mailing_is_put_in_once(store):
    outbox = filled(store)

    assert not outbox.queue(mailing(text="Another text."), (ANN,))
    assert [row.recipient for row in outbox.deliveries()] == [ANN.to, BO.to]
    assert outbox.mailing("morning-1") == mailing()


def test_a_mailing_whose_text_has_changed_is_not_sent(store, tmp_path):
    filled(store)
    with sqlite3.connect(tmp_path / "b.db") as db:
        db.execute("update mailing set html = replace(html, 'old', 'new')")

    with pytest.raises(StoreError, match="has changed"):
        Outbox(store).mailing("morning-1")


def test_a_letter_is_claimed_by_one(store):
    one, other = filled(store), Outbox(store)

    assert one.claim(NOW).recipient == ANN.to
    assert other.claim(NOW).recipient == BO.to
    assert one.claim(NOW) is None


def test_a_letter_whose_claim_has_ended_is_anothers_and_no_longer_the_firsts(store):
    one, other = filled(store, ANN), Outbox(store)
    row = one.claim(NOW)
    after = NOW + LEASE + timedelta(seconds=1)

    assert other.claim(NOW + timedelta(minutes=5)) is None
    assert other.claim(after).id == row.id
    assert not one.committing(row.id, after)
    assert other.committing(row.id, after)


def test_a_slow_sender_that_is_alive_has_its_letter_held_and_may_still_report(store):
    """Nobody can know what it did, until it says so."""
    slow, other = filled(store, ANN), Outbox(store)
    row = slow.claim(NOW)
    slow.committing(row.id, NOW)

    assert [held.id for held in other.recover(NOW + LEASE + timedelta(seconds=1))] == [row.id]
    assert other.deliveries()[0].phase == "held"
    slow.settle(row.id, "sent", "250 taken", NOW + 2 * LEASE)
    assert other.deliveries()[0].phase == "sent"


def test_a_living_senders_letters_are_left_alone(store):
    busy, other = filled(store), Outbox(store)
    row = busy.claim(NOW)
    busy.committing(row.id, NOW)

    assert other.recover(LATER) == ()
    assert [each.phase for each in other.deliveries()] == ["committing", "queued"]


@pytest.mark.parametrize(
    ("stage", "phase"),
    [("before", "queued"), ("going", "held"), ("accepted", "sent"), ("declined", "queued")],
)
def test_what_a_dead_sender_was_at_is_on_its_page(store, stage, phase):
    dead, other = filled(store, ANN), Outbox(store)
    row = dead.claim(NOW)
    dead.committing(row.id, NOW)
    dead._mark.set(row.id, stage)
    _die(dead)

    other.recover(LATER)

    assert other.deliveries()[0].phase == phase
    assert not list(other._folder.iterdir())


@pytest.mark.parametrize("how", ["no page", "another boot", "another letter", "garbage"])
def test_a_page_that_cannot_be_believed_holds_the_letter(store, how, monkeypatch):
    dead, other = filled(store, ANN), Outbox(store)
    row = dead.claim(NOW)
    dead.committing(row.id, NOW)
    path = other._folder / dead.holder
    dead._mark.set(row.id if how != "another letter" else row.id + 1, "before")
    _die(dead)
    if how == "no page":
        path.unlink()
    elif how == "another boot":
        monkeypatch.setattr("briefing.store.mark._boot", lambda: "another")
    elif how == "garbage":
        path.write_bytes(b"\xff" * 300)

    other.recover(NOW + LEASE + timedelta(seconds=1))

    assert other.deliveries()[0].phase == "held"


def test_a_page_is_read_only_while_its_writer_is_dead(tmp_path):
    mark = Mark(tmp_path, "1-a")
    mark.set(7, "going")

    assert not Left(tmp_path, "1-a").dead
    assert not Left(tmp_path, "../1-a").dead
    assert not Left(tmp_path, "2-b").dead


def test_a_person_decides_on_what_is_held_and_not_on_what_is_sent(store):
    outbox = filled(store)
    first, second = (outbox.claim(NOW).id, outbox.claim(NOW).id)
    outbox.settle(first, "sent", "", NOW)
    outbox.settle(second, "held", "", NOW)

    assert outbox.decide([first, second, 99], "queued", "as decided", LATER) == 1
    assert [row.phase for row in outbox.deliveries()] == ["sent", "queued"]
    assert outbox.decide([second], "dropped", "as decided", LATER) == 1
    assert outbox.claim(LATER) is None


def test_who_wants_no_more_mail(store):
    outbox = filled(store)

    assert outbox.suppress("Ann@example.org", "", "asked", NOW)
    assert not outbox.suppress("ann@example.org", "", "asked", NOW)
    assert outbox.suppress("bo@example.org", "evening", "asked", NOW)
    assert outbox.is_suppressed("ANN@example.org", "morning")
    assert not outbox.is_suppressed("bo@example.org", "morning")
    assert outbox.suppressed() == (("ann@example.org", "", "asked"), ("bo@example.org", "evening", "asked"))
    assert outbox.lift("ann@example.org")
    assert not outbox.lift("ann@example.org")
    assert not outbox.is_suppressed("ann@example.org", "morning")


def test_the_pauses_grow_and_then_stay():
    minutes = [(next_attempt(tries, NOW) - NOW).seconds // 60 for tries in range(8)]

    assert minutes == [1, 1, 5, 15, 60, 240, 240, 240]


def _die(outbox: Outbox) -> None:
    """Leave everything as a killed process does: the page stays, its lock is gone."""
    outbox._mark._page.flush()
    outbox._mark._file.close()
    outbox._mark._page.close()
