"""Who does what to whom: the order of words round a shared verb, and the passive that turns it.

No parser: in English news prose the doer stands before the verb, or after "by". The check speaks up only when
a quote has the same verb with both words the other way round, or another doer altogether; where it
cannot tell,
it says nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from briefing.evidence.checks.fault import Fault
from briefing.evidence.claim import Claim, Passage, nearest_passage, share
from briefing.evidence.lists import BE, BREAK, CALENDAR, GRAMMAR, PAST, PREPOSITIONS, TOWARDS
from briefing.text.lexicon import known, related
from briefing.text.names import country, name_keys
from briefing.text.words import Word, concept, fold, words

NEARLY = 0.6  # share of a claim's words that a quote must have before another doer is a fault
REACH = 10  # words between a verb and its doer; further away is another clause
_AGE = re.compile(r",\s\d{1,3}(?=,)")  # "Marlowe, 58, stole": an age parts nobody from his deed
SPEAKING = ("said", "tell", "add", "report", "announc", "call", "warn", "claim")
POINTERS = (
    "company",
    "firm",
    "group",
    "bank",
    "ministry",
    "agency",
    "party",
    "union",
    "club",
    "team",
    "government",
)
MODALS = ("to", "will", "would", "could", "may", "might", "must", "can", "should")


class Part(NamedTuple):
    """A word that does or suffers something: what stands for it in any spelling, and the word itself."""

    key: str
    word: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with the words before and after it in its clause, nearest first, as if it were told actively.

    `right_before` is the doer that only auxiliaries part from the verb, where there is one.
    """

    verb: str
    doers: tuple[Part, ...]
    others: tuple[Part, ...]
    right_before: Part | None


def roles_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """Nobody does what in the quotes is done to them or another does, or goes where the quotes say
    they left.
    """
    said = [deeds(p.text) for p in held]
    for deed in deeds(claim.text):
        if deed.verb in SPEAKING:
            continue
        same = [d for deeds_held in said for d in deeds_held if d.verb == deed.verb]
        if same and all(_turned(deed, other) for other in same):
            one, two = deed.doers[0].word, deed.others[0].word
            return Fault("roles_differ", f"the quote has '{one}' and '{two}' the other way round")
        if _is_nearly(claim, held) and _another_does(deed, same, held):
            who = deed.right_before.word if deed.right_before else ""
            return Fault("roles_differ", f"in the quote it is not '{who}' that does it")
    return _way_fault(claim, held)


def _is_nearly(claim: Claim, held: Sequence[Passage]) -> bool:
    """Whether the claim is a quote's own words but for a few: a freer wording changes subjects honestly."""
    return any(share(claim.words, p) >= NEARLY for p in held) or all(
        share(c.words, nearest_passage(c.words, held)) >= NEARLY for c in claim.clauses
    )


def deeds(text: str) -> tuple[Deed, ...]:
    """Return the verbs of *text*, as far as their form tells, with what stands round each."""
    text = _AGE.sub(lambda age: " " * len(age[0]), text)
    found = words(text)
    return tuple(_deed(found, i, text) for i in range(len(found)) if _is_verb(found, i))


def _deed(found: Sequence[Word], at: int, text: str) -> Deed:
    before = _parts(found, range(at - 1, max(-1, at - REACH), -1), text, at)
    after = _parts(found, range(at + 1, min(len(found), at + REACH)), text, at)
    helped = any(fold(w.text) in BE for w in found[max(0, at - 3) : at])
    passive = helped and any(fold(w.text) == "by" for w in found[at + 1 : at + 2 * REACH])
    verb = concept(found[at].text)
    if passive:
        return Deed(verb, after, before, None)
    return Deed(verb, before, after, None if helped else _right_before(found, at, text))


def _right_before(found: Sequence[Word], at: int, text: str) -> Part | None:
    place = at - 1
    while place >= 0 and fold(found[place].text) in ("has", "have", "had", "also", "then", "since", "now"):
        place -= 1
    if place < 0 or not _may_do(found, place) or _in_phrase(found, place):
        return None
    gap = text[found[place].span.end : found[at].span.start]
    return _part(found, place) if not BREAK.search(gap) or _is_apposition(found, place, gap, text) else None


def _is_apposition(found: Sequence[Word], place: int, gap: str, text: str) -> bool:
    """ "The incumbent, Viktor Halloran, won": a name between commas does it all the same."""
    before = text[max(0, found[place].span.start - 30) : found[place].span.start]
    return gap.strip() == "," and _part(found, place).is_name and "," in before


def _in_phrase(found: Sequence[Word], place: int) -> bool:
    """Whether the word hangs on a preposition, as in "in a survey published on Sunday": it does nothing."""
    return any(fold(w.text) in PREPOSITIONS for w in found[max(0, place - 2) : place])


def _parts(found: Sequence[Word], places: range, text: str, at: int) -> tuple[Part, ...]:
    """The words at *places* that can do or suffer something, to the clause's border."""
    parts = []
    for place in places:
        start, end = sorted((found[place].span, found[at].span))
        if BREAK.search(text[start.end : end.start]):
            break
        if _may_do(found, place):
            parts.append(_part(found, place))
    return tuple(parts)


def _part(found: Sequence[Word], place: int) -> Part:
    word = found[place]
    name = word.text[:1].isupper() and not (place == 0 and known(word.text.lower()))
    return Part(_key(word, place == 0), fold(word.text), name)


def _may_do(found: Sequence[Word], place: int) -> bool:
    """Whether the word can do or suffer something: no grammar, adverb, figure, day or verb."""
    word = fold(found[place].text)
    counts = word[:1].isdigit() or word in ("million", "billion", "percent", "dozen")
    return not (
        counts or word.endswith("ly") or word in GRAMMAR or word in CALENDAR or _is_verb(found, place)
    )


def _key(word: Word, opens: bool = False) -> str:
    """What stands for the word: a country's name, a name in any spelling, else its concept.

    The word that opens a sentence has a capital for that alone.
    """
    land = country(word.text)
    if land:
        return land
    if word.text[:1].isupper() and not (opens and known(word.text.lower())):
        return name_keys(word.text)[-1]
    return concept(word.text)


def _turned(told: Deed, held: Deed) -> bool:
    """Whether the nearest doer and the nearest other of one stand on each other's side in the other."""
    if not (told.doers and told.others and held.doers and held.others):
        return False
    doers, others = _keys(held.doers), _keys(held.others)
    doer = told.doers[0].key
    other = next((p.key for p in told.others if p.key in doers + others), told.others[0].key)
    return doer not in doers and other not in others and doer in others and other in doers


def _another_does(told: Deed, same: Sequence[Deed], held: Sequence[Passage]) -> bool:
    """Whether right before the verb another stands in every quote that has it, and who does it here
    nowhere by it.

    Another word for the same doer is none of this: "the vessel" for "the boat".
    """
    if told.right_before is None:
        return False
    theirs = [d for d in same if d.right_before]
    return bool(theirs) and not any(_may_be(told.right_before, d, held) for d in theirs)


def _may_be(doer: Part, deed: Deed, held: Sequence[Passage]) -> bool:
    """Whether *doer* may be who does it in the quote: the same, another word for it, or whom "the
    company" means.
    """
    other = deed.right_before
    if other is None or doer.key in _keys(deed.doers) or related(doer.word, other.word):
        return True
    means_another = other.word.islower() and not other.is_name and doer.is_name
    return means_another and sum(doer.word in p.folded for p in held) >= 1 and other.word in POINTERS


def _keys(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(part.key for part in parts)


def _is_verb(found: Sequence[Word], at: int) -> bool:
    """By its form: a past form, or a word after an auxiliary."""
    word = fold(found[at].text)
    before = fold(found[at - 1].text) if at else ""
    if found[at].text[:1].isupper() or word in GRAMMAR:
        return False
    return word.endswith("ed") or word in PAST or before in MODALS


def _way_fault(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """From one place to another: the quotes must not have them the other way round."""
    said = [way for p in held for way in _ways(p.text)]
    for name, way in _ways(claim.text):
        other = [w for n, w in said if n == name]
        if other and all(w != way for w in other):
            return Fault("roles_differ", f"the quote does not go {way} '{name}'")
    return None


def _ways(text: str) -> list[tuple[str, str]]:
    """Each name with the way its preposition points: from it, or to it."""
    return [
        (_key(word), TOWARDS[fold(before.text)])
        for before, word in pairwise(words(text))
        if fold(before.text) in TOWARDS and word.text[:1].isupper()
    ]
