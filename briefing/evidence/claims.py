"""Figure claims: what each figure of an article counts, what is said to have happened to it, where, when, by
whom.

There is no parser: the words round the figure, up to the marks and joints that end a clause, stand in for
one. Where they do not settle what is counted, there is no claim, for a claim that is read wrongly cries a
false conflict.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from briefing.evidence.corpus import Corpus
from briefing.evidence.deeds import Deed, deed_at
from briefing.evidence.lines import CALENDAR, STOP, Line, Reading, source_of
from briefing.model.passage import Sentence
from briefing.text.cues import words as listed
from briefing.text.dates import dates
from briefing.text.figures import Figure, converted, figures
from briefing.text.lexicon import known, related
from briefing.text.span import Span
from briefing.text.speech import Attribution
from briefing.text.words import concept, fold, is_negation, words

LONGEST = 150  # characters: the words that state a claim, as a reader is shown them
BACKGROUND = timedelta(days=45)
CONTRASTED = 8  # words between two values that are set against each other
NEAR = 2  # words: a deed this close before a figure governs it, whatever follows


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """One figure with what it is the figure of.

    low and high are in the base unit, shares as percent. head names what is counted, by `concept`; "person"
    where people go unnamed or are only people. kinds are the words that narrow it down ("North Korean",
    "injured").
    about are the concepts of its clause, around those of its sentence and neighbours, names those that are
    names.
    change says that the words tell of an update: "rose", or "was" for an earlier count. alone: its article
    gives no other value for such a thing.
    """

    sentence: Sentence
    figure: Figure
    family: str
    copy: bool
    published: date | None
    low: float
    high: float
    unit: str
    head: str
    head_words: str
    kinds: tuple[str, ...]
    deed: Deed | None
    agent: str
    agent_written: str
    subject: str
    measure: str
    measure_written: str
    about: tuple[str, ...]
    around: frozenset[str]
    names: tuple[str, ...]
    called: tuple[str, ...]
    places: tuple[str, ...]
    named_there: frozenset[str]
    when: tuple[date, date] | None
    rate: str
    future: bool
    change: str
    speaker: str | None
    source: str
    extent: Span
    alone: bool = False

    @property
    def article(self) -> str:
        return self.sentence.article

    @property
    def counts_all(self) -> bool:
        """Say whether it counts people as such, and not civilians who stand for them."""
        return self.head == "person" and concept(self.head_words) != "civilian"

    @property
    def is_background(self) -> bool:
        """Say whether it is of a whole year or so: "in 2013 an attack killed 1,400" is no news."""
        return self.when is not None and self.when[1] - self.when[0] > BACKGROUND

    @property
    def named(self) -> str:
        """What is counted with the words that narrow it down: "armoured vehicles"."""
        if not (self.kinds and self.figure.head_span):
            return self.head_words
        between = self.sentence.text[self.figure.span.end : self.figure.head_span.end].strip()
        return between if between.endswith(self.head_words) else self.head_words

    @property
    def written(self) -> str:
        """The value as printed, with its bound word; "no civilians" where there are none."""
        if not self.high and self.figure.head_span:
            return self.sentence.text[self.figure.span.start : self.figure.head_span.end]
        span = self.figure.span
        start = min(span.start, self.figure.bound_span.start) if self.figure.bound_span else span.start
        return " ".join(self.sentence.text[start : span.end].split())


def figure_claims(corpus: Corpus, readings: Sequence[Reading]) -> tuple[FigureClaim, ...]:
    """Return the claims of all articles of *corpus*, read as *readings*, in their order."""
    return tuple(claim for reading in readings for claim in _of_article(corpus, reading))


def _of_article(corpus: Corpus, reading: Reading) -> Iterator[FigureClaim]:
    """The claims of one article; its civilians stand for all people where it counts nobody else.

    Whether "four civilians were killed" or "thirteen people", each outlet means all that it knows of.
    """
    found = [c for place in range(len(reading.lines)) for c in _claims_of(corpus, reading, place)]
    fresh = [c for c in found if c.deed and not (c.rate or c.is_background)]
    others = {c.deed.name for c in fresh if c.deed and (c.head == "person" or c.head in ARMED)}
    values: dict[tuple[str, str], set[float]] = {}
    for claim in found:
        values.setdefault((claim.unit, claim.head), set()).add(claim.low)
    for claim in found:
        claim = replace(claim, alone=len(values[claim.unit, claim.head]) == 1)
        deed = claim.deed.name if claim.deed else ""
        whole = claim.head == "civilian" and claim.high and deed and deed not in others
        yield replace(claim, head="person") if whole and not claim.kinds else claim


@dataclass(frozen=True)
class _Site:
    """A figure in its line: the words it and its noun take up, its clause, and the word for what happened."""

    reading: Reading
    place: int
    figure: Figure
    first: int
    end: int
    segment: tuple[int, int]
    deed_place: int | None

    @property
    def line(self) -> Line:
        return self.reading.lines[self.place]

    @property
    def sentence(self) -> Sentence:
        return self.reading.seen.sentences[self.place]

    @cached_property
    def deed(self) -> Deed | None:
        """What happened; an army that "has lost 14 servicemen" has lost them to death, and so "nine fell"."""
        deed = None if self.deed_place is None else deed_at(self.line.low, self.deed_place)
        if deed and deed.name in ("lose", "fall") and self.figure.head and _may_be_people(self.figure):
            return deed_at(("killed",), 0)
        return deed

    @cached_property
    def measure(self) -> int | None:
        return _measure(self.line, self.first, self.segment)

    @cached_property
    def agent(self) -> int | None:
        return _agent(self.line, self.deed_place, self.segment, self.first)

    @cached_property
    def said(self) -> Attribution | None:
        said = self.reading.said(self.place, self.figure.span.moved(self.sentence.span.start))
        return None if said and _claims_lives(said, self.reading.seen.article.text) else said

    @cached_property
    def told(self) -> tuple[int, ...]:
        return _telling(self.line, self.sentence, self.said)


def _claims_lives(said: Attribution, text: str) -> bool:
    """Say whether a blast "claimed the lives" of somebody, which tells nothing."""
    return "claim" in said.cue.of(text) and bool(_LIVES.match(text, said.cue.end))


def _claims_of(corpus: Corpus, reading: Reading, place: int) -> Iterator[FigureClaim]:
    line = reading.lines[place]
    found = [figure for figure in figures(line.text) if _counts(figure, line.text)] + _nobodies(line)
    before: FigureClaim | None = None
    for figure in found:
        site = _site(reading, place, figure, [f for f in found if f is not figure])
        other = before is not None and _is_other_value(before, figure, line)
        if not (_is_claim(site) or other):
            continue
        claim = _claim(corpus, site)
        if before and other:
            claim = _like(before, claim)
        elif before and _goes_on(before, claim, line):
            claim = replace(claim, head=before.head, head_words=before.head_words, kinds=before.kinds)
        before = claim
        yield claim


def _goes_on(before: FigureClaim, claim: FigureClaim, line: Line) -> bool:
    """Say whether the figure counts more of those before it: "five soldiers were killed and 29 wounded"."""
    fates = before.deed and claim.deed and before.deed.people and claim.deed.people
    between = line.text[before.figure.span.end : claim.figure.span.start].split()
    joined = "and" in between and len(between) <= 6 and not any("," in word for word in between)
    bare = claim.head == "person" and concept(claim.head_words) not in _PLAIN
    return bool(fates) and joined and bare and not claim.unit and before.figure.high > 0


def _is_sum(line: Line, first: int) -> bool:
    """Say whether the figure is a value, whatever befalls people beside it: "came to 280", "worth 620"."""
    before = line.low[max(0, first - 2) : first]
    return before[-1:] == ("worth",) or (before[-1:] == ("to",) and before[0] in _COMES)


def _is_other_value(before: FigureClaim, figure: Figure, line: Line) -> bool:
    """Say whether a bare figure is another one for what was counted before it.

    "14 cases, it says, or 37"; "900 barrels against 4,200"; "it killed 118, where the army has admitted 14".
    """
    if figure.head or figure.unit or figure.share_of or before.figure.span.end > figure.span.start:
        return False
    between = line.low[line.at(before.figure.span.end) : line.at(figure.span.start)]
    if len(between) > CONTRASTED or not between:
        return False
    return between[-1] in _OR or any(word in _WHEREAS for word in between)


def _like(before: FigureClaim, claim: FigureClaim) -> FigureClaim:
    """The claim as one on what *before* is on, in its unit."""
    factor = before.low / before.figure.low if before.figure.low else 1.0
    low, high = claim.figure.low * factor, claim.figure.high * factor
    return replace(
        claim, low=low, high=high, unit=before.unit, head=before.head, head_words=before.head_words,
        kinds=before.kinds, deed=before.deed, about=before.about,
    )  # fmt: skip


def _site(reading: Reading, place: int, figure: Figure, others: Sequence[Figure]) -> _Site:
    line = reading.lines[place]
    first, end = _seat(line, figure)
    at = _deed(line, first, end, _window(line, first, end, others), _may_be_people(figure))
    if at is not None and first <= at < end and (deed := deed_at(line.low, at)) and not deed.people:
        at = None  # the votes of "3 million votes" are counted, they are no deed
    if _is_sum(line, first):
        at = None
    return _Site(reading, place, figure, first, end, _segment(line, first, end, at), at)


def _is_claim(site: _Site) -> bool:
    if _ELECTORATE.match(site.line.text, site.figure.span.end):
        return True
    if not (_is_counted(site) or (site.measure is not None and site.figure.high)):
        return False
    if site.figure.high and (_is_denied(site) or _is_known_set(site)):
        return False
    if "alone" in site.line.low[slice(*site.segment)]:  # "in Orm alone" is a part
        return False
    return not _is_increment(site.line, site.first, site.end)


def _is_denied(site: _Site) -> bool:
    """Say whether the clause has a negation; that of "no fewer than 60" is the figure's own."""
    clause = (p for p in range(*site.segment) if not site.first <= p < site.end)
    return any(is_negation(site.line.words[p].text) for p in clause)


def _is_known_set(site: _Site) -> bool:
    """Say whether the words point at things known by now and count nothing: "all five states"."""
    before = site.line.low[site.first - 1] if site.first else ""
    few = not site.figure.unit and site.figure.high <= _A_SET
    return few and before in _POINTING and not (site.deed and site.deed.people)


def _claim(corpus: Corpus, site: _Site) -> FigureClaim:
    line, article, figure = site.line, site.reading.seen.article, site.figure
    low, high, unit = converted(figure)
    published = article.published.date() if article.published else None
    around, names = site.reading.around(site.place)
    measure, written = _measured(site)
    return FigureClaim(
        sentence=site.sentence,
        figure=figure,
        family=corpus.family(article.id).id,
        copy=corpus.is_copy(article.id),
        published=published,
        low=low,
        high=high,
        unit=unit,
        head=_head(figure, line.text, site.deed),
        head_words=_counted(figure, line.text),
        kinds=_kinds(line, figure, site.first),
        deed=site.deed,
        agent="" if site.agent is None else line.low[site.agent],
        agent_written=_doer(line, site.agent),
        subject=_subject(line, site.deed_place, site.segment),
        measure=measure,
        measure_written=written,
        about=_about(site),
        around=frozenset(around),
        names=names,
        called=_called(site),
        places=_places(line, site.segment),
        named_there=site.reading.names,
        when=_when(line, published),
        rate=_rate(line, site.end) or _spell(site),
        future=_is_future(line, site.segment, site.first),
        change=_change(line),
        speaker=site.said.speaker if site.said else None,
        source=source_of(site.reading.seen, site.said) or _putting(line, site.first, site.segment),
        extent=_extent(site).moved(site.sentence.span.start),
    )


def _measured(site: _Site) -> tuple[str, str]:
    """What the figure is the value of, as a concept and as written; a share of the voters is the turnout."""
    if site.figure.unit == "percent" and _ELECTORATE.match(site.line.text, site.figure.span.end):
        return concept("turnout"), "turnout"
    return (
        ("", "") if site.measure is None else (site.line.concepts[site.measure], site.line.low[site.measure])
    )


def _about(site: _Site) -> tuple[str, ...]:
    """The concepts of the clause beside the figure, its deed and who tells it."""
    without = {site.deed_place, *range(site.first, site.end), *site.told}
    line = site.line
    clause = range(_main_start(site), site.segment[1])
    return tuple(dict.fromkeys(line.concepts[p] for p in clause if p not in without and line.is_content(p)))


def _main_start(site: _Site) -> int:
    """Where the clause begins that a participle hangs on: "a bomb went off in Orm, killing 12"."""
    line, start = site.line, site.segment[0]
    if not (site.deed and site.deed.people and start and line.low[start].endswith("ing")):
        return start
    start -= 1
    while start > 0 and not line.breaks(start):
        start -= 1
    return start


def _called(site: _Site) -> tuple[str, ...]:
    line, told = site.line, site.told
    names = [p for p in range(*site.segment) if p not in told and line.is_name(p)]
    return tuple(dict.fromkeys(line.low[p] for p in names if line.low[p] not in CALENDAR))


def _nobodies(line: Line) -> list[Figure]:
    """People's fate that befell nobody, as figures of nought: "no civilians were killed", "nobody was hurt".

    "No injuries were reported" tells only of what was not yet known.
    """
    if any(word in _UNREPORTED for word in line.low):
        return []
    found = [p for p in range(len(line.words) - 1) if line.low[p] in ("no", "nobody") and _befalls(line, p)]
    return [_nobody(line, p) for p in found]


def _befalls(line: Line, at: int) -> bool:
    ahead = range(at + 1, min(at + 5, len(line.words)))
    before = range(max(0, at - 1), at)  # "killed no civilians"
    return any(
        (deed := deed_at(line.low, p)) and deed.name in _FATES
        for p in (*before, *ahead)
        if p < at or not _broken(line, at + 1, p + 1)
    )


def _nobody(line: Line, at: int) -> Figure:
    """ "No civilians" counts civilians; "nobody" and "no one" count people."""
    word, after = line.words[at], line.words[at + 1]
    counted = line.low[at] == "no" and line.is_content(at + 1)
    head = (after.text, after.span) if counted else ("", None)
    return Figure(word.span, None, 0.0, 0.0, "exact", "", head[0], head[1], "", word.text)


def _counts(figure: Figure, text: str) -> bool:
    """Leave out ages ("Lee, 43, said"; "43-year-old") and what else only describes ("a 46-page report")."""
    before, after = text[: figure.span.start].rstrip(), text[figure.span.end :]
    if after.startswith("-") or figure.unit == "times" or _A_PART.match(after):
        return False
    if figure.unit or figure.head or figure.share_of:
        return True
    return not (before.endswith((",", " aged", " age", "(")) and (not after or after[0] in ",.;)"))


def _is_counted(site: _Site) -> bool:
    """Say whether it is clear what is counted: a unit or noun says so, or people's fate is told beside it."""
    line, deed, at = site.line, site.deed, site.deed_place
    if site.figure.unit:
        return site.figure.unit not in _SPELLS or bool(deed and not deed.people)
    if site.figure.head or _counted(site.figure, line.text):
        return True
    if deed is None or at is None or not deed.people:
        return False
    if at >= site.first:
        return at - site.end < 4 and not _broken(line, site.end, at + 1)
    toll = any(word in _TOLLS for word in line.low[: site.first]) and line.low[site.first - 1] in _EQUALS
    return toll or (site.first - at <= NEAR and not _broken(line, at + 1, site.first))


def _seat(line: Line, figure: Figure) -> tuple[int, int]:
    """The places of the words that the figure and what it counts take up."""
    start = min(figure.span.start, figure.bound_span.start) if figure.bound_span else figure.span.start
    ends = [figure.span.end, figure.head_span.end if figure.head_span else 0]
    return line.at(start), max(line.at(start) + 1, line.at(max(ends)))


def _window(line: Line, first: int, end: int, others: Sequence[Figure]) -> tuple[int, int]:
    """How far a deed may stand from the figure: to the next figure on either side.

    "Killed 35, including six children": the six share the deed of the 35.
    """
    included = any(word in _INCLUDING for word in line.low[max(0, first - 2) : first])
    before = [line.at(f.span.end) for f in others if line.at(f.span.end) <= first and not included]
    after = [line.at(f.span.start) for f in others if line.at(f.span.start) >= end]
    after = [at for at in after if line.low[end:at] != ("and",)]  # "11 rebels and nine soldiers died"
    return max(before, default=0), min(after, default=len(line.words))


def _may_be_people(figure: Figure) -> bool:
    """Say whether what is counted can be killed or hurt: reports cannot, whatever the next clause tells."""
    noun = words(figure.head)[-1].text if figure.head and words(figure.head) else ""
    return not noun or noun[:1].isupper() or not known(noun) or related(noun, "people")


def _deed(line: Line, first: int, end: int, window: tuple[int, int], people: bool) -> int | None:
    """The place of the word that says what happened to what is counted, or None.

    Right before the figure ("killed 24"), else in the rest of the clause ("24 were killed"), else before it
    in the clause, else anywhere between the neighbouring figures, what follows first ("24 people, most of
    them miners, died"); there, only *people* meet the fate of people.
    """
    inside = [p for p in range(first, end) if _is_deed(line, p)]
    after = [p for p in range(end, window[1]) if _is_deed(line, p)]
    before = [p for p in range(first - 1, window[0] - 1, -1) if _is_deed(line, p)]
    unbroken_after = [p for p in after if not _broken(line, end, p + 1)]
    unbroken_before = [p for p in before if not _broken(line, p + 1, first)]
    near = [p for p in unbroken_before if first - p <= NEAR]
    main = [p for p in after if _is_main(line, end, p)]
    lost = [p for p in unbroken_after[1:2] if p - unbroken_after[0] <= 2 and line.low[p] == "lives"]
    if not people:
        after, before = ([p for p in far if not _is_fate(line, p)] for far in (after, before))
    for choice in (lost, inside[-1:], near, main[:1], unbroken_after, unbroken_before, after, before):
        if choice:
            return choice[0]
    return None


def _is_deed(line: Line, at: int) -> bool:
    """Say whether a deed stands here; the rise of "injured rose to seven" only tells of an update."""
    deed = deed_at(line.low, at)
    moves = deed is not None and deed.name in ("grow", "fall")
    return deed is not None and not (moves and "to" in line.low[at + 1 : at + 2])


def _is_main(line: Line, end: int, at: int) -> bool:
    """Say whether the deed is told of what is counted, over an aside: "two jets, long idle, were hit"."""
    opens = end < len(line.words) and line.text[line.words[end - 1].span.end :].startswith(",")
    closes = line.text[: line.words[at - 1].span.start].rstrip().endswith(",")
    return opens and closes and line.low[at - 1] in _SUFFERING


def _is_fate(line: Line, at: int) -> bool:
    deed = deed_at(line.low, at)
    return deed is not None and deed.people


def _broken(line: Line, first: int, end: int) -> bool:
    return any(line.breaks(p) or line.low[p] in _JOINTS for p in range(max(1, first), end))


def _segment(line: Line, first: int, end: int, deed: int | None) -> tuple[int, int]:
    """The clause of the figure, and of its deed where that stands in another one."""
    start, stop = min(first, deed if deed is not None else first), max(end, (deed or 0) + 1)
    while start > 0 and not line.breaks(start):
        start -= 1
    while stop < len(line.words) and not line.breaks(stop):
        stop += 1
    return start, stop


def _head(figure: Figure, text: str, deed: Deed | None) -> str:
    """What is counted: "24 dead" and "24 people" count people, and so does a bare 24 with a fate."""
    named = [word.text for word in words(_noun(_counted(figure, text)))]
    head = concept(named[-1]) if named else ""
    if (
        not figure.unit
        and deed
        and deed.people
        and (not head or head in _PEOPLE or deed_at([fold(named[-1])], 0) == deed)
    ):
        return "person"
    return "person" if head in _PEOPLE else head


def _counted(figure: Figure, text: str) -> str:
    """The words for what is counted, or what it is a share of: "half of the area"."""
    if figure.unit == "percent" and not figure.share_of and (of := _OF.match(text, figure.span.end)):
        return _noun(of[1])
    if figure.unit == "percent" and not figure.head and (of := _SHARE.search(text, 0, figure.span.start)):
        return _noun(of[1])
    if not (figure.unit or figure.head or figure.share_of) and (
        of := _NUMBER.search(text, 0, figure.span.start)
    ):
        return _noun(of[1])
    if figure.head_span and figure.head:
        return figure.head_span.of(text)  # as printed: Americans
    return figure.head or figure.share_of


def _noun(phrase: str) -> str:
    """The phrase up to what stands after its noun: "the area occupied since August" is the area."""
    kept: list[str] = []
    for word in words(phrase):
        low = fold(word.text)
        if kept and (low in _AFTER_NOUN or low.endswith(("ed", "ly"))):
            break
        if low not in STOP:
            kept.append(word.text)
    return " ".join(kept)


def _kinds(line: Line, figure: Figure, first: int) -> tuple[str, ...]:
    """The words between the figure and its noun: "North Korean" of 12,000 North Korean troops."""
    if not figure.head_span:
        return ()
    start, end = line.at(figure.span.end), line.at(figure.head_span.end) - 1
    return tuple(
        dict.fromkeys(
            line.concepts[p] for p in range(start, end) if line.is_content(p) and line.low[p] not in _ANY_KIND
        )
    )


def _agent(line: Line, deed: int | None, segment: tuple[int, int], first: int) -> int | None:
    """The place of the name that does the deed: before it in its clause, and no "in Kursk"."""
    if deed is None or deed > first:
        return None
    for p in range(deed - 1, segment[0] - 1, -1):
        if line.is_name(p) and not (p and line.low[p - 1] in _PREPOSITIONS):
            return p
    return None


def _doer(line: Line, agent: int | None) -> str:
    """The name as printed, where a verb follows: of "Russian forces" only the forces act."""
    if agent is None or line.is_name(agent - 1 if agent else agent + 1) or agent + 1 >= len(line.words):
        return ""
    return line.words[agent].text if line.low[agent + 1] in _VERBAL else ""


def _subject(line: Line, deed: int | None, segment: tuple[int, int]) -> str:
    """The nearest word of content before the deed: the prices of "prices rose 3 percent"."""
    if deed is None:
        return ""
    return next((line.concepts[p] for p in range(deed - 1, segment[0] - 1, -1) if line.is_content(p)), "")


def _measure(line: Line, first: int, segment: tuple[int, int]) -> int | None:
    """The place of what the figure is the value of: "a magnitude of 6.1", "turnout was 62 percent"."""
    at = first - 1
    while at > segment[0] and line.low[at] in _ADVERBS:
        at -= 1
    if at <= segment[0]:
        return None
    if line.low[at] in ("was", "is", "were", "are", "stood", "reached"):
        return _first_noun(line, segment[0], at)
    if _is_sum(line, at + 1):
        return _first_noun(line, segment[0], at - 1) if line.low[at] == "to" else _own_noun(line, at - 1)
    if line.low[at] in _EQUALS and line.low[at] != "to":  # raised to 15 is not 15
        at -= 1
    elif line.low[at - 1] not in ("a", "an", "at", "of", "the"):
        return None
    return at if at >= segment[0] and _is_noun(line, at) else None


def _own_noun(line: Line, at: int) -> int | None:
    return at if _is_noun(line, at) else None


def _first_noun(line: Line, start: int, end: int) -> int | None:
    """The subject's noun: what stands before the first preposition after its start."""
    noun = None
    for p in range(start, end):
        if line.low[p] in _PREPOSITIONS and noun is not None:
            break
        noun = p if _is_noun(line, p) and line.low[p] not in CALENDAR else noun
    return noun


def _is_noun(line: Line, at: int) -> bool:
    """Say whether the word may be a measure: no name, no participle, no unit."""
    return (
        line.is_content(at)
        and not line.is_name(at)
        and not line.low[at].endswith(("ed", "ing", "ly"))
        and line.low[at] not in ("percent", "last", "next", "past", "first", "final")
    )


def _places(line: Line, segment: tuple[int, int]) -> tuple[str, ...]:
    return tuple(
        line.low[p]
        for p in range(max(1, segment[0]), segment[1])
        if line.is_name(p) and _is_in(line, p) and line.low[p] not in CALENDAR
        if not (_is_of_a_people(line, p) or line.low[p] in _BODIES)
    )


def _is_in(line: Line, at: int) -> bool:
    """Say whether the word stands in a phrase of place: "in Orm", "in the village of Orm"."""
    before = at - 1
    while before > max(0, at - 5) and line.low[before] in _LEADING:
        before -= 1
    return line.low[before] in _WHERE


def _is_of_a_people(line: Line, at: int) -> bool:
    """Say whether the name only tells whose: "at Verian ports" names no place that another port is not."""
    follows = at + 1 < len(line.words) and line.is_content(at + 1) and not line.breaks(at + 1)
    return follows and line.low[at].endswith(("ian", "ean", "ish", "ese"))


def _when(line: Line, published: date | None) -> tuple[date, date] | None:
    """The days the sentence puts the claim on; a date beside "said" is that of saying it."""
    for mention in dates(line.text, published):
        if mention.earliest and mention.latest:
            at = line.at(mention.span.start)
            near = range(max(0, at - 3), min(len(line.words), at + 4))
            if not any(line.concepts[p] == "said" or line.low[p] in _SAYING for p in near):
                return mention.earliest, mention.latest
    return None


def _rate(line: Line, end: int) -> str:
    """What one of it is for: "a day", "per household", "at each of them", "were killed at each place"."""
    for p in range(end, min(end + 6, len(line.words) - 2)):
        if line.low[p] in _WHERE and line.low[p + 1] in ("each", "every"):
            return line.concepts[p + 2]
    for p in range(end, min(end + 3, len(line.words) - 1)):
        spell = line.low[p] in ("a", "an") and line.low[p + 1] in _SPELLS and p < end + 2
        of_them = line.low[p + 1 : p + 3] == ("one", "of")  # "17 died, every one of them a soldier"
        if spell or (line.low[p] in ("per", "each", "every") and not of_them):
            return line.concepts[p + 1]
        if line.low[p] in _RATES:
            return line.concepts[p]
    return ""


def _spell(site: _Site) -> str:
    """The long time over which people's fate is counted: "since April", "in six years of war"."""
    if site.deed is None or not site.deed.people:
        return ""
    low = site.line.low
    for p in range(len(low) - 1):
        if low[p] == "since" and (
            low[p + 1] in CALENDAR or low[p + 1][:1].isdigit() or low[p + 1] in _ONSETS
        ):
            return "since"
        if low[p] in ("in", "over", "during") and "years" in low[p + 1 : p + 4]:
            return "years"
    return "year" if " this year" in site.line.text or " this month" in site.line.text else ""


def _is_future(line: Line, segment: tuple[int, int], first: int) -> bool:
    return any(
        line.low[p] in _AHEAD and not _is_thing(line, p)
        for p in range(segment[0], min(segment[1], first + 8))
    )


def _is_thing(line: Line, at: int) -> bool:
    """Say whether the word is a noun here: "at the Authority's demand" nobody demands what is counted."""
    before = line.text[: line.words[at].span.start].rstrip()
    return line.low[at] == "demand" and before.endswith(("'s", "’s", " the", " a", " on", " in"))


def _is_increment(line: Line, first: int, end: int) -> bool:
    """Say whether the figure comes on top of another one: "another 12", "12 more"."""
    before = line.low[first - 1] if first else ""
    inside = line.low[first:end]
    return (
        before in _ON_TOP
        or any(word in _ON_TOP for word in inside)
        or ("more" in line.low[end : end + 1] and "than" not in line.low[end + 1 : end + 2])
        or ("more" in inside[1:] and "than" not in inside)
    )


def _change(line: Line) -> str:
    joined = f" {' '.join(line.low)} "
    if any(f" {cue} " in joined for cue in _ROSE):
        return "rose"
    return "was" if any(f" {cue} " in joined for cue in _WAS) else ""


def _putting(line: Line, first: int, segment: tuple[int, int]) -> str:
    """The source of "organisers put the crowd at 30,000"."""
    for p in range(segment[0] + 1, first - 1):
        if line.low[p] in ("put", "puts") and line.low[first - 1] == "at":
            return line.text[line.words[segment[0]].span.start : line.words[p - 1].span.end]
    return ""


def _telling(line: Line, sentence: Sentence, said: Attribution | None) -> tuple[int, ...]:
    """The places of the words that only say who says it."""
    if said is None:
        return ()
    spans = [span.moved(-sentence.span.start) for span in (*said.source, said.cue)]
    return tuple(p for p, word in enumerate(line.words) if any(span.meets(word.span) for span in spans))


def _extent(site: _Site) -> Span:
    """The words that state the claim: its clause, or where that is long, from the deed to what is counted."""
    line, (start, stop), deed = site.line, _own_part(site), site.deed_place
    whole = Span(line.words[start].span.start, line.words[stop - 1].span.end)
    if whole.end - whole.start <= LONGEST:
        return whole
    start, stop = min(site.first, site.first if deed is None else deed), max(site.end, (deed or 0) + 1)
    tight = Span(line.words[start].span.start, line.words[stop - 1].span.end)
    return tight if tight.end - tight.start <= LONGEST else site.figure.span


def _own_part(site: _Site) -> tuple[int, int]:
    """The clause without another fate beside this one: of "killing three and injuring eight" the one half."""
    line, (start, stop) = site.line, site.segment
    if site.deed is None or site.deed_place is None or not site.deed.people:
        return start, stop
    low, high = min(site.first, site.deed_place), max(site.end, site.deed_place + 1)
    for p in range(high, stop):
        if line.low[p] == "and" and any(_is_deed(line, q) for q in range(p + 1, min(p + 6, stop))):
            stop = p
            break
    for p in range(low - 1, start, -1):
        if line.low[p] == "and" and any(_is_deed(line, q) for q in range(max(start, p - 6), p)):
            start = p + 1
            break
    return start, stop


_LIVES = re.compile(r" (?:[\w,-]+ ){1,3}li(?:ves|fe)\b")
_A_SET = 12
_POINTING = listed("the all these those both its his her their our my other")
_A_PART = re.compile(
    r" (?:\w+ )?of (?:them|those|whom|these|the (?:\d|two|three|four|five|six|seven|eight|nine|ten)"
    r"|the (?:victims|dead|killed|injured|wounded|casualties|survivors))"
)
_OF = re.compile(r" of ((?:[\w'’-]+ ?){1,6})")
_SHARE = re.compile(
    r"\b(?:share|proportion|percentage) of ((?:[\w'’-]+ ?){1,6})(?:[^.;:]*\s)?"
    r"(?:was|were|is|are|at|reached|to|totall?ed)\s(?:\w+ )?$"
)
"""What comes before the figure in "the share of teachers on strike was 31 percent"."""
_NUMBER = re.compile(
    r"\b(?:number|total) of ((?:[\w'’-]+ ?){1,6})(?:[^.;:]*\s)?"
    r"(?:was|were|is|are|at|reached|to|totall?ed)\s(?:\w+ ){0,2}$"
)
_ELECTORATE = re.compile(
    r" of (?:all |the )?(?:\w+ )?(?:electorate|(?:registered|eligible) voters"
    r"|(?:those|people|voters) (?:entitled|eligible))[^.;]*\b(?:voted|polls|ballots?|turned out|took part)\b"
)
_FATES = ("die", "hurt", "casualty", "missing", "detain")
_UNREPORTED = listed("report reports reported immediate immediately word yet further known")
_VERBAL = listed("has had have was is to must did does will would could managed lost regained")
_JOINTS = listed("and or as")
_PREPOSITIONS = listed("""in at on of by near from to into with against for over outside inside around""")
_WHERE = listed("in at near outside around inside across on to")
_AFTER_NOUN = listed("""of in at on by from to with since for that which who under near seized held lost""")
_PEOPLE = frozenset(concept(w) for w in ("people", "persons", "individuals", "others", "human"))
_PLAIN = _PEOPLE - {concept("others")}
_ANY_KIND = listed("""former total entire whole overall estimated initial original combined innocent""")
_SAYING = listed("""said says say told reported announced statement according wrote tweeted posted""")
_SPELLS = listed("day week fortnight month year decade century hour minute second night")
ARMED = frozenset(
    concept(word)
    for word in listed(
        """soldiers troops fighters militants rebels insurgents terrorists gunmen police officers militiamen
        mercenaries"""
    )
)
"""What people who bear arms are counted as."""

_BODIES = listed(
    """authority ministry commission court council committee parliament congress senate university institute
    agency bank company police army office department government federation union board"""
)
"""What acts and is no place: "at the Authority's demand"."""

_LEADING = listed(
    """the of northern southern eastern western central north south east west town city village district
    province region capital port neighbourhood neighborhood suburb area nearby"""
)
_ONSETS = listed("the last early mid late march it")
_RATES = listed("daily weekly monthly yearly annually hourly apiece")
_AHEAD = listed(
    """will would could might may should plans plan planned planning expects expected expect hopes hope
    wants want aims aim aimed target targets forecast predicted predicts if intends proposed
    proposes wanted hoped demand demands demanding"""
)
_INCLUDING = listed("including among counting")
_TOLLS = listed("toll number total count tally attendance crowd turnout")
_EQUALS = listed("of at to is was were are be reached from totalled totaled")
_SUFFERING = listed("was were is are")
_OR = listed("or against versus not than")
_WHEREAS = listed("where while whereas but against versus")
_COMES = listed("came comes come amounts amounted amount adds added runs ran")
_ADVERBS = listed("""only just now still already then about around some roughly nearly almost""")
_ON_TOP = listed("another additional further extra")
_ROSE = (
    "rose to", "risen to", "rises to", "rising to", "climbed to", "climbs to", "increased to", "grew to",
    "jumped to", "went up to", "gone up to", "up from", "revised", "updated", "since risen", "now", "so far",
    "down from", "lowered to", "fell to", "cut to", "corrected",
)  # fmt: skip
_WAS = (
    "earlier said", "earlier reported", "earlier put", "earlier report", "earlier reports", "earlier toll",
    "earlier estimate", "earlier count", "reported earlier", "said earlier", "initial report",
    "initial reports", "initial toll", "initial estimate", "initial estimates", "initial count",
    "initially said", "initially reported", "initially put", "previous toll", "previous estimate",
    "previous count", "previous figure", "previously said", "previously reported", "preliminary",
    "first reported", "first put", "at first", "had said",
)  # fmt: skip
