"""What is set up for a model, and whether it works: without asking anybody, or with a tiny question a
form.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from briefing.endpoint import price_of, profile_of
from briefing.engines.chat import Message, OpenAIChat, Profile, shown
from briefing.engines.completion import json_of
from briefing.errors import BadReply, EndpointError
from briefing.settings import FILE, Endpoint, Settings
from briefing.text.tokens import count_tokens

FORMS = ("json_schema", "json_object", "text")
PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
LIMITS = ("max_completion_tokens", "max_tokens", "none")
SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}},
    "required": ["city"],
    "additionalProperties": False,
}
QUESTION = (
    Message("system", "You answer with the JSON asked for and nothing else."),
    Message("user", 'Which city is the capital of France? Answer with JSON: {"city": "..."}.'),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """How one form of asking went: `problem` is empty where it works."""

    form: str
    seconds: float
    tokens: int | None
    problem: str = ""


def examine(settings: Settings, ask: bool, environ: Mapping[str, str] = os.environ) -> tuple[str, bool]:
    """Return a report, and whether nothing in it stands in the way of a brief."""
    at = settings.endpoint
    kept = f"{settings.store}{'' if settings.store.exists() else ', not made yet'}"
    lines = [_told("settings", FILE if settings.found else "none, the defaults"), _told("store", kept)]
    if at is None:
        lines.append(
            _told(
                "endpoint",
                "none, so that the extractive engine writes. Set OPENAI_API_KEY or OPENAI_BASE_URL.",
            )
        )
        return "\n".join(lines), not ask
    lines += [*_configured(at, settings, environ), *(f"warning: {text}" for text in _warnings(at, environ))]
    if not ask:
        return "\n".join([*lines, "Nobody was asked; --ask tries it."]), True
    tried, sound = _asked(at)
    return "\n".join([*lines, "", *tried]), sound


def _configured(at: Endpoint, settings: Settings, environ: Mapping[str, str]) -> list[str]:
    key = settings.file.endpoint.key_env
    price = price_of(at.model, settings)
    exact = count_tokens("a").exact
    return [
        _told("endpoint", shown(at.base_url) or "OpenAI's own"),
        _told("model", at.model),
        _told("key", f"from {key}" if environ.get(key) else f"none in {key}"),
        *([_told("headers", ", ".join(sorted(at.headers)))] if at.headers else []),
        _told("answers", f"structured = {at.structured}, at most by {at.output_limit}"),
        _told("time", f"{at.timeout:g} seconds a question, {at.at_once} questions at once"),
        _told("price", f"{price.input:g} in, {price.output:g} out, a million" if price else "none is set"),
        _told("tokens", "counted with tiktoken" if exact else "estimated from above, without a vocabulary"),
    ]


def _warnings(at: Endpoint, environ: Mapping[str, str]) -> list[str]:
    parts = urlsplit(at.base_url or "https://")
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    open_to_all = parts.scheme == "http" and not local
    proxies = [name for name in PROXIES if environ.get(name) and not local]
    return [
        *(["the address is http: key and articles go in the clear."] if open_to_all else []),
        *(["the address holds a password; it belongs into [endpoint.headers]."] if parts.password else []),
        *(f"{name} is set: requests may go through a proxy." for name in proxies[:1]),
    ]


def _asked(at: Endpoint) -> tuple[list[str], bool]:
    """Try each form; where none is taken, with other names for the limit, and without parameters."""
    profile = profile_of(at)
    lines: list[str] = []
    for candidate in _profiles(profile):
        trials = [_try(at, replace(candidate, structured=form)) for form in FORMS]
        lines += [f"{_sent(candidate)}:", *map(_trial, trials)]
        works = [trial.form for trial in trials if not trial.problem]
        if works:
            return [*lines, "", *_advice(at, candidate, works)], True
        if not all(trial.problem.startswith("request") for trial in trials):
            break
    return [*lines, "", "It cannot be asked as it is set up."], False


def _profiles(profile: Profile) -> list[Profile]:
    """The profile as it is, then what a server may take in its place."""
    limits = [profile.output_limit, *(name for name in LIMITS if name != profile.output_limit)]
    bare = [replace(profile, output_limit=name, parameters={}) for name in limits]
    return [*(replace(profile, output_limit=name) for name in limits), *(bare if profile.parameters else [])]


def _try(at: Endpoint, profile: Profile) -> Trial:
    chat = OpenAIChat(at.base_url, at.key, at.model, at.timeout, profile)
    try:
        reply = chat.ask(QUESTION, "doctor", SCHEMA)
        city = json_of(reply.text)
    except (EndpointError, BadReply) as error:
        return Trial(profile.structured, 0.0, None, f"{error.kind}: {error.message}")
    tokens = None if reply.prompt_tokens is None else reply.prompt_tokens + (reply.completion_tokens or 0)
    sound = isinstance(city, dict) and list(city) == ["city"]
    problem = "" if sound else "schema: The answer has not the form asked for."
    return Trial(profile.structured, reply.seconds, tokens, problem)


def _trial(trial: Trial) -> str:
    if trial.problem:
        return f"  {trial.form:12} does not work. {trial.problem}"
    counted = "tokens not counted" if trial.tokens is None else f"{trial.tokens} tokens"
    return f"  {trial.form:12} works: {trial.seconds:.1f} s, {counted}"


def _advice(at: Endpoint, profile: Profile, works: list[str]) -> list[str]:
    """What to write into the settings: the strictest form that works, and what had to be left out for it."""
    wanted = []
    if works[0] != at.structured:
        wanted.append(f'structured = "{works[0]}"')
    if profile.output_limit != at.output_limit:
        wanted.append(f'output_limit = "{profile.output_limit}"')
    if profile.parameters != at.parameters:
        wanted.append("parameters = {}")
    if not wanted:
        return ["All is well as it is set."]
    return ["Put into [endpoint]:", *(f"  {line}" for line in wanted)]


def _sent(profile: Profile) -> str:
    named = [*profile.parameters, *([] if profile.output_limit == "none" else [profile.output_limit])]
    return "asked with " + (", ".join(named) if named else "nothing beside the question")


def _told(name: str, text: str) -> str:
    return f"{name:10}{text}"
