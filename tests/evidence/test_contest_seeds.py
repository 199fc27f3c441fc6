"""The disputes on the five sample articles, exactly: recorded prompts hold their ids and sentence numbers."""

from pathlib import Path

import pytest

from briefing.evidence.contest import contest
from briefing.evidence.corpus import Corpus
from briefing.evidence.search import search
from briefing.model.brief import FoundPosition
from briefing.model.topic import Topic
from briefing.read import read_sources

TOPIC = Topic(
    "Ukraine's January 2025 offensive in Kursk",
    (
        "Ukraine offensive in Russia's Kursk region",
        "Kursk incursion",
        "Kursk salient",
        "Kursk operation",
        "Sudzha",
    ),
    slug_from="kursk",
)

GROUND = (
    ("around 40 percent", None, 40.0, (("4ce0751d2e03", 5101, 5249), ("65b32402d4e6", 1754, 1861))),
    ("half", None, 50.0, (("11ef81029654", 3426, 3646),)),
)
TROOPS = (
    ("50,000", "Oleksandr Syrskyi", 50_000.0, (("4ce0751d2e03", 1816, 1969),)),
    ("almost 60,000", "Volodymyr Zelensky", 60_000.0, (("9ba67e5b4657", 1067, 1148),)),
)


def test_the_disputes_on_the_seeds_stay_as_they_are(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(Path(__file__).parents[2])
    corpus = Corpus.of(read_sources(["seeds"]).articles)

    found = contest(corpus, search(corpus, TOPIC, 48_000))

    assert [(d.id, d.kind, d.question, d.note, tuple(map(shown, d.positions))) for d in found] == [
        ("D-90adc4", "figure", "What share of the territory was lost?", "", GROUND),
        ("D-b1e5a4", "figure", "How many troops did Russia move?", "", TROOPS),
    ]


def shown(position: FoundPosition) -> tuple[object, ...]:
    assert position.low == position.high
    quotes = tuple((quote.article, *quote.span) for quote in position.quotes)
    return position.answer, position.holder, position.low, quotes
