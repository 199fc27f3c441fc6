"""The assisted engine on the five sample articles, against what was asked and answered once."""

from pathlib import Path

import pytest

from briefing.engines.assisted import Assisted
from briefing.evidence.recheck import faults
from briefing.pipeline import Made, generate
from briefing.read import read_sources
from briefing.render.environment import environment, write
from briefing.settings import load_settings, topic_named
from tests.builders import NOW
from tests.recorded.cassette import FOLDER, chat, recorded

HOME = Path(__file__).parents[2]


def ask(
    name: str, monkeypatch: pytest.MonkeyPatch, *, second_look: bool = False, by_hand: bool = False
) -> Made:
    """Make the seeds' brief with the answers in NAME.yaml."""
    monkeypatch.chdir(HOME)
    prompts = environment("prompts")
    asking = chat(name, by_hand)
    engine = Assisted(asking, asking.model, lambda template, values: write(prompts, template, values))
    topic, sources = topic_named("kursk", (), load_settings(None, {}))
    with recorded(name, by_hand):
        articles = read_sources(sources).articles
        return generate(topic, articles, engine, now=NOW, second_look=second_look)


def test_a_careful_model_writes_a_brief_that_holds(monkeypatch):
    made = ask("seeds-careful", monkeypatch)
    brief = made.brief
    proposed = len(brief.summary) + len(brief.rejected)

    assert made.missing == ()
    assert brief.maker.engine == "assisted"
    assert len(brief.summary) >= 0.8 * proposed
    assert {s.kind for s in brief.summary} <= {"written", "quotation"}
    assert any(len(s.citations) > 1 for s in brief.summary)
    assert brief.independent == 4


def test_the_disputes_the_code_found_stay(monkeypatch):
    brief = ask("seeds-careful", monkeypatch).brief
    answers = [{position.answer for position in claim.positions} for claim in brief.contested]

    assert {"50,000", "almost 60,000"} in answers
    assert {"around 40 percent", "half"} in answers or any("half" in a for a in answers)


def test_a_careless_model_gets_nothing_false_through(monkeypatch):
    brief = ask("seeds-careless", monkeypatch, by_hand=True).brief
    reasons = {rejected.text: rejected.reason for rejected in brief.rejected}
    printed = " ".join(sentence.text for sentence in brief.summary)

    assert "citation_unknown" in reasons.values()
    assert {"figure_absent", "figure_differs"} & set(reasons.values())
    assert "hedge_dropped" in reasons.values() or "attribution_dropped" in reasons.values()
    assert "90,000" not in printed
    assert brief.summary


def test_a_sentence_written_again_is_printed_and_its_failure_stays_on_record(monkeypatch):
    brief = ask("seeds-careless", monkeypatch, by_hand=True).brief
    printed = [sentence.text for sentence in brief.summary]
    failed = [(rejected.reason, rejected.text) for rejected in brief.rejected]

    assert any("redeploy 50,000 troops" in text for text in printed)
    assert any(reason == "figure_absent" and "90,000" in text for reason, text in failed)
    assert [reason for reason, text in failed if "hold onto that territory" in text] == ["hedge_dropped"] * 2


def test_a_second_look_lowers_grades_and_raises_none(monkeypatch):
    order = ("verbatim", "close", "paraphrase")
    before = {s.text: s.grade for s in ask("seeds-careful", monkeypatch).brief.summary}
    made = ask("seeds-second-look", monkeypatch, second_look=True)
    after = {s.text: s.grade for s in made.brief.summary}

    assert made.missing == ()
    assert set(after) <= set(before)
    assert all(order.index(after[text]) >= order.index(before[text]) for text in after)
    assert any(after.get(text) != grade for text, grade in before.items())
    assert faults(made.brief, made.corpus) == ()


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_a_cassette_keeps_no_secret(name):
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").lower()

    assert not [
        word for word in ("authorization", "bearer", "sk-", "openai-organization", "cookie") if word in text
    ]
    assert "127.0.0.1" not in text
