"""JSON: one article an object, in lines or in a list."""

import json
from collections.abc import Iterator, Mapping

from briefing.errors import EmptySource, SourceError
from briefing.read.declared import declared_by, value_of
from briefing.read.decode import check_text, decode
from briefing.read.found import Found, Raw


def read_rows(raw: Raw) -> Iterator[Found | SourceError]:
    """Yield an article for each object, named `file.jsonl#LINE`, in a list `file.json#NUMBER`, from 1.

    A row that cannot be read is yielded as its error; those after it are read. In a list that is cut off or
    broken, the rows before the break are read.
    """
    text = decode(raw.data, raw.source, raw.encoding)
    rows = _in_list(text) if text.lstrip().startswith("[") else _in_lines(text)
    for number, original, value in rows:
        try:
            yield _row(value, f"{raw.source}#{number}", original, raw.fields)
        except SourceError as error:
            yield error


_Numbered = tuple[
    int, str, object
]  # from 1, as it is written, as it is understood: an Exception if it is not


def _in_lines(text: str) -> Iterator[_Numbered]:
    whole = _loaded(text)
    if isinstance(whole, dict):  # one object over many lines
        yield 1, text.strip(), whole
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.strip(), _loaded(line)


def _loaded(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return error


def _in_list(text: str) -> Iterator[_Numbered]:
    """Walk a list value by value, so that each keeps the very characters it was written in."""
    at, number = _after(text, text.index("[") + 1), 1
    while at < len(text) and text[at] != "]":
        try:
            value, end = json.JSONDecoder().raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield number, text[at:], error
            return
        yield number, text[at:end], value
        at, number = _after(text, end), number + 1
        if text[at : at + 1] == ",":
            at = _after(text, at + 1)
        elif text[at : at + 1] != "]":
            yield number, text[at:], ValueError("a comma or the end of the list is missing")
            return


def _after(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _row(value: object, source: str, original: str, fields: Mapping[str, str]) -> Found:
    if isinstance(value, Exception):
        why = "it is nested too deep" if isinstance(value, RecursionError) else str(value)
        raise SourceError(source, f"'{source}' is not JSON: {why}.", "Mend that row, or leave it out.")
    if not isinstance(value, dict):
        raise SourceError(
            source, f"'{source}' is not an object.", 'A row looks like {"title": "…", "text": "…"}.'
        )
    text = value_of(value, fields, "text")
    if text is None:
        raise EmptySource(source)
    if not isinstance(text, str):
        raise SourceError(
            source, f"The text of '{source}' is not a string.", "Mend that row, or leave it out."
        )
    check_text(text, source)
    return Found(source, text, "json/1", original.encode(), declared_by(value, fields))
