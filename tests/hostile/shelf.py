"""The hostile files, what is expected of each, and a brief made of some of them."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from briefing.engines import Engine
from briefing.engines.assisted import Assisted
from briefing.engines.chat import Chat
from briefing.model.article import Article
from briefing.pipeline import Made, generate
from briefing.read import Reading, read_sources
from briefing.render.environment import environment, write
from tests.builders import NOW, topic

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
INDEX: Mapping[str, Any] = json.loads((HERE / "index.json").read_text(encoding="utf-8"))
ARTICLES: Mapping[str, Mapping[str, Any]] = {entry["file"]: entry for entry in INDEX["articles"]}
OUTPUTS: Mapping[str, Mapping[str, Any]] = {entry["file"]: entry for entry in INDEX["model_outputs"]}

BASES = ("articles/base_a.txt", "articles/base_b.txt")


@cache
def reading(*names: str) -> Reading:
    """Read hostile files by their names in the index."""
    return read_sources([str(HERE / name) for name in names])


@cache
def seeds() -> tuple[Article, ...]:
    return read_sources([str(SEEDS)]).articles


def assisted(chat: Chat) -> Assisted:
    """The assisted engine with the shipped prompts, asking *chat*."""
    return Assisted(chat, "scripted", lambda name, values: write(_prompts(), name, values))


@cache
def _prompts() -> Environment:
    return environment("prompts", ())


def brief_of(articles: Sequence[Article], engine: Engine, *queries: str) -> Made:
    """A brief of *articles* on a topic that is asked for in the words of *queries*."""
    return generate(topic(*queries), articles, engine, now=NOW)


def raw(name: str) -> str:
    """A hostile file as text, its newlines as they are."""
    return (HERE / name).read_bytes().decode("utf-8")
