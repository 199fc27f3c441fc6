"""The brief, and what stands between an engine's proposal and it.

    Draft -> verify -> CheckedDraft -> assemble -> Brief -> store -> StoredBrief -> verify again -> Brief

A `Draft` is words nobody has checked. Only `evidence.verify` makes a `CheckedSentence`, only
`evidence.assemble` a
`Brief` (a test reads the source and holds them to it). Field names are those of the brief's JSON.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from briefing.model.passage import Family, RejectReason, SharedMaterial
from briefing.text.span import Span

SCHEMA = "briefing/1"

Kind = Literal["quotation", "reported", "written"]
Grade = Literal["verbatim", "close", "paraphrase"]
DisputeKind = Literal["figure", "denial", "assessment", "forecast", "attribution", "update"]
RemarkKind = Literal["doubt", "settles"]
"""A source's own doubt beside a disputed claim, or its word on what would settle the matter."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One sentence as an engine proposes it: its words, and the numbers of the sentences it rests on."""

    text: str
    citing: tuple[int, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ProposedPosition:
    answer: str
    citing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProposedDispute:
    """A disagreement as an engine sees it; `dispute` is the id of one the code found, if it is that one."""

    question: str
    positions: tuple[ProposedPosition, ...]
    dispute: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine proposes: unchecked words and sentence numbers."""

    sentences: tuple[Proposal, ...]
    disputes: tuple[ProposedDispute, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of one article at their exact place. `context` is the span around it that names the speaker."""

    article: str
    span: Span
    text: str
    speaker: str | None
    context: Span


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence that passed: made by `verify` alone. `uncovered` are the spans of `text` that no quote
    covers.
    """

    text: str
    heading: str
    quotes: tuple[Quote, ...]
    kind: Kind
    grade: Grade
    uncovered: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A proposed sentence that is not printed, and why."""

    text: str
    reason: RejectReason
    detail: str


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """What held and what did not; `failed` are the proposals behind `rejected`, in the same order."""

    kept: tuple[CheckedSentence, ...]
    rejected: tuple[Rejected, ...]
    failed: tuple[Proposal, ...] = ()


Opinion = Literal["yes", "partly", "no"]
"""What somebody who was asked says of a kept sentence: its quotes bear it out, in part, or not."""


@dataclass(frozen=True, slots=True)
class FoundPosition:
    """One answer to a disputed question: the value as printed, who holds it, and the quotes."""

    answer: str
    holder: str | None
    quotes: tuple[Quote, ...]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class FoundRemark:
    kind: RemarkKind
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disagreement found by code, or proposed by a model and verified: two or more positions.

    `note` is the program's own, `remarks` are the sources'.
    """

    id: str
    question: str
    kind: DisputeKind
    positions: tuple[FoundPosition, ...]
    note: str = ""
    remarks: tuple[FoundRemark, ...] = ()


# -- the brief itself: these names are its JSON


@dataclass(frozen=True, slots=True)
class Window:
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class PromptHash:
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Maker:
    engine: str
    model: str | None
    prompts: tuple[PromptHash, ...]
    version: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """`citations` are numbers; `independent` counts the families behind them."""

    id: str
    heading: str
    text: str
    citations: tuple[int, ...]
    independent: int
    kind: Kind
    grade: Grade
    uncovered: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """`low` and `high` are the value's ends in the claim's own unit, where the answer is a figure.

    `dates` are the days, in order, on which the articles that hold it were published, as far as they say.
    """

    answer: str
    holder: str | None
    citations: tuple[int, ...]
    independent: int
    low: float | None = None
    high: float | None = None
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    kind: RemarkKind
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ContestedClaim:
    id: str
    question: str
    kind: DisputeKind
    positions: tuple[Position, ...]
    note: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Article text `[start:end]` is `quote`, always. `context` is a wider span that names the speaker."""

    number: int
    article: str
    start: int
    end: int
    quote: str
    speaker: str | None
    context: Span


@dataclass(frozen=True, slots=True)
class BriefArticle:
    """An article as the brief names it; `name` is how it names itself, `partial` that its text is cut off."""

    id: str
    source: str
    name: str
    title: str | None
    publisher: str | None
    published: datetime | None
    url: str | None
    sha256: str
    text_sha256: str
    extractor: str
    family: str
    boilerplate: tuple[Span, ...] = ()
    partial: bool = False
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    when: str
    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Review:
    version: int = 0
    overruled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something new against the previous brief on the topic."""

    text: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that was asked for and could not be used."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a reader, a mailer or a reviewer needs; nothing in it is unchecked.

    `id` is the topic's slug and the start of the canonical hash: the sha256 of the JSON without `id` and
    `made_at`.
    """

    schema: str
    id: str
    topic: str
    query: tuple[str, ...]
    window: Window
    made_at: datetime
    maker: Maker
    summary: tuple[SummarySentence, ...]
    contested: tuple[ContestedClaim, ...]
    citations: tuple[Citation, ...]
    articles: tuple[BriefArticle, ...]
    families: tuple[Family, ...]
    independent: int
    shares_material: tuple[SharedMaterial, ...] = ()
    timeline: tuple[Event, ...] = ()
    silences: tuple[Silence, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    changes: tuple[Change, ...] = ()
    review: Review = Review()
