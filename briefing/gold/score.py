"""How much of a gold topic a brief holds, sentence by sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import judge
from briefing.gold.marks import Forbidden, Marked, MarkedDispute, MarkedFact, MarkedPosition, Place
from briefing.model.brief import (
    Brief,
    CheckedSentence,
    Citation,
    ContestedClaim,
    Position,
    Proposal,
    SummarySentence,
)
from briefing.text.span import Span

FactState = Literal["held", "unmarked", "absent"]
DisputeState = Literal["found", "other kind", "absent"]
CitationState = Literal["marked", "verifier", "idle"]


NOWHERE = 0
"""The number of no sentence: what cites it is borne out by nothing."""


@dataclass(frozen=True, slots=True)
class FactTold:
    """`held`: its words stand in one place that cites what the gold marks; `unmarked`: that cites
    something else.
    """

    says: str
    state: FactState
    where: str | None


@dataclass(frozen=True, slots=True)
class DisputeTold:
    question: str
    state: DisputeState
    where: str | None


@dataclass(frozen=True, slots=True)
class FalseClaim:
    """Something forbidden that the brief says, or a difference shown as a disagreement that is none."""

    says: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class IdleCitation:
    """A citation that neither the gold nor the verifier finds to bear its sentence out."""

    where: str
    number: int
    quote: str


@dataclass(frozen=True, slots=True)
class Score:
    """What one brief holds of one gold topic. `more_disputes` are contested claims that the gold lacks:
    right or wrong, nobody has said.

    `marked` citations stand at places that the gold marks for a fact that their sentence tells; `verifier`
    ones are by the program's own judgement alone.
    """

    facts: tuple[FactTold, ...]
    disputes: tuple[DisputeTold, ...]
    more_disputes: tuple[str, ...]
    false_claims: tuple[FalseClaim, ...]
    marked: int
    verifier: int
    idle: tuple[IdleCitation, ...]
    independent: int
    independent_right: int


def score(brief: Brief, corpus: Corpus, gold: Marked) -> Score:
    """Return what *brief*, which rests on *corpus*, holds of *gold*."""
    told = _told(brief)
    disputes, claims = _disputes(brief, gold)
    wrong = _false_disputes(brief, gold.undisputed)
    known = claims | {claim.where for claim in wrong}
    citations = _citations(brief, corpus, gold)
    return Score(
        facts=tuple(_fact(fact, told) for fact in gold.facts),
        disputes=disputes,
        more_disputes=tuple(c.question for c in brief.contested if c.id not in known),
        false_claims=(*_forbidden(brief, told, gold.forbidden), *wrong),
        marked=sum(state == "marked" for state, _ in citations),
        verifier=sum(state == "verifier" for state, _ in citations),
        idle=tuple(idle for state, idle in citations if state == "idle"),
        independent=brief.independent,
        independent_right=gold.independent,
    )


def nothing(gold: Marked) -> Score:
    """Return the score where there is no brief at all."""
    return Score(
        facts=tuple(FactTold(fact.says, "absent", None) for fact in gold.facts),
        disputes=tuple(DisputeTold(dispute.question, "absent", None) for dispute in gold.disputes),
        more_disputes=(),
        false_claims=(),
        marked=0,
        verifier=0,
        idle=(),
        independent=0,
        independent_right=gold.independent,
    )


# -- what a reader is told, piece by piece


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence, or one position of a contested claim: its words, who is named for it, what it cites."""

    where: str
    text: str
    named: str
    cites: tuple[Citation, ...]


def _told(brief: Brief) -> tuple[_Told, ...]:
    sentences = [_of_sentence(sentence, brief) for sentence in brief.summary]
    positions = [
        _of_position(claim, place, position, brief)
        for claim in brief.contested
        for place, position in enumerate(claim.positions, 1)
    ]
    return (*sentences, *positions)


def _of_sentence(sentence: SummarySentence, brief: Brief) -> _Told:
    cites = _cited(sentence.citations, brief)
    return _Told(sentence.id, sentence.text, _speakers(cites), cites)


def _of_position(claim: ContestedClaim, place: int, position: Position, brief: Brief) -> _Told:
    cites = _cited(position.citations, brief)
    named = f"{position.holder or ''}\n{_speakers(cites)}"
    return _Told(f"{claim.id}, position {place}", f"{claim.question}\n{position.answer}", named, cites)


def _cited(numbers: Sequence[int], brief: Brief) -> tuple[Citation, ...]:
    return tuple(citation for citation in brief.citations if citation.number in numbers)


def _speakers(cites: Sequence[Citation]) -> str:
    return "\n".join(citation.speaker or "" for citation in cites)


# -- facts


def _fact(fact: MarkedFact, told: Sequence[_Told]) -> FactTold:
    """The first place that tells the fact and cites what is marked; failing that, the first that tells it."""
    telling = [piece for piece in told if _tells(fact, piece)]
    for piece in telling:
        if not fact.places or any(_at(citation, fact.places) for citation in piece.cites):
            return FactTold(fact.says, "held", piece.where)
    if telling:
        return FactTold(fact.says, "unmarked", telling[0].where)
    return FactTold(fact.says, "absent", None)


def _tells(fact: MarkedFact, piece: _Told) -> bool:
    by_whom = fact.by is None or fact.by.stand_in(f"{piece.text}\n{piece.named}")
    return by_whom and all(terms.stand_in(piece.text) for terms in fact.needs)


def _at(citation: Citation, places: Sequence[Place]) -> bool:
    span = Span(citation.start, citation.end)
    return any(place.article == citation.article and place.span.meets(span) for place in places)


# -- disputes


def _disputes(brief: Brief, gold: Marked) -> tuple[tuple[DisputeTold, ...], frozenset[str]]:
    """Return each gold dispute's state, and the ids of the brief's claims that are one of them."""
    told, claims = [], set()
    for dispute in gold.disputes:
        shown = [claim for claim in brief.contested if _shows(claim, dispute, brief)]
        claims |= {claim.id for claim in shown}
        right = [claim for claim in shown if claim.kind in dispute.kinds]
        state: DisputeState = "found" if right else "other kind" if shown else "absent"
        told.append(DisputeTold(dispute.question, state, (right or shown)[0].id if right or shown else None))
    return tuple(told), frozenset(claims)


def _shows(claim: ContestedClaim, dispute: MarkedDispute, brief: Brief) -> bool:
    """Say whether each side of *dispute* is a position of its own in *claim*."""
    return any(
        all(_is_side(position, side, brief) for position, side in zip(chosen, dispute.positions, strict=True))
        for chosen in permutations(claim.positions[:8], len(dispute.positions))
    )


def _is_side(position: Position, side: MarkedPosition, brief: Brief) -> bool:
    """A marked side is known by its place and by words of what is printed of it; without a mark the
    answer itself must hold them.
    """
    cites = _cited(position.citations, brief)
    quotes = "\n".join(citation.quote for citation in cites)
    printed = "\n".join((position.answer, position.holder or "", _speakers(cites), quotes))
    if side.holder and not side.holder.stand_in(printed):
        return False
    if not side.places:
        return side.answer.stand_in(position.answer)
    return side.answer.stand_in(printed) and any(_at(citation, side.places) for citation in cites)


def _false_disputes(brief: Brief, undisputed: Sequence[MarkedDispute]) -> list[FalseClaim]:
    return [
        FalseClaim(f"Shown as disputed: {difference.question}", claim.id, claim.question)
        for difference in undisputed
        for claim in brief.contested
        if claim.kind != "update" and _shows(claim, difference, brief)
    ]


# -- false claims


def _forbidden(brief: Brief, told: Sequence[_Told], forbidden: Sequence[Forbidden]) -> list[FalseClaim]:
    """What is printed of the forbidden, at its first place; quotes are looked at where nothing excuses it."""
    own = [
        *((f"heading of {s.id}", s.heading) for s in brief.summary),
        *((piece.where, f"{piece.text}\n{piece.named}") for piece in told),
        *((f"silence on {silence.who}", silence.note) for silence in brief.silences),
    ]
    quoted = [(f"citation {c.number}", c.quote) for c in brief.citations]
    found = []
    for claim in forbidden:
        texts = own if claim.unless else [*own, *quoted]
        said = next(((where, text) for where, text in texts if _says(claim, text)), None)
        if said:
            found.append(FalseClaim(claim.says, said[0], said[1].strip()))
    return found


def _says(claim: Forbidden, text: str) -> bool:
    if claim.unless and claim.unless.stand_in(text):
        return False
    return all(terms.stand_in(text) for terms in claim.needs)


# -- citations


def _citations(brief: Brief, corpus: Corpus, gold: Marked) -> list[tuple[CitationState, IdleCitation]]:
    """Return the state of each citation of each sentence of the summary."""
    numbers = {(s.article, s.span): s.number for s in corpus.sentences}
    states = []
    for sentence in brief.summary:
        told = _of_sentence(sentence, brief)
        places = [place for fact in gold.facts if _tells(fact, told) for place in fact.places]
        held = {c.number: numbers.get((c.article, Span(c.start, c.end)), NOWHERE) for c in told.cites}
        for citation in told.cites:
            state: CitationState = "marked" if _at(citation, places) else "idle"
            if state == "idle" and _carries(
                held[citation.number], tuple(held.values()), sentence.text, corpus
            ):
                state = "verifier"
            states.append((state, IdleCitation(sentence.id, citation.number, citation.quote)))
    return states


def _carries(number: int, numbers: tuple[int, ...], text: str, corpus: Corpus) -> bool:
    """Say whether the verifier lets *text* stand on *number* alone, or less of it without that one."""
    if isinstance(judge(Proposal(text, (number,)), corpus), CheckedSentence):
        return True
    others = tuple(other for other in numbers if other != number)
    with_it = judge(Proposal(text, numbers), corpus)
    without = judge(Proposal(text, others), corpus) if others else None
    if not isinstance(without, CheckedSentence) or not isinstance(with_it, CheckedSentence):
        return True
    return len(without.uncovered) > len(with_it.uncovered)
