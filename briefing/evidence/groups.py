"""Figure claims on one quantity, brought together without comparing each with each."""

from collections import Counter
from collections.abc import Sequence

from briefing.evidence.claims import FigureClaim
from briefing.evidence.rival import only_is_there, same_quantity

ASKED = 8  # claims of a group that a new one is compared with
LIKELY = 16  # groups it is offered to: those it shares most words with
LOOKED = 400  # entries of the index read for that, the rarest words first


def groups(claims: Sequence[FigureClaim]) -> tuple[tuple[FigureClaim, ...], ...]:
    """Return claims on one quantity together: each joins the first likely group that is mostly on it."""
    shelves: dict[tuple[str, str], _Shelf] = {}
    for claim in claims:
        shelves.setdefault(_bucket(claim), _Shelf()).add(claim)
    return tuple(tuple(group) for shelf in shelves.values() for group in shelf.groups if len(group) > 1)


def _bucket(claim: FigureClaim) -> tuple[str, str]:
    """What claims on one quantity surely share: the unit, and what is counted or its fate."""
    if claim.measure and not claim.head:
        return claim.unit, ""
    if claim.deed and claim.deed.people and not only_is_there(claim):
        return claim.unit, claim.deed.name
    return claim.unit, claim.head if not claim.unit or claim.unit == "percent" else ""


class _Shelf:
    """The groups of one bucket, found again by the words of their claims."""

    def __init__(self) -> None:
        self.groups: list[list[FigureClaim]] = []
        self._with: dict[str, list[int]] = {}

    def add(self, claim: FigureClaim) -> None:
        fitting = (n for n in self._likely(claim) if _belongs(claim, self.groups[n]))
        number = next(fitting, len(self.groups))
        if number == len(self.groups):
            self.groups.append([])
        self.groups[number].append(claim)
        for word in _words(claim):
            entries = self._with.setdefault(word, [])
            if number not in entries[-1:]:
                entries.append(number)

    def _likely(self, claim: FigureClaim) -> Sequence[int]:
        if len(self.groups) <= LIKELY:
            return range(len(self.groups))
        shared: Counter[int] = Counter()
        for word in sorted(_words(claim), key=lambda word: (len(self._with.get(word, ())), word)):
            shared.update(self._with.get(word, ())[-LOOKED:])
            if shared.total() > LOOKED:
                break
        return sorted(shared, key=lambda number: (-shared[number], number))[:LIKELY]


def _words(claim: FigureClaim) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*claim.about, *claim.names, *claim.places)))


def _belongs(claim: FigureClaim, group: Sequence[FigureClaim]) -> bool:
    asked = group[:ASKED]
    return sum(same_quantity(claim, other) for other in asked) * 2 >= len(asked)
