"""The store keeps what it was given, notices what has changed, and leaves other programs' files alone."""

import hashlib
import sqlite3
import threading
from datetime import UTC, datetime

import pytest

from briefing.errors import DamagedBrief, NothingFound, StoreError
from briefing.model.article import Origin
from briefing.store import KeptBrief, open_store
from briefing.text.span import Span
from tests.builders import NOW, article


def test_an_article_comes_back_as_it_was(tmp_path):
    kept = article(
        "Text with “quotes”,\r\nand a NUL-free line.",
        "news/a.txt",
        title="A title",
        authors=("Ann Lee", "Bo Ek"),
        published=datetime(2025, 1, 6, tzinfo=UTC),
        origins=(Origin("title", "shown"),),
        hidden=(Span(0, 4),),
    )
    with open_store(tmp_path / "b.db") as store:
        assert store.add_articles([kept], NOW) == 1
        assert store.add_articles([kept], NOW) == 0
        assert store.articles() == (kept,)
        assert store.article(kept.id[:5]) == kept
        assert store.article("news/a.txt") == kept


def test_a_changed_text_is_noticed(tmp_path):
    path = tmp_path / "b.db"
    with open_store(path) as store:
        store.add_articles([article("Ukraine holds 300 square miles.")], NOW)
    with sqlite3.connect(path) as db:
        db.execute("update article set text = replace(text, '300', '900')")

    with open_store(path) as store, pytest.raises(StoreError) as caught:
        store.articles()

    assert "a.txt" in caught.value.message


def test_a_changed_brief_is_noticed(tmp_path):
    path = tmp_path / "b.db"
    with open_store(path) as store:
        store.add_brief(KeptBrief("kursk-1", "kursk", NOW, "{}"))
    with sqlite3.connect(path) as db:
        db.execute("update brief set json = '[]'")

    with open_store(path) as store, pytest.raises(DamagedBrief):
        store.brief("kursk-1")


def test_the_same_brief_is_kept_once_with_its_first_time(tmp_path):
    later = datetime(2026, 1, 1, tzinfo=UTC)
    with open_store(tmp_path / "b.db") as store:
        store.add_brief(KeptBrief("kursk-1", "kursk", NOW, "{}"))

        assert store.add_brief(KeptBrief("kursk-1", "kursk", later, "{}")).made_at == NOW


def test_a_brief_is_found_by_id_by_its_start_and_by_topic(tmp_path):
    with open_store(tmp_path / "b.db") as store:
        store.add_brief(KeptBrief("kursk-1", "kursk", NOW, "1"))
        store.add_brief(KeptBrief("kursk-2", "kursk", datetime(2025, 2, 1, tzinfo=UTC), "2"))

        assert [store.brief(w).json for w in ("kursk-1", "kursk-2", "kursk")] == ["1", "2", "2"]
        with pytest.raises(NothingFound):
            store.brief("kherson")


@pytest.mark.parametrize("content", [b"this is a letter, not a database\n" * 40, b"\x00\x01\x02" * 900])
def test_a_file_that_is_no_database_is_left_alone(tmp_path, content):
    path = tmp_path / "b.db"
    path.write_bytes(content)

    with pytest.raises(StoreError):
        open_store(path)

    assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "b.db"
    with sqlite3.connect(path) as db:
        db.execute("create table bookmarks (url text)")
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    with pytest.raises(StoreError) as caught:
        open_store(path)

    assert "another program" in caught.value.message
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_newer_schema_is_refused(tmp_path):
    path = tmp_path / "b.db"
    open_store(path).__exit__()
    with sqlite3.connect(path) as db:
        db.execute("pragma user_version = 99")

    with pytest.raises(StoreError) as caught:
        open_store(path)

    assert "newer briefing" in caught.value.message


def test_eight_writers_at_once_lose_nothing(tmp_path):
    path = tmp_path / "b.db"
    open_store(path).__exit__()
    faults: list[Exception] = []

    def write(who: int) -> None:
        try:
            with open_store(path) as store:
                for i in range(20):
                    store.add_articles([article(f"Writer {who} wrote sentence {i}.")], NOW)
        except StoreError as error:
            faults.append(error)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with open_store(path) as store:
        assert (len(store.articles()), faults) == (160, [])
