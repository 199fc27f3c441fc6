"""The engine that asks a model: numbered sentences in, sentence numbers out.

One call for the summary and one for contested claims, at once. What comes back is a draft like any other;
nothing
of it is believed here.
"""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from briefing import __version__
from briefing.engines import Call
from briefing.engines.answers import (
    AnswerT,
    ContestedAnswer,
    OpinionsAnswer,
    SummaryAnswer,
    read_answer,
    schema_of,
)
from briefing.engines.chat import Chat, Message, Reply
from briefing.errors import BadReply, EndpointError
from briefing.evidence.corpus import Corpus, Seen
from briefing.evidence.search import Evidence
from briefing.model.brief import CheckedDraft, Dispute, Draft, Maker, Opinion, PromptHash
from briefing.model.topic import Topic
from briefing.text.show import one_line
from briefing.text.tokens import count_tokens

PROMPTS = (
    "system.md.j2",
    "evidence.md.j2",
    "summary.md.j2",
    "contested.md.j2",
    "repair.md.j2",
    "opinion.md.j2",
)
MOST_REPAIRED = 20

RenderPrompt = Callable[[str, Mapping[str, Any]], str]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Assisted:
    """The assisted engine: *chat* asks, *render* turns a prompt's name and variables into its text."""

    chat: Chat
    model: str
    render: RenderPrompt
    prompts: tuple[PromptHash, ...] = ()
    asked: list[Call] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)

    @property
    def maker(self) -> Maker:
        """What wrote the draft, and what was lacking in the last one."""
        return Maker("assisted", self.model, self.prompts, __version__, " ".join(self.lacks))

    @property
    def calls(self) -> tuple[Call, ...]:
        return tuple(sorted(self.asked, key=lambda call: call.name))

    def propose(
        self, topic: Topic, corpus: Corpus, evidence: Evidence, disputes: tuple[Dispute, ...], words: int
    ) -> Draft:
        """Ask for the summary and for contested claims at once.

        Without a summary there is no draft: its EndpointError or BadReply is raised. Without an answer on
        contested claims there are those the code found.
        """
        questions = prompts(topic, corpus, evidence, disputes, words, self.render)
        with ThreadPoolExecutor(max_workers=2) as pool:
            summary = pool.submit(self._ask, questions[0], SummaryAnswer)
            contested = pool.submit(self._ask, questions[1], ContestedAnswer)
        sentences = summary.result().proposals()
        self.lacks.clear()
        try:
            noticed = contested.result().proposals()
        except (EndpointError, BadReply) as error:
            log.warning("no answer on contested claims: %s", error)
            self.lacks.append(f"{error.message} Contested claims are those that the program found itself.")
            noticed = ()
        return Draft(sentences, noticed)

    def repair(self, topic: Topic, corpus: Corpus, checked: CheckedDraft) -> Draft:
        """Ask once for the failed sentences again, each with its reason and the sentences it cites."""
        failed = _failed(corpus, checked)
        if not failed:
            return Draft(())
        try:
            answer = self._ask(repair_prompt(topic, failed, self.render), SummaryAnswer)
        except (EndpointError, BadReply) as error:
            log.warning("no second answer: %s", error)
            self.lacks.append(f"{error.message} Sentences that did not hold were not written again.")
            return Draft(())
        return Draft(answer.proposals())

    def opinions(self, topic: Topic, corpus: Corpus, checked: CheckedDraft) -> tuple[Opinion, ...]:
        """Ask in one call whether each kept sentence's quotes bear it out. It can only lower a grade."""
        told = _told(corpus, checked)
        if not told:
            return ()
        try:
            answer = self._ask(opinion_prompt(topic, told, self.render), OpinionsAnswer)
        except (EndpointError, BadReply) as error:
            log.warning("no second look: %s", error)
            self.lacks.append(f"{error.message} Nobody was asked for a second look.")
            return ()
        return answer.of(len(checked.kept))

    def _ask(self, question: "Question", answer: type[AnswerT]) -> AnswerT:
        reply = self.chat.ask(question.messages, question.name, schema_of(answer))
        self.asked.append(_call(question, reply))
        return read_answer(reply.text, answer)


def _call(question: "Question", reply: Reply) -> Call:
    counts = [count_tokens(message.content) for message in question.messages]
    sent, exact = sum(c.tokens for c in counts), all(c.exact for c in counts)
    return Call(
        question.name, reply.model, sent, exact, reply.prompt_tokens, reply.completion_tokens, reply.seconds
    )


@dataclass(frozen=True, slots=True)
class Question:
    """One call's messages, and the name its schema goes by."""

    name: str
    messages: tuple[Message, ...]


def prompts(
    topic: Topic,
    corpus: Corpus,
    evidence: Evidence,
    disputes: tuple[Dispute, ...],
    words: int,
    render: RenderPrompt,
) -> tuple[Question, Question]:
    """Return the two questions. The same evidence gives the same bytes, wherever and whenever."""
    families = _families(corpus, evidence)
    nonce = _nonce(str(families))
    shared = {"topic": one_line(topic.title), "nonce": nonce}
    told = render("evidence.md.j2", {"nonce": nonce, "families": families})
    system = Message("system", render("system.md.j2", {}))
    summary = render(
        "summary.md.j2", shared | {"words": words, "evidence": told, "disputes": _disputes(disputes, corpus)}
    )
    contested = render(
        "contested.md.j2", shared | {"evidence": told, "disputes": _disputes(disputes, corpus)}
    )
    return (
        Question("summary", (system, Message("user", summary))),
        Question("contested", (system, Message("user", contested))),
    )


def repair_prompt(topic: Topic, failed: list[dict[str, Any]], render: RenderPrompt) -> Question:
    """Return the question that asks for failed sentences again."""
    nonce = _nonce(str(failed))
    values = {"topic": one_line(topic.title), "nonce": nonce, "failed": failed}
    system = Message("system", render("system.md.j2", {}))
    return Question("repair", (system, Message("user", render("repair.md.j2", values))))


def opinion_prompt(topic: Topic, told: list[dict[str, Any]], render: RenderPrompt) -> Question:
    """Return the question that asks for a second look at sentences that passed."""
    values = {"topic": one_line(topic.title), "nonce": _nonce(str(told)), "told": told}
    system = Message("system", render("system.md.j2", {}))
    return Question("opinion", (system, Message("user", render("opinion.md.j2", values))))


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


def _families(corpus: Corpus, evidence: Evidence) -> list[dict[str, Any]]:
    """The evidence as the prompt shows it: by family and article, in the corpus's order."""
    wanted = frozenset(evidence.sentences)
    families = []
    for letter, family in zip(_letters(), corpus.families, strict=False):
        shown = [_article(corpus.of_article(id), corpus, wanted) for id in family.articles]
        articles = [article for article in shown if article["sentences"]]
        if articles:
            families.append({"name": letter, "articles": articles})
    return families


def _article(seen: Seen, corpus: Corpus, wanted: frozenset[int]) -> dict[str, Any]:
    return {
        "name": one_line(seen.article.name)[:120],
        "published": _day(seen.article.published),
        "is_copy": corpus.is_copy(seen.article.id),
        "is_partial": seen.partial,
        "sentences": [
            {"number": s.number, "text": one_line(s.text), "speaker": _speaker(corpus, s.number)}
            for s in seen.sentences
            if s.number in wanted
        ],
    }


def _speaker(corpus: Corpus, number: int) -> str | None:
    """Who says the sentence, where its own words do not name them."""
    sentence = corpus.numbered(number)
    said = corpus.attribution(sentence)
    name = said.speaker if said else None
    return one_line(name) if name and name.split()[-1] not in sentence.text else None


def _disputes(disputes: tuple[Dispute, ...], corpus: Corpus) -> list[dict[str, Any]]:
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


def _nonce(evidence: str) -> str:
    """Eight digits made from the evidence that do not occur in it: no article can forge a marker."""
    counter = 0
    while True:
        nonce = sha256(f"{counter}:{evidence}".encode()).hexdigest()[:8]
        if nonce not in evidence:
            return nonce
        counter += 1


def _letters() -> tuple[str, ...]:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (*alphabet, *(a + b for a in alphabet for b in alphabet))


def _day(moment: datetime | None) -> str | None:
    return moment.date().isoformat() if moment else None
