"""The articles a slot has before it: from folders and from programs, less those an earlier slot has seen."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from briefing.errors import EmptySource, SourceError, UnknownTopic, UnreadableSource
from briefing.make import read
from briefing.model.article import Article
from briefing.model.brief import Skipped, Window
from briefing.model.topic import Topic
from briefing.read import Reading
from briefing.settings import Settings, topic_named
from briefing.subscription import SubscriptionTable
from briefing.text.show import one_line

COMMAND_SECONDS = 300
Unseen = Callable[[Iterable[str]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Collected:
    """The topic, the articles that are new to this slot, and the sources that could not be read."""

    topic: Topic
    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...] = ()


def collect(
    table: SubscriptionTable, window: Window, first: bool, unseen: Unseen, settings: Settings
) -> Collected:
    """Return what is new in *window*. Raises SourceError if nothing at all could be read for a reason but
    emptiness.

    New is what no earlier slot has seen. What is dated at or after the window's end waits for the next; at
    the *first* slot of all, what is dated before its beginning is old.
    """
    topic, sources = places_of(table, settings)
    articles, skipped = _read(sources, table.commands, settings)
    new = set(unseen(article.id for article in articles))
    fresh = tuple(a for a in articles if a.id in new and _in_window(a.published, window, first))
    return Collected(topic, fresh, skipped)


def places_of(table: SubscriptionTable, settings: Settings) -> tuple[Topic, tuple[str, ...]]:
    """Return the topic of a subscription and where its articles lie, programs aside. Raises UnknownTopic."""
    own = tuple(str(settings.home / source) for source in table.sources)
    try:
        return topic_named(table.topic, own, settings)
    except UnknownTopic:
        if not table.commands:
            raise
        return topic_named(table.topic, ("-",), settings)[0], ()


def _read(
    sources: Sequence[str], commands: Sequence[Sequence[str]], settings: Settings
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """Read every source by itself: one that fails is named and stops no other, unless all fail."""
    found: dict[str, Article] = {}
    failed: list[SourceError] = []
    empty = 0
    for each in (
        *(partial(read, [s], settings) for s in sources),
        *(partial(_from_program, c, settings) for c in commands),
    ):
        try:
            reading = each()
        except EmptySource:
            empty += 1
        except SourceError as error:
            failed.append(error)
        else:
            failed += reading.skipped
            found |= {article.id: article for article in reading.articles if article.id not in found}
    if failed and not found and not empty:
        raise failed[0]
    return tuple(found.values()), tuple(Skipped(error.source, error.message) for error in failed)


def _from_program(words: Sequence[str], settings: Settings) -> Reading:
    """Return the articles that a program prints as JSON lines. Each is called by the program's name and
    its line.
    """
    output = _printed(words, settings.home)
    name = os.path.basename(words[0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "printed.jsonl"
        path.write_bytes(output)
        reading = read([str(path)], settings)
    named = tuple(replace(a, source=a.source.replace(str(path), name)) for a in reading.articles)
    return replace(reading, articles=named)


def _printed(words: Sequence[str], home: Path) -> bytes:
    name = shlex.join(words)
    try:
        done = subprocess.run(
            words, cwd=home, capture_output=True, stdin=subprocess.DEVNULL, timeout=COMMAND_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableSource(name, f"it did not end within {COMMAND_SECONDS} seconds") from error
    except OSError as error:
        raise UnreadableSource(name, f"it cannot be run ({error.strerror})") from error
    if done.returncode:
        said = one_line(done.stderr.decode("utf-8", "replace"))[-160:]
        raise UnreadableSource(name, f"it ended with {done.returncode}{f' ({said})' if said else ''}")
    if not done.stdout.strip():
        raise EmptySource(name)
    return done.stdout


def _in_window(published: datetime | None, window: Window, first: bool) -> bool:
    if published is None:
        return True
    early = first and window.since is not None and published < window.since
    return not early and (window.until is None or published < window.until)
