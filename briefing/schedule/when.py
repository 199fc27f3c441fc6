"""A schedule as it is written: "07:00 on weekdays" or a cron expression, and the zone it is meant in."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

_DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_GROUPS = {"weekdays": "1-5", "weekends": "0,6", "daily": "*", "every day": "*", "days": "*"}
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_EVERY = re.compile(r"every (?:(\d{1,2}) )?(minute|hour)s?")
_SEPARATOR = re.compile(r"\s*(?:,|\band\b)\s*")
_FORMS = "'07:00', '07:00 on weekdays', '06:30 and 18:00 on Mondays and Thursdays', '09:00 on the 1st', "
_FIELDS = ("minute", "hour", "day of month", "month", "day of week")


class BadSchedule(ValueError):
    """A schedule that cannot be read; the message says which part, and what would be understood."""


@dataclass(frozen=True, slots=True)
class When:
    """A schedule: cron expressions of five fields, a zone, and the words it was written in."""

    crons: tuple[str, ...]
    zone: ZoneInfo
    words: str


def from_words(words: str, zone: str) -> When:
    """Return the schedule that *words* mean in *zone*. Raises BadSchedule.

    >>> from_words("06:30 and 18:00 on weekdays", "Europe/Kyiv").crons
    ('30 6 * * 1-5', '0 18 * * 1-5')
    >>> from_words("09:00 on the 1st and 15th", "UTC").crons, from_words("every 15 minutes", "UTC").crons
    (('0 9 1,15 * *',), ('*/15 * * * *',))
    """
    text = " ".join(words.lower().split())
    every = _EVERY.fullmatch(text)
    crons = (_interval(every),) if every else _at_times(text)
    return When(crons, zone_named(zone), words)


def from_cron(expression: str, zone: str) -> When:
    """Return the schedule of a cron expression of five fields in *zone*. Raises BadSchedule naming the field.

    >>> from_cron("0 7 31 2 *", "UTC")
    Traceback (most recent call last):
    briefing.schedule.when.BadSchedule: '0 7 31 2 *' never comes: there is no such day in that month.
    """
    fields = expression.split()
    if len(fields) != 5:
        raise BadSchedule(
            f"'{expression}' has {len(fields)} fields, and a schedule has five: {', '.join(_FIELDS)}."
        )
    for place, (field, name) in enumerate(zip(fields, _FIELDS, strict=True)):
        alone = ["*"] * 5
        alone[place] = field
        if not _parses(" ".join(alone)):
            raise BadSchedule(f"'{field}' is no {name} in '{expression}'.")
    if not _parses(expression):
        raise BadSchedule(f"'{expression}' never comes: there is no such day in that month.")
    return When((" ".join(fields),), zone_named(zone), expression)


def zone_named(name: str) -> ZoneInfo:
    """Return the time zone *name*, as 'Europe/Kyiv'. Raises BadSchedule."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSchedule(f"There is no time zone '{name}'. Write it as 'Europe/Kyiv' or 'UTC'.") from error


def _interval(every: re.Match[str]) -> str:
    count, unit = int(every[1] or 1), every[2]
    whole = 60 if unit == "minute" else 24
    # A step that does not divide the hour or the day makes one short interval at its end.
    if not 1 <= count < whole or whole % count:
        raise BadSchedule(
            f"'{every[0]}' does not divide {'an hour' if unit == 'minute' else 'a day'} evenly."
        )
    step = f"*/{count}" if count > 1 else "*"
    return f"{step} * * * *" if unit == "minute" else f"0 {step} * * *"


def _at_times(text: str) -> tuple[str, ...]:
    times, _, days = re.sub(r"\b(?:daily|every day)$", "on days", text).partition(" on ")
    found = [_TIME.fullmatch(each) for each in _SEPARATOR.split(times.strip())]
    if not found or not all(found):
        raise BadSchedule(f"'{text}' is no schedule. Write {_FORMS}'every 15 minutes', or set cron instead.")
    dates = _dates(days) if days.startswith("the ") else f"* * {_weekdays(days)}"
    return tuple(f"{int(each[2])} {int(each[1])} {dates}" for each in found if each)


def _weekdays(days: str) -> str:
    if not days:
        return "*"
    return ",".join(_weekday(each) for each in _SEPARATOR.split(days))


def _weekday(day: str) -> str:
    if day in _GROUPS:
        return _GROUPS[day]
    names = [i for i, name in enumerate(_DAYS) if day in (name, f"{name}s", name[:3])]
    if not names:
        raise BadSchedule(f"'{day}' is no day. Write weekdays, weekends, Mondays, or 'the 1st'.")
    return str(names[0])


def _dates(days: str) -> str:
    found = [re.fullmatch(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)", each) for each in _SEPARATOR.split(days)]
    if not all(each and 1 <= int(each[1]) <= 31 for each in found):
        raise BadSchedule(f"'{days}' is no day of a month. Write 'the 1st' or 'the 1st and 15th'.")
    return f"{','.join(each[1] for each in found if each)} * *"


def _parses(expression: str) -> bool:
    try:
        next(CronSim(expression, datetime(2026, 1, 1, tzinfo=UTC)))
    except (CronSimError, StopIteration, AssertionError):
        return False
    return True
