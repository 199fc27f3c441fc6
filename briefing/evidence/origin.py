"""Which article of a family is the likeliest original, and why."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from briefing.model.article import Article
from briefing.model.passage import Sentence
from briefing.text.quotes import quotations
from briefing.text.span import Span

Text = tuple[Article, Sequence[Sentence]]

FEWEST = 3  # words in quotation marks; less is no quotation
HEAD = 400  # characters in which a dateline stands

# "VARNHAVEN, March 11 (Halden Wire) - ", "KYIV (AP) —": a place in capitals, the agency in brackets, a dash.
_DATELINE = re.compile(
    r"^[^\S\n]*[A-Z][A-Z .'’/-]{1,40}(?:,[^\n()]{1,40})?[^\S\n]?\(([^()\n]{2,40})\)[^\S\n]?[-–—]",
    re.MULTILINE,
)


class Standing(NamedTuple):
    """What speaks for an article as the original; the smallest comes first.

    The earliest; then who names outlet, author or address; then who quotes most, since a rewrite turns
    quotations into reported speech more often than the other way. Length says nothing: the original is often
    the one that was cut off.
    """

    published: float
    unnamed: int
    unquoted: int
    source: str
    id: str


def standing(text: Text) -> Standing:
    article, _ = text
    named = [article.publisher or agency(article.text), article.authors, article.url]
    published = article.published.timestamp() if article.published else float("inf")
    quoted = sum(len(said.split()) for _, said in quoted_in(text))
    return Standing(published, -sum(map(bool, named)), -quoted, article.source, article.id)


def agency(text: str) -> str | None:
    """Return the agency that a wire dateline names, or None.

    >>> agency("VARNHAVEN, March 11 (Halden Wire) - The harbour stood still.")
    'Halden Wire'
    """
    found = _DATELINE.search(text[:HEAD])
    return found[1] if found else None


def why_first(first: Standing, second: Standing) -> str:
    """Say what sets the likeliest original apart from the next."""
    if first.published != second.published:
        return "published earliest"
    if first.unnamed != second.unnamed:
        return "names its outlet, author or address where the others do not"
    if first.unquoted != second.unquoted:
        return "quotes more words than the others"
    return "nothing sets them apart; first by name"


def quoted_in(text: Text) -> list[tuple[Span, str]]:
    """The quotations of an article's citable sentences."""
    article, sentences = text
    citable = [s.span for s in sentences]
    return [
        (q.inner, q.inner.of(article.text))
        for q in quotations(article.text)
        if len(q.inner.of(article.text).split()) >= FEWEST and any(q.span.meets(span) for span in citable)
    ]


def are_quoted(text: Text) -> list[bool]:
    """Tell of each sentence of an article whether most of it stands in quotation marks."""
    article, sentences = text
    inside = [q.inner for q in quotations(article.text)]
    return [2 * _covered(sentence.span, inside) >= len(sentence.text) for sentence in sentences]


def _covered(span: Span, others: Sequence[Span]) -> int:
    """Characters of *span* that lie in one of the ordered *others*."""
    near = others[max(0, bisect_right(others, (span.start,)) - 1) : bisect_right(others, (span.end,))]
    return sum(max(0, min(span.end, o.end) - max(span.start, o.start)) for o in near)
