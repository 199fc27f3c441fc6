"""Disagreement between the sources, found by code: placed and quoted, never averaged and never settled.

    claims     -> those on one quantity -> one question -> its positions, each with holder, value and quotes
    statements -> those somebody denies -> one question -> the statement and its denial

Near n log n in claims: each is compared with a few groups of its unit and head that share its words.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from briefing.evidence.assessments import asked as asked_of
from briefing.evidence.assessments import assessments
from briefing.evidence.blame import asked as blamed
from briefing.evidence.blame import blames
from briefing.evidence.claims import FigureClaim, figure_claims
from briefing.evidence.contested import Claim, Contested, Stand
from briefing.evidence.corpus import Corpus
from briefing.evidence.denials import denials
from briefing.evidence.echoes import echoes
from briefing.evidence.forecasts import asked as when
from briefing.evidence.forecasts import forecasts
from briefing.evidence.groups import groups
from briefing.evidence.holding import holdings
from briefing.evidence.lines import Reading, read
from briefing.evidence.questions import question
from briefing.evidence.rejections import asked as is_it_so
from briefing.evidence.rejections import rejections
from briefing.evidence.remarks import remarks
from briefing.evidence.rival import middle, relation, same_quantity
from briefing.evidence.scales import asked as weighed
from briefing.evidence.scales import verdicts
from briefing.evidence.search import Evidence
from briefing.evidence.wordings import wordings
from briefing.model.brief import Dispute, DisputeKind, FoundPosition, Quote
from briefing.text.words import terms

MOST = 8
MOST_POSITIONS = 4
MOST_VALUES = 12  # of one group: more are a list or a series
FEW = 4
QUOTED = 3  # sentences of one article for one position: more say the same again
ASKED = 100  # characters of a quotation in a question

_Beside = Mapping[str, Sequence[FigureClaim]]  # the claims of each article


def contest(corpus: Corpus, evidence: Evidence) -> tuple[Dispute, ...]:
    """Return what the articles disagree on, most important first, at most 8."""
    return tuple(_dispute(corpus, one) for one in contested(corpus, evidence))


def contested(corpus: Corpus, evidence: Evidence) -> tuple[Contested, ...]:
    """Return the same as claims, each with the words that state it."""
    readings = read(corpus)
    claims = figure_claims(corpus, readings)
    beside = _by_article(claims)
    found = [one for group in groups(claims) if (one := _judged(group, beside))]
    opposed = (Contested("figure", (Stand(one), Stand(other))) for one, other in echoes(claims))
    found += [one for one in opposed if _is_new(one, found)]
    for one in _of_statements(corpus, readings):  # the surer kinds first: a later one may be the same again
        found += [one] if _is_new(one, found) else []
    scores = _scores(evidence)
    found.sort(key=lambda one: (-_weight(one, scores), _key(one)))
    return tuple(found[:MOST])


def _by_article(claims: Sequence[FigureClaim]) -> _Beside:
    found: dict[str, list[FigureClaim]] = {}
    for claim in claims:
        found.setdefault(claim.article, []).append(claim)
    return found


def _of_statements(corpus: Corpus, readings: Sequence[Reading]) -> Iterator[Contested]:
    """The conflicts between statements, the surer kinds first."""
    for spoken in wordings(corpus, readings):
        asked = (
            f"Who said “{_short(spoken[0].extent.of(corpus.of_article(spoken[0].article).article.text))}”?"
        )
        yield Contested("attribution", tuple(Stand((one,)) for one in spoken[:MOST_POSITIONS]), asked)
    for said, denied in denials(corpus, readings):
        kind: DisputeKind = "forecast" if said.future and denied.future else "denial"
        yield Contested(kind, (Stand((said,)), Stand((denied,))))
    for said, rejected in rejections(corpus, readings):
        yield Contested("denial", (Stand((said,)), Stand((rejected,))), is_it_so(said))
    for early, late in forecasts(corpus, readings):
        yield Contested("forecast", (Stand((early.said,)), Stand((late.said,))), when(early, late))
    for judged, otherwise in assessments(corpus, readings):
        stands = (Stand((judged.said,)), Stand((otherwise.said,)))
        yield Contested("assessment", stands, asked_of(judged, otherwise))
    for high, low in verdicts(corpus, readings):
        yield Contested("assessment", (Stand((high.said,)), Stand((low.said,))), weighed(high, low))
    for mine, theirs in blames(corpus, readings):
        yield Contested("attribution", (Stand((mine.said,)), Stand((theirs.said,))), blamed(mine, theirs))
    for won, kept in holdings(corpus, readings):
        yield Contested(
            "denial", (Stand((won.said,)), Stand((kept.said,))), f"Who holds {won.where_written}?"
        )


def _is_new(one: Contested, found: Sequence[Contested]) -> bool:
    """Say whether its sentences are not all in conflicts found before: "no one died" is counted already."""
    told = {claim.sentence.number for other in found for stand in other.stands for claim in stand.claims}
    return not {claim.sentence.number for stand in one.stands for claim in stand.claims} <= told


def _short(words: str) -> str:
    """The words on one line, cut after the last that fits: a question is no place for a paragraph."""
    line = " ".join(words.split()).rstrip(" ,.;")
    return line if len(line) <= ASKED else line[: line.rindex(" ", 0, ASKED)] + " …"


def _judged(group: Sequence[FigureClaim], beside: _Beside) -> Contested | None:
    """The group's conflict, if it has one: the claims that independent ones exclude, by value."""
    if len({(claim.low, claim.high) for claim in group}) > MOST_VALUES:
        return None
    originals: dict[str, list[FigureClaim]] = {}
    for claim in group:
        if not claim.copy:
            originals.setdefault(claim.family, []).append(claim)
    told = [claim for claim in group if not _strays(claim, originals)]
    spoken = _few_of_each(told)
    opposed = [claim for claim in spoken if any(_exclude(claim, other, spoken, beside) for other in spoken)]
    opposed = _brought_up_to_date(opposed, spoken)
    stands: list[list[FigureClaim]] = []
    for claim in sorted(opposed, key=lambda c: (c.figure.bound != "exact", c.sentence.number, c.figure.span)):
        for stand in stands:
            if all(relation(claim, other) == "same" for other in stand):
                stand.append(claim)
                break
        else:
            stands.append([claim])
    if not 2 <= len(stands) <= MOST_POSITIONS:  # more are a list or a series: results, prices, polls
        return None
    ordered = sorted(stands, key=lambda s: (-len({c.family for c in s}), middle(s[0])))
    agreeing = [_with_agreeing(stand, told, opposed) for stand in ordered]
    return Contested("figure", tuple(Stand(tuple(sorted(s, key=_place))) for s in agreeing))


def _brought_up_to_date(opposed: Sequence[FigureClaim], told: Sequence[FigureClaim]) -> list[FigureClaim]:
    """The claims with the last value of their own source in place of one that it has itself overtaken.

    A hospital that counted 29 on Tuesday and 41 on Wednesday holds against the army's 17 the 41.
    """
    latest = [next((c for c in reversed(told) if _overtakes(c, claim)), claim) for claim in opposed]
    return list({(c.sentence.number, c.figure.span): c for c in latest}.values())


def _overtakes(claim: FigureClaim, earlier: FigureClaim) -> bool:
    return (
        relation(earlier, claim) == "update"
        and bool(_voice(earlier))
        and any(word in _voice(claim) for word in _voice(earlier))
    )


def _few_of_each(told: Sequence[FigureClaim]) -> list[FigureClaim]:
    """Of claims that say the same in all that counts here, the first few: a hundred reports add nothing."""
    met: Counter[tuple[object, ...]] = Counter()
    kept: list[FigureClaim] = []
    for claim in told:
        kind = (
            claim.low,
            claim.high,
            claim.figure.bound,
            claim.head,
            claim.kinds,
            claim.change,
            claim.published,
        )
        met[kind] += 1
        if met[kind] <= FEW:
            kept.append(claim)
    return kept


def _with_agreeing(
    stand: list[FigureClaim], told: Sequence[FigureClaim], opposed: Sequence[FigureClaim]
) -> list[FigureClaim]:
    return stand + [
        c for c in told if c not in opposed and all(relation(c, other) == "same" for other in stand)
    ]


def _strays(claim: FigureClaim, originals: Mapping[str, Sequence[FigureClaim]]) -> bool:
    """Say whether a copy says otherwise than its original: its claim is no position of its own."""
    if not claim.copy:
        return False
    kin = originals.get(claim.family, ())
    return bool(kin) and all(relation(claim, other) == "conflict" for other in kin)


def _exclude(one: FigureClaim, other: FigureClaim, told: Sequence[FigureClaim], beside: _Beside) -> bool:
    """Say whether two independent claims exclude each other, and neither voice gives both values."""
    return (
        _independent(one, other)
        and relation(one, other) == "conflict"
        and same_quantity(one, other)
        and not _says_too(one, other, beside)
        and not _says_too(other, one, beside)
        and not _is_overtaken(one, other, told)
        and not _is_overtaken(other, one, told)
        and not _is_part(one, other, told)
        and not _is_part(other, one, told)
    )


def _is_part(one: FigureClaim, whole: FigureClaim, told: Sequence[FigureClaim]) -> bool:
    """Say whether *one* and a claim beside it make up *whole*: two mails and ten mails are a dozen."""
    beside = (c for c in told if c.sentence.number == one.sentence.number and c.figure != one.figure)
    return any(c.low + one.low == whole.low and c.head == one.head for c in beside)


def _is_overtaken(one: FigureClaim, other: FigureClaim, told: Sequence[FigureClaim]) -> bool:
    """Say whether some claim of the value of *other* is told as an update of *one*: "has risen to seven".

    Who gives the lower value after that, or beside the other, does not take it for overtaken.
    """
    updates = (c for c in told if relation(c, other) == "same" and relation(one, c) == "update")
    return one.article != other.article and not all(_is_older(claim, one) for claim in updates)


def _is_older(one: FigureClaim, other: FigureClaim) -> bool:
    return bool(one.published and other.published and one.published < other.published)


def _says_too(one: FigureClaim, other: FigureClaim, beside: _Beside) -> bool:
    """Say whether the voice of *one* states the value of *other*, too: then it counted two things."""
    return any(
        _one_voice(claim, one) and _counts_like(claim, other) and relation(claim, other) == "same"
        for claim in beside[one.article]
    )


def _counts_like(one: FigureClaim, other: FigureClaim) -> bool:
    heads = one.head == other.head or "person" in (one.head, other.head)
    return one.unit == other.unit and one.deed == other.deed and one.measure == other.measure and heads


def _one_voice(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether the same source may give both: "it said" may be the Observatory of the line before."""
    mine, theirs = _voice(one), _voice(other)
    return mine == theirs or not (mine and theirs)


def _independent(one: FigureClaim, other: FigureClaim) -> bool:
    """Two families, or two sources of one article that is no copy."""
    if one.family != other.family:
        return True
    named = bool(_voice(one) and _voice(other)) and not any(word in _voice(other) for word in _voice(one))
    return named and one.article == other.article and not one.copy


def _voice(claim: FigureClaim) -> tuple[str, ...]:
    """The folded words that name who says it; none for the article's own account."""
    return tuple(word for word in terms(claim.speaker or claim.source))


# -- as disputes


def _dispute(corpus: Corpus, one: Contested) -> Dispute:
    positions = tuple(_position(corpus, stand) for stand in one.stands)
    return Dispute(
        _id(one),
        question(one),
        one.kind,
        positions,
        _note(one),
        remarks(corpus, [p.quotes for p in positions]),
    )


def _position(corpus: Corpus, stand: Stand) -> FoundPosition:
    quotes: dict[tuple[str, int], Quote] = {}
    met: Counter[str] = Counter()
    for claim in stand.claims:
        place = claim.article, claim.sentence.span.start
        if place not in quotes and met[claim.article] < QUOTED:
            quotes[place] = corpus.quote(claim.sentence)
            met[claim.article] += 1
    named = [claim.speaker for claim in stand.claims if claim.speaker]
    sources = [claim.source for claim in stand.claims if claim.source]
    holder = next(iter([*named, *sources]), None)
    first = stand.claims[0]
    low, high = (first.low, first.high) if isinstance(first, FigureClaim) else (None, None)
    return FoundPosition(first.written, holder, tuple(quotes.values()), low, high)


def _note(one: Contested) -> str:
    """What may explain the difference: reports of different days, or of people counted differently."""
    claims = [claim for stand in one.stands for claim in stand.claims if isinstance(claim, FigureClaim)]
    days = sorted({claim.published for claim in claims if claim.published})
    heads = list(dict.fromkeys(claim.head_words or "people" for claim in claims if not claim.counts_all))
    notes = []
    if len(days) > 1:
        notes.append(f"The reports are of different days, {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}.")
    if heads and any(claim.counts_all for claim in claims):
        notes.append(f"Some count people, some {' or '.join(heads)}.")
    return " ".join(notes)


def _id(one: Contested) -> str:
    places = sorted(f"{c.article}:{c.extent.start}:{c.extent.end}" for s in one.stands for c in s.claims)
    return f"D-{sha256('|'.join([one.kind, *places]).encode()).hexdigest()[:6]}"


# -- what comes first


def _scores(evidence: Evidence) -> dict[int, float]:
    """How near each sentence of the evidence is to the topic, 0 to 1."""
    top = max(evidence.scores.values(), default=0.0) or 1.0
    return {
        number: evidence.scores.get(chunk, 0.0) / top
        for chunk in evidence.chunks
        for number in chunk.sentences
    }


def _weight(one: Contested, scores: dict[int, float]) -> float:
    """Independent families first, then how near to the topic; a figure is surer than a denial."""
    claims = [claim for stand in one.stands for claim in stand.claims]
    families = len({claim.family for claim in claims})
    near = max(scores.get(claim.sentence.number, 0.0) for claim in claims)
    return families + 2 * near + (one.kind == "figure")


def _key(one: Contested) -> tuple[int, int]:
    return min((claim.sentence.number, claim.extent.start) for stand in one.stands for claim in stand.claims)


def _place(claim: Claim) -> tuple[int, int]:
    return claim.sentence.number, claim.extent.start
