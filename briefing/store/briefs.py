"""The briefs that are kept, all of them: which there are, without reading what they say."""

from dataclasses import dataclass
from datetime import datetime

from briefing.store.sqlite import Store


@dataclass(frozen=True, slots=True)
class Listed:
    """A kept brief by its id, the topic's slug and the time it was made."""

    id: str
    topic: str
    made_at: datetime


def listed_briefs(store: Store) -> tuple[Listed, ...]:
    """Return what briefs *store* keeps, by topic, the latest first."""
    with store._read():
        rows = store._db.execute(
            "select id, topic, made_at from brief order by topic, made_at desc, id"
        ).fetchall()
    return tuple(Listed(row["id"], row["topic"], datetime.fromisoformat(row["made_at"])) for row in rows)
