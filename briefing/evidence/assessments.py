"""Judgements of one matter that are contraries: one calls the strike a success, another a failure.

Only words by which somebody judges count, never those for a state that may have changed: a bridge that was
open is closed. The matter must bear the same noun, and what stands round both must tell of one event.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import Line, Reading
from briefing.evidence.statements import Statement, independent, statement
from briefing.text.cues import words as listed
from briefing.text.lexicon import opposed, parts_of_speech
from briefing.text.words import is_negation

SHARED = 3  # concepts round both judgements, beside a name


@dataclass(frozen=True)
class Judgement:
    """What is said of a matter in one or two words; *asks* is the verb a question about it begins with."""

    said: Statement
    matter: str
    matter_written: str
    word: str
    word_written: str
    asks: str


def assessments(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Judgement, Judgement], ...]:
    """Return pairs of contrary judgements on one matter, by independent families or sources."""
    on: dict[str, list[Judgement]] = {}
    found: list[tuple[Judgement, Judgement]] = []
    for one in (one for reading in readings for one in _judgements(corpus, reading)):
        known = on.setdefault(one.matter, [])
        against = next((other for other in known[-KEPT:] if _contrary(other, one)), None)
        if against and not any(against in pair or _same(pair, one) for pair in found):
            found.append((against, one))
        known.append(one)
    return tuple(found)


KEPT = 50  # judgements of one matter that a new one is held against


def asked(one: Judgement, other: Judgement) -> str:
    """The question both answer, in their own words."""
    if one.asks and other.asks:
        return f"{one.asks} the {one.matter_written} {one.word_written} or {other.word_written}?"
    return f"What became of the {one.matter_written}: {_bare(one)} or {_bare(other)}?"


def _bare(one: Judgement) -> str:
    return one.word_written.removeprefix("a ").removeprefix("an ")


def _same(pair: tuple[Judgement, Judgement], one: Judgement) -> bool:
    """Say whether the pair already sets these two families against each other on the matter."""
    return pair[0].matter == one.matter and one.said.family in (pair[0].said.family, pair[1].said.family)


def _contrary(one: Judgement, other: Judgement) -> bool:
    if not (independent(one.said, other.said) and _words_against(one.word, other.word)):
        return False
    return (
        (one.said.told or other.said.told)
        and one.said.future == other.said.future
        and _one_event(one.said, other.said)
    )


def _words_against(one: str, other: str) -> bool:
    for good, bad in OUTCOMES:
        if (one in good and other in bad) or (other in good and one in bad):
            return True
    return one not in STATES and other not in STATES and opposed(one, other)


def _one_event(one: Statement, other: Statement) -> bool:
    """A name in common, and other words, in what stands round both."""
    (mine, my_names), (theirs, their_names) = one.around, other.around
    named = any(name in their_names for name in my_names)
    return named and len(set(mine) & set(theirs)) >= SHARED


# -- reading


def _judgements(corpus: Corpus, reading: Reading) -> Iterator[Judgement]:
    for place, line in enumerate(reading.lines):
        if "?" in line.text:
            continue
        for start, stop in line.clauses:
            if any(is_negation(line.words[p].text) for p in range(start, stop)):
                continue
            found = _predicated(line, start, stop) or _called(line, start, stop)
            said = statement(corpus, reading, place, (start, stop), None) if found else None
            if found and said:
                matter, word, asks = found
                yield Judgement(
                    said, line.concepts[matter], line.low[matter], line.low[word], _written(line, word), asks
                )


def _predicated(line: Line, start: int, stop: int) -> tuple[int, int, str] | None:
    """The places of matter and word in "the permit was illegal", "the attack had failed"."""
    for p in range(start + 1, stop):
        verb = line.low[p] in _BE
        if not verb and line.low[p] not in _OUTCOME_VERBS:
            continue
        matter = _subject(line, start, p)
        word = _complement(line, p + 1, stop) if verb else p
        if matter is not None and word is not None and not (not verb and line.low[p + 1 : p + 2] == ("to",)):
            asks = line.low[p].capitalize() if line.low[p] in ("was", "is", "were", "are") else ""
            return matter, word, asks
    return None


def _subject(line: Line, start: int, verb: int) -> int | None:
    """The noun the clause is about: what stands before its first preposition, next to the verb otherwise."""
    noun = None
    for p in range(start, verb):
        if line.low[p] in _SAID:
            noun = None
        elif line.low[p] in _PREPOSITIONS and noun is not None:
            return noun
        elif line.is_content(p) and not line.is_name(p):
            noun = p
    return noun


def _complement(line: Line, first: int, stop: int) -> int | None:
    """The judging word after "was", where it stands at the end of its phrase: no "good start"."""
    for p in range(first, min(first + 4, stop)):
        if line.is_content(p) and not line.low[p].endswith("ly"):
            ends = p + 1 >= stop or not line.is_content(p + 1) or line.breaks(p + 1)
            return p if ends else None
        if line.low[p] in _PREPOSITIONS:
            return None
    return None


def _called(line: Line, start: int, stop: int) -> tuple[int, int, str] | None:
    """The places of matter and word in "called the strike a failure", "described the vote as fair"."""
    for p in range(start, stop - 2):
        if line.low[p] not in _CALLED:
            continue
        matter = next((q for q in range(p + 1, min(p + 5, stop)) if _is_noun(line, q)), None)
        if matter is None:
            return None
        joint = next((q for q in range(matter + 1, min(matter + 5, stop)) if line.low[q] in _AS), None)
        first = matter + 1 if joint is None else joint + 1
        word = _complement(line, first, stop) if first < stop else None
        if word is not None and joint is not None:
            matter = max((q for q in range(matter, joint) if _is_noun(line, q)), default=matter)
        return (matter, word, "Was") if word is not None else None
    return None


def _is_noun(line: Line, at: int) -> bool:
    return line.is_content(at) and not line.is_name(at) and "noun" in parts_of_speech(line.words[at].text)


def _written(line: Line, word: int) -> str:
    """The word as printed, with the article a noun has before it."""
    before = line.low[word - 1] if word else ""
    return f"{before} {line.low[word]}" if before in ("a", "an") else line.low[word]


OUTCOMES = (
    (
        listed("success successful succeeded victory victorious breakthrough"),
        listed(
            "failure failed fiasco disaster unsuccessful defeat repelled repulsed foiled thwarted defeated"
        ),
    ),
    (listed("accident accidental unintended"), listed("deliberate intentional sabotage planned")),
    (
        listed("justified legitimate proportionate"),
        listed("unjustified illegitimate disproportionate unlawful"),
    ),
    (listed("fair free clean credible"), listed("rigged fraudulent unfair sham stolen farce")),
)
"""Words that judge contrary to each other and that no dictionary calls antonyms."""

STATES = listed(
    """
    open closed shut up down on off in out full empty hot cold warm cool high low long short early late new
    old young first last big small large great little heavy light left right black white north south east
    west alive dead wet dry rich poor male female more less many few near far same different public private
    foreign domestic up-to-date ready present absent asleep awake ahead behind inside outside over under
    busy free gone back here there major minor local national married single day night man woman husband
    wife winner loser rise fall gain loss profit higher lower up dark bright quiet loud hard soft military
    civilian like unlike
"""
)
"""Contraries that tell a state, a place or a kind: what changes, or is one thing here and another there."""

_BE = listed("was is were are been be")
_OUTCOME_VERBS = listed("failed succeeded")
_CALLED = listed(
    "called calls call calling declared declares described describes hailed dismissed branded deemed"
)
_AS = listed("as a an")
_SAID = listed("said says say told added that")
_PREPOSITIONS = listed(
    "in at on of by from to with for against over outside inside around about after before"
)
