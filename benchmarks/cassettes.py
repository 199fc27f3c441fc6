"""What came of the recorded responses: sentences kept and dropped, and how much of the gold the briefs hold.

    python -m benchmarks.cassettes

Replays tests/cassettes, asks nobody. Beside each brief whose topic has a gold stands the extractive engine's,
on the same articles and as long. The second table is one draw of whoever answered: see
tests/cassettes/README.md.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from briefing.engines.extractive import Extractive
from briefing.evaluate import articles_of
from briefing.gold.format import read_gold
from briefing.gold.marks import Marked, mark
from briefing.gold.score import Score, score
from briefing.pipeline import Made, generate
from briefing.read import read_sources
from briefing.settings import load_settings
from tests.builders import NOW
from tests.recorded.cases import CASES, Case, Replayed, replayed

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
TOPICS = {
    "kursk": ("seeds-careful", "seeds-second-look", "seeds-careless"),
    "merger": ("merger-careful",),
    "flood": ("flood-select",),
}


def main() -> None:
    logging.getLogger("briefing").setLevel(logging.ERROR)  # that a model failed is what the table says
    print(f"{'cassette':20}{'proposed':>9}{'kept':>6}{'repaired':>9}{'dropped':>8}{'disputes':>14}  wrote it")
    for name in CASES:
        print(_sentences(name, replayed(name)))
    print(f"\n{'topic':8}{'':20}{'facts':>8}{'disputes':>10}{'false':>7}{'citations':>11}{'words':>7}")
    for topic, names in TOPICS.items():
        gold = _marked(topic)
        for name in names:
            print(_held(topic, name, replayed(name).made, gold))
        print(_held(topic, "extractive", _extractive(CASES[names[0]]()), gold))


def _sentences(name: str, replay: Replayed) -> str:
    """`disputes` are those of the brief: the program's own, and those that only the model found."""
    work, brief = replay.work, replay.made.brief
    own = sum(claim.id.startswith("D-") for claim in brief.contested)
    disputes = f"{own} + {len(brief.contested) - own}"
    return (
        f"{name:20}{work.proposed:9}{work.kept:6}{work.repaired:9}{work.dropped:8}{disputes:>14}"
        f"  {brief.maker.engine}"
    )


def _marked(topic: str) -> Marked:
    gold = read_gold(GOLD / topic / "gold.toml")
    return mark(gold, articles_of(gold, load_settings(GOLD / "briefing.toml", {})))


def _extractive(case: Case) -> Made:
    articles = read_sources([str(GOLD.parents[1] / source) for source in case.sources]).articles
    return generate(case.topic, articles, Extractive(), now=NOW, budget=case.budget)


def _held(topic: str, name: str, made: Made, gold: Marked) -> str:
    told: Score = score(made.brief, made.corpus, gold)
    facts = _share([fact.state == "held" for fact in told.facts])
    disputes = _share([dispute.state == "found" for dispute in told.disputes])
    bearing = told.marked + told.verifier
    citations = f"{bearing}/{bearing + len(told.idle)}"
    words = sum(len(sentence.text.split()) for sentence in made.brief.summary)
    return (
        f"{topic:8}{name:20}{facts:>8}{disputes:>10}{len(told.false_claims):7}{citations:>11}{words:7}"
        + "".join(f"\n        false: {claim.where} {claim.text}" for claim in told.false_claims)
    )


def _share(states: Sequence[bool]) -> str:
    return f"{sum(states)}/{len(states)}"


if __name__ == "__main__":
    main()
