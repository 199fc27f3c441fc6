"""Whose word is missing: actors the evidence often names and to whom no article gives a word.

Only persons and organisations can speak. Where the text does not show that a name is one of these, it is left
out: a silence that is none accuses somebody.
"""

import re
from collections.abc import Iterable, Sequence

from briefing.evidence.corpus import Corpus
from briefing.evidence.search import Evidence
from briefing.model.brief import Silence
from briefing.model.passage import Sentence
from briefing.text.cues import words as listed
from briefing.text.names import Name, NameGroup, country, group_names, names, same_name
from briefing.text.words import fold, words

OFTEN = 3  # sentences of the evidence that name the actor
FAMILIES = 2
MOST = 4


def silences(corpus: Corpus, evidence: Evidence) -> tuple[Silence, ...]:
    """Return the actors who figure often in *evidence* and are given no speech in *corpus*, at most 4."""
    sentences = [corpus.numbered(number) for number in evidence.sentences]
    found = [names(sentence.text) for sentence in sentences]
    spoken = _speaking(corpus)
    actors = [
        (len(where), group.canonical)
        for group in group_names([sentence.text for sentence in sentences])
        if (where := _where(group, sentences, found))
        and len(where) >= OFTEN
        and len({corpus.family(s.article).id for s in where}) >= FAMILIES
        and _is_actor(group, found)
        and not _is_somewhere(group, where)
        and not _speaks(group, spoken)
    ]
    actors.sort(key=lambda actor: -actor[0])
    return tuple(Silence(who, f"no statement by {who} found in these articles") for _, who in actors[:MOST])


def _where(
    group: NameGroup, sentences: Sequence[Sentence], found: Sequence[tuple[Name, ...]]
) -> list[Sentence]:
    """The sentences that name the actor, by any form."""
    forms = frozenset(group.forms)
    return [s for s, named in zip(sentences, found, strict=True) if any(n.text in forms for n in named)]


def _is_actor(group: NameGroup, found: Iterable[tuple[Name, ...]]) -> bool:
    """Say whether every mention that shows a kind shows a person or an organisation, and one does for
    certain.

    Two capitalised words may be a person or a quay; a title, or a word like ministry, settles it.
    """
    if len(group.canonical) < 3 or any(country(form) for form in group.forms):
        return False
    forms = frozenset(group.forms)
    mentions = [name for named in found for name in named if name.text in forms]
    kinds = [name.kind for name in mentions if name.kind]
    certain = any(name.title or name.kind == "organisation" for name in mentions)
    return certain and all(kind in ("person", "organisation") for kind in kinds)


def _is_somewhere(group: NameGroup, where: Sequence[Sentence]) -> bool:
    """Say whether some sentence puts things in it: "at the Long Quay" is a place, whatever it is called."""
    return any(
        re.search(rf"\b(?:in|at|near|outside|inside|from) (?:the )?{re.escape(form)}\b", sentence.text)
        for sentence in where
        for form in group.forms
    )


def _speaking(corpus: Corpus) -> tuple[tuple[str, ...], frozenset[str]]:
    """Who is given words anywhere: the speakers, and every word of a source as printed."""
    speakers = dict.fromkeys(a.speaker for seen in corpus.seen for a in seen.said if a.speaker)
    printed = (span.of(seen.article.text) for seen in corpus.seen for a in seen.said for span in a.source)
    via = (a.via for seen in corpus.seen for a in seen.said if a.via)
    return tuple(speakers), frozenset(fold(word.text) for text in (*printed, *via) for word in words(text))


def _speaks(group: NameGroup, spoken: tuple[tuple[str, ...], frozenset[str]]) -> bool:
    """Say whether some speech may be theirs: one whose source bears a telling word of the name."""
    speakers, printed = spoken
    if any(same_name(form, speaker) for form in group.forms for speaker in speakers):
        return True
    telling = {fold(word.text) for form in group.forms for word in words(form)} - _COMMON
    return not telling.isdisjoint(printed)


_COMMON = listed("the of and for de la el al van von")
