"""The engine without a model: the sources' own words, and none of a copy's quotation marks."""

from pathlib import Path

import pytest

from briefing.engines.extractive import FEWEST, HEADINGS, MOST, Extractive
from briefing.evidence.corpus import Corpus
from briefing.evidence.search import search
from briefing.evidence.verify import verify
from briefing.read import read_sources
from tests.builders import corpus, topic

KURSK = topic("Ukraine offensive in Russia's Kursk region")


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return Corpus.of(read_sources([str(Path(__file__).parents[2] / "seeds")]).articles)


def proposed(held: Corpus, words: int = 350):
    return Extractive().propose(KURSK, held, search(held, KURSK, 48_000), (), words)


def test_it_proposes_eight_to_twelve_sentences_and_all_hold(seeds):
    draft = proposed(seeds)
    checked = verify(draft, seeds)

    assert FEWEST <= len(draft.sentences) <= MOST
    assert checked.rejected == ()
    assert {s.grade for s in checked.kept} == {"verbatim"}


def test_it_takes_sentences_from_every_independent_source(seeds):
    cited = [seeds.numbered(p.citing[0]).article for p in proposed(seeds).sentences]

    assert seeds.independent(cited) == 4


def test_a_copys_quotation_marks_are_never_used(seeds):
    checked = verify(proposed(seeds, 2000), seeds)

    assert not [s.text for s in checked.kept if s.kind == "reported" and "“" in s.text]


def test_headings_come_in_the_order_readers_want(seeds):
    headings = [p.heading for p in proposed(seeds).sentences]

    assert sorted(headings, key=HEADINGS.index) == headings
    assert len(set(headings)) >= 3


def test_a_sentence_that_leans_on_another_is_not_chosen():
    held = corpus(
        "Ukraine launched an offensive in the Kursk region of Russia on Sunday with several brigades.\n"
        "However, it was a surprise in the Kursk region for everybody who had watched the front.\n"
        "He said that the Kursk region would be held by Ukraine for as long as it was needed there.\n"
    )

    assert [p.citing for p in proposed(held).sentences] == [(1,)]


def test_an_article_of_fragments_gives_no_sentence():
    assert proposed(corpus("Kursk offensive. Kursk! Yes, Kursk?")).sentences == ()
