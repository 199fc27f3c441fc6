"""What is kept, shown again: a brief only after it has been held against its articles."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.errors import MissingSource, NothingFound, SameArticle, StoreError
from briefing.evidence.byhand import by_hand
from briefing.evidence.corpus import Corpus, look
from briefing.evidence.nearest import nearest
from briefing.evidence.recheck import StoredBrief, faults, recheck
from briefing.evidence.verify import judge
from briefing.make import form_of, need, overrides, read
from briefing.model.article import Article
from briefing.model.brief import Brief, CheckedSentence, Proposal
from briefing.render.brief import from_json
from briefing.render.marks import marked
from briefing.settings import Settings
from briefing.store import Store, open_store
from briefing.text.show import one_line, visible


def shown(
    wanted: str, form: str, templates: Path | None, settings: Settings, style: str = "brief"
) -> str | bytes:
    """Return the brief *wanted* (a file, an id or its start, a topic) in *form*. Raises DamagedBrief."""
    folders = overrides("templates", templates, settings)
    need(form, style, folders)
    stored = find_brief(wanted, settings)
    texts = texts_of(stored.brief, settings)
    return form_of(recheck(stored, texts), texts, form, folders, style)


def verified(wanted: str, settings: Settings) -> tuple[Brief, tuple[str, ...]]:
    """Return the brief *wanted* and all that does not hold of it any more, each fault with its place."""
    brief = find_brief(wanted, settings).brief
    with _articles(settings) as store:
        kept = store.articles_by_id([article.id for article in brief.articles])
    return brief, faults(brief, Corpus.of(kept))


def checked_by_hand(
    sentence: str, sources: Sequence[str], citing: Sequence[int], settings: Settings
) -> tuple[str, bool]:
    """Return what every check says of *sentence* against the articles at *sources*, and whether it holds.

    Without *citing*, the sentences nearest to it are taken for its citations.
    """
    corpus = Corpus.of(read(sources, settings).articles)
    numbers = tuple(citing) or tuple(
        corpus.sentences[i].number for i in nearest(sentence, [s.text for s in corpus.sentences], 3)
    )
    outcome = judge(Proposal(sentence, numbers), corpus)
    return by_hand(sentence, numbers, outcome, corpus), isinstance(outcome, CheckedSentence)


def find_brief(wanted: str, settings: Settings) -> StoredBrief:
    """Return a brief from a JSON file, or from the store."""
    path = Path(wanted)
    if path.suffix == ".json" or path.is_file():
        try:
            return StoredBrief(from_json(path.read_text(encoding="utf-8"), wanted), wanted)
        except (OSError, UnicodeDecodeError) as error:
            raise MissingSource(wanted) from error
    if not settings.store.exists():
        raise NothingFound(f"No brief is called '{wanted}'.", "Make one: briefing generate --topic TEXT.")
    with open_store(settings.store) as store:
        kept = store.brief(wanted)
    return StoredBrief(from_json(kept.json, kept.id), kept.id)


def texts_of(brief: Brief, settings: Settings) -> dict[str, str]:
    """Return the kept texts of the brief's articles, by id."""
    if not settings.store.exists():
        raise StoreError(str(settings.store), "there is none, and the brief's articles are kept there")
    with open_store(settings.store) as store:
        kept = store.articles_by_id([article.id for article in brief.articles])
    return {article.id: article.text for article in kept}


def listed(settings: Settings, as_json: bool) -> str:
    """Return the kept articles, a line each."""
    if not settings.store.exists():
        return ""
    with open_store(settings.store) as store:
        articles = store.articles()
    return "".join(f"{line}\n" for line in (_json_lines(articles) if as_json else _lines(articles)))


@dataclass(frozen=True, slots=True)
class Added:
    """How many articles were new, how many known already, and how many sources could not be read."""

    new: int
    known: int
    skipped: int


def add(sources: Sequence[str], settings: Settings, now: datetime) -> Added:
    """Read the articles at *sources* and keep them."""
    reading = read(sources, settings)
    with open_store(settings.store) as store:
        new = store.add_articles(reading.articles, now)
    twice = sum(isinstance(error, SameArticle) for error in reading.skipped)
    return Added(new, len(reading.articles) - new + twice, len(reading.skipped) - twice)


def article_text(wanted: str, marks: bool, colour: bool, settings: Settings) -> str:
    """Return a kept article's text, safe to print; with *marks*, what the program sees on it."""
    with _articles(settings) as store:
        article = store.article(wanted)
    return marked(look(article), colour) if marks else visible(article.text)


def remove(wanted: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """Forget the articles *wanted*, all of them or, when one is not there, none. Return their sources."""
    with _articles(settings) as store:
        found = [store.article(each) for each in wanted]
        for article in found:
            store.remove_article(article.id)
    return tuple(article.source for article in found)


def _articles(settings: Settings) -> Store:
    if not settings.store.exists():
        raise NothingFound("No articles are kept.", "Keep some: briefing articles add PATH.")
    return open_store(settings.store)


def _json_lines(articles: Sequence[Article]) -> list[str]:
    return [
        json.dumps(
            {
                "id": a.id, "source": a.source, "title": a.title, "publisher": a.publisher,
                "authors": a.authors, "published": a.published.isoformat() if a.published else None,
                "url": a.url, "language": a.language, "characters": len(a.text), "sha256": a.sha256,
                "extractor": a.extractor,
                "known": {o.field: o.how for o in a.origins},
            },
            ensure_ascii=False,
        )
        for a in articles
    ]  # fmt: skip


def _lines(articles: Sequence[Article]) -> list[str]:
    return [
        f"{a.id}  {_day(a.published):10}  {one_line(a.name)[:48]:48}  {one_line(a.source)}" for a in articles
    ]


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else "-"
