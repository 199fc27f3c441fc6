"""A brief read back is only a `StoredBrief` until it has been held against the articles again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.errors import DamagedBrief
from briefing.evidence.corpus import Corpus
from briefing.evidence.timeline import mention_of, written
from briefing.evidence.verify import judge
from briefing.model.article import digest
from briefing.model.brief import (
    Brief,
    CheckedSentence,
    Citation,
    Event,
    Grade,
    Position,
    Proposal,
    SummarySentence,
)
from briefing.model.canon import canonical_hash
from briefing.model.decision import Overruled
from briefing.text.locate import locate
from briefing.text.show import one_line
from briefing.text.span import Span

GRADES: tuple[Grade, ...] = ("verbatim", "close", "paraphrase")
"""From the most that can be said of a sentence to the least."""


@dataclass(frozen=True, slots=True)
class StoredBrief:
    """A brief as found on disk or in the store, not yet to be trusted. `source` is where it was found."""

    brief: Brief
    source: str


def recheck(stored: StoredBrief, texts: Mapping[str, str]) -> Brief:
    """Return the brief if its hash, its texts and all its quotes are as they were.

    *texts* maps article ids to texts; every cited article must be there. Raises DamagedBrief at the first
    place that is not.
    """
    brief = stored.brief
    for problem in (*_changed(brief), *_texts_changed(brief, texts), *_misquoted(brief, texts)):
        raise DamagedBrief(stored.source, problem)
    return brief


def faults(brief: Brief, corpus: Corpus) -> tuple[str, ...]:
    """Return all that does not hold any more of *brief* against the corpus of its articles, each with
    its place.

    Hashes, offsets and quotes first; then every sentence goes through the verifier again, and every count of
    independent sources is counted again.
    """
    texts = {article.id: article.text for article in corpus.articles}
    found = (*_changed(brief), *_texts_changed(brief, texts), *_misquoted(brief, texts))
    if found:
        return found
    numbers = _numbers(brief, corpus)
    return (
        *(problem for s in brief.summary for problem in _sentence(s, brief, numbers, corpus)),
        *(
            problem
            for claim in brief.contested
            for place, position in enumerate(claim.positions, 1)
            for problem in _position(f"{claim.id}, position {place}", position, brief, numbers, corpus)
        ),
        *(problem for event in brief.timeline for problem in _event(event, brief, corpus)),
        *_counted(brief, corpus),
    )


def _changed(brief: Brief) -> tuple[str, ...]:
    whole = brief.id.endswith(canonical_hash(brief)[:10])
    return () if whole else ("its content does not match its id.",)


def _texts_changed(brief: Brief, texts: Mapping[str, str]) -> tuple[str, ...]:
    cited = {citation.article for citation in brief.citations}
    problems = []
    for article in brief.articles:
        if article.id in texts and digest(texts[article.id]) != article.text_sha256:
            problems.append(f"the text of {article.source} has changed.")
        if article.id in cited and article.id not in texts:
            problems.append(f"the text of {article.source} is not in the store.")
    return tuple(problems)


def _misquoted(brief: Brief, texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        f"citation {c.number} is not what stands in its article at {c.start}."
        for c in brief.citations
        if texts.get(c.article, "")[c.start : c.end] != c.quote
    )


def _numbers(brief: Brief, corpus: Corpus) -> dict[int, int | None]:
    """The sentence number of each citation; None where it is no citable sentence."""
    places = {(s.article, s.span): s.number for s in corpus.sentences}
    return {c.number: places.get((c.article, Span(c.start, c.end))) for c in brief.citations}


def _sentence(
    told: SummarySentence, brief: Brief, numbers: Mapping[int, int | None], corpus: Corpus
) -> list[str]:
    if told.id in [Overruled.read(line).sentence for line in brief.review.overruled]:
        return _overruled(told, brief, numbers, corpus)
    outcome = _judged(told.text, told.citations, numbers, corpus)
    if isinstance(outcome, str):
        return [f"sentence {told.id}: {outcome}"]
    # A second look may have lowered the grade; nothing may have raised it.
    fair = GRADES.index(told.grade) >= GRADES.index(outcome.grade)
    same = fair and (outcome.kind, outcome.uncovered) == (told.kind, told.uncovered)
    counted = _independent(told.citations, brief, corpus) == told.independent
    problems = [] if same else [f"sentence {told.id} is graded {outcome.grade} now, not {told.grade}."]
    return problems if counted else [*problems, f"sentence {told.id} counts its sources wrongly."]


def _overruled(
    told: SummarySentence, brief: Brief, numbers: Mapping[int, int | None], corpus: Corpus
) -> list[str]:
    """What a reviewer printed against a check is held to what no reviewer can set aside, and to its grade."""
    problems = []
    if not told.citations or any(numbers.get(number) is None for number in told.citations):
        problems.append(f"sentence {told.id}: it cites text that is no citable sentence.")
    if told.grade != "paraphrase":
        problems.append(f"sentence {told.id} was printed against a check and is graded {told.grade}.")
    if _independent(told.citations, brief, corpus) != told.independent:
        problems.append(f"sentence {told.id} counts its sources wrongly.")
    return problems


def _position(
    place: str, told: Position, brief: Brief, numbers: Mapping[int, int | None], corpus: Corpus
) -> list[str]:
    """A position's answer is a value that stands in a quote of its own, or a sentence that passes as one."""
    quotes = [c.quote for c in _cited(told.citations, brief)]
    problems = []
    if not any(locate(told.answer, quote) for quote in quotes):
        outcome = _judged(told.answer, told.citations, numbers, corpus)
        problems += [f"{place}: {outcome}"] if isinstance(outcome, str) else []
    if _independent(told.citations, brief, corpus) != told.independent:
        problems.append(f"{place} counts its sources wrongly.")
    return problems


def _event(told: Event, brief: Brief, corpus: Corpus) -> list[str]:
    """An event is a source's own sentence, under the day that the sentence gives."""
    cited = _cited(told.citations, brief)
    if len(cited) != 1 or one_line(cited[0].quote) != told.text:
        return [f"the event of {told.when} is not what its source says."]
    published = corpus.of_article(cited[0].article).article.published
    mention = mention_of(cited[0].quote, published.date() if published else None)
    dated = mention and mention.earliest and mention.latest and written(mention.earliest, mention.latest)
    return [] if dated == told.when else [f"the event of {told.when} is dated {dated} now."]


def _judged(
    text: str, citations: Sequence[int], numbers: Mapping[int, int | None], corpus: Corpus
) -> CheckedSentence | str:
    citing = [numbers.get(number) for number in citations]
    if any(number is None for number in citing):
        return "it cites text that is no citable sentence."
    outcome = judge(Proposal(text, tuple(n for n in citing if n)), corpus)
    return outcome if isinstance(outcome, CheckedSentence) else f"{outcome.detail} ({outcome.reason})."


def _counted(brief: Brief, corpus: Corpus) -> list[str]:
    right = corpus.independent(a.id for a in corpus.articles)
    return (
        [] if right == brief.independent else [f"it counts {brief.independent} sources, there are {right}."]
    )


def _independent(citations: Sequence[int], brief: Brief, corpus: Corpus) -> int:
    return corpus.independent(c.article for c in _cited(citations, brief))


def _cited(citations: Sequence[int], brief: Brief) -> list[Citation]:
    return [c for c in brief.citations if c.number in citations]
