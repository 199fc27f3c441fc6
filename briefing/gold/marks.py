"""The places that a gold marks: words of its articles, found at their offsets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.gold.format import Gold, PositionTable
from briefing.gold.terms import Terms
from briefing.model.article import Article
from briefing.text.locate import occurrences
from briefing.text.span import Span

ANYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Place:
    """A marked stretch of the article with this id."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True)
class MarkedFact:
    says: str
    needs: tuple[Terms, ...]
    by: Terms | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class MarkedPosition:
    answer: Terms
    holder: Terms | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class MarkedDispute:
    """A disagreement, or with no `kinds` a difference that is none."""

    question: str
    kinds: tuple[str, ...]
    positions: tuple[MarkedPosition, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    says: str
    needs: tuple[Terms, ...]
    unless: Terms | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A gold topic whose marks have been found in its articles."""

    facts: tuple[MarkedFact, ...]
    disputes: tuple[MarkedDispute, ...]
    undisputed: tuple[MarkedDispute, ...]
    forbidden: tuple[Forbidden, ...]
    independent: int


def mark(gold: Gold, articles: Mapping[str, Article]) -> Marked:
    """Return *gold* with its places found in *articles*, which are by file name.

    Raises BadGold where a mark names no article, or its words do not stand there exactly once.
    """
    finder = _Finder(gold, articles)
    file = gold.file
    if file.independent > len(articles):
        raise gold.bad(f"there are only {len(articles)} articles.", "independent")
    return Marked(
        facts=tuple(
            MarkedFact(
                fact.says,
                _all(fact.needs),
                _maybe(fact.by),
                finder.places(fact.support, "fact", i),
            )
            for i, fact in enumerate(file.fact)
        ),
        disputes=tuple(
            MarkedDispute(d.question, d.kinds, finder.positions(d.position, "dispute", i))
            for i, d in enumerate(file.dispute)
        ),
        undisputed=tuple(
            MarkedDispute(d.question, (), finder.positions(d.position, "undisputed", i))
            for i, d in enumerate(file.undisputed)
        ),
        forbidden=tuple(Forbidden(f.says, _all(f.needs), _maybe(f.unless)) for f in file.forbidden),
        independent=file.independent,
    )


@dataclass(frozen=True, slots=True)
class _Finder:
    gold: Gold
    articles: Mapping[str, Article]

    def positions(self, tables: Sequence[PositionTable], *keys: str | int) -> tuple[MarkedPosition, ...]:
        return tuple(
            MarkedPosition(
                Terms.of(table.answer),
                _maybe(table.holder),
                self.places(table.support, *keys, "position", i),
            )
            for i, table in enumerate(tables)
        )

    def places(self, support: Sequence[str], *keys: str | int) -> tuple[Place, ...]:
        return tuple(p for i, entry in enumerate(support) for p in self._of(entry, (*keys, "support", i)))

    def _of(self, entry: str, keys: tuple[str | int, ...]) -> list[Place]:
        name, colon, words = (part.strip() for part in entry.partition(":"))
        if not (colon and words):
            raise self.gold.bad(f"'{entry}' is not 'FILE: WORDS'.", *keys)
        if name == ANYWHERE:
            return self._anywhere(words, keys)
        if name not in self.articles:
            raise self.gold.bad(f"there is no article '{name}'; there are {', '.join(self.articles)}.", *keys)
        found = occurrences(words, self.articles[name].text)
        if len(found) != 1:
            raise self.gold.bad(f"'{words}' stands {len(found)} times in {name}, not once.", *keys)
        return [Place(self.articles[name].id, found[0])]

    def _anywhere(self, words: str, keys: tuple[str | int, ...]) -> list[Place]:
        places = [
            Place(article.id, span)
            for article in self.articles.values()
            for span in occurrences(words, article.text)
        ]
        if not places:
            raise self.gold.bad(f"'{words}' stands in none of the articles.", *keys)
        return places


def _all(words: Sequence[str]) -> tuple[Terms, ...]:
    return tuple(map(Terms.of, words))


def _maybe(words: str | None) -> Terms | None:
    return Terms.of(words) if words else None
