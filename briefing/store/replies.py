"""Replies of models that are kept, so that the same question is paid for once."""

from dataclasses import dataclass
from datetime import datetime

from briefing.errors import StoreError
from briefing.model.article import digest
from briefing.store.sqlite import Store


@dataclass(frozen=True, slots=True)
class Kept:
    """How many replies are kept, how many characters they are, and since when (None where there are none)."""

    replies: int
    characters: int
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Replies:
    """The replies in an open store; *now* is when new ones are said to have come."""

    store: Store
    now: datetime

    def reply(self, key: str) -> str | None:
        """Return what is kept under *key*; a text that has changed since is as good as none."""
        with self.store._read():
            row = self.store._db.execute(
                "select text, sha256 from reply where key = :key", {"key": key}
            ).fetchone()
        return row["text"] if row and digest(row["text"]) == row["sha256"] else None

    def add_reply(self, key: str, name: str, model: str, text: str) -> None:
        """Keep a reply, in place of the one that was kept before."""
        with self.store._write():
            self.store._db.execute(
                """insert into reply (key, name, model, text, sha256, at)
                   values (:key, :name, :model, :text, :sha256, :at)
                   on conflict (key) do update set text = :text, sha256 = :sha256, at = :at""",
                {"key": key, "name": name, "model": model, "text": text, "sha256": digest(text),
                 "at": self.now.isoformat()},
            )  # fmt: skip

    def kept(self) -> Kept:
        with self.store._read():
            row = self.store._db.execute(
                "select count(*) as n, coalesce(sum(length(text)), 0) as size, min(at) as since from reply"
            ).fetchone()
        return Kept(row["n"], row["size"], datetime.fromisoformat(row["since"]) if row["since"] else None)

    def clear(self) -> int:
        """Forget all replies and return how many there were."""
        with self.store._write():
            return self.store._db.execute("delete from reply").rowcount


class Forgiving:
    """Replies that may fail: a full disk must not cost the brief. The first failure is all that is tried."""

    def __init__(self, replies: Replies) -> None:
        self.replies = replies
        self.problem: StoreError | None = None

    def reply(self, key: str) -> str | None:
        try:
            return None if self.problem else self.replies.reply(key)
        except StoreError as error:
            self.problem = error
            return None

    def add_reply(self, key: str, name: str, model: str, text: str) -> None:
        try:
            if not self.problem:
                self.replies.add_reply(key, name, model, text)
        except StoreError as error:
            self.problem = error
