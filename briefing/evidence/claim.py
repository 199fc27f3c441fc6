"""What a proposed sentence says, and the passages it is held against: read once, used by every check."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.evidence.corpus import Corpus
from briefing.model.brief import Quote
from briefing.text.figures import Figure, figures
from briefing.text.names import Name, names
from briefing.text.quotes import Quoted, quotations
from briefing.text.span import Span
from briefing.text.speech import Attribution, attributions
from briefing.text.words import Word, concept, content_words


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposed sentence taken apart."""

    text: str
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]
    quotations: tuple[Quoted, ...]
    said: tuple[Attribution, ...]

    @classmethod
    def of(cls, text: str) -> "Claim":
        return cls(
            text,
            content_words(text),
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
        named = [a.speaker or "" for a in self.said] + [
            span.of(self.article_text) for a in self.said for span in a.source
        ]
        return " ; ".join([self.quote.speaker or "", *named])


def _attributions(text: str) -> tuple[Attribution, ...]:
    """Who says what in one sentence; without an end it would be taken for a headline, in which nobody
    speaks.
    """
    whole = text if text.endswith((".", "!", "?", "”", '"')) else f"{text}."
    return attributions(whole, (Span(0, len(whole)),)) if text else ()


def passages(quotes: Sequence[Quote], corpus: Corpus) -> tuple[Passage, ...]:
    """Return *quotes* as passages to check against."""
    return tuple(_passage(quote, corpus) for quote in quotes)


def _passage(quote: Quote, corpus: Corpus) -> Passage:
    seen = corpus.of_article(quote.article)
    found = content_words(quote.text)
    return Passage(
        quote,
        found,
        frozenset(concept(word.text) for word in found),
        figures(quote.text),
        names(quote.text),
        tuple(a for a in seen.said if any(span.meets(quote.span) for span in a.content)),
        corpus.is_copy(quote.article),
        seen.article.name,
        seen.article.text,
    )
