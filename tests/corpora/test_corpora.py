"""The corpora are what they say: the plants are where the gold points, and the stories are unlike."""

import json
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from .offtopic import off_topic_articles

HERE = Path(__file__).parent
EVENTS = sorted(path.parent for path in (HERE / "events").glob("*/gold.json"))
HARBOUR = sorted((HARBOUR_FOLDER := HERE / "harbour").glob("*.txt"))
KINDS = {"figure", "denial", "assessment", "forecast", "attribution"}

each_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)


def test_there_are_200_off_topic_articles_no_two_with_one_name_or_text():
    articles = off_topic_articles()

    assert len(articles) == 200
    assert len({name for name, _ in articles}) == 200
    assert len({text for _, text in articles}) == 200


def test_off_topic_articles_are_the_same_every_time():
    assert off_topic_articles() == off_topic_articles()


def test_off_topic_articles_have_150_to_450_words_and_no_slot_left_open():
    for name, text in off_topic_articles():
        assert 150 <= len(text.split()) <= 450, name
        assert not re.search(r"[][{}|]", text), name


def test_off_topic_articles_are_about_45_subjects_and_more():
    subjects = Counter(name.rpartition("-")[0] for name, _ in off_topic_articles() if name[-1].isdigit())

    assert len(subjects) >= 45
    assert set(subjects.values()) == {4, 5}


def test_kursk_is_named_in_eight_articles_and_never_beside_the_war_of_today():
    named = [(name, text) for name, text in off_topic_articles() if "Kursk" in text]

    assert len(named) == 8
    assert [name for name, text in named if re.search("Ukrain|Zelensk|Kyiv|incursion|2024", text)] == []


def test_no_two_off_topic_articles_share_a_quarter_of_the_shorter_ones_five_word_runs():
    runs = {name: five_word_runs(text) for name, text in off_topic_articles()}

    assert [pair for pair in combinations(runs, 2) if shared(runs, pair) >= 0.25] == []


def test_harbour_reports_have_250_to_450_words():
    lengths = {path.name: len(path.read_text(encoding="utf-8").split()) for path in HARBOUR}

    assert len(lengths) == 6
    assert {name: words for name, words in lengths.items() if not 250 <= words <= 450} == {}


def test_every_line_that_the_harbour_readme_calls_residue_is_a_line_of_its_article():
    readme = (HARBOUR_FOLDER / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r'^- ([a-f]): "(.+?)"', readme, flags=re.MULTILINE)

    assert len(listed) >= 8
    for letter, line in listed:
        assert line in harbour(letter).splitlines(), (letter, line)


def test_every_altered_quotation_stands_in_the_copy_and_not_in_its_original():
    readme = (HARBOUR_FOLDER / "README.md").read_text(encoding="utf-8")
    quotations = re.findall(r"^\| (.+?) \| (.+?) \|$", readme.split("| b | d |")[1], flags=re.MULTILINE)

    assert len(quotations) == 5
    for original, altered in quotations:
        assert original in harbour("b"), original
        assert original not in harbour("d"), original
        assert altered in harbour("d"), altered


def test_the_paywalled_harbour_article_stops_mid_sentence():
    assert "\n".join(harbour("e").splitlines()[:-2]).endswith("is a share of the")


def test_there_are_twelve_events_and_at_least_four_are_quiet():
    assert len(EVENTS) == 12
    assert sum(gold(event)["quiet"] for event in EVENTS) >= 4


@each_event
def test_an_event_has_three_to_five_short_reports(event: Path):
    lengths = [len(path.read_text(encoding="utf-8").split()) for path in event.glob("*.txt")]

    assert 3 <= len(lengths) <= 5
    assert all(80 <= words <= 220 for words in lengths), lengths


@each_event
def test_every_claim_of_the_gold_stands_word_for_word_in_its_report(event: Path):
    for question in planted(event):
        assert len(question["claims"]) >= 2
        for claim in question["claims"]:
            report = (event / claim["file"]).read_text(encoding="utf-8")
            assert report.count(claim["words"]) == 1, claim
            assert len(claim["words"]) < 150


@each_event
def test_a_conflict_has_two_sides_and_only_a_quiet_event_has_no_conflict(event: Path):
    planned = gold(event)

    assert planned["quiet"] is (planned["conflicts"] == [])
    assert len(planned["conflicts"]) <= 3
    for conflict in planned["conflicts"]:
        assert len({claim["value"] for claim in conflict["claims"]}) >= 2
        assert len({claim["file"] for claim in conflict["claims"]}) >= 2


@each_event
def test_the_gold_uses_known_kinds_only(event: Path):
    assert {question["kind"] for question in planted(event)} <= KINDS


def five_word_runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + 5]) for at in range(len(words) - 4)}


def shared(runs: dict[str, set[tuple[str, ...]]], pair: tuple[str, str]) -> float:
    """Return what share of the shorter article's runs the other has too."""
    one, other = runs[pair[0]], runs[pair[1]]
    return len(one & other) / min(len(one), len(other))


def harbour(letter: str) -> str:
    (path,) = HARBOUR_FOLDER.glob(f"{letter}_*.txt")
    return path.read_text(encoding="utf-8")


def gold(event: Path) -> dict[str, Any]:
    return json.loads((event / "gold.json").read_text(encoding="utf-8"))


def planted(event: Path) -> list[dict[str, Any]]:
    planned = gold(event)
    return [*planned["conflicts"], *planned["updates"], *planned["scope_differences"]]
