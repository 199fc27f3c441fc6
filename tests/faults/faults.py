"""True and false sentences about invented news, for judging a verifier that its author did not write for.

`python -m tests.faults.faults` prints how many there are of each kind.
"""

from collections import Counter

from tests.faults.cases import Case, cases, passages
from tests.faults.mutations import mutated

__all__ = ["Case", "false_cases", "passages", "true_cases", "written_cases"]


def true_cases() -> tuple[Case, ...]:
    """Return the honest sentences; `kind` is `close` or `paraphrase`."""
    return cases("true.jsonl", "how")


def false_cases() -> tuple[Case, ...]:
    """Return the false sentences: first those written by hand, then the true ones with one thing changed."""
    return written_cases() + mutated(true_cases())


def written_cases() -> tuple[Case, ...]:
    """Return the false sentences written by hand; `kind` is the fault's."""
    return cases("false.jsonl", "kind")


def main() -> None:
    """Print a table of the kinds: how many written by hand, how many made of true ones."""
    print("true", dict(Counter(case.kind for case in true_cases())))
    written = Counter(case.kind for case in written_cases())
    made = Counter(case.kind for case in mutated(true_cases()))
    for kind in sorted(written | made):
        print(f"{kind:18} written {written[kind]:3}  made {made[kind]:3}")


if __name__ == "__main__":
    main()
