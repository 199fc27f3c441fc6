"""The verifier against the injected faults, kind by kind.

python -m tests.faults.table
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import judge
from briefing.model.brief import CheckedSentence, Proposal
from tests.builders import article
from tests.faults.cases import Case
from tests.faults.faults import false_cases, passages, true_cases


class Row(NamedTuple):
    """A kind of case; percentages, rounded down.

    For faults: dropped, and not called close. For true sentences: kept, and called close.
    """

    kind: str
    cases: int
    first: int
    second: int


def measured() -> list[Row]:
    """Return a row for each kind of fault, then for the two kinds of true sentences."""
    return [
        *_rows(false_cases(), "", lambda n: (n["dropped"], n["dropped"] + n["paraphrase"])),
        *_rows(true_cases(), "true, ", lambda n: (n.total() - n["dropped"], n["close"] + n["verbatim"])),
    ]


def _rows(cases: Iterable[Case], before: str, count) -> list[Row]:  # type: ignore[no-untyped-def]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        kinds[case.kind][_outcome(case)] += 1
    return [
        Row(before + kind, grades.total(), *(100 * n // grades.total() for n in count(grades)))
        for kind, grades in sorted(kinds.items())
    ]


def _outcome(case: Case) -> str:
    corpus, numbers = cited(case)
    outcome = judge(Proposal(case.text, numbers), corpus)
    return outcome.grade if isinstance(outcome, CheckedSentence) else "dropped"


def cited(case: Case) -> tuple[Corpus, tuple[int, ...]]:
    """Return the corpus of a case's passages, and the numbers of the sentences it cites."""
    corpus, numbers = _corpus(tuple(sorted({id for id, _ in case.cites})))
    return corpus, tuple(dict.fromkeys(n for cite in case.cites for n in numbers[cite]))


@cache
def _corpus(ids: tuple[str, ...]) -> tuple[Corpus, dict[tuple[str, int], list[int]]]:
    """A corpus of those passages, an article each, and the numbers of each of their sentences."""
    told = passages()
    corpus = Corpus.of(article(" ".join(told[id]), id) for id in ids)
    numbers = {}
    for id in ids:
        seen = next(s for s in corpus.seen if s.article.source == id)
        at = 0
        for place, sentence in enumerate(told[id]):
            start = seen.article.text.index(sentence, at)
            at = start + len(sentence)
            numbers[id, place] = [
                s.number for s in seen.sentences if s.span.start < at and s.span.end > start
            ]
    return corpus, numbers


def main() -> None:
    for row in measured():
        names = ("kept", "close") if row.kind.startswith("true") else ("dropped", "not close")
        print(f"{row.kind:24} {row.cases:5}   {names[0]} {row.first:3} %   {names[1]} {row.second:3} %")


if __name__ == "__main__":
    main()
