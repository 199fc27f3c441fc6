"""What the sources themselves say of a dispute: that a claim could not be checked, and what would settle it.

Both are whole sentences of theirs, cited like any other: nothing is said here in the program's own words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import CALENDAR
from briefing.model.brief import FoundRemark, Quote, RemarkKind
from briefing.model.passage import Sentence
from briefing.text.words import STOP_WORDS, concept, content_words, fold

LONGEST = 260  # characters of a sentence that is shown beside a dispute
DOUBTED = 2  # sentences on either side of a claim that may doubt it
SHARED = 2  # telling words that a sentence further off must share with what is disputed

_Look = Callable[[Corpus, Sequence[Sequence[Quote]]], Iterator[Sentence]]


def remarks(corpus: Corpus, positions: Sequence[Sequence[Quote]]) -> tuple[FoundRemark, ...]:
    """Return the first doubt, and the first word on what would settle it, beside the quotes of a dispute."""
    doubt, settling = _first(corpus, positions, _doubts), _first(corpus, positions, _settling)
    found: list[tuple[RemarkKind, Quote | None]] = [("doubt", doubt), ("settles", settling)]
    return tuple(FoundRemark(kind, (quote,)) for kind, quote in found if quote)


def _first(corpus: Corpus, positions: Sequence[Sequence[Quote]], look: _Look) -> Quote | None:
    """The first sentence of that kind that is not quoted for a position anyway."""
    quoted = frozenset((quote.article, quote.span) for quotes in positions for quote in quotes)
    found = next((s for s in look(corpus, positions) if (s.article, s.span) not in quoted), None)
    return corpus.quote(found) if found else None


def _doubts(corpus: Corpus, positions: Sequence[Sequence[Quote]]) -> Iterator[Sentence]:
    for quote in (q for quotes in positions for q in quotes):
        sentences, at = _place(corpus, quote)
        for sentence in sentences[max(0, at - DOUBTED) : at + DOUBTED + 1]:
            if len(sentence.text) <= LONGEST and _DOUBT.search(sentence.text):
                yield sentence


def _settling(corpus: Corpus, positions: Sequence[Sequence[Quote]]) -> Iterator[Sentence]:
    """Sentences of the articles quoted that name a finding to come; far from the claim, one on its matter."""
    matter = _terms(q.text for quotes in positions for q in quotes)
    for article in dict.fromkeys(q.article for quotes in positions for q in quotes):
        places = [_place(corpus, q)[1] for quotes in positions for q in quotes if q.article == article]
        for at, sentence in enumerate(corpus.of_article(article).sentences):
            if len(sentence.text) > LONGEST or not settles(sentence.text):
                continue
            near = min(abs(at - place) for place in places) <= DOUBTED
            shared = len(_terms([sentence.text]) & matter)
            if shared >= SHARED or (near and (shared or _is_bare(sentence.text))):
                yield sentence


def _is_bare(text: str) -> bool:
    """Say whether it names no matter of its own: "the inquiry will report in May, the ministry said"."""
    rest = _COMING.sub(" ", _FINDING.sub(" ", text))
    return len([t for t in _terms([rest]) if t not in _CALENDAR]) <= 1


def _place(corpus: Corpus, quote: Quote) -> tuple[Sequence[Sentence], int]:
    sentences = corpus.of_article(quote.article).sentences
    at = next((n for n, s in enumerate(sentences) if s.span == quote.span), 0)
    return sentences, at


def _terms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        concept(word.text) for text in texts for word in content_words(text) if fold(word.text) not in _STOPS
    )


_STOPS = frozenset(STOP_WORDS)
_CALENDAR = frozenset(map(concept, CALENDAR))

_DOUBT = re.compile(
    r"\b(?:could|can|had|have|has)(?: ?not|n[’']t)(?: yet)?(?: be| been)?"
    r"(?: independently)? (?:verif|confirm)"
    r"|\b(?:im|not )possible to (?:independently )?(?:verify|confirm)"
    r"|\b(?:was|is|remains) (?:un|not )clear\b"
    r"|\b(?:un|not (?:been )?)(?:independently )?(?:verified|confirmed)\b",
    re.IGNORECASE,
)


def settles(text: str) -> bool:
    """Say whether a sentence names a finding that is still to come, and who or what will bring it.

    >>> settles("The final count is due on Friday."), settles("An inquiry will report in May.")
    (True, True)
    >>> settles("The inquiry reported in May."), settles("The minister will report to parliament.")
    (False, False)
    """
    return bool(_FINDING.search(text) and _COMING.search(text))


_FINDING = re.compile(
    r"\b(?:inquir(?:y|ies)|enquir(?:y|ies)|investigations?|investigators?|probe|audits?|auditors?|commission"
    r"|inquest|autops(?:y|ies)|post-mortems?|court|tribunal|arbitrat(?:ion|ors?)|regulator|watchdog|ombudsman"
    r"|re-?count|(?:black box|(?:flight|data|event) recorder)(?:es|s)?|forensic|DNA|lab(?:oratory)? tests?"
    r"|test results|(?:B|second) sample|satellite (?:images?|imagery|pictures)|inspectors?"
    r"|observers?|monitors|experts?|panel|peer review|census"
    r"|(?:final|official|full|complete|certified|definitive|preliminary|interim|provisional|exact) (?:\w+ )?"
    r"(?:counts?|tall(?:y|ies)|tolls?|results?|figures?|reports?|findings?|numbers?|data|ruling|verdict"
    r"|assessments?))\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:is|are|was|were|remains?) (?:\w+ )?(?:due|expected|scheduled|awaited|pending)(?! to\b)"
    r"(?: (?:on|in|by|next|within|before|later|this|at|for|early|soon|shortly|tomorrow|today)\b|[.,;])"
    r"|\b(?:will|would|(?:is|are|was|were) (?:\w+ )?(?:due |expected |scheduled |set |likely |asked )?to"
    r"|ha(?:s|ve) been asked to) (?:(?:be|not|only|then|also|have|\w+ly) )*"
    r"(?:report|rule|decide|publish|determin|establish|conclude|examin|announce|release|known|complete"
    r"|investigat|visit|hear|inspect|count|verif|analy[sz]|test|confirm|deliver|issue|present|settle|clarif"
    r"|show|open|held|read out|take samples|look into)",
    re.IGNORECASE,
)
