"""The corpus: articles with everything the program sees on them, and whose copies they are.

Sentences that lie in boilerplate, hidden or cut-off text have no number, so that nobody can cite them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from briefing.evidence.boilerplate import boilerplate, is_partial
from briefing.evidence.copies import group
from briefing.model.article import Article, Mark
from briefing.model.brief import Quote
from briefing.model.passage import Chunk, Family, Sentence, SharedMaterial
from briefing.text.markup import markup
from briefing.text.sentences import sentences
from briefing.text.span import Span
from briefing.text.speech import Attribution, attributions, speaker_at
from briefing.text.words import terms, variety

CHUNK_SENTENCES = (3, 5)
CHUNK_CHARACTERS = 900
STUFFED = 0.45  # share of different words among a hundred; news has more than 0.6


@dataclass(frozen=True, slots=True)
class Seen:
    """One article as the program sees it: what is marked, what may be cited, who says what."""

    article: Article
    marks: tuple[Mark, ...]
    partial: bool
    sentences: tuple[Sentence, ...]
    said: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles by source, their numbered sentences and chunks, and their families."""

    seen: tuple[Seen, ...]
    sentences: tuple[Sentence, ...]
    chunks: tuple[Chunk, ...]
    families: tuple[Family, ...]
    shares_material: tuple[SharedMaterial, ...]
    _by_id: Mapping[str, Seen]
    _by_number: Mapping[int, Sentence]
    _family: Mapping[str, Family]

    @classmethod
    def of(cls, articles: Iterable[Article]) -> "Corpus":
        """Return the corpus of *articles*; their order does not matter, one given twice counts once."""
        once = {article.id: article for article in articles}
        seen: list[Seen] = []
        for article in sorted(once.values(), key=lambda a: (a.source, a.id)):
            seen.append(look(article, first=1 + sum(len(s.sentences) for s in seen)))
        grouping = group([(s.article, s.sentences) for s in seen])
        groups = grouping.families
        seen = [_without_altered(s, groups) for s in seen]
        return cls(
            seen=tuple(seen),
            sentences=tuple(sentence for s in seen for sentence in s.sentences),
            chunks=tuple(chunk for s in seen for chunk in chunks(s.sentences)),
            families=groups,
            shares_material=grouping.shares_material,
            _by_id={s.article.id: s for s in seen},
            _by_number={sentence.number: sentence for s in seen for sentence in s.sentences},
            _family={id: family for family in groups for id in family.articles},
        )

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple(s.article for s in self.seen)

    def __contains__(self, article: str) -> bool:
        return article in self._by_id

    def of_article(self, id: str) -> Seen:
        return self._by_id[id]

    def sentence(self, number: int) -> Sentence | None:
        """Return the sentence with that number, or None: numbers come from outside."""
        return self._by_number.get(number)

    def numbered(self, number: int) -> Sentence:
        """Return the sentence with a number that is the program's own."""
        return self._by_number[number]

    def family(self, article: str) -> Family:
        return self._family[article]

    def is_copy(self, article: str) -> bool:
        """Say whether *article* derives from another one here: its quotation marks prove nothing."""
        return self._family[article].original != article

    def independent(self, articles: Iterable[str]) -> int:
        """Count the independent sources among *articles*: the one place where that is done."""
        return len({self._family[id].id for id in articles})

    def quote(self, sentence: Sentence) -> Quote:
        """Return *sentence* as a quote, with who says it and the context that shows it."""
        seen = self._by_id[sentence.article]
        said = self._speech(sentence)
        return Quote(
            sentence.article,
            sentence.span,
            sentence.text,
            said.speaker if said else None,
            _context(seen, sentence, said),
        )

    def attribution(self, sentence: Sentence) -> Attribution | None:
        """Return who says, or thinks, most of *sentence*."""
        return speaker_at(sentence.span, self._by_id[sentence.article].said)

    def _speech(self, sentence: Sentence) -> Attribution | None:
        """What somebody believes is told by the article; they are no speaker of it."""
        said = self.attribution(sentence)
        return said if said and not said.belief else None


def _without_altered(seen: Seen, groups: Sequence[Family]) -> Seen:
    """A copy's sentence whose quotation reads otherwise in the original is no evidence of anything said.

    The other sentences keep their numbers.
    """
    altered = [a.copy_span for group in groups for a in group.altered_quotations if a.copy == seen.article.id]
    kept = tuple(s for s in seen.sentences if not any(s.span.meets(span) for span in altered))
    return replace(seen, sentences=kept)


def look(article: Article, first: int = 1) -> Seen:
    """Return what the program sees of *article*, its sentences numbered from *first*."""
    marks = boilerplate(article.text)
    spans = sentences(article.text)
    closed = sorted([mark.span for mark in marks] + list(article.hidden))
    usable = [span for span in spans if not _meets(span, closed) and _says_something(span.of(article.text))]
    numbered = tuple(
        Sentence(first + i, article.id, span, span.of(article.text)) for i, span in enumerate(usable)
    )
    said = attributions(article.text, usable)
    return Seen(article, marks, is_partial(article.text, marks), numbered, said)


def is_stuffed(seen: Seen) -> bool:
    """Whether an article says the same few words over and over, as pages made to be found do."""
    found = terms(seen.article.text[:20_000])
    return len(found) >= 100 and variety(found) < STUFFED


def chunks(sentences: Sequence[Sentence]) -> tuple[Chunk, ...]:
    """Return runs of 3 to 5 sentences, fewer where they are long or the article is at its end."""
    made: list[Chunk] = []
    run: list[Sentence] = []
    for sentence in sentences:
        long = run and sentence.span.end - run[0].span.start > CHUNK_CHARACTERS
        if len(run) == CHUNK_SENTENCES[1] or (len(run) >= CHUNK_SENTENCES[0] and long):
            made.append(_chunk(run))
            run = []
        run.append(sentence)
    return (*made, _chunk(run)) if run else tuple(made)


def _chunk(run: Sequence[Sentence]) -> Chunk:
    return Chunk(run[0].article, Span(run[0].span.start, run[-1].span.end), tuple(s.number for s in run))


def _meets(span: Span, closed: Sequence[Span]) -> bool:
    """Say whether *span* meets one of the ordered, non-overlapping spans *closed*."""
    at = bisect_right(closed, (span.end,))
    return any(span.meets(other) for other in closed[max(0, at - 2) : at + 1])


def _says_something(text: str) -> bool:
    """Words, and no markup: an address or a tag in an article's text is not part of what it tells."""
    letters = next(islice(filter(str.isalpha, text), 2, None), None)
    return letters is not None and " " in text.strip() and not markup(text)


def _context(seen: Seen, sentence: Sentence, said: Attribution | None) -> Span:
    """From the words that name the speaker, or the sentence before, to the end of the sentence after.

    A "He said" proves nobody, so the context reaches back to the name where the speaker was resolved from
    one.
    """
    place = seen.sentences.index(sentence)
    before, after = max(0, place - 1), min(len(seen.sentences) - 1, place + 1)
    start, end = seen.sentences[before].span.start, seen.sentences[after].span.end
    if said and said.speaker:
        surname = said.speaker.split()[-1]
        named = seen.article.text.rfind(surname, 0, sentence.span.end)
        opening = [s.span.start for s in seen.sentences[:place] if s.span.start <= named < s.span.end]
        start = min([start, *opening[-1:]])
    return Span(start, end)
