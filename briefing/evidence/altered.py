"""What a copy says otherwise than its original: quotations, figures, denials turned into confirmations."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from briefing.evidence.align import Pair
from briefing.evidence.origin import Text, quoted_in
from briefing.model.passage import AlteredFigure, AlteredQuotation, AlteredVerdict, Sentence
from briefing.text.figures import Figure, converted, figures, same_value
from briefing.text.span import Span
from briefing.text.words import concept, fold, stem, words

SAME_QUOTATION = 0.4  # share of words in common and in order from which two quotations are one
ROUNDED = 0.05  # of the larger value: "about 2,000" for 1,980 is no other figure
ONE_STATEMENT = 0.5  # cosine from which a denial and a confirmation are held against one another

DENIES = ("deny", "dismiss", "refute", "reject", "dispute", "disprove")
CONFIRMS = ("confirm", "admit", "acknowledge", "concede", "verify")


def altered_quotations(original: Text, copy: Text, pairs: Sequence[Pair]) -> list[AlteredQuotation]:
    """The copy's quotations whose words differ from the original's although they are plainly the same
    quotation: by their own words, or as the only ones of two sentences that tell the same.
    """
    said = quoted_in(original)
    found = []
    for span, here in quoted_in(copy):
        if not said or any(_folded(here) == _folded(other) for _, other in said):
            continue
        place, nearest = max(said, key=lambda q: _likeness(here, q[1]))
        if _likeness(here, nearest) < SAME_QUOTATION:
            place, nearest = _beside(span, original, copy, pairs) or (span, "")
        if nearest:
            found.append(AlteredQuotation(original[0].id, place, nearest, copy[0].id, span, here))
    return found


def _beside(span: Span, original: Text, copy: Text, pairs: Sequence[Pair]) -> tuple[Span, str] | None:
    """The only quotation of the sentence that tells the same as the one in which *span* is alone."""
    said, here = quoted_in(original), quoted_in(copy)
    for pair in pairs:
        there, own = original[1][pair.left].span, copy[1][pair.right].span
        theirs = [q for q in said if q[0].meets(there)]
        if span.meets(own) and len(theirs) == 1 and sum(q[0].meets(own) for q in here) == 1:
            return theirs[0]
    return None


def altered_figures(original: Text, copy: Text, pairs: Sequence[Pair]) -> list[AlteredFigure]:
    """The figures of the copy that stand where the original has another one, sentence by sentence.

    A figure that the original has elsewhere in the same or a neighbouring sentence was moved, not altered.
    """
    found = []
    for pair in pairs:
        there, here = original[1][pair.left], copy[1][pair.right]
        if there.text == here.text:
            continue
        theirs, ours = figures(there.text), figures(here.text)
        for old, new in _changed(theirs, ours, _around(original[1], pair.left), _around(copy[1], pair.right)):
            left, right = _placed(there, old.span), _placed(here, new.span)
            found.append(AlteredFigure(there.article, left, old.written, here.article, right, new.written))
    return found


def altered_verdicts(original: Text, copy: Text, pairs: Sequence[Pair]) -> list[AlteredVerdict]:
    """Where one says that something was denied and the other, of the same, that it was confirmed."""
    found = []
    for pair in pairs:
        there, here = original[1][pair.left], copy[1][pair.right]
        old, new = _verdicts(there.text), _verdicts(here.text)
        if pair.cosine >= ONE_STATEMENT and len(old) == len(new) == 1 and old[0][0] != new[0][0]:
            left, right = old[0][1], new[0][1]
            found.append(AlteredVerdict(there.article, _placed(there, left), left.of(there.text),
                                        here.article, _placed(here, right), right.of(here.text)))  # fmt: skip
    return found


def _changed(theirs: Sequence[Figure], ours: Sequence[Figure], there: Sequence[Figure],
             here: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:  # fmt: skip
    """Pairs of figures that count the same and differ; each is used once, in order."""
    lost = [f for f in theirs if not any(_agree(f, other) for other in here)]
    new = [f for f in ours if not any(_agree(f, other) for other in there)]
    for figure in new:
        rival = next((old for old in lost if _counts_the_same(old, figure)), None)
        if rival is None and len(lost) == len(new) == 1 and converted(lost[0])[2] == converted(figure)[2]:
            rival = lost[0]  # "34 killed", "the number of dead is forty": the only ones left of the sentence
        if rival:
            lost.remove(rival)
            yield rival, figure


def _counts_the_same(a: Figure, b: Figure) -> bool:
    if converted(a)[2] != converted(b)[2]:
        return False
    return bool(a.unit) or (_counted(a) == _counted(b) != "")


def _counted(figure: Figure) -> str:
    """The noun counted, by one name for its synonyms."""
    return concept(figure.head.split()[-1]) if figure.head.strip() else ""


def _agree(a: Figure, b: Figure) -> bool:
    """Same value, or one rounds the other and says so."""
    if same_value(a, b):
        return True
    (low_a, high_a, base_a), (low_b, high_b, base_b) = converted(a), converted(b)
    gap = max(abs(low_a - low_b), abs(high_a - high_b))
    rough = "exact" not in (a.bound, b.bound) or a.bound != b.bound
    return base_a == base_b and rough and gap <= ROUNDED * max(abs(high_a), abs(high_b))


def _around(sentences: Sequence[Sentence], place: int) -> list[Figure]:
    return [f for s in sentences[max(0, place - 1) : place + 2] for f in figures(s.text)]


def _verdicts(text: str) -> list[tuple[str, Span]]:
    """Each word that denies or confirms, with which of both it does."""
    kinds = [(_VERDICTS.get(stem(word.text)), word.span) for word in words(text)]
    return [(kind, span) for kind, span in kinds if kind]


_VERDICTS = {stem(w): "denies" for w in DENIES} | {stem(w): "confirms" for w in CONFIRMS}


def _placed(sentence: Sentence, span: Span) -> Span:
    return span.moved(sentence.span.start)


def _likeness(a: str, b: str) -> float:
    return SequenceMatcher(None, _folded(a), _folded(b), autojunk=False).ratio()


def _folded(text: str) -> list[str]:
    return [fold(word.text) for word in words(text)]
