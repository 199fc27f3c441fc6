"""`briefing eval` as a user runs it: figures, gates, a run compared with the one before it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import BadGold
from briefing.evaluate import articles_of
from briefing.gold.format import find_gold
from briefing.settings import load_settings
from tests.gold.shelf import HEAD, written
from tests.hostile.server import completion, endpoint

TEXT = """Dockers in Varnhaven walked out on Monday over pay, the union said.
The port authority counted 250 dockers on strike in Varnhaven on Monday.
The strike in Varnhaven is the first for nine years, the harbour museum said.
"""
GOLD = (
    HEAD
    + """query = "Varnhaven strike"
[[fact]]
says = "250 are on strike by the port's count."
needs = ["250"]
by = "port authority"
support = ["a.txt: counted 250"]
[[fact]]
says = "The mayor resigned."
needs = ["mayor", "resigned"]
"""
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "gold" / "strike").mkdir(parents=True)
    written(tmp_path / "gold" / "strike", GOLD, TEXT)
    return tmp_path


def run(home: Path, *words: str, code: int = 0, **environ: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "eval", *words],
        cwd=home, capture_output=True, text=True, env={**os.environ, **environ},
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def test_a_run_is_told_in_a_row_a_topic(home):
    done = run(home, "gold", "--details")

    assert done.stdout.startswith("extractive engine, 350 words\n")
    assert "strike  1/2 50%" in done.stdout
    assert "  absent                          The mayor resigned." in done.stdout
    assert sorted(p.name for p in home.iterdir()) == ["gold"]  # nothing is kept


def test_gates_guard_a_prompt(home):
    assert run(home, "gold", "--min-coverage", "0.5", "--max-false", "0", "--sources-right").stderr == ""
    failed = run(home, "gold", "--min-coverage", "0.6", code=1)

    assert "The coverage of facts is 50.0%, less than the 60.0% asked for." in failed.stderr


def test_a_run_is_compared_with_the_one_before_it(home):
    kept = run(home, "gold", "--json").stdout
    (home / "before.json").write_text(kept, encoding="utf-8")
    same = run(home, "gold", "--against", "before.json", "--no-worse").stdout
    assert "the same facts, disputes and false claims" in same

    data = json.loads(kept)
    data["topics"][0]["score"]["facts"][1].update(state="held", where="S1")
    (home / "before.json").write_text(json.dumps(data), encoding="utf-8")
    lost = run(home, "gold", "--against", "before.json", "--no-worse", code=1)
    assert "  lost  strike, fact: The mayor resigned." in lost.stdout
    assert "Worse than before: strike, fact: The mayor resigned." in lost.stderr

    data["topics"][0]["gold"] = "another"
    (home / "before.json").write_text(json.dumps(data), encoding="utf-8")
    apart = run(home, "gold", "--against", "before.json")
    assert "not compared: strike" in apart.stdout
    assert (
        "there is nothing to compare"
        in run(home, "gold", "--against", "before.json", "--no-worse", code=1).stderr
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere"], "nowhere: there is no such folder."),
        (["gold", "--no-worse"], "--against FILE"),
        (["gold", "--against", "none.json"], "none.json: it cannot be read"),
        (["gold", "--against", "gold/strike/gold.toml"], "this is no run of --json"),
        (["gold", "--engine", "assisted"], "OPENAI_API_KEY"),
        (["gold", "--model", "x"], "OPENAI_API_KEY"),
        (["gold", "--model", "x", "--engine", "extractive"], "the extractive one has none"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(home, words, told):
    assert told in run(home, *words, code=2).stderr


def test_a_topic_without_a_brief_costs_the_others_nothing(home):
    (home / "gold" / "peru").mkdir()
    written(home / "gold" / "peru", GOLD.replace("Varnhaven strike", "gardening in Peru"), TEXT)
    done = run(home, "gold", "--min-precision", "0", code=3)

    assert "peru     0/2 " in done.stdout
    assert "strike  1/2 50%" in done.stdout
    assert "NOTE  None of 1 articles is on the topic" in done.stdout
    assert "no citation" in run(home, "gold/peru", "--min-precision", "0", code=1).stderr


SAID = '[[article]]\nsource = "a.txt"\npublisher = "The Harbour Post"\n'


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        (
            GOLD + SAID + "publishd = 2026-03-12\n",
            "line 15, key 'article 1, publishd': there is no such key.",
        ),
        (
            GOLD + SAID + 'published = "soon"\n',
            "line 15, key 'article 1, published': input should be a valid",
        ),
        (GOLD.replace("[[fact]]", 'articles = ["a.txt", "b.txt"]\n[[fact]]', 1), "nothing at"),
        (GOLD.replace("[[fact]]", 'articles = ["a.txt", "*/a.txt"]\n[[fact]]', 1), "the same file name"),
    ],
)
def test_what_is_said_of_the_articles_is_checked_too(home, gold, told):
    folder = home / "gold" / "strike"
    (folder / "more").mkdir()
    (folder / "more" / "a.txt").write_text("Another text on the strike in Varnhaven.\n", encoding="utf-8")
    (read,) = find_gold(written(folder, gold).parent)

    with pytest.raises(BadGold, match=told):
        articles_of(read, load_settings(None, {}))


def test_what_is_said_of_an_article_is_known_of_it(home):
    written(home / "gold" / "strike", GOLD + SAID + "published = 2026-03-12\n")
    (gold,) = find_gold(home / "gold")
    articles = articles_of(gold, load_settings(None, {}))

    assert articles["a.txt"].publisher == "The Harbour Post"
    assert articles["a.txt"].published is not None


def says(*sentences: tuple[str, int]) -> str:
    return json.dumps({"sentences": [{"heading": "", "text": t, "citing": [n]} for t, n in sentences]})


def test_what_a_model_proposed_is_counted_sentence_by_sentence(home):
    answers = {
        "summary": says(
            ("The port authority counted 250 dockers on strike in Varnhaven.", 2),
            ("The port authority counted 900 dockers on strike in Varnhaven.", 2),
            ("The strike is the first for thirty years, the harbour museum said.", 3),
        ),
        "contested": '{"disputes": []}',
        "repair": says(("The strike is the first for nine years, the harbour museum said.", 3)),
    }
    with endpoint(lambda name, _: completion(answers[name])) as serving:
        done = run(
            home, "gold", "--json", "--model", "other", OPENAI_BASE_URL=serving.url, BRIEFING_MODEL="tiny"
        )
    data = json.loads(done.stdout)
    work = data["topics"][0]["work"]

    assert (data["engine"], data["model"]) == ("assisted", "other")
    assert [work[count] for count in ("proposed", "kept", "repaired", "dropped")] == [3, 1, 1, 1]
    assert work["calls"] == len(serving.asked) == 3
    assert work["sent_tokens"] > 0
    assert data["topics"][0]["score"]["facts"][0]["state"] == "held"


def test_a_model_that_fails_is_noted_and_nothing_of_its_counted(home):
    done = run(home, "gold", "--json", code=3, OPENAI_BASE_URL="http://127.0.0.1:9/v1", BRIEFING_MODEL="tiny")
    topic = json.loads(done.stdout)["topics"][0]

    assert "stood in" in topic["missing"][0]
    assert (topic["work"]["proposed"], topic["work"]["kept"]) == (0, 0)
