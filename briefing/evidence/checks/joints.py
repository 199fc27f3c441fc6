"""How clauses are joined: no cause, order or contrast that no source has."""

import re
from collections.abc import Sequence

from briefing.evidence.checks.fault import Fault
from briefing.evidence.claim import Claim, Passage, share
from briefing.evidence.lists import JOINTS
from briefing.text.words import Word, content_words

NEAR = 6  # content words on either side of a joint that it joins
HALF = 0.5  # share of them that a quote must have


def joints_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """Each "because", "after" or "although" joins what a quote joins so; "and" and "while" join anything."""
    for kind, pattern in JOINTS:
        for joint in pattern.finditer(claim.text):
            left = content_words(claim.text[: joint.start()])[-NEAR:]
            right = content_words(claim.text[joint.end() :])[:NEAR]
            if (left or right) and not _joined(left, right, pattern, held):
                return Fault("joined_falsely", f"no quote joins it by '{joint[0].strip()}' ({kind})")
    return None


def _joined(
    left: Sequence[Word], right: Sequence[Word], pattern: re.Pattern[str], held: Sequence[Passage]
) -> bool:
    """Say whether a quote has both sides and the joint, or opens with the joint after a quote that
    has the left.
    """
    for passage in held:
        if not pattern.search(passage.text) or share(right, passage) < HALF:
            continue
        if not left or share(left, passage) >= HALF:
            return True
        if pattern.match(passage.text) and any(share(left, p) >= HALF for p in _before(passage, held)):
            return True
    return False


def _before(passage: Passage, held: Sequence[Passage]) -> list[Passage]:
    """The cited sentence right before *passage* in its article."""
    start = passage.quote.span.start
    return [p for p in held if p.quote.article == passage.quote.article and 0 <= start - p.quote.span.end < 4]
