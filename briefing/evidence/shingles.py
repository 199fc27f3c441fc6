"""Runs of words that two texts have in common: what shows a copy, a shuffled copy or an excerpt at once.

A text is a sequence of numbers, one for each content word; a shingle is the hash of a run of them. Hashes of
numbers, unlike those of strings, are the same in every run of the program.
"""

from collections.abc import Sequence

RUN = 4  # content words; about seven words of running text
ONE_IN = 4  # of the shingles, by their hash, are looked up; all are compared once two texts have met


def shingles(words: Sequence[int]) -> frozenset[int]:
    """Return the shingles of *words*: none for a text shorter than a run.

    >>> len(shingles([1, 2, 3, 4, 5])), len(shingles([1, 2, 3]))
    (2, 0)
    """
    return frozenset(map(hash, zip(*(words[k:] for k in range(RUN)), strict=False)))


def fingerprints(words: Sequence[int]) -> list[int]:
    """Return the shingles by which a text is looked up, in order of value: about one in four, the same in
    every text.
    """
    return sorted(one for one in shingles(words) if (one >> 7) % ONE_IN == 0)


def containment(a: frozenset[int], b: frozenset[int]) -> float:
    """Return the share of the smaller set that is in the other: 0 to 1.

    >>> containment(frozenset((1, 2)), frozenset((2, 3, 4)))
    0.5
    """
    return len(a & b) / (min(len(a), len(b)) or 1)
