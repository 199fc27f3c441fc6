"""Whether a brief may go out: what a reviewer has to have said, by the rule of its subscription or topic."""

from dataclasses import dataclass
from datetime import datetime

from briefing.model.brief import Brief
from briefing.settings import Settings
from briefing.subscription import Review


@dataclass(frozen=True, slots=True)
class Gate:
    """Open, or shut for a reason told in a sentence."""

    open: bool
    why: str = ""


def may_go(brief: Brief, rule: Review, now: datetime) -> Gate:
    """Return whether *brief* may be sent at *now* under *rule*.

    Approvals cannot be recorded yet, so every rule but "off" keeps the gate shut: what nobody has approved
    is not sent. The review page's own answer belongs here.
    """
    if rule == "off":
        return Gate(True)
    return Gate(False, f"It waits for review ({rule}): nobody has approved {brief.id}.")


def rule_of(topic: str, own: Review | None, settings: Settings) -> Review:
    """Return the rule a subscription states, else its topic's, else none."""
    if own:
        return own
    table = next((t for k, t in settings.file.topics.items() if k.casefold() == topic.casefold()), None)
    rule: Review = getattr(table, "review", None) or "off"
    return rule
