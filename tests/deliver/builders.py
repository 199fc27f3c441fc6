"""Settings, outboxes and letters in a line each."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.post import recipient
from briefing.settings import Settings, load_settings
from briefing.store import open_store
from briefing.store.outbox import Delivery, Mailing, Outbox

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is put forward."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


def settings(folder: Path, port: int, more: str = "", **mail: object) -> Settings:
    """Settings with a mail server on *port*, in the open unless *mail* says otherwise."""
    table = {"host": "127.0.0.1", "port": port, "security": "none", "from": "The Desk <desk@example.org>",
             "connections": 1, "deadline": 20.0, **mail}  # fmt: skip
    lines = "".join(f"{key} = {_toml(value)}\n" for key, value in table.items())
    (folder / "briefing.toml").write_text(f"{more}\n[mail]\n{lines}", encoding="utf-8")
    return load_settings(folder / "briefing.toml", {})


def mailing(id: str = "morning-1", text: str = "Water reached the old mill.", **more: object) -> Mailing:
    return Mailing(
        **{"id": id, "list": "morning", "brief": None, "subject": "The dam, Monday", "text": text,
           "html": f"<p>{text}</p>", "queued": NOW, "expires": NOW + timedelta(hours=12), **more}
    )  # fmt: skip


def queued(settings: Settings, to: Sequence[str], one: Mailing | None = None) -> None:
    """Put a letter to each of *to* into the outbox."""
    one = one or mailing()
    with open_store(settings.store) as store:
        assert Outbox(store).queue(one, [recipient("mail", each, one.id, settings) for each in to])


def letters(settings: Settings) -> tuple[Delivery, ...]:
    with open_store(settings.store) as store:
        return Outbox(store).deliveries()


def phases(settings: Settings) -> list[str]:
    return [each.phase for each in letters(settings)]


def _toml(value: object) -> str:
    return str(value) if isinstance(value, int | float) else f'"{value}"'
