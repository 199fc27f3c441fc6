"""Two hundred invented news articles that are about anything but the Kursk operation of 2024/25.

The texts are in `stories/*.txt`. A story there is `== name`, its slots (`name: value | value`,
or `name: 3..40/5` for a figure drawn from 3 to 40 in steps of 5), and then blocks parted by blank lines:
a headline and paragraphs, each line of a block saying its thing in another way. As many articles
come of a story as its first slot has values; each takes the values that stand at its own place, and
its own line of a block that has a line for each article.
A story without slots is one article, printed as it stands.
"""

import random
import re
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

STORIES = Path(__file__).parent / "stories"
SEED = 1943
FIGURES = re.compile(r"([\d.]+)\.\.([\d.]+)(?:/(\d+))?")


class Story(NamedTuple):
    """A story as written: *slots* by name, *blocks* of lines that are alternatives to one another."""

    name: str
    slots: dict[str, list[str]]
    blocks: list[list[str]]


def off_topic_articles() -> tuple[tuple[str, str], ...]:
    """Return 200 (name, text) articles, always the same; names are unique, such as `floods-2`.

    >>> len(off_topic_articles())
    200
    """
    return tuple(article for story in _stories() for article in _tell(story))


def _stories() -> list[Story]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(STORIES.glob("*.txt"))]
    return [_story(part) for text in texts for part in re.split(r"^== ", text, flags=re.MULTILINE)[1:]]


def _story(part: str) -> Story:
    name, _, rest = part.partition("\n")
    blocks = [block.splitlines() for block in rest.strip().split("\n\n")]
    if not _is_slot(blocks[0][0]):
        return Story(name, {}, blocks)
    slots = {key: values.split(" | ") for key, values in (line.split(": ", 1) for line in blocks[0])}
    return Story(name, slots, blocks[1:])


def _is_slot(line: str) -> bool:
    return re.match(r"[a-z]+\d?: ", line) is not None


def _tell(story: Story) -> list[tuple[str, str]]:
    if not story.slots:
        return [(story.name, "\n\n".join(line for block in story.blocks for line in block) + "\n")]
    rng = random.Random(f"{SEED} {story.name}")
    count = len(next(iter(story.slots.values())))
    plan = _plan(story, count, rng)
    return [(f"{story.name}-{at + 1}", _article(story, at, plan, rng)) for at in range(count)]


def _plan(story: Story, count: int, rng: random.Random) -> list[tuple[int, ...]]:
    """Choose for each block which line each of *count* articles takes, so that any two share few."""
    shared = dict.fromkeys(combinations(range(count), 2), 0)
    plan = []
    for block in story.blocks:
        ways = _ways(len(block), count)
        rng.shuffle(ways)
        best = min(ways, key=lambda way: sum((shared[pair] + 1) ** 2 for pair in _agreeing(way)))
        for pair in _agreeing(best):
            shared[pair] += 1
        plan.append(best)
    return plan


def _ways(lines: int, count: int) -> list[tuple[int, ...]]:
    """Return every way to spread *lines* over *count* articles that uses them all."""
    if lines == count:
        return [tuple(range(count))]  # such lines name the article's own place
    return [way for way in product(range(lines), repeat=count) if len(set(way)) == lines]


def _agreeing(way: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in combinations(range(len(way)), 2) if way[a] == way[b]]


def _article(story: Story, at: int, plan: list[tuple[int, ...]], rng: random.Random) -> str:
    values = {name: _value(written, at, rng) for name, written in story.slots.items()}
    lines = [_fill(block[way[at]], values, rng) for block, way in zip(story.blocks, plan, strict=True)]
    text = lines[0]
    for number, line in enumerate(lines[1:]):
        text += ("\n\n" if number < 2 else rng.choice(["\n\n", "\n\n", " "])) + line
    return text + "\n"


def _value(written: list[str], at: int, rng: random.Random) -> str:
    figures = FIGURES.fullmatch(written[0])
    return _figure(figures[1], figures[2], figures[3], rng) if figures else written[at]


def _figure(low: str, high: str, step: str | None, rng: random.Random) -> str:
    """Return a figure as news writes it: 12,400 or 3.7 or 2.25, as precise as its bounds.

    >>> _figure("5", "5", None, random.Random(0)), _figure("1200", "1200", "100", random.Random(0))
    ('5', '1,200')
    """
    places = len(low.partition(".")[2])
    scale = 10**places
    drawn = rng.randrange(round(float(low) * scale), round(float(high) * scale) + 1, int(step or 1))
    return f"{drawn / scale:,.{places}f}"


def _fill(line: str, values: dict[str, str], rng: random.Random) -> str:
    chosen = re.sub(r"\[([^][]*)\]", lambda found: rng.choice(found.group(1).split("|")), line)
    filled = re.sub(r"\{(\w+)\}", lambda found: values[found.group(1)], chosen)
    return filled[0].upper() + filled[1:]
