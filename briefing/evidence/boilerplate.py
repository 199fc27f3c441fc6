"""What of an article's text is no part of what it reports. It is marked, never cut."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.evidence.webwords import LONGEST, kind_by_words
from briefing.model.article import Mark, MarkKind
from briefing.text.sentences import sentences
from briefing.text.span import Span


def boilerplate(text: str) -> tuple[Mark, ...]:
    """Return the stretches of *text* that report nothing, in order and without overlap.

    Quotations and the experts who speak them stay unmarked, one-line paragraphs too. A whole page, copied
    with its menus, is marked around the run of lines that is most like prose.

    >>> text = "The dam held. Nobody was hurt.\\nSign up here."
    >>> [(mark.span.of(text), mark.kind) for mark in boilerplate(text)]
    [('Sign up here.', 'sign-up')]
    """
    lines = _lines(text)
    for judge in _JUDGES:
        lines = judge(lines)
    whole = [Mark(line.span, line.kind) for line in lines if line.kind]
    return _in_order([*whole, *_inside(lines), *_cut_off(lines)])


def body(text: str, marks: tuple[Mark, ...]) -> tuple[Span, ...]:
    """Return what *marks* leave of *text*: each stretch between them that holds more than white space."""
    borders = [0, *(place for mark in marks for place in mark.span), len(text)]
    spans = (Span(start, end) for start, end in zip(borders[::2], borders[1::2], strict=True))
    return tuple(span for span in spans if span.of(text).strip())


def is_partial(text: str, marks: tuple[Mark, ...]) -> bool:
    """Tell whether the article of *text* breaks off: its end was cut, or hides behind a paywall.

    >>> text = "The dam held. The mayor has not......"
    >>> is_partial(text, boilerplate(text))
    True
    """
    return any(mark.kind == "cut-off" for mark in marks)


# -- lines


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph: one line of the text, or several that were only wrapped."""

    span: Span
    text: str
    words: int
    ends: bool  # with the mark that ends a sentence
    joined: bool  # to the line before, without an empty one between
    kind: MarkKind | None = None

    @property
    def is_prose(self) -> bool:
        return self.kind is None and (self.words >= 25 or (self.ends and self.words >= 4))


_Lines = list[_Line]
_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"\w++(?:[’'.-]\w++)*+")
_ENDS = re.compile(
    r"[.!?…。！？؟।:;][\"'”’»›)\]*]*(?:\[\d+\])*[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*$"
)


def _lines(text: str) -> _Lines:
    found = [_trimmed(match) for match in _LINE.finditer(text) if not match[0].isspace()]
    lines: _Lines = []
    for span in _unwrapped(text, found):
        line = span.of(text)
        joined = bool(lines) and text.count("\n", lines[-1].span.end, span.start) < 2
        lines.append(_Line(span, line, len(_WORD.findall(line)), bool(_ENDS.search(line[-20:])), joined))
    return lines


def _trimmed(match: re.Match[str]) -> Span:
    line = match[0]
    return Span(match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip()))


def _unwrapped(text: str, lines: list[Span]) -> list[Span]:
    """Return paragraphs, if *lines* were wrapped at some width as in mail; else *lines* themselves."""
    wrapped = sum(
        text[b.start].islower() and b.start - a.end == 1 and text[a.end - 1] not in ".!?:"
        for a, b in pairwise(lines)
    )
    if wrapped < 3 or wrapped * 5 < len(lines):
        return lines
    paragraphs = lines[:1]
    for a, b in pairwise(lines):
        if text.count("\n", a.end, b.start) < 2 and len(a.of(text)) > 40:
            paragraphs[-1] = Span(paragraphs[-1].start, b.end)
        else:
            paragraphs.append(b)
    return paragraphs


# -- judges: each returns the lines, some of them with a kind


def _by_words(lines: _Lines) -> _Lines:
    return [
        _marked(line, _is_debris(line) or kind_by_words(line.text, line.words, line.ends)) for line in lines
    ]


def _marked(line: _Line, kind: MarkKind | None) -> _Line:
    return replace(line, kind=kind) if kind and not line.kind else line


_TAG = (
    "a|abbr|article|aside|audio|b|blockquote|body|br|button|caption|center|div|em|embed|figcaption|figure|font|footer|form|h[1-6]"
    "|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|noscript|object|ol|option|p|param|picture|pre|script"
    "|section|select|small|source|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|time|title|tr|u|ul|video"
)
_DEBRIS = re.compile(
    r"u003c.{0,300}?u003e|u0022|u0026\w{0,6};?|&(?:lt|gt|amp|nbsp|quot|#x?\w{1,6});(?:/?\w{1,12}(?:&gt;)?)?"
    rf"|</?(?:{_TAG})\b[^<>\n]{{0,300}}>"
    r"|<!--.{0,300}?-->|\[/?(?:caption|button|embed|gallery|video|audio)\b[^\]\n]{0,300}\]"
)


def _is_debris(line: _Line) -> MarkKind | None:
    """A line of left-over markup shows a caption at most; of one that shows a sentence, only the tags are."""
    if len(line.text) > 2 * LONGEST or not _DEBRIS.search(line.text):
        return None
    shown = " ".join(_DEBRIS.sub(" ", line.text).split())
    words, ends = len(_WORD.findall(shown)), bool(_ENDS.search(shown[-20:]))
    nothing = words < 4 or (words < 12 and not ends) or kind_by_words(shown, words, ends)
    return "escaped-markup" if nothing else None


def _alternative_texts(lines: _Lines) -> _Lines:
    """A short line right over a caption describes the same picture, or says the same (seed 000 has both)."""
    return [
        _marked(line, "caption") if below and below.joined and _shows_the_same(line, below) else line
        for line, below in zip(lines, [*lines[1:], None], strict=False)
    ]


def _shows_the_same(line: _Line, below: _Line) -> bool:
    if below.kind not in ("caption", "escaped-markup") or line.words > 30:
        return False
    return not line.ends or line.text.rstrip(".") in below.text


def _lists_of_links(lines: _Lines) -> _Lines:
    """The lines under "Most popular" that are no sentences belong to it, twelve at most."""
    out: _Lines = []
    under = 0
    for line in lines:
        if line.kind == "related":
            under = 12 if line.words <= 6 else 0
        elif line.kind is None and _is_paragraph(line):
            under = 0
        out.append(_marked(line, "related") if under else line)
        under = max(0, under - 1)
    return out


def _is_paragraph(line: _Line) -> bool:
    """A headline may end in a quotation or question mark; a paragraph is longer, or ends in a full stop."""
    return line.words > 25 or (line.ends and line.words >= (8 if line.text[-1] in ".”" else 15))


_SHORT = 10  # words of a heading within the text
_SIGNED = re.compile(
    r"^[-—–―•*]|^[QA]:|[”\"] ?[—–―-]"
)  # a bullet, who wrote a tweet, who is quoted: no headings


def _worth(line: _Line) -> float:
    """What a line says for standing in the article, in words: prose for it, links and buttons against."""
    if line.kind:
        return _WORTH[line.kind]
    if line.ends:
        return min(line.words, 60) - 2 if line.words >= 4 else 0
    if line.words >= 25:
        return min(line.words, 60) / 2
    figures = len(re.findall(r"\d+", line.text))
    if figures >= 3:
        return 2  # a row of a table
    return -2 if figures and line.words >= 4 else -4 if line.words >= 9 else -6


_WORTH: dict[MarkKind, float] = {
    "caption": -2, "escaped-markup": -2, "title": -2, "comment": -40, "credit": -20, "navigation": -10,
    "related": -10, "sign-up": -10, "repeated": 0, "cut-off": 0, "hidden": 0, "about-author": 0,
}  # fmt: skip


def _outside(lines: _Lines) -> _Lines:
    """Mark what lies around the article on a page that was copied whole."""
    first, last = _best_run([_worth(line) for line in lines])
    page = _is_page(lines, first, last)
    out = []
    for at, line in enumerate(lines):
        if first <= at <= last or line.kind or (line.is_prose and not page):
            out.append(line)
        elif page:
            out.append(replace(line, kind="comment" if line.is_prose and at > last else "navigation"))
        else:
            out.append(_marked(line, "title") if at < first and not line.ends else line)
    return out


def _is_page(lines: _Lines, first: int, last: int) -> bool:
    around = [line for at, line in enumerate(lines) if not first <= at <= last]
    return sum(not line.is_prose for line in around) >= 12


def _best_run(worths: list[float]) -> tuple[int, int]:
    """Return the first and last place of the run with the greatest sum; (0, -1) if nothing has worth."""
    best, span, total, start = 0.0, (0, -1), 0.0, 0
    for at, worth in enumerate(worths):
        if total <= 0:
            total, start = 0.0, at
        total += worth
        if total > best:
            best, span = total, (start, at)
    return span


def _repeats(lines: _Lines) -> _Lines:
    """Mark a line of its own that says again what a longer paragraph says: a pull quote."""
    words = [_folded(line.text) if line.kind is None and line.words >= 5 else [] for line in lines]
    places = _places(words)
    vocabularies = [frozenset(own) for own in words]

    def is_repeat(at: int) -> bool:
        """Tell whether a longer line holds the words of this one, or an earlier one is the same."""
        grams = _trigrams(words[at])
        elsewhere = [places[gram] for gram in grams if gram in places]
        if len(elsewhere) < 0.8 * len(grams):  # nearly always: nothing need be counted
            return False
        shared = Counter(place for found in elsewhere for place in found if place != at)
        return any(
            count >= 0.8 * len(grams)
            and vocabularies[at]
            <= vocabularies[place]  # "60,000 to the rear" does not repeat "60,000 to the front"
            and (len(words[place]) > len(words[at]) + 2 or (place < at and words[place] == words[at]))
            for place, count in shared.items()
        )

    return [
        _marked(line, "repeated") if 5 <= len(words[at]) <= 35 and is_repeat(at) else line
        for at, line in enumerate(lines)
    ]


def _folded(line: str) -> list[str]:
    return list(map(str.casefold, _WORD.findall(line)))


_Trigram = tuple[str, str, str]


def _trigrams(words: list[str]) -> list[_Trigram]:
    return list(zip(words, words[1:], words[2:], strict=False))


def _places(lines: list[list[str]]) -> dict[_Trigram, list[int]]:
    """Return the first lines of each trigram that stands in several.

    Eight at most: more would cost a page of one line its square.
    """
    first: dict[_Trigram, int] = {}
    places: dict[_Trigram, list[int]] = {}
    for at, words in enumerate(lines):
        for gram in _trigrams(words):
            if (one := first.setdefault(gram, at)) != at:
                known = places.setdefault(gram, [one])
                if len(known) < 8 and known[-1] != at:
                    known.append(at)
    return places


def _headings(lines: _Lines) -> _Lines:
    """A short line without a full stop, alone over prose, is a heading."""
    return [_marked(line, "title") if _is_heading(at, lines) else line for at, line in enumerate(lines)]


def _is_heading(at: int, lines: _Lines) -> bool:
    line = lines[at]
    if line.ends or line.words > (25 if at == 0 else _SHORT) or _SIGNED.search(line.text):
        return False
    below = next((other for other in lines[at + 1 : at + 4] if other.kind is None), None)
    alone = at == 0 or lines[at - 1].is_prose or lines[at - 1].kind is not None
    return alone and below is not None and below.is_prose


_SUMMARY = re.compile(r"\W*(?:news |article |story )?(?:summary|highlights|tags|in short)\W*$", re.IGNORECASE)
_BULLET = re.compile(r"[-*•–·▪]\s")


def _summaries(lines: _Lines) -> _Lines:
    """A "News Summary:" with bullets at the very end was written by whoever copied the article."""
    at = len(lines)
    while at and (_BULLET.match(lines[at - 1].text) or lines[at - 1].kind):
        at -= 1
    if not at or at == len(lines) or not _SUMMARY.match(lines[at - 1].text):
        return lines
    return [*lines[: at - 1], *(_marked(line, "related") for line in lines[at - 1 :])]


_ABOUT = re.compile(
    r"(?:[A-Z][\w.’'-]+ ){1,4}(?:is|was|has been|covers|writes|reports|works)\b.{0,80}?"
    r"\b(?:fellow|professor|editor|reporter|correspondent|writer|author|director|columnist|journalist|analyst|researcher|contributor|lecturer|founder|host|producer|blogger|scholar"
    r"|curator|covers|writes|reports)\b|(?:about the authors?|the author is)\b",
)
_SPEAKS = re.compile(r"\b(?:said|says|told|added|stated|argued|warned|believes|described)\b|[“”\"«»]")


def _authors(lines: _Lines) -> _Lines:
    """Who wrote it stands at the end; in mid-text the same words bring on an expert who is about to speak."""
    left = [at for at, line in enumerate(lines) if line.kind is None][-3:]
    if len(left) < 3:
        return lines
    return [
        _marked(line, "about-author") if at in left and _is_about(line) else line
        for at, line in enumerate(lines)
    ]


def _is_about(line: _Line) -> bool:
    return line.words <= 80 and bool(_ABOUT.match(line.text)) and not _SPEAKS.search(line.text)


_JUDGES = (
    _by_words,
    _alternative_texts,
    _lists_of_links,
    _outside,
    _repeats,
    _headings,
    _summaries,
    _authors,
)


# -- stretches inside a line

_ASKS = re.compile(r"\b(?:sign up|subscribe|newsletter|click here|follow us|cookies)\b", re.IGNORECASE)


def _inside(lines: _Lines) -> Iterator[Mark]:
    for line in lines:
        if line.kind is None:
            for match in _DEBRIS.finditer(line.text):
                yield Mark(Span(*match.span()).moved(line.span.start), "escaped-markup")
            if len(line.text) > LONGEST and _ASKS.search(line.text):
                yield from _asking_sentences(line)


def _asking_sentences(line: _Line) -> Iterator[Mark]:
    for sentence in sentences(line.text):
        words = sentence.of(line.text)
        kind = kind_by_words(words, len(_WORD.findall(words)), True) if _ASKS.search(words) else None
        if kind == "sign-up":
            yield Mark(sentence.moved(line.span.start), kind)


_ELLIPSIS = re.compile(r"(?:\.{2,}|…|(?:\. ){2,}\.)\s*[”\"]?$|\[\+\d+ chars\]$|\b[Rr]ead more\W*$")


def _cut_off(lines: _Lines) -> Iterator[Mark]:
    """Yield the sentence in which the text breaks off: “They lost 40 percent of the........”"""
    last = next((line for line in reversed(lines) if line.kind is None), None)
    if last is None:
        return
    found = sentences(last.text)
    if found and _is_broken(last):
        yield Mark(Span(last.span.start + found[-1].start, last.span.end), "cut-off")


def _is_broken(line: _Line) -> bool:
    """Tell whether *line* stops without an end; under eight words it would rather be a heading."""
    if _ELLIPSIS.search(line.text[-60:]):
        return True
    return not line.ends and (line.words >= 12 or (line.words >= 8 and line.text[-1:].islower()))


def _in_order(marks: list[Mark]) -> tuple[Mark, ...]:
    """Return *marks* by place; of two that meet the earlier, or the longer, stays."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        if not kept or kept[-1].span.end <= mark.span.start:
            kept.append(mark)
    return tuple(kept)
