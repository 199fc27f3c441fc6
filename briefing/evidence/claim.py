"""What a proposed sentence says, and the passages it is held against: read once, used by every check."""

import itertools
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from briefing.evidence.corpus import Corpus
from briefing.evidence.lists import ORDINALS
from briefing.model.brief import Quote
from briefing.text.figures import Figure, figures
from briefing.text.names import Name, country, names, same_name
from briefing.text.quotes import Quoted, quotations
from briefing.text.span import Span
from briefing.text.speech import Attribution, attributions
from briefing.text.words import Word, concept, content_words, fold, words

SHORTEST_CLAUSE = 3  # content words; less is no statement of its own

# Where a sentence is joined. A comma alone joins nothing; "and" only does where both sides can stand.
_JOINT = re.compile(
    r";|\s[–—]\s|,?\s(?:while|whereas|although|though|because|despite)\s|,\s(?:and|but|so|yet|after|before|as|with)\s"
    r"|\sand\s(?=\w+\s(?:had|has|was|were|said|is|are|would|will)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that states something of its own."""

    span: Span
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposed sentence taken apart."""

    text: str
    words: tuple[Word, ...]
    clauses: tuple[Clause, ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    quotations: tuple[Quoted, ...]
    said: tuple[Attribution, ...]

    @classmethod
    def of(cls, text: str) -> "Claim":
        found = content_words(text)
        return cls(
            text,
            found,
            _clauses(text, found),
            figures(text),
            names(text),
            quotations(text),
            _attributions(text),
        )


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited sentence taken apart, with whose words it is and whether its article is a copy."""

    quote: Quote
    words: tuple[Word, ...]
    concepts: frozenset[str]
    folded: frozenset[str]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    said: tuple[Attribution, ...]
    copy: bool
    source: str
    article_text: str

    @property
    def text(self) -> str:
        return self.quote.text

    @property
    def speakers(self) -> str:
        """Everything that names who says it: resolved speakers and the words of its sources."""
        named = [a.speaker or "" for a in self.said]
        named += [span.of(self.article_text) for a in self.said for span in a.source]
        return " ; ".join([self.quote.speaker or "", *named])


def passages(quotes: Sequence[Quote], corpus: Corpus) -> tuple[Passage, ...]:
    """Return *quotes* as passages to check against."""
    return tuple(_passage(quote, corpus) for quote in quotes)


def says(passage: Passage, word: Word) -> bool:
    """Say whether the passage has *word*: by inflection, listed synonym, alias of a name, or in a
    compound.
    """
    plain = fold(word.text)
    if concept(word.text) in passage.concepts or plain in passage.folded:
        return True
    if is_quarter(plain, passage.folded):
        return True
    if plain[:1].isdigit() and ORDINALS.get(plain.rstrip("stndrh")) in passage.folded:
        return True
    parts = [part for part in plain.split("-") if part]
    if len(parts) > 1 and all(concept(part) in passage.concepts or part in passage.folded for part in parts):
        return True
    return word.text[:1].isupper() and names_it(passage, word.text)


def is_quarter(word: str, said: AbstractSet[str]) -> bool:
    """Say whether *word* is a quarter's short form, "q3" or "3q", and *said* has it in words."""
    number = word.replace("q", "")
    return "q" in word and len(number) == 1 and ORDINALS.get(number) in said and "quarter" in said


def names_it(passage: Passage, text: str) -> bool:
    """Say whether *text* is a form of a name in the passage, or of who says it."""
    if any(same_name(text, part.text) for name in passage.names for part in words(name.text)):
        return True
    land = country(text)
    if land and any(country(name.text) == land or name.text == land for name in passage.names):
        return True
    return any(same_name(text, part.text) for part in words(f"{passage.speakers} ; {passage.source}"))


def share(found: Sequence[Word], passage: Passage) -> float:
    """Return the share of *found* that the passage says."""
    return sum(says(passage, word) for word in found) / len(found) if found else 0.0


def nearest_passage(found: Sequence[Word], held: Sequence[Passage]) -> Passage:
    """Return the passage that says most of *found*, the first one of equals."""
    return max(held, key=lambda passage: share(found, passage))


def _clauses(text: str, found: Sequence[Word]) -> tuple[Clause, ...]:
    edges = [0, *(joint.start() for joint in _JOINT.finditer(text)), len(text)]
    clauses: list[Clause] = []
    for start, end in itertools.pairwise(edges):
        here = tuple(word for word in found if start <= word.span.start < end)
        if clauses and (len(here) < SHORTEST_CLAUSE or len(clauses[-1].words) < SHORTEST_CLAUSE):
            last = clauses.pop()
            start, here = last.span.start, last.words + here
        clauses.append(Clause(Span(start, end), here))
    return tuple(clauses)


def _attributions(text: str) -> tuple[Attribution, ...]:
    """Who says what in one sentence; without an end it would be taken for a headline, in which nobody
    speaks.
    """
    whole = text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."
    return attributions(whole, (Span(0, len(whole)),)) if text else ()


def _passage(quote: Quote, corpus: Corpus) -> Passage:
    seen = corpus.of_article(quote.article)
    found = content_words(quote.text)
    pieces = [piece for word in words(quote.text) for piece in (word.text, *word.text.split("-"))]
    return Passage(
        quote,
        found,
        frozenset(concept(piece) for word in found for piece in (word.text, *word.text.split("-"))),
        frozenset(fold(piece) for piece in pieces),
        figures(quote.text),
        names(quote.text),
        tuple(a for a in seen.said if any(span.meets(quote.span) for span in a.content)),
        corpus.is_copy(quote.article),
        seen.article.name,
        seen.article.text,
    )
