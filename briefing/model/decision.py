"""What reviewers decide on a brief: rows that are added and never changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from briefing.model.passage import RejectReason

WHOLE = "brief"
"""The item that stands for the brief as a whole."""

Verdict = Literal["supports", "partly", "unsupported"]
Deed = Literal[
    "supports", "partly", "unsupported", "edit", "restore", "drop", "note", "approve", "return", "undo"
]
"""A verdict on a sentence, a disputed claim, a citation or a sentence that a check left out (`unsupported`
there says that the check was right); what is done to it; for the brief as a whole, `approve` and `return`.
"""

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


class Place(NamedTuple):
    """Where a quote stands: code points [start:end] of an article's text."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when, why, and on which brief.

    `item` is a sentence (`S3`), a disputed claim (its id), a sentence left out (`R2`: the second, from 1),
    one of their citations (`S3@ARTICLE:START-END`) or the whole brief. `brief_sha256` is the brief's
    canonical hash. An edit or a restored sentence has its `text` and `places`; `against` are the checks
    that it is printed against. `seq` is the row's number in the store, from 1; rows of one `action` were
    made by one click and are undone together; `undoes` names a row."""

    at: datetime
    who: str
    brief: str
    brief_sha256: str
    item: str
    deed: Deed
    why: str = ""
    text: str | None = None
    places: tuple[Place, ...] = ()
    against: tuple[RejectReason, ...] = ()
    undoes: int | None = None
    action: str = ""
    seq: int = 0


def citation_item(owner: str, place: Place) -> str:
    """Return the item that is one citation of *owner*.

    >>> citation_item("S3", Place("a1", 10, 52))
    'S3@a1:10-52'
    """
    return f"{owner}@{place.article}:{place.start}-{place.end}"


class Overruled(NamedTuple):
    """A sentence that a reviewer printed against checks, as a brief records it in `review.overruled`.

    >>> Overruled.read("S7: figure_absent, name_absent, by A. Editor (it is in the title)").who
    'A. Editor'
    """

    sentence: str
    checks: tuple[str, ...]
    who: str
    why: str

    def written(self) -> str:
        reason = f" ({self.why})" if self.why else ""
        return f"{self.sentence}: {', '.join(self.checks)}, by {self.who}{reason}"

    @classmethod
    def read(cls, line: str) -> "Overruled":
        """Return what *line* says; words that are no such line are a sentence of that name and nothing
        more.
        """
        sentence, _, rest = line.partition(": ")
        checks, _, by = rest.partition(", by ")
        who, opened, why = by.partition(" (")
        return cls(sentence, tuple(filter(None, checks.split(", "))), who, why[:-1] if opened else "")
