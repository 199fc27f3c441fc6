"""How long grouping takes as a corpus grows, and which copies it finds.

    python -m benchmarks.grouping [ARTICLES]

Makes that many articles of 500 words, 20,000 unless told, with words as frequent as in news, every tenth a
copy of an earlier one, and groups them on one core. Where datasketch or rensa can be imported, the same
texts go through their MinHash index (128 permutations, threshold 0.5, word 3-grams) beside it. An excerpt is
40 % of an article inside another; it is found when the two are told to share material.
"""

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from briefing.evidence.copies import Index, group
from briefing.evidence.origin import Text
from briefing.model.article import Article
from briefing.model.passage import Sentence
from briefing.text.span import Span

KINDS = ("exact", "light", "quarter", "shuffled", "excerpt", "truncated")
CHANGED = {"light": 0.05, "quarter": 0.25}
SENTENCE, LENGTH, TOPIC = 20, 25, 200  # words, sentences, words that are an event's own

Told = list[list[str]]
Planted = dict[tuple[int, int], str]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    told, planted = made(count, random.Random(7))
    texts = [text(number, sentences) for number, sentences in enumerate(told)]
    before = peak()
    began = time.process_time()
    grouped = group(texts)
    took = time.process_time() - began
    print(f"briefing     {count} articles {took:7.1f} s, peak memory {peak()} MB, {before} before grouping")
    families = {(a, b) for f in grouped.families for a in f.articles for b in f.articles if a < b}
    shared = {(min(s.articles), max(s.articles)) for s in grouped.shares_material}
    told_of(families | shared, families, planted)
    one_more(texts)
    for rival in (with_datasketch, with_rensa):
        rival(told, planted)
    return 0


def made(count: int, rng: random.Random) -> tuple[Told, Planted]:
    """Return articles as lists of sentences, and which pairs are planted, with their kind."""
    words = [f"{a}{b}{c}" for a in _ONSETS for b in _MIDDLES for c in _ENDS]
    rng.shuffle(words)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    told: Told = []
    planted: Planted = {}
    for number in range(count):
        own = rng.sample(words, TOPIC)
        fresh = [" ".join(_sentence(own, words, weights, rng)).capitalize() + "." for _ in range(LENGTH)]
        if number % 10 or number < 10:
            told.append(fresh)
            continue
        kind, origin = KINDS[number // 10 % len(KINDS)], _whole(rng.randrange(number))
        planted[origin, number] = kind
        told.append(_copy(told[origin], fresh, kind, rng, words))
    return told, planted


def _whole(number: int) -> int:
    """That article, or the one before where that is mostly an excerpt of a third."""
    return (
        number - 1
        if number and number % 10 == 0 and KINDS[number // 10 % len(KINDS)] == "excerpt"
        else number
    )


def _sentence(own: list[str], words: list[str], weights: list[float], rng: random.Random) -> list[str]:
    return rng.choices(own, k=SENTENCE // 4) + rng.choices(words, cum_weights=weights, k=SENTENCE * 3 // 4)


def _copy(told: list[str], fresh: list[str], kind: str, rng: random.Random, words: list[str]) -> list[str]:
    if kind == "shuffled":
        return rng.sample(told, len(told))
    if kind == "truncated":
        return told[: len(told) // 2]
    if kind == "excerpt":
        part = told[3 : 3 + max(1, 2 * len(told) // 5)]
        return fresh[:5] + part + fresh[5 : len(fresh) - len(part)]
    changed = CHANGED.get(kind, 0.0)
    return [" ".join(rng.choice(words) if rng.random() < changed else w for w in s.split()) for s in told]


def text(number: int, sentences: list[str]) -> Text:
    """The sentences as an article, one to a line."""
    id, whole, found, at = f"{number:06}", "\n".join(sentences), [], 0
    for place, sentence in enumerate(sentences):
        found.append(Sentence(place + 1, id, Span(at, at + len(sentence)), sentence))
        at += len(sentence) + 1
    return Article(id, id, whole, id, id, "made/1"), found


def told_of(found: set[tuple[str, str]], families: set[tuple[str, str]], planted: Planted) -> None:
    """Print how many of each kind were found, and how many pairs nobody planted were put in one family."""
    names = {(f"{a:06}", f"{b:06}"): kind for (a, b), kind in planted.items()}
    every, hit = Counter(names.values()), Counter(kind for pair, kind in names.items() if pair in found)
    print("            ", ", ".join(f"{kind} {hit[kind]}/{every[kind]}" for kind in KINDS if every[kind]))
    roots: dict[str, str] = {}
    for (a, b), kind in names.items():
        if kind != "excerpt":
            roots[b] = roots.get(a, a)
    false = sum(roots.get(a, a) != roots.get(b, b) for a, b in families)
    print(f"             false pairs {false}")


def one_more(texts: list[Text]) -> None:
    """Print how long it takes to add one article to all the others."""
    index = Index.of(texts[:-100])
    took = []
    for each in texts[-100:]:
        began = time.process_time()
        index.add(each)
        took.append(time.process_time() - began)
    print(f"one more     {1000 * sum(took) / len(took):7.1f} ms, the longest {1000 * max(took):.1f} ms")


def with_datasketch(told: Told, planted: Planted) -> None:
    try:
        from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return
    began = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    found = set()
    for number, sentences in enumerate(told):
        one = MinHash(num_perm=128)
        one.update_batch([run.encode() for run in _runs(sentences)])
        found |= {(other, f"{number:06}") for other in index.query(one)}
        index.insert(f"{number:06}", one)
    print(f"datasketch   {len(told)} articles {time.process_time() - began:7.1f} s, peak memory {peak()} MB")
    told_of(found, found, planted)


def with_rensa(told: Told, planted: Planted) -> None:
    try:
        from rensa import RMinHash, RMinHashLSH  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return
    began = time.process_time()
    index = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32)
    found = set()
    for number, sentences in enumerate(told):
        one = RMinHash(num_perm=128, seed=1)
        one.update(list(_runs(sentences)))
        found |= {(f"{other:06}", f"{number:06}") for other in index.query(one)}
        index.insert(number, one)
    print(f"rensa        {len(told)} articles {time.process_time() - began:7.1f} s, peak memory {peak()} MB")
    told_of(found, found, planted)


def _runs(sentences: list[str]) -> Iterator[str]:
    words = " ".join(sentences).split()
    return (" ".join(words[at : at + 3]) for at in range(len(words) - 2))


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


_ONSETS = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
_MIDDLES = [a + b for a in "bdklmnrst" for b in "aeio"]
_ENDS = ["n", "r", "st", "m", "lt", "x", "p", "nd", "rk", "ck"]

if __name__ == "__main__":
    sys.exit(main())
