"""Times and stretches of time in words, in English on every machine."""

import re
from datetime import datetime, timedelta

from briefing.schedule.slots import Slot
from briefing.schedule.when import BadSchedule, When

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_UNITS = {
    "minute": 1,
    "min": 1,
    "m": 1,
    "hour": 60,
    "h": 60,
    "day": 1440,
    "d": 1440,
    "week": 10080,
    "w": 10080,
}
_LENGTH = re.compile(r"(\d{1,4})\s*([a-z]+?)s?")


def length(words: str) -> timedelta:
    """Return the stretch of time that *words* mean. Raises BadSchedule.

    >>> length("90 minutes"), length("2h"), length("1 day")
    (datetime.timedelta(seconds=5400), datetime.timedelta(seconds=7200), datetime.timedelta(days=1))
    """
    found = _LENGTH.fullmatch(words.strip().lower())
    unit = found and _UNITS.get(found[2] if found[2] in _UNITS else found[2].rstrip("s"))
    if not (found and unit):
        raise BadSchedule(f"'{words}' is no length of time. Write '90 minutes', '12 hours' or '2 days'.")
    return timedelta(minutes=int(found[1]) * unit)


def told(span: timedelta) -> str:
    """Return *span* as one says it, in its largest whole units.

    >>> told(timedelta(minutes=200)), told(timedelta(days=3)), told(timedelta(seconds=20))
    ('3 hours 20 minutes', '3 days', 'less than a minute')
    """
    minutes = int(span.total_seconds()) // 60
    days, hours = minutes // 1440, minutes // 60 % 24
    parts = [(days, "day"), (hours, "hour"), (minutes % 60 if not days else 0, "minute")]
    return " ".join(f"{n} {unit}{'s' if n != 1 else ''}" for n, unit in parts if n) or "less than a minute"


def local(at: datetime, when: When) -> str:
    """Return *at* on the clock of the schedule's zone: "Monday 2 March 2026, 07:00 EET"."""
    here = at.astimezone(when.zone)
    day = f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here.year}"
    return f"{day}, {here:%H:%M} {_zone(here)}"


def slot_in_words(slot: Slot, when: When) -> str:
    """Return when *slot* is, on its own clock and in UTC, and what the clock did to it."""
    own = slot.name[11:16]
    why = {
        "gap": f"; the clock leaves out {own} that day",
        "fold": f"; {own} comes twice that day, this is the first",
    }
    utc = "" if when.zone.key == "UTC" else f" ({slot.at:%H:%M} UTC)"
    return f"{local(slot.at, when)}{utc}{why.get(slot.moved, '')}"


def _zone(here: datetime) -> str:
    """A zone without letters of its own calls itself +08."""
    name = here.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name
