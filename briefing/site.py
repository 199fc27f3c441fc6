"""The archive: every kept brief that still holds, as a folder of pages that any web server can serve.

A brief is held against its articles before its page is written. One that no longer holds is named on the
index with the reason, and has no page.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import groupby
from pathlib import Path

from briefing.errors import BriefingError, NothingFound
from briefing.evidence.recheck import StoredBrief, recheck
from briefing.make import overrides
from briefing.model.brief import Brief
from briefing.model.topic import Topic
from briefing.render.archive import Entry, Shelf, Withheld, render_archive
from briefing.render.brief import from_json, render
from briefing.settings import Settings
from briefing.store import Store, open_store
from briefing.store.briefs import Listed, listed_briefs
from briefing.store.files import write_whole

log = logging.getLogger(__name__)

MANIFEST = ".briefing-site.json"
INDEX = "index.html"

# Names that a folder cannot have on Windows, where an archive may be copied to.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did: how many pages there are, how many files it wrote or removed, and what it withheld."""

    pages: int
    written: int
    removed: int
    withheld: tuple[Withheld, ...]


def publish(folder: Path, templates: Path | None, settings: Settings) -> Published:
    """Write the archive of all kept briefs into *folder*, each file whole; only what changed is touched.

    Files there that are no page of an archive stay as they are; one that is in the way is an error, before
    anything is written.
    """
    if not settings.store.exists():
        raise NothingFound("No briefs are kept.", "Make one: briefing generate --topic TEXT.")
    folders = overrides("templates", templates, settings)
    with open_store(settings.store) as store:
        pages, withheld = _pages(store, folders)
    shelves = tuple(_shelves(pages))
    files = {page.entry.href: page.html for page in pages}
    # The index last: it never names a page that is not there yet.
    files[INDEX] = render_archive(shelves, withheld, folders)
    written, removed = _update(folder, files)
    return Published(len(pages), written, removed, withheld)


@dataclass(frozen=True, slots=True)
class _Page:
    entry: Entry
    html: str


def _pages(store: Store, folders: Sequence[Path]) -> tuple[tuple[_Page, ...], tuple[Withheld, ...]]:
    pages: list[_Page] = []
    withheld: list[Withheld] = []
    kept = listed_briefs(store)
    for number, listed in enumerate(kept, 1):
        log.info("brief %d of %d: %s", number, len(kept), listed.id)
        try:
            pages.append(_page(listed, store, folders))
        except BriefingError as error:
            withheld.append(Withheld(listed.id, listed.made_at, error.message))
    return tuple(pages), tuple(withheld)


def _page(listed: Listed, store: Store, folders: Sequence[Path]) -> _Page:
    """Return the page of a kept brief after holding it against its articles."""
    stored = StoredBrief(from_json(store.brief(listed.id).json, listed.id), listed.id)
    kept = store.articles_by_id([article.id for article in stored.brief.articles])
    texts = {article.id: article.text for article in kept}
    brief = recheck(stored, texts)
    html = render(brief, texts, "html", folders, home=f"../{INDEX}")
    return _Page(Entry(brief, listed.topic, _href(brief, listed)), html)


def _href(brief: Brief, listed: Listed) -> str:
    """Return where a brief's page lies: its topic's folder, the day it was made, the end of its id."""
    # Slugged again: a name out of a database is not yet a path.
    topic = Topic(listed.topic, ()).slug
    folder = f"{topic}-topic" if _RESERVED.match(topic) else topic
    mark = re.sub(r"[^a-z0-9]", "", brief.id.rsplit("-", 1)[-1])
    return f"{folder}/{brief.made_at.astimezone(UTC).date()}-{mark}.html"


def _shelves(pages: Sequence[_Page]) -> Iterator[Shelf]:
    """Yield the topics by name, each under the title of its latest brief."""
    for _, run in groupby(pages, key=lambda page: page.entry.href.split("/")[0]):
        entries = tuple(page.entry for page in run)
        yield Shelf(entries[0].brief.topic, entries)


# -- the folder


def _update(folder: Path, files: Mapping[str, str]) -> tuple[int, int]:
    """Make *folder* hold *files* and none of the pages it held before; return how many changed and went."""
    before = _before(folder)
    changed = [name for name, text in files.items() if not _is_already(folder / name, text)]
    for name in changed:
        _refuse_what_is_not_ours(folder, name, before)
    stale = [name for name in before if name not in files and _is_inside(folder, name)]
    if changed or stale:
        # Named before they are written, so that a run that was cut off can be taken up again.
        _remember(folder, {*before, *files})
    for name in changed:
        write_whole(folder / name, files[name])
    for name in stale:
        (folder / name).unlink(missing_ok=True)
    _remember(folder, set(files))
    return len(changed), len(stale)


def _is_already(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode("utf-8", "replace")
    except OSError:
        return False


def _refuse_what_is_not_ours(folder: Path, name: str, before: Sequence[str]) -> None:
    if not _is_inside(folder, name):
        raise BriefingError(
            f"'{folder / name}' would lie outside '{folder}'.", "Name a folder without links in it."
        )
    if (folder / name).exists() and name not in before:
        raise BriefingError(
            f"'{folder / name}' is no page of an archive, and would be overwritten.", "Name another folder."
        )


def _is_inside(folder: Path, name: str) -> bool:
    return (folder / name).parent.resolve().is_relative_to(folder.resolve())


def _before(folder: Path) -> tuple[str, ...]:
    """Return the pages that the run before wrote, as far as its list can be read."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    plain = re.compile(r"(?:[a-z0-9-]+/)?[a-z0-9-]+\.html")
    return tuple(name for name in listed if isinstance(name, str) and plain.fullmatch(name))


def _remember(folder: Path, names: set[str]) -> None:
    text = json.dumps({"files": sorted(names)}, indent=1) + "\n"
    if not _is_already(folder / MANIFEST, text):
        write_whole(folder / MANIFEST, text)
