"""Kept replies: found under their key, whole or not at all, and forgotten when asked."""

import pytest

from briefing.errors import StoreError
from briefing.store import open_store
from briefing.store.replies import Forgiving, Kept, Replies
from tests.builders import NOW


@pytest.fixture
def replies(tmp_path):
    with open_store(tmp_path / "x.db") as store:
        yield Replies(store, NOW)


def test_a_reply_is_found_under_its_key_and_a_newer_one_takes_its_place(replies):
    replies.add_reply("k", "summary", "m", "first")
    replies.add_reply("k", "summary", "m", "second")

    assert replies.reply("k") == "second"
    assert replies.reply("other") is None
    assert replies.kept() == Kept(1, 6, NOW)


def test_a_reply_that_has_changed_on_the_disk_is_as_good_as_none(replies):
    replies.add_reply("k", "summary", "m", "first")
    replies.store._db.execute("update reply set text = 'forged'")

    assert replies.reply("k") is None


def test_all_are_forgotten_at_once(replies):
    replies.add_reply("k", "summary", "m", "x")
    replies.add_reply("l", "select", "m", "y")

    assert replies.clear() == 2
    assert replies.reply("k") is None
    assert replies.kept() == Kept(0, 0, None)


def test_a_store_that_fails_while_a_brief_is_made_costs_a_reply_and_no_brief(replies):
    forgiving = Forgiving(replies)
    replies.store._db.execute("drop table reply")

    assert forgiving.reply("k") is None
    forgiving.add_reply("k", "summary", "m", "x")
    assert isinstance(forgiving.problem, StoreError)
