"""What a brief would ask, and what that would cost: the prompts in full, without asking anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.endpoint import assisted, budget_of, price_of
from briefing.engines.assisted import Assisted, Planned
from briefing.engines.turnstile import Price
from briefing.errors import NothingToAsk
from briefing.make import Request, kept_replies, overrides, read
from briefing.pipeline import prepare
from briefing.settings import Endpoint, Settings, endpoint_of, topic_named
from briefing.text.tokens import count_tokens


@dataclass(frozen=True, slots=True)
class Row:
    """A question as it is told: tokens of its prompt, whether they were counted, the most its answer may
    have.
    """

    name: str
    prompt: int
    exact: bool
    answer: int
    kept: bool = False


def plan(request: Request, settings: Settings, now: datetime) -> str:
    """Return every prompt that can be known before, and a table of tokens and cost: each at most so many.

    No key is needed. Raises NothingToAsk for the extractive engine, which asks nobody.
    """
    if request.engine == "extractive":
        raise NothingToAsk()
    # Nobody is asked, so that neither a key nor a header's variable has to be set.
    at = settings.endpoint or endpoint_of(settings.file.endpoint.model_copy(update={"headers": {}}), {})
    topic, sources = topic_named(request.topic, request.sources, settings)
    reading = read(sources, settings)
    words = request.words or settings.file.brief.words
    with kept_replies(request, settings, now, read_only=True) as shelf:
        engine = assisted(
            at, settings, overrides("prompts", request.prompts, settings), shelf=shelf, fresh=request.fresh
        )
        corpus, evidence, disputes = prepare(topic, reading.articles, budget_of(at))
        planned = engine.plan(topic, corpus, evidence, disputes, words)
    rows = [_row(each, engine) for each in planned]
    return "\n".join([*_prompts(planned), *_table(rows, at, price_of(at.model, settings))])


def _row(planned: Planned, engine: Assisted) -> Row:
    """Tokens are counted where the prompt is known, else they are the most there may be."""
    answer = engine.profile.answer_tokens(planned.name)
    if planned.question is None:
        return Row(planned.name, planned.tokens, False, answer)
    counts = [count_tokens(message.content) for message in planned.question.messages]
    return Row(
        planned.name, sum(c.tokens for c in counts), all(c.exact for c in counts), answer, planned.kept
    )


def _prompts(planned: Sequence[Planned]) -> list[str]:
    """Every prompt that is known, the system's part once."""
    known = [each.question for each in planned if each.question]
    told = [f"##### system, before every question\n\n{known[0].messages[0].content}"]
    for number, question in enumerate(known, 1):
        head = f"##### question {number} of {len(known)}: {question.name}"
        told.append(f"{head}\n\n{question.messages[1].content}")
    return told


def _table(rows: Sequence[Row], at: Endpoint, price: Price | None) -> list[str]:
    unpaid = [row for row in rows if not row.kept]
    lines = [f"##### {at.model}: what this asks, at most", ""]
    lines += [f"{'question':12}{'prompt tokens':>16}{'answer, at most':>18}{'cost, at most':>16}"]
    lines += [_line(row, price) for row in rows]
    prompt, answer = sum(row.prompt for row in unpaid), sum(row.answer for row in unpaid)
    lines += [_line(Row("in all", prompt, all(row.exact for row in unpaid), answer), price), ""]
    if not all(row.exact for row in rows):
        lines.append("~ is an estimate from above: " + _why(rows))
    if any(row.name == "repair" for row in rows):
        lines.append("The repair is asked only where sentences do not hold, and is far smaller as a rule.")
    if price is None:
        lines.append(f'No price is known: add [prices."{at.model}"] with input and output to briefing.toml.')
    return lines


def _why(rows: Sequence[Row]) -> str:
    if any(row.exact for row in rows):
        return "these prompts depend on earlier answers."
    return "the tokenizer's vocabulary is not on this machine, and none is downloaded."


def _line(row: Row, price: Price | None) -> str:
    prompt = f"{'' if row.exact else '~'}{row.prompt:,}"
    if row.kept:
        return f"{row.name:12}{prompt:>16}{'kept: free':>34}"
    cost = f"{price.of(row.prompt, row.answer):.4f}" if price else "unknown"
    return f"{row.name:12}{prompt:>16}{row.answer:>18,}{cost:>16}"
