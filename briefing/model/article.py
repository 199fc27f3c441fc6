"""An article as it was read, and the places on it. The text never changes once it is here."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal, NamedTuple

from briefing.text.span import Span

How = Literal["declared", "shown", "inferred"]
MarkKind = Literal[
    "navigation", "sign-up", "caption", "credit", "related", "comment", "escaped-markup",
    "repeated", "cut-off", "title", "hidden", "about-author",
]  # fmt: skip


class Mark(NamedTuple):
    """A stretch of an article that is no part of what it reports. Marked, never cut."""

    span: Span
    kind: MarkKind


class Origin(NamedTuple):
    """How a field of an article came to be known."""

    field: str
    how: How


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its text as the extractor gave it, and what it says of itself.

    `source` is the path or address it was asked for by, `sha256` that of its original bytes, `text_sha256`
    that
    of `text` in UTF-8. `origins` says of each known field whether it was declared, shown or inferred.
    """

    id: str
    source: str
    text: str
    sha256: str
    text_sha256: str
    extractor: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str | None = None
    language: str | None = None
    origins: tuple[Origin, ...] = ()
    hidden: tuple[Span, ...] = ()

    @property
    def name(self) -> str:
        """What the article is called in a brief: publisher, else title, else the file's own name."""
        return self.publisher or self.title or self.source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def digest(data: str | bytes) -> str:
    """Return the sha256 of *data* in hexadecimal; text is hashed as UTF-8, lone surrogates as they stand."""
    return sha256(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")).hexdigest()


def article_id(text_sha256: str, url: str | None, publisher: str | None) -> str:
    """Return an id of 12 hexadecimal digits: the same text from the same place is the same article."""
    return digest("\n".join((text_sha256, url or "", publisher or "")))[:12]
