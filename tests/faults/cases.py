"""The hand-written data of the oracle: passages, sentences about them, and the names in them.

Nothing here imports `briefing`: an oracle that shares code with what it judges shares its mistakes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """One sentence about the passages' sentences that it cites.

    `cites` are pairs of a passage's id and a sentence's index in it, from 0. `kind` is
    `close` or `paraphrase` for a true sentence, and the fault's kind for a false one.
    """

    id: str
    text: str
    cites: tuple[tuple[str, int], ...]
    kind: str


@dataclass(frozen=True)
class Names:
    """Full names in one passage: who speaks, who is only spoken of, and where it happens."""

    speakers: tuple[str, ...]
    others: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def people(self) -> tuple[str, ...]:
        return self.speakers + self.others


NOBODY = Names((), (), ())


@cache
def passages() -> dict[str, tuple[str, ...]]:
    """Return each passage's sentences by its id, in the order they were written."""
    return {row["id"]: tuple(row["sentences"]) for row in _rows("passages.jsonl")}


@cache
def names() -> dict[str, Names]:
    """Return the names in each passage that has any, by the passage's id."""
    return {
        row["passage"]: Names(tuple(row["speakers"]), tuple(row["others"]), tuple(row["places"]))
        for row in _rows("names.jsonl")
    }


def cases(file: str, kind: str) -> tuple[Case, ...]:
    """Return the sentences of *file*; *kind* is the field that says what each one is."""
    return tuple(Case(row["id"], row["text"], _cites(row), row[kind]) for row in _rows(file))


def cited(case: Case) -> str:
    """Return the sentences that *case* cites, in its order, with a blank between them."""
    return " ".join(passages()[passage][sentence] for passage, sentence in case.cites)


def _cites(row: dict[str, Any]) -> tuple[tuple[str, int], ...]:
    if "cites" in row:
        return tuple((passage, sentence) for passage, sentence in row["cites"])
    return tuple((row["passage"], sentence) for sentence in row["citing"])


def _rows(file: str) -> Iterator[dict[str, Any]]:
    # Not splitlines(): a case may hold U+2028, which is no end of line in JSON.
    lines = (HERE / file).read_text(encoding="utf-8").split("\n")
    return (json.loads(line) for line in lines if line)
