"""The verifier's judgement of one sentence, told check by check."""

from collections.abc import Sequence

from briefing.evidence.checks import CHECKS
from briefing.evidence.claim import Claim, passages
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import coverage
from briefing.model.brief import CheckedSentence, Rejected
from briefing.text.show import one_line


def by_hand(
    sentence: str, numbers: Sequence[int], outcome: CheckedSentence | Rejected, corpus: Corpus
) -> str:
    """Return a report: what is cited, each check's word, how much is covered, and the outcome."""
    text = one_line(sentence)
    cited = [s for s in map(corpus.sentence, numbers) if s]
    claim, held = Claim.of(text), passages([corpus.quote(s) for s in cited], corpus)
    lines = [f"Sentence   {text}", *(f"Rests on   [{s.number}] {one_line(s.text)}" for s in cited), ""]
    for check in CHECKS:
        fault = check(claim, held)
        name = check.__name__.replace("_", " ")
        lines.append(f"{name:20} {'holds' if fault is None else f'{fault.reason}: {fault.detail}'}")
    support, uncovered = coverage(claim, held)
    words = ", ".join(span.of(text) for span in uncovered)
    lines += ["", f"Support    {support:.2f}{f', not covered: {words}' if words else ''}"]
    if isinstance(outcome, CheckedSentence):
        return "\n".join((*lines, f"Outcome    kept, {outcome.grade}"))
    return "\n".join((*lines, f"Outcome    dropped, {outcome.reason}: {outcome.detail}"))
