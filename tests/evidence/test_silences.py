"""Who is often named and nowhere heard."""

import pytest

from briefing.evidence.corpus import Corpus
from briefing.evidence.search import search
from briefing.evidence.silences import silences
from briefing.model.topic import Topic
from tests.evidence.test_contest import article

NAMED = (
    "Minister Karl Osten closed the quarry at Stell in spring. Residents say that Karl Osten never came.",
    "The Stell quarry was closed by minister Karl Osten. Its owner went to court against Mr Osten in May.",
)


def noted(*texts: str) -> list[str]:
    corpus = Corpus.of(article(text, f"{number}.txt") for number, text in enumerate(texts))
    return [
        s.note for s in silences(corpus, search(corpus, Topic("Stell quarry", ("Stell quarry",)), 48_000))
    ]


def test_a_person_who_is_often_named_and_never_heard_is_noted():
    assert noted(*NAMED) == ["no statement by Karl Osten found in these articles"]


@pytest.mark.parametrize(
    "word",
    [
        "“It was unsafe,” Osten said.",
        "According to Karl Osten, the quarry at Stell was unsafe.",
        "The office of Karl Osten said the quarry was unsafe.",
        "Karl Osten denied that the quarry at Stell was safe.",
    ],
)
def test_whoever_is_given_a_word_is_not_silent(word: str):
    assert noted(NAMED[0], f"{NAMED[1]} {word}") == []


def test_who_figures_in_one_family_or_seldom_is_not_noted():
    assert noted(f"{NAMED[0]} {NAMED[1]}") == []
    assert noted(NAMED[0].split(". ")[0] + ".", NAMED[1].split(". ")[0] + ".") == []


def test_places_and_countries_do_not_speak():
    texts = (
        "The quarry at Stell feeds Russia. Stone for Russia comes from Stell, and Russia pays late.",
        "Russia buys the stone of Stell quarry. In Stell nobody complains, for Russia is far from Stell.",
    )

    assert noted(*texts) == []
