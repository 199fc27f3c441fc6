"""A gold that is wrong is told by file, line and key; nothing in it is guessed."""

import json
from pathlib import Path

import pytest

from briefing.errors import BadGold
from briefing.gold.format import find_gold, read_gold
from briefing.gold.marks import mark
from briefing.read import read_sources
from tests.gold.shelf import FACT, HEAD, written

DOCKS = "Four hundred dockers walked out of the docks on Monday.\nThe docks stood still on Monday.\n"


def refused(path: Path) -> str:
    with pytest.raises(BadGold) as told:
        marked(path)
    assert told.value.exit_code == 2
    return told.value.message.removeprefix(str(path))


def marked(path: Path) -> None:
    gold = read_gold(path)
    articles = read_sources([str(p) for p in sorted(path.parent.glob("*.txt"))]).articles
    mark(gold, {Path(article.source).name: article for article in articles})


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        (HEAD + FACT + 'suport = ["x"]\n', ", line 6, key 'fact 1, suport': there is no such key."),
        (HEAD + FACT + FACT + "by = 3\n", ", line 9, key 'fact 2, by': input should be a valid string."),
        (HEAD + '[[fact]]\nsays = "x"\n', ", line 3, key 'fact 1, needs': this key is missing."),
        (HEAD, ", line 1, key 'fact': this key is missing."),
        (HEAD + FACT + 'by = "union| "\n', ", line 6, key 'fact 1, by': 'union| ' has a blank alternative."),
        (
            HEAD + FACT.replace('"docks"', '"*"'),
            ", line 5, key 'fact 1, needs': '*' has a blank alternative.",
        ),
        (
            HEAD + FACT + '[[dispute]]\nquestion = "?"\nkind = "quarrel"\nposition = []\n',
            ", line 8, key 'dispute 1, kind': there is no kind 'quarrel'; known: figure, denial, assessment, "
            "forecast, attribution, update.",
        ),
        (
            HEAD + FACT + '[[dispute]]\nquestion = "?"\nkind = "figure"\n[[dispute.position]]\nanswer = 4\n',
            ", line 10, key 'dispute 1, position 1, answer': input should be a valid string.",
        ),
        (
            HEAD + FACT + 'support = ["docks"]\n',
            ", line 6, key 'fact 1, support 1': 'docks' is not 'FILE: WORDS'.",
        ),
        (
            HEAD + FACT + 'support = ["z.txt: docks"]\n',
            ", line 6, key 'fact 1, support 1': there is no article 'z.txt'; there are a.txt.",
        ),
        (
            HEAD + FACT + 'support = ["a.txt: on Monday"]\n',
            ", line 6, key 'fact 1, support 1': 'on Monday' stands 2 times in a.txt, not once.",
        ),
        (
            HEAD + FACT + 'support = ["*: on Tuesday"]\n',
            ", line 6, key 'fact 1, support 1': 'on Tuesday' stands in none of the articles.",
        ),
        (HEAD.replace("1", "2") + FACT, ", line 2, key 'independent': there are only 1 articles."),
        ("topic = \n", ": it is not valid TOML: Invalid value (at line 1, column 9)."),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_line_and_key(tmp_path, gold, told):
    assert refused(written(tmp_path, gold, DOCKS)) == told


def test_gold_may_be_json_whose_keys_are_named(tmp_path):
    data = {"topic": "The dock strike", "independent": 1, "fact": [{"says": "x", "needs": ["docks"]}]}
    marked(written(tmp_path, json.dumps(data), DOCKS, name="gold.json"))

    data["fact"] = [{"says": "x", "needs": []}]
    assert refused(written(tmp_path, json.dumps(data), DOCKS, name="gold.json")).startswith(
        ", key 'fact 1, needs':"
    )


def test_a_folder_is_a_topic_or_holds_topics(tmp_path):
    for name in ("b", "a", "notes"):
        (tmp_path / name).mkdir()
    written(tmp_path / "a", HEAD + FACT, DOCKS)
    written(tmp_path / "b", HEAD + FACT, DOCKS)

    assert [gold.name for gold in find_gold(tmp_path)] == ["a", "b"]
    assert [gold.name for gold in find_gold(tmp_path / "a")] == ["a"]
    with pytest.raises(BadGold, match=r"has a gold\.toml or gold\.json"):
        find_gold(tmp_path / "notes")
    with pytest.raises(BadGold, match="there is no such folder"):
        find_gold(tmp_path / "nowhere")
