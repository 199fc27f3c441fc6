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

Texts = Sequence[tuple[Article, Sequence[Sentence]]]
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
    aligned: dict[tuple[int, int], tuple[Pair, ...]] = {}
    for i, j in _candidates(vectors):
        pairs, share = align(vectors[i], vectors[j])
        if share >= SAME_ORIGIN:
            aligned[i, j] = pairs
            leader = [leader[i] if at == leader[j] else at for at in leader]
    groups: dict[int, list[int]] = defaultdict(list)
    for place, at in enumerate(leader):
        groups[at].append(place)
    return tuple(_family(texts, group, aligned) for group in groups.values())


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


def _family(texts: Texts, group: Sequence[int], aligned: dict[tuple[int, int], tuple[Pair, ...]]) -> Family:
    ranked = sorted(group, key=lambda place: _originality(texts[place][0], texts[place][1]))
    first = texts[ranked[0]][0]
    if len(group) == 1:
        return Family(f"F-{first.id[:8]}", (first.id,), "on its own")
    altered = []
    for place in ranked[1:]:
        low, high = sorted((ranked[0], place))
        for pair in aligned.get((low, high), ()):
            mine, theirs = (pair.left, pair.right) if ranked[0] == low else (pair.right, pair.left)
            altered += _altered(texts[ranked[0]], mine, texts[place], theirs)
    basis = (
        f"{len(group)} articles tell the same sentences in the same order; likeliest original: {first.name}"
    )
    return Family(f"F-{first.id[:8]}", tuple(texts[place][0].id for place in ranked), basis, tuple(altered))


def _originality(article: Article, sentences: Sequence[Sentence]) -> tuple[object, ...]:
    """Sort key, likeliest original first: earliest, then who names an outlet, an author, a headline, then
    the longest.

    Length comes late: the original is often the truncated one.
    """
    named = sum(1 for field in (article.publisher, article.authors, article.title, article.url) if field)
    published = article.published.timestamp() if article.published else float("inf")
    return (published, -named, -sum(len(s.text) for s in sentences), article.source, article.id)


def _altered(
    one: tuple[Article, Sequence[Sentence]], i: int, two: tuple[Article, Sequence[Sentence]], j: int
) -> list[AlteredQuotation]:
    """Quotations of two like sentences whose words differ although they are plainly the same quotation."""
    found = []
    for span, said in _quoted(one[1][i]):
        others = [(other_span, other) for other_span, other in _quoted(two[1][j])]
        if not others or any(_same_words(said, other) for _, other in others):
            continue
        other_span, other = max(others, key=lambda o: _likeness(said, o[1]))
        if _likeness(said, other) >= 0.3:
            found.append(AlteredQuotation(one[0].id, span, said, two[0].id, other_span, other))
    return found


def _quoted(sentence: Sentence) -> list[tuple[Span, str]]:
    return [
        (q.inner.moved(sentence.span.start), q.inner.of(sentence.text))
        for q in quotations(sentence.text)
        if len(q.inner.of(sentence.text).split()) >= 3
    ]


def _same_words(a: str, b: str) -> bool:
    return _folded(a) == _folded(b)


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, _folded(a), _folded(b), autojunk=False).ratio()


def _folded(text: str) -> list[str]:
    return [fold(word.text) for word in words(text)]


def _length(vector: Vector) -> float:
    return sqrt(sum(weight * weight for weight in vector.values()))


def _mass(vectors: Sequence[Vector]) -> float:
    return sum(sum(v.values()) for v in vectors)
