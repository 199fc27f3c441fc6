"""A subscription's brief as what goes into the outbox: the mail everybody gets, and to whom it goes."""

import logging
import shlex
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from briefing.deliver.message import Sender, unsubscribe_address
from briefing.make import overrides
from briefing.model.brief import Brief
from briefing.post import recipient, sender_of
from briefing.render.letter import About, letter
from briefing.roll import Subscription
from briefing.schedule.words import local
from briefing.settings import Settings
from briefing.store.outbox import Mailing, Recipient

log = logging.getLogger(__name__)


def mailing_of(
    subscription: Subscription, slot: str, brief: Brief, texts: Mapping[str, str], late: str,
    settings: Settings, now: datetime, at: datetime | None = None,
) -> Mailing:  # fmt: skip
    """Return the brief as what everybody gets, by the templates of its subscription. *late* says why it
    is.
    """
    said = about(subscription, at or now, late, settings)
    written = letter(brief, texts, said, subscription.table.template, templates(settings))
    if written.left_out:
        log.warning("%s: %d sentences are left out to keep the mail short", brief.id, written.left_out)
    subject = f"{'Late: ' if late else ''}{brief.topic}, {said.when}"
    expires = (at or now) + subscription.largest_age
    return Mailing(
        f"{subscription.name}-{slot}",
        subscription.name,
        brief.id,
        subject,
        written.text,
        written.html,
        now,
        expires,
    )


def about(subscription: Subscription, at: datetime, late: str, settings: Settings) -> About:
    """Return what a mail of *subscription* says besides its brief."""
    sender = sender_of(settings)
    leave = unsubscribe_address(subscription.name, "", sender) if _same_for_all(sender) else ""
    day = local(at, subscription.when).rsplit(",", 1)[0]
    return About(
        subscription.table.title or subscription.name, day, late, leave, settings.file.mail.largest_kb * 1000
    )


def _same_for_all(sender: Sender) -> bool:
    """An address with the reader's own token is in the head of each mail, not in the text that all share."""
    return "{address}" not in (sender.unsubscribe or "") and "{token}" not in (sender.unsubscribe or "")


def recipients(subscription: Subscription, mailing: str, settings: Settings) -> list[Recipient]:
    """Return a row of the outbox for each reader, folder and program."""
    table = subscription.table
    found = [recipient("mail", to, mailing, settings) for to in table.to]
    if table.folder:
        found.append(recipient("folder", str(settings.home / table.folder), mailing, settings))
    if table.command:
        found.append(recipient("command", shlex.join(table.command), mailing, settings))
    return found


def templates(settings: Settings) -> tuple[Path, ...]:
    return overrides("templates", None, settings)


def title_of(subscription: Subscription, settings: Settings) -> str:
    table = settings.file.topics.get(subscription.table.topic)
    return (table.title if table else None) or subscription.table.topic
