"""The noun phrases round an attributing verb, read off closed lists of small words.

Where those do not settle where a phrase begins the functions return None.
"""

from briefing.text.clauses import (
    CONNECTIVES,
    DASHES,
    DETERMINERS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    REACH,
    RELATIVE,
    SUBJECTS,
    TIMES,
    Clause,
    ends_speech,
    is_finite,
)
from briefing.text.cues import VERBS, words


def subject_before(clause: Clause, verb: int) -> tuple[int, int] | None:
    """The tokens of the noun phrase that ends just before token *verb*.

    An apposition between commas belongs to it; "who was there" and "speaking in Ohio" between commas do not.
    """
    last = verb
    end: int | None = None
    for _ in range(4):  # X (R-Tex.), a senator, speaking in Austin, said
        opening = _insertion(clause, last - 1)
        if opening is not None:
            if _is_apposition(clause, opening):
                end = end or last
            last = opening
            if clause.low(last) == "(" and clause.low(last - 1) == ",":
                last -= 1
        elif last < 1 or clause.kind(last - 1) == "p":
            return None
        else:
            first = _without_opening(clause, _phrase_start(clause, last), last)
            if clause.low(first - 1) != "," or not _participial(clause, first):
                return (first, _bare_end(clause, last, end or last)) if first < last else None
            last = first - 1
            end = None
    return None


def _bare_end(clause: Clause, last: int, end: int) -> int:
    while end > last and clause.kind(end - 1) == "p" and clause.low(end - 1) != ")":
        end -= 1
    return end


def _participial(clause: Clause, first: int) -> bool:
    return clause.low(first).endswith("ing") and not clause.capital(first)


def _is_apposition(clause: Clause, opening: int) -> bool:
    """Whether an insertion names its noun again; only such a one is part of a source."""
    word = clause.low(opening + 1)
    if clause.low(opening) == "(":
        return True
    return word not in RELATIVE and word not in PREPOSITIONS and not _participial(clause, opening + 1)


def _insertion(clause: Clause, at: int) -> int | None:
    """Where an insertion that closes at *at* begins: ", a lawyer,", "(D-Ohio)", "— who lost —"."""
    if clause.kind(at) != "p":
        return None
    if clause.low(at) == "," and clause.low(at - 1) == ")":
        at -= 1
    mark, floor = clause.low(at), max(0, at - REACH)
    before = range(at - 1, floor - 1, -1)
    if mark == ")":
        return next((p for p in before if clause.low(p) == "("), None)
    if mark in DASHES:
        return next((p for p in before if p > floor and clause.low(p) in DASHES), None)
    if mark != ",":
        return None
    speech = next((p for p in before if clause.kind(p) == "q" and ends_speech(clause, p)), -1)
    commas = (p for p in before if p > max(floor, speech) and clause.is_mark(p, ","))
    return next((p for p in commas if _inserts(clause, p + 1)), None)


_INSERTING = words(
    """
    who whose which whom where then now once himself herself chief head deputy former senior director
    president co-chair chair founder
    """
)
_OF_PERSONS = ("ing", "ed", "er", "or", "ist", "man", "ent")  # "lawyer", "pollster", "spokesman", "president"


def _inserts(clause: Clause, at: int) -> bool:
    """Whether the words after a comma begin an apposition or a relative clause, not a new clause."""
    word = clause.low(at)
    if word in PRONOUNS and word != "who":
        return False
    named = clause.capital(at) and clause.kind(at) == "w"
    small = word in _INSERTING or word in DETERMINERS or word in PREPOSITIONS
    return named or small or word[:1].isdigit() or word.endswith(_OF_PERSONS) or "'s" in word


def _phrase_start(clause: Clause, end: int) -> int:
    """Where the noun phrase that ends before token *end* begins, read from right to left."""
    at = end
    floor = max(0, end - REACH)
    while at > floor and not _bounds(clause, at - 1, end, floor):
        at -= 1
    return at


def _bounds(clause: Clause, at: int, end: int, floor: int) -> bool:
    """Whether the token at *at* cannot be part of the noun phrase that ends before *end*."""
    word, kind = clause.low(at), clause.kind(at)
    if kind == "q":
        return ends_speech(clause, at)
    if kind == "p":
        return word not in _INSIDE
    if word in RELATIVE and end - at > 2 and at > floor and clause.kind(at - 1) == "w":
        after = clause.low(at + 1) in DETERMINERS or clause.capital(at + 1)
        return word == "that" and (after or clause.low(at - 1) in VERBS)
    if word == "and":
        return not _joins_nouns(clause, at, floor)
    stops = word in CONNECTIVES or is_finite(clause, at) or (at < end - 1 and _governs(clause, at))
    return stops and not _in_relative(clause, at, floor)


_INSIDE = frozenset("'’&/$%#@")  # marks within a name or a sum


def _governs(clause: Clause, at: int) -> bool:
    """Whether a word is a past tense by its ending and the object behind it: "issued a statement"."""
    word = clause.low(at)
    after = clause.low(at + 1)
    return (
        word.endswith("ed")
        and len(word) > 4
        and not clause.capital(at)
        and (after in DETERMINERS or after in ("him", "them", "her"))
    )


def _in_relative(clause: Clause, at: int, floor: int) -> bool:
    """Whether a finite verb at *at* belongs to a relative clause just before: "voters who were polled"."""
    if clause.low(at) in CONNECTIVES:
        return False
    for p in range(at - 1, max(floor, at - 4), -1):
        if clause.low(p) == "who" and clause.kind(p - 1) == "w":
            return True
        if clause.kind(p) != "w":
            return False
    return False


def _joins_nouns(clause: Clause, at: int, floor: int) -> bool:
    """Whether the "and" at *at* joins two nouns and not two clauses."""
    for p in range(at - 1, floor - 1, -1):
        word = clause.low(p)
        if clause.kind(p) != "w" or word in CONNECTIVES:
            return clause.kind(p) != "q" and (word != "," or at - p < 6)
        if is_finite(clause, p) or (word.endswith("ed") and not clause.capital(p)) or word in VERBS:
            return False
    return True


def _without_opening(clause: Clause, first: int, end: int) -> int:
    """Drop what stands before a subject without a comma: "But", "On Monday", "In Ohio the mayor"."""
    while first < end and (
        clause.low(first) in OPENERS or clause.kind(first) == "p" or _is_opening_adverb(clause, first)
    ):
        first += 1
    near = range(first, min(end - 1, first + 8))
    timed = [p for p in near if clause.low(p) in TIMES and not _owned(clause, p)]
    if timed and clause.low(first) in _DATING:
        first = timed[-1] + 1
        while first < end and clause.low(first).isdigit():
            first += 1
    if clause.low(first) in PREPOSITIONS - _COUNTING:
        return _after_phrase(clause, first, end)
    return first


_DATING = PREPOSITIONS | TIMES | words("last this earlier late")
_COUNTING = words("about over like")  # "about 40 people said"


def _is_opening_adverb(clause: Clause, at: int) -> bool:
    word = clause.low(at)
    return (
        word.endswith("ly")
        and len(word) > 4
        and clause.kind(at + 1) == "w"
        and word not in ("only", "family", "italy")
    )


def _owned(clause: Clause, at: int) -> bool:
    return "'s" in clause.low(at) or clause.low(at + 1) in ("of", "night's")


def _after_phrase(clause: Clause, first: int, end: int) -> int:
    """Where the subject begins after an opening prepositional phrase without a comma."""
    for p in range(end - 1, first, -1):
        if clause.low(p) in SUBJECTS:
            return p
        if clause.low(p) in DETERMINERS and p > first + 1:
            return p
    p = end
    while p > first + 1 and clause.capital(p - 1):
        p -= 1
    return p if p < end else first + 1


def phrase_after(clause: Clause, first: int) -> int:
    """The end of the noun phrase that begins at token *first*: "said [Ann Lee, a nurse in Kyiv], ..."."""
    at = first
    told_more = False
    ceiling = min(len(clause), first + REACH)
    while at < ceiling:
        word, kind = clause.low(at), clause.kind(at)
        if kind == "q":
            if at == first or ends_speech(clause, at):
                break
        elif kind == "p":
            if word == "(":
                at = next((p for p in range(at, ceiling) if clause.low(p) == ")"), at)
            elif word not in _INSIDE:
                break
        elif word == "who":  # a nurse who was there
            told_more = True
        elif at > first and not told_more and (word in CONNECTIVES or is_finite(clause, at)):
            break
        at += 1
    return at
