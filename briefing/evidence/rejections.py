"""Statements that somebody rejects in so many words: "dismissed the allegations about polling station 17".

What is rejected is named by its matter, not repeated, so that no word of it need be the denied one. "The firm
rejects this" answers the sentence before it; "the plant was not hit" whoever says that it was set ablaze.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

from briefing.evidence.blame import HARM
from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import CALENDAR, Line, Reading
from briefing.evidence.statements import LONGEST, Statement, independent, statement
from briefing.text.cues import words as listed
from briefing.text.words import concept, is_negation

REACH = 9  # words between the rejecting verb and the noun for what is rejected
COVERED = 0.5  # of the matter named, by rarity, must be found in the statement
SHARED = 3  # different words of it
LOOKED_UP = 4  # of its words, the rarest, by which statements are looked up
COMMON = 200  # lines looked at for each
MATTER = 6  # words of a sentence that denies harm: what it is about comes first
BACK = 5  # sentences before "rejects this" in which what it rejects is looked for


@dataclass(frozen=True)
class _Rejection:
    """A rejecting clause and the concepts of what it rejects; none where that is the sentence before.

    harm: what is rejected is that the matter came to harm.
    """

    said: Statement
    matter: tuple[str, ...]
    harm: bool = False


def rejections(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Statement, Statement], ...]:
    """Return pairs of a statement and its rejection, by independent families or different sources."""
    found = [one for reading in readings for one in _rejections(corpus, reading)]
    index = _Index(readings) if found else None
    within = [pair for reading in readings for pair in _within_one(corpus, reading)]
    pairs = ((_answered(corpus, one, index), one.said) for one in found if index)
    answered = [(claim, said) for claim, said in pairs if claim]
    by_claim: dict[int, tuple[Statement, Statement]] = {}
    for pair in (*answered, *within):
        by_claim.setdefault(pair[0].sentence.number, pair)
    return tuple(by_claim.values())


def asked(claim: Statement) -> str:
    """The claim as it is told: whoever tells it stands in it, so that it makes no question of its own."""
    return f"Is it so: “{claim.written}”?"


def _within_one(corpus: Corpus, reading: Reading) -> Iterator[tuple[Statement, Statement]]:
    """Both sides told in one sentence: "they opened the gates unasked, a charge that the firm rejected"."""
    for place, line in enumerate(reading.lines):
        if (match := _APPENDED.search(line.text)) and not corpus.is_copy(reading.seen.article.id):
            joint, end = line.at(match.start()), line.at(match.end())
            claim = statement(corpus, reading, place, (0, joint), None, focus=joint - 1, whole=True)
            said = statement(corpus, reading, place, (joint, end), None, focus=joint, whole=True)
            if claim and said:
                yield claim, said


class _Index:
    """The lines that have each concept, and how rare it is."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self._with: dict[str, list[tuple[int, int]]] = {}
        for number, reading in enumerate(readings):
            for place, line in enumerate(reading.lines):
                for one in dict.fromkeys(line.matter):
                    self._with.setdefault(one, []).append((number, place))
        self._lines = sum(len(reading.lines) for reading in readings)

    def rarity(self, one: str) -> float:
        return log(1 + self._lines / len(self._with[one])) if one in self._with else 0.0

    def near(self, matter: Sequence[str]) -> Iterator[tuple[float, Reading, int, tuple[str, ...]]]:
        """Lines that share enough of *matter*, most first; common concepts alone find none."""
        rare = sorted(matter, key=lambda c: (-self.rarity(c), c))[:LOOKED_UP]
        met = dict.fromkeys(at for one in rare for at in self._with.get(one, ())[:COMMON])
        found = []
        for number, place in met:
            line = self.readings[number].lines[place]
            shared = tuple(c for c in matter if c in line.matter)
            found.append((sum(map(self.rarity, shared)), number, place, shared))
        for mass, number, place, shared in sorted(found, key=lambda f: (-f[0], f[1:3])):
            yield mass, self.readings[number], place, shared


def _answered(corpus: Corpus, one: _Rejection, index: _Index) -> Statement | None:
    if not one.matter:
        return _before(corpus, one.said)
    least = 0.0 if one.harm else COVERED * sum(map(index.rarity, one.matter))
    needed = min(2, len(one.matter)) if one.harm else SHARED
    for mass, reading, place, shared in index.near(one.matter):
        line = reading.lines[place]
        if mass < least:
            return None
        if len(shared) < needed or "?" in line.text or _cue(line) is not None:
            continue
        if one.harm and not _is_harmed(one, reading, place):
            continue
        claim = _claim(corpus, reading, place, shared)
        if claim and independent(claim, one.said):
            return claim
    return None


def _is_harmed(one: _Rejection, reading: Reading, place: int) -> bool:
    """Say whether the line tells of harm, to a thing that the rejection names, in what may be one event."""
    line, names = reading.lines[place], one.said.around[1]
    things = [c for c in one.matter if c in line.matter and c not in names and c not in HARM]
    return (
        bool(things)
        and not HARM.isdisjoint(line.concepts)
        and any(n in names for n in reading.around(place)[1])
    )


def _claim(corpus: Corpus, reading: Reading, place: int, shared: Sequence[str]) -> Statement | None:
    """The sentence that has most of what is rejected; of a long one, the clause that has."""
    line = reading.lines[place]
    if any(is_negation(word.text) for word in line.words):
        return None
    focus = next(p for p in range(len(line.words)) if line.concepts[p] in shared)
    return statement(corpus, reading, place, _fitting(line, focus), None, focus=focus, whole=True)


def _fitting(line: Line, focus: int) -> tuple[int, int]:
    """The sentence, or as many of its first clauses as are short enough to show and hold *focus*."""
    first = line.words[0].span.start
    ends = [end for _, end in line.clauses if line.words[end - 1].span.end - first <= LONGEST and end > focus]
    return 0, max(ends, default=len(line.words))


def _before(corpus: Corpus, said: Statement) -> Statement | None:
    """Where somebody else begins to say it, in the few sentences before."""
    first = None
    for place in range(said.place - 1, max(-1, said.place - 1 - BACK), -1):
        line = said.reading.lines[place]
        claim = statement(corpus, said.reading, place, _fitting(line, 0), None, focus=0, whole=True)
        told = claim and claim.told and (claim.speaker or claim.source)
        if claim and told and independent(claim, said):
            first = claim if _cue(line) is None else first
    return first


# -- reading


def _rejections(corpus: Corpus, reading: Reading) -> Iterator[_Rejection]:
    for place, line in enumerate(reading.lines):
        if unharmed := _UNHARMED.search(line.text):
            yield from _unharmed(corpus, reading, place, unharmed.start())
            continue
        at = _cue(line)
        if at is None or "?" in line.text:
            continue
        start, stop = next(c for c in line.clauses if c[0] <= at < c[1])
        if len(line.text) <= LONGEST:
            start, stop = 0, len(line.words)  # "Lodder Water, which runs the dam, denied it"
        start += line.low[start] in ("which", "who", "and", "but")
        said = statement(corpus, reading, place, (start, stop), None, focus=at, whole=True)
        noun = _noun(line, at)
        if said and noun is not None:
            matter = _matter(line, noun + 1)
            if len(matter) >= SHARED:
                yield _Rejection(said, matter)
        elif said and _points_back(line, at, stop):
            yield _Rejection(said, ())


def _unharmed(corpus: Corpus, reading: Reading, place: int, offset: int) -> Iterator[_Rejection]:
    line = reading.lines[place]
    at = line.at(offset)
    segment = next(c for c in line.clauses if c[0] <= at < c[1])
    segment = (0, len(line.words)) if len(line.text) <= LONGEST else segment
    said = statement(corpus, reading, place, segment, None, focus=at, whole=True)
    telling = (p for p in range(len(line.words)) if line.is_content(p) and not is_negation(line.low[p]))
    concepts = dict.fromkeys(line.concepts[p] for p in telling)
    matter = tuple(c for c in concepts if c not in _EMPTY and c not in _HARMED)
    if said and matter and (said.told or line.text[:1] in '“"'):
        yield _Rejection(said, matter[:MATTER], harm=True)


def _cue(line: Line) -> int | None:
    """The place of a word by which something is rejected, not passive and not itself denied."""
    for p in range(1, len(line.low)):
        if (
            line.low[p] in _REJECTING
            and line.low[p - 1] not in _BE
            and not is_negation(line.words[p - 1].text)
        ):
            return p
    return None


def _noun(line: Line, at: int) -> int | None:
    """The place of the "claim" of "rejected the claim that", where its matter follows."""
    ahead = range(at + 1, min(at + 1 + REACH, len(line.low) - 1))
    return next((p for p in ahead if line.low[p] in _CLAIMS and line.low[p + 1] in _ON), None)


def _matter(line: Line, first: int) -> tuple[str, ...]:
    """The concepts of the phrase that says what is rejected, up to the end of its clause."""
    last = next((p for p in range(first + 1, len(line.low)) if line.breaks(p)), len(line.low))
    places = (p for p in range(first, last) if line.low[p] not in CALENDAR)
    telling = (p for p in places if line.is_content(p) or line.low[p][:1].isdigit())
    found = dict.fromkeys(line.concepts[p] for p in telling if not is_negation(line.words[p].text))
    return tuple(c for c in found if c not in _EMPTY)


def _points_back(line: Line, at: int, stop: int) -> bool:
    """Say whether only "this", "that" or "the charge" is rejected."""
    rest = [line.low[p] for p in range(at + 1, stop)]
    return bool(rest) and rest[0] in ("this", "that", "it", "them") and len(rest) <= 2


_HARMED = HARM | frozenset(
    map(concept, listed("ablaze burnt burned burning crippled disabled damaged flames"))
)
_UNHARMED = re.compile(
    r"\b(?:was|were|is|are|been|had) (?:not|never) (?:been )?(?:\w+ )?"
    r"(?:hit|struck|touched|damaged|targeted|attacked|harmed|shelled|bombed|destroyed)\b"
    r"|\b(?:was|were|been) no (?:air ?)?(?:strikes?|attacks?|shelling|raids?|bombing) (?:on|against|at)\b",
    re.IGNORECASE,
)
_APPENDED = re.compile(
    r"(?<=, )an? (?:charge|claim|allegation|accusation|assertion|version|account|report|suggestion)"
    r" (?:that |which )?(?:[\w'’-]+ ){1,6}"
    r"(?:rejected|denied|dismissed|disputed|refuted|rejects|denies|dismisses|disputes)\b"
    r"|(?<=, )contradicting (?:an?|the) (?:\w+ )?"
    r"(?:claim|promise|statement|assurance|report|account|version|pledge)\b[^,;.]*"
)
_REJECTING = listed(
    """denied denies rejected rejects dismissed dismisses refuted refutes disputed disputes contradicted
    contradicts rebutted rebuts contested contests"""
)
_CLAIMS = listed(
    """claim claims allegation allegations accusation accusations report reports statement statements account
    accounts version charge charges suggestion suggestions assertion assertions finding findings figure
    figures criticism story rumour rumours rumor rumors"""
)
_ON = listed("that of about concerning regarding over from by on")
_BE = listed("was were is are been be being")
_EMPTY = frozenset(
    concept(word)
    for word in listed("say told true untrue false wrong lie made said concerning regarding capital side")
)
