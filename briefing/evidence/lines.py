"""A sentence as words: where its clauses end, which words are names, and what stands round it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from briefing.evidence.corpus import Corpus, Seen
from briefing.text.cues import words as listed
from briefing.text.span import Span
from briefing.text.speech import Attribution, speaker_at
from briefing.text.words import STOP_WORDS, Word, concept, fold, words

SPEAKERS = 24  # attributions looked at for one line: more is no news, and would take forever
HEADLINE = 300  # characters before the first sentence that may be one


@dataclass(frozen=True)
class Line:
    """One sentence; *known* are the words that the corpus writes as names."""

    text: str
    words: tuple[Word, ...]
    known: frozenset[str]

    @cached_property
    def low(self) -> tuple[str, ...]:
        return tuple(fold(word.text) for word in self.words)

    @cached_property
    def concepts(self) -> tuple[str, ...]:
        return tuple(concept(word.text) for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        return tuple(word.span.start for word in self.words)

    @cached_property
    def matter(self) -> tuple[str, ...]:
        """The concepts of its words of content."""
        return tuple(c for c, low in zip(self.concepts, self.low, strict=True) if low not in STOP)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(
            self.low[p] for p in range(len(self.low)) if self.is_name(p) and self.low[p] not in CALENDAR
        )

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """The first and the last place, half-open, of each clause."""
        cuts = [at for at in range(1, len(self.words)) if self.breaks(at)]
        return tuple(pairwise([0, *cuts, len(self.words)])) if self.words else ()

    def at(self, offset: int) -> int:
        """The place of the first word that begins at *offset* or later."""
        return bisect_left(self.starts, offset)

    def breaks(self, at: int) -> bool:
        """Say whether a clause ends before the word at *at*: a mark, or a word that opens another one."""
        between = self.text[self.words[at - 1].span.end : self.words[at].span.start]
        return any(mark in between for mark in _MARKS) or self.low[at] in _OPENERS

    def is_name(self, at: int) -> bool:
        return self.words[at].text[:1].isupper() and self.low[at] in self.known

    def is_content(self, at: int) -> bool:
        return self.low[at] not in STOP and not self.low[at][:1].isdigit()


@dataclass(frozen=True)
class Reading:
    """One article in lines, by place; *headline* is what stands before its first sentence."""

    seen: Seen
    lines: tuple[Line, ...]
    headline: Line

    @cached_property
    def _said(self) -> tuple[tuple[Attribution, ...], ...]:
        """The attributions whose content meets each line: an article may have hundreds."""
        starts = [sentence.span.start for sentence in self.seen.sentences]
        met: list[list[Attribution]] = [[] for _ in starts]
        for one in self.seen.said:
            first = max(0, bisect_right(starts, min(piece.start for piece in one.content)) - 1)
            last = bisect_left(starts, max(piece.end for piece in one.content))
            for place in range(first, last):
                if len(met[place]) < SPEAKERS:
                    met[place].append(one)
        return tuple(map(tuple, met))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in the article."""
        return frozenset(name for line in (self.headline, *self.lines) for name in line.names)

    def said(self, place: int, span: Span) -> Attribution | None:
        """Who says what stands at *span* (of the article), which lies in the line at *place*."""
        return speaker_at(span, self._said[place])

    def around(self, place: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the article is about: concepts, and names, of its head and of the lines next to *place*."""
        near = dict.fromkeys((0, place - 1, place, place + 1))
        lines = [self.headline, *(self.lines[p] for p in near if 0 <= p < len(self.lines))]
        concepts = dict.fromkeys(c for line in lines for c in line.matter)
        return tuple(concepts), tuple(dict.fromkeys(name for line in lines for name in line.names))


def read(corpus: Corpus) -> tuple[Reading, ...]:
    """Return the articles of *corpus* in lines, in its order."""
    found = [(seen, [words(sentence.text) for sentence in seen.sentences]) for seen in corpus.seen]
    known = _names(listed for _, lists in found for listed in lists)
    return tuple(
        Reading(
            seen,
            tuple(Line(s.text, w, known) for s, w in zip(seen.sentences, lists, strict=True)),
            Line(head := _head(seen), words(head), known),
        )
        for seen, lists in found
    )


def _head(seen: Seen) -> str:
    """The title, and what stands before the first sentence: a headline in the text has no number."""
    start = seen.sentences[0].span.start if seen.sentences else 0
    return f"{seen.article.title or ''} {seen.article.text[:start][-HEADLINE:]}"


def _names(lines: Iterable[tuple[Word, ...]]) -> frozenset[str]:
    """The words that these articles write with a capital inside of sentences, more often than without."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for line in lines:
        for word in line[1:]:
            (capital if word.text[:1].isupper() else small)[fold(word.text)] += 1
    return frozenset(w for w, count in capital.items() if count > small[w] and w not in STOP)


def source_of(seen: Seen, said: Attribution | None) -> str:
    """The words that name the source as printed: "the health ministry"; pronouns name nobody."""
    if said is None or not said.source:
        return ""
    written = " ".join(said.source[0].of(seen.article.text).split())
    return "" if fold(written) in STOP or len(written) > 80 else written


STOP = frozenset(STOP_WORDS)
_MARKS = (",", ";", ":", "—", "–", "(", ")", " - ", "…")
_OPENERS = listed("""but while whereas although though because after before when which who where if since""")
CALENDAR = listed(
    """january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday"""
)
