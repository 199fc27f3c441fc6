"""The fixture itself: a drifted prompt and an interaction nobody asks for any more are failures."""

from pathlib import Path

import pytest
import yaml
from vcr.errors import CannotOverwriteExistingCassetteException

from briefing.engines.assisted import Assisted
from briefing.engines.chat import OpenAIChat
from briefing.pipeline import generate
from briefing.read import read_sources
from briefing.render.environment import environment, write
from briefing.settings import load_settings, topic_named
from tests.builders import NOW
from tests.recorded.cassette import ANYWHERE, FOLDER, KEPT_HEADERS, RECORDING, recorded

HOME = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(RECORDING, reason="answers are being recorded anew")


def test_a_prompt_changed_by_one_character_finds_no_answer(monkeypatch):
    monkeypatch.chdir(HOME)
    prompts = environment("prompts")
    chat = OpenAIChat(f"http://{ANYWHERE}/v1", "none", "hand-answered", timeout=3)
    engine = Assisted(chat, "hand-answered", lambda name, values: write(prompts, name, values) + ".")
    topic, sources = topic_named("kursk", (), load_settings(None, {}))

    articles = read_sources(sources).articles

    with pytest.raises(CannotOverwriteExistingCassetteException), recorded("seeds-careful"):
        generate(topic, articles, engine, now=NOW)


def test_an_interaction_nobody_asks_for_fails():
    with pytest.raises(AssertionError, match="0 were asked for"), recorded("seeds-careful"):
        pass


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_interactions_are_sorted_and_bare(name):
    kept = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))["interactions"]
    asked = [i["request"]["body"]["response_format"]["json_schema"]["name"] for i in kept]

    assert len(set(asked)) == len(asked)
    for interaction in kept:
        for side in ("request", "response"):
            assert {header.lower() for header in interaction[side]["headers"]} <= set(KEPT_HEADERS)
        assert interaction["request"]["uri"].startswith(f"http://{ANYWHERE}/")
