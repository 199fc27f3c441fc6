"""Whether a brief may go out, by the rule of its subscription or topic, and in what state it goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.evidence.corpus import Corpus
from briefing.evidence.reviewed import reviewed
from briefing.model.brief import Brief
from briefing.model.canon import canonical_hash
from briefing.model.decision import Decision
from briefing.review import Allowed, gate
from briefing.settings import Settings
from briefing.store import Store
from briefing.store.decisions import Decisions
from briefing.subscription import Review


@dataclass(frozen=True, slots=True)
class Gate:
    """Open, or shut for a reason told in a sentence."""

    open: bool
    why: str = ""


def may_go(brief: Brief, rule: Review, now: datetime, settings: Settings, store: Store | None = None) -> Gate:
    """Return whether *brief* may be sent at *now* under *rule*; without *store* nobody has decided yet."""
    valid = timedelta(hours=settings.file.review.valid_hours)
    answer = gate(brief, _decisions(brief, store), rule, now, valid)
    if isinstance(answer, Allowed):
        return Gate(True)
    return Gate(False, f"It waits for review ({rule}). {answer.reason}")


def waits_for_review(brief: Brief, topic: str, settings: Settings, now: datetime) -> str:
    """Return, in a sentence, that a brief just made does not go out before somebody has approved it."""
    rule = rule_of(topic, None, settings)
    if may_go(brief, rule, now, settings).open:
        return ""
    return f"It goes out only when it is approved ({rule}): briefing review {brief.id}"


def as_left(brief: Brief, store: Store) -> tuple[Brief, Mapping[str, str]]:
    """Return *brief* as its reviewers left it, itself where nobody decided anything, and its texts by id."""
    articles = store.articles_by_id([article.id for article in brief.articles])
    rows = _decisions(brief, store)
    left = reviewed(brief, rows, Corpus.of(articles)) if rows else brief
    return left, {article.id: article.text for article in articles}


def rule_of(topic: str, own: Review | None, settings: Settings) -> Review:
    """Return the rule a subscription states, else its topic's, else none."""
    if own:
        return own
    table = next((t for k, t in settings.file.topics.items() if k.casefold() == topic.casefold()), None)
    return table.review if table else "off"


def _decisions(brief: Brief, store: Store | None) -> tuple[Decision, ...]:
    return Decisions(store).of(canonical_hash(brief)) if store else ()
