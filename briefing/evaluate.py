"""Gold topics, once through: a brief on each, made as any brief is, and how much of the gold it holds."""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from briefing import __version__
from briefing.engines import Call, Engine
from briefing.engines.extractive import Extractive
from briefing.errors import BadGold, NoEndpoint, NothingFound, SameArticle
from briefing.gold.format import FILES, Gold, find_gold, problem
from briefing.gold.marks import mark
from briefing.gold.run import NO_WORK, SCHEMA, Run, TopicRun, Work, run_from_json
from briefing.gold.score import nothing, score
from briefing.make import Request, choose_engine, read
from briefing.model.article import Article, digest
from briefing.model.brief import Brief, CheckedDraft, Draft, Maker
from briefing.model.topic import Topic
from briefing.pipeline import generate
from briefing.settings import ArticleTable, Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is tried: an engine, a model in place of the settings' own, a folder of prompts, a length."""

    engine: str = "auto"
    model: str | None = None
    prompts: Path | None = None
    words: int | None = None


def evaluate(folder: Path, asked: Asked, settings: Settings, now: datetime) -> Run:
    """Return how an engine does on the gold topics in *folder*. All gold is read before anything is asked."""
    settings = _with_model(settings, asked.model)
    words = asked.words or settings.file.brief.words
    read_ = [(gold, articles_of(gold, settings)) for gold in find_gold(folder)]
    for gold, articles in read_:
        mark(gold, articles)
    makers, topics = [], []
    for place, (gold, articles) in enumerate(read_, 1):
        log.info("gold %d of %d: %s", place, len(read_), gold.name)
        engine, _ = choose_engine(
            Request(gold.file.topic, engine=asked.engine, prompts=asked.prompts), settings
        )
        topics.append(_tried(gold, articles, engine, words, settings, now))
        makers.append(engine.maker)
    return Run(
        SCHEMA, __version__, makers[0].engine, makers[0].model, makers[0].prompts, words, tuple(topics)
    )


def read_run(path: Path) -> Run:
    """Return the run that --json wrote to *path*. Raises BadGold when it is none."""
    try:
        return run_from_json(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise BadGold(str(path), "", f"it cannot be read: {error}.") from error


def run_to_json(run: Run) -> str:
    return json.dumps(asdict(run), ensure_ascii=False, indent=1)


def _tried(
    gold: Gold, articles: dict[str, Article], engine: Engine, words: int, settings: Settings, now: datetime
) -> TopicRun:
    """Return what the engine made of one topic: the deed itself is `generate`, as for every brief."""
    topic = Topic(
        gold.file.topic, (gold.file.query or gold.file.topic, *gold.file.aliases), slug_from=gold.name
    )
    marked, watched = mark(gold, articles), Watched(engine)
    sha256 = digest("\n".join((gold.sha256, *sorted(a.text_sha256 for a in articles.values()))))
    began = time.perf_counter()
    try:
        made = generate(
            topic,
            tuple(articles.values()),
            engine if isinstance(engine, Extractive) else watched,
            now=now,
            words=words,
            second_look=settings.file.verify.ask,
        )
    except NothingFound as error:
        # One topic without a brief must not cost what the others have been asked for already.
        return TopicRun(gold.name, sha256, nothing(marked), NO_WORK, tuple(articles), (error.message,))
    work = work_of(made.brief, watched, engine.calls, time.perf_counter() - began)
    told = score(made.brief, made.corpus, marked)
    return TopicRun(gold.name, sha256, told, work, _left_out(articles, made.brief), made.missing)


def _left_out(articles: Mapping[str, Article], brief: Brief) -> tuple[str, ...]:
    used = {article.id for article in brief.articles}
    return tuple(name for name, article in articles.items() if article.id not in used)


def _with_model(settings: Settings, model: str | None) -> Settings:
    if model is None:
        return settings
    if settings.endpoint is None:
        raise NoEndpoint()
    return replace(settings, endpoint=replace(settings.endpoint, model=model))


def articles_of(gold: Gold, settings: Settings) -> dict[str, Article]:
    """Return the topic's articles by file name, in order. One that cannot be read is the gold's fault."""
    folder = gold.path.parent
    names = gold.file.articles or sorted(
        p.name for p in folder.iterdir() if p.is_file() and p.name not in FILES
    )
    file = settings.file.model_copy(update={"article": _tables(gold)})
    reading = read([str(folder / name) for name in names], replace(settings, file=file, home=folder))
    for error in reading.skipped:
        if not isinstance(error, SameArticle):
            raise BadGold(str(gold.path), "", error.message)
    named = {Path(article.source).name: article for article in reading.articles}
    if len(named) < len(reading.articles):
        raise BadGold(str(gold.path), "", "two of its articles have the same file name.")
    return named


def _tables(gold: Gold) -> list[ArticleTable]:
    """Return what the gold says of its articles. Raises BadGold at the first key that is none."""
    tables = []
    for place, table in enumerate(gold.file.article):
        try:
            tables.append(ArticleTable.model_validate(table, strict=False))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise gold.bad(problem(first), "article", place, *first["loc"][:1]) from error
    return tables


# -- what it took


@dataclass(slots=True)
class Watched:
    """An engine, and what it proposed first and when asked again. It passes everything on as it is."""

    engine: Engine
    first: Draft = field(default_factory=lambda: Draft(()))
    again: Draft = field(default_factory=lambda: Draft(()))

    @property
    def maker(self) -> Maker:
        return self.engine.maker

    @property
    def calls(self) -> tuple[Call, ...]:
        return self.engine.calls

    def propose(self, *args: Any, **kwargs: Any) -> Draft:
        self.first = self.engine.propose(*args, **kwargs)
        return self.first

    def repair(self, topic: Any, corpus: Any, checked: CheckedDraft) -> Draft:
        self.again = self.engine.repair(topic, corpus, checked)
        return self.again

    def opinions(self, *args: Any, **kwargs: Any) -> Any:
        return self.engine.opinions(*args, **kwargs)


def work_of(brief: Brief, watched: Watched, calls: Sequence[Call], seconds: float) -> Work:
    proposed, kept, repaired = _sentences(brief, watched)
    asked = [call for call in calls if not call.kept]  # a kept reply was asked for once
    return Work(
        words=sum(len(sentence.text.split()) for sentence in brief.summary),
        proposed=proposed,
        kept=kept,
        repaired=repaired,
        dropped=max(0, proposed - kept - repaired),
        calls=len(asked),
        sent_tokens=sum(call.prompt_tokens or call.sent_tokens for call in asked),
        received_tokens=sum(call.completion_tokens or 0 for call in asked),
        cost=_cost(calls),
        seconds=round(seconds, 3),
    )


def _sentences(brief: Brief, watched: Watched) -> tuple[int, int, int]:
    """Return how many sentences were proposed at first, kept at once, and kept once they were mended.

    Where the extractive engine stood in for a model, nothing of the model's was kept.
    """
    if isinstance(watched.engine, Extractive):
        return len(brief.summary) + len(brief.rejected), len(brief.summary), 0
    if brief.maker.engine != watched.maker.engine:
        return len(watched.first.sentences), 0, 0
    first = {" ".join(proposal.text.split()) for proposal in watched.first.sentences}
    again = {" ".join(proposal.text.split()) for proposal in watched.again.sentences} - first
    mended = sum(" ".join(sentence.text.split()) in again for sentence in brief.summary)
    return len(watched.first.sentences), len(brief.summary) - mended, mended


def _cost(calls: Sequence[Call]) -> float | None:
    """Return what the calls cost, where each says so; without calls there is no cost to know."""
    costs = [call.cost for call in calls]
    known = [float(cost) for cost in costs if cost is not None]
    return sum(known) if calls and len(known) == len(costs) else None
