"""One sentence weighed for a reviewer: every check's word at once, where `judge` stops at the first fault."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.evidence.checks import CHECKS
from briefing.evidence.claim import Claim, passages
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import coverage, judge
from briefing.model.article import Mark
from briefing.model.brief import CheckedSentence, Proposal, Quote, Rejected
from briefing.model.decision import Place
from briefing.model.passage import RejectReason, Sentence
from briefing.text.show import one_line
from briefing.text.span import Span

UNYIELDING: tuple[RejectReason, ...] = (
    "citation_missing", "citation_unknown", "empty", "malformed", "text_unusable",
    "quotation_not_verbatim", "quotation_from_copy",
)  # fmt: skip
"""What no reviewer can set aside: without these no reader can follow a sentence to its source."""

_BY: dict[RejectReason, str] = {"not_supported": "support", "citation_missing": "citations"}
"""What finds the faults that no check of `CHECKS` finds."""


@dataclass(frozen=True, slots=True)
class Found:
    """One fault of a sentence: the check that found it, its code, and what it says."""

    check: str
    reason: RejectReason
    detail: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence, what it cites, and all that speaks against it; `uncovered` are the words that no quote
    says.
    """

    outcome: CheckedSentence | Rejected
    quotes: tuple[Quote, ...]
    faults: tuple[Found, ...]
    uncovered: tuple[Span, ...]

    @property
    def reasons(self) -> tuple[RejectReason, ...]:
        return tuple(dict.fromkeys(fault.reason for fault in self.faults))

    @property
    def can_be_overruled(self) -> bool:
        return bool(self.faults) and not any(reason in UNYIELDING for reason in self.reasons)


def weigh(text: str, places: Sequence[Place], corpus: Corpus) -> Weighed:
    """Return *text* held against the citable sentences that *places* meet."""
    cited = cited_at(places, corpus)
    numbers = tuple(sentence.number for sentence in cited)
    outcome = judge(Proposal(text, numbers), corpus)
    quotes = tuple(corpus.quote(sentence) for sentence in cited)
    claim, held = Claim.of(one_line(text)), passages(quotes, corpus)
    _, uncovered = coverage(claim, held)
    if isinstance(outcome, CheckedSentence):
        return Weighed(outcome, outcome.quotes, (), outcome.uncovered)
    first = Found(_BY.get(outcome.reason, "form"), outcome.reason, outcome.detail)
    if not quotes:  # the checks compare with passages, and there is none
        return Weighed(outcome, (), (first,), uncovered)
    found = tuple(
        Found(check.__name__.replace("_", " "), fault.reason, fault.detail)
        for check in CHECKS
        if (fault := check(claim, held))
    )
    faults = found if first.reason in [fault.reason for fault in found] else (first, *found)
    return Weighed(outcome, quotes, faults, uncovered)


def cited_at(places: Sequence[Place], corpus: Corpus) -> tuple[Sentence, ...]:
    """Return the citable sentences that *places* meet, each once, in the order of *places*.

    A stretch of marked text, a heading or an altered quotation meets none: nobody can cite it.
    """
    found = [
        sentence
        for place in places
        if place.article in corpus
        for sentence in corpus.of_article(place.article).sentences
        if sentence.span.meets(Span(place.start, place.end))
    ]
    return tuple(dict.fromkeys(found))


def why_not(place: Place, corpus: Corpus) -> str:
    """Return in words why *place* holds nothing that can be cited."""
    if place.article not in corpus:
        return "That article is not one of this brief's."
    seen, span = corpus.of_article(place.article), Span(place.start, place.end)
    mark = next((mark for mark in seen.marks if mark.span.meets(span)), None)
    if mark:
        return f"That is {_called(mark)}, no part of what the article reports."
    return "No whole sentence stands there that can be cited."


def _called(mark: Mark) -> str:
    return f"marked as {mark.kind.replace('-', ' ')}"
