"""What each article tells, as numbers: the terms of its sentences, how rare they are, and who else has them.

Stock sentences - navigation, background paragraphs that an outlet puts under report after report - are found
by their recurrence and left out, so that they join nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise
from math import log

from briefing.evidence.align import Vector
from briefing.evidence.shingles import fingerprints
from briefing.text.words import STOP_WORDS, concept, content_words, fold

RECURS = 3  # articles that have a sentence word for word before it may be stock
LITTLE = 0.2  # of the shorter of two articles: if no more is left without what they share, one is a copy
ALIKE = 0.3  # of the terms left, from which it is told of the same thing: of two unrelated reports, under 0.2
ASKED = 32  # pairs of articles asked whether a recurring sentence is all that they share

RAREST = 64  # terms of an article by which others like it are looked up
COMMON = 100  # articles that have a term, or a shingle, from which it finds nobody
NEAREST = 12  # articles looked at closely for each
MET = 0.1  # share of rarity in common from which two articles are looked at closely

Words = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One article: of each sentence its terms in order, and of the article its different terms."""

    sentences: tuple[Words, ...]
    terms: frozenset[int]

    def without(self, stock: frozenset[Words]) -> list[Words]:
        """Its sentences; those in *stock* are empty."""
        return [() if s in stock else s for s in self.sentences]


@dataclass
class Tellings:
    """The tellings of a corpus, in its order, with all that is looked up by term and by shingle.

    It grows by `add`; rarity is then that of the corpus as it stands.
    """

    held: list[Telling] = field(default_factory=list)
    stock: frozenset[Words] = frozenset()
    _numbers: dict[str, int] = field(default_factory=dict)
    _in_sentences: Counter[int] = field(default_factory=Counter)
    _sentences: int = 0
    _rarity: list[float] = field(default_factory=list)
    _mass: list[float] = field(default_factory=list)
    _with_term: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _with_shingle: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, articles: Iterable[Sequence[str]]) -> "Tellings":
        """Return the tellings of *articles*, each given as its sentences."""
        made = cls()
        for sentences in articles:
            made.held.append(made._read(sentences))
        made.stock = _stock(made.held)
        made._weigh(range(len(made._numbers)))
        for place in range(len(made.held)):
            made._file(place)
        return made

    def add(self, sentences: Sequence[str]) -> int:
        """Take one more article in and return its place.

        What is stock stays what it was, and so does the rarity of the terms that the article has not.
        """
        self.held.append(self._read(sentences))
        self._weigh(sorted(self.held[-1].terms))
        self._file(len(self.held) - 1)
        return len(self.held) - 1

    def sentences(self, place: int) -> list[Words]:
        """The terms of each sentence of an article, in order; a stock sentence is empty."""
        return self.held[place].without(self.stock)

    def vectors(self, sentences: Sequence[Words]) -> list[Vector]:
        """Each sentence as its terms' idf over all sentences here."""
        return [{term: self._rarity[term] for term in sentence} for sentence in sentences]

    def near(self, place: int) -> list[int]:
        """Return the articles that may be of one origin with that at *place*, in the corpus's order.

        By word runs in common, and by rare terms in common where the words were changed.
        """
        found = {*self._by_shingle(place), *self._by_term(place)}
        return sorted(found - {place})

    def _read(self, sentences: Sequence[str]) -> Telling:
        numbered = (tuple(self._number(t) for t in _terms(text)) for text in sentences)
        read = _once(numbered)
        for sentence in read:
            self._in_sentences.update(set(sentence))
        self._sentences += len(read)
        return Telling(read, frozenset(t for sentence in read for t in sentence))

    def _number(self, term: str) -> int:
        return self._numbers.setdefault(term, len(self._numbers))

    def _file(self, place: int) -> None:
        self._mass.append(self._sum(self.held[place].terms))
        told = self.held[place].without(self.stock)
        for term in sorted({t for sentence in told for t in sentence}):
            self._with_term[term].append(place)
        for one in fingerprints(run_on(told)):
            self._with_shingle[one].append(place)

    def _weigh(self, terms: Iterable[int]) -> None:
        self._rarity += [0.0] * (len(self._numbers) - len(self._rarity))
        for term in terms:
            self._rarity[term] = log(1 + self._sentences / self._in_sentences[term])

    def _sum(self, terms: Iterable[int]) -> float:
        return sum(map(self._rarity.__getitem__, terms))

    def _by_shingle(self, place: int) -> list[int]:
        met: Counter[int] = Counter()
        for one in fingerprints(run_on(self.sentences(place))):
            met.update(_some(self._with_shingle[one], place))
        return _most(met, place, least=2)

    def _by_term(self, place: int) -> list[int]:
        """Those with whom most of the rarity is shared; the alignment of the others would be lost labour."""
        own = self.held[place].terms
        having = sorted((len(self._with_term.get(t, ())), t) for t in own)
        met: dict[int, float] = defaultdict(float)
        for count, term in [h for h in having if 1 < h[0] <= COMMON][:RAREST]:
            weight = log(len(self.held) / count) + 0.5
            for other in self._with_term[term]:
                met[other] += weight
        return [other for other in _most(met, place, least=0) if self._meet(place, other)]

    def _meet(self, a: int, b: int) -> bool:
        one, other = self.held[a].terms, self.held[b].terms
        return self._sum(one & other) >= MET * min(self._mass[a], self._mass[b])


def run_on(sentences: Iterable[Words]) -> Words:
    """Return the terms of *sentences* as one run."""
    return tuple(term for sentence in sentences for term in sentence)


def _most(met: Counter[int] | dict[int, float], place: int, least: float) -> list[int]:
    others = ((weight, -other) for other, weight in met.items() if other != place and weight >= least)
    return [-other for _, other in nlargest(NEAREST, others)]


def _some(places: Sequence[int], place: int) -> Sequence[int]:
    """All *places*, or the neighbours of *place* among too many: a hundred copies need not all be compared
    with all.
    """
    if len(places) <= COMMON:
        return places
    at = places.index(place)
    return places[max(0, at - 2) : at + 3]


def _stock(held: Sequence[Telling]) -> frozenset[Words]:
    """The sentences that recur in articles which share nothing else.

    What ten copies of one report do not share word for word is little, or tells the same; what ten reports
    over one background paragraph do not share is ten different things, be it only a line or two.
    """
    where: dict[Words, list[int]] = defaultdict(list)
    for place, telling in enumerate(held):
        for sentence in dict.fromkeys(telling.sentences):
            if sentence:
                where[sentence].append(place)
    recurring = {sentence: places for sentence, places in where.items() if len(places) >= RECURS}
    whole = [frozenset(telling.sentences) for telling in held] if recurring else []

    @lru_cache(maxsize=100_000)
    def are_copies(i: int, j: int) -> bool:
        both = whole[i] & whole[j]
        one, other = (run_on(whole[place] - both) for place in (i, j))
        if min(len(one), len(other)) < LITTLE * min(len(run_on(whole[i])), len(run_on(whole[j]))):
            return True
        few, many = sorted((frozenset(one), frozenset(other)), key=len)
        return len(few & many) >= ALIKE * len(few)

    def is_stock(places: Sequence[int]) -> bool:
        asked = list(pairwise(places))[:ASKED]
        return 2 * sum(are_copies(i, j) for i, j in asked) < len(asked)

    return frozenset(sentence for sentence, places in recurring.items() if is_stock(places))


def _once(sentences: Iterable[Words]) -> tuple[Words, ...]:
    """The sentences, empty where they repeat an earlier one: said again is not said twice."""
    seen: dict[Words, int] = {}
    return tuple(s if seen.setdefault(s, at) == at else () for at, s in enumerate(sentences))


def _terms(text: str) -> list[str]:
    """Stems, and groups of synonyms by one name: a rewrite has other words for the same things."""
    parts = (part for word in content_words(text) for part in fold(word.text).split("-"))
    return [concept(part) for part in parts if part not in _STOPS]


_STOPS = frozenset(STOP_WORDS)  # asked, never iterated
