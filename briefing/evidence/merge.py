"""What a model adds to the disputes that code has found. It may name, order and add; it may not remove."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.evidence.checks import agreement, figures_hold, names_hold, quotations_hold
from briefing.evidence.claim import Claim, passages
from briefing.evidence.corpus import Corpus
from briefing.evidence.remarks import remarks
from briefing.evidence.verify import judge
from briefing.model.article import digest
from briefing.model.brief import (
    CheckedSentence,
    Dispute,
    FoundPosition,
    Proposal,
    ProposedDispute,
    Quote,
    Rejected,
)
from briefing.text.markup import markup
from briefing.text.show import one_line
from briefing.text.speech import Attribution
from briefing.text.words import STOP_WORDS, fold


def merge(
    found: Sequence[Dispute], proposed: Sequence[ProposedDispute], corpus: Corpus
) -> tuple[tuple[Dispute, ...], tuple[Rejected, ...]]:
    """Return all disputes in print, those of *found* always among them, and what was proposed in vain."""
    known = {dispute.id: dispute for dispute in found}
    added: list[Dispute] = []
    rejected: list[Rejected] = []
    for proposal in proposed:
        if proposal.dispute in known:
            known[proposal.dispute] = _renamed(known[proposal.dispute], proposal.question, corpus)
            continue
        outcome, faults = _judge(proposal, corpus)
        rejected += faults
        if outcome and not any(_same(outcome, other) for other in (*known.values(), *added)):
            added.append(outcome)
    return (*known.values(), *added), tuple(rejected)


def _renamed(dispute: Dispute, question: str, corpus: Corpus) -> Dispute:
    """The dispute under the model's question, if that is one and says nothing of its own."""
    quotes = [q for position in dispute.positions for q in position.quotes]
    return replace(dispute, question=one_line(question)) if _fair(question, quotes, corpus) else dispute


def _fair(question: str, quotes: Sequence[Quote], corpus: Corpus) -> bool:
    """A question of one line whose figures, names and quoted words all stand in the quotes, and that takes
    no side.
    """
    text = one_line(question)
    claim, held = Claim.of(text), passages(quotes, corpus)
    if not text.endswith("?") or not 12 <= len(text) <= 160 or claim.figures or claim.quotations:
        return False
    if markup(text):
        return False
    return not any(check(claim, held) for check in (agreement, figures_hold, names_hold, quotations_hold))


def _judge(proposal: ProposedDispute, corpus: Corpus) -> tuple[Dispute | None, list[Rejected]]:
    positions: list[FoundPosition] = []
    faults: list[Rejected] = []
    for position in proposal.positions:
        outcome = judge(Proposal(position.answer, position.citing), corpus)
        if isinstance(outcome, CheckedSentence):
            positions.append(_position(outcome))
        else:
            faults.append(outcome)
    quotes = [q for p in positions for q in p.quotes]
    problem = _problem(proposal, positions, quotes, corpus)
    if problem:
        return None, [*faults, Rejected(one_line(proposal.question), "not_supported", problem)]
    places = sorted(f"{q.article}:{q.span.start}" for q in quotes)
    id = f"M-{digest(' '.join(places))[:6]}"
    beside = remarks(corpus, [position.quotes for position in positions])
    question = one_line(proposal.question)
    return Dispute(id, question, "assessment", tuple(positions), "Noticed by the model.", beside), faults


def _problem(
    proposal: ProposedDispute, positions: Sequence[FoundPosition], quotes: Sequence[Quote], corpus: Corpus
) -> str:
    if len(positions) < 2:
        return "fewer than two of its positions held"
    holders = {(p.holder or corpus.family(p.quotes[0].article).id) for p in positions}
    if len(holders) < 2:
        return "its positions are held by one and the same"
    if not _fair(proposal.question, quotes, corpus):
        return "its question says more than its quotes"
    return ""


def _position(checked: CheckedSentence) -> FoundPosition:
    """The position, held by whom its sentence names, which has been checked, else by whom a quote names.

    An institution holds one as well as a person: "the nurses' union said".
    """
    said = Claim.of(checked.text).said
    told = [one.speaker for one in said] + [_source(checked.text, one) for one in said]
    speakers = [speaker for speaker in (*told, *(q.speaker for q in checked.quotes)) if speaker]
    return FoundPosition(checked.text, speakers[0] if speakers else None, checked.quotes)


def _source(text: str, said: Attribution) -> str:
    """The words that name who says it, where they are more than a pronoun."""
    written = " ".join(said.source[0].of(text).split()) if said.source else ""
    return "" if fold(written) in STOP_WORDS else written


def _same(one: Dispute, other: Dispute) -> bool:
    """Two disputes are one when they rest on the same sentences."""
    mine = {(q.article, q.span) for p in one.positions for q in p.quotes}
    theirs = {(q.article, q.span) for p in other.positions for q in p.quotes}
    return len(mine & theirs) >= min(len(mine), len(theirs), 2)
