"""Put a brief together from what has been checked. Only here is a `Brief` made.

Citations are numbered in the order in which a reader meets them; the counts of independent sources are the
corpus's own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.evidence.corpus import Corpus, Seen, is_stuffed
from briefing.evidence.timeline import Dated, written
from briefing.model.brief import (
    SCHEMA,
    Brief,
    BriefArticle,
    CheckedDraft,
    CheckedSentence,
    Citation,
    ContestedClaim,
    Dispute,
    Event,
    FoundPosition,
    Maker,
    Position,
    Quote,
    Remark,
    Silence,
    Skipped,
    SummarySentence,
    Window,
)
from briefing.model.canon import canonical_hash
from briefing.model.topic import Topic
from briefing.text.show import invisible, one_line
from briefing.text.span import Span


def assemble(
    topic: Topic,
    corpus: Corpus,
    checked: CheckedDraft,
    disputes: Sequence[Dispute],
    maker: Maker,
    *,
    now: datetime,
    window: Window = Window(),
    skipped: Sequence[Skipped] = (),
    silences: Sequence[Silence] = (),
    events: Sequence[Dated] = (),
) -> Brief:
    """Return the brief. Its id is made of the topic's slug and the hash of everything but `id` and
    `made_at`.
    """
    numbers = _Numbers()
    summary = tuple(_sentence(i, s, numbers, corpus) for i, s in enumerate(_by_heading(checked.kept), 1))
    contested = tuple(_contested(dispute, numbers, corpus) for dispute in disputes)
    timeline = tuple(_event(dated, numbers) for dated in events)
    brief = Brief(
        schema=SCHEMA,
        id="",
        topic=topic.title,
        query=topic.queries,
        window=window,
        made_at=now,
        maker=maker,
        summary=summary,
        contested=contested,
        citations=numbers.citations(),
        articles=tuple(_article(seen, corpus) for seen in corpus.seen),
        families=corpus.families,
        independent=corpus.independent(a.id for a in corpus.articles),
        shares_material=corpus.shares_material,
        timeline=timeline,
        silences=tuple(silences),
        rejected=checked.rejected,
        skipped=tuple(skipped),
    )
    return replace(brief, id=f"{topic.slug}-{canonical_hash(brief)[:10]}")


@dataclass(slots=True)
class _Numbers:
    """Gives each quote its number when it is first met."""

    quotes: dict[tuple[str, Span], Quote] = field(default_factory=dict)

    def of(self, quotes: Iterable[Quote]) -> tuple[int, ...]:
        for quote in quotes:
            self.quotes.setdefault((quote.article, quote.span), quote)
        places = {key: number for number, key in enumerate(self.quotes, 1)}
        return tuple(dict.fromkeys(places[quote.article, quote.span] for quote in quotes))

    def citations(self) -> tuple[Citation, ...]:
        return tuple(
            Citation(number, q.article, q.span.start, q.span.end, q.text, q.speaker, q.context)
            for number, q in enumerate(self.quotes.values(), 1)
        )


def _by_heading(kept: Sequence[CheckedSentence]) -> list[CheckedSentence]:
    """Sentences of one heading together, headings in the order of their first sentence."""
    order = {heading: i for i, heading in enumerate(dict.fromkeys(s.heading for s in kept))}
    return sorted(kept, key=lambda s: order[s.heading])


def _sentence(place: int, checked: CheckedSentence, numbers: _Numbers, corpus: Corpus) -> SummarySentence:
    return SummarySentence(
        id=f"S{place}",
        heading=checked.heading,
        text=checked.text,
        citations=numbers.of(checked.quotes),
        independent=corpus.independent(q.article for q in checked.quotes),
        kind=checked.kind,
        grade=checked.grade,
        uncovered=checked.uncovered,
    )


def _contested(dispute: Dispute, numbers: _Numbers, corpus: Corpus) -> ContestedClaim:
    positions = tuple(_position(position, numbers, corpus) for position in dispute.positions)
    remarks = tuple(Remark(remark.kind, numbers.of(remark.quotes)) for remark in dispute.remarks)
    return ContestedClaim(dispute.id, dispute.question, dispute.kind, positions, dispute.note, remarks)


def _position(found: FoundPosition, numbers: _Numbers, corpus: Corpus) -> Position:
    return Position(
        answer=found.answer,
        holder=found.holder,
        citations=numbers.of(found.quotes),
        independent=corpus.independent(q.article for q in found.quotes),
        low=found.low,
        high=found.high,
        dates=_days(found.quotes, corpus),
    )


def _days(quotes: Sequence[Quote], corpus: Corpus) -> tuple[str, ...]:
    published = (corpus.of_article(quote.article).article.published for quote in quotes)
    return tuple(sorted({moment.date().isoformat() for moment in published if moment}))


def _article(seen: Seen, corpus: Corpus) -> BriefArticle:
    article = seen.article
    return BriefArticle(
        id=article.id,
        source=article.source,
        name=article.name,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        sha256=article.sha256,
        text_sha256=article.text_sha256,
        extractor=article.extractor,
        family=corpus.family(article.id).id,
        boilerplate=tuple(mark.span for mark in seen.marks),
        partial=seen.partial,
        flags=_flags(seen),
    )


def _flags(seen: Seen) -> tuple[str, ...]:
    """What a reader should know of an article before trusting it."""
    hidden = invisible(seen.article.text)
    flags = []
    if not seen.sentences:
        flags.append("no content")
    if is_stuffed(seen):
        flags.append("says the same few words over and over")
    if any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in hidden):
        flags.append("bidirectional controls")
    if hidden:
        flags.append(f"invisible characters: {len(hidden)}")
    return tuple(flags)


def _event(dated: Dated, numbers: _Numbers) -> Event:
    """The source's own sentence under its days: the timeline adds no word to what a quote says."""
    return Event(
        written(dated.earliest, dated.latest), one_line(dated.quote.text), numbers.of((dated.quote,))
    )
