"""The fixture itself: a drifted prompt and an interaction nobody asks for any more are failures."""

import json

import pytest
from vcr.errors import CannotOverwriteExistingCassetteException

from briefing.engines.assisted import Assisted
from briefing.engines.chat import OpenAIChat
from briefing.evidence.recheck import faults
from briefing.pipeline import generate
from briefing.read import read_sources
from briefing.render.environment import environment, write
from tests.builders import NOW
from tests.recorded.cases import CASES, HOME, replayed
from tests.recorded.cassette import ANYWHERE, FOLDER, KEPT_HEADERS, RECORDING, interactions, recorded

unless_recording = pytest.mark.skipif(RECORDING, reason="answers are being recorded anew")
every_cassette = pytest.mark.parametrize("name", CASES)


@unless_recording
def test_a_prompt_changed_by_one_character_finds_no_answer(monkeypatch):
    monkeypatch.chdir(HOME)
    prompts, case = environment("prompts"), CASES["seeds-careful"]()
    chat = OpenAIChat(f"http://{ANYWHERE}/v1", "none", "hand-answered", timeout=3)
    engine = Assisted(chat, "hand-answered", lambda name, values: write(prompts, name, values) + ".")

    articles = read_sources(case.sources).articles

    with pytest.raises(CannotOverwriteExistingCassetteException), recorded("seeds-careful"):
        generate(case.topic, articles, engine, now=NOW)


@unless_recording
def test_an_interaction_nobody_asks_for_fails():
    with pytest.raises(AssertionError, match="0 were asked for"), recorded("seeds-careful"):
        pass


@every_cassette
def test_what_comes_of_any_answers_is_a_brief_that_holds(name):
    made = replayed(name).made

    assert made.brief.summary
    assert faults(made.brief, made.corpus) == ()


@unless_recording
def test_each_cassette_has_a_case_and_a_row_in_the_table():
    table = (FOLDER / "README.md").read_text(encoding="utf-8")

    assert sorted(CASES) == sorted(path.stem for path in FOLDER.glob("*.yaml"))
    assert [name for name in CASES if f"| `{name}` |" not in table] == []


@unless_recording
@every_cassette
def test_interactions_are_sorted_and_bare(name):
    kept = interactions(name)
    asked = [json.dumps(each["request"]["body"], sort_keys=True) for each in kept]

    assert asked == sorted(asked)
    for interaction in kept:
        for side in ("request", "response"):
            assert {header.lower() for header in interaction[side]["headers"]} <= set(KEPT_HEADERS)
        assert interaction["request"]["uri"].startswith(f"http://{ANYWHERE}/")


@unless_recording
@every_cassette
def test_a_cassette_keeps_no_secret(name):
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").lower()

    assert not [
        word for word in ("authorization", "bearer", "sk-", "openai-organization", "cookie") if word in text
    ]
    assert "127.0.0.1" not in text
