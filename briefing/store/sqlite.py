"""The store on SQLite: articles and briefs, each with the hash it must still have when it is read.

A database's own integrity check sees little of what a disk can do to a text, so every row carries a sha256 of
its content and is verified on the way out.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.errors import DamagedBrief, NothingFound, StoreError
from briefing.model.article import Article, Origin, digest
from briefing.text.span import Span

APPLICATION_ID = 0x62726665  # "brfe": a database of another program is refused, not written to
MIGRATIONS = (
    """
    create table article (
        id text primary key, source text not null, text text not null, sha256 text not null,
        text_sha256 text not null, extractor text not null, title text, publisher text, authors text not null,
        published text, url text, language text, origins text not null, hidden text not null, added_at text
        not null
    ) strict;
    create table brief (
        id text primary key, topic text not null, made_at text not null, sha256 text not null, json text not
        null
    ) strict;
    create index brief_by_topic on brief (topic, made_at);
    """,
    """
    create table reply (
        key text primary key, name text not null, model text not null, text text not null,
        sha256 text not null, at text not null
    ) strict;
    """,
    """
    create table decision (
        seq integer primary key, action text not null, at text not null, who text not null, brief text not
        null, brief_sha256 text not null, item text not null, deed text not null, why text not null, text
        text, places text not null, against text not null, undoes integer, previous text not null, sha256
        text not null
    ) strict;
    create index decision_by_brief on decision (brief_sha256, seq);
    """,
    """
    create table subscription (name text primary key, since_ms integer not null) strict;
    create table slot (
        subscription text not null, name text not null, at_ms integer not null, state text not null,
        brief text, holder text, until_ms integer not null, tries integer not null, note text not null,
        changed_ms integer not null, primary key (subscription, name)
    ) strict;
    create index slot_by_time on slot (subscription, at_ms);
    create table seen (
        subscription text not null, article text not null, slot text not null,
        primary key (subscription, article)
    ) strict;
    create table mailing (
        id text primary key, list text not null, brief text, subject text not null, text text not null,
        html text not null, sha256 text not null, queued_ms integer not null, expires_ms integer not null
    ) strict;
    create table delivery (
        id integer primary key, mailing text not null references mailing (id), channel text not null,
        recipient text not null, message_id text not null, phase text not null, tries integer not null,
        next_ms integer not null, holder text, until_ms integer not null, note text not null,
        changed_ms integer not null, unique (mailing, channel, recipient)
    ) strict;
    create index delivery_waiting on delivery (next_ms)
        where phase in ('queued', 'claimed', 'committing');
    create table suppressed (
        address text not null, list text not null, why text not null, at_ms integer not null,
        primary key (address, list)
    ) strict;
    """,
)


@dataclass(frozen=True, slots=True)
class KeptBrief:
    """A brief as it was written down: not trusted until it has been verified again."""

    id: str
    topic: str
    made_at: datetime
    json: str


class Store:
    """One open database. Use `open_store`; close it, or use it in a `with`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._db = connection

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def add_articles(self, articles: Iterable[Article], now: datetime) -> int:
        """Keep *articles*; one that is already here stays as it is. Return how many are new."""
        with self._write():
            before = self._db.total_changes
            for article in articles:
                self._db.execute(
                    """insert into article values (:id, :source, :text, :sha256, :text_sha256, :extractor,
                    :title,
                       :publisher, :authors, :published, :url, :language, :origins, :hidden, :added_at)
                       on conflict (id) do nothing""",
                    _row(article, now),
                )
            return self._db.total_changes - before

    def articles(self) -> tuple[Article, ...]:
        """Return all articles by source. Raises StoreError if one is not what was written."""
        with self._read():
            rows = self._db.execute("select * from article order by source, id").fetchall()
        return tuple(self._article(row) for row in rows)

    def articles_by_id(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """Return those of *ids* that are kept, in that order."""
        with self._read():
            rows = [
                self._db.execute("select * from article where id = :id", {"id": id}).fetchone() for id in ids
            ]
        return tuple(self._article(row) for row in rows if row)

    def article(self, wanted: str) -> Article:
        """Return the article whose id starts with *wanted*, or whose source is it. Raises NothingFound."""
        with self._read():
            rows = self._db.execute(
                """select * from article
                   where source = :wanted or substr(id, 1, length(:wanted)) = :wanted order by id""",
                {"wanted": wanted},
            ).fetchall()
        if len(rows) != 1:
            what = (
                f"No article is called '{wanted}'."
                if not rows
                else f"'{wanted}' could be {len(rows)} articles."
            )
            raise NothingFound(what, "See `briefing articles` for their ids.")
        return self._article(rows[0])

    def remove_article(self, id: str) -> None:
        with self._write():
            self._db.execute("delete from article where id = :id", {"id": id})

    def add_brief(self, kept: KeptBrief) -> KeptBrief:
        """Keep a brief and return it; one with the same id is the same brief, and the first one stays."""
        with self._write():
            self._db.execute(
                """insert into brief values (:id, :topic, :made_at, :sha256, :json)
                   on conflict (id) do nothing""",
                {"id": kept.id, "topic": kept.topic, "made_at": kept.made_at.isoformat(),
                 "sha256": digest(kept.json), "json": kept.json},
            )  # fmt: skip
        return self.brief(kept.id)

    def brief(self, wanted: str) -> KeptBrief:
        """Return the brief whose id is or starts with *wanted*, else the latest on that topic. Raises
        NothingFound.
        """
        with self._read():
            row = self._db.execute(
                """select * from brief where id = :wanted or substr(id, 1, length(:wanted)) = :wanted
                   order by id = :wanted desc, made_at desc, id limit 1""",
                {"wanted": wanted},
            ).fetchone()
        if row is None:
            raise NothingFound(f"No brief is called '{wanted}'.", "Make one: briefing generate --topic TEXT.")
        if digest(row["json"]) != row["sha256"]:
            raise DamagedBrief(row["id"], "its stored text has changed.")
        return KeptBrief(row["id"], row["topic"], datetime.fromisoformat(row["made_at"]), row["json"])

    def _article(self, row: sqlite3.Row) -> Article:
        if digest(row["text"]) != row["text_sha256"]:
            raise StoreError(str(self.path), f"the text of article {row['id']} ({row['source']}) has changed")
        return Article(
            id=row["id"], source=row["source"], text=row["text"], sha256=row["sha256"],
            text_sha256=row["text_sha256"], extractor=row["extractor"], title=row["title"],
            publisher=row["publisher"], authors=tuple(_lines(row["authors"])),
            published=datetime.fromisoformat(row["published"]) if row["published"] else None,
            url=row["url"], language=row["language"],
            origins=tuple(Origin(*line.split(" ", 1)) for line in _lines(row["origins"])),  # type: ignore[arg-type]
            hidden=tuple(Span(*map(int, line.split())) for line in _lines(row["hidden"])),
        )  # fmt: skip

    def rows(self, sql: str, **values: object) -> list[sqlite3.Row]:
        """Return what a query of one of the nouns beside this file finds."""
        with self._read():
            return self._db.execute(sql, values).fetchall()

    @contextmanager
    def _write(self) -> Iterator[None]:
        """A write transaction that asks for the lock first: a deferred one fails half-way when others
        write.
        """
        with self._told():
            self._db.execute("begin immediate")
            try:
                yield
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    @contextmanager
    def _read(self) -> Iterator[None]:
        with self._told():
            yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StoreError(str(self.path), str(error)) from error


def open_store(path: Path) -> Store:
    """Open the database at *path*, made or brought up to date if need be. Raises StoreError; another
    program's file is left alone.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=10, isolation_level=None)
        db.row_factory = sqlite3.Row
        _migrate(db, path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(str(path), str(error)) from error
    return Store(path, db)


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the schema up to date, one transaction a step."""
    version, owner = (
        db.execute(f"pragma {name}").fetchone()[0] for name in ("user_version", "application_id")
    )
    if version > len(MIGRATIONS):
        raise StoreError(
            str(path),
            f"it was written by a newer briefing (schema {version}, this one knows {len(MIGRATIONS)})",
        )
    if owner != APPLICATION_ID and db.execute("select count(*) from sqlite_master").fetchone()[0]:
        raise StoreError(str(path), "it is a database of another program")
    if version == len(MIGRATIONS):
        return
    db.execute("begin immediate")
    version = db.execute("pragma user_version").fetchone()[0]  # another process may have been faster
    for step in range(version, len(MIGRATIONS)):
        for statement in filter(str.strip, MIGRATIONS[step].split(";")):
            db.execute(statement)
        db.execute(f"pragma user_version = {step + 1}")
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute("commit")


def _row(article: Article, now: datetime) -> dict[str, str | None]:
    return {
        "id": article.id, "source": article.source, "text": article.text, "sha256": article.sha256,
        "text_sha256": article.text_sha256, "extractor": article.extractor, "title": article.title,
        "publisher": article.publisher, "authors": "\n".join(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "url": article.url, "language": article.language,
        "origins": "\n".join(f"{o.field} {o.how}" for o in article.origins),
        "hidden": "\n".join(f"{s.start} {s.end}" for s in article.hidden),
        "added_at": now.isoformat(),
    }  # fmt: skip


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []
