"""What judgement is made of: sentences, chunks, quotes; figures and who said what, each with its place."""

from dataclasses import dataclass
from typing import Literal

from briefing.text.span import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article. `number` counts sentences of the whole corpus from 1, in corpus order."""

    number: int
    article: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of about 3 to 5 sentences of one article: the unit of retrieval. `sentences` are their
    numbers.
    """

    article: str
    span: Span
    sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that are not independent of one another, the likeliest original first.

    `share` is how much of the shorter text the original has in common with the copy least like it, 0 to 1;
    `why_original` says what makes the first one the likeliest.
    """

    id: str
    articles: tuple[str, ...]
    basis: str
    altered_quotations: tuple["AlteredQuotation", ...] = ()
    share: float = 1.0
    why_original: str = ""
    figures_differ: tuple["AlteredFigure", ...] = ()
    verdicts_differ: tuple["AlteredVerdict", ...] = ()

    @property
    def original(self) -> str:
        return self.articles[0]


@dataclass(frozen=True, slots=True)
class AlteredWords:
    """Words of an original that read otherwise in a copy: `original` stands in `article`, `altered` in
    `copy`, each as written.
    """

    article: str
    span: Span
    original: str
    copy: str
    copy_span: Span
    altered: str


@dataclass(frozen=True, slots=True)
class AlteredQuotation(AlteredWords):
    """Words in quotation marks that read otherwise in a copy: `original` stands in `article`, `altered` in
    `copy`.
    """


@dataclass(frozen=True, slots=True)
class AlteredFigure(AlteredWords):
    """A figure of the original that reads otherwise in a copy: `original` stands in `article`, `altered` in
    `copy`, each as written.
    """


@dataclass(frozen=True, slots=True)
class AlteredVerdict(AlteredWords):
    """What the original says was denied and a copy confirmed, or the other way: the two words in question."""


@dataclass(frozen=True, slots=True)
class SharedMaterial:
    """Two articles of different families with a passage in common: `share` of the shorter one, 0 to 1."""

    articles: tuple[str, str]
    share: float


RejectReason = Literal[
    "citation_missing",
    "citation_unknown",
    "empty",
    "malformed",
    "language_differs",
    "agreement_claimed",
    "text_unusable",
    "figure_absent",
    "figure_differs",
    "name_absent",
    "quotation_not_verbatim",
    "quotation_from_copy",
    "negation_differs",
    "hedge_dropped",
    "speaker_differs",
    "attribution_dropped",
    "roles_differ",
    "joined_falsely",
    "not_supported",
    "repeated",
    "reviewer",
]
"""Why a proposed sentence is not printed, in the order in which it is found out; a `reviewer` comes last."""
