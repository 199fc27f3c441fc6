"""Decisions are added and never changed, and a change from outside is noticed."""

import sqlite3

import pytest

from briefing.errors import StoreError
from briefing.store import open_store
from briefing.store.decisions import Decisions
from briefing.store.sqlite import APPLICATION_ID, MIGRATIONS

from .builders import at, row


def add(store, *rows):
    return Decisions(store).add(rows[0].brief_sha256, lambda before: rows)


def test_a_decision_comes_back_as_it_was(tmp_path):
    made = row(
        "S1", "edit", 1, text="Ein Satz, “so”.", places=(at("A fire"),), against=("name_absent",), why="weil"
    )
    with open_store(tmp_path / "b.db") as store:
        add(store, made)
        assert Decisions(store).of(made.brief_sha256) == (made,)
        assert Decisions(store).all() == (made,)


def test_rows_are_numbered_in_the_order_in_which_they_were_added(tmp_path):
    with open_store(tmp_path / "b.db") as store:
        add(store, row("S1", "supports", 0), row("S2", "supports", 0))
        assert [r.seq for r in add(store, row("S3", "drop", 0))] == [1, 2, 3]


def test_what_the_decider_raises_leaves_nothing_behind(tmp_path):
    def refuse(rows):
        yield row("S1", "supports", 0)
        raise KeyError

    with open_store(tmp_path / "b.db") as store:
        with pytest.raises(KeyError):
            Decisions(store).add("x", lambda rows: list(refuse(rows)))
        assert Decisions(store).all() == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("update decision set deed = 'drop' where seq = 2", "decision 2 has changed"),
        ("update decision set who = 'Bo' where seq = 1", "decision 1 has changed"),
        ("delete from decision where seq = 2", "decision 3 does not follow"),
    ],
)
def test_a_row_changed_or_taken_out_is_noticed(tmp_path, change, problem):
    with open_store(tmp_path / "b.db") as store:
        add(store, row("S1", "supports", 0), row("S2", "supports", 0), row("S3", "supports", 0))
    with sqlite3.connect(tmp_path / "b.db") as db:
        db.execute(change)

    with open_store(tmp_path / "b.db") as store, pytest.raises(StoreError, match=problem):
        Decisions(store).all()


def test_an_older_store_is_brought_up_to_date(tmp_path):
    with sqlite3.connect(tmp_path / "b.db") as db:
        db.executescript(MIGRATIONS[0])
        db.execute("pragma user_version = 1")
        db.execute(f"pragma application_id = {APPLICATION_ID}")
    with open_store(tmp_path / "b.db") as store:
        assert Decisions(store).all() == ()
