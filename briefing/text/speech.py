"""Who said what, by the words of the text alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.text.clauses import RELATIVE, Clause, clauses
from briefing.text.cues import NOUNS, VERBS, words
from briefing.text.phrases import phrase_after, subject_before
from briefing.text.quotes import quotations
from briefing.text.span import Span
from briefing.text.speakers import Speakers
from briefing.text.statements import Draft, Tokens, left_start, right_end, settled, trimmed
from briefing.text.verbs import by_verb


@dataclass(frozen=True, slots=True)
class Attribution:
    """A piece of text that the writer hands to somebody.

    content is what was said, in pieces where "he said" interrupts it; source the words that name the source
    as printed, empty where none is found; cue the verb, the noun or "according to".
    speaker is a name only where it is safe, else None. quoted: (part of) the content is in quotation marks.
    via names who relays it: in "according to ISW, bloggers said" they speak via ISW.
    belief: the cue tells of an attitude ("believes", "hopes"), not of speech.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: Span
    speaker: str | None
    quoted: bool
    via: str | None
    belief: bool = False


def attributions(text: str, sentences: Sequence[Span]) -> tuple[Attribution, ...]:
    """The attributions of a whole article, by the place of their cue; headlines are left out.

    >>> one = 'According to the mayor, prices rose. "It hurts," said Ann Lee, a baker.'
    >>> [(a.speaker, a.content[0].of(one)) for a in attributions(one, [Span(0, 36), Span(37, 71)])]
    [(None, 'prices rose'), ('Ann Lee', '"It hurts,"')]
    """
    article = _Article(text)
    for clause in clauses(text, sentences, quotations(text)):
        if clause.only_quotes:
            article.go_on(clause)
        elif not _is_headline(clause):
            article.tell(clause)
    return tuple(article.found)


def speaker_at(span: Span, found: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose content covers most of *span*; of equals the one with the shortest content.

    So within a chain the inner speaker is found; None where no content meets *span*.
    """
    ranked = [(_covered(span, one), -_length(one), number) for number, one in enumerate(found)]
    covered, _, number = max(ranked, default=(0, 0, 0))
    return found[number] if covered else None


def _covered(span: Span, one: Attribution) -> int:
    return sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in one.content)


def _length(one: Attribution) -> int:
    return sum(piece.end - piece.start for piece in one.content)


class _Article:
    """The attributions found so far, and which quotation may still go on."""

    def __init__(self, text: str) -> None:
        self.found: list[Attribution] = []
        self._text = text
        self._speakers = Speakers(text)
        self._open: int | None = None  # the attribution that quotations without words of their own go on with
        self._paragraph = -1
        self._waiting: tuple[Span, ...] = ()  # paragraphs of a quotation whose speaker is named at its end

    def go_on(self, clause: Clause) -> None:
        """Hand a clause of quotations only to the speaker before it, in the same paragraph.

        In the next paragraph only where the quotation before was left open, as the custom is: two people may
        take turns there. Where nobody spoke yet, it waits for the speaker behind it.
        """
        pieces = tuple(Span(token.start, token.end) for token in clause.tokens if token.kind == "q")
        if self._open is not None and self._goes_on(self.found[self._open], clause):
            one = self.found[self._open]
            self.found[self._open] = replace(one, content=(*one.content, *pieces), quoted=True)
            self._paragraph = clause.paragraph
        elif _is_left_open(pieces[-1], self._text):
            self._waiting += pieces

    def tell(self, clause: Clause) -> None:
        drafts = _drafts(clause)
        told = _told(clause, drafts, self._speakers)
        if self._waiting and told and told[0].content[0].start == clause.span.start and told[0].quoted:
            told[0] = replace(told[0], content=(*self._waiting, *told[0].content))
        last = _last_speech(drafts)
        self._open = None if last is None else len(self.found) + last
        self._waiting, self._paragraph = (), clause.paragraph
        self.found.extend(told)

    def _goes_on(self, one: Attribution, clause: Clause) -> bool:
        return clause.paragraph == self._paragraph or _is_left_open(one.content[-1], self._text)


def _is_left_open(piece: Span, text: str) -> bool:
    """Whether a quotation ends without its closing mark, to be taken up by the next paragraph."""
    return text[piece.start] in '“"„«' and text[piece.end - 1] not in '”"“»«'


_SENTENCE_ENDS = ".!?…:;,\"”»“)'’"


def _is_headline(clause: Clause) -> bool:
    """A short line of its own without a mark at its end."""
    text, (start, end) = clause.text, clause.span
    alone = text[max(0, start - 1) : start] in ("", "\n", "\r") and text[end : end + 1] in ("", "\n", "\r")
    return alone and len(clause) < 25 and text[end - 1] not in _SENTENCE_ENDS


def _last_speech(drafts: list[Draft]) -> int | None:
    """Which draft the quotations after its clause go on with: the last speech, "who said" aside."""
    for number in range(len(drafts) - 1, -1, -1):
        one = drafts[number]
        relative = one.source is not None and one.clause.low(one.source[0]) in RELATIVE
        if one.tells and not relative:
            return number
    return None


# -- From a clause to its attributions ---


def _told(clause: Clause, drafts: list[Draft], speakers: Speakers) -> list[Attribution]:
    """The drafts of one clause as attributions, each told who relays it."""
    made = [_finished(clause, draft, speakers) for draft in drafts]
    return [replace(one, via=_via(one, made, clause.text)) for one in made]


def _finished(clause: Clause, draft: Draft, speakers: Speakers) -> Attribution:
    source = None if draft.source is None else clause.place(*draft.source)
    return Attribution(
        content=tuple(clause.place(*piece) for piece in draft.pieces),
        source=() if source is None else (source,),
        cue=clause.place(*draft.cue),
        speaker=None if source is None else speakers.name(source, clause.paragraph, clause.span),
        quoted=any(clause.kind(p) == "q" for piece in draft.pieces for p in range(*piece)),
        via=None,
        belief=draft.belief,
    )


def _via(one: Attribution, made: list[Attribution], text: str) -> str | None:
    """Who relays *one*: the nearest attribution before whose content holds its cue, else one behind.

    "A, bloggers said, according to ISW" has the outer cue last.
    """
    outer = [o for o in made if o is not one and any(piece.covers(one.cue) for piece in o.content)]
    before = [o for o in outer if o.cue < one.cue]
    if not outer:
        return None
    relay = before[-1] if before else outer[0]
    return relay.speaker or (relay.source[0].of(text) if relay.source else None)


def _drafts(clause: Clause) -> list[Draft]:
    found: list[Draft] = []
    for at, token in enumerate(clause.tokens):
        one = _draft(clause, at, found) if token.low in _CUES and token.kind == "w" else None
        if one is not None:
            found.append(one)
    return sorted(settled(found), key=lambda draft: draft.cue)


_CUES = frozenset((*VERBS, *NOUNS, "according"))


def _draft(clause: Clause, at: int, found: list[Draft]) -> Draft | None:
    word = clause.low(at)
    if word == "according" and clause.low(at + 1) == "to":
        return _according(clause, at)
    verb = VERBS.get(word)
    one = by_verb(clause, at, verb, found) if verb is not None else None
    return _by_noun(clause, at) if one is None and word in NOUNS else one


def _according(clause: Clause, at: int) -> Draft | None:
    """ "According to X, prices rose."; "Prices, according to X, rose." """
    end = phrase_after(clause, at + 2)
    if end <= at + 2:
        return None
    left = left_start(clause, at)
    stated = any(clause.kind(p) != "p" for p in range(left, at))
    pieces: list[Tokens] = [(left, trimmed(clause, left, at))] if stated else []
    if clause.is_mark(end, ",") and end + 1 < len(clause) and (not stated or clause.is_mark(at - 1, ",")):
        pieces.append((end + 1, right_end(clause, end + 1)))
    return Draft(clause, (at, at + 2), (at + 2, end), tuple(pieces), at) if pieces else None


_OWNERS = words("his her their its my our")


def _by_noun(clause: Clause, at: int) -> Draft | None:
    """ "X's claim that prices rose"; "the claim by X that prices rose"; "her claim that ..." """
    source = _owner(clause, at)
    that = at + 1
    if source is None and clause.low(that) in ("by", "from"):
        source = (that + 1, phrase_after(clause, that + 1))
        that = source[1]
    if source is None or source[0] >= source[1] or clause.low(that) != "that" or that + 1 >= len(clause):
        return None
    stops = (p for p in range(that + 1, len(clause)) if clause.low(p) in (",", ";", "—"))
    end = next(stops, right_end(clause, that))
    return Draft(clause, (at, at + 1), source, ((that, max(end, that + 1)),), source[0])


def _owner(clause: Clause, at: int) -> Tokens | None:
    """The possessor of a noun, up to three words before it."""
    for p in range(at - 1, max(-1, at - 5), -1):
        if clause.kind(p) != "w":
            return None
        if clause.low(p) in _OWNERS:
            return (p, p + 1)
        if clause.low(p).endswith(("'s", "s'")):
            return subject_before(clause, p + 1)
    return None
