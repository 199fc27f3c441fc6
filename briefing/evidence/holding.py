"""Who holds a place: one side says it took the village, the other that it still holds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.evidence.alike import names_alike
from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import CALENDAR, Line, Reading
from briefing.evidence.statements import Statement, independent, statement
from briefing.text.cues import words as listed
from briefing.text.words import fold, is_negation, words

REACH = 6  # words from the verb to the place


@dataclass(frozen=True)
class Holding:
    """A clause by which *sides* took the place, or kept it."""

    said: Statement
    where: str
    where_written: str
    taken: bool
    sides: tuple[str, ...]


def holdings(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Holding, Holding], ...]:
    """Return pairs of claims to one place by two sides, in articles that are not of different days."""
    on: dict[str, list[Holding]] = {}
    found: dict[str, tuple[Holding, Holding]] = {}
    for one in (one for reading in readings for one in _holdings(corpus, reading)):
        known = on.setdefault(one.where, [])
        against = next((other for other in known[-20:] if _exclude(other, one)), None)
        if against:
            found.setdefault(one.where, (against, one))
        known.append(one)
    return tuple(found.values())


def _exclude(one: Holding, other: Holding) -> bool:
    """Say whether both cannot be: another side took it than the one that keeps it."""
    if one.taken == other.taken or not independent(one.said, other.said):
        return False
    if not one.sides or not other.sides or any(names_alike(a, b) for a in one.sides for b in other.sides):
        return False
    days = {p.date() for h in (one, other) if (p := h.said.reading.seen.article.published)}
    return len(days) < 2


def _holdings(corpus: Corpus, reading: Reading) -> Iterator[Holding]:
    for place, line in enumerate(reading.lines):
        for start, stop in line.clauses:
            verb = next((p for p in range(start, stop) if _taken(line, p) or _kept(line, p)), None)
            if verb is None or any(is_negation(line.words[p].text) for p in range(start, stop)):
                continue
            if any(line.low[p] in _UNREAL for p in range(start, verb)):
                continue
            where = next((p for p in range(verb + 1, min(verb + REACH, stop)) if _is_place(line, p)), None)
            said = statement(corpus, reading, place, (start, stop), None) if where is not None else None
            if where is not None and said:
                yield Holding(
                    said, line.low[where], line.words[where].text, _taken(line, verb),
                    _sides(line, start, verb, said),
                )  # fmt: skip


def _taken(line: Line, at: int) -> bool:
    return line.low[at] in _TAKEN


def _kept(line: Line, at: int) -> bool:
    """ "Still holds"; "remained in control of": what is held without such a word may have been lost since."""
    near = line.low[max(0, at - 3) : at]
    return line.low[at] in _HELD and any(word in _STILL for word in near)


def _is_place(line: Line, at: int) -> bool:
    return line.is_name(at) and line.low[at] not in CALENDAR and line.low[at - 1] not in _PREPOSITIONS


def _sides(line: Line, start: int, verb: int, said: Statement) -> tuple[str, ...]:
    """The names before the verb, or those of who says "our forces"."""
    named = tuple(line.low[p] for p in range(start, verb) if line.is_name(p) and line.low[p] not in CALENDAR)
    told = [fold(word.text) for word in words(said.source) if word.text[:1].isupper()]
    return named or tuple(word for word in told if word in line.known)


_TAKEN = listed("captured seized liberated conquered recaptured retook retaken overran occupied taken took")
_HELD = listed("held hold holds holding control controls controlled")
_STILL = listed("still remain remained remains continue continued continues")
_UNREAL = listed(
    "if would could might may will to trying tried try attempt attempted nearly almost after since when"
)
_PREPOSITIONS = listed("in at on near from by with against for and")
