"""What may be cited: sentences with their exact place, in chunks, in families."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.evidence.corpus import Corpus, chunks
from briefing.read import read_sources
from tests.builders import article, corpus

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return Corpus.of(read_sources([str(SEEDS)]).articles)


@given(st.text(max_size=400))
def test_every_sentence_is_what_stands_at_its_place(text):
    held = Corpus.of([article(text)])

    assert all(s.span.of(text) == s.text for s in held.sentences)
    assert all(held.quote(s).span.of(text) == held.quote(s).text for s in held.sentences)
    assert all(held.quote(s).context.covers(s.span) for s in held.sentences)


def test_the_same_articles_in_another_order_are_the_same_corpus(seeds):
    assert Corpus.of(reversed(seeds.articles)) == seeds


def test_the_seeds_are_four_independent_sources(seeds):
    families = [[held.rsplit("/")[-1][:3] for held in _sources(seeds, f.articles)] for f in seeds.families]

    assert families == [["000"], ["001"], ["002"], ["003", "004"]]
    assert seeds.independent(a.id for a in seeds.articles) == 4


@pytest.mark.parametrize(
    "debris",
    ["u003c", "Worldcrunch Today", "Sign up here", "visit website", "© The Hill", "Translated and Adapted by",
     "40 percent of the....", "Subscribe us at Google", "photo of a flattened car", "Mikhail Klimentyev"],
)  # fmt: skip
def test_the_seeds_residue_has_no_number(seeds, debris):
    assert any(debris in a.text for a in seeds.articles)
    assert not [s.text for s in seeds.sentences if debris in s.text]


def test_an_altered_quotation_of_the_seeds_is_found(seeds):
    family = seeds.families[3]

    altered = [(a.original, a.altered) for a in family.altered_quotations]

    assert any("our biggest wins" in one and "our greatest victories" in two for one, two in altered)


def test_chunks_hold_three_to_five_sentences_in_order(seeds):
    for seen in seeds.seen:
        made = chunks(seen.sentences)
        assert [n for c in made for n in c.sentences] == [s.number for s in seen.sentences]
        assert all(3 <= len(c.sentences) <= 5 for c in made[:-1])


def test_a_number_that_does_not_exist_is_none():
    held = corpus("One sentence stands here.")

    assert held.sentence(1) is not None
    assert [held.sentence(n) for n in (0, -1, 2, 10**9)] == [None] * 4


def _sources(held: Corpus, ids: tuple[str, ...]) -> list[str]:
    return [held.of_article(id).article.source for id in ids]
