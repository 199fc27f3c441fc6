"""As many articles on one event as are wanted, each with words and sentences of its own."""

import random

from briefing.model.article import Article
from briefing.model.topic import Topic
from tests.builders import article

TOPIC = Topic("Varnhaven dock strike", ("Varnhaven dock strike", "dockers strike Varnhaven"))

_WHO = (
    "union", "port authority", "harbour master", "mayor", "shipping line", "ministry", "dockers", "insurer",
)  # fmt: skip
_DID = ("said", "told reporters", "announced", "reported", "denied", "expected", "confirmed", "warned")
_WHAT = (
    "the dock strike in Varnhaven had stopped {n} cranes",
    "{n} dockers had joined the strike in Varnhaven",
    "talks on pay at the Varnhaven docks would go on for {n} days",
    "{n} ships were waiting outside Varnhaven because of the strike",
    "the strike had cost the port of Varnhaven {n} million",
    "the dockers of Varnhaven wanted {n} percent more",
)


def newsroom(count: int, sentences: int = 12, seed: int = 3) -> tuple[Article, ...]:
    """Return *count* articles; the first ones are the same however many there are."""
    return tuple(one(number, sentences, seed) for number in range(count))


def one(number: int, sentences: int = 12, seed: int = 3) -> Article:
    """Return the article with that number. No two share a sentence."""
    rng = random.Random(seed * 100_003 + number)
    told = [_sentence(rng, number * 1_000 + place) for place in range(sentences)]
    return article("\n".join(told) + "\n", f"{rng.randrange(10**6):06}-{number}.txt")


def _sentence(rng: random.Random, number: int) -> str:
    own = " ".join(_word(rng) for _ in range(4))
    what = rng.choice(_WHAT).format(n=number + 2)
    return f"The {rng.choice(_WHO)} {rng.choice(_DID)} on Monday that {what}, near the {own} quay."


def _word(rng: random.Random) -> str:
    return "".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(3))
