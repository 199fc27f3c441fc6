"""Words, marks and quotations of one utterance, as the tokens of a clause.

There is no parser here: English news prose is regular enough for closed lists of small words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from briefing.text.cues import ADVERBS, AUXILIARIES, VERBS, words
from briefing.text.quotes import Quoted
from briefing.text.span import Span

REACH = 40  # tokens: no subject is looked for further away, which keeps every walk short

# A full stop stays with the abbreviation it ends, so that every other one ends a sentence.
_TOKEN = re.compile(
    r"[^\w\s]|(?=[A-Zv]\w{0,3}\.[\s,])(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Prof|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|vs|[A-Z])\.(?=[\s,])"
    r"|\w++(?:(?:\.\w+)+\.?(?=[\s,)’'])|(?:[’'.\-/&]\w++)*+(?:[’'](?=\s))?)"
)
_LINE_END = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
DETERMINERS = words(
    """
    a an the this that these those his her its their our my your some any many several most all both
    one two three no every each another other more few hundreds thousands dozens
    """
)
PRONOUNS = words("i you he she it we they him her them us me who there this these those others")
SUBJECTS = words("he she it they we i you who which others")
RELATIVE = words("who which that")
PREPOSITIONS = words(
    """
    about above across after against along amid among around as at before behind below beneath
    beside between beyond by despite down during for from in inside into like near of off on onto
    out outside over past since through throughout to toward towards under until up upon via with
    within without
    """
)
CONNECTIVES = words(
    """
    that because when while whereas although though if whether since until unless as but or so yet
    nor than where what how why who which whom whose after before
    """
)
OPENERS = words(
    """
    and but yet so still meanwhile however now then also or nor plus though instead indeed even
    today
    """
)
TIMES = words(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december today yesterday tonight tomorrow morning afternoon
    evening night week month year mon tue wed thu fri sat sun jan feb mar apr jun jul aug sept sep
    oct nov dec
    """
)
DASHES = frozenset("—–-―")


class Token(NamedTuple):
    """kind: "w" a word, "p" a mark, "q" a whole quotation."""

    start: int
    end: int
    low: str
    kind: str
    capital: bool = False


@dataclass(frozen=True)
class Clause:
    """One utterance: a sentence, or several that a quotation ties together. paragraph: its line's number."""

    text: str
    span: Span
    paragraph: int
    tokens: tuple[Token, ...]

    @cached_property
    def only_quotes(self) -> bool:
        """Whether nothing but quotations stands here."""
        return all(t.kind != "w" for t in self.tokens) and any(t.kind == "q" for t in self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def is_mark(self, at: int, mark: str) -> bool:
        return self.kind(at) == "p" and self.low(at) == mark

    def capital(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].capital

    def place(self, first: int, end: int) -> Span:
        """Where tokens first..end (half-open, not empty) stand in the text."""
        return Span(self.tokens[first].start, self.tokens[end - 1].end)


def clauses(text: str, sentences: Sequence[Span], quoted: Sequence[Quoted]) -> Iterator[Clause]:
    """The utterances of *text*: a quotation ties together the sentences whose border it crosses."""
    paragraph = first_quote = 0
    for number, span in enumerate(whole := _tied(sentences, quoted)):
        if number and _LINE_END.search(text, whole[number - 1].end, span.start):
            paragraph += 1
        while first_quote < len(quoted) and quoted[first_quote].span.end <= span.start:
            first_quote += 1
        yield _clause(text, span, paragraph, quoted, first_quote)


def _tied(sentences: Sequence[Span], quoted: Sequence[Quoted]) -> list[Span]:
    tied: list[Span] = []
    at = 0
    for sentence in sentences:
        while at < len(quoted) and quoted[at].span.end <= sentence.start:
            at += 1
        crosses = at < len(quoted) and tied and quoted[at].span.start < tied[-1].end
        if crosses:
            tied[-1] = Span(tied[-1].start, max(tied[-1].end, sentence.end))
        else:
            tied.append(sentence)
    return tied


def _clause(text: str, span: Span, paragraph: int, quoted: Sequence[Quoted], number: int) -> Clause:
    tokens: list[Token] = []
    at = span.start
    while number < len(quoted) and quoted[number].span.start < span.end:
        quote = quoted[number].span
        tokens.extend(_tokens(text, at, max(at, quote.start)))
        start, end = max(span.start, quote.start), min(span.end, quote.end)
        tokens.append(Token(start, end, text[start:end].casefold() if end - start < 80 else "“”", "q"))
        at, number = end, number + 1
    tokens.extend(_tokens(text, at, span.end))
    return Clause(text, span, paragraph, tuple(tokens))


def _tokens(text: str, start: int, end: int) -> list[Token]:
    return [_token(match.start(), match[0]) for match in _TOKEN.finditer(text, start, end)]


def _token(start: int, word: str) -> Token:
    letter = word[0]
    kind = "w" if letter.isalnum() or letter == "_" else "p"
    return Token(start, start + len(word), word.lower().replace("’", "'"), kind, letter.isupper())


def ends_speech(clause: Clause, at: int) -> bool:
    """Whether the quotation at *at* is an utterance by its last mark, not a word in quotation marks."""
    token = clause.tokens[at]
    inside = clause.text[token.start : token.end].rstrip("”\"“»«’'`")
    return inside[-1:] in (",", ".", "!", "?", "…", "—", "-", "–") or inside.count(" ") > 6


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4)


def is_finite(clause: Clause, at: int) -> bool:
    """Whether a word can only be a finite verb."""
    word = clause.low(at)
    if word in AUXILIARIES:
        return word != "to" and word not in ("not", "never", "being", "been")
    verb = VERBS.get(word)
    return verb is not None and verb.form in ("past", "s") and not verb.also_noun and not clause.capital(at)
