"""When two figure claims are about one quantity, and when their values then exclude each other.

Precision before recall: a reader who finds one false conflict stops looking at the list. Where place, time,
doer or scope may differ, the claims are not compared.
"""

import math
from datetime import date, timedelta
from typing import Literal

from briefing.evidence.alike import names_alike
from briefing.evidence.claims import ARMED, FigureClaim
from briefing.evidence.deeds import same_deed
from briefing.text.cues import words as listed
from briefing.text.figures import Figure
from briefing.text.words import concept, content_words, fold

Relation = Literal["same", "near", "conflict", "update"]

_VAGUE_MEASURES = listed("rate number level total averag share valu amount figur percent")
_ANY_UNIT = ("percent", "percentage point", "day", "month", "minute", "second")
"""Units in which one report tells of many things."""
ABOUT = 0.1  # how far "about" and "almost" reach, as a share of the value
ROUNDED = 0.05  # as much is put down to rounding, and no more
FARTHEST = 12  # times: values further apart than that are hardly of one thing
LATER = timedelta(days=2)  # from which a larger value may be what has become of the smaller one
CURRENT = timedelta(days=10)  # an undated claim tells of the days before its article


def same_quantity(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether both state one quantity of one event, as far as their words show."""
    return (
        one.unit == other.unit
        and one.rate == other.rate
        and (one.future == other.future or bool(one.deed and one.deed.planned))
        and _same_head(one, other)
        and _same_happening(one, other)
        and _same_kind(one, other)
        and _same_place(one, other)
        and _same_time(one, other)
    )


def relation(one: FigureClaim, other: FigureClaim) -> Relation:
    """Compare the values of two claims on one quantity.

    "same" is one value, "near" two that can both be true ("at least 20" and 24); a toll that rises is an
    "update".
    """
    low, high = interval(one), interval(other)
    if (one.low, one.high) == (other.low, other.high):
        return "same"
    if _meet(low, high) or _is_rounding(one, other):
        return "same" if _is_close(one, other) else "near"
    if not _is_subset_conflict(one, other):
        return "near"
    return "update" if _is_update(one, other) else "conflict"


def only_is_there(claim: FigureClaim) -> bool:
    """Say whether the deed adds nothing: 14 vehicles that "took part in" a wave are 14 "in" the wave."""
    return claim.deed is not None and claim.deed.name == "attend" and claim.head not in ("", "person")


def middle(claim: FigureClaim) -> float:
    return (claim.low + claim.high) / 2


def interval(claim: FigureClaim) -> tuple[float, float]:
    """The values a claim leaves open, in its base unit."""
    low, high, bound = claim.low, claim.high, claim.figure.bound
    spread = ABOUT * max(abs(low), abs(high))
    reach: dict[str, tuple[float, float]] = {
        "exact": (low, high),
        "about": (low - spread, high + spread),
        "almost": (low - spread, high),
        "just over": (low, high + spread),
        "at least": (low, math.inf),
        "more than": (math.nextafter(low, math.inf), math.inf),
        "at most": (-math.inf, high),
        "less than": (-math.inf, math.nextafter(high, -math.inf)),
    }
    return reach[bound]


# -- one quantity?


def _same_head(one: FigureClaim, other: FigureClaim) -> bool:
    if _same_measure(one, other):
        return True
    if one.head == other.head:
        return bool(one.head) or (bool(one.unit) and (one.unit != "percent" or one.deed is not None))
    if one.deed and other.deed and one.deed.people and other.deed.people:
        if _civil_and_armed(one, other) or _civil_and_armed(other, one):
            return False
        return not one.unit and ("person" in (one.head, other.head) or _is_nobody(one, other))
    return bool(one.unit) and one.unit != "percent" and not (one.head and other.head)


def _civil_and_armed(one: FigureClaim, other: FigureClaim) -> bool:
    return one.head == "person" and not one.counts_all and other.head in ARMED


def _is_nobody(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether one is of nobody, the other of such people: "no civilians" says nothing of soldiers."""
    none, some = (one, other) if not one.high else (other, one)
    if none.high or not some.high:
        return False
    if none.counts_all or none.head == some.head:
        return True
    return not some.counts_all and some.head not in ARMED and none.head not in ARMED


def _same_measure(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether both are the value of one named measure, such as a magnitude."""
    return bool(one.measure) and one.measure == other.measure and not one.head and not other.head


def _same_happening(one: FigureClaim, other: FigureClaim) -> bool:
    """The same deed by the same doer; where the deed is not known, the same words say more."""
    if _same_measure(one, other):
        vague = one.measure in _VAGUE_MEASURES
        return (
            _one_event(one, other)
            and not _names_differ(one, other)
            and (not vague or len(_shared(one, other)) > 2)
        )
    if bool(one.deed) != bool(other.deed) and not (only_is_there(one) or only_is_there(other)):
        return False
    if _sole_of_kind(one, other) and not _of_two_sides(one, other):
        return True
    if one.unit and one.unit not in _ANY_UNIT and _told_alike(one, other):
        return True
    shared = _shared(one, other)
    share = len(shared) / (min(len(one.about), len(other.about)) or 1)
    if not (one.deed and other.deed):
        telling = [c for c in shared if c not in one.called]
        return (
            len(telling) >= 2
            and share >= 0.4
            and not _names_differ(one, other)
            and one.unit != "percentage point"
            and one.head != "point"
        )
    if not same_deed(one.deed, other.deed) or not _agents_fit(one, other):
        return False
    if one.deed.people:
        return (len(shared) >= 2 or _one_event(one, other)) and not _of_two_sides(one, other)
    if one.deed.name in ("grow", "fall"):
        return bool(one.subject) and one.subject == other.subject
    needed = 1 if one.head and one.head == other.head else 2
    return len(shared) >= needed and share >= 0.2 and _one_event(one, other)


def _told_alike(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether the sentences of two speeds, weights or distances share half of what they tell."""
    mine, theirs = _matter(one), _matter(other)
    shared = mine & theirs
    enough = len(shared) >= 2 and len(shared) >= 0.4 * min(len(mine), len(theirs))
    return enough and one.alone and other.alone and _one_event(one, other)


def _matter(claim: FigureClaim) -> frozenset[str]:
    telling = (fold(word.text) for word in content_words(claim.sentence.text))
    return frozenset(c for c in map(concept, telling) if c not in claim.called and not c[:1].isdigit())


def _of_two_sides(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether these are the soldiers of one army and of another: each side has its own dead."""
    armed = one.head in ARMED and other.head in ARMED
    return armed and _names_differ(one, other)


def _sole_of_kind(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether each report of the one event gives one number of such things with such a fate.

    Without a fate that both tell it may be a part ("sold in this country") or a stock ("parked there").
    """
    if not (one.alone and other.alone and one.head == other.head and one.kinds == other.kinds and one.head):
        return False
    if not (one.deed and other.deed) or one.unit or not same_deed(one.deed, other.deed):
        return False
    return _agents_fit(one, other) and _one_event(one, other)


def _shared(one: FigureClaim, other: FigureClaim) -> tuple[str, ...]:
    """The concepts that both clauses have beside what is counted."""
    return tuple(c for c in one.about if c != one.head and any(names_alike(c, d) for d in other.about))


def _names_differ(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether each clause names somebody the other does not: one party's delegates, another's."""
    return _calls_more(one, other) and _calls_more(other, one)


def _calls_more(one: FigureClaim, other: FigureClaim) -> bool:
    return any(not any(names_alike(name, known) for known in other.called) for name in one.called)


def _one_event(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether what stands round both tells of one event: a name or two in common, and other words."""
    shared = len(one.around & other.around)
    named = any(names_alike(a, b) for a in one.names for b in other.names)
    return shared >= 4 and (named or shared >= 0.3 * min(len(one.around), len(other.around)))


def _agents_fit(one: FigureClaim, other: FigureClaim) -> bool:
    """Who loses what another regains is another; who does the same is the same. Of the dead nobody asks."""
    assert one.deed
    if one.deed.people or not (one.agent and other.agent):
        return True
    return names_alike(one.agent, other.agent) == (one.deed == other.deed)


def _same_kind(one: FigureClaim, other: FigureClaim) -> bool:
    """What narrows one claim down must be in the other: 12,000 North Koreans are not the 60,000 troops."""
    return _kinds_found(one, other) and _kinds_found(other, one)


def _kinds_found(narrow: FigureClaim, wide: FigureClaim) -> bool:
    missing = [
        k for k in narrow.kinds if k not in wide.kinds and k not in wide.about and k not in wide.around
    ]
    return not missing or (not wide.kinds and _is_people_subset(narrow, wide))


def _is_people_subset(one: FigureClaim, other: FigureClaim) -> bool:
    return bool(one.deed and one.deed.people)


def _same_place(one: FigureClaim, other: FigureClaim) -> bool:
    if not one.places and not other.places:
        return True
    if not one.places or not other.places:
        placed, unplaced = (one, other) if one.places else (other, one)
        return any(names_alike(a, b) for a in placed.places for b in sorted(unplaced.named_there))
    if any(names_alike(a, b) for a in one.places for b in other.places):
        return True
    if one.article == other.article:  # who tells of both keeps them apart
        return False
    return any(_mentions(other, p) for p in one.places) or any(_mentions(one, p) for p in other.places)


def _mentions(claim: FigureClaim, name: str) -> bool:
    return name in claim.around or any(names_alike(name, word) for word in claim.names)


def _same_time(one: FigureClaim, other: FigureClaim) -> bool:
    """Undated claims tell of the days before their article; another time is another matter."""
    if bool(one.when) != bool(other.when) and (one.is_background or other.is_background):
        return False
    a, b = _days(one), _days(other)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _days(claim: FigureClaim) -> tuple[date, date] | None:
    if claim.when:
        return claim.when
    return (claim.published - CURRENT, claim.published) if claim.published else None


# -- one value?


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _is_close(one: FigureClaim, other: FigureClaim) -> bool:
    a, b = middle(one), middle(other)
    return abs(a - b) <= ROUNDED * max(abs(a), abs(b))


def _is_rounding(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether the rounder of two values may stand for the other: 12,000 for 11,950, 5 km for 3 miles."""
    grain = max(_grain(one.figure), _grain(other.figure))
    a, b = middle(one), middle(other)
    converted = one.figure.unit != other.figure.unit
    if not _is_close(one, other):
        return False
    return converted or (max(abs(a), abs(b)) >= 100 and abs(a - b) <= grain / 2 * _factor(one))


def _factor(claim: FigureClaim) -> float:
    return claim.low / claim.figure.low if claim.figure.low else 1.0


def _grain(figure: Figure) -> float:
    """The power of ten a value seems rounded to, in its own unit: 100 for 1,200, 1 for 1,204."""
    value, grain = abs(figure.low), 1.0
    while value and value % (grain * 10) == 0:
        grain *= 10
    return grain


def _is_subset_conflict(one: FigureClaim, other: FigureClaim) -> bool:
    """A part can be smaller than the whole: 3 of the workers among 12 people are no conflict, 15 are."""
    small, large = sorted((middle(one), middle(other)))
    if not small:
        return _is_nobody(one, other)
    if large / small > FARTHEST:
        return False
    for part, whole in ((one, other), (other, one)):
        if _narrower(part, whole):
            return middle(part) > middle(whole)
    return True


def _narrower(part: FigureClaim, whole: FigureClaim) -> bool:
    if whole.head == "person" and part.head != "person":
        return True
    return part.head == whole.head and bool(set(part.kinds) - set(whole.kinds)) and not whole.kinds


def _is_update(one: FigureClaim, other: FigureClaim) -> bool:
    """Say whether the one merely tells what the other could not know yet, by its words or by the day."""
    small, large = sorted((one, other), key=middle)
    if small.change == "was" or large.change == "was" or "rose" in (one.change, other.change):
        return True
    if large.deed and not large.deed.grows and (large.deed.name != "lose" or large.unit):
        return False
    if large.deed and large.deed.grows and small.published and large.published:
        return large.published > small.published
    return _grew(small, large)


def _grew(small: FigureClaim, large: FigureClaim) -> bool:
    """Say whether a larger value of no known deed is of a later day: a fire spreads, reports come in."""
    before, after = _as_of(small), _as_of(large)
    return bool(before and after) and after - before > LATER  # type: ignore[operator]


def _as_of(claim: FigureClaim) -> date | None:
    return claim.when[1] if claim.when else claim.published
