"""What a check says when it finds something."""

from typing import NamedTuple

from briefing.model.passage import RejectReason


class Fault(NamedTuple):
    """A typed reason, and a detail for the reader."""

    reason: RejectReason
    detail: str
