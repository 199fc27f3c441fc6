"""What a model is asked: prompts made of numbered sentences. The same evidence gives the same bytes,
anywhere.

Article text is only ever a value between markers that carry a nonce, eight digits made from the evidence that
do not occur in it: no article can forge a marker.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from briefing.engines.chat import Message
from briefing.evidence.batches import Batch
from briefing.evidence.corpus import Corpus
from briefing.model.brief import CheckedDraft, Dispute
from briefing.model.passage import Sentence
from briefing.model.topic import Topic
from briefing.text.show import one_line

PROMPTS = (
    "system.md.j2",
    "evidence.md.j2",
    "summary.md.j2",
    "contested.md.j2",
    "select.md.j2",
    "repair.md.j2",
    "opinion.md.j2",
)
MOST_REPAIRED = 20
FEWEST_SELECTED, MOST_SELECTED = 4, 36
LONG, SHORT = 28, 18  # words of a sentence, where a length in words is told as a number of sentences

RenderPrompt = Callable[[str, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Question:
    """One call's messages, and the name its schema goes by."""

    name: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What every question of a brief shares: its topic, and how a prompt's name and variables become text."""

    topic: Topic
    render: RenderPrompt

    def summary(
        self, numbers: Iterable[int], corpus: Corpus, disputes: Sequence[Dispute], words: int
    ) -> Question:
        """Ask for the summary, from the sentences with those numbers."""
        lengths = {"words": words, "fewest": max(3, words // LONG), "most": max(5, -(-words // SHORT))}
        told = self._evidence(_families(corpus, numbers))
        return self._question("summary", told | lengths | {"disputes": _disputes(disputes, corpus)})

    def contested(self, numbers: Iterable[int], corpus: Corpus, disputes: Sequence[Dispute]) -> Question:
        """Ask what the sources disagree about."""
        told = self._evidence(_families(corpus, numbers))
        return self._question("contested", told | {"disputes": _disputes(disputes, corpus)})

    def select(self, batch: Batch, corpus: Corpus) -> Question:
        """Ask which sentences of a batch matter. They are numbered within it, so that other articles cannot
        change the question."""
        count = len(batch.sentences)
        most = min(MOST_SELECTED, max(FEWEST_SELECTED, count // 3))
        return self._question("select", self._evidence(_alone(corpus, batch)) | {"most": most})

    def repair(self, corpus: Corpus, checked: CheckedDraft) -> Question | None:
        """Ask for the failed sentences again, each with its reason and the sentences it cites."""
        failed = _failed(corpus, checked)
        return self._question("repair", {"nonce": _nonce(str(failed)), "failed": failed}) if failed else None

    def opinion(self, corpus: Corpus, checked: CheckedDraft) -> Question | None:
        """Ask for a second look at the sentences that passed and are no quotations."""
        told = _told(corpus, checked)
        return self._question("opinion", {"nonce": _nonce(str(told)), "told": told}) if told else None

    def _evidence(self, families: list[dict[str, Any]]) -> dict[str, Any]:
        nonce = _nonce(str(families))
        told = self.render("evidence.md.j2", {"nonce": nonce, "families": families})
        return {"nonce": nonce, "evidence": told}

    def _question(self, name: str, values: Mapping[str, Any]) -> Question:
        topic = {"topic": one_line(self.topic.title)}
        system = Message("system", self.render("system.md.j2", {}))
        return Question(name, (system, Message("user", self.render(f"{name}.md.j2", {**topic, **values}))))


def _families(corpus: Corpus, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """The evidence as the prompt shows it: by family and article, in the corpus's order."""
    wanted = frozenset(numbers)
    shown = []
    for family in corpus.families:
        told = [
            [(s.number, s) for s in corpus.of_article(id).sentences if s.number in wanted]
            for id in family.articles
        ]
        shown.append([_article(corpus, sentences) for sentences in told if sentences])
    return [
        {"name": _letters(place), "articles": articles} for place, articles in enumerate(filter(None, shown))
    ]


def _alone(corpus: Corpus, batch: Batch) -> list[dict[str, Any]]:
    """A batch as its prompt shows it: by article, without letters of families, which shift with others."""
    by_article: dict[str, list[tuple[int, Sentence]]] = {}
    for place, sentence in enumerate(batch.sentences, 1):
        by_article.setdefault(sentence.article, []).append((place, sentence))
    return [{"name": None, "articles": [_article(corpus, told)]} for told in by_article.values()]


def _article(corpus: Corpus, told: Sequence[tuple[int, Sentence]]) -> dict[str, Any]:
    """An article's sentences, one at least, under their numbers."""
    seen = corpus.of_article(told[0][1].article)
    return {
        "name": one_line(seen.article.name)[:120],
        "published": _day(seen.article.published),
        "is_copy": corpus.is_copy(seen.article.id),
        "is_partial": seen.partial,
        "sentences": [
            {"number": number, "text": one_line(s.text), "speaker": _speaker(corpus, s)} for number, s in told
        ],
    }


def _speaker(corpus: Corpus, sentence: Sentence) -> str | None:
    """Who says the sentence, where its own words do not name them."""
    said = corpus.attribution(sentence)
    name = said.speaker if said else None
    return one_line(name) if name and name.split()[-1] not in sentence.text else None


def _disputes(disputes: Sequence[Dispute], corpus: Corpus) -> list[dict[str, Any]]:
    numbers = {(s.article, s.span): s.number for s in corpus.sentences}
    return [
        {
            "id": d.id,
            "kind": d.kind,
            "question": one_line(d.question),
            "positions": [
                {
                    "answer": one_line(p.answer),
                    "holder": one_line(p.holder) if p.holder else None,
                    "numbers": [
                        numbers[q.article, q.span] for q in p.quotes if (q.article, q.span) in numbers
                    ],
                }
                for p in d.positions
            ],
        }
        for d in disputes
    ]


def _failed(corpus: Corpus, checked: CheckedDraft) -> list[dict[str, Any]]:
    """The failed sentences that cite something, as the prompt shows them; one told twice is not asked
    for again.
    """
    shown = []
    for proposal, rejected in zip(checked.failed, checked.rejected, strict=True):
        cited = [s for s in map(corpus.sentence, dict.fromkeys(proposal.citing)) if s][:8]
        if cited and rejected.reason not in ("repeated", "empty", "malformed"):
            shown.append(
                {
                    "text": rejected.text,
                    "heading": one_line(proposal.heading)[:60],
                    "reason": f"{rejected.detail} ({rejected.reason})",
                    "sentences": [{"number": s.number, "text": one_line(s.text)} for s in cited],
                }
            )
    return shown[:MOST_REPAIRED]


def _told(corpus: Corpus, checked: CheckedDraft) -> list[dict[str, Any]]:
    """The kept sentences that are no quotations, numbered by their place, with the sentences they rest on."""
    numbers = {(s.article, s.span): s.number for s in corpus.sentences}
    return [
        {
            "id": place,
            "text": kept.text,
            "sentences": [
                {"number": numbers[q.article, q.span], "text": one_line(q.text)} for q in kept.quotes
            ],
        }
        for place, kept in enumerate(checked.kept, 1)
        if kept.grade != "verbatim"
    ]


def _nonce(evidence: str) -> str:
    counter = 0
    while True:
        nonce = sha256(f"{counter}:{evidence}".encode()).hexdigest()[:8]
        if nonce not in evidence:
            return nonce
        counter += 1


def _letters(place: int) -> str:
    """A to Z, then AA, AB and so on, for places from 0."""
    before, letter = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)


def _day(moment: datetime | None) -> str | None:
    return moment.date().isoformat() if moment else None
