"""The same words given to different speakers."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import Reading
from briefing.model.passage import Sentence
from briefing.text.names import same_name
from briefing.text.quotes import quotations
from briefing.text.span import Span
from briefing.text.speech import Attribution
from briefing.text.words import fold, words

FEWEST = 5  # words: shorter ones may well be said by two people
LONGEST = 150


@dataclass(frozen=True)
class Wording:
    """A quotation of one article, and the speaker that the article names for it."""

    sentence: Sentence
    family: str
    copy: bool
    spoken: tuple[str, ...]
    speaker: str
    source: str
    extent: Span

    @property
    def article(self) -> str:
        return self.sentence.article

    @cached_property
    def written(self) -> str:
        return self.speaker


def wordings(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Wording, ...], ...]:
    """Return quotations of at least 5 words that independent articles give to different speakers.

    One may quote more than the other: the shorter must stand in the longer, word for word.
    """
    sayings: list[list[Wording]] = []
    with_run: dict[tuple[str, ...], list[int]] = {}
    for one in (one for reading in readings for one in _wordings(corpus, reading)):
        runs = [one.spoken[at : at + FEWEST] for at in range(len(one.spoken) - FEWEST + 1)]
        near = dict.fromkeys(number for run in runs for number in with_run.get(run, ()))
        number = next((n for n in near if _holds(sayings[n][0].spoken, one.spoken)), len(sayings))
        if number == len(sayings):
            sayings.append([])
        sayings[number].append(one)
        for run in runs:
            if number not in (entries := with_run.setdefault(run, [])):
                entries.append(number)
    return tuple(kept for found in sayings if (kept := _by_speaker(found)))


def _holds(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether the shorter of two runs of words stands in the longer."""
    short, long = sorted((one, other), key=len)
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _by_speaker(found: Sequence[Wording]) -> tuple[Wording, ...]:
    """One quotation for each speaker, where two independent articles name different ones."""
    kept: list[Wording] = []
    for one in found:
        if not one.copy and all(_differ(one, other) for other in kept):
            kept.append(one)
    return tuple(kept) if len(kept) > 1 else ()


def _differ(one: Wording, other: Wording) -> bool:
    """Say whether the speakers are two people: "Holt" and "Vera Holt" may be one."""
    parts = {fold(part.text) for part in words(other.speaker)}
    shared = any(fold(part.text) in parts for part in words(one.speaker))
    return one.family != other.family and not shared and not same_name(one.speaker, other.speaker)


def _wordings(corpus: Corpus, reading: Reading) -> Iterator[Wording]:
    seen = reading.seen
    text, starts = seen.article.text, [sentence.span.start for sentence in seen.sentences]
    for quoted in quotations(text):
        place = bisect_right(starts, quoted.inner.start) - 1
        spoken = tuple(fold(word.text) for word in words(quoted.inner.of(text)))
        if place < 0 or len(spoken) < FEWEST or not seen.sentences[place].span.meets(quoted.inner):
            continue
        said = reading.said(place, quoted.inner)
        speaker = _speaker(said, text) if said and said.quoted else None
        if said and speaker:
            end = min(quoted.inner.end, quoted.inner.start + LONGEST)
            yield Wording(
                seen.sentences[place], corpus.family(seen.article.id).id, corpus.is_copy(seen.article.id),
                spoken, speaker, said.source[0].of(text), Span(quoted.inner.start, end),
            )  # fmt: skip


def _speaker(said: Attribution, text: str) -> str | None:
    """The name beside the quotation: its source, or behind it in "the director, Vera Holt"; no "he said"."""
    if said.speaker:
        named = any(said.speaker.split()[-1] in span.of(text) for span in said.source)
        return said.speaker if named else None
    found = _APPOSITION.match(text, said.source[0].end) if said.source else None
    return found[1] if found else None


_APPOSITION = re.compile(r", ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})(?=[.,;])")
