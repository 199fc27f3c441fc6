"""A process that claims every slot it can: `racer.py DATABASE NAME COUNT`. Prints those it got."""

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.store import open_store
from briefing.store.slots import Slots

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


def main(path: str, holder: str, count: str, start: str) -> None:
    with open_store(Path(path)) as store:
        slots = Slots(store)
        time.sleep(max(float(start) - time.time(), 0))
        for number in range(int(count)):
            # Each its own subscription, or the first still being made would hold the others up.
            if slots.claim(f"s{number}", "2026-03-02T07:00", NOW + timedelta(minutes=number), NOW, holder):
                print(number)


if __name__ == "__main__":
    main(*sys.argv[1:])
