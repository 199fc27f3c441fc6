"""Plain text and Markdown: the text is the decoded file exactly as it stands."""

import re
import tomllib
from collections.abc import Iterator, Mapping

from briefing.errors import SourceError
from briefing.read.declared import declared_by
from briefing.read.decode import check_text, decode
from briefing.read.found import Found, Raw
from briefing.read.shown import shown
from briefing.text.span import Span

_LONGEST_FRONT = 10_000  # characters; one dotted TOML key of 60,000 took two gigabytes to read


def read_plain(raw: Raw) -> Iterator[Found]:
    """Yield the one article of a text file, with what its first and last lines show of it."""
    text = decode(raw.data, raw.source, raw.encoding)
    yield Found(raw.source, text, "plain/1", raw.data, shown=shown(text))


def read_markdown(raw: Raw) -> Iterator[Found]:
    """Yield the one article of a Markdown file; its front matter declares, and is hidden from citation."""
    text = decode(raw.data, raw.source, raw.encoding)
    end, record = _front_matter(text, raw.source)
    body = check_text(text[end:], raw.source)
    own = declared_by(record, raw.fields)
    hidden = (Span(0, end),) if end else ()
    yield Found(raw.source, text, "markdown/1", raw.data, own, shown(body), hidden)


def _front_matter(text: str, source: str) -> tuple[int, Mapping[str, object]]:
    """Return where the front matter of *text* ends (0 without one) and what it says."""
    fence = re.match(r"(---|\+\+\+)[ \t]*\r?\n", text)
    if not fence:
        return 0, {}
    closing = re.compile(rf"^{re.escape(fence[1])}[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
    close = closing.search(text, fence.end(), fence.end() + _LONGEST_FRONT)
    if not close:
        return 0, {}
    body = text[fence.end() : close.start()]
    record = _toml(body, source) if fence[1] == "+++" else _key_values(body)
    return (close.end(), record) if record is not None else (0, {})


def _toml(body: str, source: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(body.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        why = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
        raise SourceError(source, f"The front matter of '{source}' is not TOML: {why}", "Mend it.") from error


def _key_values(body: str) -> Mapping[str, object] | None:
    """Read the `key: value` lines of *body*; None if it is none, as between two rules of plain Markdown.

    Not YAML: a value is a text or a list of texts, so that `no` stays a word and a title needs no quotes.
    """
    record: dict[str, object] = {}
    key = ""
    for line in body.splitlines():
        if pair := re.match(r"([A-Za-z_][\w-]{0,60}):(?:\s+(.*))?$", line):
            key = pair[1]
            record[key] = _value((pair[2] or "").strip())
        elif item := re.match(r"\s*-\s+(.*)", line):
            held = record.get(key)
            record[key] = [*(held if isinstance(held, list) else []), _unquoted(item[1].strip())]
        elif line[:1] not in ("", " ", "\t", "#"):
            return None
    return record or None


def _value(text: str) -> object:
    if text.startswith("[") and text.endswith("]"):
        return [_unquoted(part.strip()) for part in text[1:-1].split(",")]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
