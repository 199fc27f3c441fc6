"""What is to be sent, and what became of it: one row for each mailing and recipient, there before anything
is sent.

queued -> claimed -> committing -> sent
             |            |-> queued (4xx)   failed (5xx)   held (nobody can know)
             '-> queued, failed, expired, suppressed
a person: held, failed -> queued (retry) or dropped
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from briefing.errors import StoreError
from briefing.model.article import digest
from briefing.store.mark import Left, Mark, new_holder, sweep
from briefing.store.slots import moment, ms
from briefing.store.sqlite import Store

LEASE = timedelta(minutes=10)
"""How long a sender may hold one letter: far longer than a letter's deadline."""

BACK_OFF = (1, 5, 15, 60, 240)
"""Minutes before each next attempt; the last one again and again, until the mailing expires or DAY_LONG
has passed.
"""

DAY_LONG = timedelta(hours=24)
_WAITING = "('queued', 'claimed', 'committing')"


@dataclass(frozen=True, slots=True)
class Mailing:
    """What everybody gets. `list` is the subscription's name, empty for a notice; `brief` its id, if it is
    one.
    """

    id: str
    list: str
    brief: str | None
    subject: str
    text: str
    html: str
    queued: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Recipient:
    channel: str
    to: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Delivery:
    id: int
    mailing: str
    channel: str
    recipient: str
    message_id: str
    phase: str
    tries: int
    next: datetime
    note: str
    changed: datetime


class Outbox:
    """The outbox in one open store, for one sender. A commit here is one write: see `mark`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._db = store._db
        self._folder = Path(f"{store.path}-sending")
        self.holder = new_holder()
        self._mark: Mark | None = None
        with suppress(StoreError), store._told():
            # One write commits, not four: a killed process is far less often in between. It waits while
            # others read.
            self._db.execute("pragma journal_mode = wal").fetchone()

    # -- what goes in

    def queue(
        self, mailing: Mailing, recipients: Iterable[Recipient], slot: tuple[str, str] | None = None
    ) -> bool:
        """Put *mailing* in, a row for each recipient, and close the *slot* (subscription, name), in one step.

        False, and nothing is put in, if it is there already or the slot is not open.
        """
        with self._store._write():
            if slot and not self._close(slot, mailing.queued):
                return False
            done = self._db.execute(
                """insert into mailing values
                   (:id, :list, :brief, :subject, :text, :html, :sha256, :queued, :expires)
                   on conflict (id) do nothing""",
                {"id": mailing.id, "list": mailing.list, "brief": mailing.brief, "subject": mailing.subject,
                 "text": mailing.text, "html": mailing.html, "sha256": _sum(mailing),
                 "queued": ms(mailing.queued), "expires": ms(mailing.expires)},
            )  # fmt: skip
            if not done.rowcount:
                return False
            self._db.executemany(
                """insert into delivery (mailing, channel, recipient, message_id, phase, tries, next_ms,
                holder,
                       until_ms, note, changed_ms)
                   values (:mailing, :channel, :to, :message_id, 'queued', 0, :now, null, 0, '', :now)
                   on conflict do nothing""",
                [
                    {"mailing": mailing.id, "channel": each.channel, "to": each.to,
                     "message_id": each.message_id, "now": ms(mailing.queued)}
                    for each in recipients
                ],
            )  # fmt: skip
            return True

    def mailing(self, id: str) -> Mailing:
        """Return a mailing as it was put in. Raises StoreError if it is not that any more."""
        row = self._store.rows("select * from mailing where id = :id", id=id)[0]
        found = Mailing(
            row["id"], row["list"], row["brief"], row["subject"], row["text"], row["html"],
            moment(row["queued_ms"]), moment(row["expires_ms"]),
        )  # fmt: skip
        if _sum(found) != row["sha256"]:
            raise StoreError(str(self._store.path), f"the text of the mailing {id} has changed")
        return found

    # -- one letter's way out

    def claim(self, now: datetime) -> Delivery | None:
        """Take the letter that has waited longest, or None. It is this sender's until its lease ends."""
        values = {"now": ms(now), "until": ms(now + LEASE), "holder": self.holder}
        with self._store._write():
            row = self._db.execute(
                f"""select * from delivery where phase in {_WAITING} and next_ms <= :now
                    and (phase = 'queued' or (phase = 'claimed' and until_ms <= :now)) order by next_ms, id
                    limit 1""",
                values,
            ).fetchone()
            if row is None:
                return None
            # Before the row says whose it is: without a page, it would wait for the lease to end.
            self._marked()
            self._db.execute(
                """update delivery set phase = 'claimed', holder = :holder, until_ms = :until, changed_ms =
                :now
                   where id = :id""",
                {**values, "id": row["id"]},
            )
        return _delivery(row)

    def committing(self, id: int, now: datetime) -> bool:
        """Record that the full stop goes out next; False if the letter is another's by now."""
        mark = self._marked()
        mark.set(id, "before")
        with self._store._write():
            done = self._db.execute(
                """update delivery set phase = 'committing', tries = tries + 1, changed_ms = :now
                   where id = :id and holder = :holder and phase = 'claimed'""",
                {"id": id, "holder": self.holder, "now": ms(now)},
            )
        if not done.rowcount:
            return False
        mark.set(id, "going")
        return True

    def answered(self, id: int, taken: bool) -> None:
        """Note at once, before anything else, that the server has answered."""
        self._marked().set(id, "accepted" if taken else "declined")

    def settle(self, id: int, phase: str, note: str, now: datetime, next: datetime | None = None) -> None:
        """Record what became of a letter of this sender's: a last phase, or `queued` for another attempt
        at *next*.
        """
        with self._store._write():
            self._db.execute(
                """update delivery set phase = :phase, note = :note, changed_ms = :now,
                       tries = tries + case phase when 'claimed' then 1 else 0 end,
                       next_ms = coalesce(:next, next_ms)
                   where id = :id and holder = :holder and phase in ('claimed', 'committing', 'held')""",
                {"id": id, "holder": self.holder, "phase": phase, "note": note, "now": ms(now),
                 "next": ms(next) if next else None},
            )  # fmt: skip

    def recover(self, now: datetime) -> tuple[Delivery, ...]:
        """Look after the letters of senders that are gone. Return those that had to be held."""
        rows = self._store.rows(
            "select * from delivery where phase in ('claimed', 'committing') and holder <> :me order by id",
            me=self.holder,
        )
        held = []
        for holder in dict.fromkeys(row["holder"] for row in rows):
            left = Left(self._folder, holder)
            for row in (each for each in rows if each["holder"] == holder):
                if left.dead or row["until_ms"] <= ms(now) or row["until_ms"] > ms(now + LEASE):
                    held += self._recovered(row, left, now)
            left.close(remove=True)
        sweep(self._folder, {row["holder"] for row in rows} | {self.holder})
        return tuple(held)

    def close(self) -> None:
        if self._mark:
            self._mark.remove()

    # -- who does not want it

    def suppress(self, address: str, list: str, why: str, now: datetime) -> bool:
        """Send nothing more to *address*: of one list, or of all where *list* is "". False if that was so."""
        with self._store._write():
            done = self._db.execute(
                "insert into suppressed values (:address, :list, :why, :now) on conflict do nothing",
                {"address": address.lower(), "list": list, "why": why, "now": ms(now)},
            )
            return bool(done.rowcount)

    def lift(self, address: str) -> bool:
        """Send to *address* again; False if it was not suppressed."""
        with self._store._write():
            done = self._db.execute(
                "delete from suppressed where address = :address", {"address": address.lower()}
            )
            return bool(done.rowcount)

    def suppressed(self) -> tuple[tuple[str, str, str], ...]:
        """Return address, list and reason of all who get nothing."""
        rows = self._store.rows("select * from suppressed order by address, list")
        return tuple((row["address"], row["list"], row["why"]) for row in rows)

    def is_suppressed(self, address: str, list: str) -> bool:
        rows = self._store.rows(
            "select 1 from suppressed where address = :address and list in ('', :list)",
            address=address.lower(), list=list,
        )  # fmt: skip
        return bool(rows)

    # -- what a person sees and decides

    def deliveries(self, phases: Sequence[str] = (), mailing: str = "") -> tuple[Delivery, ...]:
        """Return the letters in *phases* (all, if none are named), oldest first."""
        rows = self._store.rows(
            "select * from delivery where (:mailing = '' or mailing = :mailing) order by id", mailing=mailing
        )
        return tuple(_delivery(row) for row in rows if not phases or row["phase"] in phases)

    def counts(self) -> dict[str, int]:
        rows = self._store.rows("select phase, count(*) as n from delivery group by phase order by phase")
        return {row["phase"]: row["n"] for row in rows}

    def decide(self, ids: Iterable[int], phase: str, note: str, now: datetime) -> int:
        """Queue again or drop the letters *ids*; one that is sent, or being sent, stays. Return how many
        changed.
        """
        count = 0
        with self._store._write():
            for id in ids:
                done = self._db.execute(
                    """update delivery set phase = :phase, note = :note, next_ms = :now, changed_ms = :now,
                    holder = null
                       where id = :id and phase in ('queued', 'held', 'failed', 'expired', 'suppressed')""",
                    {"id": id, "phase": phase, "note": note, "now": ms(now)},
                )
                count += done.rowcount
        return count

    def _marked(self) -> Mark:
        if self._mark is None:
            self._mark = Mark(self._folder, self.holder)
        return self._mark

    def _recovered(self, row: Any, left: Left, now: datetime) -> list[Delivery]:
        phase, note = _after_death(row["phase"], left, row["id"])
        with self._store._write():
            done = self._db.execute(
                """update delivery set phase = :phase, note = :note, changed_ms = :now
                   where id = :id and holder = :holder and phase = :was""",
                {"id": row["id"], "holder": row["holder"], "was": row["phase"], "phase": phase, "note": note,
                 "now": ms(now)},
            )  # fmt: skip
        return [_delivery(row)] if phase == "held" and done.rowcount else []

    def _close(self, slot: tuple[str, str], now: datetime) -> bool:
        done = self._db.execute(
            """update slot set state = 'queued', changed_ms = :now
               where subscription = :subscription and name = :name and state = 'made'""",
            {"subscription": slot[0], "name": slot[1], "now": ms(now)},
        )
        return bool(done.rowcount)


def next_attempt(tries: int, now: datetime) -> datetime:
    """Return when to try again after *tries* attempts have failed."""
    return now + timedelta(minutes=BACK_OFF[min(max(tries, 1), len(BACK_OFF)) - 1])


def _after_death(phase: str, left: Left, id: int) -> tuple[str, str]:
    """Return the phase of a letter whose sender is gone, and why."""
    if phase == "claimed":
        return "queued", "The sender stopped before anything was sent."
    stage = left.stage(id)
    if stage in ("before", "declined"):
        return "queued", "The sender was stopped before the letter was taken."
    if stage == "accepted":
        return "sent", "The sender was stopped after the letter was taken."
    return "held", "The sender was stopped while the server had the letter: it may have gone or not."


def _sum(mailing: Mailing) -> str:
    return digest("\0".join((mailing.id, mailing.list, mailing.subject, mailing.text, mailing.html)))


def _delivery(row: Any) -> Delivery:
    return Delivery(
        row["id"], row["mailing"], row["channel"], row["recipient"], row["message_id"], row["phase"],
        row["tries"], moment(row["next_ms"]), row["note"], moment(row["changed_ms"]),
    )  # fmt: skip
