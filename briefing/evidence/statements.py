"""Statements: the clauses of an article, each with what it is about, what it denies, and who says it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import CALENDAR, Line, Reading, source_of
from briefing.model.passage import Sentence
from briefing.text.cues import words as listed
from briefing.text.span import Span
from briefing.text.speech import Attribution
from briefing.text.words import IRREGULAR, concept, is_negation

LONGEST = 150  # characters: the words that state a claim, as a reader is shown them
REACH = 4  # words between a negation, or a denial, and what it denies


@dataclass(frozen=True)
class Statement:
    """One clause: its concepts, those that say what is or happens, what is denied of it, and who says it.

    denied is empty where the clause affirms, object holds the concepts of the phrase right after it; subject
    is "he" for any person a pronoun stands for. told: somebody is said to say it, if only "she".
    """

    sentence: Sentence
    family: str
    copy: bool
    content: tuple[str, ...]
    acts: tuple[str, ...]
    denied: str
    object: tuple[str, ...]
    subject: str
    future: bool
    told: bool
    speaker: str | None
    source: str
    extent: Span
    reading: Reading
    place: int

    @property
    def article(self) -> str:
        return self.sentence.article

    @cached_property
    def around(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return self.reading.around(self.place)

    @property
    def near(self) -> tuple[str, ...]:
        return self.around[0]

    @cached_property
    def written(self) -> str:
        start = self.sentence.span.start
        return " ".join(self.extent.moved(-start).of(self.sentence.text).split())


def statements(corpus: Corpus, reading: Reading, wanted: frozenset[str] | None) -> Iterator[Statement]:
    """The denying statements of an article, or the affirming ones that say something *wanted*."""
    for place, line in enumerate(reading.lines):
        if "?" in line.text or (wanted is not None and wanted.isdisjoint(line.concepts)):
            continue
        for segment in line.clauses:
            negation = next((p for p in range(*segment) if is_negation(line.words[p].text)), None)
            denied = negation is not None or is_denied(reading, place, segment)
            if denied is (wanted is not None):
                continue
            if wanted is not None and wanted.isdisjoint(line.concepts[slice(*segment)]):
                continue
            if one := statement(corpus, reading, place, segment, negation):
                yield one


def independent(one: Statement, other: Statement) -> bool:
    if one.family != other.family:
        return True
    mine, theirs = (one.speaker or one.source), (other.speaker or other.source)
    return bool(mine and theirs and mine != theirs) and one.article == other.article and not one.copy


def statement(
    corpus: Corpus,
    reading: Reading,
    place: int,
    segment: tuple[int, int],
    negation: int | None,
    focus: int | None = None,
    whole: bool = False,
) -> Statement | None:
    """The clause as a statement, or None where it states nothing of its own.

    With the word *focus*, a dependent clause will do ("when rockets fell"), and a long one is cut round it;
    *whole* keeps the words that tell who says it: "it rejected" is all that some sentences say.
    """
    line, sentence = reading.lines[place], reading.seen.sentences[place]
    clause = Span(line.words[segment[0]].span.start, line.words[segment[1] - 1].span.end)
    said = reading.said(place, clause.moved(sentence.span.start))
    places = _whole(line, segment) if whole else own_words(line, segment, sentence, said)
    if not whole and (that := _refused(line, range(*segment))) is not None:
        places = list(range(that + 1, segment[1]))
    depends = focus is None and (
        line.low[segment[0]] in _DEPENDENT or (bool(places) and line.low[places[0]] in _DEPENDENT)
    )
    if len(places) < 3 or depends:
        return None
    if focus is not None:
        places = _close_to(line, places, focus)
    extent = Span(line.words[places[0]].span.start, line.words[places[-1]].span.end)
    denies = not whole and is_denied(reading, place, segment)
    at = _main_verb(line, places) if denies else None if negation is None else _denied(line, places, negation)
    if extent.end - extent.start > LONGEST or ((denies or negation is not None) and at is None):
        return None
    if at is not None and any(line.low[p] in _LIMITING for p in places if p > at):
        return None  # "sent no mails that were marked": some mails may have been sent
    return Statement(
        sentence=sentence,
        family=corpus.family(sentence.article).id,
        copy=corpus.is_copy(sentence.article),
        content=tuple(dict.fromkeys(line.concepts[p] for p in places if _matters(line, p))),
        acts=tuple(dict.fromkeys(line.concepts[p] for p in places if _acts(line, p))),
        denied="" if at is None else line.concepts[at],
        object=() if at is None else _object(line, places, at),
        subject="he" if line.low[places[0]] in ("i", "he", "she") else "",
        future=any(line.low[p] in _AHEAD for p in places),
        told=said is not None,
        speaker=said.speaker if said else None,
        source=source_of(reading.seen, said),
        extent=extent.moved(sentence.span.start),
        reading=reading,
        place=place,
    )


def _whole(line: Line, segment: tuple[int, int]) -> list[int]:
    """All places of the segment but those of a dateline: "ORLAT, Sept 18 (Wire) -- Some 700 posts ..."."""
    dated = _DATELINE.match(line.text) if segment[0] == 0 else None
    first = line.at(dated.end()) if dated else segment[0]
    return list(range(first, segment[1]))


def _close_to(line: Line, places: Sequence[int], focus: int) -> list[int]:
    """The places round *focus* that are short enough to show."""
    kept = list(places)
    while len(kept) > 1 and line.words[kept[-1]].span.end - line.words[kept[0]].span.start > LONGEST:
        kept = kept[1:] if focus - kept[0] > kept[-1] - focus else kept[:-1]
    return kept


def own_words(
    line: Line, segment: tuple[int, int], sentence: Sentence, said: Attribution | None
) -> list[int]:
    """The places of the clause's words without those that only say who says it."""
    telling = [s.moved(-sentence.span.start) for s in (*said.source, said.cue)] if said else []
    places = [p for p in range(*segment) if not any(s.meets(line.words[p].span) for s in telling)]
    opening = [at for at, p in enumerate(places[:7]) if said and line.low[p] == "that"]
    places = places[opening[0] + 1 :] if opening else places  # "said from the start that he would"
    while places and line.low[places[0]] in ("that", "and", "but", "as", "said", "says"):
        places = places[1:]
    return places


def is_denied(reading: Reading, place: int, segment: tuple[int, int]) -> bool:
    """Say whether the clause is what somebody "denied": "the army denied that it had bombed the market"."""
    line, sentence = reading.lines[place], reading.seen.sentences[place]
    if _REFUSING.isdisjoint(line.low):
        return False
    if _refused(line, range(*segment)) is not None:
        return True
    clause = Span(line.words[segment[0]].span.start, line.words[segment[1] - 1].span.end)
    said = reading.said(place, clause.moved(sentence.span.start))
    return said is not None and said.cue.of(reading.seen.article.text).lower() in _DENYING


def _refused(line: Line, places: Sequence[int]) -> int | None:
    """The place of the "that" of "rejected reports that", behind which stands what is denied."""
    verb = next((p for p in places if line.low[p] in _REFUSING), None)
    if verb is None:
        return None
    return next((p for p in places if verb < p <= verb + REACH + 1 and line.low[p] == "that"), None)


def _main_verb(line: Line, places: Sequence[int]) -> int | None:
    """The place of what the clause says happened: the last verb before its object."""
    found: int | None = None
    for p in places:
        if _acts(line, p) and line.concepts[p] not in _MASKS:
            found = p
        elif found is not None and line.is_content(p):
            break
    return found


def _matters(line: Line, at: int) -> bool:
    low = line.low[at]
    return line.is_content(at) and not is_negation(low) and low not in CALENDAR and low not in _PASSING


def _acts(line: Line, at: int) -> bool:
    """Say whether the word is likely a verb or what somebody is: "his supporters" support nobody."""
    word, before = line.low[at], line.low[at - 1] if at else ""
    if not line.is_content(at):
        return False
    return (
        word.endswith(("ed", "ing"))
        or word in _IRREGULAR
        or before in _SUBJECTS
        or before.endswith("ly")
        or (at > 0 and line.is_name(at - 1) and not line.is_name(at))
    )


def _denied(line: Line, places: Sequence[int], negation: int) -> int | None:
    """The place of what the negation turns round: of "no ballot box was stuffed" the stuffing."""
    if line.low[negation] in _WEAK or (negation and line.low[negation - 1] == "to"):
        return None
    after = [p for p in places if negation < p]
    if after and line.low[after[0]].endswith("ing"):  # blamed "for not paying": a charge, no denial
        return None
    if line.low[negation] in ("no", "nobody", "none", "neither"):
        verb = next((p for p in after if line.low[p] in _BE), None)
        after = [p for p in after if verb is not None and p > verb]
    if after and line.low[after[0]] in ("a", "an", "the") and line.low[negation - 1] not in _BE:
        return None  # "due to a strain and not a clot" denies no statement
    for p in after[:REACH]:
        if line.low[p] in _LIMITS:
            return None
        if line.is_content(p) and not line.low[p].endswith("ly"):
            return None if line.is_name(p) or line.concepts[p] in _MASKS else p
    return None


def _object(line: Line, places: Sequence[int], denied: int) -> tuple[str, ...]:
    """The concepts of the first phrase after what is denied: of "paid a single crown to them" the crown."""
    found: list[str] = []
    for p in places[places.index(denied) + 1 :]:
        if found and not _matters(line, p):
            break
        if _matters(line, p) and not line.low[p].endswith("ly"):
            found.append(line.concepts[p])
    return tuple(found)


_DATELINE = re.compile(r"[A-Z]{3}[^.!?]{0,60}?\s(?:--|[—–-])\s")
_DENYING = listed("denied denies deny denying")
_REFUSING = _DENYING | listed("rejected rejects dismissed dismisses refuted refutes rebutted")
_NUMBERS = listed("two three four five six seven eight nine ten hundred thousand million billion")
_PASSING = listed("morning afternoon evening night day week month year single time") | _NUMBERS
_WEAK = listed("nothing nowhere without hardly barely scarcely nor")
_DEPENDENT = listed("if whether unless since when before after where which who although though")
_LIMITING = listed("that which who whom what unless until")
_IRREGULAR = frozenset(form for forms in IRREGULAR for form in forms[1:])
_SUBJECTS = listed(
    """i you he she it we they who that which is are was were be been being has have had does did do will
    would"""
)
_BE = listed("was were is are been be had has have")
_AHEAD = listed("will would could may might should shall must can cannot can't won't if")
_LIMITS = listed(
    "only just yet longer immediately necessarily all always until more less enough very too so even"
)
_MASKS = frozenset(
    concept(word)
    for word in listed(
        """say comment respond answer know clear sure verify confirm identify name reveal give be do make go
        get want need see think believe expect like have take come able possible available use work happen let
        seem appear mean matter provide include understand remember tell agree care look find help try stop
        end change new good show"""
    )
)
