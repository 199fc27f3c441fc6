"""Floor 3: what proposes a draft. An engine never prints, checks or counts; that is the program's.

Engine.propose(topic, corpus, evidence, disputes, words) -> Draft
"""

from typing import Protocol

from briefing.evidence.corpus import Corpus
from briefing.evidence.search import Evidence
from briefing.model.brief import Dispute, Draft, Maker
from briefing.model.topic import Topic


class Engine(Protocol):
    """Proposes a draft from evidence. `maker` says what it is, for the brief's record."""

    @property
    def maker(self) -> Maker: ...

    def propose(
        self, topic: Topic, corpus: Corpus, evidence: Evidence, disputes: tuple[Dispute, ...], words: int
    ) -> Draft: ...
