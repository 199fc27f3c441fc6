"""The verifier's judgement of a statement against a text of any length, as one number."""

from collections.abc import Sequence

from briefing.evidence.checks import CHECKS, figures_hold, names_hold
from briefing.evidence.claim import Claim, Passage, passages
from briefing.evidence.corpus import Corpus
from briefing.evidence.nearest import nearest
from briefing.evidence.verify import CLOSE, PARAPHRASE, coverage
from briefing.model.article import Article, digest
from briefing.model.passage import RejectReason
from briefing.text.sentences import sentences

CITED = 8  # sentences of the text that a statement is held against, the nearest ones

WEIGHT: dict[RejectReason, float] = {
    "joined_falsely": 1.0,
    "hedge_dropped": 1.0,
    "malformed": 1.0,
    "quotation_not_verbatim": 0.95,
    "attribution_dropped": 0.95,
    "speaker_differs": 0.9,
    "roles_differ": 0.9,
}
"""What is left of the support after a fault. A summary joins, drops and gives words to people far
more freely than a
brief may; a figure, a name or a denial that the text does not have is wrong anywhere and leaves a quarter."""


def support_by(statement: str, text: str) -> float:
    """Return how far *text* bears out *statement*, 0 to 1, as far as code can tell.

    A statement of several sentences is as good as its worst one. Without a grave fault it is 0.5 or
    more: whoever
    sums a text up uses words of their own. In a brief the same checks stand against the cited
    sentences alone.
    """
    corpus = Corpus.of([Article("given", "given", text, digest(text), digest(text), "given/1")])
    whole = passages([corpus.quote(sentence) for sentence in corpus.sentences], corpus)
    told = [span.of(statement) for span in sentences(statement)] or [statement]
    return min(_support(sentence, whole) for sentence in told) if whole else 0.0


def _support(sentence: str, whole: Sequence[Passage]) -> float:
    held = [whole[i] for i in nearest(sentence, [p.text for p in whole], CITED)] or list(whole[:CITED])
    claim = Claim.of(sentence)
    covered, _ = coverage(claim, held)
    support = CLOSE + (1 - CLOSE) * covered
    for check in CHECKS:
        fault = check(claim, held)
        if fault and not _elsewhere(check, claim, whole):
            support *= WEIGHT.get(fault.reason, 0.25)
    return max(0.0, support) if support >= CLOSE * 0.9 else min(support, PARAPHRASE)


def _elsewhere(check: object, claim: Claim, whole: Sequence[Passage]) -> bool:
    """Whether a figure or a name that the nearest sentences lack stands elsewhere in the text."""
    return check in (figures_hold, names_hold) and not (
        figures_hold(claim, whole) or names_hold(claim, whole)
    )
