"""Two values that a report sets against each other, and the reports that give each alone.

"The gulf between the two estimates, 900 barrels against 4,200" says better than any likeness of words that
the 900 of one report and the 4,200 of another answer one question. The two must be given by different voices,
or stand against each other by a word, and neither of the other reports may give both.
"""

from collections.abc import Iterator, Sequence

from briefing.evidence.claims import FigureClaim
from briefing.text.cues import words as listed

NEXT = 1  # sentences between the two values


Side = tuple[FigureClaim, ...]


def echoes(claims: Sequence[FigureClaim]) -> Iterator[tuple[Side, Side]]:
    """Yield the claims of the one value and of the other, where a report sets the two against each other."""
    of_value: dict[tuple[str, float, float], list[FigureClaim]] = {}
    for claim in claims:
        of_value.setdefault((claim.unit, claim.low, claim.high), []).append(claim)
    told: set[tuple[str, str, float, float]] = set()  # asked, never iterated
    for one, other in _contrasted(claims):
        key = (one.unit, one.head, min(one.low, other.low), max(one.low, other.low))
        if key in told:
            continue
        told.add(key)
        ones, others = (of_value[c.unit, c.low, c.high] for c in (one, other))
        mine, theirs = _alone(one, ones, others), _alone(other, others, ones)
        if mine and theirs and len({c.family for c in (*mine, *theirs)}) > 1:
            yield (one, *mine), (other, *theirs)


def _contrasted(claims: Sequence[FigureClaim]) -> Iterator[tuple[FigureClaim, FigureClaim]]:
    for at, one in enumerate(claims):
        for other in claims[at + 1 : at + 5]:
            if other.article != one.article or other.sentence.number - one.sentence.number > NEXT:
                break
            if _same_thing(one, other) and not one.copy and _against(one, other):
                yield one, other


def _same_thing(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether both count such things, and neither tells of an update.

    Shares that are set against each other are those of two parties far oftener than two counts of one.
    """
    differ = (one.high < other.low or other.high < one.low) and one.unit != "percent"
    heads = one.head == other.head or not one.head or not other.head
    deeds = not (one.deed and other.deed) or one.deed == other.deed
    return differ and one.unit == other.unit and heads and deeds and not (one.change or other.change)


def _against(one: FigureClaim, other: FigureClaim) -> bool:
    voices = (one.speaker or one.source), (other.speaker or other.source)
    if all(voices) and voices[0] != voices[1]:
        return True
    if one.sentence.number != other.sentence.number:
        return False
    between = one.sentence.text[one.figure.span.end : other.figure.span.start].lower().split()
    return len(between) <= APART and any(word.strip(",;") in _OPPOSED for word in between)


def _alone(one: FigureClaim, alike: Sequence[FigureClaim], others: Sequence[FigureClaim]) -> Side:
    """The claims of other articles that give this value, and not the other one beside it."""
    has_other = {c.article for c in others}
    return tuple(
        c for c in alike
        if c.article != one.article and c.article not in has_other and not c.copy and _same_head(c, one)
    )  # fmt: skip


def _same_head(claim: FigureClaim, one: FigureClaim) -> bool:
    return claim.head == one.head or not claim.head or not one.head


APART = 10  # words between two values that are set against each other
_OPPOSED = listed("against versus or where while whereas but not instead rather")
