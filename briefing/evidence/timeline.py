"""What happened when: the evidence's own sentences that date what they tell.

Only a source's whole sentence becomes an event, so that the timeline says nothing that a quote does not.
A date counts where it dates the sentence's own deed: "on Tuesday", "in August 2024". One that only bounds it
("since August", "before Friday"), a year alone, what somebody says or expects, and what a copy tells are left
out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.evidence.corpus import Corpus
from briefing.evidence.search import Evidence
from briefing.model.brief import Quote
from briefing.model.passage import Sentence
from briefing.text.clauses import CONNECTIVES
from briefing.text.cues import words as listed
from briefing.text.dates import DateMention, dates
from briefing.text.show import invisible
from briefing.text.words import terms

MOST = 8
MOST_A_DAY = 2
LONGEST = 260  # characters: a line of a timeline is read at a glance
WIDEST = 31  # days: what happened "in 2023" has no place among days
ALIKE = 0.5  # share of the shorter sentence's words that tell the same deed again

# "Since August" bounds a deed, "the highest of March" compares it, "the August offensive" names another one.
_DATING = listed("on in at late early last this the during")
_WEEKDAY = re.compile(r"\w*day\b", re.IGNORECASE)
_BEFORE = re.compile(r"([\w’']+)\W*\Z")
_DETERMINER = re.compile(r"\b(?:the|a|an|its|their|his|her)\s+\Z", re.IGNORECASE)
_OPEN = re.compile(r"[,;:(—–]\s*[^,;:(—–]*\Z")


@dataclass(frozen=True, slots=True)
class Dated:
    """One event: the days it can mean, and the sentence that tells it."""

    earliest: date
    latest: date
    quote: Quote


def timeline(corpus: Corpus, evidence: Evidence, most: int = MOST) -> tuple[Dated, ...]:
    """Return the most telling dated events in order of time: at most *most*, two a day, or none at all.

    Those nearest to the topic are chosen first. A single event, or several of one day, are no timeline.
    """
    chosen: list[tuple[Sentence, DateMention]] = []
    for found in sorted(
        _dated(corpus, evidence), key=lambda f: (-evidence.of_sentences[f[0].number], f[0].number)
    ):
        if len(chosen) < most and _adds(found, chosen):
            chosen.append(found)
    chosen.sort(key=lambda f: (f[1].earliest, f[1].latest, f[0].number))
    events = tuple(Dated(m.earliest, m.latest, corpus.quote(s)) for s, m in chosen if m.earliest and m.latest)
    return events if len({event.earliest for event in events}) > 1 else ()


def written(earliest: date, latest: date) -> str:
    """Return the days as a brief gives them: `2025-01-05`, or `2024-08-01 to 2024-08-31`."""
    return str(earliest) if earliest == latest else f"{earliest} to {latest}"


def mention_of(text: str, published: date | None) -> DateMention | None:
    """Return the one date that *text* gives its own deed, if it gives one and the days are known."""
    found = dates(text, published)
    if len(found) != 1 or not found[0].earliest or not found[0].latest:
        return None
    over = published is None or found[0].earliest <= published
    short = (found[0].latest - found[0].earliest).days < WIDEST
    return found[0] if over and short and _is_told_as_done(text) and _dates_the_deed(text, found[0]) else None


def _dated(corpus: Corpus, evidence: Evidence) -> Iterator[tuple[Sentence, DateMention]]:
    for number in evidence.sentences:
        sentence = corpus.numbered(number)
        if corpus.is_copy(sentence.article) or len(sentence.text) > LONGEST or not _tells(sentence, corpus):
            continue
        published = corpus.of_article(sentence.article).article.published
        mention = mention_of(sentence.text, published.date() if published else None)
        if mention:
            yield sentence, mention


def _tells(sentence: Sentence, corpus: Corpus) -> bool:
    """Say whether the article itself tells it: what somebody says is a claim, and belongs to its speaker."""
    seen = corpus.of_article(sentence.article)
    spoken = any(span.meets(sentence.span) for said in seen.said for span in (*said.content, said.cue))
    return not spoken and not re.search(r'[“”«»"?]', sentence.text) and not invisible(sentence.text)


def _is_told_as_done(text: str) -> bool:
    """Say whether *text* tells what was: "is to be voted on in April" would be taken for the April before."""
    found = text.replace("’", "'").split()
    return _PENDING.isdisjoint(word.strip(",.;:()").removesuffix("n't") for word in found)


def _dates_the_deed(text: str, mention: DateMention) -> bool:
    """Say whether the date stands with the main clause, and as a date: "on Sunday", not "since Sunday"."""
    before = text[: mention.span.start]
    word = _BEFORE.search(before)
    last = word[1].lower() if word else ""
    dating = (
        not before.strip() or last in _DATING or (_WEEKDAY.fullmatch(mention.written) and last not in _BOUNDS)
    )
    return bool(dating) and not _is_aside(before) and not _is_adjective(text, mention)


def _is_aside(before: str) -> bool:
    """Say whether the date's clause is a lesser one: "the operation, which was launched in August"."""
    opened = _OPEN.search(before)
    clause = (opened[0][1:] if opened else before).lower().split()
    lesser = [word for word in clause if word.strip("’'") in _LESSER]
    return bool(lesser) or (not opened and bool(clause) and clause[0] in _LESSER)


def _is_adjective(text: str, mention: DateMention) -> bool:
    """Say whether the date qualifies a noun: "the August 2024 offensive", "Sunday’s strike"."""
    after = text[mention.span.end :]
    return bool(re.match(r"[’'‘]s\b|-\w", after)) or bool(
        re.match(r"\s[a-z]+", after) and _DETERMINER.search(text[: mention.span.start])
    )


_PENDING = listed("is are will would could can may might should must shall plans plan hopes expects ca wo")
_LESSER = CONNECTIVES - listed("and but or so yet")
_BOUNDS = listed("since until till by before after from through between of for than to")


def _adds(found: tuple[Sentence, DateMention], chosen: Sequence[tuple[Sentence, DateMention]]) -> bool:
    """Say whether nothing chosen tells the same, and its day has room."""
    same_day = [s for s, m in chosen if m.earliest == found[1].earliest and m.latest == found[1].latest]
    return len(same_day) < MOST_A_DAY and not any(_same(found, other) for other in chosen)


def _same(one: tuple[Sentence, DateMention], other: tuple[Sentence, DateMention]) -> bool:
    mine, theirs = _terms(*one), _terms(*other)
    return len(mine & theirs) >= ALIKE * min(len(mine), len(theirs))


def _terms(sentence: Sentence, mention: DateMention) -> set[str]:
    """The words of the deed: the date itself is no likeness."""
    return set(terms(sentence.text[: mention.span.start] + sentence.text[mention.span.end :]))
