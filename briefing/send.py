"""A kept brief, sent by hand: the same checks, the same outbox, once for each recipient."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from briefing.deliver.address import BadAddress, address
from briefing.errors import NotSent, UsageError
from briefing.evidence.recheck import recheck
from briefing.gate import as_left, may_go, rule_of
from briefing.keep import find_brief, texts_of
from briefing.make import overrides
from briefing.model.brief import Brief
from briefing.post import Clock, post, recipient, server_of
from briefing.render.letter import About, letter
from briefing.render.wording import moment
from briefing.settings import Settings
from briefing.store import open_store
from briefing.store.outbox import Delivery, Mailing, Outbox

TRIED_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the letter to each recipient; `known` are those who had it before."""

    letters: tuple[Delivery, ...]
    known: tuple[str, ...]


def send(wanted: str, to: Sequence[str], again: bool, settings: Settings, clock: Clock) -> Outcome:
    """Send the brief *wanted* to each of *to*, unless they have had it; with *again*, even then.

    The brief is held against its articles first, and goes as its reviewers left it. Raises DamagedBrief,
    NotSent where it is not approved, NoMail.
    """
    addresses = _addresses(to)
    server_of(settings)
    stored = find_brief(wanted, settings)
    original = recheck(stored, texts_of(stored.brief, settings))
    with open_store(settings.store) as store:
        rule = rule_of(_topic_of(original, settings), None, settings)
        gate = may_go(original, rule, clock(), settings, store)
        if not gate.open:
            raise NotSent(gate.why, f"Review it first: briefing review {original.id}")
        brief, texts = as_left(original, store)
    about = About(when=moment(clock()).split(",")[0], most=settings.file.mail.largest_kb * 1000)
    written = letter(brief, texts, about, overrides=overrides("templates", None, settings))
    known, ids = [], []
    with open_store(settings.store) as store:
        outbox = Outbox(store)
        for each in addresses:
            base = f"send-{brief.id}-{sha256(each.encode()).hexdigest()[:10]}"
            id = _free(outbox, base) if again else base
            now = clock()
            mailing = Mailing(
                id,
                "",
                brief.id,
                f"{brief.topic}, {about.when}",
                written.text,
                written.html,
                now,
                now + TRIED_FOR,
            )
            ids.append(id)
            if not outbox.queue(mailing, [recipient("mail", each, id, settings)]):
                known.append(each)
        post(settings, clock)
        letters = tuple(row for id in ids for row in outbox.deliveries(mailing=id))
    return Outcome(letters, tuple(known))


def _addresses(to: Sequence[str]) -> list[str]:
    try:
        return list(dict.fromkeys(address(each).at for each in to))
    except BadAddress as error:
        raise UsageError(str(error)) from error


def _free(outbox: Outbox, base: str) -> str:
    """Return an id under which nothing has been sent: the base, then base-2, base-3, ..."""
    number, id = 1, base
    while outbox.deliveries(mailing=id):
        number += 1
        id = f"{base}-{number}"
    return id


def _topic_of(brief: Brief, settings: Settings) -> str:
    """Return the name of the topic of the settings that *brief* is on, else its title."""
    return next(
        (name for name, t in settings.file.topics.items() if (t.title or name) == brief.topic), brief.topic
    )
