"""Copies of every strength in one corpus: all are found, and nothing else is joined."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from briefing.evidence.copies import Grouping, Index, families, group
from briefing.evidence.corpus import look
from briefing.evidence.origin import Text
from briefing.model.article import Article, digest
from tests.corpora.copies.graded import NAVIGATION, STOCK, Planted, bases, by_hand, planted, sentences
from tests.corpora.offtopic import off_topic_articles

CORPORA = Path(__file__).parents[1] / "corpora"
EVENTS = sorted({path.parent for path in CORPORA.glob("events/*/*.txt")})


def told(name: str, text: str) -> Text:
    seen = look(Article(name, name, text, digest(text), digest(text), "test/1"))
    return seen.article, seen.sentences


def grouped(articles) -> Grouping:
    return group([told(name, text) for name, text in articles])


def pairs(found: Grouping) -> set[tuple[str, str]]:
    return {pair for f in found.families for pair in combinations(sorted(f.articles), 2)}


@pytest.fixture(scope="module")
def corpus() -> Planted:
    return planted()


@pytest.fixture(scope="module")
def found(corpus) -> Grouping:
    return grouped(corpus.articles)


def test_every_planted_copy_is_found(corpus, found):
    joined = pairs(found)

    assert Counter(kind for a, b, kind in corpus.copies if (*sorted((a, b)),) not in joined) == {}


def test_no_two_reports_are_joined_that_do_not_derive_from_one(corpus, found):
    origin = {copy: base for base, copy, _ in corpus.copies}

    assert [p for p in sorted(pairs(found)) if origin.get(p[0], p[0]) != origin.get(p[1], p[1])] == []


def test_a_passage_inside_another_report_is_shared_material_and_no_family(corpus, found):
    shared = {tuple(sorted(s.articles)) for s in found.shares_material}

    assert len(corpus.excerpts) == 18
    assert [pair for pair in corpus.excerpts if tuple(sorted(pair)) not in shared] == []


@pytest.mark.parametrize(("kind", "least"), [("light", 55), ("medium", 55), ("heavy", 50)])
def test_a_copy_is_found_without_the_lighter_ones_beside_it(corpus, kind, least):
    kept = {name for name, _ in bases()} | {copy for _, copy, k in corpus.copies if k == kind}
    joined = pairs(grouped((name, text) for name, text in corpus.articles if name in kept))
    planted = [tuple(sorted((a, b))) for a, b, k in corpus.copies if k == kind]

    assert len(planted) == 55
    assert len([pair for pair in planted if pair in joined]) >= least
    assert sorted(joined - set(planted)) == []


def test_rewrites_by_hand_are_found_and_the_other_sides_report_stands_alone():
    others = [(name, text) for name, text in off_topic_articles()]
    found = grouped([*by_hand(), *others])
    named = [sorted(f.articles) for f in found.families if len(f.articles) > 1]

    assert sorted(named) == [
        [f"{event} base", f"{event} heavy", f"{event} medium"]
        for event in ("dorim-front", "harun-market", "kelvar-bridge", "marak-talks", "saft-siege")
    ]


@pytest.mark.parametrize(("kind", "least"), [("light", 3), ("medium", 10), ("heavy", 10)])
def test_altered_figures_are_shown_as_they_were_planted(corpus, found, kind, least):
    """Of 3, 14 and 31 figures planted; the heavy ones stand in sentences of which little else is left."""
    shown = {(a.copy, a.original, a.altered) for f in found.families for a in f.figures_differ}
    shown |= {(a.article, a.altered, a.original) for f in found.families for a in f.figures_differ}
    hit = [(copy, was, now) for copy, was, now in corpus.figures if copy.endswith(kind)
           and any(c == copy and was in old and now in new for c, old, new in shown)]  # fmt: skip

    assert len(hit) >= least


def test_no_figure_is_called_altered_that_was_not(corpus, found):
    altered = {(copy, now) for copy, _, now in corpus.figures}
    shown = [a for f in found.families for a in f.figures_differ]
    false = [a for a in shown if not any(
        copy in (a.copy, a.article) and now in a.original + " " + a.altered
        for copy, now in altered)]  # fmt: skip

    assert len(shown) >= 20
    assert false == []


def test_navigation_and_stock_paragraphs_join_no_short_reports():
    short = [(name, NAVIGATION + "\n".join(sentences(text)[:5]) + "\n" + STOCK) for name, text in bases()]

    assert pairs(grouped(short)) == set()


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_reports_of_one_event_are_independent_but_for_the_planted_copy(event):
    found = grouped((path.name, path.read_text(encoding="utf-8")) for path in sorted(event.glob("*.txt")))

    assert pairs(found) == ({("a.txt", "d.txt")} if event.name == "01-earthquake" else set())


def test_off_topic_reports_are_all_independent():
    assert pairs(grouped(off_topic_articles())) == set()


def test_the_same_articles_in_another_order_make_the_same_families(corpus):
    texts = [told(name, text) for name, text in corpus.articles[:120]]

    def made(some):
        return sorted(sorted(f.articles) for f in families(some))

    assert made(texts) == made(texts[::-1])


def test_one_more_article_finds_its_kin():
    index = Index.of([told(name, text) for name, text in off_topic_articles()])
    name, text = off_topic_articles()[17]
    (kin,) = [k for k in index.add(told("late", text.replace("\n\n", "\n"))) if k.same_origin]

    assert index.id(kin.left) == name
    assert index.id(kin.right) == "late"
