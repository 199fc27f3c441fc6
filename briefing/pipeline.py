"""One brief, once through: from articles and an engine to a brief that holds.

articles -> on the topic? -> corpus -> evidence -> disputes -> draft -> checked -> brief
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.engines import Engine
from briefing.engines.extractive import Extractive
from briefing.errors import BadReply, EndpointError, NothingFound
from briefing.evidence.assemble import assemble
from briefing.evidence.contest import contest
from briefing.evidence.corpus import Corpus
from briefing.evidence.merge import merge
from briefing.evidence.search import BUDGET, Evidence, on_topic, search
from briefing.evidence.silences import silences
from briefing.evidence.timeline import timeline
from briefing.evidence.verify import lowered, quoted_instead, together, verify
from briefing.model.article import Article
from briefing.model.brief import Brief, Dispute, Draft, Maker, Rejected, Skipped, Window
from briefing.model.topic import Topic

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A brief, the corpus it rests on, and what it lacks of what was asked for (empty when nothing)."""

    brief: Brief
    corpus: Corpus
    missing: tuple[str, ...] = ()


def generate(
    topic: Topic,
    articles: Sequence[Article],
    engine: Engine,
    *,
    now: datetime,
    words: int = 350,
    budget: int = BUDGET,
    window: Window = Window(),
    skipped: Sequence[Skipped] = (),
    strict: bool = False,
    second_look: bool = False,
) -> Made:
    """Return a brief on *topic* from those of *articles* that are on it.

    With *strict*, the sources' own sentences stand in place of every paraphrase; with *second_look*,
    the engine
    is asked whether what passed is borne out, which can only lower a grade.

    Where the engine's model fails, the extractive engine stands in and `missing` says so.
    Raises NothingFound when no article is on the topic.
    """
    corpus, evidence, disputes = prepare(topic, articles, budget)
    silent = silences(corpus, evidence)
    log.info("%d disputes found by code; the %s engine writes", len(disputes), engine.maker.engine)
    proposed = _propose(engine, topic, corpus, evidence, disputes, words)
    checked = verify(proposed.draft, corpus)
    checked = together(checked, verify(proposed.engine.repair(topic, corpus, checked), corpus))
    if second_look:
        checked = lowered(checked, proposed.engine.opinions(topic, corpus, checked))
    if strict:
        checked = quoted_instead(checked, corpus)
    contested, doubtful = merge(disputes, proposed.draft.disputes, corpus)
    checked = replace(checked, rejected=(*proposed.in_vain, *checked.rejected, *doubtful))
    # Repairs and second looks may have been missed since.
    maker = replace(proposed.maker, note=proposed.engine.maker.note or proposed.maker.note)
    brief = assemble(
        topic,
        corpus,
        checked,
        contested,
        maker,
        now=now,
        window=window,
        skipped=skipped,
        silences=silent,
        events=timeline(corpus, evidence),
    )
    return Made(brief, corpus, (maker.note,) if maker.note else ())


def prepare(
    topic: Topic, articles: Sequence[Article], budget: int = BUDGET
) -> tuple[Corpus, Evidence, tuple[Dispute, ...]]:
    """Return what an engine is given: the articles on the topic, the evidence in them, the disputes that code
    finds. Raises NothingFound.
    """
    found = on_topic(articles, topic)
    log.info("%d of %d articles are on the topic", len(found), len(articles))
    corpus = Corpus.of(found)
    if not corpus.sentences:
        raise _nothing(topic, articles)
    evidence = search(corpus, topic, budget)
    log.info("%d sentences of evidence from %d families", len(evidence.sentences), len(corpus.families))
    return corpus, evidence, contest(corpus, evidence)


@dataclass(frozen=True, slots=True)
class _Proposed:
    """A draft, the engine that can repair it, and who made it with a note on what is missing; what a failed
    model proposed in vain.
    """

    engine: Engine
    draft: Draft
    maker: Maker
    in_vain: tuple[Rejected, ...] = ()


def _propose(
    engine: Engine,
    topic: Topic,
    corpus: Corpus,
    evidence: Evidence,
    disputes: tuple[Dispute, ...],
    words: int,
) -> _Proposed:
    """Return the engine's draft, or the extractive engine's where a model failed: no error is a brief.

    A model that failed at the summary may still have said what is contested; that stays.
    """
    draft = Draft(())
    in_vain: tuple[Rejected, ...] = ()
    try:
        draft = engine.propose(topic, corpus, evidence, disputes, words)
        checked = verify(draft, corpus)
        if checked.kept:
            return _Proposed(engine, draft, engine.maker)
        in_vain = checked.rejected
        problem = "None of the model's sentences held." if draft.sentences else engine.maker.note
    except (EndpointError, BadReply) as error:
        problem = error.message
    if isinstance(engine, Extractive):
        note = "No sentence of the articles can stand alone."
        return _Proposed(engine, draft, replace(engine.maker, note=note))
    log.warning("the model failed: %s", problem)
    stand_in = Extractive()
    drafted = stand_in.propose(topic, corpus, evidence, disputes, words)
    note = f"{problem} The extractive engine stood in."
    maker = replace(engine.maker, engine=stand_in.maker.engine, note=note)
    return _Proposed(
        stand_in,
        replace(drafted, disputes=draft.disputes),
        maker if draft.disputes else replace(stand_in.maker, note=note),
        in_vain,
    )


def _nothing(topic: Topic, articles: Sequence[Article]) -> NothingFound:
    return NothingFound(
        f"None of {len(articles)} articles is on the topic '{topic.title}'.",
        "Try fewer or other words with --topic, aliases in briefing.toml, or other sources.",
    )
