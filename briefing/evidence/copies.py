"""Which articles are not independent: copies, truncations and rewrites of one report are one family.

Two articles are of one origin when the sentences of the shorter one find their like in the longer one, in the
same order. Whole-text measures fail here: a paraphrase shares few word runs with its original, and any two
reports of one event share its names (measured on reports of one topic: ordered alignment 0.83 against 0.03
for the next pair; word 3-grams 0.05 against 0.01).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log, sqrt

from briefing.model.article import Article
from briefing.model.passage import AlteredQuotation, Family, Sentence
from briefing.text.quotes import quotations
from briefing.text.span import Span
from briefing.text.words import fold, terms, words

LIKE = 0.35  # cosine from which two sentences count as one sentence told twice
SAME_ORIGIN = 0.5  # share of the shorter article, by idf mass, in order

SAME_QUOTATION = 0.4  # share of words in common and in order from which two quotations are one

Text = tuple[Article, Sequence[Sentence]]
Texts = Sequence[Text]
Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences, one in each article, that tell the same: by their places in the articles' sentences."""

    left: int
    right: int
    cosine: float


def families(texts: Texts) -> tuple[Family, ...]:
    """Return the families of *texts*, each with its likeliest original first; most are of one article."""
    vectors = _vectors([sentences for _, sentences in texts])
    leader = list(range(len(texts)))
    for i, j in _candidates(vectors):
        if align(vectors[i], vectors[j])[1] >= SAME_ORIGIN:
            leader = [leader[i] if at == leader[j] else at for at in leader]
    groups: dict[int, list[int]] = defaultdict(list)
    for place, at in enumerate(leader):
        groups[at].append(place)
    return tuple(_family(texts, group) for group in groups.values())


def align(left: Sequence[Vector], right: Sequence[Vector]) -> tuple[tuple[Pair, ...], float]:
    """Return the heaviest chain of like sentences in both articles' order, and the share of the shorter it
    covers.
    """
    best = _best_matches(left, right)
    chain = _heaviest_chain(best, [sum(v.values()) for v in left])
    shorter = min(_mass(left), _mass(right))
    covered = min(
        sum(sum(left[p.left].values()) for p in chain), sum(sum(right[p.right].values()) for p in chain)
    )
    return chain, (covered / shorter if shorter else 0.0)


def _vectors(articles: Sequence[Sequence[Sentence]]) -> list[list[Vector]]:
    """Each sentence as its terms' idf over all sentences here."""
    bags = [[Counter(terms(sentence.text)) for sentence in sentences] for sentences in articles]
    documents = Counter(term for bag_list in bags for bag in bag_list for term in bag)
    total = sum(map(len, bags))
    idf = {term: log(1 + total / count) for term, count in documents.items()}
    return [[{term: idf[term] for term in bag} for bag in bag_list] for bag_list in bags]


def _candidates(vectors: Sequence[Sequence[Vector]]) -> list[tuple[int, int]]:
    return [
        (i, j) for i in range(len(vectors)) for j in range(i + 1, len(vectors)) if vectors[i] and vectors[j]
    ]


def _best_matches(left: Sequence[Vector], right: Sequence[Vector]) -> list[Pair]:
    """Every pair of sentences alike enough, found through the terms they share."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, vector in enumerate(right):
        for term in vector:
            places[term].append(j)
    lengths = [_length(v) for v in right]
    found = []
    for i, vector in enumerate(left):
        dots: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for j in places.get(term, ()):
                dots[j] += weight * weight
        own = _length(vector)
        cosines = {j: dot / (own * lengths[j]) for j, dot in dots.items() if own and lengths[j]}
        found += [Pair(i, j, cosine) for j, cosine in sorted(cosines.items()) if cosine >= LIKE]
    return found


def _heaviest_chain(pairs: Sequence[Pair], mass: Sequence[float]) -> tuple[Pair, ...]:
    """The order-preserving chain with the most mass: each sentence once, both sides rising.

    A Fenwick-like sweep by the left place; within one left sentence the right ones go downwards, so that it
    is
    used once.
    """
    ordered = sorted(pairs, key=lambda p: (p.left, -p.right))
    rights = sorted({p.right for p in ordered})
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(rights) + 1)
    came_from: list[int] = []
    for index, pair in enumerate(ordered):
        place = bisect_left(rights, pair.right)
        before = max(best[: place + 1], key=lambda b: b[0])
        came_from.append(before[1])
        weight = before[0] + mass[pair.left] * pair.cosine
        if weight > best[place + 1][0]:
            best[place + 1] = (weight, index)
    at = max(best, key=lambda b: b[0])[1]
    chain = []
    while at >= 0:
        chain.append(ordered[at])
        at = came_from[at]
    return tuple(reversed(chain))


def _family(texts: Texts, group: Sequence[int]) -> Family:
    ranked = sorted(group, key=lambda place: _originality(texts[place]))
    first = texts[ranked[0]][0]
    if len(group) == 1:
        return Family(f"F-{first.id[:8]}", (first.id,), "on its own")
    altered = [found for place in ranked[1:] for found in _altered(texts[ranked[0]], texts[place])]
    basis = (
        f"{len(group)} articles tell the same sentences in the same order; likeliest original: {first.name}"
    )
    return Family(f"F-{first.id[:8]}", tuple(texts[place][0].id for place in ranked), basis, tuple(altered))


def _originality(text: Text) -> tuple[object, ...]:
    """Sort key, likeliest original first: the earliest, then who names outlet, author or address, then who
    quotes most.

    A rewrite turns quotations into reported speech more often than the other way. Length says nothing: the
    original is often the one that was cut off.
    """
    article, _ = text
    named = sum(1 for field in (article.publisher, article.authors, article.url) if field)
    published = article.published.timestamp() if article.published else float("inf")
    quoted = sum(len(said.split()) for _, said in _quoted(text))
    return (published, -named, -quoted, article.source, article.id)


def _altered(original: Text, copy: Text) -> list[AlteredQuotation]:
    """The copy's quotations whose words differ from the original's although they are plainly the same
    quotation.
    """
    said = _quoted(original)
    found = []
    for span, here in _quoted(copy):
        if not said or any(_folded(here) == _folded(other) for _, other in said):
            continue
        place, nearest = max(said, key=lambda q: _likeness(here, q[1]))
        if _likeness(here, nearest) >= SAME_QUOTATION:
            found.append(AlteredQuotation(original[0].id, place, nearest, copy[0].id, span, here))
    return found


def _quoted(text: Text) -> list[tuple[Span, str]]:
    """The quotations of an article's citable sentences: three words and more, less is no quotation."""
    article, sentences = text
    citable = [s.span for s in sentences]
    return [
        (q.inner, q.inner.of(article.text))
        for q in quotations(article.text)
        if len(q.inner.of(article.text).split()) >= 3 and any(q.span.meets(span) for span in citable)
    ]


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, _folded(a), _folded(b), autojunk=False).ratio()


def _folded(text: str) -> list[str]:
    return [fold(word.text) for word in words(text)]


def _length(vector: Vector) -> float:
    return sqrt(sum(weight * weight for weight in vector.values()))


def _mass(vectors: Sequence[Vector]) -> float:
    return sum(sum(v.values()) for v in vectors)
