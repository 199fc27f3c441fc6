"""What is declared of an article: by the user, by front matter, by a page's or a mail's own headers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from briefing.text.show import one_line

# A key of a row or of front matter, and the field it fills. Of two keys for one field the first here wins.
DEFAULT_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "text": "text", "body": "text", "content": "text", "title": "title", "headline": "title",
        "publisher": "publisher", "source": "publisher", "authors": "authors", "author": "authors",
        "published": "published", "date": "published", "url": "url",
        "language": "language", "lang": "language",
    }
)  # fmt: skip

LONGEST = 300  # characters of a title or a name; a longer one is cut, with an ellipsis


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody says of an article. None, or no author, means that nothing was said."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str | None = None
    language: str | None = None
    encoding: str | None = None


UNSAID = Declared()


def first_said(*said: Declared) -> Declared:
    """Return, field by field, what the first to say anything says."""
    values: list[Any] = [_first(field.name, said) for field in fields(Declared)]
    return Declared(*values)


def _first(field: str, said: tuple[Declared, ...]) -> object:
    return next((value for one in said if (value := getattr(one, field))), getattr(UNSAID, field))


def tidy(said: Declared) -> Declared:
    """Return *said* fit to print: names on one line, a time in UTC, an address only of the web."""
    return replace(
        said,
        title=clean(said.title),
        publisher=clean(said.publisher),
        authors=tuple(name for author in said.authors if (name := clean(author))),
        published=moment(said.published),
        url=address(said.url),
        language=language(said.language),
    )


def declared_by(record: Mapping[str, object], keys: Mapping[str, str]) -> Declared:
    """Return what *record* declares; *keys* says which field each of its keys fills.

    >>> declared_by({"headline": "Ice melts", "author": "Ann Lee and Bo Ek"}, DEFAULT_FIELDS).authors
    ('Ann Lee', 'Bo Ek')
    """
    return Declared(
        title=clean(value_of(record, keys, "title")),
        publisher=next(iter(names(value_of(record, keys, "publisher"), split=False)), None),
        authors=names(value_of(record, keys, "authors")),
        published=moment(value_of(record, keys, "published")),
        url=address(value_of(record, keys, "url")),
        language=language(value_of(record, keys, "language")),
    )


def value_of(record: Mapping[str, object], keys: Mapping[str, str], field: str) -> object:
    """Return the first value in *record* that fills *field*, or None."""
    filling = (key for key, filled in keys.items() if filled == field)
    return next((record[key] for key in filling if record.get(key) not in (None, "", [])), None)


def clean(value: object) -> str | None:
    """Return *value* as one visible line of at most 300 characters, or None.

    >>> clean("  Ice\\x1b[2J\\n melts ")
    'Ice<U+001B>[2J melts'
    """
    if not isinstance(value, str):
        return None
    # A title may be a whole book: cleaning its head is enough to fill a line.
    line = one_line(value.strip()[: 20 * LONGEST])
    return (line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…") or None


def names(value: object, *, split: bool = True) -> tuple[str, ...]:
    """Return the names in *value*: a string, a list, or what JSON-LD writes, `{"name": …}`."""
    texts = [_named(item)[: 20 * LONGEST] for item in (value[:100] if isinstance(value, list) else [value])]
    parts = [part for text in texts for part in (_several(text) if split else [text])]
    # Where a name belongs, pages often write the address of a profile.
    return tuple(dict.fromkeys(name for part in parts if (name := clean(part)) and "://" not in name))


def _named(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("name")
    return value if isinstance(value, str) else ""


def _several(text: str) -> list[str]:
    text = re.sub(r"^\s*by\s+", "", text, flags=re.IGNORECASE)
    parts = re.split(r"\s+(?:and|&)\s+|;", text)
    # "Doe, Jane" is one name, "Jane Doe, Li Wei" are two.
    return [
        name
        for part in parts
        for name in (part.split(",") if all(len(p.split()) > 1 for p in part.split(",")) else [part])
    ]


def moment(value: object) -> datetime | None:
    """Return *value* as a time in UTC, or None. A day alone is its midnight; a time without a zone is UTC.

    Only unambiguous forms are read: ISO 8601, a mail date, "January 8, 2025", "8 January 2025".

    >>> moment("8 Jan. 2025").isoformat()
    '2025-01-08T00:00:00+00:00'
    >>> moment("08/01/2025")
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    try:
        when = value if isinstance(value, datetime) else _parsed(value)
        return when and (when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC))
    except (ValueError, OverflowError):  # the years 1 and 9999 have no neighbour to convert into
        return None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_WRITTEN = tuple(
    re.compile(_WEEKDAY + day, re.IGNORECASE)
    for day in (rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})", rf"{_DAY}\s+{_MONTH},?\s+(?P<year>\d{{4}})")
)


def _parsed(value: object) -> datetime | None:
    if not isinstance(value, str) or len(value := value.strip()) > 100 or not value.isascii():
        return None
    for pattern in _WRITTEN:
        if written := pattern.fullmatch(value):
            month = _MONTHS.index(written["month"][:3].lower()) + 1
            return datetime(int(written["year"]), month, int(written["day"]))
    if re.match(r"\d{4}-\d\d-\d\d", value):
        return datetime.fromisoformat(value)
    return _mail_date(value)


def _mail_date(value: str) -> datetime | None:
    # The standard reader also takes "Jan 8" or "10:30" for dates of some year: ask for a whole one.
    whole = re.match(r"(?:\w{3},\s*)?\d{1,2}\s+\w{3}\s+\d{4}\s+\d\d:\d\d", value)
    try:
        return parsedate_to_datetime(value) if whole else None
    except (TypeError, IndexError):  # what Python 3.11 raises on some broken zones
        return None


def address(value: object) -> str | None:
    """Return *value* if it is an address on the web, else None: nothing else is ever linked to."""
    if (
        not isinstance(value, str)
        or len(value := value.strip()) > 2000
        or re.search(r"[\s\x00-\x20\x7f-\x9f]", value)
    ):
        return None
    try:
        parts = urlsplit(value)
        return (
            value
            if parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
            else None
        )
    except ValueError:
        return None


def language(value: object) -> str | None:
    """Return *value* if it is shaped like a language tag (`en`, `pt-BR`), else None."""
    tag = value.strip() if isinstance(value, str) and len(value) < 40 else ""
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*", tag) else None
