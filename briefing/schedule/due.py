"""What to do at a moment: which slot is due, whether it is late, too old or on time."""

from datetime import datetime, timedelta
from typing import Literal

from briefing.schedule.slots import Slot, latest
from briefing.schedule.when import When

LATE = timedelta(minutes=30)
"""A brief that goes out more than this after its time says that it is late."""

Age = Literal["on time", "late", "too old"]


def due(when: When, known_since: datetime, now: datetime, lead: timedelta) -> Slot | None:
    """Return the slot to be worked on at *now*: the last whose time, less *lead*, has come.

    Of several that were missed it is the last alone, and none from before the schedule was known.
    """
    slot = latest(when, now + lead)
    return slot if slot.at > known_since else None


def age(at: datetime, now: datetime, largest: timedelta) -> Age:
    if now - at > largest:
        return "too old"
    return "late" if now - at > LATE else "on time"
