"""Attributions in the making: in tokens of their clause, with the bounds of what was said."""

from dataclasses import dataclass, replace

from briefing.text.clauses import DASHES, SUBJECTS, Clause, ends_speech
from briefing.text.cues import VERBS, words

Tokens = tuple[int, int]  # half-open

_LOOSE = words("as and but while , . ; : — – ( )")  # what may be left over at the end of a statement
_SUBORDINATING = words("while although though as when after if because")
_NOT_RESUMING = words("according and but who which while as after when")
_LONGEST = 400  # tokens a statement before its cue is followed back


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution of a clause.

    group is where its own words (source or verb) begin; inherits: the source was taken over from an earlier
    verb; speech: the cue can introduce words, not only an object ("praised").
    """

    clause: Clause
    cue: Tokens
    source: Tokens | None
    pieces: tuple[Tokens, ...]
    group: int
    belief: bool = False
    inherits: bool = False
    speech: bool = True

    @property
    def tells(self) -> bool:
        return self.speech and not self.belief


def settled(found: list[Draft]) -> list[Draft]:
    """The drafts of a clause, each ended where another begins, attitudes within statements left out."""
    ended = [_cut(one, found) for one in found]
    return _without_inner_attitudes([one for one in ended if one.pieces])


def left_start(clause: Clause, at: int) -> int:
    """Where the statement to the left of token *at* begins: its sentence's or its bracket's start."""
    opened = 0
    for p in range(at - 1, max(-1, at - _LONGEST), -1):
        if clause.kind(p) != "p":
            continue
        mark = clause.low(p)
        if mark == ")":
            opened += 1
        elif mark == "(" and opened:
            opened -= 1
        elif mark in ("(", ";", "."):
            return p + 1
    return 1 if clause.low(0) in ("but", "and") else 0


def quote_start(clause: Clause, at: int, found: list[Draft]) -> int:
    """Where the quoted speech left of *at* begins; words before it that have their own cue are left out."""
    start = left_start(clause, at)
    for p in range(at - 1, start - 1, -1) if found else ():
        if clause.kind(p) == "q" and ends_speech(clause, p):
            return p
    return start


def right_end(clause: Clause, first: int) -> int:
    """Where the statement that begins at *first* ends: with its sentence or the bracket that holds it."""
    opened = 0
    quoted = clause.kind(first) == "q"
    for p in range(first, len(clause)):
        if clause.kind(p) != "p":
            continue
        mark = clause.low(p)
        opened += (mark == "(") - (mark == ")")
        if opened < 0 or (mark == "." and not (quoted and clause.kind(p + 1) == "q")):
            return p
    return trimmed(clause, first, len(clause))


def trimmed(clause: Clause, first: int, end: int) -> int:
    """*end* without the marks before it."""
    while end - 1 > first and clause.kind(end - 1) == "p" and clause.low(end - 1) not in (")", "%"):
        end -= 1
    return end


def resumed(clause: Clause, at: int, said: Tokens) -> tuple[Tokens, ...]:
    """The speech that goes on after an interruption: “A,” he said, “and B.”; Prices, he said, rose."""
    if any(clause.kind(p) == "q" and ends_speech(clause, p) for p in range(*said)):
        return _next_quote(clause, at)
    if not clause.is_mark(at, ",") or at + 1 >= len(clause):
        return ()
    word = clause.low(at + 1)
    if word in _NOT_RESUMING or (word in VERBS and VERBS[word].form == "ing"):
        return ()
    return ((at + 1, right_end(clause, at + 1)),)


def _next_quote(clause: Clause, at: int) -> tuple[Tokens, ...]:
    for p in range(at, min(len(clause), at + 25)):
        if clause.kind(p) == "q" and (p == at or clause.low(p - 1) in (",", ".", ":", ";", "and", *DASHES)):
            return ((p, right_end(clause, p)),)
        if clause.kind(p) == "w" and clause.low(p) in VERBS:
            break
    return ()


def _cut(one: Draft, found: list[Draft]) -> Draft:
    """End the content of *one* where the words of a later attribution begin that does not stand inside it."""
    pieces: list[Tokens] = []
    for first, end in one.pieces:
        for other in found:
            if other.cue > one.cue and first < other.group < end and _severs(one.clause, other):
                end = other.group
        end = _natural_end(one, first, end)
        while end - 1 > first and one.clause.low(end - 1) in _LOOSE:
            end -= 1
        if end > first:
            pieces.append((first, end))
    return replace(one, pieces=tuple(pieces))


def _natural_end(one: Draft, first: int, end: int) -> int:
    """Where a statement to the right of its cue ends before its sentence does.

    "While he said he would come, nobody waited"; "He praised her, a friend said"; "..., but she left".
    """
    clause = one.clause
    if first < one.cue[1]:
        return end
    ends_early = not one.speech or clause.low(one.group - 1) in _SUBORDINATING
    for p in range(first + 1, end):
        if not clause.is_mark(p, ","):
            continue
        fresh = clause.low(p + 2) in SUBJECTS or clause.capital(p + 2)
        if ends_early or (clause.low(p + 1) in ("but", "and") and fresh):
            return p
    return end


def _severs(clause: Clause, other: Draft) -> bool:
    """Whether another attribution's words end the content before them: ", adding that", "but Lee said"."""
    before = clause.low(other.group - 1)
    if not other.inherits:
        return before in (",", "and", "but", "while", ";", *DASHES)
    verb = VERBS.get(clause.low(other.cue[1] - 1))
    if verb is not None and verb.form == "ing":
        return before in (",", *DASHES)
    return not other.belief and before in ("and", "but")


def _without_inner_attitudes(found: list[Draft]) -> list[Draft]:
    """Leave out who wants or praises what within somebody's statement: that is part of the statement.

    Speech within speech stays, as a chain.
    """
    spoken = [(piece, one.cue[0]) for one in found if one.tells for piece in one.pieces]

    def is_inner(one: Draft) -> bool:
        return any(first <= one.cue[0] < end and cue != one.cue[0] for (first, end), cue in spoken)

    return [one for one in found if one.tells or not is_inner(one)]
