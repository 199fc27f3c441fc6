"""Batches: what one prompt cannot hold, in parts that other articles do not move."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.evidence.batches import batches, halved, readable, size, spread
from briefing.evidence.corpus import Corpus
from tests.engines.newsroom import newsroom, one

BUDGET = 6_000
EVERY = [one(number, 5) for number in range(60)]


def texts(corpus: Corpus, budget: int = BUDGET) -> list[tuple[str, ...]]:
    """Each batch as its sentences' words: what its prompt would be made of."""
    return [tuple(s.text for s in batch.sentences) for batch in batches(corpus, budget)]


def test_every_readable_sentence_is_in_one_batch_and_no_batch_is_over_its_budget():
    corpus = Corpus.of(newsroom(40))
    made = batches(corpus, BUDGET)
    numbers = [s.number for batch in made for s in batch.sentences]

    assert sorted(numbers) == [s.number for s in readable(corpus)]
    assert len(made) > 5
    assert max(size(batch.sentences) for batch in made) <= BUDGET


def test_three_articles_more_among_two_hundred_change_three_batches():
    before = texts(Corpus.of(newsroom(200, 5)))
    after = texts(Corpus.of(newsroom(203, 5)))

    assert len(set(before) - set(after)) <= 3
    assert len(set(after) - set(before)) <= 6  # a batch that grows over its budget becomes two


@settings(max_examples=15)
@given(st.sets(st.integers(0, 59), min_size=20, max_size=50), st.sets(st.integers(0, 59), max_size=3))
def test_an_article_that_comes_or_goes_changes_the_batch_it_lies_in_and_no_other(kept, others):
    """Whatever the articles are: each one that is added can make one batch of before vanish, no more."""
    before = texts(Corpus.of([EVERY[n] for n in kept]), 2_000)
    after = texts(Corpus.of([EVERY[n] for n in kept | others]), 2_000)

    assert len(set(before) - set(after)) <= len(others - kept)


def test_batches_do_not_depend_on_the_order_of_articles():
    assert texts(Corpus.of(newsroom(30))) == texts(Corpus.of(reversed(newsroom(30))))


def test_an_article_longer_than_a_batch_is_split_and_changes_nothing_else():
    before = texts(Corpus.of(newsroom(10)))
    long = one(99, 120)
    after = texts(Corpus.of([*newsroom(10), long]))

    assert max(sum(len(t) + 1 for t in batch) for batch in after) <= BUDGET
    assert len(set(before) - set(after)) <= 3  # one for each part of the long one


def test_copies_are_not_read_again():
    first, second = newsroom(2)
    copy = replace(first, id="c" * 16, source="zz.txt")
    corpus = Corpus.of([first, second, copy])

    assert len(corpus.families) == 2
    assert size(readable(corpus)) == size(readable(Corpus.of([first, second])))


def test_the_best_of_every_batch_goes_before_the_second_best_of_any():
    corpus = Corpus.of(newsroom(12, 6))
    ranked = [[s.number for s in batch.sentences] for batch in batches(corpus, 1_500)]
    chosen = spread(ranked, (), {}, corpus, 2_000)

    assert {numbers[0] for numbers in ranked} <= set(chosen) or len(chosen) < len(ranked)
    assert size(corpus.numbered(n) for n in chosen) <= 2_000


def test_no_family_fills_the_prompt():
    loud, *others = newsroom(6)
    corpus = Corpus.of([one(50, 60), loud, *others])
    numbers = [s.number for s in corpus.sentences]
    by_loudness = sorted(numbers, key=lambda n: -len(corpus.of_article(corpus.numbered(n).article).sentences))
    chosen = spread([by_loudness], (), {}, corpus, 6_000)
    taken: Counter[str] = Counter()
    for sentence in map(corpus.numbered, chosen):
        taken[sentence.article] += size([sentence])

    assert max(taken.values()) <= 0.45 * taken.total()


def test_half_of_the_evidence_is_the_better_half():
    corpus = Corpus.of(newsroom(4))
    numbers = [s.number for s in corpus.sentences]
    best = halved(numbers, {n: float(n) for n in numbers}, corpus)

    assert best == tuple(sorted(best))
    assert min(best) > len(numbers) // 3
    assert size(map(corpus.numbered, best)) <= size(corpus.sentences) // 2
