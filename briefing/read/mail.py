"""A mail: its plain part, else its page; its headers declare."""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from briefing.errors import EmptySource, SourceError
from briefing.read.declared import Declared, clean, moment
from briefing.read.decode import check_encoding, decode
from briefing.read.found import Found, Raw
from briefing.read.page import extracted

_LONGEST_HEADER = 4_000  # characters; the standard parser is quadratic in them: minutes for a megabyte
_MOST_PARTS = 10_000
_PART_HEADER = re.compile(
    rb"^content-(?:type|disposition|transfer-encoding):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)
_HINT = "Save its text as .txt."
# What the header parser of Python 3.11 lets out on damaged headers, seen in fuzzing and in its bug reports.
_HEADER_FAULTS = (
    MessageError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    RecursionError,
)


def read_mail(raw: Raw) -> Iterator[Found]:
    """Yield the one article of a mail. Attachments are no part of it."""
    message = _parsed(raw)
    part = _body(message, raw.source)
    text, extractor, page = _text(part, raw)
    own = Declared(
        title=clean(_header(message, "subject")) or page.title,
        publisher=page.publisher,
        authors=_sender(message) or page.authors,
        published=_date(message) or page.published,
        url=page.url,
        language=page.language,
    )
    yield Found(raw.source, text, extractor, raw.data, own)


def _parsed(raw: Raw) -> EmailMessage:
    _refuse_endless(raw)
    try:
        message = message_from_bytes(raw.data, policy=policy.default)
    except _HEADER_FAULTS as error:
        raise SourceError(raw.source, f"'{raw.source}' is a damaged mail.", _HINT) from error
    assert isinstance(message, EmailMessage)
    return message


def _refuse_endless(raw: Raw) -> None:
    """The headers that part a mail are read while it is parsed: what they would cost must be known before."""
    longest = max((len(header[0]) for header in _PART_HEADER.finditer(raw.data)), default=0)
    if longest > _LONGEST_HEADER or raw.data.count(b"\n--") > _MOST_PARTS:
        raise SourceError(raw.source, f"'{raw.source}' has no end of parts or of headers.", _HINT)


def _body(message: EmailMessage, source: str) -> EmailMessage:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except _HEADER_FAULTS as error:
        raise SourceError(source, f"'{source}' is a damaged mail.", _HINT) from error
    if not isinstance(part, EmailMessage):
        raise EmptySource(source)
    return part


def _text(part: EmailMessage, raw: Raw) -> tuple[str, str, Declared]:
    try:
        data, charset = part.get_payload(decode=True), part.get_content_charset()
        is_page = part.get_content_type() == "text/html"
    except _HEADER_FAULTS as error:
        raise SourceError(raw.source, f"'{raw.source}' is a damaged mail.", _HINT) from error
    if not isinstance(data, bytes) or not data:
        raise EmptySource(raw.source)
    if charset:
        check_encoding(charset, raw.source)
    text = decode(data, raw.source, charset or raw.encoding)
    if not is_page:
        return text, "mail/1", Declared()
    text, extractor, page = extracted(text, raw.source)
    return text, f"mail/1+{extractor}", page


def _header(message: EmailMessage, name: str) -> str | None:
    """Return the decoded header *name*, or None if it is absent, damaged or longer than any honest one."""
    written = next((value for key, value in message.raw_items() if key.lower() == name), "")
    if not 0 < len(str(written)) <= _LONGEST_HEADER:
        return None
    try:
        return str(message[name])
    except _HEADER_FAULTS:
        return None


def _sender(message: EmailMessage) -> tuple[str, ...]:
    """The display name of the sender; an address alone names nobody."""
    try:
        names = [one.display_name for one in message["from"].addresses] if _header(message, "from") else []
    except _HEADER_FAULTS:
        return ()
    return tuple(name for display in names if (name := clean(display)) and not re.search(r"@\w", name))


def _date(message: EmailMessage) -> datetime | None:
    try:
        return moment(parsedate_to_datetime(_header(message, "date") or ""))
    except _HEADER_FAULTS:
        return None
