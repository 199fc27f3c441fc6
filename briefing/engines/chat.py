"""The seam to a model: one question, one answer.

    Chat.ask(messages, name, schema) -> Reply

`OpenAIChat` speaks to any OpenAI-compatible endpoint and is the only code here that imports the SDK, when it
is first asked: the import alone takes about a second. Nothing the endpoint does is relied on: the SDK builds
the request, and the answer is read here, under a limit of time and of bytes.
"""

import json
import random
import re
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar
from urllib.parse import urlsplit

from briefing.engines.completion import text_of
from briefing.engines.turnstile import Bound, Turnstile
from briefing.errors import BadReply, DeadlinePassed, EndpointError
from briefing.text.tokens import at_most

if TYPE_CHECKING:
    import httpx2
    import openai

Schema = Mapping[str, Any]
T = TypeVar("T")
MAX_BYTES = 8_000_000  # of one answer, unpacked
MAX_ERROR = 64_000  # bytes of an answer that is an error: its code is all that is read of it
PAUSE = 0.5  # seconds before asking a second time, twice that before a third, where the endpoint names none
_REQUESTS = {"rate_limited": 3, "server": 3, "unreachable": 3, "no_answer": 2, "empty": 2, "malformed": 2}
"""How often to ask in all, by what went wrong; for what is not here asking again does not help."""
_UNPAID = frozenset(
    ("rate_limited", "quota", "refused", "not_found", "too_much", "request", "redirected", "server")
)
"""What an endpoint answers without having asked its model. After anything else a request may cost its
most.
"""

ANSWER_TOKENS = {"summary": 6_000, "contested": 4_000, "select": 1_000, "repair": 4_000, "opinion": 2_000}
"""Where an answer is told to end. It is far more than a good one has: a limit is there to bound the cost."""

_TOO_MUCH = re.compile(
    r"context (?:length|size|window)|maximum context|too many (?:input )?tokens|prompt is too long"
    r"|input (?:is )?too long|exceeds? the (?:model's )?(?:maximum|context)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The model's words and what they cost, as the endpoint counts it (None where it does not say).

    `cached_tokens` are those of the prompt that the endpoint had read before; `requests` how many it took.
    """

    text: str
    model: str
    prompt_tokens: int | None
    completion_tokens: int | None
    seconds: float
    cached_tokens: int | None = None
    requests: int = 1


class Chat(Protocol):
    """Raises EndpointError when there is no answer, BadReply when the answer is none."""

    def ask(self, messages: tuple[Message, ...], name: str, schema: Schema) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Profile:
    """What an endpoint takes and needs, beside messages.

    `structured` is how it is told the form of an answer, `output_limit` the name of the parameter that
    ends an answer ("none" where it has none), `reasoning` how many tokens a model may think on top of its
    answer, `parameters` what else is sent in each request, as it stands.
    """

    structured: str = "json_schema"
    output_limit: str = "max_completion_tokens"
    reasoning: int = 0
    parameters: Mapping[str, Any] = field(default_factory=lambda: {"temperature": 0})
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def body(self, name: str, schema: Schema) -> dict[str, Any]:
        """Return what is sent beside model and messages."""
        limit = {} if self.output_limit == "none" else {self.output_limit: self.answer_tokens(name)}
        return {**self.parameters, **limit, **self._format(name, schema)}

    def parameters_of_a_reply(self) -> dict[str, Any]:
        """Return what, beside model, prompt and schema, an answer depends on."""
        return {"structured": self.structured, "reasoning": self.reasoning, "sent": dict(self.parameters)}

    def answer_tokens(self, name: str) -> int:
        """Return how many tokens an answer to that question may have at most."""
        return ANSWER_TOKENS.get(name, 4_000) + self.reasoning

    def _format(self, name: str, schema: Schema) -> dict[str, Any]:
        if self.structured == "json_schema":
            form = {"name": name, "strict": True, "schema": schema}
            return {"response_format": {"type": "json_schema", "json_schema": form}}
        return {"response_format": {"type": "json_object"}} if self.structured == "json_object" else {}


def bound(profile: Profile, messages: tuple[Message, ...], name: str, schema: Schema) -> Bound:
    """Return the most tokens that this question can take."""
    # An endpoint may show the model the schema, and wraps each message in a few tokens of its own.
    sent = sum(at_most(m.content) + 8 for m in messages) + at_most(json.dumps(schema)) + 16
    return Bound(sent, profile.answer_tokens(name))


class _Shared:
    """The SDK's client, made when first asked for: reading certificates anew for each request is slow."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.client: openai.OpenAI | None = None


_NOW = threading.local()
"""`until` of the request that a thread is making, for the hook that sees a response first."""


@dataclass(frozen=True, slots=True)
class OpenAIChat:
    """An endpoint that speaks OpenAI's chat completions. `timeout` is in seconds, for one question in all."""

    base_url: str | None
    key: str
    model: str
    timeout: float = 120.0
    profile: Profile = field(default_factory=Profile)
    turnstile: Turnstile = field(default_factory=Turnstile)
    _shared: _Shared = field(default_factory=_Shared)

    def __repr__(self) -> str:
        return f"OpenAIChat({shown(self.base_url)!r}, model={self.model!r})"

    def prepare(self) -> None:
        """Import the SDK and make its client before there is anything to ask; what fails is told then."""
        with suppress(Exception):
            self._client()

    def ask(self, messages: tuple[Message, ...], name: str, schema: Schema) -> Reply:
        """Ask, at most three times in all where asking again can help, within `timeout` seconds together.

        Where the endpoint asks to wait, everybody who shares the turnstile waits.
        """
        import openai  # noqa: F401 -- before the clock starts

        most = bound(self.profile, messages, name, schema)
        until = time.monotonic() + self._patience()
        request = 0
        while True:
            request += 1
            self.turnstile.enter(most, until - time.monotonic())
            try:
                reply = self._within(
                    until - time.monotonic(), lambda end: self._once(messages, name, schema, end)
                )
            except (EndpointError, BadReply) as error:
                if error.kind in _UNPAID:
                    self.turnstile.settle(most, 0, 0)
                pause = _pause(error, request)
                if request >= _REQUESTS.get(error.kind, 1) or pause >= until - time.monotonic():
                    raise
                if error.kind == "rate_limited":
                    self.turnstile.pause(pause)
                else:
                    time.sleep(pause * random.uniform(0.75, 1.0))  # not all at once again
            else:
                self._settle(most, reply)
                return replace(reply, requests=request)

    def _patience(self) -> float:
        """The seconds that one question may take: its own, or what is left of the whole run's."""
        left = self.turnstile.left()
        return self.timeout if left is None else min(self.timeout, left)

    def _settle(self, most: Bound, reply: Reply) -> None:
        """Book what the endpoint counted; where it does not count, what was set aside."""
        sent = most.prompt if reply.prompt_tokens is None else reply.prompt_tokens
        got = most.answer if reply.completion_tokens is None else reply.completion_tokens
        self.turnstile.settle(most, sent, got, reply.cached_tokens or 0)

    def _within(self, seconds: float, work: Callable[[float], T]) -> T:
        """Return what *work* gives, or raise after so many seconds, come what may.

        A socket's time-out starts anew with each byte: a server that drips one at a time holds a reader for
        ever, so that the work is left to a thread that nobody waits for any longer.
        """
        outcome: Future[T] = Future()

        def run() -> None:
            try:
                outcome.set_result(work(time.monotonic() + seconds))
            except BaseException as error:
                outcome.set_exception(error)

        Thread(target=run, daemon=True).start()
        try:
            return outcome.result(seconds)
        except TimeoutError:
            raise self._late() from None

    def _once(self, messages: tuple[Message, ...], name: str, schema: Schema, until: float) -> Reply:
        """Make one request; it ends by itself soon after *until*, a time of the monotonic clock."""
        import httpx2
        import openai

        began = time.monotonic()
        _NOW.until = until
        try:
            with self._client().chat.completions.with_streaming_response.create(
                model=self.model,
                messages=[{"role": m.role, "content": m.content} for m in messages],  # type: ignore[misc]
                extra_body=self.profile.body(name, schema),
                timeout=max(0.1, until - time.monotonic()),
            ) as response:
                body = self._body(response.http_response, MAX_BYTES, until)
        except (openai.APITimeoutError, httpx2.TimeoutException):
            raise self._late() from None
        except (openai.APIConnectionError, httpx2.TransportError):
            raise self._error(
                "unreachable",
                "cannot be reached, or broke off.",
                "Check OPENAI_BASE_URL or base_url in [endpoint].",
            ) from None
        except (openai.OpenAIError, httpx2.InvalidURL, UnicodeError):
            # The error itself may hold the key.
            raise self._error("request", "cannot be asked.", "Check its address and its key.") from None
        return self._reply(self._json(body), time.monotonic() - began)

    def _client(self) -> "openai.OpenAI":
        import openai

        with self._shared.lock:
            if self._shared.client is None:
                self._shared.client = openai.OpenAI(
                    api_key=self.key,
                    base_url=self.base_url,
                    max_retries=0,
                    default_headers={**self.profile.headers, "Accept-Encoding": "identity"},
                    http_client=openai.DefaultHttpxClient(
                        follow_redirects=False, event_hooks={"response": [self._admit]}
                    ),
                )
            return self._shared.client

    # -- what comes back

    def _admit(self, response: "httpx2.Response") -> None:
        """Let through only what says of itself that it is an answer.

        The SDK would read an error to its end, however long it is.
        """
        status = response.status_code
        if status == 200:
            return
        if 300 <= status < 400:
            to = _host(response.headers.get("location", ""))
            raise self._error(
                "redirected", f"sends to {to} ({status}), which is not followed.", "Name the right address."
            )
        error = _part(_parsed(self._body(response, MAX_ERROR, _NOW.until)), "error")
        raise self._refused(status, error, response.headers.get("retry-after", ""))

    def _body(self, response: "httpx2.Response", most: int, until: float) -> bytes:
        """Return the body unpacked. A hundred kilobytes of gzip can hold a hundred megabytes."""
        raw = bytearray()
        for piece in response.iter_raw():
            raw += piece
            if len(raw) > most:
                raise self._too_long(most)
            if time.monotonic() > until:
                raise self._late()
        body = _unpacked(bytes(raw), response.headers.get("content-encoding", ""), most)
        if body is None:
            raise self._no_answer()
        if len(body) > most:
            raise self._too_long(most)
        return body

    def _json(self, body: bytes) -> Any:
        data = _parsed(body)
        if data is None:
            raise self._error("no_answer", "answered something that is no JSON.")
        return data

    def _reply(self, data: Any, seconds: float) -> Reply:
        """Read a completion, none of whose parts can be relied on to be there."""
        choice = _part(_part(data, "choices"), 0)
        message = _part(choice, "message")
        if not isinstance(message, dict):
            raise self._no_answer()
        usage = _part(data, "usage")
        return Reply(
            text=text_of(message, _part(choice, "finish_reason")),
            model=str(_part(data, "model")),
            prompt_tokens=_count(_part(usage, "prompt_tokens")),
            completion_tokens=_count(_part(usage, "completion_tokens")),
            seconds=seconds,
            cached_tokens=_count(_part(_part(usage, "prompt_tokens_details"), "cached_tokens")),
        )

    # -- what can go wrong

    def _refused(self, status: int, error: object, retry_after: str) -> EndpointError:
        """Name an HTTP status. The endpoint's own words are not shown: some echo the key."""
        code = _part(error, "code")
        if status == 429 and code == "insufficient_quota":
            return self._error(
                "quota", "says that the account's quota is used up.", "Asking again does not help."
            )
        if status == 429:
            return self._error(
                "rate_limited", "says that there are too many requests.", "Try again later.", retry_after
            )
        if status in (401, 403):
            return self._error("refused", f"refused the key ({status}).", "Check OPENAI_API_KEY.")
        if status == 404:
            return self._error(
                "not_found", f"knows no model '{self.model}', or no such path (404).", "Check BRIEFING_MODEL."
            )
        if status >= 500:
            return self._error("server", f"failed ({status}).", "Try again later.", retry_after)
        if status == 413 or _is_too_much(error):
            return self._error(
                "too_much",
                f"says that the evidence is more than '{self.model}' can read.",
                "Name fewer sources.",
            )
        return self._error(
            "request",
            f"did not take the request ({status}).",
            'Try structured = "json_object" in [endpoint].',
        )

    def _late(self) -> EndpointError:
        left = self.turnstile.left()
        if left is not None and left <= 0.05:
            return DeadlinePassed()
        return self._error(
            "timeout", f"gave no answer in {self.timeout:g} seconds.", "Raise timeout in [endpoint]."
        )

    def _too_long(self, most: int) -> EndpointError:
        return self._error("too_long", f"answered more than {most / 1e6:g} MB, which is not read.")

    def _no_answer(self) -> EndpointError:
        return self._error("no_answer", "answered something that is no answer.")

    def _error(self, kind: str, what: str, hint: str = "", retry_after: str = "") -> "_Failed":
        where = f"The endpoint {shown(self.base_url)}".rstrip()
        return _Failed(kind, f"{where} {what}", hint, retry_after)


class _Failed(EndpointError):
    """`retry_after` is what the endpoint says of when to ask again, as it stands."""

    def __init__(self, kind: str, message: str, hint: str, retry_after: str) -> None:
        super().__init__(kind, message, hint)
        self.retry_after = retry_after


def shown(address: str | None) -> str:
    """Return an address without credentials or query: what may be shown of it."""
    return re.sub(r"//[^/@]*@", "//", address or "").split("?")[0]


def _is_too_much(error: object) -> bool:
    """Say whether a refusal is for the length of the prompt. Servers have no common code for it, so that
    their words are read too, which are never shown."""
    code, kind = _part(error, "code"), _part(error, "type")
    if "context_length_exceeded" in (code, kind) or "exceed_context_size_error" in (code, kind):
        return True
    return bool(_TOO_MUCH.search(str(_part(error, "message"))[:2_000]))


def _pause(error: EndpointError | BadReply, requests: int) -> float:
    """Return how many seconds to wait before asking again: what the endpoint says, where that can be."""
    told: str = getattr(error, "retry_after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", told):
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, OverflowError):
        return PAUSE * float(2 ** (requests - 1))


def _unpacked(raw: bytes, encoding: str, most: int) -> bytes | None:
    """Return *raw* decoded, no more of it than a byte over *most*; None where it cannot be."""
    if encoding.strip().lower() in ("", "identity"):
        return raw
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(raw, most + 1)
    except zlib.error:
        return None


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "somewhere else")[:80]
    except ValueError:
        return "somewhere else"


def _part(data: Any, key: str | int) -> Any:
    """Return a part of JSON data, None where there is none."""
    if isinstance(key, str):
        return data.get(key) if isinstance(data, dict) else None
    return data[key] if isinstance(data, list) and key < len(data) else None


def _count(value: Any) -> int | None:
    return value if type(value) is int and value >= 0 else None
