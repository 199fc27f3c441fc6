"""How things stand: last and next runs, the outbox, what needs a person, what this month has cost."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from briefing.roll import Subscription, subscriptions
from briefing.schedule.slots import after
from briefing.schedule.words import local, slot_in_words, told
from briefing.settings import Settings
from briefing.store import open_store
from briefing.store.outbox import Outbox
from briefing.store.slots import SlotRow, Slots

WAITS = ("held", "failed")


@dataclass(frozen=True, slots=True)
class Run:
    """A slot as it stands: its time in words, what became of it, and why."""

    slot: str
    at: str
    state: str
    brief: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A subscription: its schedule in the user's words, its last runs, newest first, and its next."""

    name: str
    topic: str
    schedule: str
    zone: str
    recipients: int
    next: str
    last: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    id: int
    mailing: str
    channel: str
    recipient: str
    phase: str
    tries: int
    note: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Cost:
    """Calls and tokens of this month, from the run log; `amount` is None where a model has no price."""

    month: str
    calls: int
    sent: int
    received: int
    amount: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    subscriptions: tuple[Line, ...]
    outbox: dict[str, int]
    suppressed: int
    needs_you: tuple[str, ...]
    cost: Cost


def standing(settings: Settings, now: datetime) -> Standing:
    """Return how things stand at *now*."""
    cost = _cost(settings.folder / "runs.jsonl", now)
    known = subscriptions(settings)
    if not settings.store.exists():
        return Standing(tuple(_line(each, (), now) for each in known), {}, 0, (), cost)
    with open_store(settings.store) as store:
        slots, outbox = Slots(store), Outbox(store)
        recent = {each.name: slots.recent(each.name, 5) for each in known}
        letters = outbox.deliveries(WAITS)
        lines = tuple(_line(each, recent[each.name], now) for each in known)
        needs = (
            *(
                f"{row.subscription}, {row.name}: {row.state}. {row.note}"
                for rows in recent.values()
                for row in rows[:1]
                if row.state in ("failed", "blocked", "waiting") or (row.state == "made" and row.at <= now)
            ),
            *(
                f"letter {each.id} of {each.mailing} to {each.recipient}: {each.phase}. {each.note}"
                for each in letters
            ),
        )
        return Standing(lines, outbox.counts(), len(outbox.suppressed()), needs, cost)


def as_json(found: Standing) -> str:
    return json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"


def as_text(found: Standing) -> str:
    """Return the standing as a page of text."""
    lines: list[str] = []
    for each in found.subscriptions:
        lines += [f"{each.name}: {each.schedule} ({each.zone}), {each.topic}, {each.recipients} recipients"]
        lines += [f"  next   {each.next}"]
        lines += [f"  last   {run.at}: {_outcome(run)}" for run in each.last[:1]] or ["  last   never yet"]
    if not found.subscriptions:
        lines.append("No subscriptions. Add [subscriptions.NAME] to briefing.toml.")
    counts = ", ".join(f"{count} {phase}" for phase, count in found.outbox.items()) or "empty"
    lines += ["", f"Outbox: {counts}" + (f"; {found.suppressed} suppressed" if found.suppressed else "")]
    lines.append(_spent(found.cost))
    if found.needs_you:
        lines += ["", "Needs you:", *(f"  {each}" for each in found.needs_you)]
    return "\n".join(lines) + "\n"


def coming(settings: Settings, names: tuple[str, ...], count: int, now: datetime) -> str:
    """Return the next *count* times of each subscription in words."""
    lines: list[str] = []
    for each in subscriptions(settings, names):
        lines.append(f"{each.name}: {each.when.words} in {each.when.zone.key}")
        for slot in islice(after(each.when, now), count):
            lines.append(f"  {slot_in_words(slot, each.when)}, in {told(slot.at - now)}")
    return "\n".join(lines) + ("\n" if lines else "")


def listed(settings: Settings, now: datetime) -> str:
    """Return the subscriptions, a line each."""
    return "".join(
        f"{each.name}  {each.topic}  {each.schedule} ({each.zone})  {each.recipients} recipients\n"
        for each in (_line(one, (), now) for one in subscriptions(settings))
    )


def outbox_listed(settings: Settings, everything: bool, as_json: bool) -> str:
    """Return the letters that have not left, or *everything*, a line each."""
    if not settings.store.exists():
        return ""
    with open_store(settings.store) as store:
        rows = Outbox(store).deliveries()
    letters = [
        Letter(r.id, r.mailing, r.channel, r.recipient, r.phase, r.tries, r.note, r.message_id)
        for r in rows
        if everything or r.phase not in ("sent", "dropped")
    ]
    if as_json:
        return "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in letters)
    return "".join(
        f"{each.id:>5}  {each.phase:10}  {each.recipient:32}  {each.mailing}  {each.note}".rstrip() + "\n"
        for each in letters
    )


def _line(each: Subscription, rows: tuple[SlotRow, ...], now: datetime) -> Line:
    table = each.table
    return Line(
        name=each.name,
        topic=table.topic,
        schedule=each.when.words,
        zone=each.when.zone.key,
        recipients=len(table.to) + bool(table.folder) + bool(table.command),
        next=slot_in_words(next(after(each.when, now)), each.when),
        last=tuple(Run(row.name, local(row.at, each.when), row.state, row.brief, row.note) for row in rows),
    )


def _outcome(run: Run) -> str:
    said = {"queued": "sent to the outbox", "made": "made, not sent yet", "claimed": "being made"}
    brief = f", {run.brief}" if run.brief else ""
    return f"{said.get(run.state, run.state)}{brief}{f'. {run.note}' if run.note else ''}"


def _cost(path: Path, now: datetime) -> Cost:
    """Add up this month's calls. The log is written by one line a run; a line cut off by a crash is passed
    over.
    """
    month = f"{now:%Y-%m}"
    calls = [call for row in _rows(path) if str(row.get("at", "")).startswith(month) for call in row["calls"]]
    sent = sum(call.get("prompt_tokens") or call.get("sent_tokens") or 0 for call in calls)
    received = sum(call.get("completion_tokens") or 0 for call in calls)
    costs = [call.get("cost") for call in calls]
    amount = sum(cost for cost in costs if cost is not None) if None not in costs else None
    return Cost(month, len(calls), sent, received, amount)


def _rows(path: Path) -> list[dict[str, Any]]:
    rows = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else ():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and isinstance(row.get("calls"), list):
            rows.append(row)
    return rows


def _spent(cost: Cost) -> str:
    if not cost.calls:
        return f"This month ({cost.month}): no calls to a model."
    tokens = f"{cost.calls} calls, {cost.sent:,} tokens sent, {cost.received:,} received"
    amount = (
        f"cost {cost.amount:.2f}" if cost.amount is not None else "set [prices.MODEL] to see what it cost"
    )
    return f"This month ({cost.month}): {tokens}; {amount}."
