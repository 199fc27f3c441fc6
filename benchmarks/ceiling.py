"""How many of a gold's facts quotations can hold at all, and how many within a summary's length.

    python -m benchmarks.ceiling [DIR] [WORDS]

The first figure quotes every sentence of the articles that stands where the gold marks a fact: what is then
not held, no choice of sentences can hold. The second takes, as long as they fit, the sentences that hold most
new facts a word: a choice by somebody who knows the answers, to hold an engine's own choice against.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from briefing.evaluate import articles_of
from briefing.evidence.assemble import assemble
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import verify
from briefing.gold.format import Gold, find_gold
from briefing.gold.marks import Marked, mark
from briefing.gold.score import score
from briefing.model.brief import Draft, Maker, Proposal
from briefing.model.topic import Topic
from briefing.settings import load_settings

HERE = Path(__file__).resolve().parents[1]
NOW = datetime(2025, 1, 1, tzinfo=UTC)


def main(folder: Path, words: int) -> None:
    print(f"{'topic':12}{'facts':>6}{'quotable':>10}{f'in {words} words':>16}")
    for gold in find_gold(folder):
        marked, corpus = known(gold)
        quotable = held(marked_sentences(marked, corpus), marked, corpus)
        print(f"{gold.name:12}{len(marked.facts):6}{len(quotable):10}{len(chosen(marked, corpus, words)):16}")


def known(gold: Gold) -> tuple[Marked, Corpus]:
    """Return a topic's marked gold, and the corpus of all its articles."""
    articles = articles_of(gold, load_settings(HERE / "tests" / "gold" / "briefing.toml", {}))
    return mark(gold, articles), Corpus.of(articles.values())


def marked_sentences(marked: Marked, corpus: Corpus) -> list[int]:
    """Return the numbers of the sentences that meet a place of a fact."""
    places = [place for fact in marked.facts for place in fact.places]
    return [
        s.number
        for s in corpus.sentences
        if any(place.article == s.article and place.span.meets(s.span) for place in places)
    ]


def held(numbers: Sequence[int], marked: Marked, corpus: Corpus) -> frozenset[int]:
    """Return which facts, by their place in the gold, a brief of these sentences as they stand holds."""
    draft = Draft(tuple(Proposal(corpus.numbered(number).text, (number,)) for number in numbers))
    maker = Maker("ceiling", None, (), "0")
    brief = assemble(Topic("gold", ("gold",)), corpus, verify(draft, corpus), (), maker, now=NOW)
    facts = score(brief, corpus, marked).facts
    return frozenset(place for place, fact in enumerate(facts) if fact.state == "held")


def chosen(marked: Marked, corpus: Corpus, words: int) -> frozenset[int]:
    """Return the facts that the best sentences hold, as long as they fit into so many *words*."""
    each = {s.number: held([s.number], marked, corpus) for s in corpus.sentences}
    lengths = {s.number: len(s.text.split()) for s in corpus.sentences}
    have: frozenset[int] = frozenset()
    left = words
    while fitting := [n for n, facts in each.items() if facts - have and lengths[n] <= left]:
        best = max(fitting, key=lambda n: (len(each[n] - have) / lengths[n], -n))
        have, left = have | each[best], left - lengths[best]
    return have


if __name__ == "__main__":
    main(
        Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "tests" / "gold",
        int(sys.argv[2]) if len(sys.argv) > 2 else 350,
    )
