"""All that can be known of a subscription before its time comes, found out without sending anything."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from briefing.deliver.smtp import Smtp
from briefing.errors import BriefingError
from briefing.fresh import places_of
from briefing.make import ENGINES
from briefing.post import server_of
from briefing.render.find import find
from briefing.roll import Subscription, subscriptions
from briefing.schedule.slots import after, shortest_gap
from briefing.schedule.words import slot_in_words, told
from briefing.settings import Settings


def checkup(
    settings: Settings, names: tuple[str, ...], now: datetime, environ: Mapping[str, str] = os.environ
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is well and what is not, a line each."""
    good: list[str] = []
    bad: list[str] = []
    known = subscriptions(settings, names)
    for each in known:
        faults = [f"{each.name}: {fault}" for fault in _faults(each, settings, now)]
        bad += faults
        if not faults:
            coming = slot_in_words(next(after(each.when, now)), each.when)
            good.append(f"{each.name}: {each.when.words}; next {coming}")
    if any(each.table.to for each in known) or settings.file.notices.to:
        try:
            good.append(Smtp(server_of(settings, environ)).greet())
        except BriefingError as error:
            bad.append(f"{error.message} {error.hint}".strip())
    if not (settings.file.notices.to or settings.file.notices.webhook):
        good.append("Nobody is told of trouble: set to or webhook under [notices].")
    return tuple(good), tuple(bad)


def _faults(each: Subscription, settings: Settings, now: datetime) -> list[str]:
    """Return what is wrong with one subscription."""
    table, found = each.table, []
    try:
        places_of(table, settings)
    except BriefingError as error:
        found.append(f"{error.message} {error.hint}")
    if table.engine not in ENGINES:
        found.append(f"engine: there is none called '{table.engine}'. Known: {', '.join(ENGINES)}.")
    for form in ("text", "html"):
        try:
            find(f"{table.template}.{form}.j2", "templates", _folders(settings))
        except BriefingError as error:
            found.append(f"template: {error.message}")
    gap = shortest_gap(each.when, now)
    if each.lead >= gap:
        found.append(f"lead: {table.lead} is not shorter than the time between two slots ({told(gap)}).")
    return found


def _folders(settings: Settings) -> tuple[Path, ...]:
    return tuple(folder / "templates" for folder in settings.overrides)
