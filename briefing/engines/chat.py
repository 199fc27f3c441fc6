"""The seam to a model: one question, one answer.

    Chat.ask(messages, schema) -> Reply

`OpenAIChat` speaks to any OpenAI-compatible endpoint and is the only code here that imports the SDK, when
it is
first asked: the import alone takes about a second.
"""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from briefing.errors import BadReply, EndpointError

Schema = Mapping[str, Any]
MAX_REPLY = 400_000  # characters; no brief is longer
RETRIED = ("rate_limited", "server", "unreachable", "timeout")
ATTEMPTS = 3
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
    """An endpoint that speaks OpenAI's chat completions. `timeout` is in seconds, for one request."""

    base_url: str | None
    key: str
    model: str
    timeout: float = 120.0
    structured: str = "json_schema"

    def __repr__(self) -> str:
        return f"OpenAIChat({self.base_url!r}, model={self.model!r})"

    def ask(self, messages: tuple[Message, ...], name: str, schema: Schema) -> Reply:
        """Ask, at most three times in all where asking again can help, within `timeout` seconds together."""
        began = time.monotonic()
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(messages, name, schema, began)
            except EndpointError as error:
                pause = min(8.0, 0.5 * 2**attempt)
                left = self.timeout - (time.monotonic() - began)
                if error.kind not in RETRIED or attempt == ATTEMPTS or left < pause + 1:
                    raise
                time.sleep(pause)
        raise AssertionError("unreachable")

    def _once(self, messages: tuple[Message, ...], name: str, schema: Schema, began: float) -> Reply:
        import openai

        try:
            client = openai.OpenAI(
                api_key=self.key,
                base_url=self.base_url,
                timeout=max(1.0, self.timeout - (time.monotonic() - began)),
                max_retries=0,
                http_client=openai.DefaultHttpxClient(follow_redirects=False),
            )
            with client:
                answer = client.chat.completions.create(
                    model=self.model,
                    messages=[{"role": m.role, "content": m.content} for m in messages],  # type: ignore[misc]
                    temperature=0,
                    **self._format(name, schema),
                )
        except openai.OpenAIError as error:
            raise self._typed(error) from None  # the SDK's own error may hold the key
        except (ValueError, TypeError, RecursionError) as error:
            raise EndpointError(
                "no_answer", f"{self._where()} answered something that is no JSON."
            ) from error
        return _reply(answer, self._where(), time.monotonic() - began)

    def _format(self, name: str, schema: Schema) -> dict[str, Any]:
        if self.structured == "json_schema":
            return {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": name, "strict": True, "schema": schema},
                }
            }
        return {"response_format": {"type": "json_object"}} if self.structured == "json_object" else {}

    def _where(self) -> str:
        """The endpoint's address without credentials or query: what may be shown."""
        shown = re.sub(r"//[^/@]*@", "//", self.base_url or "the endpoint").split("?")[0]
        return f"The endpoint {shown}" if self.base_url else "The endpoint"

    def _typed(self, error: Exception) -> EndpointError:
        import openai

        where = self._where()
        if isinstance(error, openai.APITimeoutError):
            return EndpointError(
                "timeout",
                f"{where} gave no answer in {self.timeout:g} seconds.",
                "Raise timeout in [endpoint].",
            )
        if isinstance(error, openai.APIConnectionError):
            return EndpointError(
                "unreachable",
                f"{where} cannot be reached.",
                "Check OPENAI_BASE_URL or base_url in [endpoint].",
            )
        if isinstance(error, openai.APIStatusError):
            return _status(error.status_code, getattr(error, "code", None), where, self.model)
        return EndpointError("no_answer", f"{where} answered something that is no answer.")


def _status(status: int, code: object, where: str, model: str) -> EndpointError:
    if status == 429 and code == "insufficient_quota":
        return EndpointError(
            "quota", f"{where} says that the account's quota is used up.", "Asking again does not help."
        )
    if status == 429:
        return EndpointError(
            "rate_limited", f"{where} says that there are too many requests.", "Try again later."
        )
    if status in (401, 403):
        return EndpointError("refused", f"{where} refused the key ({status}).", "Check OPENAI_API_KEY.")
    if status == 404:
        return EndpointError(
            "not_found", f"{where} knows no model '{model}', or no such path (404).", "Check BRIEFING_MODEL."
        )
    if 300 <= status < 400:
        return EndpointError(
            "redirected",
            f"{where} sends elsewhere ({status}); that is not followed.",
            "Name the right address.",
        )
    if status >= 500:
        return EndpointError("server", f"{where} failed ({status}).", "Try again later.")
    return EndpointError(
        "request",
        f"{where} did not take the request ({status}).",
        'Try structured = "json_object" in [endpoint].',
    )


def _reply(answer: Any, where: str, seconds: float) -> Reply:
    """Read a completion, none of whose parts can be relied on to be there."""
    choices = getattr(answer, "choices", None)
    if not choices:
        raise EndpointError("no_answer", f"{where} answered something that is no answer.")
    message = choices[0].message
    if message is None or getattr(message, "tool_calls", None):
        raise BadReply("tool_call", "The model called a tool; it was given none.")
    if getattr(message, "refusal", None) or choices[0].finish_reason == "content_filter":
        raise BadReply("refusal", "The model declined to answer.")
    text = message.content if isinstance(message.content, str) else ""
    if choices[0].finish_reason == "length":
        raise BadReply("cut_off", "The model's answer was cut off.")
    if len(text) > MAX_REPLY:
        raise BadReply("malformed", f"The model's answer is {len(text)} characters long.")
    if not text.strip():
        raise BadReply("empty", "The model's answer is empty.")
    usage = answer.usage
    return Reply(
        text, str(answer.model), usage and usage.prompt_tokens, usage and usage.completion_tokens, seconds
    )


def json_of(text: str) -> Any:
    """Return the one JSON object in a model's answer: reasoning before it and a fence round it are taken off.

    Nothing is repaired. Two objects, duplicate keys, NaN and half surrogates raise BadReply: a claim is never
    guessed out of broken JSON.
    """
    bare = _REASONING.sub("", text).strip()
    fenced = re.fullmatch(r"(?:[^{}]*\n)?```(?:json)?\s*\n(.*?)\n?```[^{}]*", bare, re.DOTALL)
    try:
        data = json.loads(
            (fenced[1] if fenced else bare), object_pairs_hook=_once_each, parse_constant=_no_constant
        )
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise BadReply("malformed", "The model's answer is not the JSON it was asked for.") from error
    return data


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("duplicate keys")
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise ValueError(name)
