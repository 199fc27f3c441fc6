"""Who says it: nobody is given another's words, and nobody's words are told as a fact."""

from collections.abc import Sequence

from briefing.evidence.checks.fault import Fault
from briefing.evidence.checks.values import stands
from briefing.evidence.claim import Claim, Passage, says, share
from briefing.evidence.lists import ATTRIBUTES, GRAMMAR
from briefing.text.lexicon import known
from briefing.text.names import same_name
from briefing.text.span import Span
from briefing.text.speech import Attribution
from briefing.text.words import Word, concept, fold, is_negation, words

PRONOUNS = ("he", "she", "it", "they", "who", "which", "that")
SURE = 0.8  # how near a speaker's own quote must come to the best quote for what they are said to say


def speakers_hold(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """Who is said to say it says it in the quote that has it."""
    for said in claim.said:
        source, content = _source(said, claim), _content(said, claim)
        if not source or len(content) < 2 or _inside_another(said, claim):
            continue
        best = max(share(content, p) for p in held)
        own = [p for p in held if _speaks(source, p, held)]
        if any(_said_by_another(source, content, p) for p in own):
            name = " ".join(word.text for word in source)
            return Fault("speaker_differs", f"in the quote another than '{name}' says it")
        if not _is_named(source, claim) and not any(says(p, source[-1]) for p in held):
            continue  # "officials said" for "a spokesman said": another word for the speaker, no more
        covered = max((share(content, p) for p in own), default=0.0) >= SURE * best
        if best > 0 and not (covered and _have_figures(own, said, claim)):
            name = " ".join(word.text for word in source)
            return Fault("speaker_differs", f"in no quote does '{name}' say it")
    return None


def attribution_kept(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """What somebody says is not told as a fact."""
    if claim.said or ATTRIBUTES.search(claim.text):
        return None
    for passage in held:
        for said in passage.said:
            if said.belief or _names_the_deed(claim, said, passage):
                continue
            inside = {concept(w.text) for w in passage.words if _within(w, passage, said.content)}
            taken = sum(concept(w.text) in inside for w in claim.words)
            plain = [p for p in held if p is not passage and not p.said]
            told_plainly = any(share(claim.words, p) >= SURE for p in plain)
            if taken >= 2 and taken >= 0.6 * len(claim.words) and not told_plainly:
                who = said.speaker or " ".join(s.of(passage.article_text) for s in said.source) or "somebody"
                return Fault("attribution_dropped", f"it is what {who} says, not a fact")
    return None


def _inside_another(said: Attribution, claim: Claim) -> bool:
    """Whether an unnamed source speaks within what a named one says: "divers found no sign, Farrell said"."""
    if _is_named(_source(said, claim), claim):
        return False
    return any(
        other is not said
        and _is_named(_source(other, claim), claim)
        and any(span.covers(said.cue) for span in other.content)
        for other in claim.said
    )


def _content(said: Attribution, claim: Claim) -> list[Word]:
    """What is said, as far as it stands in the clause of the cue: a clause joined to it may be another's."""
    inside = [w for w in claim.words if any(span.covers(w.span) for span in said.content)]
    clause = next((c for c in claim.clauses if c.span.start <= said.cue.start < c.span.end), None)
    near = [w for w in inside if clause and clause.span.covers(w.span)]
    return near if len(near) >= 2 else inside


def _have_figures(own: Sequence[Passage], said: Attribution, claim: Claim) -> bool:
    """Whether the speaker's own quotes have the figures of what is said: another may give others."""
    clause = next((c.span for c in claim.clauses if c.span.covers(said.cue)), Span(0, len(claim.text)))
    inside = [f for f in claim.figures if any(span.covers(f.span) for span in said.content)]
    return all(stands(f, claim.text, own) for f in inside if clause.covers(f.span))


def _is_named(source: Sequence[Word], claim: Claim) -> bool:
    return any(_is_name(word, claim) for word in source)


def _is_name(word: Word, claim: Claim) -> bool:
    """A name that was read as one, or a word with a capital that a sentence's start does not explain."""
    if any(name.span.covers(word.span) for name in claim.names):
        return True
    return word.text[:1].isupper() and not known(word.text.lower())


def _speaks_itself(source: Sequence[Word], passage: Passage) -> bool:
    speakers = [w.text for w in words(passage.speakers)]
    return any(_same_speaker(w, [*speakers, *_before_cues(passage)]) for w in source)


def _before_cues(passage: Passage) -> list[str]:
    """The names right before a word like "said", or in apposition to who says it: it is theirs as well."""
    found = words(passage.text)
    cues = [said.cue.start - passage.quote.span.start for said in passage.said]
    near: list[tuple[Word, ...]] = [
        found[max(0, i - 3) : i] for i, word in enumerate(found) if word.span.start in cues
    ]
    near = [*near, *(_apposition(s, passage.article_text) for said in passage.said for s in said.source)]
    return [word.text for some in near for word in some if word.text[:1].isupper()]


def _apposition(source: Span, text: str) -> tuple[Word, ...]:
    """The name after a comma that tells who a source is: "the health director, Paulo Antunes"."""
    after = text[source.end : source.end + 40]
    return words(after.split(".")[0])[:3] if after.startswith(", ") else ()


def _source(said: Attribution, claim: Claim) -> tuple[Word, ...]:
    """The words that name the source, its names if it has any; none where they name nobody."""
    spans = [span for span in said.source if span.end <= len(claim.text)]
    found = [w for w in words(claim.text) if any(span.covers(w.span) for span in spans)]
    named = [w for w in found if _is_name(w, claim)]
    telling = named or [w for w in found if fold(w.text) not in GRAMMAR and not is_negation(w.text)]
    return tuple(telling[-4:])


def _speaks(source: Sequence[Word], passage: Passage, held: Sequence[Passage]) -> bool:
    """Say whether *source* is who says the passage, or, where that names no speaker, whom it tells of.

    "She said" and "the company said" name nobody: whom they mean is told by the passage or by a cited
    sentence
    shortly before it.
    """
    if _speaks_itself(source, passage) or any(_same_speaker(w, [passage.source]) for w in source):
        return True
    spoken = any(said.speaker or said.source for said in passage.said if not said.belief)
    if spoken and not _by_pronoun(passage):
        return False
    return any(says(passage, w) for w in source) or _told_before(source, passage, held)


def _same_speaker(word: Word, speakers: Sequence[str]) -> bool:
    return any(same_name(word.text, other) or concept(word.text) == concept(other) for other in speakers)


def _said_by_another(source: Sequence[Word], content: Sequence[Word], passage: Passage) -> bool:
    """Whether, of several who speak in one passage, another says what *source* is said to say."""
    mine: list[float] = []
    others: list[float] = []
    for said in passage.said:
        inside = {concept(w.text) for w in passage.words if _within(w, passage, said.content)}
        taken = sum(concept(word.text) in inside for word in content) / len(content)
        names = [w.text for span in said.source for w in words(span.of(passage.article_text))]
        speaker = [*names, *(w.text for w in words(said.speaker or ""))]
        (mine if any(_same_speaker(word, speaker) for word in source) else others).append(taken)
    return bool(mine) and max(others, default=0.0) >= 0.5 and max(mine) < SURE * max(others)


def _by_pronoun(passage: Passage) -> bool:
    if passage.quote.speaker and any(part[:1].isupper() for part in passage.quote.speaker.split()):
        return False  # it has been resolved, and not to who is asked for
    sources = [span.of(passage.article_text) for said in passage.said for span in said.source]
    return bool(sources) and all(_points_back(source) for source in sources)


def _points_back(source: str) -> bool:
    """Whether a source only points to somebody named before: "she", "which", "the company"."""
    first, *rest = source.split() or [""]
    pronoun = fold(first) in PRONOUNS
    named = any(word[:1].isupper() for word in rest)
    return (pronoun and not rest) or (fold(first) in ("the", "its", "his", "her", "their") and not named)


def _told_before(source: Sequence[Word], passage: Passage, held: Sequence[Passage]) -> bool:
    """Say whether a cited sentence shortly before the passage, in the same article, tells of *source*.

    "The company" may be anybody's, so only a name can be meant by it; "they" may be people without one.
    """
    sources = [span.of(passage.article_text) for said in passage.said for span in said.source]
    pronoun = bool(sources) and all(fold(source) in PRONOUNS for source in sources)
    return any(
        other.quote.article == passage.quote.article
        and 0 < passage.quote.span.start - other.quote.span.start < 600
        and any((pronoun or w.text[:1].isupper()) and says(other, w) for w in source)
        for other in held
    )


def _names_the_deed(claim: Claim, said: Attribution, passage: Passage) -> bool:
    """Whether the claim itself has source and cue, as in a passive: "ordered by the ministry"."""
    told = {concept(w.text) for w in claim.words}
    if not any(concept(w.text) in told for w in words(said.cue.of(passage.article_text))):
        return False
    named = [w for span in said.source for w in words(span.of(passage.article_text))]
    telling = [concept(w.text) for w in named if fold(w.text) not in GRAMMAR]
    return bool(telling) and all(base in told for base in telling)


def _within(word: Word, passage: Passage, content: Sequence[Span]) -> bool:
    return any(span.covers(word.span.moved(passage.quote.span.start)) for span in content)
