"""A brief as its reviewers leave it: every sentence through the verifier again, what they decided on top.

The original is not touched. The same brief, decisions and articles give the same reviewed brief, byte for
byte."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from briefing.evidence.assemble import assemble
from briefing.evidence.corpus import Corpus
from briefing.evidence.nearest import nearest
from briefing.evidence.recheck import GRADES
from briefing.evidence.standing import Standing, shaping, standings
from briefing.evidence.verify import against_the_checks, judge
from briefing.evidence.weigh import cited_at, weigh
from briefing.model.brief import (
    Brief,
    CheckedDraft,
    CheckedSentence,
    Citation,
    ContestedClaim,
    Dispute,
    FoundPosition,
    FoundRemark,
    Proposal,
    Quote,
    Rejected,
    Review,
    SummarySentence,
)
from briefing.model.canon import canonical_hash
from briefing.model.decision import Decision, Overruled, Place, citation_item
from briefing.model.topic import Topic
from briefing.text.span import Span

Standings = Mapping[str, Standing]


def reviewed(brief: Brief, decisions: Sequence[Decision], corpus: Corpus) -> Brief:
    """Return *brief* with *decisions* carried out, under a hash of its own; without any, *brief* itself."""
    shaped = shaping(decisions)
    if not shaped:
        return brief
    stands = standings(decisions)
    told = [_sentence(sentence, brief, stands, corpus) for sentence in brief.summary]
    again = list(_restored(brief, stands, corpus))
    printed = [each for each in (*told, *again) if each.kept]
    rejected = (
        *(r for i, r in enumerate(brief.rejected, 1) if not _brought_back(f"R{i}", stands)),
        *(each.rejected for each in (*told, *again) if each.rejected),
    )
    disputes, settled = _disputes(brief, stands)
    anew = assemble(
        Topic(brief.topic, brief.query),
        corpus,
        CheckedDraft(tuple(each.kept for each in printed if each.kept), (*rejected, *settled)),
        disputes,
        brief.maker,
        now=brief.made_at,
    )
    review = Review(len(shaped), tuple(_overruled(printed, anew)))
    new = replace(
        brief, id="", summary=anew.summary, contested=anew.contested, citations=anew.citations,
        timeline=anew.timeline, rejected=anew.rejected, review=review,
    )  # fmt: skip
    return replace(new, id=f"{brief.id.rsplit('-', 1)[0]}-{canonical_hash(new)[:10]}")


def places_of(numbers: Sequence[int], brief: Brief) -> tuple[Place, ...]:
    """Return where the citations of those numbers stand."""
    by_number = {citation.number: citation for citation in brief.citations}
    return tuple(_place(by_number[number]) for number in numbers)


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence after review: kept, perhaps against checks, or rejected."""

    kept: CheckedSentence | None = None
    rejected: Rejected | None = None
    stand: Standing | None = None


def _sentence(sentence: SummarySentence, brief: Brief, stands: Standings, corpus: Corpus) -> _Told:
    stand = stands.get(sentence.id, Standing(sentence.id))
    text = sentence.text if stand.text is None else stand.text
    own = places_of(sentence.citations, brief) if stand.places is None else stand.places
    if stand.out:
        return _Told(rejected=_by_reviewer(text, stand))
    verdicts = {place: stands.get(citation_item(sentence.id, place)) for place in own}
    left = tuple(place for place, given in verdicts.items() if not (given and given.out))
    told = _judged(text, left, sentence.heading, stand, corpus)
    if told.kept is None or told.kept.grade == "verbatim":
        return told
    doubted = "partly" in (stand.verdict, *(given.verdict for given in verdicts.values() if given))
    floor = "paraphrase" if doubted else sentence.grade if stand.text is None else told.kept.grade
    return replace(told, kept=replace(told.kept, grade=max(told.kept.grade, floor, key=GRADES.index)))


def _judged(text: str, places: Sequence[Place], heading: str, stand: Standing, corpus: Corpus) -> _Told:
    numbers = tuple(sentence.number for sentence in cited_at(places, corpus))
    proposal = Proposal(text, numbers, heading)
    outcome = judge(proposal, corpus)
    if isinstance(outcome, CheckedSentence):
        return _Told(kept=replace(outcome, heading=heading))
    faults = weigh(text, places, corpus)
    if stand.against and faults.can_be_overruled and set(faults.reasons) <= set(stand.against):
        return _Told(kept=against_the_checks(proposal, corpus), stand=stand)
    return _Told(rejected=outcome)


def _restored(brief: Brief, stands: Standings, corpus: Corpus) -> Iterator[_Told]:
    """Sentences that were left out and are brought back, each under the heading of the sentence most like
    it.
    """
    texts = [sentence.text for sentence in brief.summary]
    for place in range(1, len(brief.rejected) + 1):
        stand = stands.get(f"R{place}")
        if stand and stand.text and _brought_back(f"R{place}", stands):
            like = nearest(stand.text, texts, 1) or ((len(texts) - 1,) if texts else ())
            heading = brief.summary[like[0]].heading if like else ""
            yield _judged(stand.text, stand.places or (), heading, stand, corpus)


def _brought_back(item: str, stands: Standings) -> bool:
    stand = stands.get(item)
    return bool(stand and stand.text and not stand.out)


def _by_reviewer(text: str, stand: Standing) -> Rejected:
    said = "not borne out by its quotes, says" if stand.verdict == "unsupported" else "taken out by"
    return Rejected(text, "reviewer", f"{said} {stand.who}{f': {stand.why}' if stand.why else ''}")


def _disputes(brief: Brief, stands: Standings) -> tuple[tuple[Dispute, ...], tuple[Rejected, ...]]:
    """The disputed claims that stay, with the quotes that stay, and those that a reviewer took out."""
    stay, gone = [], []
    for claim in brief.contested:
        stand = stands.get(claim.id, Standing(claim.id))
        dispute = _dispute(claim, brief, stands)
        if stand.out:
            gone.append(_by_reviewer(claim.question, stand))
        elif len(dispute.positions) < 2:
            gone.append(Rejected(claim.question, "reviewer", "fewer than two positions have a quote left"))
        else:
            stay.append(dispute)
    return tuple(stay), tuple(gone)


def _dispute(claim: ContestedClaim, brief: Brief, stands: Standings) -> Dispute:
    """The claim with the quotes that nobody took away; a position or a remark without one is gone."""
    quotes = partial(_quotes_left, claim.id, brief, stands)
    positions = (
        FoundPosition(p.answer, p.holder, quotes(p.citations), p.low, p.high) for p in claim.positions
    )
    remarks = (FoundRemark(remark.kind, quotes(remark.citations)) for remark in claim.remarks)
    return Dispute(
        claim.id, claim.question, claim.kind, tuple(p for p in positions if p.quotes), claim.note,
        tuple(remark for remark in remarks if remark.quotes),
    )  # fmt: skip


def _quotes_left(owner: str, brief: Brief, stands: Standings, numbers: Sequence[int]) -> tuple[Quote, ...]:
    cited = [citation for citation in brief.citations if citation.number in numbers]
    return tuple(
        Quote(each.article, Span(each.start, each.end), each.quote, each.speaker, each.context)
        for each in sorted(cited, key=lambda c: numbers.index(c.number))
        if not stands.get(citation_item(owner, _place(each)), Standing("")).out
    )


def _overruled(printed: Sequence[_Told], anew: Brief) -> Iterator[str]:
    ids = {sentence.text: sentence.id for sentence in anew.summary}
    for each in printed:
        if each.kept and each.stand:
            stand = each.stand
            yield Overruled(ids[each.kept.text], tuple(stand.against), stand.who, stand.why).written()


def _place(citation: Citation) -> Place:
    return Place(citation.article, citation.start, citation.end)
