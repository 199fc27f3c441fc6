"""The door between what an engine proposes and what is printed. Only here is a `CheckedSentence` made.

    verify(draft, corpus) -> CheckedDraft(kept, rejected)

Each sentence is held against the passages it cites by the checks in `checks.CHECKS`, in that order; the first
fault is its reason. What passes is graded by how much of it the quotes say in so many words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.evidence.checks import CHECKS, Fault, agreement
from briefing.evidence.claim import Claim, Passage, passages, says
from briefing.evidence.corpus import Corpus
from briefing.evidence.lists import PAST
from briefing.model.brief import (
    CheckedDraft,
    CheckedSentence,
    Draft,
    Grade,
    Kind,
    Opinion,
    Proposal,
    Quote,
    Rejected,
)
from briefing.text.figures import same_value
from briefing.text.lexicon import known, related
from briefing.text.markup import markup
from briefing.text.names import country
from briefing.text.show import one_line
from briefing.text.span import Span
from briefing.text.words import Word, concept, fold, words

CLOSE, PARAPHRASE = 0.5, 0.3
"""Support from which a sentence is printed as close, and as a marked paraphrase; below it is dropped."""

AKIN = 0.7
"""What a word is worth that only means nearly what a quote says."""

MOST_CITATIONS = 8
SHOWN = 300
"""Characters of a rejected sentence that are kept: a flood is not printed under "Left out" either."""


def verify(draft: Draft, corpus: Corpus) -> CheckedDraft:
    """Return the sentences of *draft* that hold, and those that do not with their reasons, each in order."""
    kept: list[CheckedSentence] = []
    rejected: list[Rejected] = []
    failed: list[Proposal] = []
    told: set[str] = set()
    for proposal in draft.sentences:
        outcome = judge(proposal, corpus)
        if isinstance(outcome, CheckedSentence) and _plain(outcome.text) in told:
            outcome = _rejected(outcome.text, Fault("repeated", "it has been said already"))
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
            failed.append(proposal)
        else:
            told.add(_plain(outcome.text))
            kept.append(outcome)
    return CheckedDraft(tuple(kept), tuple(rejected), tuple(failed))


def together(first: CheckedDraft, again: CheckedDraft) -> CheckedDraft:
    """Return what held at once and what held when it was written again; every failure stays on record."""
    told = {_plain(sentence.text) for sentence in first.kept}
    new = tuple(sentence for sentence in again.kept if _plain(sentence.text) not in told)
    return CheckedDraft(first.kept + new, first.rejected + again.rejected, first.failed + again.failed)


def lowered(checked: CheckedDraft, opinions: Sequence[Opinion]) -> CheckedDraft:
    """Return *checked* with the grades that somebody's second look leaves: lower ones or the same,
    never higher.

    A close sentence that is borne out only in part becomes a paraphrase; one that is not, and any paraphrase
    that is not, is dropped. Quotations need nobody's opinion.
    """
    kept: list[CheckedSentence] = []
    dropped: list[Rejected] = []
    for sentence, opinion in zip(checked.kept, [*opinions, *["yes"] * len(checked.kept)], strict=False):
        if sentence.grade == "verbatim" or opinion == "yes":
            kept.append(sentence)
        elif opinion == "partly":
            kept.append(replace(sentence, grade="paraphrase"))
        else:
            dropped.append(
                _rejected(sentence.text, Fault("not_supported", "a second look did not bear it out"))
            )
    return replace(checked, kept=tuple(kept), rejected=(*checked.rejected, *dropped))


def quoted_instead(checked: CheckedDraft, corpus: Corpus) -> CheckedDraft:
    """Return *checked* with the sources' own sentences in place of each paraphrase: nothing is left
    to trust.
    """
    strict: list[CheckedSentence] = []
    for sentence in checked.kept:
        if sentence.grade == "paraphrase":
            quotes = (_verbatim(quote, sentence.heading, corpus) for quote in sentence.quotes)
            strict += [quote for quote in quotes if isinstance(quote, CheckedSentence)]
        else:
            strict.append(sentence)
    once = {(s.text, s.quotes): s for s in strict}
    return replace(checked, kept=tuple(once.values()))


def judge(proposal: Proposal, corpus: Corpus) -> CheckedSentence | Rejected:
    """Return one proposed sentence checked, or rejected with its reason."""
    text = one_line(proposal.text)
    cited = _cited(proposal.citing, corpus)
    if isinstance(cited, Fault):
        return _rejected(text, cited)
    own = next((quote for quote in cited if one_line(quote.text) == text), None)
    if own:
        return _verbatim(own, proposal.heading, corpus)
    claim, held = Claim.of(text), passages(cited, corpus)
    fault = first_fault(claim, held)
    if fault:
        return _rejected(text, fault)
    support, uncovered = coverage(claim, held)
    if support < PARAPHRASE:
        said = 1 - len(uncovered) / max(1, len(claim.words))
        return _rejected(text, Fault("not_supported", f"its quotes say {said:.0%} of its words"))
    return CheckedSentence(
        text, _heading(proposal.heading, claim, held), cited, "written", _grade(support, uncovered), uncovered
    )


def against_the_checks(proposal: Proposal, corpus: Corpus) -> CheckedSentence:
    """Return a sentence that a reviewer prints against the checks: of the least grade, its words that no
    quote says marked. Even so it cites sentences that exist; raises ValueError if it does not."""
    cited = _cited(proposal.citing, corpus)
    if isinstance(cited, Fault):
        raise ValueError(cited.detail)
    text = one_line(proposal.text)
    _, uncovered = coverage(Claim.of(text), passages(cited, corpus))
    return CheckedSentence(text, proposal.heading, cited, "written", "paraphrase", uncovered)


def _rejected(text: str, fault: Fault) -> Rejected:
    return Rejected(_cut(text), fault.reason, _cut(fault.detail))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"


def first_fault(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    return next((fault for check in CHECKS if (fault := check(claim, held))), None)


def coverage(claim: Claim, held: Sequence[Passage]) -> tuple[float, tuple[Span, ...]]:
    """Return how far the passages support the claim's words, 0 to 1, and the spans of those they do not say.

    A word counts as said by inflection, listed synonym, alias of a name, or as part of a figure that holds; a
    word that the lexicon knows as akin to one of theirs counts in part. The share is squared: a sentence of
    which half is said is not half supported.
    """
    if not claim.words:
        return 0.0, ()
    uncovered = tuple(word for word in claim.words if not _said(word, claim, held))
    theirs = [word.text for passage in held for word in passage.words if word.text.islower()]
    akin = sum(
        any(related(word.text, other) for other in theirs) for word in uncovered if word.text.islower()
    )
    said = len(claim.words) - len(uncovered) + AKIN * akin
    return (said / len(claim.words)) ** 2, tuple(word.span for word in uncovered)


def _cited(numbers: Iterable[int], corpus: Corpus) -> tuple[Quote, ...] | Fault:
    asked = tuple(dict.fromkeys(numbers))
    if not asked:
        return Fault("citation_missing", "it cites nothing")
    if len(asked) > MOST_CITATIONS:
        return Fault("malformed", f"it cites {len(asked)} sentences; {MOST_CITATIONS} at most")
    found = {number: corpus.sentence(number) for number in asked}
    unknown = [str(number) for number, sentence in found.items() if sentence is None]
    if unknown:
        return Fault("citation_unknown", f"there is no sentence {', '.join(unknown)}")
    return tuple(corpus.quote(sentence) for sentence in found.values() if sentence)


def _verbatim(quote: Quote, heading: str, corpus: Corpus) -> CheckedSentence | Rejected:
    """A source's own sentence. A copy's is the copy's wording, and its quotation marks prove nothing."""
    text = one_line(quote.text)
    claim = Claim.of(text)
    copy = corpus.is_copy(quote.article)
    if copy and claim.quotations:
        return _rejected(text, Fault("quotation_from_copy", "it holds quotation marks and is a copy's"))
    kind: Kind = "reported" if copy else "quotation"
    return CheckedSentence(
        text, _heading(heading, claim, passages((quote,), corpus)), (quote,), kind, "verbatim"
    )


def _grade(support: float, uncovered: Sequence[Span]) -> Grade:
    return "close" if support >= CLOSE and not uncovered else "paraphrase"


def _heading(proposed: str, claim: Claim, held: Sequence[Passage]) -> str:
    """A heading is a few plain words and no claim; one that is more is left out.

    Figures, quotation marks, markup, names that its sentence lacks, words of no dictionary and verbs
    in the past
    that no quote has make it more.
    """
    heading = one_line(proposed).strip(" .:;#*_-")
    asks = heading.lower().startswith(("what ", "who ", "how ", "why ", "where ", "when "))
    read = Claim.of(heading)
    mine = {fold(word.text) for word in words(claim.text)}
    claims = read.figures or read.quotations or markup(heading) or agreement(read, ())
    if not heading or len(heading) > 60 or claims:
        return ""
    return heading if all(_may_head(w, mine, held, asks) for w in words(heading)) else ""


def _may_head(word: Word, mine: set[str], held: Sequence[Passage], asks: bool) -> bool:
    plain = fold(word.text)
    if plain in mine or any(says(passage, word) for passage in held):
        return True
    tells = not asks and (plain in PAST or plain.endswith("ed"))  # "What happened" tells nothing
    return known(word.text.lower()) and not tells and not country(word.text)


def _said(word: Word, claim: Claim, held: Sequence[Passage]) -> bool:
    if any(says(passage, word) for passage in held):
        return True
    return _in_figure(word, claim, held) or _in_attribution(word, claim, held)


def _in_figure(word: Word, claim: Claim, held: Sequence[Passage]) -> bool:
    mine = [
        f
        for f in claim.figures
        if f.span.meets(word.span) or (f.bound_span and f.bound_span.meets(word.span))
    ]
    return any(same_value(f, g) for f in mine for p in held for g in p.figures)


def _in_attribution(word: Word, claim: Claim, held: Sequence[Passage]) -> bool:
    """The words that say who says it: the cue where the passage has one as well, and the speaker's
    description.
    """
    if not any(p.said for p in held):
        return False
    cues = [said.cue for said in claim.said]
    sources = [span for said in claim.said for span in said.source]
    if any(cue.meets(word.span) for cue in cues):
        return True
    return any(span.meets(word.span) for span in sources) and any(
        concept(word.text) in {concept(w.text) for w in words(p.speakers)} for p in held
    )


def _plain(text: str) -> str:
    return " ".join(fold(word.text) for word in words(text))
