"""Floor 3: what proposes a draft. An engine never prints, checks or counts; that is the program's.

Engine.propose(topic, corpus, evidence, disputes, words) -> Draft
"""

from dataclasses import dataclass
from typing import Protocol

from briefing.evidence.corpus import Corpus
from briefing.evidence.search import Evidence
from briefing.model.brief import CheckedDraft, Dispute, Draft, Maker, Opinion
from briefing.model.topic import Topic


@dataclass(frozen=True, slots=True)
class Call:
    """One question to a model, for the run log: tokens as the endpoint counts them, None where it does not.

    `sent_tokens` is our own estimate from above, `cost` in the price table's currency (None where it has no
    price), `kept` that nobody had to be asked; `problem` is the kind of fault when there was no good answer.
    """

    name: str
    model: str
    sent_tokens: int
    prompt_tokens: int | None
    completion_tokens: int | None
    cached_tokens: int | None
    cost: float | None
    seconds: float
    requests: int = 1
    kept: bool = False
    problem: str = ""


class Engine(Protocol):
    """Proposes a draft from evidence. `maker` says what it is, `calls` what it has asked a model so far."""

    @property
    def maker(self) -> Maker: ...

    @property
    def calls(self) -> tuple[Call, ...]: ...

    def propose(
        self, topic: Topic, corpus: Corpus, evidence: Evidence, disputes: tuple[Dispute, ...], words: int
    ) -> Draft: ...

    def repair(self, topic: Topic, corpus: Corpus, checked: CheckedDraft) -> Draft:
        """Write again, once, what did not hold; an empty draft where that is not to be had."""
        ...

    def opinions(self, topic: Topic, corpus: Corpus, checked: CheckedDraft) -> tuple[Opinion, ...]:
        """Say of each kept sentence whether its quotes bear it out; nothing where nobody can be asked."""
        ...
