"""What a subscription would send, written to files: nothing is kept, claimed or sent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from briefing.deliver.folder import Folder
from briefing.deliver.message import parts
from briefing.errors import NothingFound
from briefing.evidence.recheck import StoredBrief, recheck
from briefing.fresh import collect
from briefing.gate import may_go, rule_of
from briefing.mailing import mailing_of, recipients
from briefing.model.brief import Window
from briefing.post import Clock, made_letter, mail_of, sender_of
from briefing.render.wording import counted
from briefing.roll import subscriptions
from briefing.run import Pass, generated
from briefing.schedule.slots import before, latest
from briefing.settings import Settings
from briefing.store.outbox import Delivery, Mailing, Recipient


def rehearse(settings: Settings, clock: Clock, folder: Path, names: Sequence[str] = ()) -> Pass:
    """Make the brief of each subscription's last slot and write its letters to *folder*; keep and send
    nothing.
    """
    done = Pass()
    for subscription in subscriptions(settings, names):
        now = clock()
        slot = latest(subscription.when, now)
        window = Window(next(before(subscription.when, slot.at)).at, slot.at)
        try:
            collected = collect(subscription.table, window, True, lambda ids: tuple(ids), settings)
            outcome, made = generated(subscription, collected, window, settings, now, keep=False)
            stored = StoredBrief(outcome.brief, outcome.brief.id)
            brief = recheck(stored, {a.id: a.text for a in made.corpus.articles})
            mailing = mailing_of(subscription, slot.name, brief, outcome.texts, "", settings, now)
        except NothingFound as error:
            done += Pass(done=(f"{subscription.name}: {error.message} Nothing would be sent.",))
            continue
        written = _rehearsed(mailing, recipients(subscription, mailing.id, settings), folder, settings, now)
        rule = rule_of(subscription.table.topic, subscription.table.review, settings)
        gate = may_go(brief, rule, now, settings)
        lines = [f"{subscription.name}: {counted(written, 'letter')} in {folder}."]
        lines += [] if gate.open else [f"{subscription.name}: {gate.why}"]
        done += Pass(tuple(lines), (), outcome.missing)
    return done


def _rehearsed(
    mailing: Mailing, to: Sequence[Recipient], folder: Path, settings: Settings, now: datetime
) -> int:
    made, out = parts(mail_of(mailing)), Folder()
    for each in to:
        row = Delivery(0, mailing.id, each.channel, each.to, each.message_id, "", 0, now, "", now)
        own = made_letter(mailing, made, row, sender_of(settings))
        out.send(replace(own, recipient=str(folder), name=f"{own.name}-{each.to}"), lambda: True)
    return len(to)
