"""The checks a proposed sentence must pass, in their order. Each returns the first fault it finds, or None.

Presence is not enough: "12,000 Ukrainian soldiers" holds every word of two sentences neither of which says
it. So a
figure is bound to its unit, bound and what is counted, a negation to the words it turns round, a quotation
to an
original, a speaker to what was said.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from briefing.evidence.claim import Claim, Passage
from briefing.evidence.lists import (
    AGREEMENT,
    ATTRIBUTES,
    BREAK,
    CALENDAR,
    DENIES,
    GRAMMAR,
    HEDGE,
    HEDGES,
    opposites,
)
from briefing.model.passage import RejectReason
from briefing.text.figures import Figure, same_value
from briefing.text.locate import locate
from briefing.text.names import Name, country, same_name
from briefing.text.quotes import quotations
from briefing.text.span import Span
from briefing.text.words import Word, concept, fold, is_negation, words

LONGEST = 900  # characters; a sentence of a brief is shorter, a flood is not one


class Fault(NamedTuple):
    reason: RejectReason
    detail: str


Passages = Sequence[Passage]
Check = Callable[[Claim, Passages], Fault | None]


def form(claim: Claim, _: Passages) -> Fault | None:
    """A sentence of words, of readable length, on one line."""
    if not claim.words:
        return Fault("empty", "it says nothing")
    if len(claim.text) > LONGEST or "\n" in claim.text:
        return Fault("malformed", f"it is no sentence: {len(claim.text)} characters")
    return None


def language(claim: Claim, _: Passages) -> Fault | None:
    """English, as the brief is: Latin letters, and some word of English grammar in a longer sentence."""
    letters = [c for c in claim.text if c.isalpha()]
    foreign = sum(ord(c) > 0x24F for c in letters)
    if letters and foreign > len(letters) / 5:
        return Fault("language_differs", "its letters are not those of the brief's language")
    found = words(claim.text)
    if len(found) >= 10 and not any(fold(w.text) in GRAMMAR for w in found):
        return Fault("language_differs", "it holds no word of English grammar")
    return None


def agreement(claim: Claim, _: Passages) -> Fault | None:
    """How many sources say a thing, and whether they agree, only the program may say."""
    found = AGREEMENT.search(claim.text)
    return Fault("agreement_claimed", f"'{found[0]}' is the program's to say") if found else None


def figures_hold(claim: Claim, passages: Passages) -> Fault | None:
    """Each figure stands in a quote: value, unit, bound and what is counted."""
    held = [(figure, passage) for passage in passages for figure in passage.figures]
    for figure in claim.figures:
        same = [(f, p) for f, p in held if same_value(figure, f)]
        if not same:
            return Fault("figure_absent", f"'{figure.written}' is in no quote")
        faults = [_figure_fault(claim, figure, f, p) for f, p in same]
        if all(faults):
            return Fault("figure_differs", str(faults[0]))
    return _stray_digits(claim, passages)


def names_hold(claim: Claim, passages: Passages) -> Fault | None:
    """Each name stands in a quote, or names the quote's speaker or its source."""
    for name in claim.names:
        if not any(_named(name, passage) for passage in passages):
            return Fault("name_absent", f"'{name.text}' is in no quote")
    return None


def quotations_hold(claim: Claim, passages: Passages) -> Fault | None:
    """Words in quotation marks stand so in an original; a person's, in the source's quotation marks as
    well.
    """
    for quoted in claim.quotations:
        inner = quoted.inner.of(claim.text).strip(" ,.;:!?…")
        if not quoted.closed or not inner:
            return Fault("quotation_not_verbatim", "its quotation marks do not pair")
        holders = [p for p in passages if locate(inner, p.text)]
        if not holders:
            return Fault("quotation_not_verbatim", f"no quote has the words '{inner}'")
        if all(p.copy for p in holders):
            return Fault("quotation_from_copy", f"'{inner}' stands only in a copy")
        if claim.said and not any(_is_speech(inner, p) for p in holders):
            return Fault("quotation_not_verbatim", f"'{inner}' is not in the source's quotation marks")
    return None


def negations_hold(claim: Claim, passages: Passages) -> Fault | None:
    """What a quote denies stays denied, what it says stays said, and a direction is not turned round."""
    denied = negated(claim.text)
    here = [(p, negated(p.text)) for p in passages]
    for word in claim.words:
        base = concept(word.text)
        if base in denied and not is_negation(word.text):
            holders = [d for p, d in here if base in p.concepts]
            if holders and not any(base in d for d in holders) and not _denied_elsewhere(denied, here):
                return Fault("negation_differs", f"no quote denies '{word.text}'")
        elif base not in denied:
            holders = [d for p, d in here if base in p.concepts]
            if holders and all(base in d for d in holders):
                return Fault("negation_differs", f"the quote denies '{word.text}'")
    if denied and not any(d for _, d in here) and not any(_turns(p) for p in passages):
        return Fault("negation_differs", "it denies, and no quote does")
    return _turned_round(claim, passages)


def hedges_hold(claim: Claim, passages: Passages) -> Fault | None:
    """What a source says may be is not said to be."""
    if HEDGE.search(claim.text):
        return None
    said = {concept(w.text) for w in claim.words}
    for passage in passages:
        for scope in hedged(passage.text):
            taken = [base for base in scope if base in said]
            elsewhere = any(
                set(taken) <= p.concepts for p in passages if p is not passage and not hedged(p.text)
            )
            if len(taken) >= 2 and len(taken) >= len(scope) / 2 and not elsewhere:
                return Fault(
                    "hedge_dropped", f"the source only says that it may be so: '{passage.text[:80]}'"
                )
    return None


def speakers_hold(claim: Claim, passages: Passages) -> Fault | None:
    """Who is said to say it says it in a quote."""
    for said in claim.said:
        source = " ".join(span.of(claim.text) for span in said.source) or said.speaker or ""
        if not source:
            continue
        if not any(_speaks(source, passage) for passage in passages):
            return Fault("speaker_differs", f"in no quote does '{source}' say it")
    return None


def attribution_kept(claim: Claim, passages: Passages) -> Fault | None:
    """What somebody says is not told as a fact."""
    if claim.said or ATTRIBUTES.search(claim.text):
        return None
    bases = [concept(w.text) for w in claim.words]
    for passage in passages:
        for said in passage.said:
            inside = {concept(w.text) for w in passage.words if _within(w, passage, said.content)}
            taken = sum(base in inside for base in bases)
            plain = [p for p in passages if p is not passage and not p.said]
            if taken >= 2 and taken >= 0.6 * len(bases) and not any(_covers(p, bases) for p in plain):
                who = (
                    said.speaker
                    or " ".join(span.of(passage.article_text) for span in said.source)
                    or "somebody"
                )
                return Fault("attribution_dropped", f"it is what {who} says, not a fact")
    return None


CHECKS: tuple[Check, ...] = (
    form,
    language,
    agreement,
    figures_hold,
    names_hold,
    quotations_hold,
    negations_hold,
    hedges_hold,
    speakers_hold,
    attribution_kept,
)
"""In the order in which they are made; the first fault is the one that is told."""


# -- figures


def _figure_fault(claim: Claim, told: Figure, held: Figure, passage: Passage) -> str | None:
    if not _bound_holds(told, held):
        return f"'{told.written}': the quote says '{_with_bound(held, passage.text)}'"
    if (
        told.head
        and held.head
        and concept(told.head) != concept(held.head)
        and concept(told.head) not in passage.concepts
    ):
        return f"'{told.written} {told.head}': the quote counts {held.head}"
    added = _modifiers(told, claim.text, claim.names) - _modifiers(held, passage.text, passage.names)
    if added:
        return f"'{told.written}': the quote does not say {' '.join(sorted(added))}"
    if told.share_of and held.share_of and concept(told.share_of) != concept(held.share_of):
        return f"'{told.written}': the quote's share is of {held.share_of}"
    return None


def _bound_holds(told: Figure, held: Figure) -> bool:
    """A bound may be kept or loosened to 'about'; it may not be dropped, sharpened or turned."""
    return told.bound == held.bound or (told.bound in _LOOSE and held.bound in (*_LOOSE, "exact"))


_LOOSE = ("about", "almost", "just over")


def _with_bound(figure: Figure, text: str) -> str:
    start = figure.bound_span.start if figure.bound_span else figure.span.start
    return text[min(start, figure.span.start) : figure.span.end]


def _modifiers(figure: Figure, text: str, named: Iterable[Name]) -> set[str]:
    """The names between a figure and what it counts: 12,000 *North Korean* troops."""
    if not figure.head_span:
        return set()
    between = Span(figure.span.end, max(figure.span.end, figure.head_span.start))
    return {country(name.text) or fold(name.text) for name in named if between.covers(name.span)}


def _stray_digits(claim: Claim, passages: Passages) -> Fault | None:
    """Years, days and names with digits are no figures, but they stand in a quote all the same."""
    held = {fold(w.text) for p in passages for w in words(p.text)}
    counted = [figure.span for figure in claim.figures]
    for word in words(claim.text):
        if any(c.isdigit() for c in word.text) and not any(word.span.meets(span) for span in counted):
            if fold(word.text) not in held:
                return Fault("figure_absent", f"'{word.text}' is in no quote")
        elif fold(word.text) in CALENDAR and word.text[0].isupper() and fold(word.text) not in held:
            return Fault("figure_differs", f"no quote says '{word.text}'")
    return None


# -- names and speakers


def _named(name: Name, passage: Passage) -> bool:
    if fold(name.text) in CALENDAR or locate(name.text, passage.text):
        return True
    if any(same_name(name.text, other.text) for other in passage.names):
        return True
    land = country(name.text)
    if land and any(country(other.text) == land or other.text == land for other in passage.names):
        return True
    parts = [fold(w.text) for w in words(name.text)]
    held = {fold(w.text) for w in words(f"{passage.text} {passage.speakers}")}
    return all(part in held for part in parts) or same_name(name.text, passage.source)


def _speaks(source: str, passage: Passage) -> bool:
    """Say whether *source*'s name, or the words for it, stand among those who speak in the passage."""
    speakers = f"{passage.speakers} ; {passage.source}"
    told = [w for w in words(source) if fold(w.text) not in GRAMMAR]
    capital = [w for w in told if w.text[:1].isupper()] or told
    held = [w.text for w in words(speakers)]
    return any(any(same_name(w.text, h) or concept(w.text) == concept(h) for h in held) for w in capital)


# -- quotations


def _is_speech(inner: str, passage: Passage) -> bool:
    """Say whether the source itself has *inner* in quotation marks, looking at the paragraph it stands in."""
    text, quote = passage.article_text, passage.quote.span
    start = text.rfind("\n", 0, quote.start) + 1
    end = text.find("\n", quote.end)
    paragraph = text[start : end if end >= 0 else len(text)]
    place = locate(inner, paragraph, quote.start - start)
    return place is not None and any(q.span.covers(place) for q in quotations(paragraph))


# -- negation, direction, hedges


def negated(text: str) -> frozenset[str]:
    """Return the concepts that a negation in *text* turns round: the few words after it, to the clause's end.

    "not only" and "not just" turn nothing round.
    """
    found = words(text)
    scope: set[str] = set()
    for i, word in enumerate(found):
        if is_negation(word.text) or fold(word.text) in DENIES:
            if i + 1 < len(found) and fold(found[i + 1].text) in (
                "only",
                "just",
                "merely",
                "necessarily",
                "least",
            ):
                continue
            scope.update(_following(found, i, text, 4))
    return frozenset(scope)


def hedged(text: str) -> tuple[tuple[str, ...], ...]:
    """Return, for each hedge in *text*, the concepts of the words it weakens."""
    found = words(text)
    return tuple(
        tuple(_following(found, i, text, 7))
        for i, word in enumerate(found)
        if HEDGE.fullmatch(word.text) or fold(word.text) in HEDGES
    )


def _following(found: Sequence[Word], at: int, text: str, most: int) -> list[str]:
    taken: list[str] = []
    for before, word in zip(found[at:], found[at + 1 :], strict=False):
        if BREAK.search(text[before.span.end : word.span.start]) or len(taken) == most:
            break
        if fold(word.text) not in GRAMMAR:
            taken.append(concept(word.text))
    return taken


def _denied_elsewhere(denied: frozenset[str], here: Sequence[tuple[Passage, frozenset[str]]]) -> bool:
    """Say whether a quote denies most of the same words: its negation may stand at another of them."""
    return any(len(denied & d) >= max(1, len(denied) / 2) for _, d in here)


def _turns(passage: Passage) -> bool:
    return any(fold(w.text) in DENIES for w in words(passage.text))


def _turned_round(claim: Claim, passages: Passages) -> Fault | None:
    held = {concept(w.text) for p in passages for w in words(p.text)}
    told = {concept(w.text) for w in claim.words}
    for one, other in opposites():
        for here, there in ((one, other), (other, one)):
            if here in told and here not in held and there in held and there not in told:
                return Fault("negation_differs", f"the quote says '{there}', not '{here}'")
    return None


def _covers(passage: Passage, bases: Sequence[str]) -> bool:
    return sum(base in passage.concepts for base in bases) >= 0.8 * len(bases)


def _within(word: Word, passage: Passage, content: Sequence[Span]) -> bool:
    return any(span.covers(word.span.moved(passage.quote.span.start)) for span in content)
