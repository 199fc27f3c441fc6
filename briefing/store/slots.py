"""The slots of the subscriptions: who makes which brief, and what became of it. One row a slot, so one brief.

claimed -> made -> queued            the brief is made, then goes to the outbox
claimed -> waiting -> claimed        it failed, and is tried again later
... -> skipped | blocked | failed    it does not go; the note says why
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from briefing.store.sqlite import Store

LEASE = timedelta(minutes=15)
"""How long a claim holds without being finished. Who is slower than that finds its slot taken, and stops."""

LONGEST_PAUSE = timedelta(hours=2)
"""Nothing that failed waits longer than this: a pause that seems to is from a clock gone wrong."""


@dataclass(frozen=True, slots=True)
class SlotRow:
    subscription: str
    name: str
    at: datetime
    state: str
    brief: str | None
    tries: int
    note: str
    until: datetime


class Slots:
    """The slots in one open store. Times go in as aware datetimes and are kept as milliseconds."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store._db

    def known_since(self, subscription: str, now: datetime) -> datetime:
        """Return since when *subscription* is known; from now on if it was not, or if the clock was far
        ahead then.

        Slots before that are nobody's: a schedule written at ten owes no brief for seven.
        """
        with self._store._write():
            self._db.execute(
                """insert into subscription values (:name, :now)
                   on conflict (name) do update set since_ms = :now where since_ms > :now + 86400000""",
                {"name": subscription, "now": ms(now)},
            )
            row = self._db.execute(
                "select since_ms from subscription where name = :name", {"name": subscription}
            ).fetchone()
        return moment(row["since_ms"])

    def claim(self, subscription: str, name: str, at: datetime, now: datetime, holder: str) -> bool:
        """Take the slot for *holder*; False if it is another's, is done, or another slot is being made.

        A claim whose lease ended is free, and one that ends later than a lease can is from a clock gone
        wrong.
        """
        values = {
            "subscription": subscription, "name": name, "at": ms(at), "now": ms(now), "holder": holder,
            "until": ms(now + LEASE), "far": ms(now + LONGEST_PAUSE),
        }  # fmt: skip
        with self._store._write():
            busy = self._db.execute(
                """select 1 from slot where subscription = :subscription and name <> :name
                   and state = 'claimed' and until_ms > :now and until_ms <= :until""",
                values,
            ).fetchone()
            if busy:
                return False
            done = self._db.execute(
                """insert into slot values (:subscription, :name, :at, 'claimed', null, :holder, :until, 1,
                '', :now)
                   on conflict (subscription, name) do update set
                       state = 'claimed', holder = :holder, until_ms = :until, tries = tries + 1,
                       changed_ms = :now
                   where state in ('claimed', 'waiting')
                       and (until_ms <= :now or until_ms > :far or (state = 'claimed' and until_ms >
                       :until))""",
                values,
            )
            return bool(done.rowcount)

    def made(
        self, subscription: str, name: str, holder: str, brief: str, seen: Iterable[str], now: datetime
    ) -> bool:
        """Record the brief and the articles it was made from, in one step; False if the claim was lost."""
        with self._store._write():
            if not self._close(subscription, name, holder, "made", "", now, brief):
                return False
            self._note_seen(subscription, name, seen)
            return True

    def skipped(
        self, subscription: str, name: str, holder: str, note: str, seen: Iterable[str], now: datetime
    ) -> bool:
        """Record that there is no brief for this slot; its articles are seen all the same."""
        with self._store._write():
            if not self._close(subscription, name, holder, "skipped", note, now):
                return False
            self._note_seen(subscription, name, seen)
            return True

    def put_off(
        self, subscription: str, name: str, holder: str, note: str, until: datetime, now: datetime
    ) -> None:
        """Give the slot back after a failure, to be tried again at *until*."""
        with self._store._write():
            self._db.execute(
                """update slot set state = 'waiting', holder = null, until_ms = :until, note = :note,
                changed_ms = :now
                   where subscription = :subscription and name = :name and holder = :holder and state =
                   'claimed'""",
                {"subscription": subscription, "name": name, "holder": holder, "note": note,
                 "until": ms(until), "now": ms(now)},
            )  # fmt: skip

    def ended(self, subscription: str, name: str, state: str, note: str, now: datetime) -> bool:
        """Move an open slot to its last *state*; False if it is not open any more."""
        with self._store._write():
            done = self._db.execute(
                """update slot set state = :state, note = :note, holder = null, changed_ms = :now
                   where subscription = :subscription and name = :name
                   and state in ('claimed', 'waiting', 'made')""",
                {"subscription": subscription, "name": name, "state": state, "note": note, "now": ms(now)},
            )
            return bool(done.rowcount)

    def remark(self, subscription: str, name: str, note: str, now: datetime) -> None:
        with self._store._write():
            self._db.execute(
                """update slot set note = :note, changed_ms = :now
                   where subscription = :subscription and name = :name and note <> :note""",
                {"subscription": subscription, "name": name, "note": note, "now": ms(now)},
            )

    def missed(
        self, subscription: str, missed: Iterable[tuple[str, datetime]], note: str, now: datetime
    ) -> int:
        """Record slots that nobody ran. Return how many were not on record."""
        count = 0
        with self._store._write():
            for name, at in missed:
                done = self._db.execute(
                    """insert into slot values (:subscription, :name, :at, 'skipped', null, null, 0, 0,
                    :note, :now)
                       on conflict (subscription, name) do nothing""",
                    {"subscription": subscription, "name": name, "at": ms(at), "note": note, "now": ms(now)},
                )
                count += done.rowcount
        return count

    def row(self, subscription: str, name: str) -> SlotRow | None:
        rows = self._store.rows(
            "select * from slot where subscription = :subscription and name = :name",
            subscription=subscription, name=name,
        )  # fmt: skip
        return _slot(rows[0]) if rows else None

    def last_before(self, subscription: str, at: datetime) -> SlotRow | None:
        """Return the latest slot on record before *at*."""
        rows = self._store.rows(
            """select * from slot where subscription = :subscription and at_ms < :at
               order by at_ms desc limit 1""",
            subscription=subscription, at=ms(at),
        )  # fmt: skip
        return _slot(rows[0]) if rows else None

    def last_closed(self, subscription: str, at: datetime) -> SlotRow | None:
        """Return the latest slot before *at* whose articles are done with: where the next window begins."""
        rows = self._store.rows(
            """select * from slot where subscription = :subscription and at_ms < :at and tries > 0
               and state in ('made', 'queued', 'skipped') order by at_ms desc limit 1""",
            subscription=subscription, at=ms(at),
        )  # fmt: skip
        return _slot(rows[0]) if rows else None

    def first_run(self, subscription: str) -> SlotRow | None:
        """Return the first slot that anybody began."""
        rows = self._store.rows(
            "select * from slot where subscription = :subscription and tries > 0 order by at_ms limit 1",
            subscription=subscription,
        )
        return _slot(rows[0]) if rows else None

    def open(self, subscription: str) -> tuple[SlotRow, ...]:
        """Return the slots that are not at their end, oldest first."""
        rows = self._store.rows(
            """select * from slot where subscription = :subscription
               and state in ('claimed', 'waiting', 'made') order by at_ms""",
            subscription=subscription,
        )
        return tuple(map(_slot, rows))

    def recent(self, subscription: str, count: int) -> tuple[SlotRow, ...]:
        rows = self._store.rows(
            "select * from slot where subscription = :subscription order by at_ms desc limit :count",
            subscription=subscription, count=count,
        )  # fmt: skip
        return tuple(map(_slot, rows))

    def unseen(self, subscription: str, slot: str, articles: Iterable[str]) -> tuple[str, ...]:
        """Return those of *articles* that no other slot of *subscription* has seen, in their order.

        What a slot saw whose brief was never sent is still new: nobody has read it.
        """
        rows = self._store.rows(
            """select seen.article from seen
               join slot on slot.subscription = seen.subscription and slot.name = seen.slot
               where seen.subscription = :subscription and seen.slot <> :slot and slot.state <> 'blocked'""",
            subscription=subscription, slot=slot,
        )  # fmt: skip
        seen = {row["article"] for row in rows}
        return tuple(id for id in articles if id not in seen)

    def latest_change(self) -> datetime | None:
        """Return when anything was last written here: a clock that is before it has gone back."""
        last = self._store.rows("select max(changed_ms) as last from slot")[0]["last"]
        return moment(last) if last is not None else None

    def _close(
        self, subscription: str, name: str, holder: str, state: str, note: str, now: datetime,
        brief: str | None = None,
    ) -> bool:  # fmt: skip
        done = self._db.execute(
            """update slot set state = :state, brief = :brief, note = :note, holder = null, changed_ms = :now
               where subscription = :subscription and name = :name and holder = :holder and state =
               'claimed'""",
            {"subscription": subscription, "name": name, "holder": holder, "state": state, "note": note,
             "brief": brief, "now": ms(now)},
        )  # fmt: skip
        return bool(done.rowcount)

    def _note_seen(self, subscription: str, slot: str, seen: Iterable[str]) -> None:
        self._db.executemany(
            """insert into seen values (:subscription, :article, :slot)
               on conflict (subscription, article) do update set slot = :slot""",
            [{"subscription": subscription, "article": id, "slot": slot} for id in seen],
        )


def ms(when: datetime) -> int:
    """Return *when* in milliseconds: a float of seconds is four bytes in some databases, and leases then
    overlap.
    """
    return round(when.timestamp() * 1000)


def moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _slot(row: Any) -> SlotRow:
    return SlotRow(
        row["subscription"], row["name"], moment(row["at_ms"]), row["state"], row["brief"], row["tries"],
        row["note"], moment(row["until_ms"]),
    )  # fmt: skip
