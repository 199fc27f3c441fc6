"""Which articles of a stream are not independent: every two of one family."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from briefing.evidence.copies import families
from briefing.evidence.corpus import look
from briefing.model.article import Article, digest


def answer_all(questions: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every pair within a family, with the family's share as its score."""
    seen = [look(_article(row)) for row in questions]
    for family in families([(s.article, s.sentences) for s in seen]):
        for a, b in combinations(family.articles, 2):
            yield {"a": a, "b": b, "score": family.share}


def _article(row: dict[str, Any]) -> Article:
    text = row["text"]
    return Article(str(row["id"]), str(row["id"]), text, digest(text), digest(text), "given/1")
