"""From what the user names to articles: each source is read, or named with the reason why not."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import BinaryIO

from briefing.errors import NotText, SameArticle, SourceError
from briefing.model.article import Article, Origin, article_id, digest
from briefing.read.contents import contents, limited
from briefing.read.declared import DEFAULT_FIELDS, Declared, first_said, tidy
from briefing.read.found import Format, Found, Raw
from briefing.read.mail import read_mail
from briefing.read.page import read_page
from briefing.read.pdf import read_pdf
from briefing.read.place import STDIN, Place, places
from briefing.read.plain import read_markdown, read_plain
from briefing.read.rows import read_rows

MAX_BYTES = 20_000_000  # of one file
NOTHING_DECLARED: Mapping[str, Declared] = MappingProxyType({})

# An ending that is not here is read as plain text, if it is that.
_FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".md": read_markdown, ".markdown": read_markdown, ".html": read_page, ".htm": read_page,
        ".eml": read_mail, ".pdf": read_pdf, ".jsonl": read_rows, ".json": read_rows,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """The articles that could be read, and the error of each source that could not; both in order."""

    articles: tuple[Article, ...]
    skipped: tuple[SourceError, ...]


def read_sources(
    sources: Sequence[str],
    *,
    declared: Mapping[str, Declared] = NOTHING_DECLARED,
    fields: Mapping[str, str] = DEFAULT_FIELDS,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    max_bytes: int = MAX_BYTES,
) -> Reading:
    """Read the articles at *sources*: files, folders, patterns, and "-" for standard input.

    *declared* says what the user knows of a path, or of one row (`news.jsonl#3`); *fields* names the keys of
    JSON and front matter; *progress* is told how many files of how many are done. A source that cannot be
    read is in `skipped` and stops no other. The same text from the same place is one article.
    """
    door = _Door(
        stdin, fields, max_bytes, {os.path.abspath(path): tidy(said) for path, said in declared.items()}
    )
    articles: dict[str, Article] = {}
    skipped: list[SourceError] = []
    found = places(sources)
    for done, place in enumerate(found, 1):
        for read in door.read(place):
            if isinstance(read, SourceError):
                skipped.append(_without_baggage(read))
            elif read.id in articles:
                skipped.append(SameArticle(read.source, articles[read.id].source))
            else:
                articles[read.id] = read
        if progress:
            progress(done, len(found))
    return Reading(tuple(articles.values()), tuple(skipped))


def article_of(text: str, source: str, declared: Declared) -> Article:
    """Return *text* as the article called *source*, as if read from a plain file. Raises SourceError."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotText(source, "it holds half of a surrogate pair") from error
    (found,) = read_plain(Raw(source, data, DEFAULT_FIELDS, "utf-8"))
    return _article(found, tidy(declared))


def _without_baggage(error: SourceError) -> SourceError:
    """A kept traceback keeps the bytes of every file that failed: 10,000 bad files would stay in memory."""
    error.__traceback__ = error.__cause__ = error.__context__ = None
    return error


@dataclass(frozen=True, slots=True)
class _Door:
    stdin: BinaryIO | None
    fields: Mapping[str, str]
    max_bytes: int
    declared: Mapping[str, Declared]

    def read(self, place: Place | SourceError) -> Iterator[Article | SourceError]:
        if isinstance(place, SourceError):
            yield place
            return
        of_file = self._said_of(place.name)
        try:
            raw = Raw(place.name, self._contents(place), self.fields, of_file.encoding)
            for found in _format_of(place)(raw):
                yield found if isinstance(found, SourceError) else self._article(found, of_file)
        except SourceError as error:
            yield error

    def _contents(self, place: Place) -> bytes:
        if place.path == STDIN:
            return limited(self.stdin or sys.stdin.buffer, place.name, self.max_bytes)
        return contents(place, self.max_bytes)

    def _said_of(self, name: str) -> Declared:
        return self.declared.get(os.path.abspath(name), Declared())

    def _article(self, found: Found, of_file: Declared) -> Article:
        """The user's word on a row goes before the row's, and that before what is said of its whole file."""
        return _article(found, first_said(self._said_of(found.source), found.own, of_file))


def _format_of(place: Place) -> Format:
    return _FORMATS.get(os.path.splitext(place.path)[1].lower(), read_plain)


def _article(found: Found, declared: Declared) -> Article:
    known, text_sha256 = first_said(declared, found.shown), digest(found.text)
    return Article(
        id=article_id(text_sha256, known.url, known.publisher),
        source=found.source,
        text=found.text,
        sha256=digest(found.original),
        text_sha256=text_sha256,
        extractor=found.extractor,
        title=known.title,
        publisher=known.publisher,
        authors=known.authors,
        published=known.published,
        url=known.url,
        language=known.language,
        origins=_origins(declared, known),
        hidden=found.hidden,
    )


def _origins(declared: Declared, known: Declared) -> tuple[Origin, ...]:
    told = [
        field.name for field in fields(Declared) if field.name != "encoding" and getattr(known, field.name)
    ]
    return tuple(Origin(name, "declared" if getattr(declared, name) else "shown") for name in told)
