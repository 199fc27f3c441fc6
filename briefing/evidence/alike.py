"""When two folded words are one name: by its adjective, or as two outlets spell it."""

import re
from functools import lru_cache

SHORTEST = 4  # letters that must agree


def names_alike(one: str, other: str) -> bool:
    """Say whether two folded words are one name, its adjective, or its other transliteration.

    >>> names_alike("ukraine", "ukrainians"), names_alike("austria", "australia")
    (True, False)
    >>> names_alike("lipovets", "lypovets"), names_alike("mikhail", "mykhailo")
    (True, True)
    """
    return one == other or _begins_alike(one, other) or _begins_alike(spelt(one), spelt(other))


def _begins_alike(one: str, other: str) -> bool:
    if one[:SHORTEST] != other[:SHORTEST]:
        return False
    short = min(len(one), len(other))
    needed = max(SHORTEST, short - 1)
    return short >= SHORTEST and one[:needed] == other[:needed]


@lru_cache(maxsize=20_000)
def spelt(word: str) -> str:
    """Return *word* as if all outlets wrote foreign names alike: one letter for each sound they vary."""
    for written, sound in _SOUNDS:
        word = written.sub(sound, word)
    return word


_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        (r"['’`-]", ""), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("sch|sh|ch|zh", "s"),
        ("q", "k"), ("w", "v"), ("x", "ks"), ("y|j", "i"), ("ou|oo", "u"), ("ee", "i"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
