"""Statements that somebody makes and somebody else denies: "the ferry was overloaded", "was not overloaded".

A denial and what it denies share the word that is denied, its object and most of the rest; names may stand
next to it. What is merely unknown, unsaid, not yet so or no longer so is denied by nobody.
"""

from collections import Counter
from collections.abc import Sequence

from briefing.evidence.alike import names_alike
from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import Reading
from briefing.evidence.statements import Statement, independent, statements
from briefing.text.names import country
from briefing.text.span import Span

_Doers = dict[tuple[int, int, str], tuple[str, ...]]
"""The names before a verb, by sentence, first offset and verb: asked again for each pair."""

COVERED = 0.5  # of what is denied must be found in or beside the statement
COMMON = 4  # sentences: a denied word that stands in more of them proves little by itself


def denials(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Statement, Statement], ...]:
    """Return pairs of a statement and its denial, by independent families or different sources."""
    negative = [one for reading in readings for one in statements(corpus, reading, None)]
    wanted = frozenset(one.denied for one in negative)
    affirmed: dict[str, list[Statement]] = {}
    for one in (one for reading in readings for one in statements(corpus, reading, wanted)):
        for word in one.acts:
            affirmed.setdefault(word, []).append(one)
    spread = Counter(word for reading in readings for line in reading.lines for word in set(line.matter))
    doers: _Doers = {}
    found = [(_best(one, affirmed.get(one.denied, ()), spread, doers), one) for one in negative]
    return _once([(said, denied) for said, denied in found if said])


def _best(
    denial: Statement, candidates: Sequence[Statement], spread: Counter[str], doers: _Doers
) -> Statement | None:
    fitting = [(fit, one) for one in candidates if (fit := _fit(denial, one, spread, doers)) >= COVERED]
    return max(fitting, key=lambda pair: (pair[0], -pair[1].sentence.number))[1] if fitting else None


def _fit(denial: Statement, one: Statement, spread: Counter[str], doers: _Doers) -> float:
    """The share of what is denied that is found in or beside the statement; 0 if they cannot be compared."""
    if not (one.told or denial.told) or one.future != denial.future or not independent(one, denial):
        return 0.0
    rest = [word for word in denial.content if word != denial.denied]
    shared = [word for word in rest if word in one.content]
    if not all(word in one.content for word in denial.object):
        return 0.0
    if not rest or (spread[denial.denied] > COMMON and len(shared) < 2):
        return 0.0
    found = [word for word in rest if word in one.content or word in one.near]
    if not (shared or len(found) >= 2) or _others(one, denial, doers):  # names last: they take the longest
        return 0.0
    return len(found) / len(rest)


def _others(one: Statement, denial: Statement, doers: _Doers) -> bool:
    """Say whether the two tell of different doers: of two people, each may say that "he held no dinner"."""
    speakers = one.speaker and denial.speaker and one.speaker != denial.speaker
    if speakers and one.subject == denial.subject == "he":
        return True
    did, denied = _doers_of(one, denial.denied, doers), _doers_of(denial, denial.denied, doers)
    return bool(did and denied) and not any(names_alike(a, b) for a in did for b in denied)


def _doers_of(one: Statement, verb: str, doers: _Doers) -> tuple[str, ...]:
    key = (one.sentence.number, one.extent.start, verb)
    if key not in doers:
        doers[key] = _doers(one, verb)
    return doers[key]


def _doers(one: Statement, verb: str) -> tuple[str, ...]:
    """The names before *verb*, what they are in or of aside."""
    line, start = one.reading.lines[one.place], one.extent.start - one.sentence.span.start
    first = line.at(start)
    at = next((p for p in range(first, len(line.words)) if line.concepts[p] == verb), first)
    inside = ("in", "of", "at", "near", "from", "on")
    named = (p for p in range(first, at) if line.is_name(p) or country(line.words[p].text))
    return tuple(line.low[p] for p in named if line.low[p - 1] not in inside)


def _once(pairs: Sequence[tuple[Statement, Statement]]) -> tuple[tuple[Statement, Statement], ...]:
    """One pair for each statement that is denied."""
    kept: dict[tuple[str, Span], tuple[Statement, Statement]] = {}
    for pair in pairs:
        kept.setdefault((pair[0].article, pair[0].extent), pair)
    return tuple(kept.values())
