"""The engine that asks a model: numbered sentences in, sentence numbers out.

One call for the summary and one for contested claims, at once; where the sources hold more than one prompt
can, calls before them that choose sentences, at once as well. What comes back is a draft like any other;
nothing of it is believed here.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from briefing import __version__
from briefing.engines import Call
from briefing.engines.answers import (
    AnswerT,
    ContestedAnswer,
    OpinionsAnswer,
    SelectAnswer,
    SummaryAnswer,
    read_answer,
    schema_of,
)
from briefing.engines.chat import Chat, Profile, Reply, bound
from briefing.engines.kept import Kept
from briefing.engines.questions import MOST_SELECTED, PROMPTS, Asked, Question, RenderPrompt
from briefing.engines.together import together
from briefing.engines.turnstile import Bound, Turnstile
from briefing.errors import BadReply, EndpointError
from briefing.evidence.batches import Batch, batches, halved, readable, size, spread
from briefing.evidence.corpus import Corpus
from briefing.evidence.search import Evidence
from briefing.model.brief import CheckedDraft, Dispute, Draft, Maker, Opinion, PromptHash
from briefing.model.topic import Topic
from briefing.text.tokens import at_most

__all__ = ["PROMPTS", "Assisted"]

log = logging.getLogger(__name__)

PROMPT_TOKENS = 3_000  # what a prompt has beside evidence, from above

Fault = EndpointError | BadReply
Ask = Callable[[Sequence[int]], Question]


@dataclass(frozen=True, slots=True)
class Planned:
    """A question that would be asked; None, with the most `tokens` it has, where it depends on answers."""

    name: str
    question: Question | None
    tokens: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Assisted:
    """The assisted engine: *chat* asks, *render* turns a prompt's name and variables into its text.

    *kept* has the answers of earlier runs, *turnstile* the limits and prices, *at_once* how many questions
    may be open together.
    """

    chat: Chat
    model: str
    render: RenderPrompt
    prompts: tuple[PromptHash, ...] = ()
    kept: Kept | None = None
    turnstile: Turnstile = field(default_factory=Turnstile)
    profile: Profile = field(default_factory=Profile)
    at_once: int = 100
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
        """Ask for the summary and for contested claims at once, from sentences selected before if need be.

        With neither, the summary's EndpointError or BadReply is raised. With one of them the draft has that
        one, and the maker's note says what is missing.
        """
        self.lacks.clear()
        asked = Asked(topic, self.render)
        numbers = self._read(asked, corpus, evidence, disputes)
        summary, contested = self._both(
            lambda some: asked.summary(some, corpus, disputes, words),
            lambda some: asked.contested(some, corpus, disputes),
            numbers,
            lambda: halved(numbers, evidence.of_sentences, corpus),
        )
        if isinstance(summary, Fault) and isinstance(contested, Fault):
            raise summary
        if isinstance(summary, Fault):
            self._lack(summary, "")
        if isinstance(contested, Fault):
            self._lack(contested, "Contested claims are those that the program found itself.")
        return Draft(
            () if isinstance(summary, Fault) else summary.proposals(),
            () if isinstance(contested, Fault) else contested.proposals(),
        )

    def repair(self, topic: Topic, corpus: Corpus, checked: CheckedDraft) -> Draft:
        """Ask once for the failed sentences again, each with its reason and the sentences it cites."""
        question = Asked(topic, self.render).repair(corpus, checked)
        if question is None:
            return Draft(())
        (answer,) = self._ask([question], SummaryAnswer)
        if isinstance(answer, Fault):
            self._lack(answer, "Sentences that did not hold were not written again.")
            return Draft(())
        return Draft(answer.proposals())

    def opinions(self, topic: Topic, corpus: Corpus, checked: CheckedDraft) -> tuple[Opinion, ...]:
        """Ask in one call whether each kept sentence's quotes bear it out. It can only lower a grade."""
        question = Asked(topic, self.render).opinion(corpus, checked)
        if question is None:
            return ()
        (answer,) = self._ask([question], OpinionsAnswer)
        if isinstance(answer, Fault):
            self._lack(answer, "Nobody was asked for a second look.")
            return ()
        return answer.of(len(checked.kept))

    def plan(
        self, topic: Topic, corpus: Corpus, evidence: Evidence, disputes: tuple[Dispute, ...], words: int
    ) -> tuple[Planned, ...]:
        """Return what `propose` and `repair` would ask, without asking."""
        asked = Asked(topic, self.render)
        repair = Planned("repair", None, PROMPT_TOKENS + at_most("x" * evidence.budget) // 2)
        if not _is_much(corpus, evidence):
            summary = asked.summary(evidence.sentences, corpus, disputes, words)
            contested = asked.contested(evidence.sentences, corpus, disputes)
            return (self._planned(summary, SummaryAnswer), self._planned(contested, ContestedAnswer), repair)
        most = PROMPT_TOKENS + at_most("x" * evidence.budget)
        parts = [asked.select(part, corpus) for part in batches(corpus, evidence.budget)]
        return (
            *(self._planned(part, SelectAnswer) for part in parts),
            Planned("summary", None, most),
            Planned("contested", None, most),
            repair,
        )

    def _planned(self, question: Question, answer: type[Any]) -> Planned:
        kept = self.kept is not None and self.kept.find(question, schema_of(answer)) is not None
        return Planned(question.name, question, kept=kept)

    # -- what is read

    def _read(
        self, asked: Asked, corpus: Corpus, evidence: Evidence, disputes: Sequence[Dispute]
    ) -> tuple[int, ...]:
        """Return the numbers of the sentences to write from: those found, or what a model selects of all."""
        if not _is_much(corpus, evidence):
            return evidence.sentences
        parts = batches(corpus, evidence.budget)
        questions = [asked.select(part, corpus) for part in parts]
        if not self._can_pay(questions, evidence.budget):
            self.lacks.append(
                "The limit does not allow to read all articles; the program chose from them itself."
            )
            return evidence.sentences
        log.info("%d sentences in %d parts, of which a model selects", len(readable(corpus)), len(parts))
        answers = self._ask(questions, SelectAnswer)
        ranked = [_picked(*pair, evidence) for pair in zip(parts, answers, strict=True)]
        self._unread(answers)
        return spread(ranked, _disputed(disputes, corpus), evidence.of_sentences, corpus, evidence.budget)

    def _can_pay(self, questions: Sequence[Question], budget: int) -> bool:
        """Say whether selecting leaves enough for the two questions that make it worth while."""
        schema = schema_of(SelectAnswer)
        ahead = [
            bound(self.profile, question.messages, question.name, schema)
            for question in questions
            if not (self.kept and self.kept.find(question, schema))
        ]
        after = Bound(at_most("x" * budget) + PROMPT_TOKENS, self.profile.answer_tokens("summary"))
        return self.turnstile.has_room([*ahead, after, after])

    def _unread(self, answers: Sequence[object]) -> None:
        """Note the parts without an answer. Where there is none at all, that is the model's failure."""
        faults = [answer for answer in answers if isinstance(answer, Fault)]
        if len(faults) == len(answers):
            raise faults[0]
        if faults:
            self._lack(
                faults[0], f"Of {len(faults)} of {len(answers)} parts the program chose sentences itself."
            )

    # -- how it is asked

    def _both(
        self, first: Ask, second: Ask, numbers: Sequence[int], fewer: Callable[[], Sequence[int]]
    ) -> tuple[SummaryAnswer | Fault, ContestedAnswer | Fault]:
        """Ask both questions at once; what is too much for the model once more, with the better half."""
        jobs: list[tuple[Question, type[Any]]] = [
            (first(numbers), SummaryAnswer), (second(numbers), ContestedAnswer),
        ]  # fmt: skip
        answers = self._ask_each(jobs)
        again = [place for place, answer in enumerate(answers) if _is_too_much(answer)]
        if again:
            log.warning("the evidence is more than the model can read: asking with half of it")
            asks = (first, second)
            half = fewer()
            more = self._ask_each([(asks[place](half), jobs[place][1]) for place in again])
            for place, answer in zip(again, more, strict=True):
                answers[place] = answer
        return answers[0], answers[1]

    def _ask(self, questions: Sequence[Question], answer: type[AnswerT]) -> list[AnswerT | Fault]:
        return self._ask_each([(question, answer) for question in questions])

    def _ask_each(self, jobs: Sequence[tuple[Question, type[Any]]]) -> list[Any]:
        """Return the answer to each question, or what went wrong: from those kept, else all asked at once.

        Each good answer is kept as it comes, so that a run that is stopped has not paid for nothing.
        """
        answers: list[Any] = [self._found(question, answer) for question, answer in jobs]
        left = [place for place, answer in enumerate(answers) if answer is None]
        tasks = [partial(self._request, *jobs[place]) for place in left]
        if left:
            log.info("asking %s: %d question%s", self.model, len(left), "s" * (len(left) > 1))
        for count, (task, got) in enumerate(together(tasks, self.at_once), 1):
            place = left[task]
            answers[place] = self._taken(*jobs[place], got)
            log.info("%d of %d answers, %s", count, len(left), _so_far(self.asked))
        return answers

    def _request(self, question: Question, answer: type[Any]) -> Reply:
        return self.chat.ask(question.messages, question.name, schema_of(answer))

    def _found(self, question: Question, answer: type[AnswerT]) -> AnswerT | None:
        """Return the answer that was kept to this very question, if it is still one."""
        schema = schema_of(answer)
        reply = self.kept.find(question, schema) if self.kept else None
        if reply is None:
            return None
        try:
            read = read_answer(reply.text, answer)
        except BadReply:
            return None
        self.asked.append(_call(question, reply, None, kept=True))
        return read

    def _taken(
        self, question: Question, answer: type[AnswerT], got: Reply | BaseException
    ) -> AnswerT | Fault:
        """Read what came, keep it if it is good, and write down what it took."""
        if isinstance(got, Fault):
            self.asked.append(self._failed(question, got))
            return got
        if isinstance(got, BaseException):
            raise got
        try:
            read = read_answer(got.text, answer)
        except BadReply as error:
            self.asked.append(_call(question, got, self.turnstile, problem=error.kind))
            return error
        self.asked.append(_call(question, got, self.turnstile))
        self._notice(got.model)
        if self.kept:
            self.kept.keep(question, schema_of(answer), got)
        return read

    def _notice(self, answered: str) -> None:
        """Warn, once, of an answer by another model than was asked; a dated name is the same one."""
        others = {c.model for c in self.asked[:-1]}
        if answered not in ("None", "") and not answered.startswith(self.model) and answered not in others:
            log.warning("%s was asked, and the endpoint says that %s answered", self.model, answered)

    def _failed(self, question: Question, fault: Fault) -> Call:
        return Call(
            question.name, self.model, _sent(question), None, None, None, None, 0.0, problem=fault.kind
        )

    def _lack(self, fault: Fault, so: str) -> None:
        log.warning("%s", fault)
        self.lacks.append(f"{fault.message} {so}".strip())


def _is_much(corpus: Corpus, evidence: Evidence) -> bool:
    """Say whether what could be read is more than one prompt holds."""
    return size(readable(corpus)) > evidence.budget


def _picked(part: Batch, answer: SelectAnswer | Fault, evidence: Evidence) -> tuple[int, ...]:
    """The batch's sentences, best first: as the model says, or by their own score where it says nothing."""
    if not isinstance(answer, Fault):
        return part.numbers(answer.numbers)[:MOST_SELECTED]
    scores = evidence.of_sentences
    found = [s.number for s in part.sentences if s.number in scores]
    return tuple(sorted(found, key=lambda n: (-scores[n], n)))


def _disputed(disputes: Sequence[Dispute], corpus: Corpus) -> list[int]:
    """The sentences that the code's own disputes rest on: whatever is selected, these are shown."""
    numbers = {(s.article, s.span): s.number for s in corpus.sentences}
    places = ((q.article, q.span) for d in disputes for p in d.positions for q in p.quotes)
    return [numbers[place] for place in places if place in numbers]


def _is_too_much(answer: object) -> bool:
    return isinstance(answer, Fault) and answer.kind == "too_much"


def _call(
    question: Question, reply: Reply, turnstile: Turnstile | None, *, kept: bool = False, problem: str = ""
) -> Call:
    """What a reply took; one that was kept took nothing this time."""
    sent = _sent(question)
    cost = 0.0 if kept else None
    if turnstile and turnstile.price:
        counted = sent if reply.prompt_tokens is None else reply.prompt_tokens
        got = at_most(reply.text) if reply.completion_tokens is None else reply.completion_tokens
        cost = round(turnstile.price.of(counted, got, reply.cached_tokens or 0), 6)
    return Call(
        question.name, reply.model, sent, reply.prompt_tokens, reply.completion_tokens, reply.cached_tokens,
        cost, 0.0 if kept else round(reply.seconds, 3), reply.requests, kept, problem,
    )  # fmt: skip


def _sent(question: Question) -> int:
    return sum(at_most(message.content) for message in question.messages)


def _so_far(calls: Sequence[Call]) -> str:
    paid = [call for call in calls if not call.kept]
    tokens = sum((c.prompt_tokens or c.sent_tokens) + (c.completion_tokens or 0) for c in paid)
    costs = [call.cost for call in paid if call.cost is not None]
    return f"{tokens:,} tokens" + (f", {sum(costs):.4f} spent" if costs else "")
