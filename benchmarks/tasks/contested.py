"""Where the reports of one event disagree: each conflict as the words that state its claims."""

from datetime import UTC, datetime
from typing import Any

from briefing.evidence.contest import contested
from briefing.evidence.contested import Contested
from briefing.evidence.corpus import Corpus
from briefing.evidence.search import search
from briefing.model.article import Article, digest
from briefing.model.topic import Topic
from briefing.text.dates import dates

LONGEST = 150  # characters of a claim


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """The conflicts among question["articles"], best first: none for a quiet event."""
    corpus = Corpus.of(_article(row) for row in question["articles"])
    titles = " ".join(row.get("title") or "" for row in question["articles"])
    evidence = search(corpus, Topic("event", (titles or "event",)), sum(len(a.text) for a in corpus.articles))
    return {"event": question["event"], "conflicts": [_conflict(one) for one in contested(corpus, evidence)]}


def _article(row: dict[str, Any]) -> Article:
    """The row as an article under its own id, so that the answer can name it."""
    text = digest(row["text"])
    return Article(
        str(row["id"]), str(row["id"]), row["text"], text, text, "given", title=row.get("title"),
        publisher=row.get("source"), published=_day(row.get("date")),
    )  # fmt: skip


def _day(written: str | None) -> datetime | None:
    """A date as the data writes it, or None where it is none or could be two: 05/06/2024."""
    found = dates((written or "")[:40], None)
    day = found[0].earliest if found and found[0].earliest == found[0].latest else None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def _conflict(one: Contested) -> dict[str, Any]:
    claims = [claim for stand in one.stands for claim in stand.claims]
    spans = [
        (claim.article, claim.extent) for claim in claims if claim.extent.end - claim.extent.start <= LONGEST
    ]
    return {"claims": [{"article": article, "start": span.start, "end": span.end} for article, span in spans]}
