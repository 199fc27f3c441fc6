"""A brief laid out for reading: what every form shows, in its order, worked out so that templates only loop.

All texts here are as they stand in the brief and its articles: a template escapes them for its own form.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.model.brief import (
    Brief,
    BriefArticle,
    Citation,
    ContestedClaim,
    Kind,
    Position,
    SummarySentence,
)
from briefing.model.brief import Event as DatedEvent
from briefing.model.canon import canonical_hash
from briefing.model.decision import Overruled
from briefing.model.passage import AlteredWords, Family
from briefing.render import wording
from briefing.render.address import at_words, host_of, safe_address
from briefing.render.charts import Coverage, Scale, coverage, scale
from briefing.text.sentences import sentences
from briefing.text.span import Span

AROUND = 280  # characters shown on either side of a quote, at most
LEAD_SENTENCES, LEAD_DISPUTES = 165, 120  # words that one page of A4 holds
SMALL = 0.35  # of the room: a quote in small print, in two columns

_BLANK_LINES = re.compile(r"\n\s+")


@dataclass(frozen=True, slots=True)
class Note:
    """A citation, and the sentences around its quote; `address` opens the article's page at the quote."""

    number: int
    name: str
    speaker: str | None
    before: str
    quote: str
    after: str
    start: int
    end: int
    file: str
    address: str | None
    host: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; `covered` if its words are in the quotes."""

    text: str
    covered: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    pieces: tuple[Piece, ...]
    uncovered: tuple[str, ...]
    notes: tuple[Note, ...]
    kind: Kind
    by: str
    independent: str
    overruled: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Side:
    answer: str
    who: str
    notes: tuple[Note, ...]
    independent: int
    sources: str
    dates: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a source adds to a dispute; `intro` says which kind of thing it is."""

    intro: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    question: str
    kind: str
    sides: tuple[Side, ...]
    note: str
    remarks: tuple[Remark, ...]
    scale: Scale | None


@dataclass(frozen=True, slots=True)
class Event:
    when: str
    text: str
    notes: tuple[Note, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article. `copy_of` names the original of its family, where it is not that itself."""

    name: str
    title: str | None
    published: str
    file: str
    address: str | None
    host: str
    family: str
    copy_of: str | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Altered:
    """Words that read otherwise in a copy; `what` they are: Quotation, Figure or Statement."""

    what: str
    name: str
    original: str
    copy: str
    altered: str


@dataclass(frozen=True, slots=True)
class Kin:
    """A family of several articles: they count as one source."""

    id: str
    names: tuple[str, ...]
    basis: str
    altered: tuple[Altered, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    text: str
    detail: str


@dataclass(frozen=True, slots=True)
class Omission:
    """The sentences that one reason kept out."""

    reason: str
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Lead:
    """What fits on one page: a sentence of each section, the first disputes, and their quotes."""

    sentences: tuple[Sentence, ...]
    disputes: tuple[Dispute, ...]
    notes: tuple[Note, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a brief shows, top to bottom."""

    title: str
    tally: str
    glance: str
    window: str
    made_by: str
    sections: tuple[Section, ...]
    lead: Lead
    uncovered: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    timeline: tuple[Event, ...]
    coverage: Coverage | None
    notes: tuple[Note, ...]
    sources: tuple[Source, ...]
    kin: tuple[Kin, ...]
    shared: tuple[str, ...]
    omissions: tuple[Omission, ...]
    facts: tuple[Fact, ...]
    remark: str
    promise: str


def lay_out(brief: Brief, texts: Mapping[str, str]) -> Page:
    """Return the page of *brief*. *texts* are the articles' by id; without one, its quotes stand alone."""
    notes = _notes(brief, texts)
    sections = tuple(_sections(brief, notes))
    disputes = tuple(_dispute(claim, notes) for claim in brief.contested)
    return Page(
        title=brief.topic,
        tally=tally(brief),
        glance=glance(brief),
        window=wording.window(brief.window),
        made_by=wording.made_by(brief.maker, brief.made_at),
        sections=sections,
        lead=_lead(sections, disputes),
        uncovered=tuple(
            words for section in sections for each in section.sentences for words in each.uncovered
        ),
        disputes=disputes,
        timeline=tuple(_event(event, _cited(event.citations, notes)) for event in brief.timeline),
        coverage=coverage(brief),
        notes=tuple(notes.values()),
        sources=tuple(_sources(brief)),
        kin=tuple(_kin(brief)),
        shared=tuple(_shared(brief)),
        omissions=tuple(_omissions(brief)),
        facts=tuple(_facts(brief)),
        remark=brief.maker.note,
        promise=wording.PROMISE,
    )


def tally(brief: Brief) -> str:
    """Return how many articles a brief rests on, and of how many origins."""
    sources = wording.counted(brief.independent, "independent source")
    return f"{wording.counted(len(brief.articles), 'article')}, {sources}"


def glance(brief: Brief) -> str:
    """Return what a reader wants to know before trusting it."""
    quotes = f"{wording.counted(len(brief.citations), 'quote')} found word for word"
    disputed = f"{wording.counted(len(brief.contested), 'point')} disputed"
    dropped = f"{wording.counted(len(brief.rejected), 'sentence')} left out"
    said = (
        [quotes] * bool(brief.citations)
        + [disputed] * bool(brief.contested)
        + [dropped] * bool(brief.rejected)
    )
    return " · ".join(said)


# -- quotes in their place


def _notes(brief: Brief, texts: Mapping[str, str]) -> dict[int, Note]:
    articles = {article.id: article for article in brief.articles}
    names = {article.id: _name_here(article, brief, articles) for article in brief.articles}
    cited = dict.fromkeys(citation.article for citation in brief.citations)
    places = {id: (texts[id], sentences(texts[id])) for id in cited if id in texts}
    return {
        citation.number: _note(citation, articles[citation.article], names, *_around(citation, places))
        for citation in brief.citations
    }


def _name_here(article: BriefArticle, brief: Brief, articles: Mapping[str, BriefArticle]) -> str:
    """Return what a quote's article is called; a copy says so wherever it is quoted."""
    family = next(family for family in brief.families if article.id in family.articles)
    if family.original == article.id:
        return article.name
    return f"{article.name}, in the words of a copy of {articles[family.original].name}"


def _note(
    citation: Citation, article: BriefArticle, names: Mapping[str, str], before: str, after: str
) -> Note:
    address = safe_address(article.url)
    return Note(
        number=citation.number,
        name=names[article.id],
        speaker=wording.named(citation.speaker),
        before=before,
        quote=citation.quote,
        after=after,
        start=citation.start,
        end=citation.end,
        file=article.source,
        address=address and at_words(address, citation.quote),
        host=host_of(address) if address else "",
    )


def _around(citation: Citation, places: Mapping[str, tuple[str, Sequence[Span]]]) -> tuple[str, str]:
    """Return what stands before and after a quote: what names the speaker, and a sentence on either side."""
    text, spans = places.get(citation.article, ("", ()))
    if text[citation.start : citation.end] != citation.quote:
        return "", ""  # not the text this brief was made from: better no context than a false one
    start, end = min(citation.start, citation.context.start), max(citation.end, citation.context.end)
    first = max(bisect_right(spans, start, key=lambda span: span.end) - 1, 0)
    last = min(bisect_left(spans, end, key=lambda span: span.start), len(spans) - 1)
    before = text[min(start, spans[first].start) if spans else start : citation.start]
    after = text[citation.end : max(end, spans[last].end) if spans else end]
    return _last_of(_BLANK_LINES.sub("\n", before)), _first_of(_BLANK_LINES.sub("\n", after))


def _first_of(text: str) -> str:
    """Return the start of *text*, cut after a word where it is long."""
    if len(text) <= AROUND:
        return text
    return re.sub(r"\S*\Z", "", text[:AROUND]).rstrip() + " …"


def _last_of(text: str) -> str:
    if len(text) <= AROUND:
        return text
    return "… " + re.sub(r"\A\S*", "", text[-AROUND:]).lstrip()


def _cited(numbers: Sequence[int], notes: Mapping[int, Note]) -> tuple[Note, ...]:
    return tuple(notes[number] for number in numbers)


# -- what is said


def _sections(brief: Brief, notes: Mapping[int, Note]) -> Iterator[Section]:
    against = {each.sentence: each for each in map(Overruled.read, brief.review.overruled)}
    for heading, run in groupby(brief.summary, key=lambda sentence: sentence.heading):
        told = (_sentence(each, _cited(each.citations, notes), against.get(each.id)) for each in run)
        yield Section(heading, tuple(told))


def _sentence(said: SummarySentence, notes: tuple[Note, ...], against: Overruled | None) -> Sentence:
    uncovered = said.uncovered if said.grade == "paraphrase" else ()
    return Sentence(
        text=said.text,
        pieces=tuple(_pieces(said.text, uncovered)),
        uncovered=tuple(span.of(said.text) for span in uncovered),
        notes=notes,
        kind=said.kind,
        by=_by(notes),
        independent=_sources_of(said.independent),
        overruled=wording.overruled(against) if against else "",
    )


def _lead(sections: Sequence[Section], disputes: Sequence[Dispute]) -> Lead:
    """Return the first sentence of each section, then the second ones, and disputes: what a page holds.

    The first of either is always there.
    """
    ranked = sorted(
        ((place, number, said) for number, section in enumerate(sections)
         for place, said in enumerate(section.sentences)),
        key=lambda each: each[:2],
    )  # fmt: skip
    chosen = ranked[: _fitting([(said.text, said.notes) for _, _, said in ranked], LEAD_SENTENCES)]
    sentences = tuple(said for place, number, said in sorted(chosen, key=lambda each: (each[1], each[0])))
    sides = [(_words_of(dispute), _notes_of(dispute)) for dispute in disputes]
    kept = tuple(disputes[: _fitting(sides, LEAD_DISPUTES)])
    cited = [note for said in sentences for note in said.notes]
    cited += [note for dispute in kept for note in _notes_of(dispute)]
    notes = tuple(sorted({note.number: note for note in cited}.values(), key=lambda note: note.number))
    left = (len(ranked) - len(sentences), "sentence"), (len(disputes) - len(kept), "disputed point")
    more = " and ".join(wording.counted(number, noun) for number, noun in left if number)
    return Lead(sentences, kept, notes, f"The whole brief has {more} more." if more else "")


def _fitting(texts: Sequence[tuple[str, Sequence[Note]]], room: int) -> int:
    """Return how many of *texts*, with their quotes in small print, fit in *room* words."""
    used = 0.0
    for place, (text, notes) in enumerate(texts):
        used += len(text.split()) + SMALL * sum(len(note.quote.split()) for note in notes)
        if used > room:
            return max(place, 1)
    return len(texts)


def _words_of(dispute: Dispute) -> str:
    return " ".join((dispute.question, *(f"{side.answer} {side.who}" for side in dispute.sides)))


def _notes_of(dispute: Dispute) -> tuple[Note, ...]:
    return tuple(note for side in dispute.sides for note in side.notes)


def _pieces(text: str, uncovered: Sequence[Span]) -> Iterator[Piece]:
    at = 0
    for span in sorted(uncovered):
        yield from (Piece(text[at : span.start], True), Piece(span.of(text), False))
        at = span.end
    yield Piece(text[at:], True)


def _by(notes: Sequence[Note]) -> str:
    """Return whose words these are: the article's name, and who spoke there if it says so."""
    names = ", ".join(dict.fromkeys(note.name for note in notes))
    speakers = ", ".join(dict.fromkeys(note.speaker for note in notes if note.speaker))
    return f"{names} (speaker: {speakers})" if speakers else names


def _sources_of(independent: int) -> str:
    """Return how many sources a sentence cites: a count, for each may bear out a clause of its own."""
    return f"cites {wording.counted(independent, 'independent source')}" if independent >= 2 else ""


def _dispute(claim: ContestedClaim, notes: Mapping[int, Note]) -> Dispute:
    sides = tuple(_side(position, _cited(position.citations, notes)) for position in claim.positions)
    remarks = tuple(Remark(wording.REMARKS[r.kind], _cited(r.citations, notes)) for r in claim.remarks)
    return Dispute(claim.question, wording.DISPUTES[claim.kind], sides, claim.note, remarks, scale(claim))


def _side(position: Position, notes: tuple[Note, ...]) -> Side:
    names = ", ".join(dict.fromkeys(note.name for note in notes))
    sources = wording.counted(position.independent, "independent source")
    dates = wording.days(position.dates)
    return Side(position.answer, position.holder or names, notes, position.independent, sources, dates)


def _event(event: DatedEvent, notes: tuple[Note, ...]) -> Event:
    return Event(
        wording.placed(event.when), event.text, notes, tuple(dict.fromkeys(note.name for note in notes))
    )


# -- where it comes from, and what was left out


def _sources(brief: Brief) -> Iterator[Source]:
    names = {article.id: article.name for article in brief.articles}
    originals = {id: family.original for family in brief.families for id in family.articles}
    for article in brief.articles:
        original, address = originals.get(article.id, article.id), safe_address(article.url)
        yield Source(
            name=article.name,
            title=article.title if article.title != article.name else None,
            published=wording.moment(article.published) if article.published else "",
            file=article.source,
            address=address,
            host=host_of(address) if address else "",
            family=article.family,
            copy_of=names[original] if original != article.id else None,
            remarks=_remarks(article),
        )


def _remarks(article: BriefArticle) -> tuple[str, ...]:
    cut = ("its text is cut off",) if article.partial else ()
    return cut + tuple(flag.replace("_", " ") for flag in article.flags)


def _kin(brief: Brief) -> Iterator[Kin]:
    names = {article.id: article.name for article in brief.articles}
    for family in brief.families:
        if len(family.articles) > 1:
            told = (names[id] for id in family.articles)
            yield Kin(family.id, tuple(told), family.basis, tuple(_altered(family, names)))


def _altered(family: Family, names: Mapping[str, str]) -> Iterator[Altered]:
    kinds: tuple[tuple[str, Sequence[AlteredWords]], ...] = (
        ("Quotation", family.altered_quotations),
        ("Figure", family.figures_differ),
        ("Statement", family.verdicts_differ),
    )
    for what, found in kinds:
        for each in found:
            yield Altered(what, names[each.article], each.original, names[each.copy], each.altered)


def _shared(brief: Brief) -> Iterator[str]:
    """Yield which articles share a passage and are still two sources."""
    names = {article.id: article.name for article in brief.articles}
    for pair in brief.shares_material:
        one, other = (names[id] for id in pair.articles)
        yield f"{one} and {other} share material ({pair.share:.0%} of the shorter one)"


def _omissions(brief: Brief) -> Iterator[Omission]:
    """Yield what was left out, reason by reason, each where it first occurred."""
    for reason in dict.fromkeys(rejected.reason for rejected in brief.rejected):
        dropped = tuple(Dropped(each.text, each.detail) for each in brief.rejected if each.reason == reason)
        yield Omission(wording.REASONS[reason], dropped)


def _facts(brief: Brief) -> Iterator[Fact]:
    yield Fact("Brief", brief.id)
    yield Fact("Hash", canonical_hash(brief))
    yield Fact("Made", wording.moment(brief.made_at))
    yield Fact("Engine", brief.maker.engine)
    if brief.maker.model:
        yield Fact("Model", brief.maker.model)
    for prompt in brief.maker.prompts:
        yield Fact("Prompt", f"{prompt.name} {prompt.sha256[:12]}")
    yield Fact("Program", f"briefing {brief.maker.version}")
