"""Decisions in the store: added, read, never changed.

A row is on the disk before `add` returns. Each carries the sha256 of itself and the row before it, so that
a row changed or taken out of the middle afterwards is noticed. (Rows cut off the end are not: keep exports
elsewhere.)"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from briefing.errors import StoreError
from briefing.model.article import digest
from briefing.model.decision import Decision, Place
from briefing.store.sqlite import Store

Check = Callable[[tuple[Decision, ...]], Sequence[Decision]]


class Decisions:
    """The decisions of an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # The default of SQLite, and what the promise rests on: no build's other default may take it away.
        store._db.execute("pragma synchronous = full")

    def add(self, brief_sha256: str, decide: Check) -> tuple[Decision, ...]:
        """Add what *decide* makes of the brief's rows so far, in one transaction, and return all of its rows.

        *decide* sees every row that anybody wrote before, so that nobody writes over what they have not seen;
        what it raises goes through, and nothing is written.
        """
        with self._store._write():
            rows = self._rows("where brief_sha256 = :brief", {"brief": brief_sha256})
            made = []
            for decision in decide(rows):
                made.append(self._insert(decision))
        return (*rows, *made)

    def of(self, brief_sha256: str) -> tuple[Decision, ...]:
        """Return the rows on the brief with that hash, in order. Raises StoreError if one has changed."""
        with self._store._read():
            return self._rows("where brief_sha256 = :brief", {"brief": brief_sha256})

    def all(self) -> tuple[Decision, ...]:
        """Return every row in order. Raises StoreError if one has changed or is missing in between."""
        with self._store._read():
            found = self._store._db.execute("select * from decision order by seq").fetchall()
        previous = ""
        for row in found:
            if row["previous"] != previous:
                raise StoreError(
                    str(self._store.path), f"decision {row['seq']} does not follow the one before"
                )
            previous = row["sha256"]
        return tuple(map(self._decision, found))

    def newest_brief(self, topic_of: str | None = None) -> str | None:
        """Return the id of the latest brief on the topic of the brief *topic_of*, or of all."""
        with self._store._read():
            row = self._store._db.execute(
                """select id from brief
                   where :id is null or topic = (select topic from brief where id = :id)
                   order by made_at desc, id limit 1""",
                {"id": topic_of},
            ).fetchone()
        return str(row["id"]) if row else None

    def _rows(self, where: str, values: dict[str, str]) -> tuple[Decision, ...]:
        found = self._store._db.execute(f"select * from decision {where} order by seq", values).fetchall()
        return tuple(map(self._decision, found))

    def _insert(self, decision: Decision) -> Decision:
        last = self._store._db.execute(
            "select seq, sha256 from decision order by seq desc limit 1"
        ).fetchone()
        numbered = replace(decision, seq=(last["seq"] if last else 0) + 1)
        previous = last["sha256"] if last else ""
        row = _row(numbered)
        self._store._db.execute(
            """insert into decision values (:seq, :action, :at, :who, :brief, :brief_sha256, :item, :deed,
            :why,
               :text, :places, :against, :undoes, :previous, :sha256)""",
            {**row, "previous": previous, "sha256": _sha256(previous, row)},
        )
        return numbered

    def _decision(self, row: Any) -> Decision:
        content = dict(row)
        previous, sha256 = content.pop("previous"), content.pop("sha256")
        if _sha256(previous, content) != sha256:
            raise StoreError(str(self._store.path), f"decision {row['seq']} has changed since it was made")
        return Decision(
            **{
                **content,
                "at": datetime.fromisoformat(row["at"]),
                "places": tuple(Place(*place) for place in json.loads(row["places"])),
                "against": tuple(json.loads(row["against"])),
            }
        )


def _row(decision: Decision) -> dict[str, str | int | None]:
    return {
        "seq": decision.seq, "action": decision.action, "at": decision.at.isoformat(), "who": decision.who,
        "brief": decision.brief, "brief_sha256": decision.brief_sha256, "item": decision.item,
        "deed": decision.deed, "why": decision.why, "text": decision.text,
        "places": json.dumps(decision.places), "against": json.dumps(decision.against),
        "undoes": decision.undoes,
    }  # fmt: skip


def _sha256(previous: str, row: dict[str, str | int | None]) -> str:
    return digest(previous + json.dumps(row, sort_keys=True))
