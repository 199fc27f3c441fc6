"""Recorded responses: what a model was asked and what it answered, as files that read like a transcript.

A request matches on method, path and its parsed body: a prompt changed by one character finds no
answer. Headers are kept by an allow-list, so that no key, organisation or cookie can be written down. An
interaction that is no longer asked for fails the test as well.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import vcr
import yaml
from vcr.cassette import Cassette
from vcr.request import Request

from briefing.engines.chat import OpenAIChat
from briefing.settings import load_settings

FOLDER = Path(__file__).parents[1] / "cassettes"
ANYWHERE = "llm.invalid"
KEPT_HEADERS = ("content-type", "x-request-id", "retry-after")
RECORD = tuple(filter(None, os.environ.get("BRIEFING_RECORD", "").split(",")))
RECORDING = bool(RECORD)
_DONE: set[str] = set()


@contextmanager
def recorded(name: str, statuses: Sequence[int] = (200,)) -> Iterator[Cassette]:
    """Replay `tests/cassettes/NAME.yaml`, or record it anew, once a session.

    BRIEFING_RECORD=all records every cassette anew, BRIEFING_RECORD=NAME,NAME just these. An answer with
    another status than one of *statuses* is a failure of the recording.
    """
    anew = is_anew(name)
    file = f"{name}.new.yaml" if anew else f"{name}.yaml"
    recorder = vcr.VCR(
        cassette_library_dir=str(FOLDER),
        record_mode=vcr.mode.ALL if anew else vcr.mode.NONE,
        serializer="readable",
        match_on=("method", "path", "parsed_body"),
        before_record_request=_without_place,
        before_record_response=_bare_response,
        decode_compressed_response=True,
        record_on_exception=False,
    )
    recorder.register_serializer("readable", Readable)
    recorder.register_matcher("parsed_body", _same_body)
    with recorder.use_cassette(file) as cassette:
        yield cassette
    if anew:
        failed = sorted({r["status"]["code"] for r in cassette.responses} - set(statuses))
        if failed:
            (FOLDER / file).unlink()
        assert not failed, f"{name}.yaml stays as it is: the endpoint answered with {failed}"
        (FOLDER / file).replace(FOLDER / f"{name}.yaml")
        _DONE.add(name)
        return
    asked, kept = cassette.play_count, len(cassette)
    assert asked == kept, f"{name}.yaml holds {kept} interactions, and {asked} were asked for"


def is_anew(name: str) -> bool:
    """Say whether NAME.yaml is to be recorded anew now."""
    return name not in _DONE and (name in RECORD or "all" in RECORD)


def chat(name: str) -> OpenAIChat:
    """Return what asks in NAME.yaml: the environment's endpoint while recording, else one that is nowhere.

    Its requests are matched whole, so it has the default profile, whatever the settings say.
    """
    at = load_settings(None, os.environ).endpoint
    if not is_anew(name):
        return OpenAIChat(f"http://{ANYWHERE}/v1", "none", _model_of(name))
    assert at, "to record, set OPENAI_API_KEY, or OPENAI_BASE_URL for a server that wants no key"
    return OpenAIChat(at.base_url, at.key, at.model)


def interactions(name: str) -> list[dict[str, Any]]:
    """Return what was asked and answered in NAME.yaml, as it stands there."""
    kept: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))[
        "interactions"
    ]
    return kept


def question_of(interaction: Mapping[str, Any]) -> str:
    """Return which question it was: summary, contested, select, repair or opinion."""
    return str(interaction["request"]["body"]["response_format"]["json_schema"]["name"])


def _model_of(name: str) -> str:
    """Return the model that answered in NAME.yaml: its requests name it."""
    return str(interactions(name)[0]["request"]["body"]["model"])


class Readable:
    """JSON bodies as YAML trees, long texts as blocks, interactions in an order that does not depend
    on threads.
    """

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        shown = [_opened(interaction) for interaction in cassette["interactions"]]
        shown.sort(key=lambda i: (i["request"]["uri"], json.dumps(i["request"]["body"], sort_keys=True)))
        data = {"version": cassette["version"], "interactions": shown}
        return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette: dict[str, Any] = yaml.safe_load(text)
        for interaction in cassette["interactions"]:
            interaction["request"]["body"] = json.dumps(interaction["request"]["body"])
            body = interaction["response"]["body"]
            if "json" in body:
                interaction["response"]["body"] = {"string": json.dumps(body["json"])}
        return cassette


class _Dumper(yaml.SafeDumper):
    pass


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def _opened(interaction: dict[str, Any]) -> dict[str, Any]:
    request, response = dict(interaction["request"]), dict(interaction["response"])
    request["body"] = json.loads(request["body"])
    string = response["body"]["string"]
    string = string.decode("utf-8") if isinstance(string, bytes) else string
    try:
        response["body"] = {"json": json.loads(string)}
    except ValueError:
        response["body"] = {"string": string}
    return {"request": request, "response": response}


def _without_place(request: Request) -> Request:
    parts = urlsplit(request.uri)
    request.uri = urlunsplit(("http", ANYWHERE, parts.path, "", ""))
    request.headers = {k: v for k, v in request.headers.items() if k.lower() in KEPT_HEADERS}
    return request


def _bare_response(response: dict[str, Any]) -> dict[str, Any]:
    kept = {k.lower(): v for k, v in response["headers"].items() if k.lower() in KEPT_HEADERS}
    return {**response, "headers": kept}


def _same_body(asked: Request, kept: Request) -> None:
    mine, theirs = (json.loads(r.body) for r in (asked, kept))
    assert mine == theirs, "the prompt, the schema or a parameter has changed since this was recorded"
