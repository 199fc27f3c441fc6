"""Precision against recall of the verifier, as the threshold on support moves.

    python -m benchmarks.curve

Over the injected faults and the true sentences of the tests. A sentence with a fault has no support;
the others have
theirs, and one is printed if it reaches the threshold. Recall is the share of true sentences printed,
precision the
share of true ones among what is printed, as if true and false ones were proposed equally often.
"""

import sys

from briefing.evidence.claim import Claim, passages
from briefing.evidence.verify import CLOSE, PARAPHRASE, coverage, first_fault
from tests.faults.cases import Case
from tests.faults.faults import false_cases, true_cases
from tests.faults.table import cited

STEPS = [step / 20 for step in range(20)]


def main() -> int:
    true = [support(case) for case in true_cases()]
    false = [support(case) for case in false_cases()]
    print("threshold   recall   false printed   precision")
    for step in STEPS:
        recall = sum(s > 0 and s >= step for s in true) / len(true)
        let_by = sum(s > 0 and s >= step for s in false) / len(false)
        note = {CLOSE: "  close from here", PARAPHRASE: "  paraphrase from here"}.get(step, "")
        print(f"{step:9.2f} {recall:8.1%} {let_by:15.1%} {recall / ((recall + let_by) or 1):11.1%}{note}")
    return 0


def support(case: Case) -> float:
    """Return the support of a case's sentence by what it cites; 0 where a check finds a fault."""
    corpus, numbers = cited(case)
    claim = Claim.of(case.text)
    held = passages([corpus.quote(corpus.numbered(number)) for number in numbers], corpus)
    if not held or first_fault(claim, held):
        return 0.0
    return coverage(claim, held)[0]


if __name__ == "__main__":
    sys.exit(main())
