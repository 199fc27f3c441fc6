"""Where the sentences of a text are: nupunkt line by line, its known mistakes put right."""

import re
from collections.abc import Iterator

from briefing.text.span import Span

LONGEST = 1000  # characters; a list without full stops must not become one citation of a whole page


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of *text* in order, none across a line break, each trimmed of white space.

    Offsets count code points of *text* as it stands. Closing quotation marks and brackets belong to the
    sentence they close. A line without a word holds no sentence; a sentence over `LONGEST` characters comes
    in pieces, cut after a clause where there is one.

    >>> text = "He met Lt. Gen. Ray. “It held.” Then"
    >>> [sentence.of(text) for sentence in sentences(text)]
    ['He met Lt. Gen. Ray.', '“It held.”', 'Then']
    """
    return tuple(
        piece.moved(line.start())
        for line in _LINE.finditer(text)
        for sentence in _in_line(line[0])
        for piece in _bounded(line[0], sentence)
    )


_LINE = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"\w")


def _in_line(line: str) -> Iterator[Span]:
    """Yield the sentences of one line; every word is in one of them."""
    start = 0
    for cut in [*_cuts(line), len(line)]:
        if _WORD.search(line, start, cut):
            yield _trimmed(line, start, cut)
        start = cut


def _cuts(line: str) -> list[int]:
    """Return where a sentence of *line* ends and another begins, each after closing marks."""
    items = _item_starts(line)
    proposed = sorted({*items, *(_past_closers(line, end) for end in [*_by_nupunkt(line), *_missed(line)])})
    listed = frozenset(items)
    cuts: list[int] = []
    word = _WORD.search(line)
    for cut in proposed:
        if not word or cut <= word.start():
            continue  # ". . . The practice": marks alone go with what follows
        start = cuts[-1] if cuts else 0
        if cut in listed or (
            _ends(line, cut) and not _is_marker(line[start : min(cut, start + 12)], cut - start)
        ):
            cuts.append(cut)
            word = _WORD.search(line, cut)
    return cuts if word else cuts[:-1]  # "Stop! !!!": and at the end of a line with what went before


def _by_nupunkt(line: str) -> list[int]:
    """Return where nupunkt ends a sentence; fed in portions, as a long word costs it a square."""
    from nupunkt import sent_spans  # a tenth of a second to import

    return [
        at + start + len(portion[start:end].rstrip())
        for at, portion in _portions(line)
        for start, end in sent_spans(portion)
        if end < len(portion)
    ]


def _portions(line: str, size: int = 2000) -> Iterator[tuple[int, str]]:
    """Yield *line* in portions cut between two words, where no sentence ends."""
    start = 0
    while len(line) - start > size:
        gaps = [match.end() for match in _GAP.finditer(line, start + size // 2, start + size)]
        end = gaps[-1] if gaps else start + size
        yield start, line[start:end]
        start = end
    yield start, line[start:]


_GAP = re.compile(r"(?<=\w)\s(?=\w)")


# -- what nupunkt misses

_STARTER = (
    r"(?:The|This|That|These|Those|There|Then|They|He|She|It|We|You|His|Her|Its|Our|Their|But|And|In|At|On|For"
    r"|From|After|Before|When|While|What|Who|Why|How|Where|If|As|Did|Does|Do|Is|Are|Was|Were|However|Yet)\b"
)
_MISSED = re.compile(
    rf"\.(?<=\b[A-Z]\.)(?=\s+{_STARTER})"  # "Plan B. The minister", "you and I. Did you"
    rf"|[.!?](?<=[a-z]{{2}}[.!?])(?=[”\"’)\]]*{_STARTER}\s)"  # "he said.The minister", copied
    r"|[。！？][。！？]*|[؟।۔](?=\s)"
)
"""Each begins with a mark itself: so the search leaps over what is none."""


def _missed(line: str) -> list[int]:
    return [match.end() for match in _MISSED.finditer(line)]


_ITEM = re.compile(r"(?:^|(?<=\s))([•⁃◦‣▪]?) ?(?:(\d{1,3})|([a-z]))(\.\)|\.|\))(?=\s)")
_BULLET = re.compile(r"(?<=\s)[•⁃◦‣▪](?=\s*\w)")


def _item_starts(line: str) -> list[int]:
    """Return where the second and later items begin of a list that was run into one line.

    Only a line that begins as a list is one: "1) Rice 2) Oil", "• Rice • Oil". Its ordinals follow on.
    """
    first = _ITEM.match(line.lstrip()) if line[:1].isspace() else _ITEM.match(line)
    if not first:
        return [match.start() for match in _BULLET.finditer(line)] if line.lstrip()[:1] in "•⁃◦‣▪" else []
    starts, due = [], _ordinal(first) + 1
    for match in _ITEM.finditer(line, 1):
        if _ordinal(match) == due and _style(match) == _style(first):
            starts.append(match.start())
            due += 1
    return starts


def _ordinal(item: re.Match[str]) -> int:
    return int(item[2]) if item[2] else ord(item[3]) - ord("a") + 1


def _style(item: re.Match[str]) -> tuple[str, bool, str]:
    return item[1], item[2] is None, item[4]


# -- where nupunkt ends a sentence too early

_CLOSERS = re.compile("[\"'”’»›)\\]}」』）]*(?:\\[\\d{1,3}\\])*(?:[ \u00a0\u202f]?[”»)\\]]+(?=\\s|$))?")


def _past_closers(line: str, end: int) -> int:
    """Return *end* moved behind the quotation marks, brackets and note numbers that close the sentence."""
    closers = _CLOSERS.match(line, end)
    return closers.end() if closers else end


_TITLES = (
    "Mr|Mrs|Ms|Mx|Messrs|Dr|Prof|Hon|Rev|Fr|Sr|Lt|Gen|Col|Maj|Capt|Cpt|Sgt|Adm|Cmdr|Cdr|Cpl|Pvt|Brig|Rear|Vice|Rep|Reps"
    "|Sen|Sens|Gov|Govs|Pres|Supt|Insp|Det|Amb|Sec|St|Ste|Mt|Ft|Atty|approx|vs|cf|ca|e\\.g|i\\.e|viz|al"
)
_NEEDS_NUMBER = (
    "No|Nos|N°|n°|Nr|Art|Arts|Sect|Fig|Figs|Vol|Ch|Para|pp|p|Est|est"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_OPEN_TITLE = re.compile(rf"(?:^|[^\w.])(?:{_TITLES})\.$")
_OPEN_NUMBER = re.compile(rf"(?:^|[^\w.])(?:{_NEEDS_NUMBER})\.$")
_INITIAL = re.compile(r"(?:^|[^\w.])[A-Z]\.(?:-?[A-Z]\.)?$")
_COUNTRIES = ("U.S.", "U.K.", "U.N.", "E.U.")  # these end sentences, too: there nupunkt knows better
_NEXT = re.compile(r"\s*([\"'“‘«„‹(\[]*)(\w?)(\w*)")
_BEGINS_WITH_STARTER = re.compile(rf"\s*[\"'“‘«„(\[]*{_STARTER}")


def _ends(line: str, cut: int) -> bool:
    """Tell whether the sentence that was said to end at *cut* really does."""
    after = line[cut : cut + 40]
    following = _NEXT.match(after)
    assert following  # every part of the pattern may be empty
    first, rest = following[2], following[3]
    if not after[:1].isspace():
        return line[cut - 1] in "。！？」』）" or bool(_BEGINS_WITH_STARTER.match(after))
    if first.islower():  # “Stop!” he said; but an iPhone or a my2cents may begin a sentence
        return any(letter.isupper() or letter.isdigit() for letter in rest)
    return not _is_open(line[max(0, cut - 12) : cut], first, after)


def _is_open(before: str, first: str, after: str) -> bool:
    """Tell whether *before* ends in an abbreviation that waits for the name or number that follows."""
    if first.isdigit():
        return bool(_OPEN_NUMBER.search(before) or _OPEN_TITLE.search(before))
    if _INITIAL.search(before):
        return first.isupper() and not before.endswith(_COUNTRIES) and not _BEGINS_WITH_STARTER.match(after)
    return bool(_OPEN_TITLE.search(before)) and first.isupper()


_MARKER = re.compile(r"\s*(?:[•⁃◦‣▪*–-]\s*)?\(?(?:\d{1,3}|[A-Za-z])(?:\.\)|\.|\))\s*|\s*[•⁃◦‣▪*–-]\s*")


def _is_marker(piece: str, length: int) -> bool:
    return length <= len(piece) and bool(_MARKER.fullmatch(piece))


# -- sentences that are none

_CLAUSE = re.compile(r"[;:,—–|•](?=\s)")


def _bounded(line: str, sentence: Span) -> Iterator[Span]:
    """Yield *sentence*, in pieces of at most `LONGEST` characters."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        cut = _cut_before(line, start, start + LONGEST)
        yield _trimmed(line, start, cut)
        start = cut + len(line[cut : cut + LONGEST]) - len(line[cut : cut + LONGEST].lstrip())
    if start < sentence.end:
        yield Span(start, sentence.end)


def _cut_before(line: str, start: int, limit: int) -> int:
    """Return where to cut in the second half of *start* to *limit*: after a clause, at a space, anywhere."""
    half = (start + limit) // 2
    clauses = [match.end() for match in _CLAUSE.finditer(line, half, limit)]
    spaces = [match.start() for match in re.finditer(r"\s", line[half:limit])]
    return clauses[-1] if clauses else half + spaces[-1] if spaces else limit


def _trimmed(line: str, start: int, end: int) -> Span:
    piece = line[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
