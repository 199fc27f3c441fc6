"""Build briefing/text/lexicon.txt.gz, the small dictionary of briefing.text.lexicon, from WordNet 3.0.

    python -m benchmarks.build_lexicon /usr/share/wordnet

The folder holds `index.*`, `data.*`, `*.exc` and `cntlist.rev` (Debian: package wordnet-base). The same
folder gives the same bytes. What is kept: single words that WordNet writes in small letters, hyphenated
ones also joined (`ceasefire`); at most SENSES senses of each part of speech, the rare ones left out; the
synsets of these and all above them, stepping over those that no kept word names; antonyms; derivations.

The file is UTF-8 text in blocks with an empty line between them, one entry a line:

    1. `#` lines: what this is, whose it is
    2. words, sorted
    3. for each word, in the same order: its senses by part of speech (a capital: rarely used as that), the
       most frequent first, as numbers of lines in block 4 (base 36), then the words derived from it or it
       from them: `n 1 2|V 3;kin`
    4. synsets: those right above (for an adjective like another, that one), then those opposed: `4 5!6`;
       `-` for neither
    5. irregular forms, sorted, each with part of speech and base: `leaves n leaf v leave`
"""

import gzip
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SENSES = 5
SURE = 2  # senses kept however rare: WordNet's counts come from a small corpus
SHARE = 0.03  # of the uses of the word: what is rarer is no frequent sense
TRIED = 5  # uses from which a part of speech never met counts as rare
TARGET = Path(__file__).resolve().parents[1] / "briefing" / "text" / "lexicon.txt.gz"
HEADER = (
    "# A selection from WordNet 3.0, made by benchmarks/build_lexicon.py.",
    "# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. See LICENSE.wordnet.",
)

_PARTS = (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r"))
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
_LETTER = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}

Key = tuple[str, str]  # part of speech and offset
Link = tuple[Key, int, int]  # to a synset, from this member to that one; 0: from all to all


class Synset(NamedTuple):
    """One line of a data file."""

    members: tuple[str, ...]
    above: tuple[Key, ...]
    opposed: tuple[Key, ...]
    derived: tuple[Link, ...]


class Sense(NamedTuple):
    """One meaning of a word, and how often the tagged texts use the word so."""

    key: Key
    uses: int


Entry = dict[str, list[Sense]]


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    text = build(Path(sys.argv[1]))
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {len(text):,} unpacked")
    return 0


def build(folder: Path) -> str:
    """Return the text of the lexicon made from the WordNet files in *folder*."""
    synsets = dict(_synsets(folder))
    entries = _entries(folder, synsets)
    entries = _joined(entries) | entries
    words = sorted(entries)
    above = _steps(synsets, entries)
    numbers = _numbers((sense.key for word in words for sense in _senses(entries[word])), above)
    derived = _derivations(words, synsets)
    blocks = (
        HEADER,
        words,
        [_word_line(entries[word], derived[word], numbers) for word in words],
        [_synset_line(above[key], synsets[key].opposed, numbers) for key in numbers],
        [" ".join((form, *bases)) for form, bases in sorted(_irregular(folder, entries).items())],
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _synsets(folder: Path) -> Iterator[tuple[Key, Synset]]:
    for part, letter in _PARTS:
        for line in _lines(folder / f"data.{part}"):
            yield (letter, line[:8]), _synset(line.partition(" | ")[0].split())


def _synset(fields: list[str]) -> Synset:
    end = 4 + 2 * int(fields[3], 16)
    members = tuple(re.sub(r"\([a-z]+\)$", "", member) for member in fields[4:end:2])
    links = [
        (fields[at], (fields[at + 2].replace("s", "a"), fields[at + 1]), fields[at + 3])
        for at in range(end + 1, end + 1 + 4 * int(fields[end]), 4)
    ]
    return Synset(
        members,
        tuple(key for sign, key, _ in links if sign in ("@", "&") and _goes_up(sign, fields[2])),
        tuple(key for sign, key, _ in links if sign == "!"),
        tuple(
            (key, int(ends[:2], 16), int(ends[2:], 16))
            for sign, key, ends in links
            if sign in ("+", "\\", "<")
        ),
    )


def _goes_up(sign: str, kind: str) -> bool:
    """An adjective hangs on the head of its cluster; the head does not hang on its members."""
    return sign == "@" or kind == "s"


def _entries(folder: Path, synsets: dict[Key, Synset]) -> dict[str, Entry]:
    """Return each single word with the frequent senses in which it is written small, by part of speech."""
    counts = _counts(folder)
    entries: dict[str, Entry] = {}
    for part, letter in _PARTS:
        for line in _lines(folder / f"index.{part}"):
            word, _, total, *rest = line.split()
            if not _WORD.fullmatch(word) or (len(word) == 1 and word != "a"):
                continue
            keys = [(letter, offset) for offset in rest[-int(total) :]]
            senses = [
                Sense(key, counts.get((word, letter, at), 0))
                for at, key in enumerate(keys, 1)
                if word in synsets[key].members  # "Turkey" is not "turkey"
            ]
            if senses:
                entries.setdefault(word, {})[letter] = _frequent(senses)
    return entries


def _counts(folder: Path) -> dict[tuple[str, str, int], int]:
    counts = {}
    for line in _lines(folder / "cntlist.rev"):
        key, at, count = line.split()
        word, _, rest = key.partition("%")
        counts[word, _LETTER[rest[0]], int(at)] = int(count)
    return counts


def _frequent(senses: list[Sense]) -> list[Sense]:
    """Leave out rare senses: past SURE ones those below SHARE of the uses, and past SENSES all."""
    least = max(1, SHARE * sum(sense.uses for sense in senses))
    return senses[:SURE] + [sense for sense in senses[SURE:SENSES] if sense.uses >= least]


def _joined(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Return the entries of hyphenated words as newspapers join them: "cease-fire", "ceasefire"."""
    return {word.replace("-", ""): entry for word, entry in entries.items() if "-" in word}


def _senses(entry: Entry) -> Iterator[Sense]:
    return (sense for senses in entry.values() for sense in senses)


def _steps(synsets: dict[Key, Synset], entries: dict[str, Entry]) -> dict[Key, tuple[Key, ...]]:
    """Return what is right above each synset, stepping over those without a kept word."""
    named = {sense.key for entry in entries.values() for sense in _senses(entry)}

    def step(key: Key) -> Iterator[Key]:
        for above in synsets[key].above:
            yield from (above,) if above in named else step(above)

    return {key: tuple(dict.fromkeys(step(key))) for key in synsets}


def _numbers(keys: Iterable[Key], above: dict[Key, tuple[Key, ...]]) -> dict[Key, str]:
    """Number the synsets in the order they are first needed; those above follow, up to the top."""
    found = dict.fromkeys(keys)
    waiting = list(found)
    for key in waiting:  # grows as it is read
        fresh = [higher for higher in above[key] if higher not in found]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return {key: _base36(at) for at, key in enumerate(found)}


def _derivations(words: list[str], synsets: dict[Key, Synset]) -> dict[str, list[str]]:
    """Return for each word its kin among *words*, by rare senses too: a retrieval of data."""
    kin: dict[str, set[str]] = {word: set() for word in words}
    for synset in synsets.values():
        for target, own, theirs in synset.derived:
            word, other = synset.members[own - 1], synsets[target].members[theirs - 1]
            if word != other and word in kin and other in kin:
                kin[word].add(other)
                kin[other].add(word)
    return {word: sorted(others) for word, others in kin.items()}


def _irregular(folder: Path, entries: dict[str, Entry]) -> dict[str, list[str]]:
    """Return for each irregular form its part of speech and base, and so on if there are several."""
    forms: dict[str, list[str]] = {}
    for part, letter in _PARTS:
        for line in _lines(folder / f"{part}.exc"):
            form, *bases = line.split()
            for base in bases:
                if _WORD.fullmatch(form) and letter in entries.get(base, ()):
                    forms.setdefault(form, []).extend((letter, base))
    return forms


def _word_line(entry: Entry, kin: list[str], numbers: dict[Key, str]) -> str:
    uses = sum(sense.uses for sense in _senses(entry))
    parts = (
        " ".join((_mark(letter, senses, uses), *(numbers[sense.key] for sense in senses)))
        for letter, senses in entry.items()
    )
    return ";".join(("|".join(parts), *([" ".join(kin)] if kin else [])))


def _mark(letter: str, senses: list[Sense], uses: int) -> str:
    """Return *letter* as a capital if the word is hardly ever that, as `plain` is hardly ever a verb."""
    return letter.upper() if uses >= TRIED and sum(sense.uses for sense in senses) < SHARE * uses else letter


def _synset_line(above: Iterable[Key], opposed: Iterable[Key], numbers: dict[Key, str]) -> str:
    higher = " ".join(numbers[key] for key in above)
    contrary = " ".join(numbers[key] for key in dict.fromkeys(opposed) if key in numbers)
    return f"{higher}!{contrary}" if contrary else higher or "-"


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a WordNet file without its licence, which stands indented at the top."""
    return (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(" "))


if __name__ == "__main__":
    raise SystemExit(main())
