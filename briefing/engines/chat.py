"""The seam to a model: one question, one answer.

    Chat.ask(messages, name, schema) -> Reply

`OpenAIChat` speaks to any OpenAI-compatible endpoint and is the only code here that imports the SDK, when it
is first asked: the import alone takes about a second. Nothing the endpoint does is relied on: the SDK builds
the request, and the answer is read here, under a limit of time and of bytes.
"""

import json
import re
import time
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar
from urllib.parse import urlsplit

from briefing.errors import BadReply, EndpointError

if TYPE_CHECKING:
    import httpx2
    import openai

Schema = Mapping[str, Any]
T = TypeVar("T")
MAX_BYTES = 8_000_000  # of one answer, unpacked
MAX_ERROR = 64_000  # bytes of an answer that is an error: its code is all that is read of it
MAX_REPLY = 400_000  # characters; no brief is longer
PAUSE = 0.5  # seconds before asking a second time, twice that before a third, where the endpoint names none
_REQUESTS = {"rate_limited": 3, "server": 3, "unreachable": 3, "no_answer": 2, "empty": 2, "malformed": 2}
"""How often to ask in all, by what went wrong; for what is not here asking again does not help."""

_REASONING = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The model's words and what they cost, as the endpoint counts it (None where it does not say)."""

    text: str
    model: str
    prompt_tokens: int | None
    completion_tokens: int | None
    seconds: float


class Chat(Protocol):
    """Raises EndpointError when there is no answer, BadReply when the answer is none."""

    def ask(self, messages: tuple[Message, ...], name: str, schema: Schema) -> Reply: ...


@dataclass(frozen=True, slots=True)
class OpenAIChat:
    """An endpoint that speaks OpenAI's chat completions. `timeout` is in seconds, for one question in all."""

    base_url: str | None
    key: str
    model: str
    timeout: float = 120.0
    structured: str = "json_schema"

    def __repr__(self) -> str:
        return f"OpenAIChat({_shown(self.base_url)!r}, model={self.model!r})"

    def ask(self, messages: tuple[Message, ...], name: str, schema: Schema) -> Reply:
        """Ask, at most three times in all where asking again can help, within `timeout` seconds together."""
        import openai  # noqa: F401 -- before the clock starts

        began = time.monotonic()
        request = 0
        while True:
            request += 1
            left = began + self.timeout - time.monotonic()
            try:
                return self._within(left, lambda until: self._once(messages, name, schema, until))
            except (EndpointError, BadReply) as error:
                pause = _pause(error, request)
                left = began + self.timeout - time.monotonic()
                if request >= _REQUESTS.get(error.kind, 1) or pause >= left:
                    raise
            time.sleep(pause)

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
        try:
            with (
                self._client(until) as client,
                client.chat.completions.with_streaming_response.create(
                    model=self.model,
                    messages=[{"role": m.role, "content": m.content} for m in messages],  # type: ignore[misc]
                    temperature=0,
                    **self._format(name, schema),
                ) as response,
            ):
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

    def _client(self, until: float) -> "openai.OpenAI":
        import openai

        return openai.OpenAI(
            api_key=self.key,
            base_url=self.base_url,
            timeout=max(0.1, until - time.monotonic()),
            max_retries=0,
            default_headers={"Accept-Encoding": "identity"},
            http_client=openai.DefaultHttpxClient(
                follow_redirects=False,
                event_hooks={"response": [lambda response: self._admit(response, until)]},
            ),
        )

    def _format(self, name: str, schema: Schema) -> dict[str, Any]:
        if self.structured == "json_schema":
            return {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": name, "strict": True, "schema": schema},
                }
            }
        return {"response_format": {"type": "json_object"}} if self.structured == "json_object" else {}

    # -- what comes back

    def _admit(self, response: "httpx2.Response", until: float) -> None:
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
        code = _part(_part(_parsed(self._body(response, MAX_ERROR, until)), "error"), "code")
        raise self._refused(status, code, response.headers.get("retry-after", ""))

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
            text=_text(message, _part(choice, "finish_reason")),
            model=str(_part(data, "model")),
            prompt_tokens=_count(_part(usage, "prompt_tokens")),
            completion_tokens=_count(_part(usage, "completion_tokens")),
            seconds=seconds,
        )

    # -- what can go wrong

    def _refused(self, status: int, code: object, retry_after: str) -> EndpointError:
        """Name an HTTP status. The endpoint's own words are not shown: some echo the key."""
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
        if code == "context_length_exceeded":
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
        return self._error(
            "timeout", f"gave no answer in {self.timeout:g} seconds.", "Raise timeout in [endpoint]."
        )

    def _too_long(self, most: int) -> EndpointError:
        return self._error("too_long", f"answered more than {most / 1e6:g} MB, which is not read.")

    def _no_answer(self) -> EndpointError:
        return self._error("no_answer", "answered something that is no answer.")

    def _error(self, kind: str, what: str, hint: str = "", retry_after: str = "") -> "_Failed":
        where = f"The endpoint {_shown(self.base_url)}".rstrip()
        return _Failed(kind, f"{where} {what}", hint, retry_after)


class _Failed(EndpointError):
    """`retry_after` is what the endpoint says of when to ask again, as it stands."""

    def __init__(self, kind: str, message: str, hint: str, retry_after: str) -> None:
        super().__init__(kind, message, hint)
        self.retry_after = retry_after


def _shown(address: str | None) -> str:
    """Return an address without credentials or query: what may be shown of it."""
    return re.sub(r"//[^/@]*@", "//", address or "").split("?")[0]


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


def _text(message: Mapping[str, Any], finish: object) -> str:
    """Return the words of a completion's message. Raises BadReply where the model said nothing to go by."""
    if message.get("tool_calls") or message.get("function_call"):
        raise BadReply("tool_call", "The model called a tool; it was given none.")
    if message.get("refusal") or finish == "content_filter":
        raise BadReply("refusal", "The model declined to answer.")
    if finish == "length":
        raise BadReply("cut_off", "The model's answer was cut off.")
    text = message.get("content")
    if not isinstance(text, str) or not text.strip():
        raise BadReply("empty", "The model's answer is empty.")
    if len(text) > MAX_REPLY:
        raise BadReply("malformed", f"The model's answer is {len(text)} characters long.")
    json_of(text)
    return text


def json_of(text: str) -> Any:
    """Return the one JSON object in a model's answer: reasoning before it and a fence round it are taken off.

    Nothing is repaired. Two objects, duplicate keys, NaN and half surrogates raise BadReply: a claim is never
    guessed out of broken JSON.
    """
    try:
        data = json.loads(_bare(text), object_pairs_hook=_once_each, parse_constant=_no_constant)
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise BadReply("malformed", "The model's answer is not the JSON it was asked for.") from error
    return data


def _bare(text: str) -> str:
    """Take off reasoning before the answer, and a fence round it with words outside that hold no braces."""
    bare = _REASONING.sub("", text).strip()
    before, _, rest = bare.partition("```")
    inner, fence, after = rest.rpartition("```")
    if fence and not re.search("[{}]", before + after):
        return inner.removeprefix("json")
    return bare


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("duplicate keys")
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise ValueError(name)
