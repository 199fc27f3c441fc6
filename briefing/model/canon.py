"""A brief as data, and the one way to write that data down: the same brief is the same bytes, everywhere.

Only the standard library is used here, so that a brief can be hashed where it is put together.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any

from briefing.model.article import digest
from briefing.model.brief import Brief
from briefing.text.show import unseen_replaced

OUTSIDE_THE_HASH = ("id", "made_at")
_EXACT = 2**53  # up to here every whole float is that very number


def as_data(brief: Brief) -> dict[str, Any]:
    """Return *brief* as plain JSON data, fields in order; spans are [start, end], times end in Z."""
    data: dict[str, Any] = _plain(brief)
    return data


def as_json(data: dict[str, Any]) -> str:
    """Return *data* as JSON: its own order, one space of indent, letters as they are, a newline at the end.

    What cannot be seen, such as a bidirectional control in a quote, is written as its \\u escape.
    """
    written = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    return unseen_replaced(written, lambda char: json.dumps(char)[1:-1]) + "\n"


def canonical_hash(brief: Brief) -> str:
    """Return the sha256 of the brief's JSON without `id` and `made_at`, in hexadecimal.

    Each of the two is one line of the JSON, so anyone can check a brief's file:
    `grep -v -e '^ "id":' -e '^ "made_at":' brief.json | sha256sum`.
    """
    data = {name: value for name, value in as_data(brief).items() if name not in OUTSIDE_THE_HASH}
    return digest(as_json(data))


def iso(moment: datetime) -> str:
    """Return an aware time in UTC as ISO 8601 ending in Z.

    >>> iso(datetime(2025, 1, 6, 9, 30, tzinfo=UTC))
    '2025-01-06T09:30:00Z'
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)  # 1400 and 1400.0 are one value, and a brief read back holds the second
    return value
