"""What one prompt cannot hold, in parts that stay as they are when other articles come in.

The parts are the leaves of a binary trie over the sha256 of each article: a leaf whose sentences are more
than the budget is split by the next bit. So they depend on the set of articles alone, not on their order
or their number, and an article that is added changes one leaf, by growth or by a split.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from briefing.evidence.corpus import Corpus, Seen
from briefing.evidence.search import FAMILY_SHARE
from briefing.model.passage import Sentence

BITS = 256


@dataclass(frozen=True, slots=True)
class Batch:
    """Sentences of some articles, in the corpus's order. `key` is the leaf's path, of 0 and 1."""

    key: str
    sentences: tuple[Sentence, ...]

    def numbers(self, places: Iterable[int]) -> tuple[int, ...]:
        """Return the corpus's numbers of the sentences at *places*, which count from 1 and may be
        anything.
        """
        known = [place for place in dict.fromkeys(places) if 1 <= place <= len(self.sentences)]
        return tuple(self.sentences[place - 1].number for place in known)


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of one article's sentences that fits a batch; most articles are one."""

    bits: str
    sentences: tuple[Sentence, ...]
    size: int


def readable(corpus: Corpus) -> tuple[Sentence, ...]:
    """Return the sentences that are worth a reading: all but those of copies, which only repeat."""
    return tuple(s for seen in corpus.seen if not corpus.is_copy(seen.article.id) for s in seen.sentences)


def size(sentences: Iterable[Sentence]) -> int:
    """Return how many characters the sentences take in a prompt, about."""
    return sum(len(sentence.text) + 1 for sentence in sentences)


def batches(corpus: Corpus, budget: int) -> tuple[Batch, ...]:
    """Return all readable sentences of *corpus* in batches of at most *budget* characters each.

    No batch but those that hold a new article, or held one that has gone, differs from the ones before.
    """
    parts = [
        part for seen in corpus.seen if not corpus.is_copy(seen.article.id) for part in _parts(seen, budget)
    ]
    return tuple(_leaves(parts, "", budget))


def spread(
    ranked: Sequence[Sequence[int]],
    always: Iterable[int],
    scores: Mapping[int, float],
    corpus: Corpus,
    budget: int,
) -> tuple[int, ...]:
    """Return the sentences to write from, in the corpus's order: those in *always*, then the best of each
    batch.

    *ranked* has each batch's choice, best first. They are taken in turn, all first ones before any second
    one, the better scored before the others, until *budget* characters are full; no family has more than
    40 % of what is chosen, or half where there are but two.
    """
    turns = sorted(
        ((place, -scores.get(n, 0.0), n) for batch in ranked for place, n in enumerate(batch)),
    )
    order = [*dict.fromkeys([*always, *(number for _, _, number in turns)])]
    share = max(FAMILY_SHARE, 1 / max(1, len(corpus.families)))
    chosen = _within(order, corpus, budget, share)
    return tuple(sorted(chosen))


def halved(numbers: Sequence[int], scores: Mapping[int, float], corpus: Corpus) -> tuple[int, ...]:
    """Return the better scored of the sentences, half as many characters of them, in the corpus's order."""
    room = size(map(corpus.numbered, numbers)) // 2
    kept: list[int] = []
    for number in sorted(numbers, key=lambda n: (-scores.get(n, 0.0), n)):
        taken = size([corpus.numbered(number)])
        if taken <= room:
            kept.append(number)
            room -= taken
    return tuple(sorted(kept))


def _parts(seen: Seen, budget: int) -> list[_Part]:
    """The article in runs of at most *budget* characters, each with bits of its own."""
    runs: list[list[Sentence]] = []
    room = 0
    for sentence in seen.sentences:
        taken = size([sentence])
        if taken > room:
            runs.append([])
            room = budget
        runs[-1].append(sentence)
        room -= taken
    # The id is a hash already, but a short one of hex digits; this one has all the bits a trie may ask for.
    return [
        _Part(_bits(f"{seen.article.id}:{place}"), tuple(run), size(run)) for place, run in enumerate(runs)
    ]


def _bits(name: str) -> str:
    return f"{int.from_bytes(sha256(name.encode()).digest(), 'big'):0{BITS}b}"


def _leaves(parts: Sequence[_Part], path: str, budget: int) -> list[Batch]:
    if not parts:
        return []
    if len(parts) == 1 or sum(part.size for part in parts) <= budget:
        return [Batch(path, tuple(sorted((s for p in parts for s in p.sentences), key=lambda s: s.number)))]
    return [
        leaf
        for bit in "01"
        for leaf in _leaves([p for p in parts if p.bits[len(path)] == bit], path + bit, budget)
    ]


def _within(order: Sequence[int], corpus: Corpus, budget: int, share: float) -> list[int]:
    """The first of *order* that fit, no family over its share of what is taken in the end."""
    chosen = list(order)
    budget = min(budget, size(map(corpus.numbered, order)))
    for _ in range(20):
        spent: Counter[str] = Counter()
        chosen = []
        for number in order:
            sentence = corpus.numbered(number)
            family, taken = corpus.family(sentence.article).id, size([sentence])
            if spent.total() + taken <= budget and spent[family] + taken <= max(share * budget, taken):
                chosen.append(number)
                spent[family] += taken
        if spent.total() >= 0.98 * budget or len(spent) == 1:
            break
        budget = spent.total()
    return chosen
