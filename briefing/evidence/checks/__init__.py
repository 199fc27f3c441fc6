"""The checks a proposed sentence must pass, in their order. Each returns the first fault it finds, or None.

Presence is not enough: "12,000 Ukrainian soldiers" holds every word of two sentences neither of which
says it.
So a figure is bound to its unit, bound and what is counted, a negation to the words it turns round, a
quotation
to an original, a speaker to what was said, and two clauses to a joint that a source has.
"""

from collections.abc import Callable, Sequence

from briefing.evidence.checks.fault import Fault
from briefing.evidence.checks.form import agreement, form, language, letters
from briefing.evidence.checks.joints import joints_hold
from briefing.evidence.checks.naming import names_hold, quotations_hold
from briefing.evidence.checks.polarity import hedges_hold, negations_hold, opposites_hold
from briefing.evidence.checks.roles import roles_hold
from briefing.evidence.checks.speaking import attribution_kept, speakers_hold
from briefing.evidence.checks.values import figures_hold, times_hold
from briefing.evidence.claim import Claim, Passage

Check = Callable[[Claim, Sequence[Passage]], Fault | None]

CHECKS: tuple[Check, ...] = (
    letters,
    language,
    form,
    agreement,
    figures_hold,
    times_hold,
    names_hold,
    quotations_hold,
    negations_hold,
    opposites_hold,
    hedges_hold,
    speakers_hold,
    attribution_kept,
    roles_hold,
    joints_hold,
)
"""In the order in which they are made; the first fault is the one that is told."""

__all__ = ["CHECKS", "Check", "Fault", "agreement", "figures_hold", "names_hold", "quotations_hold"]
