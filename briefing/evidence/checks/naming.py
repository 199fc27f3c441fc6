"""Names and quotation marks: nobody is named whom no quote names, and no word quoted that was not said so."""

import re
from collections.abc import Sequence

from briefing.evidence.checks.fault import Fault
from briefing.evidence.claim import Claim, Passage
from briefing.evidence.lists import CALENDAR
from briefing.text.locate import locate
from briefing.text.names import Name, same_name
from briefing.text.quotes import quotations
from briefing.text.words import fold, words

_QUARTER = re.compile(r"Q[1-4]|[1-4]Q")  # a figure's matter


def names_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """Each name stands in a quote, or names the quote's speaker or its source."""
    for name in claim.names:
        if not any(_named(name, p) and _whole(name, p) for p in held):
            return Fault("name_absent", f"'{name.text}' is in no quote")
    return None


def quotations_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """Words in quotation marks stand so in an original; a person's, in the source's quotation marks
    as well.
    """
    for quoted in claim.quotations:
        inner = quoted.inner.of(claim.text).strip(" ,.;:!?…")
        if not quoted.closed or not inner:
            return Fault("quotation_not_verbatim", "its quotation marks do not pair")
        holders = [p for p in held if locate(inner, p.text)]
        if not holders:
            return Fault("quotation_not_verbatim", f"no quote has the words '{inner}'")
        if all(p.copy for p in holders):
            return Fault("quotation_from_copy", f"'{inner}' stands only in a copy")
        if not any(_is_speech(inner, p) for p in holders):
            return Fault("quotation_not_verbatim", f"'{inner}' is not in the source's quotation marks")
    return None


def _named(name: Name, passage: Passage) -> bool:
    if fold(name.text) in CALENDAR or locate(name.text, passage.text) or _QUARTER.fullmatch(name.text):
        return True
    single = name.text.removesuffix("s")
    if single.isupper() and locate(single, passage.text):
        return True  # GANs for a GAN
    if any(same_name(name.text, other.text) for other in passage.names):
        return True
    parts = [fold(w.text) for w in words(name.text)]
    said = passage.folded | {fold(w.text) for w in words(passage.speakers)}
    return all(part in said for part in parts) or same_name(name.text, passage.source)


def _whole(name: Name, passage: Passage) -> bool:
    """Whether the article has every part of the name: a surname does not vouch for a first name put
    before it.
    """
    parts = [w.text for w in words(name.text)]
    if len(parts) < 2 or locate(name.text, passage.text):
        return True
    known = [w.text for w in words(passage.article_text) if w.text[:1].isupper()]
    known += [w.text for w in words(f"{passage.speakers} ; {passage.source}")]
    return all(
        any(part == k or same_name(part, k) for k in dict.fromkeys(known))
        for part in parts
        if part[:1].isupper()
    )


def _is_speech(inner: str, passage: Passage) -> bool:
    """Say whether the source itself has *inner* in quotation marks, looking at the paragraph it stands in."""
    text, quote = passage.article_text, passage.quote.span
    start = text.rfind("\n", 0, quote.start) + 1
    end = text.find("\n", quote.end)
    paragraph = text[start : end if end >= 0 else len(text)]
    place = locate(inner, paragraph, quote.start - start)
    return place is not None and any(q.span.covers(place) for q in quotations(paragraph))
