"""The engine that needs no key and no network: the sources' own sentences, chosen for what readers want.

Eight to twelve sentences, more of short ones, under four headings, each by how near it is to the topic, how
central to what the articles tell, how well it fits its heading and how little it repeats what is already
chosen (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from briefing import __version__
from briefing.engines import Call
from briefing.evidence.corpus import Corpus, is_stuffed
from briefing.evidence.search import Evidence
from briefing.model.brief import CheckedDraft, Dispute, Draft, Maker, Opinion, Proposal
from briefing.model.passage import Sentence
from briefing.model.topic import Topic
from briefing.text.figures import figures
from briefing.text.quotes import quotations
from briefing.text.speech import Attribution
from briefing.text.words import terms

HEADINGS = ("What happened", "The figures", "Who says what", "What may come")
FEWEST, MOST = 8, 12
PER_SENTENCE = 20  # words: where sentences are short, more than twelve fit into the length asked for
SHORTEST, LONGEST = 8, 60  # words: shorter says little, longer is not read
REPEATS = 0.5  # cosine from which a sentence tells again what is already told
WHOLE_REPORT = 12  # sentences; a shorter article has less of a claim to be heard for its own sake
NEW_FAMILY = 0.15  # what a first sentence from another independent source is worth on top
STUFFED = 0.2  # what a sentence is worth in an article that says the same words over and over
FROM_COPY = 0.7  # a copy's sentence has to be that much better than an original's

# Openings that lean on a sentence the reader does not see.
_LEANS = re.compile(
    r"[“\"‘']?(?:but|and|so|yet|or|nor|however|instead|meanwhile|still|thus|therefore|then|also|moreover"
    r"|furthermore|indeed|nonetheless|nevertheless|otherwise|similarly|likewise|besides|at the same time"
    r"|as a result|in addition|on the other hand|for example|for instance|that is why"
    r"|he|she|it|they|him|her|his|its|their|this|that|these|those|such|both|here|there|now"
    r"|the (?:official|spokesman|spokeswoman|spokesperson|region|report|former|latter))\b",
    re.IGNORECASE,
)
_OUTLOOK = re.compile(
    r"\b(?:will|would|could|may|might|plans?|planned|expect(?:s|ed)?|likely|unlikely|forecasts?|predict(?:s|ed)?|warn(?:s|ed)?"
    r"|next (?:week|month|year|few)|ahead of|before .{0,30} takes office|negotiat\w+|talks|set to|due to)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:launch|began|begin|start|advanc|attack|seiz|captur|kill|injur|sign|announc|elect|vot|clos|open|strik|struck"
    r"|hit|collaps|resign|arrest|win|won|lost|deploy|cross|sank|burn|halt|agree|reach|arriv|order|suspend|pass)\w*\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be used, with all that its choice depends on."""

    sentence: Sentence
    vector: Mapping[str, float]
    worth: float
    heading: int


class Extractive:
    """The extractive engine."""

    @property
    def maker(self) -> Maker:
        return Maker("extractive", None, (), __version__)

    @property
    def calls(self) -> tuple[Call, ...]:
        return ()

    def propose(
        self, topic: Topic, corpus: Corpus, evidence: Evidence, disputes: tuple[Dispute, ...], words: int
    ) -> Draft:
        """Propose the sources' own sentences, each citing itself."""
        candidates = _candidates(corpus, evidence)
        chosen = _choose(candidates, corpus, words)
        ordered = sorted(chosen, key=lambda c: (c.heading, -c.worth, c.sentence.number))
        return Draft(
            tuple(Proposal(c.sentence.text, (c.sentence.number,), HEADINGS[c.heading]) for c in ordered)
        )

    def repair(self, topic: Topic, corpus: Corpus, checked: CheckedDraft) -> Draft:
        """The sources' own words need no second attempt."""
        return Draft(())

    def opinions(self, topic: Topic, corpus: Corpus, checked: CheckedDraft) -> tuple[Opinion, ...]:
        """Nobody can be asked."""
        return ()


def _candidates(corpus: Corpus, evidence: Evidence) -> tuple[_Candidate, ...]:
    usable = [corpus.numbered(n) for n in evidence.sentences if _may_stand_alone(corpus.numbered(n), corpus)]
    everything = [Counter(terms(corpus.numbered(n).text)) for n in evidence.sentences]
    idf = _idf(everything)
    centre = _unit({t: idf[t] * sum(1 for bag in everything if t in bag) for t in idf})
    relevance = _relevance(corpus, evidence)
    stuffed = frozenset(seen.article.id for seen in corpus.seen if is_stuffed(seen))
    return tuple(_candidate(s, idf, centre, relevance[s.number], corpus, stuffed) for s in usable)


def _candidate(
    sentence: Sentence,
    idf: Mapping[str, float],
    centre: Mapping[str, float],
    relevance: float,
    corpus: Corpus,
    stuffed: frozenset[str],
) -> _Candidate:
    vector = _unit({t: idf[t] for t in sorted(set(terms(sentence.text)))})
    fits, heading = _heading(sentence, corpus)
    worth = (
        0.45 * relevance + 0.35 * _cosine(vector, centre) / 0.5 + 0.2 * fits + 0.05 * _lead(sentence, corpus)
    )
    if corpus.is_copy(sentence.article):
        worth *= FROM_COPY
    if sentence.article in stuffed:
        worth *= STUFFED
    return _Candidate(sentence, vector, worth, heading)


def _may_stand_alone(sentence: Sentence, corpus: Corpus) -> bool:
    """Whole, of readable length, leaning on nothing unseen; and never a copy's quotation marks.

    What stands in a copy's quotation marks need not be what was said.
    """
    text = sentence.text
    marks = quotations(text)
    whole = text[-1] in ".!?”\"'’)" and all(q.closed for q in marks) and text.count("“") == text.count("”")
    return (
        whole
        and not text.endswith("...")
        and SHORTEST <= len(text.split()) <= LONGEST
        and not _LEANS.match(text)
        and not (corpus.is_copy(sentence.article) and (marks or _inside_quotation(sentence, corpus)))
    )


def _inside_quotation(sentence: Sentence, corpus: Corpus) -> bool:
    said = corpus.attribution(sentence)
    return bool(said and said.quoted)


def _spoken(sentence: Sentence, corpus: Corpus) -> Attribution | None:
    """Who says the sentence; what somebody merely hopes or believes is the article's own telling."""
    said = corpus.attribution(sentence)
    return said if said and not said.belief else None


def _heading(sentence: Sentence, corpus: Corpus) -> tuple[float, int]:
    """How well the sentence fits its best heading, and which that is."""
    said = _spoken(sentence, corpus)
    fits = (
        0.5 + 0.25 * min(2, len(_HAPPENED.findall(sentence.text))) - 0.3 * bool(said),
        0.6 * min(2, len(figures(sentence.text))) - 0.1,
        1.0 if said and said.speaker else 0.4 if said else 0.0,
        0.45 * min(2, len(_OUTLOOK.findall(sentence.text))),
    )
    best = max(range(len(fits)), key=lambda i: (fits[i], -i))
    return min(1.0, fits[best]), best


def _lead(sentence: Sentence, corpus: Corpus) -> float:
    """1 for an article's first sentence, falling to 0 at its tenth: news tells the most important first."""
    first = corpus.of_article(sentence.article).sentences[0].number
    return max(0.0, 1 - (sentence.number - first) / 10)


def _relevance(corpus: Corpus, evidence: Evidence) -> dict[int, float]:
    """How near each sentence is to the topic, 0 to 1: half by its chunk, half by its own words.

    The chunk alone lets background in, the words alone let headlines in.
    """
    best_chunk = max((evidence.scores[c] for c in evidence.chunks), default=0.0) or 1.0
    best_alone = max(evidence.of_sentences.values(), default=0.0) or 1.0
    return {
        n: 0.5 * evidence.scores[c] / best_chunk + 0.5 * evidence.of_sentences[n] / best_alone
        for c in evidence.chunks
        for n in c.sentences
    }


def _choose(candidates: Sequence[_Candidate], corpus: Corpus, words: int) -> list[_Candidate]:
    """The best that do not repeat one another, no heading or family taking more than its share."""
    left = sorted(candidates, key=lambda c: (-c.worth, c.sentence.number))
    nearest = dict.fromkeys((c.sentence.number for c in left), 0.0)
    chosen: list[_Candidate] = []
    length = 0
    while left and len(chosen) < max(MOST, words // PER_SENTENCE):
        best = max(
            left,
            key=lambda c: (_marginal(c, nearest[c.sentence.number], chosen, corpus), -c.sentence.number),
        )
        left.remove(best)
        size = len(best.sentence.text.split())
        if len(chosen) >= FEWEST and length + size > words:
            continue
        if nearest[best.sentence.number] < REPEATS:
            chosen.append(best)
            length += size
            for other in left:
                near = _cosine(other.vector, best.vector)
                nearest[other.sentence.number] = max(nearest[other.sentence.number], near)
    return chosen


def _marginal(candidate: _Candidate, nearest: float, chosen: Sequence[_Candidate], corpus: Corpus) -> float:
    same_heading = sum(c.heading == candidate.heading for c in chosen)
    family = corpus.family(candidate.sentence.article).id
    same_family = sum(corpus.family(c.sentence.article).id == family for c in chosen)
    weight = min(1.0, len(corpus.of_article(candidate.sentence.article).sentences) / WHOLE_REPORT)
    first_of_family = NEW_FAMILY * weight if chosen and not same_family else 0.0
    return candidate.worth + first_of_family - 0.6 * nearest - 0.06 * same_heading - 0.06 * same_family


def _idf(bags: Sequence[Counter[str]]) -> dict[str, float]:
    documents = Counter(term for bag in bags for term in bag)
    return {term: log(1 + len(bags) / count) for term, count in sorted(documents.items())}


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(v * v for v in vector.values())) or 1.0
    return {term: value / length for term, value in vector.items()}


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    small, large = (a, b) if len(a) < len(b) else (b, a)
    return sum(value * large.get(term, 0.0) for term, value in small.items())
