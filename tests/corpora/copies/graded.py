"""Copies in graded strengths of invented reports, and what must not be taken for a copy.

Each base report is an off-topic article, one of each subject, or a war report of `reports.txt`. A copy is
made of it word by word: some content words give way to a synonym, and where the list has none to any other
word (whoever compares words cannot know the synonyms that nobody listed). Every altered figure is recorded as
it was planted.

`reports.txt` has what no table can make: five war reports, each rewritten by hand twice, `medium` and
`heavy`, and an independent report of the same day by the other side, `other`.
"""

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..offtopic import off_topic_articles

REPORTS = Path(__file__).parent / "reports.txt"
SYNONYMS = Path(__file__).parent / "synonyms.txt"
SEED = 1854
CHANGED = {"light": 0.08, "medium": 0.25, "heavy": 0.6}  # of the content words
KEPT_NAMES = 0.85  # of the words with a capital, in the heavy ones
DROPPED = 0.15  # of the sentences, in the heavy ones

NUMBERS = tuple(
    (Path(__file__).parent / "numbers.txt").read_text(encoding="utf-8").split()
)  # never changed into other words: an altered figure is planted, or it is none

NAVIGATION = (
    "Home page World Business Culture Sport Weather Archive Contact the editors.\n"
    "Most read today: the ten stories that our readers shared with their friends.\n"
)
STOCK = (
    "The war began eleven years ago with protests in the southern provinces that were put down by force. "
    "Half of the population has since been driven from home, and whole quarters of old cities lie in ruins. "
    "Several rounds of talks in foreign capitals have brought truces of a few weeks and no settlement.\n"
)
_SENTENCE = re.compile(r"(?<=[.!?]) +|(?<=[.!?][\"”]) +|\n+")
_WORD = re.compile(r"[A-Za-z][a-z]{3,}")
_FIGURE = re.compile(r"(?<![\w.,])\d{2,3}(?![\w.,-]*\d)(?! percent| per cent)")


@dataclass(frozen=True, slots=True)
class Planted:
    """Articles by name, pairs that are copies with their kind, pairs that share a passage, figures altered.

    A figure is (copy, as it was, as it is).
    """

    articles: tuple[tuple[str, str], ...]
    copies: tuple[tuple[str, str, str], ...]
    excerpts: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str, str], ...]


def by_hand() -> tuple[tuple[str, str], ...]:
    """Return the (name, text) of the war reports; a name is such as `kelvar-bridge heavy`."""
    parts = re.split(r"^== ", REPORTS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return tuple((name, text.strip() + "\n") for name, _, text in (p.partition("\n") for p in parts))


def bases() -> tuple[tuple[str, str], ...]:
    """Return the base reports: one of each off-topic subject, and the war reports as they were written."""
    first = {name.rpartition("-")[0]: (name, text) for name, text in reversed(off_topic_articles())
             if name[-1].isdigit()}  # fmt: skip
    return (*first.values(), *((n, text) for n, text in by_hand() if n.endswith((" base", " other"))))


def planted() -> Planted:
    """Return the whole corpus of copies, always the same."""
    rng = random.Random(SEED)
    words = sorted({w for _, text in bases() for w in _WORD.findall(text) if w.islower()})
    articles, copies, excerpts, figures = [], [], [], []
    for at, (name, text) in enumerate(bases()):
        articles.append((name, NAVIGATION + text + STOCK if at % 3 == 0 else text))
        told = sentences(text)
        for kind in ("light", "medium", "heavy"):
            changed, altered = rewritten(told, kind, rng, words)
            articles.append((f"{name} {kind}", changed))
            copies.append((name, f"{name} {kind}", kind))
            figures += [(f"{name} {kind}", was, now) for was, now in altered]
        for kind, copy in _cut(told, rng):
            articles.append((f"{name} {kind}", copy))
            copies.append((name, f"{name} {kind}", kind))
    for at, (name, text) in enumerate(bases()[:-1:3]):
        host, other = bases()[3 * at + 1]
        own, lent = sentences(other), sentences(text)
        inside = [*own[:3], *lent[2 : 2 + max(2, int(0.4 * len(lent)))], *own[3:], *own[:2]]
        articles.append((f"{host} excerpt", "\n".join(inside) + "\n"))
        excerpts.append((name, f"{host} excerpt"))
        copies.append((host, f"{host} excerpt", "host"))
    return Planted(tuple(articles), tuple(copies), tuple(excerpts), tuple(figures))


def sentences(text: str) -> list[str]:
    return [s.strip() for s in _SENTENCE.split(text) if s.strip()]


def rewritten(
    told: list[str], kind: str, rng: random.Random, words: list[str]
) -> tuple[str, list[tuple[str, str]]]:
    """Return a copy of the sentences in that strength, and the figures altered: (as it was, as it is)."""
    made, altered = [], []
    for number, sentence in enumerate(told):
        if kind == "heavy" and number and rng.random() < DROPPED:
            continue
        plain = re.sub('[“”"]', "", sentence) if kind == "heavy" else sentence
        changed = _WORD.sub(lambda m: _other_word(m[0], kind, rng, words), plain)
        found = _FIGURE.search(changed)
        if found and rng.random() < {"light": 0.1, "medium": 0.3, "heavy": 0.6}[kind]:
            now = str(int(found[0]) + rng.randrange(3, 40))
            altered.append((found[0], now))
            changed = changed[: found.start()] + now + changed[found.end() :]
        made.append(_turned(changed, rng) if kind != "light" or rng.random() < 0.3 else changed)
    if kind != "light":
        made = _recut(made, rng)
    return "\n".join(made) + "\n", altered


def _other_word(word: str, kind: str, rng: random.Random, words: list[str]) -> str:
    if word.lower() in NUMBERS:
        return word
    if word[0].isupper() and (kind != "heavy" or rng.random() < KEPT_NAMES):
        return word
    if rng.random() >= CHANGED[kind]:
        return word
    return rng.choice(_synonyms().get(word, words))


def _turned(sentence: str, rng: random.Random) -> str:
    """What stood after a comma comes first: "A did it, B said." becomes "B said A did it."."""
    head, comma, tail = sentence.rstrip(".").rpartition(", ")
    if not comma or "”" in tail or '"' in sentence or rng.random() < 0.4:
        return sentence
    return f"{tail[:1].upper()}{tail[1:]}, {head[:1].lower()}{head[1:]}."


def _recut(told: list[str], rng: random.Random) -> list[str]:
    """Some sentences are fused with the next, some split at " and "."""
    made: list[str] = []
    for sentence in told:
        if made and len(made) > 1 and rng.random() < 0.15:
            made[-1] = f"{made[-1].rstrip('.')}, while {sentence[:1].lower()}{sentence[1:]}"
        elif " and " in sentence[40:-40] and rng.random() < 0.3:
            at = sentence.index(" and ", 40)
            made += [sentence[:at] + ".", f"It {sentence[at + 5 :]}"]
        else:
            made.append(sentence)
    return made


def _cut(told: list[str], rng: random.Random) -> list[tuple[str, str]]:
    shuffled = told[1:]
    rng.shuffle(shuffled)
    return [
        ("shuffled", "\n".join([told[0], *shuffled]) + "\n"),
        ("truncated", "\n".join(told[: len(told) // 2 + 1]) + "\n"),
        ("lead", "\n".join(told[:4]) + "\n"),
    ]


@cache
def _synonyms() -> dict[str, list[str]]:
    groups = [line.split() for line in SYNONYMS.read_text(encoding="utf-8").splitlines()]
    return {word: [other for other in group if other != word] for group in groups for word in group}
