"""The main deed: from what the user asked for to a brief that is kept and written down."""

import json
import logging
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from briefing.endpoint import Allowed, assisted, budget_of, warm
from briefing.engines import Call, Engine
from briefing.engines.extractive import Extractive
from briefing.engines.kept import Shelf
from briefing.errors import EmptySource, NoEndpoint, SameArticle, StoreError, UnknownEngine, UnknownFormat
from briefing.model.article import Article
from briefing.model.brief import Brief, Skipped
from briefing.model.topic import Topic
from briefing.pipeline import generate
from briefing.read import DEFAULT_FIELDS, Declared, Reading, read_sources
from briefing.render.brief import Form, from_json, render, to_json
from briefing.render.find import find, names
from briefing.render.pdf import need_printer, to_pdf
from briefing.settings import Settings, topic_named
from briefing.store import KeptBrief, open_store
from briefing.store.files import write_whole
from briefing.store.replies import Forgiving, Replies

log = logging.getLogger(__name__)

ENGINES = ("auto", "extractive", "assisted")
FORMS = ("md", "html", "json")
ALL_FORMS = (*FORMS, "text", "pdf")


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks for. Empty `sources` are the topic's own; `prompts` and `templates` go before all
    others. When `fresh`, no reply that was kept is used; `allowed` is what the run may take.
    """

    topic: str
    sources: tuple[str, ...] = ()
    engine: str = "auto"
    words: int | None = None
    prompts: Path | None = None
    templates: Path | None = None
    keep: bool = True
    strict: bool = False
    fresh: bool = False
    allowed: Allowed = field(default_factory=Allowed)
    style: str = "brief"
    form: str = "md"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A brief in all its forms, and what it lacks of what was asked for.

    `product` is the form that was asked for, in the style that was; `style` is its name.
    """

    brief: Brief
    texts: Mapping[str, str]
    forms: Mapping[str, str]
    missing: tuple[str, ...]
    engine_note: str
    calls: tuple[Call, ...] = ()
    seconds: float = 0.0
    product: str | bytes = ""
    style: str = "brief"


def make(request: Request, settings: Settings, now: datetime) -> Outcome:
    """Read, generate, keep, render. Nothing is kept or written when a step before fails."""
    began = time.monotonic()
    topic, sources = topic_named(request.topic, request.sources, settings)
    folders = overrides("templates", request.templates, settings)
    need(request.form, request.style, folders)
    with kept_replies(request, settings, now) as shelf:
        engine, why = choose_engine(request, settings, shelf)
        log.info("engine: %s", why)
        reading = read(sources, settings)
        made = generate(
            topic,
            reading.articles,
            engine,
            now=now,
            words=request.words or settings.file.brief.words,
            budget=budget_of(settings.endpoint),
            skipped=tuple(Skipped(e.source, e.message) for e in reading.skipped),
            strict=request.strict,
            second_look=settings.file.verify.ask,
        )
    texts = {a.id: a.text for a in made.corpus.articles}
    brief, trouble = _kept(made.brief, made.corpus.articles, topic, request, settings, now)
    unread = tuple(e.message for e in reading.skipped if not isinstance(e, SameArticle))
    forms = forms_of(brief, texts, folders, request.style)
    product = forms.get(request.form) or form_of(brief, texts, request.form, folders, request.style)
    missing = (*made.missing, *unread, *trouble)
    seconds = time.monotonic() - began
    return Outcome(brief, texts, forms, missing, why, engine.calls, seconds, product, request.style)


def choose_engine(request: Request, settings: Settings, shelf: Shelf | None = None) -> tuple[Engine, str]:
    """Return the engine and, in a sentence, why it is that one. *shelf* has the replies that are kept."""
    if request.engine not in ENGINES:
        raise UnknownEngine(request.engine, ENGINES)
    if request.engine == "extractive":
        return Extractive(), "the extractive engine, as asked"
    if settings.endpoint is None:
        if request.engine == "assisted":
            raise NoEndpoint()
        return (
            Extractive(),
            "the extractive engine, because neither OPENAI_API_KEY nor OPENAI_BASE_URL is set",
        )
    why = "as asked" if request.engine == "assisted" else "because an endpoint is set"
    engine = assisted(
        settings.endpoint,
        settings,
        overrides("prompts", request.prompts, settings),
        allowed=request.allowed,
        shelf=shelf,
        fresh=request.fresh,
    )
    warm(engine)
    return engine, f"the assisted engine with {settings.endpoint.model}, {why}"


@contextmanager
def kept_replies(
    request: Request, settings: Settings, now: datetime, read_only: bool = False
) -> Iterator[Shelf | None]:
    """Yield the replies that are kept, where there is a store or is to be one.

    A store that cannot be used is told before a model is paid, unless nothing was to be kept.
    """
    wanted = request.keep and settings.endpoint is not None and not read_only
    if not (wanted or settings.store.exists()):
        yield None
        return
    try:
        store = open_store(settings.store)
    except StoreError:
        if wanted:
            raise
        yield None
        return
    with store:
        yield Forgiving(Replies(store, now))


def read(sources: Sequence[str], settings: Settings) -> Reading:
    """Read the articles at *sources*. When none can be read, the first reason is the error."""
    declared = {os.path.join(settings.home, a.source): _declared(a) for a in settings.file.article}
    fields = {**DEFAULT_FIELDS, **settings.file.fields}
    reading = read_sources(sources, declared=declared, fields=fields)
    if not reading.articles:
        raise reading.skipped[0] if reading.skipped else EmptySource(sources[0])
    for error in reading.skipped:
        log.warning("%s", error.message)
    return reading


def need(form: str, style: str, folders: Sequence[Path]) -> None:
    """Raise an error if *form* cannot be had in *style*: before the work, which may cost money."""
    if form not in ALL_FORMS:
        raise UnknownFormat(form, ALL_FORMS)
    if form == "pdf":
        need_printer()
    if form != "json":
        find(f"{style}.{'html' if form == 'pdf' else form}.j2", "templates", folders)


def form_of(
    brief: Brief, texts: Mapping[str, str], form: str, folders: Sequence[Path], style: str = "brief"
) -> str | bytes:
    """Return the brief in one of ALL_FORMS; a PDF is bytes."""
    if form == "json":
        return to_json(brief)
    if form == "pdf":
        return to_pdf(render(brief, texts, "html", folders, style, paper=True))
    return render(brief, texts, form, folders, style)  # type: ignore[arg-type]  # `need` has looked at it


def forms_of(
    brief: Brief, texts: Mapping[str, str], folders: Sequence[Path], style: str = "brief"
) -> dict[str, str]:
    """Return the brief in every form that is written to files; one that *style* lacks in the usual style."""
    known = names("templates", folders)
    made: dict[str, str] = {"json": to_json(brief)}
    forms: tuple[Form, ...] = ("md", "html")
    for form in forms:
        chosen = style if f"{style}.{form}.j2" in known else "brief"
        made[form] = render(brief, texts, form, folders, chosen)
    return made


def write_forms(outcome: Outcome, folder: Path) -> tuple[Path, ...]:
    """Write the brief in all its forms into *folder* and return where."""
    style = "" if outcome.style == "brief" else f"-{outcome.style}"
    paths = tuple(folder / f"{outcome.brief.id}{style if form != 'json' else ''}.{form}" for form in FORMS)
    for path, form in zip(paths, FORMS, strict=True):
        write_whole(path, outcome.forms[form])
    return paths


def log_run(outcome: Outcome, folder: Path, now: datetime) -> None:
    """Add a line on this run to `runs.jsonl` in *folder*: what varies from run to run and is no part
    of a brief.
    """
    if not outcome.calls:
        return
    line = {
        "at": now.isoformat(), "brief": outcome.brief.id, "engine": outcome.brief.maker.engine,
        "seconds": round(outcome.seconds, 3), "total": asdict(total(outcome.calls)),
        "missing": list(outcome.missing), "calls": [asdict(call) for call in outcome.calls],
    }  # fmt: skip
    with (folder / "runs.jsonl").open("a", encoding="utf-8") as log_file:
        log_file.write(json.dumps(line, ensure_ascii=False) + "\n")


@dataclass(frozen=True, slots=True)
class Total:
    """What a run's questions took together; `cost` is None where a model has no price."""

    asked: int
    kept: int
    failed: int
    prompt_tokens: int
    cached_tokens: int
    completion_tokens: int
    cost: float | None


def total(calls: Sequence[Call]) -> Total:
    """Return the sums, with our own estimate from above where the endpoint does not count a prompt."""
    asked = [call for call in calls if not call.kept]
    paid = [call for call in asked if call.cost is not None]
    answered = [call for call in asked if call.requests and not (call.problem and call.prompt_tokens is None)]
    return Total(
        asked=len(asked),
        kept=len(calls) - len(asked),
        failed=sum(bool(call.problem) for call in asked),
        prompt_tokens=sum(
            call.sent_tokens if call.prompt_tokens is None else call.prompt_tokens for call in answered
        ),
        cached_tokens=sum(call.cached_tokens or 0 for call in asked),
        completion_tokens=sum(call.completion_tokens or 0 for call in asked),
        cost=sum(call.cost or 0 for call in paid) if paid or not asked else None,
    )


def spent(calls: Sequence[Call]) -> str:
    """Return in a sentence what the calls were, with tokens as the endpoint counts them where it does."""
    sums = total(calls)
    counted = all(c.prompt_tokens is not None for c in calls if not c.kept and not c.problem)
    parts = [
        f"{sums.asked} {'question' if sums.asked == 1 else 'questions'} asked",
        *([f"{sums.kept} answered before and kept"] if sums.kept else []),
        *([f"{sums.failed} without a good answer"] if sums.failed else []),
    ]
    tokens = [
        f"{sums.prompt_tokens:,} tokens sent" + ("" if counted else " (an estimate from above)"),
        *([f"{sums.cached_tokens:,} of them from the endpoint's cache"] if sums.cached_tokens else []),
        f"{sums.completion_tokens:,} received",
        "cost unknown, no price in briefing.toml" if sums.cost is None else f"cost {sums.cost:.4f}",
    ]
    return ", ".join(parts) + (": " + ", ".join(tokens) if sums.asked else "") + "."


def overrides(kind: str, given: Path | None, settings: Settings) -> tuple[Path, ...]:
    """The folders that go before the shipped prompts or templates: the one given, then the one beside the
    settings.
    """
    return (*([given] if given else []), *(folder / kind for folder in settings.overrides))


def _declared(table: object) -> Declared:
    from briefing.settings import ArticleTable

    assert isinstance(table, ArticleTable)
    return Declared(
        title=table.title,
        publisher=table.publisher,
        authors=tuple(table.authors),
        published=table.published,  # type: ignore[arg-type]  # made aware by its validator
        url=table.url,
        language=table.language,
        encoding=table.encoding,
    )


def _kept(
    brief: Brief,
    articles: Sequence[Article],
    topic: Topic,
    request: Request,
    settings: Settings,
    now: datetime,
) -> tuple[Brief, tuple[str, ...]]:
    """Keep the brief and its articles. The same brief made again is the one kept first, with its time."""
    if not request.keep and not settings.store.exists():
        return brief, ()
    try:
        with open_store(settings.store) as store:
            store.add_articles(articles, now)
            kept = store.add_brief(KeptBrief(brief.id, topic.slug, brief.made_at, to_json(brief)))
    except StoreError as error:
        if request.keep:
            raise
        return brief, (error.message,)
    return replace(brief, made_at=from_json(kept.json, kept.id).made_at), ()
