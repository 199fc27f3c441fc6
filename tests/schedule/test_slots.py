"""When a slot is, in every zone: one run a local day, whatever the clocks do (SC-01, SC-02, SC-03, SC-10)."""

import os
import zoneinfo
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from briefing.schedule.due import age, due
from briefing.schedule.slots import after, before, between, latest, shortest_gap
from briefing.schedule.when import from_cron, from_words
from briefing.schedule.words import slot_in_words

SOAK = int(os.environ.get("BRIEFING_FUZZ", "0")) > 1000
SINCE, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
TIMES = ("00:00", "00:30", "01:30", "02:30", "07:00", "23:30")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_daily_job_runs_once_on_every_local_day_of_ten_years_in_every_zone():
    zones = _zones() if SOAK else _zones()[::20]
    for zone in zones:
        for time in TIMES if SOAK else TIMES[3:4]:
            runs = Counter(_local_days(time, zone))
            assert set(runs) == set(_days(ZoneInfo(zone))), (zone, time)
            assert set(runs.values()) == {1}, (zone, time)


def test_a_daily_job_runs_once_around_every_change_of_every_clock():
    for zone in _zones():
        for change in _changes(ZoneInfo(zone)) if SOAK else _changes(ZoneInfo(zone))[-3:]:
            for time in TIMES:
                found = between(
                    from_words(time, zone), change - timedelta(days=3), change + timedelta(days=3)
                )
                days = [slot.at.astimezone(ZoneInfo(zone)).date() for slot in found]
                assert len(days) == len(set(days)), (zone, time, change)
                assert 5 <= len(days) <= 7, (zone, time, change)


@pytest.mark.parametrize(
    ("zone", "time", "before_it", "at"),
    [
        ("America/New_York", "02:30", "2026-03-08T00:00", "2026-03-08T07:00"),
        ("Europe/Kyiv", "03:30", "2026-03-28T22:00", "2026-03-29T01:00"),
        ("Australia/Lord_Howe", "02:15", "2026-10-03T12:00", "2026-10-03T15:30"),
        ("Africa/Cairo", "00:30", "2026-04-23T21:00", "2026-04-23T22:00"),
    ],
)
def test_a_time_that_the_clock_leaves_out_is_run_right_after_the_gap(zone, time, before_it, at):
    slot = next(after(from_words(time, zone), utc(before_it)))

    assert (slot.at, slot.moved) == (utc(at), "gap")


def test_a_time_that_comes_twice_is_run_the_first_time():
    when = from_words("01:30", "America/New_York")
    first, second = islice(after(when, utc("2026-11-01T00:00")), 2)

    assert (first.at, first.moved) == (utc("2026-11-01T05:30"), "fold")
    assert second.at == utc("2026-11-02T06:30")
    assert next(after(when, utc("2026-11-01T06:10"))) == second  # asked between the two


def test_where_right_after_the_gap_is_another_day_it_is_right_before():
    # In Nuuk the hour before midnight of 30 March 2024 did not exist.
    slot = next(after(from_words("23:30", "America/Nuuk"), utc("2024-03-30T12:00")))

    assert slot.at == utc("2024-03-31T00:59")
    assert slot.name == "2024-03-30T23:30"


def test_a_day_left_out_by_law_has_no_run():
    days = _local_days("07:00", "Pacific/Apia", utc("2011-12-28T00:00"), utc("2012-01-02T00:00"))

    assert [day.day for day in days] == [28, 29, 31, 1]


def test_an_hourly_job_runs_in_both_hours_of_a_repeated_one():
    when = from_words("every hour", "America/New_York")
    found = between(when, utc("2026-11-01T04:30"), utc("2026-11-01T07:30"))

    assert [slot.name for slot in found] == ["2026-11-01T05:00Z", "2026-11-01T06:00Z", "2026-11-01T07:00Z"]


def test_two_times_that_are_moved_to_one_are_one_slot():
    found = between(
        from_words("02:30 and 03:00", "America/New_York"), utc("2026-03-08T00:00"), utc("2026-03-08T12:00")
    )

    assert [slot.at for slot in found] == [utc("2026-03-08T07:00")]


def test_backwards_is_forwards_reversed():
    night = (("America/New_York", "30 1,2 * * *"), ("America/Nuuk", "30 23 * * *"))
    for zone, expression in (*night, ("Australia/Lord_Howe", "*/20 * * * *")):
        when = from_cron(expression, zone)
        for start in (utc("2026-03-07T10:00"), utc("2026-10-31T10:00"), utc("2024-03-29T10:00")):
            forward = list(islice(after(when, start), 300))
            assert list(islice(before(when, forward[-1].at), 299)) == forward[:-1][::-1]


def test_a_slot_keeps_its_name_when_the_rules_of_its_zone_change():
    """Two zones stand for the rules before and after: the same local morning, another instant, one name."""
    old, new = (
        latest(from_words("07:00", zone), utc("2026-06-10T12:00")) for zone in ("Europe/Kyiv", "Europe/Minsk")
    )

    assert (old.name, new.name) == ("2026-06-10T07:00", "2026-06-10T07:00")
    assert latest(from_words("07:00", "Europe/Paris"), utc("2026-06-10T12:00")).at != old.at


def test_of_slots_that_were_missed_only_the_last_is_due():
    when = from_words("07:00", "UTC")

    slot = due(when, utc("2026-03-01T12:00"), utc("2026-03-05T09:00"), timedelta())

    assert slot.at == utc("2026-03-05T07:00")


def test_nothing_is_due_from_before_the_schedule_was_known():
    assert (
        due(from_words("07:00", "UTC"), utc("2026-03-05T08:00"), utc("2026-03-05T09:00"), timedelta()) is None
    )


def test_a_slot_with_a_lead_is_due_that_much_earlier():
    slot = due(
        from_words("07:00", "UTC"), utc("2026-03-01T00:00"), utc("2026-03-05T05:01"), timedelta(hours=2)
    )

    assert slot.at == utc("2026-03-05T07:00")


def test_how_old_a_slot_is():
    at, largest = utc("2026-03-05T07:00"), timedelta(hours=12)

    assert age(at, at + timedelta(minutes=10), largest) == "on time"
    assert age(at, at - timedelta(hours=2), largest) == "on time"
    assert age(at, at + timedelta(hours=3), largest) == "late"
    assert age(at, at + timedelta(hours=13), largest) == "too old"


def test_the_shortest_gap_between_slots():
    assert shortest_gap(from_words("06:00 and 18:30", "UTC"), SINCE) == timedelta(hours=11, minutes=30)


def test_slots_are_told_in_words():
    when = from_words("02:30", "America/New_York")
    gap = next(after(when, utc("2026-03-08T00:00")))

    assert slot_in_words(gap, when) == (
        "Sunday 8 March 2026, 03:00 EDT (07:00 UTC); the clock leaves out 02:30 that day"
    )


@cache
def _zones() -> list[str]:
    """Return one zone for each way the clocks went in these years: most names are another's."""
    kinds: dict[object, str] = {}
    for name in sorted(zoneinfo.available_timezones()):
        if name not in ("Factory", "localtime"):
            zone = ZoneInfo(name)
            kinds.setdefault((SINCE.astimezone(zone).utcoffset(), *_changes(zone)), name)
    return list(kinds.values())


@cache
def _changes(zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return the hours in which the zone's clocks were changed."""
    weeks = [SINCE + timedelta(days=n) for n in range(0, (UNTIL - SINCE).days, 5)]
    offsets = [week.astimezone(zone).utcoffset() for week in weeks]
    return tuple(
        _hour_of_change(week, zone)
        for week, before, after in zip(weeks, offsets, offsets[1:], strict=False)
        if before != after
    )


def _hour_of_change(since: datetime, zone: ZoneInfo) -> datetime:
    old = since.astimezone(zone).utcoffset()
    hours = (since + timedelta(hours=n) for n in range(121))
    return next(hour for hour in hours if hour.astimezone(zone).utcoffset() != old)


def _local_days(time: str, zone: str, since: datetime = SINCE, until: datetime = UNTIL) -> list[date]:
    found = between(from_words(time, zone), since - timedelta(days=3), until + timedelta(days=3))
    days = [slot.at.astimezone(ZoneInfo(zone)).date() for slot in found]
    return [day for day in days if since.date() <= day < until.date()]


def _days(zone: ZoneInfo) -> list[date]:
    """Return the local days there were: those on which it was noon."""
    noons = [SINCE + timedelta(hours=n) for n in range(-48, 24 * (UNTIL - SINCE).days + 48, 12)]
    there = {noon.astimezone(zone).date() for noon in noons}
    return sorted(day for day in there if SINCE.date() <= day < UNTIL.date())
