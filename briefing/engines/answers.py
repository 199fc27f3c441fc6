"""What a model is asked to answer, as schemas, and how its answer becomes a draft."""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing.engines.chat import Schema
from briefing.engines.completion import json_of
from briefing.errors import BadReply
from briefing.model.brief import Opinion, Proposal, ProposedDispute, ProposedPosition

MOST_SENTENCES, MOST_DISPUTES = 60, 20


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SentenceAnswer(_Answer):
    heading: str
    text: str
    citing: list[int]


class SummaryAnswer(_Answer):
    sentences: list[SentenceAnswer]

    def proposals(self) -> tuple[Proposal, ...]:
        return tuple(Proposal(s.text, tuple(s.citing), s.heading) for s in self.sentences[:MOST_SENTENCES])


class PositionAnswer(_Answer):
    answer: str
    citing: list[int]


class DisputeAnswer(_Answer):
    dispute: str | None = Field(...)
    question: str
    positions: list[PositionAnswer]


class ContestedAnswer(_Answer):
    disputes: list[DisputeAnswer]

    def proposals(self) -> tuple[ProposedDispute, ...]:
        return tuple(
            ProposedDispute(
                d.question, tuple(ProposedPosition(p.answer, tuple(p.citing)) for p in d.positions), d.dispute
            )
            for d in self.disputes[:MOST_DISPUTES]
        )


class SelectAnswer(_Answer):
    numbers: list[int]


class OpinionAnswer(_Answer):
    id: int
    supported: Opinion


class OpinionsAnswer(_Answer):
    opinions: list[OpinionAnswer]

    def of(self, count: int) -> tuple[Opinion, ...]:
        """Return the opinion on each of *count* sentences; one that is missing takes nothing away."""
        said = {opinion.id: opinion.supported for opinion in self.opinions}
        return tuple(said.get(number, "yes") for number in range(1, count + 1))


AnswerT = TypeVar("AnswerT", bound=_Answer)


def schema_of(answer: type[_Answer]) -> Schema:
    """Return the strict JSON schema of *answer*: pydantic's, without the titles and notes no endpoint
    needs.
    """
    return _bare(answer.model_json_schema())  # type: ignore[no-any-return]


def read_answer(text: str, answer: type[AnswerT]) -> AnswerT:
    """Return a model's text as *answer*. Raises BadReply when it is not exactly that."""
    try:
        return answer.model_validate(json_of(text))
    except ValidationError as error:
        raise BadReply("schema", "The model's answer has not the form it was asked for.") from error


def _bare(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: _bare(value) for key, value in node.items() if key not in ("title", "description", "default")
        }
    return [_bare(each) for each in node] if isinstance(node, list) else node
