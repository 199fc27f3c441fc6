"""How many sentences a second the verifier judges, beside reading the same sentences as articles.

    python -m benchmarks.verifying [SENTENCES]

Judges true and false sentences of the tests over their passages, 1,000 unless told, on one core.
Taking the same
sentences apart without judging them runs beside, so that the ratio says what the checks themselves cost.
"""

import resource
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice

from briefing.evidence.claim import Claim
from briefing.evidence.verify import judge
from briefing.model.brief import Proposal
from tests.faults.faults import false_cases, true_cases
from tests.faults.table import cited


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    cases = list(islice(cycle([*true_cases(), *false_cases()]), count))
    asked = [cited(case) for case in cases]
    pairs = list(zip(cases, asked, strict=True))
    judge(Proposal(cases[0].text, asked[0][1]), asked[0][0])  # the lexicon is read here
    apart = seconds(lambda: [Claim.of(case.text) for case in cases])
    judged = seconds(lambda: [judge(Proposal(case.text, numbers), held) for case, (held, numbers) in pairs])
    print(f"taking apart {count} sentences {apart:6.2f} s")
    print(f"judging      {count} sentences {judged:6.2f} s   ratio {judged / apart:.1f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
