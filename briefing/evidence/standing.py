"""Where each item of a brief stands after all that reviewers decided on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.model.decision import VERDICTS, WHOLE, Decision, Deed, Place, Verdict
from briefing.model.passage import RejectReason


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of one item.

    `text` and `places` are an edit's; None where nobody edited.
    """

    item: str
    deed: Deed | None = None
    verdict: Verdict | None = None
    text: str | None = None
    places: tuple[Place, ...] | None = None
    against: tuple[RejectReason, ...] = ()
    who: str = ""
    why: str = ""
    at: datetime | None = None
    notes: tuple[Decision, ...] = ()

    @property
    def decided(self) -> bool:
        return self.deed is not None

    @property
    def out(self) -> bool:
        """Whether it is left out of the reviewed brief."""
        return self.deed == "drop" or self.verdict == "unsupported"


def standings(decisions: Sequence[Decision]) -> dict[str, Standing]:
    """Return the standing of every item that was ever decided on, by item, in order of first decision."""
    rows: dict[str, list[Decision]] = {}
    for row in decisions:
        rows.setdefault(row.item, []).append(row)
    return {item: _standing(item, of_item) for item, of_item in rows.items()}


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that nobody took back, in order."""
    rows = tuple(decisions)
    undone = {row.undoes for row in rows if row.undoes is not None}
    return tuple(row for row in rows if row.deed != "undo" and row.seq not in undone)


def shaping(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return those in force that say what the brief looks like: no notes, and nothing on the brief as a
    whole.
    """
    return tuple(row for row in in_force(decisions) if row.deed != "note" and row.item != WHOLE)


def version(item: str, decisions: Iterable[Decision]) -> int:
    """Return the last row on *item*'s sentence or claim and its citations, 0 if there is none.

    Who decides must have seen it. A note overwrites nothing, and does not count.
    """
    owner = owner_of(item)
    return max(
        (row.seq for row in decisions if owner_of(row.item) == owner and row.deed != "note"), default=0
    )


def owner_of(item: str) -> str:
    """Return the sentence or claim that *item* is, or is a citation of.

    >>> owner_of("S3@a1:10-52")
    'S3'
    """
    return item.partition("@")[0]


def _standing(item: str, rows: Sequence[Decision]) -> Standing:
    verdict: Verdict | None = None
    edited: Decision | None = None
    last: Decision | None = None
    notes = []
    for row in in_force(rows):
        if row.deed == "note":
            notes.append(row)
            continue
        last = row
        verdict = next((each for each in VERDICTS if each == row.deed), None)
        if row.deed in ("edit", "restore"):
            edited = row
    return Standing(
        item=item,
        deed=last.deed if last else None,
        verdict=verdict,
        text=edited.text if edited else None,
        places=edited.places if edited else None,
        against=edited.against if edited else (),
        who=last.who if last else "",
        why=last.why if last else "",
        at=last.at if last else None,
        notes=tuple(notes),
    )
