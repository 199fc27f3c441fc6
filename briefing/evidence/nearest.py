"""Which sentences a statement most likely rests on: for a check by hand, and for measuring the verifier."""

from collections import Counter
from collections.abc import Sequence
from math import log

from briefing.text.figures import figures
from briefing.text.words import concept, content_words


def nearest(text: str, sentences: Sequence[str], most: int = 5) -> tuple[int, ...]:
    """Return the places of the *most* sentences that share the rarest words and figures with *text*."""
    wanted = _weights(text)
    bags = [_weights(sentence) for sentence in sentences]
    documents = Counter(term for bag in bags for term in bag)
    idf = {term: log(1 + len(bags) / documents[term]) for term in wanted if term in documents}
    scores = [_shared(idf, bag) for bag in bags]
    ranked = sorted(range(len(bags)), key=lambda i: (-scores[i], i))
    return tuple(i for i in ranked[:most] if scores[i] > 0)


def _weights(text: str) -> frozenset[str]:
    values = {f"={figure.low:g}:{figure.high:g}" for figure in figures(text)}
    return frozenset({concept(word.text) for word in content_words(text)} | values)


def _shared(idf: dict[str, float], bag: frozenset[str]) -> float:
    """The idf of what is shared, a little less for a long sentence: it shares more by chance."""
    shared = sum(idf[term] for term in sorted(bag & idf.keys()))
    return shared / float((8 + len(bag)) ** 0.3)
