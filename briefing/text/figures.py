"""Figures: the quantities a text states, each with its bound, its unit and what it counts.

A figure is a value one could check. Dates, clock times, scores, names with numbers in them and letters
posing as digits are none (`labels`). What the text leaves vague stays vague: "hundreds" is 100 to 1,000
and "dozens" is "more than" 12.
"""

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from briefing.text.heads import head_after
from briefing.text.labels import is_calibre, is_label, is_year
from briefing.text.numerals import Numeral, Plain, next_numeral, numeral_at, scaled_by_letter
from briefing.text.span import Span
from briefing.text.units import MONEY, in_base, money_before, unit_at

# "almost" and "nearly" are a little below and "just over" a little above; neither is "less than" or
# "more than" without a floor, so they have names of their own.
Bound = Literal["exact", "about", "almost", "just over", "at least", "at most", "more than", "less than"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity as a text states it.

    *span* covers the number with its money sign, scale and unit ("$1.2 million", "two weeks"), a range
    from end to end, but neither the bound's words (*bound_span*) nor the noun counted (*head_span*).
    *low* and *high* are equal but for a range, and in *unit*: "" for a plain count, else a name from
    `units.UNITS`. A share ("half of the area", "one in four") is in percent, of *share_of*. *falls*
    marks a range told downwards ("from 12 to 9").
    """

    span: Span
    bound_span: Span | None
    low: float
    high: float
    bound: Bound
    unit: str
    head: str
    head_span: Span | None
    share_of: str
    written: str
    falls: bool = False


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of *text* in order of place; they do not overlap.

    >>> [(f.bound, f.low, f.unit or f.head) for f in figures("Almost 60,000 troops held it for two weeks.")]
    [('almost', 60000.0, 'troops'), ('exact', 2.0, 'week')]
    """
    page, found, at = Plain.of(text), [], 0
    while numeral := next_numeral(page, at):
        amount, at = _amount_from(page, numeral)
        if amount:
            found.append(_figure(text, page, amount))
    return tuple(found)


def same_value(a: Figure, b: Figure) -> bool:
    """Do two figures state the same value, in whatever units? Bounds and heads are not compared."""
    (low_a, high_a, base_a), (low_b, high_b, base_b) = converted(a), converted(b)
    return base_a == base_b and _close(low_a, low_b) and _close(high_a, high_b)


def converted(figure: Figure) -> tuple[float, float, str]:
    """Return (low, high, base unit) of *figure*; a unit that does not convert is its own base.

    >>> converted(figures("a 12-18 month plan")[0])
    (12.0, 18.0, 'month')
    """
    low, base = in_base(figure.low, figure.unit)
    return low, in_base(figure.high, figure.unit)[0], base


def _close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure on its way: plain offsets, and the bound's words where they stood behind the number."""

    numeral: Numeral
    start: int
    end: int
    low: float
    high: float
    unit: str = ""
    falls: bool = False
    share: bool = False
    bound: tuple[int, int] | None = None


def _amount_from(page: Plain, numeral: Numeral) -> tuple[_Amount | None, int]:
    """Read the amount that begins with *numeral*; and where to read on, with or without one."""
    if numeral.kind == "skip":
        return None, numeral.end
    first = _measured(page, numeral)
    if numeral.kind == "fraction":
        amount = _fraction(page, first)
        return amount, amount.end if amount else first.end
    for join in (_range, _one_in):
        if joined := join(page, first):
            return joined
    if is_label(page, numeral, first.start, first.end, _is_measured(first)):
        return None, first.end
    if first.unit == "mm" and is_calibre(page, numeral, first.end):
        return None, first.end
    if not first.unit and numeral.kind == "digits" and _AGE_AFTER.match(page.low, first.end):
        return _age(page, first), first.end
    return first, first.end


def _age(page: Plain, first: _Amount) -> _Amount:
    """ "Olena Kovalenko, 44, said": years."""
    name = _AGE_BEFORE.search(page.text[max(0, first.start - 20) : first.start])
    return replace(first, unit="year") if name and 0 < first.low < 116 else first


# -- one number with its sign, scale and unit


def _measured(page: Plain, numeral: Numeral) -> _Amount:
    start, sign, money = numeral.start, 1.0, None
    before = page.text[max(0, start - 8) : start]
    if minus := _minus(before):
        start, sign = start - minus, -1.0
    if money := money_before(page.text, start):
        start = money[1]
        if sign > 0 and (minus := _minus(page.text[max(0, start - 8) : start])):
            start, sign = start - minus, -1.0
    if not money and before.endswith("PS") and scaled_by_letter(page, numeral).scale > 1:
        start, money = start - 2, ("GBP", start - 2)  # a pound sign put into ASCII: "PS2.7m"
    if money or _letter_scales(page, numeral):
        numeral = scaled_by_letter(page, numeral)
    amount = _Amount(numeral, start, numeral.end, sign * numeral.low, sign * numeral.high)
    if numeral.kind == "multiple":
        return replace(amount, unit="times")
    if money:
        return replace(amount, unit=money[0])
    return _with_unit(page, amount)


def _minus(before: str) -> int:
    """How many of the last characters of *before* say that the number after them is negative."""
    found = _MINUS.search(before) if before.endswith(("-", "inus ")) else None
    return len(found[0]) if found else 0


def _letter_scales(page: Plain, numeral: Numeral) -> bool:
    """Is the letter behind "5m" or "10k" a scale? Metres are followed by no plural."""
    letter = page.low[numeral.end : numeral.end + 1]
    if letter == "k":
        return not _RUNS.match(page.low, numeral.end + 1)
    if letter == "m":
        return (
            bool(_MILLIONS.match(page.low, numeral.end + 1)) and head_after(page, numeral.end + 1) is not None
        )
    return page.text[numeral.end : numeral.end + 2] == " B"


def _with_unit(page: Plain, amount: _Amount) -> _Amount:
    at, bound = amount.end, None
    if infix := _INFIX.match(page.low, at):  # "500+", "20-plus years", "five or more days"
        at, bound = infix.end(), infix.span()
        amount = replace(amount, bound=bound)
    found = unit_at(page.text, page.low, at)
    if not found and (between := _BETWEEN.match(page.low, at)):  # "two more weeks", "five straight days"
        found = unit_at(page.text, page.low, between.end())
        found = found if found and found[0].base in ("day", "month", "night") else None
    if not found or _doubtful(page, amount, found[0].name, at, found[1]):
        return amount
    unit = found[0].name
    if unit == "pound" and amount.numeral.scale >= 1e5:
        unit = "GBP"
    return replace(amount, unit=unit, end=found[1])


def _doubtful(page: Plain, amount: _Amount, unit: str, at: int, end: int) -> bool:
    """Words that are units only in some company: "12 won the race", "two second-hand cars"."""
    word = page.low[at:end].strip(" -")
    if word in ("won", "rand", "dong", "crowns"):
        return amount.numeral.scale == 1 and "," not in page.low[amount.numeral.start : amount.numeral.end]
    if word == "second":
        return page.low[at] != "-" and amount.low != 1
    if unit == "mm":
        return False
    if word == "p":
        return page.low[at] != "p" or amount.numeral.low in (360, 480, 720, 1080, 1440, 2160, 4320)
    if word in ("c", "f"):  # "minus 20C"
        return page.low[at] == " " or not 0 <= amount.numeral.low <= 130
    if word in ("x", "t", "l", "v", "ps", "g"):
        return page.low[at] == " " and word != "g"
    return word == "fold" and page.low[at] == " "


def _is_measured(amount: _Amount) -> bool:
    return bool(amount.unit) or amount.numeral.scale > 1 or amount.bound is not None


# -- shares


def _fraction(page: Plain, first: _Amount) -> _Amount | None:
    """A half, a third, 1/16: of a unit it is an amount, of anything else a share in percent."""
    numeral = first.numeral
    if first.unit:
        return first
    if (of := _OF_A.match(page.low, numeral.end)) and (found := unit_at(page.text, page.low, of.end() - 1)):
        return replace(first, unit=found[0].name, end=found[1])
    if not _is_share(page, numeral):
        return None
    share = 100 * numeral.low
    return replace(first, low=share, high=share, unit="percent", share=True)


def _is_share(page: Plain, numeral: Numeral) -> bool:
    written, before = (
        page.low[numeral.start : numeral.end],
        page.low[max(0, numeral.start - 24) : numeral.start],
    )
    of = bool(_SHARE_OF.match(page.low, numeral.end))
    if written == "half":
        return not _NTH.search(before) and not _HALF_NOUN.match(page.low, numeral.end)
    if "-" in written or written[0] in "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞":
        return True
    return of or bool(_BY.search(before) and not written[0].isdigit())


def _one_in(page: Plain, first: _Amount) -> tuple[_Amount, int] | None:
    """ "one in four soldiers", "nine out of 10": a share."""
    joined = _IN.match(page.low, first.end)
    if not joined or first.unit or first.low != int(first.low) or not 0 < first.low < 1000:
        return None
    if first.numeral.kind == "digits" and is_label(page, first.numeral, first.start, first.end, False):
        return None  # "under Article 5 in 10 countries"
    second = numeral_at(page, joined.end())
    if not second or second.kind not in ("digits", "words") or not first.low < second.low <= 1e6:
        return None
    if unit_at(page.text, page.low, second.end) or _digits_far(joined[0], first.low, second.low):
        return None
    share = 100 * first.low / second.low
    amount = replace(first, end=second.end, low=share, high=share, unit="percent", share=True)
    return amount, second.end


def _digits_far(joint: str, above: float, below: float) -> bool:
    """ "12 in 2019" and "killed 3 in 30 villages" are no shares; "3 in 10" and "one in 50" are."""
    return joint == " in " and not (
        below <= 10 or below in (20, 50, 100, 1000, 10000, 100000, 1e6) or above == 1
    )


# -- ranges


def _range(page: Plain, first: _Amount) -> tuple[_Amount | None, int] | None:
    """Join *first* to a second number: "12-18 months", "between 5 and 7", "from 3 to 5"."""
    joined = _JOINT.match(page.low, first.end)
    if not joined or first.numeral.kind == "crowd":
        return None
    sign = _SIGN_AHEAD.match(page.text, joined.end())
    numeral = numeral_at(page, sign.end() if sign else joined.end())
    if not numeral or numeral.kind not in ("digits", "words"):
        return None
    second = _measured(page, numeral)
    if second.start < joined.end():
        second = replace(second, start=joined.end(), low=abs(second.low), high=abs(second.high))
    lead = page.low[max(0, first.start - 10) : first.start]
    joint = joined[0].strip().replace("-to-", "to")
    first = _scaled_like(page, first, second)
    if joint == "-" and _no_range(page, first, second):
        return None if first.unit and first.unit == second.unit else (None, second.end)  # "55%-41%" are two
    if not _may_join(joint, lead, first, second) or _years(page, first, second):
        return None
    if is_label(page, first.numeral, first.start, second.end, _is_measured(first) or _is_measured(second)):
        return (None, second.end) if joint == "-" else None
    low, high = sorted((first.low, second.low))
    amount = replace(
        first,
        end=second.end,
        low=low,
        high=high,
        unit=second.unit or first.unit,
        bound=second.bound or first.bound,
    )
    return replace(amount, falls=first.low > second.low), second.end


def _scaled_like(page: Plain, first: _Amount, second: _Amount) -> _Amount:
    """ "$5 to $7 million" starts at 5 million; "$200 to $4 million" starts at 200."""
    scale = second.numeral.scale
    written = page.low[first.numeral.start : first.numeral.end]
    if first.numeral.scale > 1 or scale == 1 or "," in written or first.low > second.low / scale:
        return first
    return replace(first, low=first.low * scale, high=first.high * scale)


def _no_range(page: Plain, first: _Amount, second: _Amount) -> bool:
    """Two numbers with a hyphen that are a score, a season, an address or a part number."""
    if _years(page, first, second) or first.low >= second.low:
        return True
    if _is_measured(first) or _is_measured(second) or "," in page.low[first.start : second.end]:
        return False
    return head_after(page, second.end) is None and first.low < 100


def _may_join(joint: str, lead: str, first: _Amount, second: _Amount) -> bool:
    if first.unit and second.unit and first.unit != second.unit:
        return False
    told = "from " in lead or "between " in lead
    if (
        first.unit
        and not second.unit
        and (first.unit not in (*MONEY, "percent") or not (told or joint == "-"))
    ):
        return False  # "fell 0.4 percent to 13,176"
    if not first.unit and second.unit in MONEY and joint != "-" and not told:
        return second.numeral.end < second.end  # "5 to 7 dollars", but not "he gave 5 to $7"
    if joint == "and":
        return "between " in lead and first.low < second.low
    if joint == "or":
        return first.low < second.low <= 2 * first.low and not first.unit
    if joint in ("to", "up to"):
        return first.low < second.low or (lead.endswith("from ") and first.low > second.low)
    return first.low < second.low


def _years(page: Plain, first: _Amount, second: _Amount) -> bool:
    return (
        not second.unit
        and not first.unit
        and is_year(page, first.numeral)
        and (is_year(page, second.numeral) or second.numeral.low < 100)
    )


# -- from amount to figure


def _figure(text: str, page: Plain, amount: _Amount) -> Figure:
    bound, bound_at = _bound(page, amount)
    head_at = _head(page, amount)
    head = page.low[slice(*head_at)] if head_at else ""
    shares = amount.share or (amount.unit == "percent" and bool(_SHARE_OF.match(page.low, amount.end)))
    span = page.raw(amount.start, amount.end)
    return Figure(
        span=span,
        bound_span=page.raw(*bound_at) if bound_at else None,
        low=amount.low,
        high=amount.high,
        bound=bound,
        unit=amount.unit,
        head="" if shares else head,
        head_span=page.raw(*head_at) if head_at else None,
        share_of=head if shares else "",
        written=span.of(text),
        falls=amount.falls,
    )


def _head(page: Plain, amount: _Amount) -> tuple[int, int] | None:
    end = max(amount.end, amount.bound[1]) if amount.bound else amount.end
    if amount.share:
        if amount.numeral.kind == "fraction" and not _SHARE_OF.match(page.low, end):
            return None  # "the middle one-fifth paid"
        return head_after(page, end, singular=True)
    if not amount.unit:
        return head_after(page, end, singular=amount.high == 1 or page.low[end : end + 1] == "-")
    if amount.unit == "percent" and not _OF.match(page.low, amount.end):
        return head_after(page, amount.end)
    if in_base(0, amount.unit)[1] in ("day", "month") or amount.unit == "times":
        return None
    of = (_OF_OR_IN if amount.unit in MONEY else _OF).match(page.low, amount.end)
    return head_after(page, of.end() - 1, singular=True) if of else None


def _bound(page: Plain, amount: _Amount) -> tuple[Bound, tuple[int, int] | None]:
    if amount.bound:
        return _AFTER_BOUNDS[page.low[slice(*amount.bound)].strip(" -")], _trimmed(page, amount.bound)
    if after := _AFTER.match(page.low, amount.end):
        return _AFTER_BOUNDS[after[1]], after.span(1)
    low_end = max(0, amount.start - 40)
    lead = page.low[low_end : amount.start]
    before = _BEFORE.search(lead) if lead.rstrip(" \xa0-").endswith(_BOUND_ENDS) else None
    if before and not _means_during(page, amount, before[1], low_end + before.start(1)):
        return _BOUNDS[before[1]], (low_end + before.start(1), low_end + before.end(1))
    return _unsaid(amount), None


def _unsaid(amount: _Amount) -> Bound:
    """The bound where no word states one: "dozens" is more than one dozen, "hundreds" is open both ways."""
    if amount.numeral.kind != "crowd":
        return "exact"
    return "more than" if amount.low == amount.high else "about"


def _trimmed(page: Plain, place: tuple[int, int]) -> tuple[int, int]:
    start, end = place
    return start + (page.low[start] in " -"), end


def _means_during(page: Plain, amount: _Amount, word: str, at: int) -> bool:
    """ "over two days of talks" says how long, not how much; "for over two days" is a floor."""
    if word not in ("over", "around") or in_base(0, amount.unit)[1] not in ("day", "month"):
        return False
    return word == "over" and not _FLOOR.search(page.low[max(0, at - 12) : at])


_AGE_AFTER = re.compile("[,.;]")
_AGE_BEFORE = re.compile(r"(?<!\w)[A-Z][\w'-]+, $")
_MINUS = re.compile(r"(?:(?<![\w.)%\]])(?<![\w.)%\]] )-|(?<=[($ ])-(?=$)|(?<![a-z])[mM]inus )$")
_SIGN_AHEAD = re.compile(r"-?(?:[A-Z]{0,3}[$€£¥₽₴₹₪₩₺]|(?:RM|Rs\.?|[A-Z]{3}) ?)")
_RUNS = re.compile(r"[ -](?:run|race|walk|swim|ride|resolution|tv|video|screen|display|monitor|camera)")
_MILLIONS = re.compile(
    r"(?!\w| ?[-/²³]| (?:tall|wide|high|deep|long|away|above|below|apart|hurdles|sprints?|finals?"
    r"|medley|heats?|freestyle|butterfly|relays?|waves)(?![a-z]))"
)
_INFIX = re.compile(r"\+|-plus|-odd|-some|-or-so| or (?:more|fewer|less|so)(?= [a-z])")
_BETWEEN = re.compile(
    r" (?:more|additional|further|extra|consecutive|straight|successive|full|whole|long|short|other|calendar"
    r"|working|business|solid"
    r"|[a-z]+(?:able|ible|ing|ful|ous|ic|al|less|ed|est)(?= (?:day|week|month|year)s))(?= )"
)
_OF_A = re.compile(r" (?:of )?(?:an? )(?=[a-z])")
_OF = re.compile(r" (?:worth )?of ")
_OF_OR_IN = re.compile(
    r" (?:worth of |of |in (?!(?:the|a|an|its|his|her|their|this|that|all|january|february|march|april|may"
    r"|june|july|august|september|october|november|december)(?![a-z])|[0-9]))"
)
_SHARE_OF = re.compile(r" of | (?:the|its|their|his|her|our|your|my|this|these|those|all)(?![a-z])")
_NTH = re.compile(
    r"(?<![a-z])(?:first|second|this|last|latter|other|opening|final|better|third|fourth|next|that"
    r"|to|in)[ -]$"
)
_HALF_NOUN = re.compile(
    r"-?[^\W\d_]|-[^\W_]| (?:time|term|brother|sister|truth|way|marathon|hour|volley|century)"
)
_BY = re.compile(
    r"(?<![a-z])(?:by|about|around|nearly|almost|roughly|over|than|least|under|approximately|only|just|some"
    r"|to|up|fell|rose)(?: to)? $"
)
_IN = re.compile(r" (?:in every|out of every|out of|of every|in) ")
_JOINT = re.compile(r"-to-| ?--? ?(?=[^\W_]|[$€£¥₽₴₹])| (?:to|up to|through|or|and) ")

_BOUND_ROWS: tuple[tuple[Bound, str], ...] = (
    ("about", "about|around|roughly|approximately|approx.|approx|some|circa|ca.|~|≈|an estimated|estimated"),
    ("about", "in the region of|in the order of|somewhere around|more or less|an average of|on average"),
    ("almost", "almost|nearly|just under|just below|just short of|close to|approaching|nearing|just shy of"),
    ("almost", "a little under|slightly less than|a little less than|slightly under|not quite|virtually"),
    ("just over", "just over|a little over|slightly more than|a little more than|just above|slightly over"),
    ("just over", "just more than|slightly above"),
    ("at least", "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of"),
    (
        "at least",
        "as few as|as little as|as low as|starting from|starting at|from at least|≥|upwards of at least",
    ),
    ("at most", "at most|up to|as many as|as much as|no more than|not more than|a maximum of|maximum of"),
    ("at most", "as high as|as long as|as far as|at the most|not exceeding|≤|capped at|no longer than"),
    ("more than", "more than|over|above|exceeding|exceeds|exceeded|in excess of|greater than|upwards of"),
    (
        "more than",
        "north of|topped|topping|surpassing|surpassed|well over|well above|beyond|better than|longer than",
    ),
    ("more than", "higher than|larger than|bigger than|older than|upward of|over and above|>"),
    (
        "less than",
        "less than|fewer than|under|below|lower than|smaller than|sub|well under|well below|south of",
    ),
    ("less than", "younger than|shorter than|short of|beneath|<"),
)
_BOUNDS: dict[str, Bound] = {phrase: bound for bound, row in _BOUND_ROWS for phrase in row.split("|")}
_BEFORE = re.compile(
    r"(?<![^\W_])("
    + "|".join(re.escape(phrase) for phrase in sorted(_BOUNDS, key=lambda phrase: (-len(phrase), phrase)))
    + r")[ \xa0-]?(?:the |a |an |another |its |their )?$"
)
_BOUND_ENDS = (*_BOUNDS, "the", "a", "an", "another", "its", "their")
_AFTER_BOUNDS: dict[str, Bound] = {
    "+": "at least", "plus": "at least", "or more": "at least", "or higher": "at least",
    "or older": "at least",
    "or over": "at least", "or above": "at least", "and older": "at least", "and over": "at least",
    "and above": "at least", "and up": "at least", "or longer": "at least", "at least": "at least",
    "or less": "at most", "or fewer": "at most", "or under": "at most", "or younger": "at most",
    "or lower": "at most", "and under": "at most", "at most": "at most", "at the most": "at most",
    "or so": "about", "odd": "about", "some": "about", "or thereabouts": "about", "give or take": "about",
    "or-so": "about",
}  # fmt: skip
_AFTER = re.compile(
    r",? ?("
    + "|".join(
        re.escape(phrase)
        for phrase in sorted(_AFTER_BOUNDS, key=lambda phrase: (-len(phrase), phrase))
        if phrase not in ("odd", "some", "at least", "plus")
    )
    + r"|at least(?=[.,;)]))(?![^\W_])"
)
_FLOOR = re.compile(
    r"(?:for|after|lasted|lasting|took|takes?|taken|at|just|well|of|is|was|been|spent|with|had|has"
    r"|a|an|than|in) $"
)
