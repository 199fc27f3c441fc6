"""What all workers of one run pass before each request: the pause an endpoint asked for, and the limits.

A limit is reserved before it is spent: each request sets aside the most it can cost and gives back what it
did not use, so that a hundred at once cannot each find that little has been spent so far.
"""

import time
from dataclasses import dataclass
from threading import Lock

from briefing.errors import DeadlinePassed, EndpointError, OverLimit

GAP = 0.05  # seconds between two requests once the endpoint has said that they come too fast


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost; `cached` is for those of a prompt that the endpoint had in its cache."""

    input: float
    output: float
    cached: float | None = None

    def of(self, prompt: int, completion: int, cached: int = 0) -> float:
        dear, cheap = max(0, prompt - cached), min(prompt, cached)
        at = self.input if self.cached is None else self.cached
        return (dear * self.input + cheap * at + completion * self.output) / 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a run may cost, in money and in tokens; `until` is a time of the monotonic clock."""

    cost: float | None = None
    tokens: int | None = None
    until: float | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """The most tokens that one request can take."""

    prompt: int
    answer: int

    @property
    def tokens(self) -> int:
        return self.prompt + self.answer


class Turnstile:
    """One for a run, for all its threads. Without limits and before any pause it lets everybody through."""

    def __init__(self, limits: Limits = Limits(), price: Price | None = None) -> None:
        self.limits = limits
        self.price = price
        self._lock = Lock()
        self._tokens = 0
        self._cost = 0.0
        self._paced = False
        self._next = 0.0

    def has_room(self, bounds: list[Bound]) -> bool:
        """Say whether requests of at most these sizes can all still be made."""
        with self._lock:
            return self._over(sum(b.tokens for b in bounds), sum(map(self._most, bounds))) is None

    def left(self) -> float | None:
        """Return the seconds until the deadline, None where there is none."""
        return None if self.limits.until is None else self.limits.until - time.monotonic()

    def enter(self, bound: Bound, patience: float) -> None:
        """Wait until a request may be made, *patience* seconds at most, and set its bound aside.

        Raises EndpointError of kind `limit` or `deadline` when it may not be made at all, `rate_limited` when
        not in time.
        """
        self._still_time()
        self._wait(patience)
        self._still_time()
        with self._lock:
            over = self._over(bound.tokens, self._most(bound))
            if over:
                raise OverLimit(over)
            self._tokens += bound.tokens
            self._cost += self._most(bound)

    def settle(self, bound: Bound, prompt: int, answer: int, cached: int = 0) -> None:
        """Give back what a request set aside, and book what it took."""
        with self._lock:
            self._tokens += prompt + answer - bound.tokens
            self._cost += (self.price.of(prompt, answer, cached) if self.price else 0.0) - self._most(bound)

    def pause(self, seconds: float) -> None:
        """Let nobody through for so long, and from then on one after the other."""
        with self._lock:
            self._paced = True
            self._next = max(self._next, time.monotonic() + seconds)

    def _still_time(self) -> None:
        left = self.left()
        if left is not None and left <= 0:
            raise DeadlinePassed()

    def _wait(self, patience: float) -> None:
        until = time.monotonic() + patience
        while (seconds := self._turn(until)) > 0:
            time.sleep(seconds)

    def _turn(self, until: float) -> float:
        """Return 0 when it is one's turn, else how long to wait before asking again: by then somebody else
        may have been told to wait, too.
        """
        now = time.monotonic()
        with self._lock:
            if not self._paced or self._next <= now:
                self._next = now + GAP
                return 0.0
            if self._next >= until:
                raise EndpointError(
                    "rate_limited", "The endpoint says that there are too many requests.", "Try again later."
                )
            return self._next - now

    def _over(self, tokens: int, cost: float) -> str | None:
        """Name the limit that so much more would break."""
        if self.limits.cost is not None and self._cost + cost > self.limits.cost:
            return f"the {self.limits.cost:g} given with --max-cost"
        if self.limits.tokens is not None and self._tokens + tokens > self.limits.tokens:
            return f"the {self.limits.tokens:,} tokens given with --max-tokens"
        return None

    def _most(self, bound: Bound) -> float:
        return self.price.of(bound.prompt, bound.answer) if self.price else 0.0
