"""What is denied stays denied, what may be stays a may-be, and no direction is turned round."""

from collections.abc import Sequence

from briefing.evidence.checks.fault import Fault
from briefing.evidence.claim import Claim, Clause, Passage, nearest_passage, share
from briefing.evidence.lists import (
    BREAK,
    CERTAIN,
    CONDITIONS,
    DENIES,
    EMPTY_NEGATION,
    HEDGES,
    OPEN,
    REPORTED,
    TURNS,
    opposites,
)
from briefing.text.lexicon import opposed
from briefing.text.words import STOP_WORDS, Word, concept, fold, is_negation, words

NEARLY = 0.75  # share of a clause's words from which it is the quote's own but for a word or two
SAME = 0.8  # share of a claim's words that make it the sentence's own
REACH = 9  # words after a negation or a hedge that it can still turn


def negations_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """A clause denies where its quote denies, and not where it does not."""
    for clause in claim.clauses:
        passage = nearest_passage(clause.words, held)
        fault = _negation_fault(claim, clause, passage, held)
        if fault:
            return Fault("negation_differs", fault)
    return None


def opposites_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """No word stands where the quotes have its opposite: up for down, rose for fell, before for after."""
    for clause in claim.clauses:
        passage = nearest_passage(clause.words, held)
        mine = {concept(w.text) for w in words(clause.span.of(claim.text))}
        theirs = {concept(w.text) for w in words(passage.text)}
        for one, other in opposites():
            for here, there in ((one, other), (other, one)):
                if here in mine and here not in theirs and there in theirs and there not in mine:
                    return Fault("negation_differs", f"the quote says '{there}', not '{here}'")
        turned = _opposed(clause, passage, mine, theirs)
        if turned:
            return Fault("negation_differs", turned)
    return None


def _opposed(clause: Clause, passage: Passage, mine: set[str], theirs: set[str]) -> str | None:
    """A word that the quote lacks and whose opposite it has, by the lexicon: accelerated for slowed.

    The lexicon is generous, so it is believed only where the clause is otherwise the quote's own.
    """
    if share(clause.words, passage) < NEARLY:
        return None
    new = [w.text for w in clause.words if w.text.islower() and concept(w.text) not in theirs]
    left = [w.text for w in passage.words if w.text.islower() and concept(w.text) not in mine]
    pair = next(((a, b) for a in new for b in left if opposed(a, b)), None)
    return f"the quote says '{pair[1]}', not '{pair[0]}'" if pair else None


def hedges_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """What a source says may be is not said to be, and what may be is not said to be likely."""
    told = {concept(w.text) for w in claim.words}
    mine = max((strength for _, strength, _ in hedges(claim.text)), default=None, key=lambda s: -s)
    for passage in held:
        would_be = _conditional(passage.text) and share(claim.words, passage) >= SAME
        if would_be and mine is None and not _conditioned(claim.text):
            return Fault("hedge_dropped", "the source only says what would be so")
        for hedge, strength, scope in hedges(passage.text):
            taken = [base for base in scope if base in told]
            if (
                len(taken) < min(2, len(scope))
                or not taken
                or len(taken) < len(scope) / 3
                or _elsewhere(taken, passage, held)
            ):
                continue
            if mine is None or (mine > strength and strength != REPORTED):
                return Fault("hedge_dropped", f"the source only says '{hedge}'")
    return None


def hedges(text: str) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Return each hedge of *text*: the word, how much it leaves open (1 may be, 2 is likely), what it
    weakens.
    """
    found = words(text)
    return tuple(
        (word.text, HEDGES[fold(word.text)], tuple(_following(found, i, text)))
        for i, word in enumerate(found)
        if fold(word.text) in HEDGES and not _is_month(word)
    )


def _conditional(text: str) -> bool:
    """Whether *text* only says what would be: "If the bridge falls, ...", "Had the bridge fallen, ..."."""
    first = words(text)[:1]
    return (
        bool(first)
        and fold(first[0].text) in CONDITIONS
        and any(fold(w.text) in ("would", "will", "could", "may", "might", "can") for w in words(text))
    )


def _conditioned(text: str) -> bool:
    return any(fold(w.text) in ("if", "unless", "provided") for w in words(text)) or _conditional(text)


def _is_month(word: Word) -> bool:
    return word.text == "May"


def _negation_fault(claim: Claim, clause: Clause, passage: Passage, held: Sequence[Passage]) -> str | None:
    text = clause.span.of(claim.text)
    mine, theirs = _cues(text), _cues(passage.text)
    if _doubled(text) and not any(_doubled(p.text) for p in held):
        return "it denies a denial"
    if mine and not any(_cues(p.text) or _turns(p) for p in held):
        return "it denies, and no quote does"
    if mine and not theirs and not _turns(passage):
        return _stray_denial(text, passage)
    if mine and theirs and not _turned(text):
        return _denies_another(text, passage)
    if (theirs or _denials(passage.text)) and not mine and not _turned(text):
        return _dropped_denial(clause, passage, held)
    if _denials(text) and not mine and not (theirs or _turns(passage)):
        return "it denies, and its quote does not"
    return None


def _stray_denial(text: str, passage: Passage) -> str | None:
    """The clause denies what its own quote says, though another quote denies something."""
    scope = [base for cue in _cues(text) for base in _scope(text, cue)]
    taken = [base for base in scope if base in passage.concepts]
    return "its own quote does not deny it" if len(taken) >= max(1, len(scope) / 2) else None


def _denies_another(text: str, passage: Passage) -> str | None:
    """Both deny, but not the same: "not cooperating" where the quote has "did not accept"."""
    theirs = {base for cue in _cues(passage.text) for base in _scope(passage.text, cue)}
    for cue in _cues(text):
        scope = _scope(text, cue)
        if scope and scope[0] in passage.concepts and not set(scope) & theirs:
            return "the quote denies something else"
    return None


def _dropped_denial(clause: Clause, passage: Passage, held: Sequence[Passage]) -> str | None:
    """The clause says what its quote denies: the first word after the negation, or most of them."""
    told = {concept(w.text) for w in clause.words}
    for cue in (*_cues(passage.text), *_denials(passage.text)):
        scope = _scope(passage.text, cue)
        taken = [base for base in scope if base in told]
        if not scope or not taken or _elsewhere(taken, passage, held):
            continue
        if scope[0] in told or len(taken) >= max(2, 0.6 * len(scope)):
            return f"the quote says '{cue.text}'"
    return None


def _elsewhere(taken: Sequence[str], passage: Passage, held: Sequence[Passage]) -> bool:
    """Say whether another quote has the same words without any doubt or denial."""
    return any(
        p is not passage and set(taken) <= p.concepts and not _cues(p.text) and not hedges(p.text)
        for p in held
    )


def _cues(text: str) -> list[Word]:
    """The negations of *text* that turn something round; "not only" does not."""
    found = words(text)
    return [
        word
        for i, word in enumerate(found)
        if is_negation(word.text)
        and not (i + 1 < len(found) and fold(found[i + 1].text) in EMPTY_NEGATION)
        and not (fold(word.text) == "no" and text[word.span.end : word.span.end + 1] == ".")
    ]


def _denials(text: str) -> list[Word]:
    """The words of *text* that deny what follows them: denied, refused, false."""
    return [word for word in words(text) if fold(word.text) in DENIES]


def _doubled(text: str) -> bool:
    """Whether a denial is denied: "did not deny"."""
    found = words(text)
    return any(
        is_negation(word.text) and any(fold(w.text) in DENIES for w in found[i + 1 : i + 3])
        for i, word in enumerate(found)
    )


def _scope(text: str, cue: Word) -> list[str]:
    found = words(text)
    return _following(found, found.index(cue), text)


def _turns(passage: Passage) -> bool:
    return _turned(passage.text)


def _turned(text: str) -> bool:
    """Whether *text* denies or leaves open by its verb: refused, failed, banned, left open whether."""
    return any(fold(w.text) in TURNS or fold(w.text) in OPEN for w in words(text))


def _following(found: Sequence[Word], at: int, text: str) -> list[str]:
    """The concepts of the words after place *at*, to the end of the clause or of the reach."""
    taken: list[str] = []
    for before, word in zip(found[at:], found[at + 1 : at + 1 + REACH], strict=False):
        if BREAK.search(text[before.span.end : word.span.start]) or fold(word.text) in (
            "but",
            "and",
            "while",
        ):
            break
        if fold(word.text) not in STOP_WORDS and fold(word.text) not in CERTAIN:
            taken.append(concept(word.text))
    return taken
