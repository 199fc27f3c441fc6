"""Who holds a place: one side says it took the village, the other that it still holds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.evidence.alike import names_alike, spelt
from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import CALENDAR, Line, Reading
from briefing.evidence.statements import Statement, independent, statement
from briefing.text.cues import words as listed
from briefing.text.words import fold, is_negation, words

REACH = 6  # words from the verb to the place
LATER = timedelta(days=3)  # within which who still holds it answers who took it


@dataclass(frozen=True)
class Holding:
    """A clause by which *sides* took the place, or kept it."""

    said: Statement
    where: str
    where_written: str
    taken: bool
    sides: tuple[str, ...]

    @property
    def published(self) -> date | None:
        moment = self.said.reading.seen.article.published
        return moment.date() if moment else None


def holdings(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Holding, Holding], ...]:
    """Return pairs of claims to one place by two sides, the one that it is kept no earlier than the other."""
    on: dict[str, list[Holding]] = {}
    found: dict[str, tuple[Holding, Holding]] = {}
    for one in (one for reading in readings for one in _holdings(corpus, reading)):
        where = spelt(one.where)
        known = on.setdefault(where, [])
        against = next((other for other in known[-20:] if _exclude(other, one)), None)
        if against:
            found.setdefault(where, (against, one))
        known.append(one)
    return tuple(found.values())


def _exclude(one: Holding, other: Holding) -> bool:
    """Say whether both cannot be: another side took it than the one that keeps it."""
    if one.taken == other.taken or not independent(one.said, other.said):
        return False
    if not one.sides or not other.sides or any(names_alike(a, b) for a in one.sides for b in other.sides):
        return False
    taken, kept = (one, other) if one.taken else (other, one)
    if not (taken.published and kept.published):
        return True
    return timedelta(0) <= kept.published - taken.published <= LATER


def _holdings(corpus: Corpus, reading: Reading) -> Iterator[Holding]:
    for place, line in enumerate(reading.lines):
        for start, stop in line.clauses:
            found = _taking(line, start, stop) or _keeping(line, start, stop)
            if found is None or any(is_negation(line.words[p].text) for p in range(start, stop)):
                continue
            where, verb, taken = found
            if any(line.low[p] in _UNREAL for p in range(start, max(where, verb))):
                continue
            if said := statement(corpus, reading, place, (start, stop), None):
                doers = _sides(line, start, stop, where, verb, said)
                yield Holding(said, line.low[where], line.words[where].text, taken, doers)


def _taking(line: Line, start: int, stop: int) -> tuple[int, int, bool] | None:
    """The places of town and verb in "troops captured Orm", "Orm was captured", "the capture of Orm"."""
    verb = next((p for p in range(start, stop) if line.low[p] in _TAKEN or _is_capture(line, p)), None)
    if verb is None:
        return None
    after = next((p for p in range(verb + 1, min(verb + REACH, stop)) if _is_place(line, p)), None)
    passive = next((p for p in range(max(start, verb - 3), verb) if line.low[p] in _SUFFERED), None)
    if passive is not None:
        after = next((p for p in range(passive - 1, start - 1, -1) if _is_town(line, p)), None)
    return None if after is None else (after, verb, True)


def _is_capture(line: Line, at: int) -> bool:
    return line.low[at] in _CAPTURE and line.low[at + 1 : at + 2] == ("of",)


def _keeping(line: Line, start: int, stop: int) -> tuple[int, int, bool] | None:
    """The places of town and verb in "still holds Orm", "Orm remains under our control", "are still in Orm".

    What is held without such a word may have been lost since.
    """
    for p in range(start, stop):
        near = line.low[max(start, p - 3) : p]
        if line.low[p] in _HELD and any(word in _STILL for word in near):
            after = next((q for q in range(p + 1, min(p + REACH, stop)) if _is_place(line, q)), None)
            before = next((q for q in range(p - 1, start - 1, -1) if _is_town(line, q)), None)
            town = after if after is not None else before if "under" in near else None
            return None if town is None else (town, p, False)
        if line.low[p] in _STILL and line.low[p + 1 : p + 2] == ("in",):
            town = next((q for q in range(p + 2, min(p + 2 + REACH, stop)) if _is_town(line, q)), None)
            return None if town is None or not _is_army(line, start, p) else (town, p, False)
        if line.low[p] == "control" and "under" in near and any(word in _BE for word in line.low[start:p]):
            town = next((q for q in range(p - 1, start - 1, -1) if _is_town(line, q)), None)
            return None if town is None else (town, p, False)
    return None


def _is_army(line: Line, start: int, stop: int) -> bool:
    return any(line.low[p] in _ARMY for p in range(start, stop))


def _is_place(line: Line, at: int) -> bool:
    return _is_town(line, at) and line.low[at - 1] not in _PREPOSITIONS


def _is_town(line: Line, at: int) -> bool:
    return line.is_name(at) and line.low[at] not in CALENDAR and line.low[at] not in _OFFICES


def _sides(line: Line, start: int, stop: int, where: int, verb: int, said: Statement) -> tuple[str, ...]:
    """The names before the verb, or behind "by"; else those of who says "our forces"."""
    by = next((p for p in range(verb, stop) if line.low[p] == "by"), stop)
    named = [p for p in (*range(start, verb), *range(by, stop)) if _is_town(line, p) and p != where]
    told = [fold(word.text) for word in words(said.source) if word.text[:1].isupper()]
    offices = tuple(word for word in told if word not in _OFFICES and word in line.known)
    return tuple(line.low[p] for p in named) or offices


_TAKEN = listed("captured seized liberated conquered recaptured retook retaken overran occupied taken took")
_CAPTURE = listed("capture seizure liberation conquest fall recapture")
_HELD = listed("held hold holds holding control controls controlled")
_STILL = listed("still remain remained remains continue continued continues")
_BE = listed("is are was were been be has have had being")
_SUFFERED = listed("is are was were been being")
_ARMY = listed(
    "forces troops soldiers army units fighters defenders garrison infantry men paratroopers marines"
)
_OFFICES = listed(
    """ministry minister defence defense general staff command commander forces army armed military spokesman
    spokeswoman government president information service national state major colonel captain brigade east
    west north south southern northern eastern western front people republic"""
)
"""Words of a title or an office: both sides have a general staff."""
_UNREAL = listed(
    "if would could might may will to trying tried try attempt attempted nearly almost after since when"
)
_PREPOSITIONS = listed("in at on near from by with against for and")
