"""Numerals: where a text writes a number, in digits or in words, and what number that is.

Nothing here knows what is counted. A text is first made plain (`Plain`): other scripts' digits, odd
spaces and dashes become ASCII and invisible characters go, with a way back to the raw offsets.
Letters that only look like digits stay letters, and a number that runs into them is no number.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from briefing.text.span import Span

Kind = Literal["digits", "words", "fraction", "crowd", "multiple", "skip"]


@dataclass(frozen=True, slots=True)
class Plain:
    """A text with its typography folded, one character for one, and its invisible characters gone."""

    text: str
    low: str  # in lower case; the same length
    gone: tuple[int, ...]  # for each removed character: the plain offset it stood before

    @classmethod
    def of(cls, raw: str) -> "Plain":
        if raw.isascii():
            text = _WRAP.sub(" ", raw)
            return cls(text, text.lower(), ())
        gone = tuple(m.start() - count for count, m in enumerate(_INVISIBLE.finditer(raw)))
        text = _WRAP.sub(" ", _folded(_INVISIBLE.sub("", raw)))
        return cls(text, _small(text), gone)

    def raw(self, start: int, end: int) -> Span:
        """Return the place in the raw text of the plain range *start*..*end* (not empty)."""
        last = end - 1
        return Span(start + bisect_right(self.gone, start), last + bisect_right(self.gone, last) + 1)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, at plain offsets; *high* differs from *low* for "hundreds" only.

    *scale* is what the words after the mantissa multiply it by: 1e6 for "1.2 million". A numeral of
    kind "skip" is something with digits that is no number: a time, a date, a version, a link.
    """

    start: int
    end: int
    low: float
    high: float
    kind: Kind
    scale: float = 1.0


def _folded(raw: str) -> str:
    """A text has few kinds of odd characters: to replace each costs a tenth of `str.translate`."""
    for char in sorted(set(_ODD.findall(raw))):
        if (plain := _fold(char)) != char:
            raw = raw.replace(char, plain)
    return raw


def _small(text: str) -> str:
    """Return *text* with A to Z in lower case, and nothing else, which keeps its length."""
    return text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def _fold(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else _LIKE.get(char, char)


def next_numeral(page: Plain, at: int) -> Numeral | None:
    """Return the first numeral of *page* that begins at plain offset *at* or later.

    >>> next_numeral(Plain.of("lost twenty-five tanks"), 0)
    Numeral(start=5, end=16, low=25.0, high=25.0, kind='words', scale=1.0)
    """
    while opening := _OPENING.search(page.low, at):
        at = opening.start()
        if not (found := _START.match(page.low, at)):
            at += 1
        elif numeral := _READERS[str(found.lastgroup)](page, found):
            return numeral
        else:
            at = found.end()
    return None


def numeral_at(page: Plain, at: int) -> Numeral | None:
    """Return the numeral that begins exactly at plain offset *at*."""
    found = _START.match(page.low, at)
    return _READERS[str(found.lastgroup)](page, found) if found else None


def scaled_by_letter(page: Plain, numeral: Numeral) -> Numeral:
    """Read a letter right behind the digits as thousand, million or billion ("$1.2m", "50K")."""
    found = _SCALE_LETTER.match(page.text, numeral.end)
    if not found or numeral.kind != "digits" or numeral.scale != 1:
        return numeral
    scale = _LETTERS[found[1].strip().lower()]
    return Numeral(numeral.start, found.end(), numeral.low * scale, numeral.high * scale, "digits", scale)


def _read_skip(page: Plain, found: re.Match[str]) -> Numeral:
    return Numeral(found.start(), found.end(), 0, 0, "skip")


def _read_digits(page: Plain, found: re.Match[str]) -> Numeral:
    start, end = found.span()
    if _spoiled(page, start, end) or _IDENTIFIER.match(page.low, start):
        return Numeral(start, max(end, _RUN.match(page.low, start).end()), 0, 0, "skip")  # type: ignore[union-attr]
    value = _digit_value(found[0])
    if part := _MIXED.match(page.low, end):  # 1 1/2, 5-1/2, 1½
        extra = unicodedata.numeric(part[1]) if part[1] else float(part[2]) / float(part[3])
        value, end = value + extra, part.end()
    elif part := _DECIMAL_COMMA.match(page.low, end):  # "1,5 million", a comma as in French or Russian
        value, end = float(f"{found[0]}.{part[1]}"), part.end()
    return _with_scale(page, start, end, value, "digits")


def _spoiled(page: Plain, start: int, end: int) -> bool:
    """Is this number part of a longer token whose letters pose as digits ("6О,ООО", "l2,000")?"""
    return bool(_POSING_AFTER.match(page.text, end) or (start and page.text[start - 1] in _POSING))


def _digit_value(written: str) -> float:
    bare = re.sub(r"[,\xa0' ]", "", written)
    if bare.count(".") > 1:
        bare = bare.replace(".", "")
    return float(bare)


def _read_fraction(page: Plain, found: re.Match[str]) -> Numeral | None:
    """Digits over digits, or a single character: "1/16", "½"."""
    if found["vulgar"]:
        value = unicodedata.numeric(found["vulgar"])
    else:
        above, below = float(found["above"]), float(found["below"])
        value = above / below if below else 1.0
    if not 0 < value < 1:
        return Numeral(found.start(), found.end(), 0, 0, "skip")
    return Numeral(found.start(), found.end(), value, value, "fraction")


def _read_part(page: Plain, found: re.Match[str]) -> Numeral | None:
    """A fraction in words: "half", "two-thirds", "a quarter"; a bare "third" is an ordinal."""
    if not found["of"] and not found["part"].startswith("hal"):
        return None
    above = _WORD_VALUES.get(found["of"] or "one", 1)
    value = above / _PARTS[found["part"]]
    return Numeral(found.start(), found.end(), value, value, "fraction") if value < 1 else None


def _read_crowd(page: Plain, found: re.Match[str]) -> Numeral | None:
    """A word for many without a number: "hundreds", "tens of thousands", "several hundred"."""
    few, word = found["few"], found["crowd"].removesuffix("s")
    if word == found["crowd"] and (not few or " of " in few):
        return None  # "the million", "tens of thousand"
    low = _CROWDS[word] * (_CROWDS[few.split()[0].removesuffix("s")] if few and " of " in few else 1)
    return Numeral(found.start(), found.end(), low, low if word == "dozen" else low * 10, "crowd", 1)


def _read_multiple(page: Plain, found: re.Match[str]) -> Numeral:
    value = _MULTIPLES[found[0][:3]]
    return Numeral(found.start(), found.end(), value, value, "multiple")


def _read_words(page: Plain, found: re.Match[str]) -> Numeral | None:
    start, at, total, group, last = found.start(), found.start("word"), 0.0, 0.0, 1e18
    if found["half"]:
        group = 0.25 if found["half"].startswith("a quarter") else 0.5
    elif found["a"]:
        group = 1.0
    end, scale, between = at, 1.0, page.low[max(0, start - 8) : start] == "between "
    while word := _WORD.match(page.low, at):
        value = _WORD_VALUES[word["word"]]
        if "and" in word["and"] and (between or not (total or group >= 100)):
            break
        if value >= 1000 and group > 0 and value < last:
            total, group, last, scale = total + group * value, 0.0, value, value
        elif value in (100, 12) and word["word"] in ("hundred", "dozen") and 0 < group < 100:
            group *= value
        elif value < 100 and word["word"] != "dozen" and _fits(value, group):
            group += value
        else:
            break
        end = at = word.end()
    if end == found.start("word"):
        return None
    if found["half"] is None and _ORDINAL_TAIL.match(page.low, end):
        return Numeral(start, _ORDINAL_TAIL.match(page.low, end).end(), 0, 0, "skip")  # type: ignore[union-attr]
    return _with_scale(page, start, end, total + group, "words", scale)


def _fits(value: float, group: float) -> bool:
    """May *value* follow *group* in one number: the five of twenty-five, the six of two hundred and six?"""
    if value < 10:
        return group % 10 == 0 and group % 100 != 10
    return group % 100 == 0


def _with_scale(page: Plain, start: int, end: int, value: float, kind: Kind, scale: float = 1.0) -> Numeral:
    """Add what may follow a mantissa: "and a half", "hundred", "million", "million and a half"."""
    if part := _AND_PART.match(page.low, end):
        value, end = value + scale / _PARTS[part[1]], part.end()
    while scale < 1e15 and (word := _SCALE.match(page.low, end)):
        by = _WORD_VALUES.get(word[1]) or _SHORT_SCALES[word[1]]
        value, scale, end = value * by, scale * by, word.end()
    if scale > 1 and (part := _AND_PART.match(page.low, end)):
        value, end = value + scale / _PARTS[part[1]], part.end()
    return Numeral(start, end, value, value, kind, scale)


def word_list(listed: str) -> list[str]:
    """Split a list of words written as prose."""
    return listed.split()


def any_of(words: list[str]) -> str:
    """Return a pattern for any of *words*; where none stands it has looked at their initials only.

    >>> any_of(["two", "six", "ten"])
    's(?:ix)|t(?:en|wo)'
    """
    groups = groupby(sorted(words), key=lambda word: word[0])
    return "|".join(f"{initial}(?:{'|'.join(word[1:] for word in group)})" for initial, group in groups)


# -- typography

_ODD = re.compile("[^\x00-\x7f]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# A line wrapped inside a sentence; not a column of numbers.
_WRAP = re.compile(r"\n(?:(?<![0-9\s]\n)(?=\S)|(?<=\S\n)(?![0-9\s]))")
_LIKE = (
    dict.fromkeys("\xa0\u2007\u2009\u202f\u2008\u200a", "\xa0")
    | dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u205f\u3000", " ")
    | dict.fromkeys("‐‑‒–−﹣－", "-")
    | dict.fromkeys("‘’ʼ＇", "'")
    | {
        "⁄": "/",
        "∕": "/",
        "／": "/",
        "٫": ".",
        "٬": ",",
        "，": ",",
        "．": ".",
        "％": "%",
        "＄": "$",
        "″": "″",
    }
)

# -- the words

_WORD_VALUES: dict[str, float] = {
    word: float(value)
    for value, word in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
            " sixteen seventeen eighteen nineteen"
        )
    )
}
_WORD_VALUES |= {
    word: 20.0 + 10 * place
    for place, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"))
}
_WORD_VALUES |= {
    "dozen": 12.0,
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_WORD_VALUES |= {"lakh": 1e5, "crore": 1e7}
_SHORT_SCALES = {"mln": 1e6, "mn": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
_LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
_CROWDS = {"ten": 10.0, "score": 20.0} | {
    word: _WORD_VALUES[word] for word in ("dozen", "hundred", "thousand", "million", "billion", "trillion")
}
_MULTIPLES = {"twi": 2.0, "dou": 2.0, "tri": 3.0, "tre": 3.0, "qua": 4.0}
_PARTS = {"half": 2.0, "halve": 2.0, "third": 3.0, "quarter": 4.0, "fourth": 4.0, "fifth": 5.0, "sixth": 6.0}
_PARTS |= {"seventh": 7.0, "eighth": 8.0, "ninth": 9.0, "tenth": 10.0, "hundredth": 100.0}
_PARTS |= {f"{part}s": value for part, value in _PARTS.items()}

_CARDINAL = "|".join(sorted(_WORD_VALUES, key=lambda word: (-len(word), word)))
_BIG = "hundred|thousand|million|billion|trillion|dozen"
_WORD = re.compile(rf"(?P<and>(?:[ -]and[ -]|[ -])?)(?P<word>{_CARDINAL})(?![^\W_])")
_SCALE = re.compile(
    r"[ \xa0-]?(hundred|thousand|million|billion|trillion|lakh|crore|dozen|mln|mn|bln|bn|trn|tn)s?(?![^\W_])"
)
_SCALE_LETTER = re.compile(r"([kKmMbBT]| [BMK](?= [a-z]))(?![\w²³])")
_AND_PART = re.compile(r"[ -]and[ -](?:a|one)[ -](half|quarter|third)(?![^\W_])")
_ORDINAL_TAIL = re.compile(
    r"[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w{3,8}t[hi]e?th)s?(?![^\W_])"
)

# -- the digits

_DIGITS = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])"
    r"|[0-9]{1,3}(?:[\xa0' ][0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,3}(?![.0-9])"
    r"|[0-9]+(?:\.[0-9]+)?"
    r"|(?<![\w.])\.[0-9]+"
)
_MIXED = re.compile(r" ?([¼½¾⅐-⅞])|[ -]([1-9])/([2-9]|1[0-9]|32|64)(?![0-9/])")
_DECIMAL_COMMA = re.compile(
    r",([0-9]{1,2})(?=[ \xa0]?(?:thousand|million|billion|trillion|bn|mln|percent|per cent|%|km|kg)(?![a-z]))"
)
_IDENTIFIER = re.compile(r"[0-9]{13}")
_RUN = re.compile(r"[\w.,]*")
# Cyrillic, Greek and Latin letters drawn like 0 and 1: a number that touches one was tampered with.
_POSING = "OОΟoоοIlІӀ"
_POSING_AFTER = re.compile("[,.]?[OОΟoοо]{1,3}(?![^\\W\\d_])|[,.][OОΟoοо]{2}")

_SKIP = (
    r"https?://\S+|www\.\S+|[@#]\w+|\[[0-9]{1,3}\]"
    r"|\+[0-9]{1,3}(?: \(?[0-9]{2,5}\)?){1,4} [0-9]{4}(?![0-9])"
    r"|\+[0-9](?=[0-9 ().-]{7})[0-9 ().]{0,12}-[0-9 ().-]{0,12}[0-9]"
    r"|\(?[0-9]{3}\)?[ .-][0-9]{3}[.-][0-9]{4}(?![0-9])"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2})(?![0-9.])"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?: ?[ap]\.?m(?![a-z])\.?)?"
    r"|[0-9]{1,2}(?:\.[0-9]{2})? ?(?:[ap]\.m(?![a-z])\.?|[ap]m(?![a-z])|o'clock|gmt(?![a-z])|utc(?![a-z]))"
    r"|(?![0-9]{1,3}(?:\.[0-9]{3}){2,3}(?![.0-9]))[0-9]+(?:\.[0-9]+){2,}"
    r"|[0-9]+(?:st|nd|rd|th)(?![a-z])|[0-9]{2,4}'?s(?![a-z])"
    r"|(?:24/7|9/11|50/50|20/20)(?![0-9])"
)
_START = re.compile(
    rf"(?<![^\W_])(?P<skip>{_SKIP})"
    r"|(?<![0-9/])(?P<fraction>(?P<above>[0-9]{1,3})/(?P<below>[0-9]{1,3})(?![0-9/])|(?<![0-9])(?P<vulgar>[¼½¾⅐-⅞]))"
    rf"|(?P<digits>(?<![0-9])(?:{_DIGITS}))"
    r"|(?<![^\W_])(?P<part_of>(?:(?P<of>one|two|three|four|five|six|seven|eight|nine|a)[ -])?"
    r"(?P<part>hal(?:f|ves)|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)s?(?![^\W_])"
    rf"(?! (?:of )?an? (?:{_BIG})(?![a-z])|[ -](?:an?[ -])?(?:{_BIG})(?![a-z])))"
    r"|(?<![^\W_])(?P<multiple>"
    r"twice(?= (?:as [a-z]+ as|as (?:many|much)|the|its|their|his|her|what|that)(?![a-z]))"
    r"|(?:double|triple|treble|quadruple)(?= (?:the|its|their|his|her|what|that)(?![a-z]))"
    r"|(?:doubled|tripled|trebled|quadrupled)(?! (?:down|back|over|as|up)(?![a-z]))(?![^\W_]))"
    r"|(?<![^\W_])(?P<many>"
    r"(?P<few>(?:tens|dozens|scores|hundreds|thousands) of |(?:several|many|a few|few) )?"
    rf"(?P<crowd>(?:{_BIG})s?|(?:tens|scores)(?= of ))(?![^\W_]))"
    r"|(?<![^\W_])(?P<words>(?:(?P<half>half[ -](?:an? )?|a half[ -]|a quarter of a )"
    rf"|(?P<a>an? )(?=(?:{_BIG})(?![a-z])))?"
    rf"(?P<word>{_CARDINAL})(?![^\W_]))"
)
_WORDS = [*_WORD_VALUES, *_PARTS, "https?:", r"www\."]
_WORDS += word_list("twice double triple treble quadruple tens scores several many few")
_OPENING = re.compile(
    rf"(?<![^\W_](?![0-9¼½¾⅐-⅞.+([@#]))(?:{any_of(_WORDS)}|an?[ -](?:few|{'|'.join(_PARTS)}|{_BIG})"
    r"|[0-9¼½¾⅐-⅞]|[.+([][0-9]|[@#]\w)"
)
"""Where a `_START` can be at all, found in a tenth of the time."""

_READERS: dict[str, Callable[[Plain, re.Match[str]], Numeral | None]] = {
    "skip": _read_skip,
    "digits": _read_digits,
    "fraction": _read_fraction,
    "part_of": _read_part,
    "multiple": _read_multiple,
    "many": _read_crowd,
    "words": _read_words,
}
