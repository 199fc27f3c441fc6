"""One pass over the subscriptions: what is due is made, what may go is queued, what is queued is sent.

    due -> claim -> read what is new -> generate -> keep -> wait for its time and its approval -> recheck
    -> queue -> post

Every step is written down before the next, so that a pass may stop anywhere and any other takes it up.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.endpoint import budget_of
from briefing.errors import BriefingError, DamagedBrief, NothingFound
from briefing.evidence.recheck import StoredBrief, recheck
from briefing.fresh import Collected, collect
from briefing.gate import as_left, may_go, rule_of
from briefing.mailing import about, mailing_of, recipients, templates, title_of
from briefing.make import Outcome, Request, choose_engine, forms_of, kept_replies, log_run, write_forms
from briefing.model.brief import Brief, Window
from briefing.pipeline import Made, generate
from briefing.post import Clock, Sent, post, recipient
from briefing.render.brief import from_json, to_json
from briefing.render.letter import About, notice
from briefing.render.wording import counted
from briefing.roll import Subscription, subscriptions
from briefing.schedule.due import LATE, age, due
from briefing.schedule.slots import Slot, before, between
from briefing.schedule.when import When
from briefing.schedule.words import local, told
from briefing.settings import Settings
from briefing.store import KeptBrief, Store, open_store
from briefing.store.mark import new_holder
from briefing.store.outbox import Mailing, Outbox
from briefing.store.slots import SlotRow, Slots

log = logging.getLogger(__name__)

ATTEMPTS = 5
"""How often a slot is tried before it has failed; the pauses double from FIRST_PAUSE."""

FIRST_PAUSE = timedelta(minutes=5)
CLOCK_SLACK = timedelta(minutes=10)
MOST_MISSED = 100  # slots that are put on record as missed, for one subscription in one pass
NOTICE_AGE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass did, what went wrong, and what the briefs it made lack; a sentence each."""

    done: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def __add__(self, other: "Pass") -> "Pass":
        return Pass(self.done + other.done, self.trouble + other.trouble, self.missing + other.missing)


def make_known(settings: Settings, clock: Clock) -> None:
    """Note that the subscriptions are there: from now on their slots are owed, also the one a minute away."""
    with open_store(settings.store) as store:
        for subscription in subscriptions(settings):
            Slots(store).known_since(subscription.name, clock())


def run_due(settings: Settings, clock: Clock, names: Sequence[str] = ()) -> Pass:
    """Do all that is due now, once. Any number of these may run at once: each brief goes out once."""
    done = Pass()
    with open_store(settings.store) as store:
        desk = _Desk(settings, store, clock)
        done += desk.clock_trouble()
        for subscription in subscriptions(settings, names):
            done += desk.tend(subscription)
        done += desk.posted(post(settings, clock))
        # What the operator is to hear of this pass goes at once.
        if done.trouble:
            done += Pass(trouble=tuple(_trouble(sent) for sent in post(settings, clock) if _is_trouble(sent)))
    return done


class _Desk:
    """The store, and what is done at it for one subscription after another."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        self.settings, self.store, self.clock = settings, store, clock
        self.slots, self.outbox = Slots(store), Outbox(store)
        self.holder = new_holder()

    def clock_trouble(self) -> Pass:
        last, now = self.slots.latest_change(), self.clock()
        if last is None or last <= now + CLOCK_SLACK:
            return Pass()
        # Once for each time on record: a clock that was a century ahead for a minute would be told for a
        # century.
        if not self._tell(f"clock-{last:%Y%m%d%H%M}", "the clock has gone back", [str(last)]):
            return Pass()
        behind = f"The clock says {now:%Y-%m-%d %H:%M} UTC, and {last:%Y-%m-%d %H:%M} is on record"
        return Pass(trouble=(f"{behind}: it has gone back. No slot is run twice.",))

    def tend(self, subscription: Subscription) -> Pass:
        """Do what is due for one subscription; whatever goes wrong stops no other."""
        done = Pass()
        try:
            done += self._due_made(subscription)
        except Exception as error:
            log.debug("where it happened", exc_info=True)
            done += Pass(trouble=(f"{subscription.name}: {_said(error)}",))
        for row in self.slots.open(subscription.name):
            if row.state == "made" and self.clock() >= row.at:
                done += self._ripe(subscription, row)
        return done

    def posted(self, tried: Sequence[Sent]) -> Pass:
        """Tell what became of the letters, and the operator of those that failed or are held."""
        bad = [sent for sent in tried if _is_trouble(sent)]
        for mailing in dict.fromkeys(sent.delivery.mailing for sent in bad):
            own = [sent for sent in bad if sent.delivery.mailing == mailing]
            if not mailing.startswith(_NOTICE):
                self._tell(
                    f"{mailing}-{own[0].delivery.id}",
                    f"{mailing}: {counted(len(own), 'letter')} did not go",
                    [f"{sent.delivery.recipient}: {sent.phase}. {sent.note}" for sent in own[:50]],
                )
        slow = self._slow(tried)
        count = sum(sent.phase == "sent" for sent in tried)
        later = sum(sent.phase == "queued" for sent in tried)
        done = [f"{counted(count, 'letter')} sent."] if count else []
        done += [f"{counted(later, 'letter')} to be tried again: {_first_later(tried)}"] if later else []
        return Pass(tuple(done), (*map(_trouble, bad), *slow))

    def _slow(self, tried: Sequence[Sent]) -> list[str]:
        """Tell of mailings that are still waiting half an hour after they were put in, once each."""
        told = []
        for sent in tried:
            id = sent.delivery.mailing
            waiting = sent.phase == "queued" and not id.startswith(_NOTICE)
            if waiting and self.clock() - self.outbox.mailing(id).queued > LATE:
                line = f"{id} is still waiting: {sent.note}"
                told += [line] if self._tell(f"{id}-slow", f"{id} is still waiting", [sent.note]) else []
        return told

    # -- making

    def _due_made(self, subscription: Subscription) -> Pass:
        now = self.clock()
        since = self.slots.known_since(subscription.name, now)
        slot = due(subscription.when, since, now, subscription.lead)
        if slot is None:
            return Pass()
        row = self.slots.row(subscription.name, slot.name)
        if row and row.state not in ("claimed", "waiting"):
            return Pass()
        self._note_missed(subscription, slot, since, now)
        if not self.slots.claim(subscription.name, slot.name, slot.at, now, self.holder):
            return Pass()
        return self._claimed(subscription, slot, (row.tries if row else 0) + 1)

    def _note_missed(self, subscription: Subscription, slot: Slot, since: datetime, now: datetime) -> None:
        """Put on record the slots before this one that nobody ran; their articles are this one's."""
        name, last = subscription.name, self.slots.last_before(subscription.name, slot.at)
        start = max(last.at if last else since, since)
        earlier = between(subscription.when, start, slot.at) if slot.at - start < timedelta(days=400) else ()
        missed = [(each.name, each.at) for each in earlier[-MOST_MISSED:]]
        self.slots.missed(name, missed, "Missed: nothing ran. Its articles are in the next.", now)
        for row in self.slots.open(name):
            if row.at < slot.at and row.state != "made" and row.until <= now:
                self.slots.ended(name, row.name, "skipped", "Overtaken by the next slot.", now)

    def _claimed(self, subscription: Subscription, slot: Slot, attempt: int) -> Pass:
        """Make the brief of a slot that is ours. What fails is given back, to be tried again."""
        now = self.clock()
        aged = age(slot.at, now, subscription.largest_age)
        if aged == "too old" or (aged == "late" and subscription.table.when_late == "skip"):
            late = told(now - slot.at)
            return self._closed(subscription, slot, f"Not sent: it would have been {late} late.", aged)
        try:
            return self._made(subscription, slot)
        except Exception as error:
            log.debug("where it happened", exc_info=True)
            return self._failed(subscription, slot, attempt, _said(error))

    def _made(self, subscription: Subscription, slot: Slot) -> Pass:
        now, name = self.clock(), subscription.name
        last, first = self.slots.last_closed(name, slot.at), self.slots.first_run(name)
        since = (
            last.at
            if last
            else next(before(subscription.when, min(first.at if first else slot.at, slot.at))).at
        )
        window = Window(since, slot.at)
        collected = collect(
            subscription.table, window, last is None, lambda ids: self.slots.unseen(name, slot.name, ids),
            self.settings,
        )  # fmt: skip
        seen = tuple(article.id for article in collected.articles)
        try:
            outcome, made = generated(subscription, collected, window, self.settings, now)
        except NothingFound:
            return self._nothing_new(subscription, slot, window, seen)
        self.store.add_articles(made.corpus.articles, now)
        brief = outcome.brief
        self.store.add_brief(KeptBrief(brief.id, collected.topic.slug, brief.made_at, to_json(brief)))
        write_forms(outcome, self.settings.folder)
        log_run(outcome, self.settings.folder, now)
        if not self.slots.made(name, slot.name, self.holder, brief.id, seen, self.clock()):
            return Pass(done=(f"{name}: another process has taken over {slot.name}.",))
        self._ask_for_review(subscription, slot, brief)
        skipped = tuple(each.reason for each in collected.skipped)
        return Pass((f"{name}: {brief.id} is made for {slot.name}.",), (), (*outcome.missing, *skipped))

    def _nothing_new(
        self, subscription: Subscription, slot: Slot, window: Window, seen: Sequence[str]
    ) -> Pass:
        now, name = self.clock(), subscription.name
        note = f"No new article on the topic{_span(window, subscription.when)}."
        if not self.slots.skipped(name, slot.name, self.holder, note, seen, now):
            return Pass()
        if subscription.table.if_nothing_new == "say so":
            id = f"{name}-{slot.name}"
            said = about(subscription, slot.at, "", self.settings)
            title = f"Nothing new: {title_of(subscription, self.settings)}"
            written = notice(title, (note,), said, templates(self.settings))
            self.outbox.queue(
                Mailing(
                    id, name, None, title, written.text, written.html, now, slot.at + subscription.largest_age
                ),
                recipients(subscription, id, self.settings),
            )
        return Pass(done=(f"{name}: {note}",))

    def _closed(self, subscription: Subscription, slot: Slot, note: str, kind: str) -> Pass:
        self.slots.skipped(subscription.name, slot.name, self.holder, note, (), self.clock())
        return self._trouble(subscription, slot.name, kind.replace(" ", "-"), note)

    def _failed(self, subscription: Subscription, slot: Slot, attempt: int, why: str) -> Pass:
        now = self.clock()
        again = now + FIRST_PAUSE * 2 ** (attempt - 1)
        if attempt >= ATTEMPTS or again - slot.at > subscription.largest_age:
            self.slots.ended(subscription.name, slot.name, "failed", why, now)
            return self._trouble(subscription, slot.name, "failed", f"Failed after {attempt} attempts: {why}")
        self.slots.put_off(subscription.name, slot.name, self.holder, why, again, now)
        return self._trouble(
            subscription, slot.name, "failing", f"{why} It is tried again in {told(again - now)}."
        )

    # -- sending

    def _ripe(self, subscription: Subscription, row: SlotRow) -> Pass:
        """Send a brief whose time has come, unless it is too old, not approved, or no longer holds."""
        now, name = self.clock(), subscription.name
        aged = age(row.at, now, subscription.largest_age)
        if aged == "too old" or (aged == "late" and subscription.table.when_late == "skip"):
            note = f"Not sent: its time ended before it could go. {row.note}".strip()
            self.slots.ended(name, row.name, "blocked", note, now)
            return self._trouble(subscription, row.name, "expired", note)
        try:
            brief = self._rechecked(row.brief or "")
            rule = rule_of(subscription.table.topic, subscription.table.review, self.settings)
            gate = may_go(brief, rule, now, self.settings, self.store)
            if not gate.open:
                self.slots.remark(name, row.name, gate.why, now)
                return self._trouble(subscription, row.name, "blocked", gate.why)
            brief, texts = as_left(brief, self.store)
            late = _late(row.at, now, subscription.when) if aged == "late" else ""
            mailing = mailing_of(subscription, row.name, brief, texts, late, self.settings, now, row.at)
            self.outbox.queue(mailing, recipients(subscription, mailing.id, self.settings), (name, row.name))
        except BriefingError as error:
            self.slots.ended(name, row.name, "blocked", error.message, now)
            return self._trouble(subscription, row.name, "blocked", error.message)
        return Pass(done=(f"{name}: {brief.id} is on its way{' (late)' if late else ''}.",))

    def _rechecked(self, id: str) -> Brief:
        """Return the very brief that is kept, held against its articles once more. Raises DamagedBrief."""
        kept = self.store.brief(id)
        stored = StoredBrief(from_json(kept.json, kept.id), kept.id)
        if kept.id != id or stored.brief.id != id:
            raise DamagedBrief(id, "another brief is kept in its place.")
        texts = {a.id: a.text for a in self.store.articles_by_id([a.id for a in stored.brief.articles])}
        return recheck(stored, texts)

    # -- who hears of it

    def _ask_for_review(self, subscription: Subscription, slot: Slot, brief: Brief) -> None:
        table = subscription.table
        rule = rule_of(table.topic, table.review, self.settings)
        if not table.reviewer or may_go(brief, rule, self.clock(), self.settings, self.store).open:
            return
        self._notice(
            f"review-{subscription.name}-{slot.name}",
            f"To review: {brief.topic}",
            [
                f"The brief {brief.id} is to go out on {local(slot.at, subscription.when)} "
                f"to {len(table.to)} recipients. It goes only when it is approved ({rule}).",
                f"Review it: briefing review {brief.id}",
            ],
            [("mail", to) for to in table.reviewer],
        )

    def _trouble(self, subscription: Subscription, slot: str, kind: str, why: str) -> Pass:
        """Tell the operator, once for each slot and kind of trouble."""
        new = self._tell(f"{subscription.name}-{slot}-{kind}", f"{subscription.name} {slot}: {kind}", [why])
        line = f"{subscription.name}, {slot}: {why}"
        return Pass(trouble=(line,)) if new else Pass()

    def _tell(self, id: str, title: str, paragraphs: Sequence[str]) -> bool:
        table = self.settings.file.notices
        hook = [("webhook", table.webhook)] if table.webhook else []
        return self._notice(
            f"{_NOTICE}{id}", f"briefing: {title}", paragraphs, [*(("mail", to) for to in table.to), *hook]
        )

    def _notice(self, id: str, title: str, paragraphs: Sequence[str], to: Sequence[tuple[str, str]]) -> bool:
        """Queue a notice; False if it was told before. Without recipients it is still put on record."""
        now = self.clock()
        written = notice(title, paragraphs, About(), templates(self.settings))
        mailing = Mailing(id, "", None, title, written.text, written.html, now, now + NOTICE_AGE)
        return self.outbox.queue(
            mailing,
            [recipient(channel, each, id, self.settings) for channel, each in to],  # type: ignore[arg-type]
        )


_NOTICE = "notice-"


def generated(
    subscription: Subscription, collected: Collected, window: Window, settings: Settings, now: datetime,
    keep: bool = True,
) -> tuple[Outcome, Made]:  # fmt: skip
    """Return the brief on what was collected, in all its forms. Raises NothingFound.

    With *keep*, a model's replies are kept: a slot made again after a crash asks nothing twice.
    """
    if not collected.articles:
        raise NothingFound("No new article came in.")
    table = subscription.table
    request = Request(table.topic, engine=table.engine, keep=keep)
    with kept_replies(request, settings, now) as shelf:
        engine, why = choose_engine(request, settings, shelf)
        made = generate(
            collected.topic, collected.articles, engine, now=now, window=window, skipped=collected.skipped,
            words=table.words or settings.file.brief.words, budget=budget_of(settings.endpoint),
            second_look=settings.file.verify.ask,
        )  # fmt: skip
    texts = {a.id: a.text for a in made.corpus.articles}
    forms = forms_of(made.brief, texts, templates(settings))
    return Outcome(made.brief, texts, forms, made.missing, why, engine.calls), made


def _late(at: datetime, now: datetime, when: When) -> str:
    return f"Late: this brief was due on {local(at, when)} and was sent {told(now - at)} after that."


def _span(window: Window, when: When) -> str:
    since = f" from {local(window.since, when)}" if window.since else ""
    return f"{since} to {local(window.until, when)}" if window.until else since


def _said(error: Exception) -> str:
    return error.message if isinstance(error, BriefingError) else f"{type(error).__name__}: {error}"


def _is_trouble(sent: Sent) -> bool:
    return sent.phase in ("failed", "held", "expired")


def _trouble(sent: Sent) -> str:
    return f"{sent.delivery.mailing} to {sent.delivery.recipient}: {sent.phase}. {sent.note}"


def _first_later(tried: Sequence[Sent]) -> str:
    return next(sent.note for sent in tried if sent.phase == "queued")
