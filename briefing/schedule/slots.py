"""The slots of a schedule: each the time one brief is due, named so that it is due only once.

A time that the clock leaves out in spring is moved to right after the gap, one that comes twice in autumn
is the first of the two. Where right after the gap would be another day, it is the last minute before; a
day that is left out whole (Samoa, 30 December 2011) has no slot.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import pairwise, takewhile
from typing import Literal
from zoneinfo import ZoneInfo

from cronsim import CronSim

from briefing.schedule.when import When

# No zone's rules move a time by more than this; Samoa moved a whole day.
_MARGIN = timedelta(days=2)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One time at which a brief is due: `at` in UTC, `name` unique in its schedule.

    `moved` says what the clock did to it: "gap" if its own time does not exist that day, "fold" if it
    comes twice.
    """

    at: datetime
    name: str
    moved: Literal["", "gap", "fold"] = ""


def after(when: When, moment: datetime) -> Iterator[Slot]:
    """Yield the slots strictly after *moment*, soonest first, without end."""
    return _once(merge(*(_after(cron, when.zone, moment) for cron in when.crons)))


def before(when: When, moment: datetime) -> Iterator[Slot]:
    """Yield the slots strictly before *moment*, latest first, without end."""
    return _once(merge(*(_before(cron, when.zone, moment) for cron in when.crons), reverse=True))


def latest(when: When, moment: datetime) -> Slot:
    """Return the last slot that is not after *moment*."""
    return next(before(when, moment + timedelta(microseconds=1)))


def between(when: When, since: datetime, until: datetime) -> tuple[Slot, ...]:
    """Return the slots after *since* and before *until*."""
    return tuple(takewhile(lambda slot: slot.at < until, after(when, since)))


def shortest_gap(when: When, moment: datetime, count: int = 60) -> timedelta:
    """Return the shortest time between two of the next *count* slots."""
    coming = after(when, moment)
    times = [next(coming).at for _ in range(count)]
    return min(second - first for first, second in pairwise(times))


def _once(slots: Iterator[Slot]) -> Iterator[Slot]:
    """Two times may be moved to one: 02:30 and 03:00 of a night without them are both 03:00."""
    last = None
    for slot in slots:
        if slot.at != last:
            yield slot
        last = slot.at


def _after(cron: str, zone: ZoneInfo, moment: datetime) -> Iterator[Slot]:
    if _goes_round(cron):
        found = (_by_instant(each) for each in CronSim(cron, moment.astimezone(zone)))
    else:
        start = moment.astimezone(zone).replace(tzinfo=None) - _MARGIN
        found = (slot for each in CronSim(cron, start) if (slot := _by_name(each, zone)))
    return (slot for slot in found if slot.at > moment)


def _before(cron: str, zone: ZoneInfo, moment: datetime) -> Iterator[Slot]:
    if _goes_round(cron):
        found = (_by_instant(each) for each in CronSim(cron, moment.astimezone(zone), reverse=True))
    else:
        start = moment.astimezone(zone).replace(tzinfo=None) + _MARGIN
        found = (slot for each in CronSim(cron, start, reverse=True) if (slot := _by_name(each, zone)))
    return (slot for slot in found if slot.at < moment)


def _goes_round(cron: str) -> bool:
    """Return whether *cron* counts minutes or hours on, rather than naming times of the day."""
    minute, hour = cron.split()[:2]
    return minute.startswith("*") or hour.startswith("*")


def _by_instant(local: datetime) -> Slot:
    at = local.astimezone(UTC)
    return Slot(at, f"{at:%Y-%m-%dT%H:%MZ}")


def _by_name(nominal: datetime, zone: ZoneInfo) -> Slot | None:
    """Return the slot of the wall-clock time *nominal*, or None where its whole day does not exist."""
    name = f"{nominal:%Y-%m-%dT%H:%M}"
    first = nominal.replace(tzinfo=zone).astimezone(UTC)
    second = nominal.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first == second:
        return Slot(first, name)
    if first < second:
        return Slot(first, name, "fold")
    # In a gap the two offsets are the one after it and the one before it, the wrong way round.
    end = _jump(second, first, zone)
    for at in (end, end - _MINUTE):
        if at.astimezone(zone).date() == nominal.date():
            return Slot(at, name, "gap")
    return None


def _jump(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant after *low* with the offset that *zone* has at *high*."""
    offset = high.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return (high + timedelta(milliseconds=500)).replace(microsecond=0)
