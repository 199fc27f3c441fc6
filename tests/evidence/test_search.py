"""Retrieval where it matters: the five seeds among 200 articles on other things."""

from pathlib import Path

import pytest

from briefing.evidence.corpus import Corpus
from briefing.evidence.search import FAMILY_SHARE, on_topic, search
from briefing.read import read_sources
from briefing.settings import load_settings, topic_named
from tests.builders import article, corpus, topic
from tests.corpora.offtopic import off_topic_articles

HOME = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shelf():
    seeds = read_sources([str(HOME / "seeds")]).articles
    others = [article(text, f"other/{name}") for name, text in off_topic_articles()]
    return seeds, [*others[:90], *seeds, *others[90:]]


def test_the_seeds_are_found_among_two_hundred_others(shelf, capsys):
    seeds, everything = shelf
    kursk, _ = topic_named("kursk", (), load_settings(HOME / "briefing.toml", {}))
    found = on_topic(everything, kursk)
    held = Corpus.of(found)
    evidence = search(held, kursk, 48_000)
    ids = {a.id for a in seeds}
    wanted = Corpus.of(seeds)
    on = [c for c in evidence.chunks if c.article in ids]
    recall, precision = len(on) / len(wanted.chunks), len(on) / len(evidence.chunks)
    with capsys.disabled():
        print(f"\n200 distractors: recall of on-topic chunks {recall:.2f}, precision {precision:.2f}")

    assert ids <= {a.id for a in found}
    assert recall >= 0.9
    assert precision >= 0.9


def test_no_family_takes_more_than_its_share(shelf):
    held = Corpus.of(shelf[0])
    evidence = search(held, topic("Kursk offensive"), 12_000)
    spent: dict[str, int] = {}
    for chunk in evidence.chunks:
        family = held.family(chunk.article).id
        spent[family] = spent.get(family, 0) + chunk.span.end - chunk.span.start

    assert max(spent.values()) <= FAMILY_SHARE * 12_000
    assert sum(spent.values()) <= 12_000


def test_nothing_is_on_a_topic_nobody_writes_about(shelf):
    assert on_topic(shelf[1], topic("orchid breeding in Peru")) == ()


def test_an_article_that_shares_one_word_is_not_on_the_topic():
    battle = article("The tank battle of 1943 at Kursk fills a new museum in Prokhorovka.\n" * 3, "a.txt")
    drive = article("Ukraine began an offensive in Russia's Kursk region on Sunday.\n" * 3, "b.txt")

    assert on_topic([battle, drive], topic("Ukraine offensive in Russia's Kursk region")) == (drive,)


def test_the_order_of_evidence_does_not_move_with_unrelated_articles(shelf):
    seeds, everything = shelf
    kursk = topic("Ukraine offensive Kursk region")

    alone = search(Corpus.of(seeds), kursk, 20_000)
    among = search(Corpus.of([a for a in on_topic(everything, kursk) if a in seeds]), kursk, 20_000)

    assert alone.chunks == among.chunks


def test_an_empty_corpus_has_no_evidence():
    assert search(corpus(""), topic("anything"), 1000).chunks == ()
