"""From settings to an engine that asks: the endpoint's profile, the run's limits, the prompts in use."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from briefing.engines.assisted import PROMPTS, Assisted
from briefing.engines.chat import OpenAIChat, Profile
from briefing.engines.kept import Kept, Shelf
from briefing.engines.questions import RenderPrompt
from briefing.engines.turnstile import Limits, Price, Turnstile
from briefing.errors import NoOutputLimit, NoPrice
from briefing.evidence.search import BUDGET
from briefing.model.brief import PromptHash
from briefing.render.environment import environment, write
from briefing.render.find import find
from briefing.settings import Endpoint, Settings

PROMPT_TOKENS = 3_000  # what a prompt has beside evidence, from above
SMALLEST = 4_000  # characters of evidence, below which there is no brief to be had


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a run may take, as asked for: None where nobody said. `deadline` is in seconds."""

    cost: float | None = None
    tokens: int | None = None
    deadline: float | None = None


def assisted(
    at: Endpoint,
    settings: Settings,
    folders: Sequence[Path] = (),
    *,
    allowed: Allowed = Allowed(),
    shelf: Shelf | None = None,
    fresh: bool = False,
) -> Assisted:
    """Return the assisted engine that asks *at*, with the prompts in *folders* before the shipped ones.

    Raises NoPrice and NoOutputLimit for a limit that could not be kept to.
    """
    profile = profile_of(at)
    turnstile = Turnstile(_limits(at, settings, allowed), price_of(at.model, settings))
    write_prompt, hashes = prompts_in(folders)
    return Assisted(
        OpenAIChat(at.base_url, at.key, at.model, at.timeout, profile, turnstile),
        at.model,
        write_prompt,
        hashes,
        kept=Kept(shelf, at.model, profile.parameters_of_a_reply(), fresh) if shelf else None,
        turnstile=turnstile,
        profile=profile,
        at_once=at.at_once,
    )


def prompts_in(folders: Sequence[Path]) -> tuple[RenderPrompt, tuple[PromptHash, ...]]:
    """Return what writes a prompt, those in *folders* before the shipped ones, and their hashes."""
    prompts = environment("prompts", folders)
    hashes = tuple(PromptHash(name, find(name, "prompts", folders).sha256) for name in PROMPTS)
    return lambda name, values: write(prompts, name, values), hashes


def profile_of(at: Endpoint) -> Profile:
    return Profile(at.structured, at.output_limit, at.reasoning, at.parameters, at.headers)


def price_of(model: str, settings: Settings) -> Price | None:
    table = settings.file.prices.get(model)
    return Price(table.input, table.output, table.cached) if table else None


def budget_of(at: Endpoint | None) -> int:
    """Return how many characters of evidence one prompt may hold: three to a token, which is never too
    many.
    """
    if at is None or at.context is None:
        return BUDGET
    answer = profile_of(at).answer_tokens("summary")
    return max(SMALLEST, min(BUDGET, 3 * (at.context - answer - PROMPT_TOKENS)))


def warm(engine: Assisted) -> None:
    """Begin to import the SDK, which takes half a second and more, while other things are read."""
    if isinstance(engine.chat, OpenAIChat):
        Thread(target=engine.chat.prepare, daemon=True).start()


def _limits(at: Endpoint, settings: Settings, allowed: Allowed) -> Limits:
    standing = settings.file.limits
    cost = standing.max_cost if allowed.cost is None else allowed.cost
    tokens = standing.max_tokens if allowed.tokens is None else allowed.tokens
    seconds = standing.deadline if allowed.deadline is None else allowed.deadline
    if cost is not None and price_of(at.model, settings) is None:
        raise NoPrice(at.model)
    if (cost is not None or tokens is not None) and at.output_limit == "none":
        raise NoOutputLimit()
    return Limits(cost, tokens, None if seconds is None else time.monotonic() + seconds)
