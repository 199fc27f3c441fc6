"""The program as a library: texts and paths in, a brief out. No store, no settings, no environment."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from briefing.engines import Call, Engine
from briefing.engines.chat import Chat, Message, Reply, Schema
from briefing.engines.extractive import Extractive
from briefing.errors import BadReply, EmptySource, EndpointError, PathAsText, SameArticle, SourceError
from briefing.model.article import Article
from briefing.model.brief import Brief, Skipped
from briefing.model.topic import Topic
from briefing.pipeline import generate as made_of
from briefing.read import Declared, article_of, read_sources
from briefing.render.brief import render, to_json

log = logging.getLogger(__name__)

LONGEST_PATH = 1000


@dataclass(frozen=True, slots=True)
class Written:
    """A brief and the texts it rests on. `missing` says what it lacks of what was asked for (empty when
    nothing), `calls` what a model was asked.

    *templates*, where it is given, is a folder of templates that go before the shipped ones.
    """

    brief: Brief
    texts: Mapping[str, str]
    missing: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()

    def markdown(self, templates: Path | None = None) -> str:
        return self._as("md", templates)

    def html(self, templates: Path | None = None) -> str:
        """Return the brief as one page that needs nothing else."""
        return self._as("html", templates)

    def text(self, templates: Path | None = None) -> str:
        """Return the brief as plain text for a terminal, 80 columns wide."""
        return self._as("text", templates)

    def json(self) -> str:
        """Return the brief's JSON document (docs/brief.schema.json)."""
        return to_json(self.brief)

    def _as(self, form: Literal["md", "html", "text"], templates: Path | None) -> str:
        return render(self.brief, self.texts, form, (templates,) if templates else ())


def generate(
    topic: str,
    articles: Iterable[str | Path | Article] | str | Path | Article,
    *,
    chat: Chat | None = None,
    model: str = "chat",
    aliases: Sequence[str] = (),
    words: int = 350,
    strict: bool = False,
    second_look: bool = False,
    prompts: Path | None = None,
    now: datetime | None = None,
) -> Written:
    """Return a brief on *topic* from those of *articles* that are on it; *aliases* are other words for it.

    A string is an article's text, a Path a file or a folder, an Article what `article` made. Without *chat*
    the extractive engine writes. With it the assisted engine asks *chat*, from several threads at once,
    and the brief says that *model* wrote it; whatever *chat* raises, the extractive engine stands in and
    `missing` says so. *words* is the summary's length, about; *strict* puts quotations for paraphrases,
    *second_look* asks once more whether what passed is borne out. *now*, an aware time, is the brief's
    `made_at`.

    Raises NothingFound when no article is on the topic, SourceError when none can be read, PathAsText for
    a string that is a path. Nothing is kept, written, or read from the environment.
    """
    found, skipped = _read([articles] if isinstance(articles, str | Path | Article) else articles)
    engine = _assisted(chat, model, prompts) if chat else Extractive()
    made = made_of(
        Topic(topic.strip(), (topic.strip(), *aliases)),
        found,
        engine,
        now=now or datetime.now(UTC),
        words=words,
        skipped=tuple(Skipped(error.source, error.message) for error in skipped),
        strict=strict,
        second_look=second_look,
    )
    unread = tuple(error.message for error in skipped if not isinstance(error, SameArticle))
    texts = {each.id: each.text for each in made.corpus.articles}
    return Written(made.brief, texts, (*made.missing, *unread), engine.calls)


def article(
    text: str,
    source: str = "text",
    *,
    title: str | None = None,
    publisher: str | None = None,
    authors: Sequence[str] = (),
    published: datetime | None = None,
    url: str | None = None,
) -> Article:
    """Return *text* as an article, with what you know of it; what you don't is read from its first lines.

    *source* is how the brief's JSON names it. Raises EmptySource or NotText.
    """
    known = Declared(title, publisher, tuple(authors), published, url)
    return article_of(text, source, known)


def _read(given: Iterable[str | Path | Article]) -> tuple[tuple[Article, ...], tuple[SourceError, ...]]:
    """Return the articles and what could not be read, in order. When nothing can, the first reason is
    the error.
    """
    articles: dict[str, Article] = {}
    skipped: list[SourceError] = []
    for place, each in enumerate(given, 1):
        found, troubles = _one(each, f"text {place}")
        skipped += troubles
        for new in found:
            if new.id in articles:
                skipped.append(SameArticle(new.source, articles[new.id].source))
            else:
                articles[new.id] = new
    if not articles:
        raise skipped[0] if skipped else EmptySource("articles")
    for error in skipped:
        log.warning("%s", error.message)
    return tuple(articles.values()), tuple(skipped)


def _one(given: str | Path | Article, name: str) -> tuple[Sequence[Article], Sequence[SourceError]]:
    if isinstance(given, Article):
        return [given], []
    if isinstance(given, Path):
        reading = read_sources([str(given)])
        return reading.articles, reading.skipped
    if _is_path(given):
        raise PathAsText(given)
    try:
        return [article_of(given, name, Declared())], []
    except SourceError as error:
        return [], [error]


def _is_path(text: str) -> bool:
    """Say whether *text* is no article but the path of something that is there."""
    if "\n" in text or len(text) > LONGEST_PATH:
        return False
    try:
        return Path(text).exists()
    except (OSError, ValueError):
        return False


def _assisted(chat: Chat, model: str, folder: Path | None) -> Engine:
    from briefing.endpoint import prompts_in
    from briefing.engines.assisted import Assisted

    write_prompt, hashes = prompts_in((folder,) if folder else ())
    return Assisted(_Guarded(chat), model, write_prompt, hashes)


@dataclass(frozen=True, slots=True)
class _Guarded:
    """A user's chat, whose SDK raises what it likes: each failure becomes one that a brief survives."""

    chat: Chat

    def ask(self, messages: tuple[Message, ...], name: str, schema: Schema) -> Reply:
        try:
            return self.chat.ask(messages, name, schema)
        except (EndpointError, BadReply):
            raise
        except Exception as error:
            # The error's own words may hold a key.
            log.debug("the chat failed", exc_info=True)
            raise EndpointError("chat", f"The chat failed with {type(error).__name__}.") from error
