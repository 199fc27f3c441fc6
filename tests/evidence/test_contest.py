"""What counts as a disagreement, and what only looks like one."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.tasks.contested import answer
from briefing.evidence.contest import contest
from briefing.evidence.corpus import Corpus
from briefing.evidence.search import search
from briefing.model.article import Article, article_id, digest
from briefing.model.brief import Dispute
from briefing.model.topic import Topic

SEEDS = Path(__file__).parents[2] / "seeds"
EVENTS = sorted(
    path.parent for path in (Path(__file__).parents[1] / "corpora" / "events").glob("*/gold.json")
)

# Reports of one event have more to tell than the sentence at issue, each something else.
ELSEWHERE = (
    "A quiet evening followed and the shops stayed open late. Children played by the canal until dark.",
    "In the hills the first snow of autumn lay on the passes. Lorry drivers drank tea and cursed.",
    "The library will hold a reading next week. Its cat has grown fat on the gifts of pensioners.",
    "Bakers complain about the price of butter. A choir from the coast sang under the arcades at noon.",
)


def reports(*texts: str, days: tuple[str, ...] = ()) -> tuple[Dispute, ...]:
    """The disputes between reports of one event, each of another outlet, on the days given."""
    dated = days or ("2024-05-06",) * len(texts)
    articles = [
        article(f"{text}\n\n{ELSEWHERE[place]}", f"{place}.txt", day)
        for place, (text, day) in enumerate(zip(texts, dated, strict=True))
    ]
    return disputes(articles, "report")


def disputes(articles: list[Article], query: str) -> tuple[Dispute, ...]:
    corpus = Corpus.of(articles)
    return contest(corpus, search(corpus, Topic(query, (query,)), 100_000))


def article(text: str, source: str, day: str | None = None) -> Article:
    hashed = digest(text)
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return Article(
        article_id(hashed, source, None), source, text, hashed, hashed, "plain", published=published
    )


def answers(dispute: Dispute) -> set[str]:
    return {position.answer for position in dispute.positions}


# -- the seeds


def test_the_seeds_dispute_the_ground_lost_and_the_troops_moved_and_nothing_else():
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.txt"))]

    found = disputes([article(text, name) for name, text in texts], "kursk offensive")

    assert {frozenset(answers(dispute)) for dispute in found} == {
        frozenset({"around 40 percent", "half"}),
        frozenset({"50,000", "almost 60,000"}),
    }


# -- figures


def test_two_tolls_of_one_crash_are_one_question_with_two_positions():
    (found,) = reports(
        "At least 24 people were killed when a bus fell into a ravine near Tarvos, the governor said.",
        "The bus fell into a ravine near Tarvos, killing 19 people, according to the police.",
    )

    assert found.kind == "figure"
    assert found.question == "How many people were killed?"
    assert answers(found) == {"At least 24", "19"}
    assert {position.holder for position in found.positions} == {"the governor", "the police"}


def test_every_quote_of_a_position_is_the_text_of_its_article():
    texts = (
        "Corvo Motors will cut 1,200 jobs at its plant in Lindel, the company said.",
        "Corvo Motors will cut 2,000 jobs at its plant in Lindel, union leader Ana Reyes said.",
    )
    articles = [
        article(f"{text} {more}", f"{more[:5]}.txt") for text, more in zip(texts, ELSEWHERE, strict=False)
    ]
    by_id = {a.id: a for a in articles}

    (found,) = disputes(articles, "Corvo")

    quotes = [quote for position in found.positions for quote in position.quotes]
    assert len(quotes) == 2
    assert all(quote.span.of(by_id[quote.article].text) == quote.text for quote in quotes)


def test_what_one_side_lost_and_the_other_regained_is_one_quantity():
    (found,) = reports(
        "Since the spring Veria has managed to reclaim around 40 percent of the territory seized by Osland.",
        "Veria takes heart, for the Oslanders have lost half of the area occupied since the spring.",
    )

    assert found.question == "What share of the territory was lost?"
    assert answers(found) == {"around 40 percent", "half"}


def test_several_articles_with_one_value_are_one_position_with_several_quotes():
    (found,) = reports(
        "The dam at Harlan will cost $2.4 billion, the auditor said on Monday.",
        "The Harlan dam will cost 1.6 billion dollars, the ministry of water insists.",
        "The dam at Harlan will cost $2.4 billion, two officials in the capital confirmed.",
    )

    assert sorted(len(position.quotes) for position in found.positions) == [1, 2]


def test_two_sources_of_one_article_can_disagree():
    (found,) = reports(
        "Police estimated that 8,000 people marched in Ostrel. Organisers put the crowd at 30,000."
    )

    assert {(p.holder, p.answer) for p in found.positions} == {("Police", "8,000"), ("Organisers", "30,000")}


def test_a_measure_can_be_disputed():
    (found,) = reports(
        "Turnout in the Zemlin election was 62 percent, the electoral commission said.",
        "The opposition said turnout in the Zemlin election was only 41 percent.",
    )

    assert found.question == "What was the turnout: 41 percent or 62 percent?"


def test_nobody_killed_and_six_killed_exclude_each_other():
    (found,) = reports(
        "No civilians were killed in the raid on Orlat, the army said.",
        "The raid on Orlat killed six civilians, the hospital said.",
    )

    assert answers(found) == {"No civilians", "six"}


QUIET = {
    "a bound that leaves the value open": (
        "At least 20 people were killed when a bus fell into a ravine near Tarvos.",
        "A bus fell into a ravine near Tarvos, killing 24 people, according to the police.",
    ),
    "a rounding": (
        "The union said 11,950 teachers were on strike in Merrow on Monday.",
        "About 12,000 teachers were on strike in Merrow, officials said.",
    ),
    "another unit": (
        "The slick off Bern Point covers 40 square miles of sea, the coast guard said.",
        "The oil slick off Bern Point covers 104 square kilometres of sea.",
    ),
    "a part and the whole": (
        "The ferry fire at Lomas killed 31 people, officials said.",
        "Seven children were killed in the ferry fire at Lomas, the mayor said.",
    ),
    "another place": (
        "The floods killed three people in Merrow on Sunday, officials said.",
        "The floods killed 17 people in Ostrel, the interior ministry said.",
    ),
    "another kind": (
        "The front is held by 12,000 Veldish troops allied with Osland.",
        "Osland had to pull almost 60,000 troops off the southern front.",
    ),
    "another state of things": (
        "In August the Oslanders seized about 650 square miles of Verian land.",
        "Osland's troops still hold roughly 300 square miles near Sudra.",
    ),
    "shares of different things": (
        "The brigade suffered 25% casualties in the battle for Sudra.",
        "Osland has lost 40 percent of the territory around Sudra.",
    ),
    "something on top": (
        "The blast at the Lodz works injured 12 people, the fire brigade said.",
        "Another 30 people were injured in the blast at the Lodz works, the fire brigade said.",
    ),
    "the words of an update": (
        "The quake in Tarvos killed 24 people, officials said.",
        "The death toll from the quake in Tarvos rose to 126, officials said.",
    ),
    "a rate": (
        "The strike costs the harbour 1.2 million dollars a day, the owner said.",
        "The strike has cost the harbour 3.1 million dollars, the owner said.",
    ),
    "ages": (
        "Ida Lom, 43, was killed by a falling branch in Ostrel park on Monday.",
        "A 34-year-old was killed by a branch in Ostrel park.",
    ),
}


@pytest.mark.parametrize("looks_like", QUIET)
def test_is_no_disagreement(looks_like: str):
    assert reports(*QUIET[looks_like]) == ()


def test_a_toll_that_is_higher_the_day_after_is_an_update_and_on_the_same_day_a_dispute():
    texts = (
        "The quake in Tarvos killed 24 people, officials said.",
        "The quake in Tarvos killed 126 people, officials said.",
    )

    assert reports(*texts, days=("2024-05-06", "2024-05-07")) == ()
    assert len(reports(*texts, days=("2024-05-06", "2024-05-06"))) == 1


def test_a_copy_that_changes_a_figure_makes_no_position_against_its_original():
    original = (
        "The union fears the loss of 340 jobs at the quay of Varn. Its contract ran out in February. "
        "The company wants to steer 14 cranes from a room nine kilometres inland. Economists are unsure. "
        "Shares of the owner closed lower in Halden, and a brewer in Orm has switched to barges for now."
    )

    found = disputes([article(original, "a.txt"), article(original.replace("340", "430"), "b.txt")], "Varn")

    assert found == ()


def test_reports_of_different_days_and_heads_say_so():
    (found,) = reports(
        "The raid on Orlat on 4 May 2024 killed 35 civilians, activists said.",
        "The raid on Orlat on 4 May 2024 killed 22 people, the army said.",
        days=("2024-05-05", "2024-05-06"),
    )

    assert found.note == (
        "The reports are of different days, 2024-05-05 to 2024-05-06. Some count people, some civilians."
    )


# -- denials


def test_a_statement_and_its_denial_are_two_positions():
    (found,) = reports(
        "A dock worker at Lomas said the ferry was overloaded when it left.",
        "The ferry that left Lomas was not overloaded, its manager Edgar Uy said.",
    )

    assert found.kind == "denial"
    assert found.question == "Was the ferry overloaded?"
    assert [position.holder for position in found.positions] == ["A dock worker at Lomas", "Edgar Uy"]


@pytest.mark.parametrize(
    "silence",
    [
        "The ferry that left Lomas was not only overloaded but late, Edgar Uy said.",
        "It is not clear whether the ferry from Lomas was overloaded, Edgar Uy said.",
        "Edgar Uy did not say whether the ferry from Lomas was overloaded.",
        "The ferry from Lomas is no longer overloaded, Edgar Uy said.",
    ],
)
def test_is_no_denial(silence: str):
    assert reports("A dock worker at Lomas said the ferry was overloaded when it left.", silence) == ()


# -- the whole


def test_neither_the_order_of_articles_nor_a_second_run_changes_anything():
    paths = sorted(EVENTS[5].glob("*.txt"))
    articles = [article(path.read_text(encoding="utf-8"), path.name) for path in paths]

    found = disputes(articles, "protest")

    assert found
    assert disputes(articles[::-1], "protest") == found
    assert all(dispute.id.startswith("D-") and len(dispute.id) == 8 for dispute in found)


def test_one_article_and_no_article_dispute_nothing():
    assert reports("The quake in Tarvos killed 24 people, officials said.") == ()
    assert disputes([], "quake") == ()


# -- how good: twelve invented events; these may rise and not fall

FOUND_AT_LEAST = 8  # of 16 conflicts of all kinds
FALSE_AT_MOST = 0


def test_the_events_keep_their_precision_and_recall(capsys: pytest.CaptureFixture[str]):
    rows = [measured(event) for event in EVENTS]

    with capsys.disabled():
        print("\nevent                  planted  found  false")
        for name, planted, found, false in rows:
            print(f"{name:<24}{planted:>6}{found:>7}{false:>7}")
    assert sum(row[2] for row in rows) >= FOUND_AT_LEAST
    assert sum(row[3] for row in rows) <= FALSE_AT_MOST


def measured(event: Path) -> tuple[str, int, int, int]:
    """The event's name, its conflicts, how many of them are found, and what is found beside them."""
    gold = json.loads((event / "gold.json").read_text(encoding="utf-8"))
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(event.glob("*.txt"))}
    rows = [
        {"id": name, "source": name, "title": None, "date": None, "text": text}
        for name, text in texts.items()
    ]
    given = answer({"event": event.name, "articles": rows})["conflicts"]
    reached = [matching(conflict, gold["conflicts"], texts) for conflict in given]
    return event.name, len(gold["conflicts"]), len({r for r in reached if r is not None}), reached.count(None)


def matching(conflict: dict[str, Any], planted: list[dict[str, Any]], texts: dict[str, str]) -> int | None:
    """Which planted conflict is meant: two of its values in two files are touched, and by most claims."""
    for number, one in enumerate(planted):
        touched = [(c, g) for c in conflict["claims"] for g in one["claims"] if touches(c, g, texts)]
        values, files = {g["value"] for _, g in touched}, {g["file"] for _, g in touched}
        claims = {json.dumps(c) for c, _ in touched}
        if len(values) > 1 and len(files) > 1 and len(claims) * 2 >= len(conflict["claims"]):
            return number
    return None


def touches(claim: dict[str, Any], planted: dict[str, Any], texts: dict[str, str]) -> bool:
    start = texts[planted["file"]].index(planted["words"])
    inside = claim["start"] < start + len(planted["words"]) and start < claim["end"]
    return claim["article"] == planted["file"] and inside


def test_a_date_of_publication_is_used_where_the_data_has_one():
    early = row("a", "2024-05-06", "The quake in Tarvos killed 24 people.")
    late = row("b", "2024-05-07", "The quake in Tarvos has killed 126 people, a doctor said.")

    assert answer({"event": "quake", "articles": [early, late]}) == {"event": "quake", "conflicts": []}


def row(id: str, date: str, text: str) -> dict[str, Any]:
    return {"id": id, "source": id.upper(), "title": "", "date": date, "text": text}
