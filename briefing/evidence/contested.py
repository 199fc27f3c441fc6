"""A question on which claims exclude each other, and the sides taken on it."""

from dataclasses import dataclass

from briefing.evidence.claims import FigureClaim
from briefing.evidence.statements import Statement
from briefing.evidence.wordings import Wording
from briefing.model.brief import DisputeKind

Claim = FigureClaim | Statement | Wording


@dataclass(frozen=True, slots=True)
class Stand:
    """One answer to a question, with the claims that give it."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Contested:
    """A question on which claims exclude each other."""

    kind: DisputeKind
    stands: tuple[Stand, ...]
    asked: str = ""  # the question, where the claims' kind knows how to put it
