"""What the page is told of a desk, as plain JSON data. Places are [article, start, end] in code points."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from briefing.desk import Desk
from briefing.evidence.standing import Standing, owner_of, standings, version
from briefing.evidence.weigh import Weighed
from briefing.model.brief import CheckedSentence, Citation, ContestedClaim, SummarySentence
from briefing.model.canon import iso
from briefing.model.decision import WHOLE, Decision, Place, citation_item
from briefing.render import wording
from briefing.review import flags, gate

Data = dict[str, Any]


def whole(desk: Desk, rows: Sequence[Decision], now: datetime) -> Data:
    """Return everything the page shows but the texts of the articles."""
    brief = desk.brief
    names = {article.id: article.name for article in brief.articles}
    original = {id: family.original for family in brief.families for id in family.articles}
    return {
        "id": brief.id, "sha256": desk.sha256, "topic": brief.topic, "made_at": iso(brief.made_at),
        "made_by": wording.made_by(brief.maker, brief.made_at), "independent": brief.independent,
        "articles": [
            {
                "id": a.id, "name": a.name, "title": a.title if a.title != a.name else None,
                "source": a.source, "published": wording.moment(a.published) if a.published else "",
                "copy_of": names[original[a.id]] if original.get(a.id, a.id) != a.id else None,
                "partial": a.partial,
            }
            for a in brief.articles
        ],
        **changes(desk, rows, 0, now),
    }  # fmt: skip


def changes(desk: Desk, rows: Sequence[Decision], after: int, now: datetime) -> Data:
    """Return the items with rows after *after* (0: all items), and how far the review is."""
    stands = standings(rows)
    progress = desk.progress(rows)
    touched = {owner_of(row.item) for row in rows if row.seq > after}
    items = [item for item in _items(desk) if after == 0 or item in touched]
    word = stands.get(WHOLE, Standing(WHOLE))
    # Asked only where it says something new: the gate hashes the whole brief.
    told = gate(desk.brief, rows, "required", now, desk.valid) if word.decided else None
    return {
        "items": [_item(item, desk, rows, stands) for item in items],
        "progress": {"total": progress.total, "left": progress.left, "easy": progress.easy},
        "whole": {
            **_standing(word), "version": version(WHOLE, rows), "gate": getattr(told, "reason", ""),
            "flags": flags(desk.brief, rows),
        },
        "seq": rows[-1].seq if rows else 0,
        "newer": desk.newer(),
    }  # fmt: skip


def weighed(told: Weighed) -> Data:
    """Return what the checks say of a sentence, and where each of its quotes stands."""
    holds = isinstance(told.outcome, CheckedSentence)
    return {
        "holds": holds,
        "grade": told.outcome.grade if isinstance(told.outcome, CheckedSentence) else None,
        "faults": [
            {"check": f.check, "reason": f.reason, "says": wording.REASONS[f.reason], "detail": f.detail}
            for f in told.faults
        ],
        "overrulable": told.can_be_overruled,
        "uncovered": [[span.start, span.end] for span in told.uncovered],
        "places": [[q.article, q.span.start, q.span.end] for q in told.quotes],
    }


def _items(desk: Desk) -> list[str]:
    brief = desk.brief
    sentences, claims = [s.id for s in brief.summary], [c.id for c in brief.contested]
    return [*sentences, *claims, *(f"R{i}" for i, _ in enumerate(brief.rejected, 1))]


def _item(item: str, desk: Desk, rows: Sequence[Decision], stands: dict[str, Standing]) -> Data:
    stand = stands.get(item, Standing(item))
    common = {"item": item, "version": version(item, rows), **_standing(stand)}
    sentence = next((s for s in desk.brief.summary if s.id == item), None)
    if sentence:
        return {**common, **_sentence(sentence, stand, desk, stands)}
    claim = next((c for c in desk.brief.contested if c.id == item), None)
    if claim:
        return {**common, **_contested(claim, desk, stands)}
    return {**common, **_rejected(int(item[1:]), stand, desk, stands)}


def _sentence(said: SummarySentence, stand: Standing, desk: Desk, stands: dict[str, Standing]) -> Data:
    data: Data = {
        "kind": "sentence", "heading": said.heading, "text": said.text, "was": None, "grade": said.grade,
        "words": said.kind, "independent": said.independent,
        "uncovered": [[s.start, s.end] for s in said.uncovered] if said.grade == "paraphrase" else [],
        "cites": _cites(desk.places(said.id, stands), said.id, desk, stands), "fails": [],
    }  # fmt: skip
    return {**data, **_after_review(said.id, said.text, stand, desk, stands)}


def _after_review(item: str, was: str, stand: Standing, desk: Desk, stands: dict[str, Standing]) -> Data:
    """What differs once a reviewer has written the sentence anew or taken a quote from it."""
    own = desk.places(item, stands)
    left = tuple(place for place in own if not _is_out(item, place, stands))
    if stand.text is None and len(left) == len(own):
        return {}
    text = was if stand.text is None else stand.text
    told = weighed(desk.weigh(text, left))
    against = set(stand.against)
    return {
        "text": text, "was": was if text != was else None, "grade": told["grade"] or "paraphrase",
        "uncovered": told["uncovered"] if told["grade"] != "close" else [],
        "independent": desk.corpus.independent(place.article for place in left),
        "against": [wording.REASONS[reason] for reason in stand.against],
        "fails": [f for f in told["faults"] if f["reason"] not in against],
    }  # fmt: skip


def _contested(claim: ContestedClaim, desk: Desk, stands: dict[str, Standing]) -> Data:
    by_number = {c.number: c for c in desk.brief.citations}

    def cites(numbers: Sequence[int]) -> list[Data]:
        return _cites([_place(by_number[number]) for number in numbers], claim.id, desk, stands)

    return {
        "kind": "contested", "text": claim.question,
        "says": wording.DISPUTES[claim.kind], "remark": claim.note,
        "positions": [
            {
                "answer": p.answer, "holder": p.holder, "independent": p.independent,
                "cites": cites(p.citations),
            }
            for p in claim.positions
        ],
        "remarks": [{"says": wording.REMARKS[r.kind], "cites": cites(r.citations)} for r in claim.remarks],
    }  # fmt: skip


def _rejected(number: int, stand: Standing, desk: Desk, stands: dict[str, Standing]) -> Data:
    item, rejected = f"R{number}", desk.brief.rejected[number - 1]
    data: Data = {
        "kind": "rejected", "text": rejected.text, "was": None, "says": wording.REASONS[rejected.reason],
        "detail": rejected.detail, "cites": [], "uncovered": [], "fails": [],
    }  # fmt: skip
    if stand.text is None:
        return data
    cites = _cites(desk.places(item, stands), item, desk, stands)
    return {**data, "cites": cites, **_after_review(item, rejected.text, stand, desk, stands)}


def _cites(places: Iterable[Place], owner: str, desk: Desk, stands: Mapping[str, Standing]) -> list[Data]:
    numbers = {_place(c): c for c in desk.brief.citations}
    return [_cite(place, numbers.get(place), owner, desk, stands) for place in places]


def _cite(
    place: Place, known: Citation | None, owner: str, desk: Desk, stands: Mapping[str, Standing]
) -> Data:
    item = citation_item(owner, place)
    text = desk.articles[place.article].text
    return {
        "item": item, "place": list(place), "number": known.number if known else None,
        "speaker": known.speaker if known else None, "quote": text[place.start : place.end],
        "context": [known.context.start, known.context.end] if known else None,
        **_standing(stands.get(item, Standing(item))),
    }  # fmt: skip


def _standing(stand: Standing) -> Data:
    return {
        "deed": stand.deed, "verdict": stand.verdict, "out": stand.out, "who": stand.who, "why": stand.why,
        "at": iso(stand.at) if stand.at else None,
        "notes": [{"who": note.who, "at": iso(note.at), "text": note.why} for note in stand.notes],
    }  # fmt: skip


def _is_out(owner: str, place: Place, stands: Mapping[str, Standing]) -> bool:
    given = stands.get(citation_item(owner, place))
    return bool(given and given.out)


def _place(citation: Citation) -> Place:
    return Place(citation.article, citation.start, citation.end)
