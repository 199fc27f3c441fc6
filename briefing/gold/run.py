"""A run over gold topics as it is kept and compared: what was asked of whom, and what came of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from briefing.errors import BadGold
from briefing.gold.score import Score
from briefing.model.brief import PromptHash

SCHEMA = "briefing-eval/1"


@dataclass(frozen=True, slots=True)
class Work:
    """What a brief took. `words` are those of the summary as printed. `proposed` sentences are those of the
    first draft: each was kept at once, mended by the repair, or dropped. Seconds are wall time, reading not
    included; `cost` is None where no price is known.
    """

    words: int
    proposed: int
    kept: int
    repaired: int
    dropped: int
    calls: int
    sent_tokens: int
    received_tokens: int
    cost: float | None
    seconds: float


NO_WORK = Work(0, 0, 0, 0, 0, 0, 0, 0, None, 0.0)


@dataclass(frozen=True, slots=True)
class TopicRun:
    """One gold topic. `gold` is the sha256 of its gold and articles; `left_out` are the articles that the
    brief does not rest on, being off the topic; `missing` is what it lacks, as when a model failed.
    """

    name: str
    gold: str
    score: Score
    work: Work
    left_out: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A whole run: the engine, model and prompts, and its topics by name. Its fields are its JSON."""

    schema: str
    version: str
    engine: str
    model: str | None
    prompts: tuple[PromptHash, ...]
    words: int
    topics: tuple[TopicRun, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over topics; shares are None where there is nothing to have a share of."""

    facts: int
    held: int
    disputes: int
    found: int
    false_claims: int
    citations: int
    idle: int
    counted_right: int
    topics: int

    @property
    def coverage(self) -> float:
        return self.held / self.facts

    @property
    def precision(self) -> float | None:
        return (self.citations - self.idle) / self.citations if self.citations else None

    @property
    def disputes_found(self) -> float | None:
        return self.found / self.disputes if self.disputes else None


def totals(topics: Iterable[TopicRun]) -> Totals:
    """Return the sums over *topics*, of which there is at least one."""
    scores = [topic.score for topic in topics]
    return Totals(
        facts=_sum(scores, lambda s: len(s.facts)),
        held=_sum(scores, lambda s: sum(fact.state == "held" for fact in s.facts)),
        disputes=_sum(scores, lambda s: len(s.disputes)),
        found=_sum(scores, lambda s: sum(dispute.state == "found" for dispute in s.disputes)),
        false_claims=_sum(scores, lambda s: len(s.false_claims)),
        citations=_sum(scores, lambda s: s.marked + s.verifier + len(s.idle)),
        idle=_sum(scores, lambda s: len(s.idle)),
        counted_right=_sum(scores, lambda s: s.independent == s.independent_right),
        topics=len(scores),
    )


def run_from_json(text: str, source: str) -> Run:
    """Return the run that *text* holds. Raises BadGold when it is no run of this schema."""
    from pydantic import TypeAdapter, ValidationError

    try:
        run = TypeAdapter(Run).validate_json(text, strict=True)
    except ValidationError as error:
        first: Any = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadGold(
            source, f", '{where}'" if where else "", f"this is no run of --json: {first['msg']}."
        ) from error
    if run.schema != SCHEMA or not run.topics:
        raise BadGold(source, "", f"its schema is '{run.schema}', and this program compares '{SCHEMA}'.")
    return run


def _sum(scores: Iterable[Score], of: Callable[[Score], int]) -> int:
    return sum(map(of, scores))
