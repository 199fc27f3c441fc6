"""The verifier's judgement of a statement against a text of any length, as one number."""

from briefing.evidence.claim import Claim, passages
from briefing.evidence.corpus import Corpus
from briefing.evidence.nearest import nearest
from briefing.evidence.verify import PARAPHRASE, coverage, first_fault
from briefing.model.article import Article, digest
from briefing.text.sentences import sentences

CITED = 4  # sentences of the text that a statement is held against, the nearest ones


def support_by(statement: str, text: str) -> float:
    """Return how far *text* supports *statement*, 0 to 1: from 0.5 it would be printed as close.

    A statement of several sentences is as good as its worst one. A fault that would drop it leaves less than
    0.3.
    """
    corpus = Corpus.of([Article("given", "given", text, digest(text), digest(text), "given/1")])
    told = [span.of(statement) for span in sentences(statement)] or [statement]
    return min(_support(sentence, corpus) for sentence in told)


def _support(sentence: str, corpus: Corpus) -> float:
    places = nearest(sentence, [s.text for s in corpus.sentences], CITED)
    held = passages([corpus.quote(corpus.sentences[i]) for i in places], corpus)
    if not held:
        return 0.0
    claim = Claim.of(sentence)
    support, _ = coverage(claim, held)
    fault = first_fault(claim, held)
    return support * PARAPHRASE if fault else support
