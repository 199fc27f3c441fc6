"""The words of a completion and the one JSON object in them. Nothing is repaired: a claim is never guessed
out of broken JSON.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from briefing.errors import BadReply

MAX_REPLY = 400_000  # characters; no brief is longer

_REASONING = re.compile(r"\A\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)
# Some servers put the opening mark into the prompt, so that an answer begins in the middle of a thought.
_REASONED = re.compile(r"\A\s*(?![{\s`]).*?</(?:think|thinking|reasoning)>", re.DOTALL)


def text_of(message: Mapping[str, Any], finish: object) -> str:
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
    bare = _REASONED.sub("", _REASONING.sub("", text)).strip()
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
