"""Figures and times: each stands in a quote with its unit, its bound and what it counts."""

import re
from collections.abc import Iterable, Sequence

from briefing.evidence.checks.fault import Fault
from briefing.evidence.claim import Claim, Passage, is_quarter
from briefing.evidence.lists import CALENDAR, DAY_PARTS, ORDINAL_WORDS, ORDINALS, STATES
from briefing.text.figures import Figure, same_value
from briefing.text.lexicon import related
from briefing.text.names import Name, country
from briefing.text.span import Span
from briefing.text.words import concept, fold, words

_SPELLS = "second|minute|hour|day|night|week|month|quarter|year"
_ADVERBIAL = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month",
    "quarterly": "quarter", "yearly": "year", "annually": "year",
}  # fmt: skip
_RATE = re.compile(
    rf"\s(?:(?:a|an|per|each|every)\s(?P<spell>{_SPELLS})\b(?!\s(?:ago|earlier|later|before|after))"
    rf"|(?P<adverb>{'|'.join(_ADVERBIAL)})\b)",
    re.IGNORECASE,
)
_LATEST = re.compile(r"\b(?:at (?:the )?(?:very )?(?:most|latest)|no later than)\b", re.IGNORECASE)
_EARLIEST = re.compile(
    r"\b(?:at (?:the )?(?:very )?(?:least|earliest)|no (?:earlier|sooner) than|not before)\b", re.IGNORECASE
)
LOOSE = ("about", "almost", "just over")


def figures_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """Each figure stands in a quote: value, unit, bound and what is counted."""
    for figure in claim.figures:
        same = [(f, p) for p in held for f in p.figures if _same(figure, f, claim.text)]
        if not stands(figure, claim.text, held):
            return Fault("figure_absent", f"'{figure.written}' is in no quote")
        faults = [_figure_fault(claim, figure, f, p) for f, p in same]
        if faults and all(faults):
            return Fault("figure_differs", str(faults[0]))
    return _stray_digits(claim, held)


def stands(figure: Figure, text: str, held: Sequence[Passage]) -> bool:
    """Say whether the value of a figure in *text* stands in a quote, in whatever writing."""
    same = any(_same(figure, f, text) for p in held for f in p.figures)
    if figure.written.lower() == "one" and not figure.unit and not _counted(figure.head, held):
        return True  # "one of them", "one person": no more than a pronoun, unless the quotes count the same
    return same or _ends_stand(figure, held) or _stands_written(figure, held)


def _counted(head: str, held: Sequence[Passage]) -> bool:
    return bool(head) and any(concept(head) == concept(f.head) for p in held for f in p.figures if f.head)


def times_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """Days and months stand in a quote; so do times of day and ordinals, where the quotes have others."""
    said = frozenset(word for passage in held for word in passage.folded)
    said |= {ORDINALS[word.rstrip("stndrh")] for word in said if word.rstrip("stndrh") in ORDINALS}
    for word in words(claim.text):
        plain = fold(word.text)
        dated = plain in CALENDAR and word.text[:1].isupper()
        another = any(plain in kind and said & kind for kind in (DAY_PARTS, ORDINAL_WORDS))
        if (dated or another) and plain not in said and concept(plain) not in {concept(w) for w in said}:
            return Fault("figure_differs", f"no quote says '{word.text}'")
    return _turned_bound(claim, held)


def _turned_bound(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """A date keeps its bound: what lasts "until October at least" does not last "until October at most"."""
    for mine, theirs in ((_LATEST, _EARLIEST), (_EARLIEST, _LATEST)):
        bounds = [figure.bound_span for figure in claim.figures if figure.bound_span]
        found = (m for m in mine.finditer(claim.text) if not any(b.meets(Span(*m.span())) for b in bounds))
        told = next(found, None)
        said = next((m for p in held if (m := theirs.search(p.text))), None)
        if told and said and not any(mine.search(p.text) for p in held):
            return Fault("figure_differs", f"'{told[0]}': the quote says '{said[0]}'")
    return None


def _same(told: Figure, held: Figure, text: str) -> bool:
    if same_value(told, held):
        return True
    # "five rainy days" and "five days": an adjective hides the unit.
    bare = (told.low, told.high) == (held.low, held.high) and not told.unit
    following = {concept(w.text) for w in words(text[told.span.end : told.span.end + 40])}
    return bare and bool(held.unit) and concept(held.unit) in following


def _ends_stand(told: Figure, held: Sequence[Passage]) -> bool:
    """A change told as a range, "from 7.8 to 7.4 billion", has each of its ends in a quote."""
    if told.low == told.high:
        return False
    values = {value for p in held for f in p.figures for value in (f.low, f.high)}
    return told.low in values and told.high in values


def _stands_written(told: Figure, held: Sequence[Passage]) -> bool:
    """The same digits in a compound or an ordinal: 49-year-old, the fourth day."""
    if told.unit not in ("", "year") or told.low != told.high:
        return False
    plain = f"{told.low:g}"
    return any(plain in p.folded or ORDINALS.get(plain) in p.folded for p in held)


def _figure_fault(claim: Claim, told: Figure, held: Figure, passage: Passage) -> str | None:
    if not _bound_holds(told, held):
        return f"'{told.written}': the quote says '{_with_bound(held, passage.text)}'"
    if _counts_another(told.head, held.head, passage):
        return f"'{told.written} {told.head}': the quote counts {held.head}"
    added = _modifiers(told, claim.text, claim.names) - _modifiers(held, passage.text, passage.names)
    if added:
        return f"'{told.written}': the quote does not say {' '.join(sorted(added))}"
    if (rate := _rate(told, claim.text)) and (other := _rate(held, passage.text)) and rate != other:
        return f"'{told.written}' is told for a {rate}: the quote's is for a {other}"
    if told.share_of and held.share_of and _is_told_elsewhere(told.share_of, held.share_of, passage):
        return f"'{told.written}': the quote's share is of {held.share_of}"
    return None


def _rate(figure: Figure, text: str) -> str:
    """The time for which a figure is told, "14,000 vehicles a day"; nothing where there is none."""
    end = max(figure.span.end, figure.head_span.end if figure.head_span else 0)
    match = _RATE.match(text, end)
    return "" if match is None else match["spell"] or _ADVERBIAL[match["adverb"].lower()]


def _counts_another(told: str, held: str, passage: Passage) -> bool:
    """Say whether the claim counts another thing than the quote: one that the quote tells of elsewhere."""
    if not told or not held or concept(told) == concept(held) or {told, held} & STATES:
        return False
    return _is_told_elsewhere(told, held, passage) or not related(told, held)


def _is_told_elsewhere(told: str, held: str, passage: Passage) -> bool:
    return concept(told) != concept(held) and concept(told) in passage.concepts


def _bound_holds(told: Figure, held: Figure) -> bool:
    """A bound may be kept or loosened to 'about'; it may not be dropped, sharpened or turned."""
    return told.bound == held.bound or (told.bound in LOOSE and held.bound in (*LOOSE, "exact"))


def _with_bound(figure: Figure, text: str) -> str:
    start = figure.bound_span.start if figure.bound_span else figure.span.start
    return text[min(start, figure.span.start) : figure.span.end]


def _modifiers(figure: Figure, text: str, named: Iterable[Name]) -> set[str]:
    """The names between a figure and what it counts: 12,000 *North Korean* troops."""
    if not figure.head_span:
        return set()
    between = Span(figure.span.end, max(figure.span.end, figure.head_span.start))
    return {country(name.text) or fold(name.text) for name in named if between.covers(name.span)}


def _stray_digits(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """Years, days and names with digits are no figures, but they stand in a quote all the same."""
    said = {word for passage in held for word in passage.folded}
    counted = [figure.span for figure in claim.figures]
    for word in words(claim.text):
        plain = fold(word.text)
        if any(c.isdigit() for c in plain) and not any(word.span.meets(span) for span in counted):
            spelled = ORDINALS.get(plain.rstrip("stndrh")) if plain[:1].isdigit() else None
            whole = plain in said or spelled in said or all(p in said for p in plain.split("-"))
            if not whole and not is_quarter(plain, said):
                return Fault("figure_absent", f"'{word.text}' is in no quote")
    return None
