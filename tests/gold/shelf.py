"""Gold topics in a few lines, and briefs scored against them, for tests that show their input."""

from collections.abc import Sequence
from pathlib import Path

from briefing.evidence.assemble import assemble
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import verify
from briefing.gold.format import read_gold
from briefing.gold.marks import mark
from briefing.gold.score import Score, score
from briefing.model.brief import Dispute, DisputeKind, Draft, FoundPosition, Maker, Proposal
from briefing.read import read_sources
from tests.builders import NOW, topic

HEAD = 'topic = "The dock strike"\nindependent = 1\n'
FACT = '[[fact]]\nsays = "It is about docks."\nneeds = ["docks"]\n'


def written(folder: Path, gold: str, *articles: str, name: str = "gold.toml") -> Path:
    """Write *gold* and the articles a.txt, b.txt, ... into *folder* and return the gold's path."""
    for letter, text in zip("abcdefgh", articles, strict=False):
        (folder / f"{letter}.txt").write_text(text, encoding="utf-8")
    (folder / name).write_text(gold, encoding="utf-8")
    return folder / name


def corpus_in(folder: Path) -> Corpus:
    return Corpus.of(read_sources([str(path) for path in sorted(folder.glob("*.txt"))]).articles)


def scored(
    folder: Path, gold: str, articles: Sequence[str], *told: Proposal, disputes: Sequence[Dispute] = ()
) -> Score:
    """Return the score of a brief that tells *told* (what the verifier keeps of it) and *disputes*."""
    path = written(folder, gold, *articles)
    corpus = corpus_in(folder)
    checked = verify(Draft(tuple(told)), corpus)
    assert checked.rejected == ()
    maker = Maker("test", None, (), "0")
    brief = assemble(topic("dock strike"), corpus, checked, disputes, maker, now=NOW)
    found = {Path(article.source).name: article for article in corpus.articles}
    return score(brief, corpus, mark(read_gold(path), found))


def dispute(folder: Path, kind: DisputeKind, question: str, *sides: tuple[str, str | None, int]) -> Dispute:
    """A dispute over what is written in *folder*: each side an answer, a holder, a sentence number."""
    corpus = corpus_in(folder)
    positions = tuple(
        FoundPosition(answer, holder, (corpus.quote(corpus.numbered(number)),))
        for answer, holder, number in sides
    )
    return Dispute("D-1", question, kind, positions)
