"""The subscriptions of the settings, each with its schedule understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from briefing.errors import UnknownSubscription
from briefing.schedule.when import When
from briefing.schedule.words import length
from briefing.settings import Settings
from briefing.subscription import SubscriptionTable


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription with its schedule understood."""

    name: str
    table: SubscriptionTable
    when: When

    @property
    def lead(self) -> timedelta:
        return length(self.table.lead)

    @property
    def largest_age(self) -> timedelta:
        return length(self.table.largest_age)


def subscriptions(settings: Settings, names: Sequence[str] = ()) -> tuple[Subscription, ...]:
    """Return the subscriptions called *names*, or all, in the order of the file. Raises
    UnknownSubscription.
    """
    tables = settings.file.subscriptions
    for name in names:
        if name not in tables:
            raise UnknownSubscription(name, tables)
    return tuple(Subscription(n, t, t.when()) for n, t in tables.items() if not names or n in names)
