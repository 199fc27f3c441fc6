"""What is in the outbox goes out: each letter once, through its channel, its phase written down on the
way.
"""

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.deliver import Channel, Letter, Receipt
from briefing.deliver.address import address
from briefing.deliver.command import Command
from briefing.deliver.folder import Folder
from briefing.deliver.message import Mail, Parts, Sender, letter, parts, stable_id
from briefing.deliver.smtp import Server, Smtp
from briefing.deliver.webhook import Webhook
from briefing.errors import BriefingError, NoMail
from briefing.settings import Settings
from briefing.store import open_store
from briefing.store.outbox import Delivery, Mailing, Outbox, Recipient, next_attempt

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
ChannelName = Literal["mail", "folder", "command", "webhook"]

MOST_UNKNOWN = 3
"""After so many letters in a row whose end nobody knows, the server is at fault, and no more are given to
it.
"""

_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_SECRETS = "Set it in the environment, or name its file: briefing schedule install --env-file FILE."
_WORTH_A_THREAD = 4  # letters


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was tried, and the phase it came to."""

    delivery: Delivery
    phase: str
    note: str


def post(settings: Settings, clock: Clock, environ: Mapping[str, str] = os.environ) -> tuple[Sent, ...]:
    """Send all that is due, and return what became of each letter that was tried or had to be held.

    May run in any number of processes at once.
    """
    with open_store(settings.store) as store:
        outbox = Outbox(store)
        held = [
            Sent(each, "held", "The sender was stopped while the server had it.")
            for each in outbox.recover(clock())
        ]
        waiting = len(outbox.deliveries(("queued",)))
    workers = settings.file.mail.connections if waiting >= _WORTH_A_THREAD else 1
    if workers == 1:
        return (*held, *_work(settings, clock, environ))
    with ThreadPoolExecutor(workers) as pool:
        tried = pool.map(lambda _: _work(settings, clock, environ), range(workers))
        return (*held, *(sent for each in tried for sent in each))


def recipient(channel: ChannelName, to: str, mailing: str, settings: Settings) -> Recipient:
    """Return the outbox's row for *to*: an address, a folder, a command line or a web address."""
    at = address(to).at if channel == "mail" else to
    return Recipient(channel, at, stable_id(mailing, at, sender_of(settings).address.domain))


def sender_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> Sender:
    """Return who our mail is from. Without [mail] from there is a name that only files and programs see."""
    table = settings.file.mail
    return Sender(
        address(table.sender or "briefing@localhost"),
        address(table.reply_to) if table.reply_to else None,
        address(table.bounces) if table.bounces else None,
        table.unsubscribe,
        environ.get(table.unsubscribe_key_env, ""),
    )


def server_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> Server:
    """Return the server that takes our mail. Raises NoMail, naming what is missing."""
    table = settings.file.mail
    if not table.host:
        raise NoMail("no server is set")
    password = environ.get(table.password_env, "") if table.user else ""
    if table.user and not password:
        raise NoMail(
            f"the password of {table.user} is to be in {table.password_env}, which is not set", _SECRETS
        )
    if "{token}" in (table.unsubscribe or "") and not environ.get(table.unsubscribe_key_env):
        raise NoMail(
            f"the unsubscribe address has a token, and {table.unsubscribe_key_env} is not set", _SECRETS
        )
    ca_file = str(settings.home / table.ca_file) if table.ca_file else None
    port = table.port or _PORTS[table.security]
    return Server(table.host, port, table.security, table.user, password, ca_file, table.deadline)


def made_letter(mailing: Mailing, made: Parts, row: Delivery, sender: Sender) -> Letter:
    """Return the letter of one row. What is no mail is still written as one, to its own name."""
    mail = mail_of(mailing)
    if row.channel == "mail":
        return letter(mail, made, row.recipient, sender)
    own = letter(mail, made, f"{row.channel}@{sender.address.domain}", sender)
    return Letter(
        row.message_id, own.sender, row.recipient, own.subject, own.data, own.name, own.text, own.html
    )


def mail_of(mailing: Mailing) -> Mail:
    return Mail(mailing.id, mailing.list, mailing.subject, mailing.text, mailing.html, mailing.queued)


def channel(name: str, settings: Settings, environ: Mapping[str, str]) -> Channel:
    """Return the channel called *name*. Raises NoMail."""
    if name == "mail":
        return Smtp(server_of(settings, environ))
    others: dict[str, Callable[[], Channel]] = {"folder": Folder, "command": Command, "webhook": Webhook}
    return others[name]()


def _work(settings: Settings, clock: Clock, environ: Mapping[str, str]) -> list[Sent]:
    """Send letter after letter, until none is due or a channel is at fault."""
    with open_store(settings.store) as store:
        outbox = Outbox(store)
        desk = _Desk(outbox, settings, environ, clock)
        try:
            letters = list(desk.letters())
        finally:
            desk.close()
        # Not where it broke off: the page then tells the next sender where.
        outbox.close()
        return letters


class _Desk:
    """One sender: its open channels, and the mailing it has in hand."""

    def __init__(self, outbox: Outbox, settings: Settings, environ: Mapping[str, str], clock: Clock) -> None:
        self.outbox, self.settings, self.environ, self.clock = outbox, settings, environ, clock
        self.sender = sender_of(settings, environ)
        self.channels: dict[str, Channel] = {}
        self.mailing: Mailing | None = None
        self.parts: Parts | None = None
        self.unknown = 0

    def letters(self) -> Iterable[Sent]:
        while row := self.outbox.claim(self.clock()):
            receipt = self._tried(row)
            yield self._settled(row, receipt)
            self.unknown = self.unknown + 1 if receipt.fate == "unknown" else 0
            if receipt.everybody or self.unknown >= MOST_UNKNOWN:
                log.warning("%s is not tried any more for now: %s", row.channel, receipt.note)
                return

    def close(self) -> None:
        for each in self.channels.values():
            each.close()

    def _tried(self, row: Delivery) -> Receipt:
        now = self.clock()
        try:
            mailing, made = self._in_hand(row.mailing)
            if now >= mailing.expires:
                return Receipt("refused", "It is too old to be sent.")
            if row.channel == "mail" and self.outbox.is_suppressed(row.recipient, mailing.list):
                return Receipt("refused", "The recipient wants no more mail.")
            out = made_letter(mailing, made, row, self.sender)
            if row.channel not in self.channels:
                self.channels[row.channel] = channel(row.channel, self.settings, self.environ)
        except NoMail as error:
            return Receipt("later", f"{error.message} {error.hint}", everybody=True)
        except BriefingError as error:
            return Receipt("refused", error.message)
        return self._given(self.channels[row.channel], out, row)

    def _given(self, to: Channel, out: Letter, row: Delivery) -> Receipt:
        committed = False

        def committing() -> bool:
            nonlocal committed
            committed = self.outbox.committing(row.id, self.clock())
            return committed

        try:
            receipt = to.send(out, committing)
        except Exception as error:
            # A letter nobody thought of must not stop all others for good.
            log.debug("where it happened", exc_info=True)
            why = f"Something went wrong here ({type(error).__name__})."
            receipt = Receipt("unknown" if committed else "later", why, everybody=True)
        if committed and receipt.fate != "unknown":
            self.outbox.answered(row.id, taken=receipt.fate == "sent")
        return receipt

    def _settled(self, row: Delivery, receipt: Receipt) -> Sent:
        now = self.clock()
        phase, note, next = _phase(row, receipt, self._expires(row), now)
        self.outbox.settle(row.id, phase, note, now, next)
        if receipt.nobody:
            self.outbox.suppress(row.recipient, "", receipt.note, now)
        return Sent(row, phase, note)

    def _in_hand(self, id: str) -> tuple[Mailing, Parts]:
        if self.mailing is None or self.parts is None or self.mailing.id != id:
            self.mailing = self.outbox.mailing(id)
            self.parts = parts(mail_of(self.mailing))
        return self.mailing, self.parts

    def _expires(self, row: Delivery) -> datetime | None:
        return self.mailing.expires if self.mailing and self.mailing.id == row.mailing else None


def _phase(
    row: Delivery, receipt: Receipt, expires: datetime | None, now: datetime
) -> tuple[str, str, datetime | None]:
    """Return the phase a receipt leads to, why, and when the letter is tried next if it is."""
    if receipt.fate == "sent":
        return "sent", receipt.note, None
    if receipt.fate == "unknown":
        return "held", f"{receipt.note} It may have gone or not: `briefing outbox retry` or `drop`.", None
    if receipt.fate == "refused":
        last = {"It is too old to be sent.": "expired", "The recipient wants no more mail.": "suppressed"}
        return last.get(receipt.note, "failed"), receipt.note, None
    next = next_attempt(row.tries + 1, now)
    if expires and next >= expires:
        return "failed", f"Given up after {row.tries + 1} attempts: {receipt.note}", None
    return "queued", receipt.note, next
