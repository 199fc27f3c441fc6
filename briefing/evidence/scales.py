"""Judgements in free words at contrary ends of one scale: "a turning point", "of no importance".

No dictionary has them as antonyms. Each scale is a question that anybody may be asked of anything; the two
must judge one matter: what stands round both tells of one event, and both sentences, or the ones before them,
share a word for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import Reading
from briefing.evidence.statements import LONGEST, Statement, independent, statement
from briefing.text.cues import words as listed
from briefing.text.words import concept

SHARED = 3  # concepts round both judgements, beside a name
KEPT = 40  # judgements on one scale that a new one is held against


@dataclass(frozen=True)
class Verdict:
    """Where on the scale with this number a statement stands, and the words that say so."""

    said: Statement
    scale: int
    high: bool
    words: str
    quoted: bool

    @property
    def told(self) -> bool:
        """Say whether it is somebody's verdict, and not the article's own word in passing."""
        return self.said.told or self.quoted


def verdicts(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Verdict, Verdict], ...]:
    """Return pairs of contrary verdicts on one matter, one pair for each two families and scale."""
    on: dict[int, list[Verdict]] = {}
    found: dict[tuple[int, str, str], tuple[Verdict, Verdict]] = {}
    for one in (one for reading in readings for one in _verdicts(corpus, reading)):
        known = on.setdefault(one.scale, [])
        against = next((other for other in known[-KEPT:] if _contrary(other, one)), None)
        if against:
            found.setdefault((one.scale, against.said.family, one.said.family), (against, one))
        known.append(one)
    return tuple(found.values())


def asked(one: Verdict, other: Verdict) -> str:
    """Both verdicts in the sources' own words, the higher first."""
    first, second = (one, other) if one.high else (other, one)
    return f"How is it judged: “{first.words}” or “{second.words}”?"


def _contrary(one: Verdict, other: Verdict) -> bool:
    if one.high == other.high or not independent(one.said, other.said):
        return False
    if not (one.told and other.told):
        return False
    (mine, my_names), (theirs, their_names) = one.said.around, other.said.around
    named = any(name in their_names for name in my_names)
    return named and len(set(mine) & set(theirs)) >= SHARED and _one_matter(one.said, other.said)


def _one_matter(one: Statement, other: Statement) -> bool:
    """Say whether a word of the one's sentence, or of the one before it, is in those of the other."""
    return not set(_matter(one)).isdisjoint(_matter(other))


def _matter(one: Statement) -> tuple[str, ...]:
    lines = one.reading.lines[max(0, one.place - 1) : one.place + 1]
    return tuple(c for line in lines for c in line.matter if c not in _EMPTY)


def _verdicts(corpus: Corpus, reading: Reading) -> Iterator[Verdict]:
    for place, line in enumerate(reading.lines):
        if "?" in line.text or _TELLING.isdisjoint(line.low):
            continue
        for scale, ends in enumerate(SCALES):
            for high, pattern in zip((True, False), ends, strict=True):
                match = pattern.search(line.text)
                other = ends[high].search(line.text)
                first = match and not (other and other.start() <= match.start())
                if match and first and not _unreal(line.text, match):
                    said = _said(corpus, reading, place, match.start())
                    quoted = bool(_OPEN.search(line.text[: match.start()]))
                    yield from [Verdict(said, scale, high, match.group(), quoted)] if said else []


def _unreal(text: str, match: re.Match[str]) -> bool:
    """Say whether the verdict is denied, asked for or imagined: "it is not a turning point", "if it is"."""
    return bool(_UNREAL.search(text[: match.start()]))


def _said(corpus: Corpus, reading: Reading, place: int, offset: int) -> Statement | None:
    line = reading.lines[place]
    at = min(max(0, line.at(offset)), len(line.words) - 1)
    start, stop = next(c for c in line.clauses if c[0] <= at < c[1])
    whole = line.words[-1].span.end - line.words[0].span.start <= LONGEST
    segment = (0, len(line.words)) if whole else (start, stop)
    return statement(corpus, reading, place, segment, None, focus=at, whole=True)


_OPEN = re.compile(r"[“\"][^”\"]*$")
_UNREAL = re.compile(
    r"\b(?:not|never|no longer|hardly|n['’]t|if|whether|would|could|may|might|neither|nor)\b[^,;]*$"
)

_EMPTY = frozenset(map(concept, listed("say told call make come year day people thing good new")))
_PAIRS = (
    (  # how much does it matter?
        r"turning[- ]point|game[- ]changer|watershed|milestone"
        r"|(?:is|was|be) (?:historic|decisive|pivotal|crucial)\b|rewrites?\b"
        r"|will change (?:everything|what|how|the)|of (?:great|huge|immense|strategic|vital) \w+"
        r"|strategically important",
        r"chang(?:es?|ed|ing) (?:nothing|(?:very )?little)|makes? no difference"
        r"|no (?:\w+ )?(?:importance|significance|consequence|value)\b"
        r"|of (?:little|minor|no) (?:\w+ )?(?:importance|significance|consequence|value)"
        r"|insignificant|unimportant|meaningless|irrelevant|(?:purely|merely) symbolic"
        r"|too small to (?:change|matter)",
    ),
    (  # is it safe?
        r"\b(?:no|poses? no|without) (?:danger|risk|threat|hazard)\b|harmless|(?:perfectly|is) safe\b"
        r"|\bsafe to\b|within (?:safe|legal|permitted) (?:limits|levels|values)",
        r"\bunsafe\b|hazardous|\btoxic|unfit (?:for|to)|poses? an? (?:\w+ )?(?:risk|danger|threat|hazard)"
        r"|(?:is|are|was|were) (?:very |extremely )?dangerous"
        r"|above (?:the )?(?:safe|legal|permitted) (?:limit|level)s?",
    ),
    (  # was it fair?
        r"free and fair|fair and (?:free|transparent|open)|beyond reproach"
        r"|in line with (?:democratic|international) standards",
        r"(?:neither|not) free nor fair|fell short of (?:\w+ )?standards|\brigged\b|\bsham\b|\bfarce\b"
        r"|fraudulent|stolen election|marred by|systematic irregularities",
    ),
    (  # was it within the law?
        r"\b(?:is|was|were|are) (?:\w+ly )?(?:lawful|legal)\b|within the law|followed the rules"
        r"|in (?:full )?(?:line|accordance) with the (?:law|rules)",
        r"\b(?:is|was|were|are) (?:\w+ly )?(?:unlawful|illegal|unconstitutional)\b|against the law"
        r"|breach(?:ed)? (?:of )?(?:the )?(?:law|rules|constitution)"
        r"|violat(?:ed|es|ion of) (?:the )?(?:\w+ )?(?:law|rules|constitution)",
    ),
    (  # was it handled well?
        r"\b(?:exemplary|proportionate)\b|by the book",
        r"\b(?:disproportionate|heavy-handed|excessive|chaotic|inadequate|too slow|too late)\b",
    ),
    (  # is it shown?
        r"\b(?:conclusive|robust|compelling|clear) (?:evidence|proof)|is (?:now )?proven|is beyond doubt",
        r"inconclusive|\bno evidence|not proven|unproven|flawed|premature|does not (?:prove|show)",
    ),
)
_TELLING = listed(
    """
    turning turning-point game-changer watershed milestone historic decisive pivotal crucial
    rewrites rewrite change changes changed changing great huge immense strategic strategically
    vital difference importance significance consequence value insignificant unimportant meaningless
    irrelevant symbolic small danger risk threat hazard harmless safe limits levels values unsafe
    hazardous toxic unfit dangerous limit level fair reproach standards rigged sham farce fraudulent
    stolen marred irregularities lawful legal law rules unlawful illegal unconstitutional
    constitution exemplary proportionate book disproportionate heavy-handed excessive chaotic
    inadequate slow late evidence proof proven doubt inconclusive unproven flawed game premature
    prove show
    """
)
"""Words of which each verdict has one: most lines have none, and need not be searched."""
SCALES = tuple(tuple(re.compile(end, re.IGNORECASE) for end in ends) for ends in _PAIRS)
