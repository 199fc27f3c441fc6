"""Articles, corpora and drafts in a line each, for tests that show their input."""

from datetime import UTC, datetime

from briefing.evidence.corpus import Corpus
from briefing.model.article import Article, article_id, digest
from briefing.model.brief import Draft, Proposal
from briefing.model.topic import Topic

NOW = datetime(2025, 1, 10, 7, 0, tzinfo=UTC)


def article(text: str, source: str = "a.txt", **known: object) -> Article:
    """An article of *text*, as if read from *source*."""
    return Article(
        id=article_id(digest(text), None, source),
        source=source,
        text=text,
        sha256=digest(text),
        text_sha256=digest(text),
        extractor="test/1",
        **known,  # type: ignore[arg-type]
    )


def corpus(*texts: str) -> Corpus:
    """A corpus of articles a.txt, b.txt, ... in that order."""
    return Corpus.of(article(text, f"{chr(97 + i)}.txt") for i, text in enumerate(texts))


def says(text: str, *citing: int, heading: str = "") -> Proposal:
    return Proposal(text, citing, heading)


def draft(*proposals: Proposal) -> Draft:
    return Draft(proposals)


def topic(query: str, *aliases: str) -> Topic:
    return Topic(query, (query, *aliases))
