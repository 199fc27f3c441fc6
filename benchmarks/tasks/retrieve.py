"""Which articles of a corpus are on a topic, best first: the ranking that decides what a brief is made
from.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from briefing.evidence.search import Shelf
from briefing.model.article import Article, digest
from briefing.model.topic import Topic

MOST = 100


def answer_all(questions: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The first line holds the corpus; each other one a topic."""
    asked = iter(questions)
    shelf = Shelf.of([_article(row) for row in next(asked)["corpus"]])
    for question in asked:
        ranked = shelf.rank(Topic(question["topic"], (question["topic"],)))
        yield {"id": question["id"], "ranking": [r.article.id for r in ranked[:MOST]]}


def _article(row: dict[str, Any]) -> Article:
    text = row["text"]
    return Article(str(row["id"]), str(row["id"]), text, digest(text), digest(text), "given/1")
