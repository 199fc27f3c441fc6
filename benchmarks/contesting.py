"""How long it takes to find what many articles of one topic disagree on, and how that grows.

    python -m benchmarks.contesting [ARTICLES]

Puts ARTICLES reports (500 unless told) of one invented war together, each with figures, blame and denials of
its own, and finds their disputes; then twice as many. One core; reading and searching are not counted.
"""

import random
import sys
import time

from briefing.evidence.contest import contest
from briefing.evidence.corpus import Corpus
from briefing.evidence.search import search
from briefing.evidence.silences import silences
from briefing.model.article import Article, digest
from briefing.model.topic import Topic

PLACES = ("Kesra", "Orlat", "Tarvos", "Lindel", "Merrow", "Ostrel", "Halm", "Weyda")
SIDES = ("Government aircraft", "Rebel artillery", "Coalition jets", "Oslandic drones")
TARGETS = ("market", "school", "bridge", "depot", "hospital", "mill")
TOPIC = Topic("war in Veria", ("war in Veria",))
SENTENCES = (
    "{side} struck a {target} in {place} on Tuesday, killing {n} people and wounding {m}, officials said.",
    "The defence ministry denied that its forces had bombed the {target} in {place}.",
    "At least {n} civilians were killed near {place} when shells hit a {target}, a doctor said.",
    "The attack on {place} was repelled, the army said, and {m} armoured vehicles were destroyed.",
    "The operation in {place} was a {verdict}, said the analyst Per Lund.",
    "{n} drones were launched at {place} overnight and {m} of them were shot down, the air force said.",
    "The government will rebuild the {target} in {place} by the autumn, minister Ada Lind said.",
    "Some {m},000 people have fled {place}, the mayor said, and buses wait at the {target}.",
)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    for size in (count, 2 * count):
        corpus = Corpus.of(reports(size))
        evidence = search(corpus, TOPIC, 48_000)
        began = time.process_time()
        found = contest(corpus, evidence)
        missing = silences(corpus, evidence)
        seconds = time.process_time() - began
        told = f"{len(found)} disputes, {len(missing)} silences"
        print(f"{size:6} articles {len(corpus.sentences):7} sentences {seconds:8.2f} s   {told}")
    return 0


def reports(count: int) -> list[Article]:
    """The same *count* reports every time, about 25 sentences each."""
    drawn = random.Random(11)
    return [_report(number, drawn) for number in range(count)]


def _report(number: int, drawn: random.Random) -> Article:
    lines = [f"Report {number} from the war in Veria"]
    for _ in range(25):
        lines.append(
            drawn.choice(SENTENCES).format(
                side=drawn.choice(SIDES),
                target=drawn.choice(TARGETS),
                place=drawn.choice(PLACES),
                verdict=drawn.choice(("success", "failure")),
                n=drawn.choice((12, 46)),
                m=drawn.choice((30, 80)),
            )
        )
    text = "\n\n".join(lines)
    hashed = digest(text)
    return Article(f"{number:012x}", f"{number}.txt", text, hashed, hashed, "plain")


if __name__ == "__main__":
    sys.exit(main())
