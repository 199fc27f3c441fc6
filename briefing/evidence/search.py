"""What of all articles is on the topic: BM25 over the window's own statistics, spread over families.

BM25 as Robertson and Zaragoza give it (The Probabilistic Relevance Framework, 2009); the query is widened by
what its best articles talk about (pseudo-relevance feedback, Lavrenko and Croft's RM3), because most chunks
of an
article on a topic do not name it again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from briefing.evidence.corpus import Corpus
from briefing.model.article import Article
from briefing.model.passage import Chunk
from briefing.model.topic import Topic
from briefing.text.words import terms

K1, B = 1.2, 0.75
FEEDBACK_ARTICLES, FEEDBACK_TERMS, FEEDBACK_WEIGHT = 5, 24, 0.4
COVERED = 0.4  # share of one query's idf mass that an article must contain to be on the topic
NEAR_BEST = 0.5  # and its share of the best article's score
FAMILY_SHARE = 0.4
PRIOR = 50

BUDGET = 48_000
"""Characters of evidence that one prompt may hold, about 10,000 tokens of English."""

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Statistics:
    """How often terms occur over all articles of the window."""

    total: int
    documents: Mapping[str, int]
    mean_length: float

    @classmethod
    def of(cls, bags: Sequence[Counter[str]]) -> "Statistics":
        documents: Counter[str] = Counter()
        for bag in bags:
            documents.update(bag.keys())
        return cls(len(bags), documents, sum(b.total() for b in bags) / max(1, len(bags)) or 1.0)

    def idf(self, term: str) -> float:
        """As if PRIOR texts on other things stood beside them: in five articles on one topic, its own word
        is not common.
        """
        n = self.documents.get(term, 0)
        return log(1 + (self.total + PRIOR - n + 0.5) / (n + 0.5))


@dataclass(frozen=True, slots=True)
class Ranked:
    article: Article
    score: float
    covered: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The chunks a brief is written from, in the corpus's order, and how each scored.

    `of_sentences` has the score of each of their sentences on its own, `budget` is how many characters they
    might have had.
    """

    chunks: tuple[Chunk, ...]
    scores: Mapping[Chunk, float]
    of_sentences: Mapping[int, float]
    budget: int = BUDGET

    @property
    def sentences(self) -> tuple[int, ...]:
        return tuple(number for chunk in self.chunks for number in chunk.sentences)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All articles of a window, counted once, to be asked about any topic."""

    articles: tuple[Article, ...]
    bags: tuple[Counter[str], ...]
    statistics: Statistics

    @classmethod
    def of(cls, articles: Iterable[Article]) -> "Shelf":
        kept = tuple(articles)
        bags = tuple(Counter(terms(f"{a.title or ''}\n{a.text}")) for a in kept)
        return cls(kept, bags, Statistics.of(bags))

    def rank(self, topic: Topic) -> tuple[Ranked, ...]:
        """Return the articles best first, with how much of the best-fitting query each contains."""
        weights = _widened(_query(topic), self.bags, self.statistics)
        ranked = [
            Ranked(article, bm25(bag, weights, self.statistics), _covered(bag, topic, self.statistics))
            for article, bag in zip(self.articles, self.bags, strict=True)
        ]
        return tuple(sorted(ranked, key=lambda r: (-r.score, r.article.source, r.article.id)))


def on_topic(articles: Iterable[Article], topic: Topic) -> tuple[Article, ...]:
    """Return the articles that are on the topic, best first: none, if nothing is."""
    matching = [r for r in Shelf.of(articles).rank(topic) if r.covered >= COVERED]
    best = max((r.score for r in matching), default=0.0)
    return tuple(r.article for r in matching if r.score >= NEAR_BEST * best)


def search(corpus: Corpus, topic: Topic, budget: int) -> Evidence:
    """Return the best chunks within *budget* characters, at most 40 % of them from one family.

    With two families each may have half; with one there is nothing to spread.
    """
    texts = {chunk: " ".join(corpus.numbered(n).text for n in chunk.sentences) for chunk in corpus.chunks}
    bags = [Counter(terms(text)) for text in texts.values()]
    statistics = Statistics.of(bags)
    weights = _widened(_query(topic), bags, statistics)
    scores = {chunk: bm25(bag, weights, statistics) for chunk, bag in zip(texts, bags, strict=True)}
    chosen = _spread(corpus, scores, min(budget, sum(map(_size, scores))))
    kept = tuple(chunk for chunk in corpus.chunks if chunk in chosen)
    alone = {
        n: bm25(Counter(terms(corpus.numbered(n).text)), weights, statistics)
        for c in kept
        for n in c.sentences
    }
    return Evidence(kept, scores, alone, budget)


def bm25(bag: Mapping[str, int], weights: Weights, statistics: Statistics) -> float:
    """Score one text against weighted query terms."""
    length = sum(bag.values())
    norm = K1 * (1 - B + B * length / statistics.mean_length)
    return sum(
        weight * statistics.idf(term) * count * (K1 + 1) / (count + norm)
        for term, weight in weights.items()
        if (count := bag.get(term, 0))
    )


def _query(topic: Topic) -> Weights:
    """The query's terms weigh one; an alias's terms that the query lacks weigh half."""
    weights: dict[str, float] = {}
    for place, query in enumerate(topic.queries):
        for term in terms(query):
            weights.setdefault(term, 0.5 if place else 1.0)
    return weights


def _widened(query: Weights, bags: Sequence[Counter[str]], statistics: Statistics) -> Weights:
    """Add what the best texts talk about, at a weight that keeps the query itself in the lead."""
    best = sorted(range(len(bags)), key=lambda i: (-bm25(bags[i], query, statistics), i))[:FEEDBACK_ARTICLES]
    mass: Counter[str] = Counter()
    for i in best:
        length = max(1, bags[i].total())
        for term, count in bags[i].items():
            if sum(term in bags[j] for j in best) >= 2 or len(best) == 1:
                mass[term] += int(1_000_000 * count / length * statistics.idf(term))
    top = sorted(mass.items(), key=lambda item: (-item[1], item[0]))[:FEEDBACK_TERMS]
    total = sum(weight for _, weight in top) or 1
    widened = dict(query)
    for term, weight in top:
        widened[term] = widened.get(term, 0.0) + FEEDBACK_WEIGHT * len(query) * weight / total
    return widened


def _covered(bag: Counter[str], topic: Topic, statistics: Statistics) -> float:
    """The largest share of one query's idf mass that the text contains."""
    return max((_share(set(terms(query)), bag, statistics) for query in topic.queries), default=0.0)


def _share(wanted: Iterable[str], bag: Counter[str], statistics: Statistics) -> float:
    known = sorted(wanted)
    total = sum(statistics.idf(term) for term in known)
    return sum(statistics.idf(term) for term in known if term in bag) / total if total else 0.0


def _spread(corpus: Corpus, scores: Mapping[Chunk, float], budget: int) -> set[Chunk]:
    """The best chunks, no family with more than its share of what is chosen.

    The share is of what is chosen, not of what might have been: where others have little to say, one
    article that
    repeats the topic's words over and over must not fill the rest.
    """
    ranked = sorted(scores, key=lambda c: (-scores[c], c.article, c.span))
    share = max(FAMILY_SHARE, 1 / max(1, len(corpus.families)))
    for _ in range(20):
        chosen = _within(corpus, ranked, budget, share * budget)
        spent = sum(map(_size, chosen))
        if spent >= 0.98 * budget or len(corpus.families) == 1:
            break
        budget = spent
    return chosen


def _within(corpus: Corpus, ranked: Sequence[Chunk], budget: int, cap: float) -> set[Chunk]:
    spent: Counter[str] = Counter()
    chosen: set[Chunk] = set()
    for chunk in ranked:
        family = corpus.family(chunk.article).id
        if spent.total() + _size(chunk) <= budget and spent[family] + _size(chunk) <= max(cap, _size(chunk)):
            chosen.add(chunk)
            spent[family] += _size(chunk)
    return chosen


def _size(chunk: Chunk) -> int:
    return chunk.span.end - chunk.span.start
