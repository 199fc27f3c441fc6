"""The archive's index: which briefs there are, by topic and date, and which of them no longer hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.model.brief import Brief
from briefing.render import wording
from briefing.render.page import glance, tally


@dataclass(frozen=True, slots=True)
class Entry:
    """A brief and where its page lies, from the index."""

    brief: Brief
    topic: str
    href: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The briefs on one topic, the latest first."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A kept brief that has no page, and why."""

    id: str
    made_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Line:
    href: str
    when: str
    title: str
    tally: str
    glance: str


@dataclass(frozen=True, slots=True)
class Topic:
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    id: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class Archive:
    """What the index shows, top to bottom."""

    title: str
    tally: str
    topics: tuple[Topic, ...]
    withheld: tuple[Fault, ...]
    promise: str


def render_archive(
    shelves: Sequence[Shelf], withheld: Sequence[Withheld], overrides: Sequence[Path] = ()
) -> str:
    """Return the index as one HTML page: the same bytes for the same briefs."""
    from briefing.render.environment import environment, write

    return write(
        environment("templates", overrides), "archive.html.j2", {"archive": _laid_out(shelves, withheld)}
    )


def _laid_out(shelves: Sequence[Shelf], withheld: Sequence[Withheld]) -> Archive:
    briefs = wording.counted(sum(len(shelf.entries) for shelf in shelves), "brief")
    return Archive(
        title="Briefs",
        tally=f"{briefs} on {wording.counted(len(shelves), 'topic')}",
        topics=tuple(Topic(shelf.title, tuple(map(_line, shelf.entries))) for shelf in shelves),
        withheld=tuple(Fault(each.id, wording.moment(each.made_at), each.reason) for each in withheld),
        promise=wording.PROMISE,
    )


def _line(entry: Entry) -> Line:
    brief = entry.brief
    return Line(entry.href, wording.moment(brief.made_at), brief.topic, tally(brief), glance(brief))
