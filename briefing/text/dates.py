"""Dates as news writes them, and the days they can mean."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.text.numerals import any_of
from briefing.text.span import Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as written and the days it can mean, both ends included; both None when that is left open."""

    span: Span
    written: str
    earliest: date | None
    latest: date | None


def dates(text: str, published: date | None) -> tuple[DateMention, ...]:
    """Return the dates of *text* in order, none meeting another; relative ones are counted from *published*.

    News looks back: `Sunday` is the last one on or before *published*, `in October` the last October begun by
    then, unless its clause looks ahead (`will meet on Sunday`). `Jan. 20` is the nearest. Without *published*
    such dates stay open. Weeks begin on Monday; seasons are those of the northern half of the world. Words
    such as `early` are not counted in: `early 2024` is all of 2024.

    >>> [(d.written, d.earliest, d.latest) for d in dates("It began last August.", date(2025, 1, 10))]
    [('last August', datetime.date(2024, 8, 1), datetime.date(2024, 8, 31))]
    """
    today = published and date(published.year, published.month, published.day)  # a datetime is a date, too
    return tuple(_resolved(match, rule, text, today) for match, rule in _without_overlaps(text))


def _resolved(match: re.Match[str], rule: "_Rule", text: str, today: date | None) -> DateMention:
    try:
        days = rule.days(match, _When(today, _looks_ahead(text, match.start("it"))))
    except (ValueError, OverflowError):  # 31 June, or 5,000 years ago: written, but no day we can name
        days = None
    return DateMention(Span(*match.span("it")), match["it"], *(days or (None, None)))


def _without_overlaps(text: str) -> Iterator[tuple[re.Match[str], "_Rule"]]:
    near = _stretches(text)
    found = [
        (match, rule)
        for rule in _RULES
        for start, end in near.get(rule.key, ())
        for match in rule.pattern.finditer(text, start, end)
        if match.end() < end - _PAST  # what ends at the edge may go on behind it, and be no date: "Q1|troops"
    ]
    found.sort(key=lambda pair: (pair[0].start("it"), -pair[0].end("it")))
    end = 0
    for match, rule in found:
        if match.start("it") >= end:
            yield match, rule
            end = match.end("it")


def _stretches(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return, by kind of key, the stretches in which *text* can hold a date of that kind.

    The rules begin with nothing in particular: left alone, each of the thirty tries every letter of a text.
    """
    near: dict[str, list[tuple[int, int]]] = {}
    low = text.replace("\u0130", "i").lower()  # İ is the one letter that becomes two in lower case
    for key in _KEY.finditer(low):
        kind = _KINDS.get(key[0]) or _KINDS[key[0][0]]
        known = near.setdefault(kind, [])
        start, end = max(0, key.start() - _LONGEST), key.end() + _LONGEST + _PAST
        if known and start <= known[-1][1]:
            known[-1] = known[-1][0], end
        else:
            known.append((start, end))
    return near


def _looks_ahead(text: str, at: int) -> bool:
    """Tell whether the clause before *at* speaks of what is to come: `who will take office on`."""
    clause = re.split(r"[,.;:!?()—–\n“”\"]", text[max(0, at - 60) : at])[-1]
    return _AHEAD.search(clause) is not None


_Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _When:
    """The day of publication, and whether the clause looks ahead of it."""

    published: date | None
    ahead: bool

    @property
    def today(self) -> date:
        if self.published is None:
            raise ValueError("a relative date needs a day to count from")
        return self.published


@dataclass(frozen=True, slots=True)
class _Rule:
    """One way to write a date, and what it means; *key* is the kind of what it cannot be written without."""

    key: str
    pattern: re.Pattern[str]
    days: Callable[[re.Match[str], _When], _Days | None]


# The rules' meanings, each reading the groups of its own pattern below.


def _iso(match: re.Match[str], when: _When) -> _Days:
    return _one(date(int(match["year"]), int(match["month"]), int(match["day"])))


def _slashed(match: re.Match[str], when: _When) -> _Days | None:
    """Day and month in figures: `13/01/2025` says which is which, `05/06/2025` does not."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
    if match["dot"] == "." or one > 12 or one == two:
        return _one(date(year, two, one))
    return _one(date(year, one, two)) if two > 12 else None


def _month_and_day(match: re.Match[str], when: _When) -> _Days:
    month, first, last = _month(match["month"]), int(match["day"]), int(_said(match, "last") or match["day"])
    year = int(_said(match, "year") or _nearest_year(month, first, when.today))
    return date(year, month, first), date(year, month, max(first, last))


def _month_of_year(match: re.Match[str], when: _When) -> _Days:
    return _month_days(int(match["year"]), _month(match["month"]))


def _month_alone(match: re.Match[str], when: _When) -> _Days:
    month, today, word = _month(match["month"]), when.today, _said(match, "which")
    this_year = _month_days(today.year, month)
    if word == "this":
        return this_year
    if word in ("next", "coming"):
        return this_year if month > today.month else _month_days(today.year + 1, month)
    if word:  # "last January", written in January, is a year ago
        return this_year if month < today.month else _month_days(today.year - 1, month)
    if when.ahead:
        return this_year if month >= today.month else _month_days(today.year + 1, month)
    return this_year if month <= today.month else _month_days(today.year - 1, month)


def _weekday(match: re.Match[str], when: _When) -> _Days:
    today, word = when.today, _said(match, "which")
    ahead = (_WEEKDAYS.index(match["weekday"][:3]) - today.weekday()) % 7
    if word == "this":
        return _one(_monday(today) + timedelta(_WEEKDAYS.index(match["weekday"][:3])))
    if word in ("next", "coming"):
        return _one(today + timedelta(ahead or 7))
    if when.ahead and not word:
        return _one(today + timedelta(ahead))
    back = -ahead % 7
    return _one(today - timedelta(back or (7 if word else 0)))  # "last Friday", written on a Friday


def _near_day(match: re.Match[str], when: _When) -> _Days:
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}
    return _one(when.today + timedelta(shift.get(_said(match, "it"), 0)))


def _unit_around(match: re.Match[str], when: _When) -> _Days:
    """`this week`, `last month`, `next year`; `earlier this` ends today, `later this` begins today."""
    shift = {"last": -1, "next": 1, "coming": 1}.get(_said(match, "which"), 0)
    first, last = _unit_days(_said(match, "unit"), shift, when.today)
    part = _said(match, "part")
    if part == "earlier":
        return first, min(last, when.today)
    return (max(first, when.today), last) if part == "later" else (first, last)


def _weekend(match: re.Match[str], when: _When) -> _Days:
    saturday = _monday(when.today) + timedelta(5)
    word = _said(match, "which")
    if word == "next":
        saturday += timedelta(7)
    elif saturday > when.today and word != "this" and not when.ahead:
        saturday -= timedelta(7)
    return saturday, saturday + timedelta(1)


def _ago(match: re.Match[str], when: _When) -> _Days | None:
    count, unit, today = _count(_said(match, "count")), _said(match, "unit"), when.today
    if count is None:
        return None
    if unit == "week":
        middle = today - timedelta(7 * count)
        return middle - timedelta(3), middle + timedelta(3)
    if unit in ("month", "year", "decade"):
        return _unit_days(unit, -count, today)
    if unit == "day":
        return _one(today - timedelta(count))
    if unit == "hour":
        return today - timedelta(-(-count // 24)), today - timedelta(count // 24)
    return today - timedelta(1), today


def _past_stretch(match: re.Match[str], when: _When) -> _Days | None:
    """`the past two weeks`, `the last 24 hours`: from then until today."""
    count, unit, today = _count(_said(match, "count") or "one"), _said(match, "unit"), when.today
    if count is None:
        return None
    if unit in ("month", "year", "decade"):
        return _months_before(today, count * {"month": 1, "year": 12, "decade": 120}[unit]), today
    if unit == "hour":
        return today - timedelta(-(-count // 24)), today
    return today - timedelta(count * (7 if unit == "week" else 1)), today


def _season(match: re.Match[str], when: _When) -> _Days:
    start = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}[_said(match, "season")]
    if _said(match, "year"):
        return _season_days(int(match["year"]), start)
    today, word = when.today, _said(match, "which")
    if word == "this":
        return _season_days(today.year - (start == 12 and today.month < 3), start)
    if word in ("next", "coming") or when.ahead:
        return _season_days(today.year + (date(today.year, start, 1) <= today), start)
    year = today.year - (date(today.year, start, 1) > today)
    running = _season_days(year, start)[1] >= today
    return _season_days(year - (word == "last" and running), start)


def _year(match: re.Match[str], when: _When) -> _Days:
    return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)


def _years(match: re.Match[str], when: _When) -> _Days | None:
    first, last = match["year"], match["last"]
    last = first[: -len(last)] + last  # 2023-24
    return (date(int(first), 1, 1), date(int(last), 12, 31)) if first < last else None


def _decade(match: re.Match[str], when: _When) -> _Days:
    return date(int(match["year"]), 1, 1), date(int(match["year"]) + 9, 12, 31)


def _quarter(match: re.Match[str], when: _When) -> _Days:
    """`Q3 2024`, `the third quarter of 2024`, `the first half of 2024`; without a year the last one begun."""
    months = 6 if _said(match, "part") == "half" else 3
    number = int(_said(match, "number") or _ORDINALS.index(_said(match, "ordinal")) + 1)
    start = (number - 1) * months + 1
    if _said(match, "year"):
        year = int(match["year"])
    else:
        year = when.today.year - (date(when.today.year, start, 1) > when.today)
    return date(year, start, 1), _month_days(year, start + months - 1)[1]


def _said(match: re.Match[str], group: str) -> str:
    """Return the words of *group*, small and with single blanks; "" if the rule has no such group."""
    return " ".join((match.groupdict().get(group) or "").lower().split())


# Calendar arithmetic.


def _one(day: date) -> _Days:
    return day, day


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _month_days(year: int, month: int) -> _Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def _season_days(year: int, start: int) -> _Days:
    return (
        (date(year, 12, 1), _month_days(year + 1, 2)[1])
        if start == 12
        else (
            date(year, start, 1),
            _month_days(year, start + 2)[1],
        )
    )


def _unit_days(unit: str, shift: int, today: date) -> _Days:
    """Return the week, month, quarter, year or decade that lies *shift* such units from today's."""
    if unit == "week":
        monday = _monday(today) + timedelta(7 * shift)
        return monday, monday + timedelta(6)
    if unit == "month":
        there = _months_before(today.replace(day=1), -shift)
        return _month_days(there.year, there.month)
    if unit == "quarter":
        there = _months_before(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), -3 * shift)
        return there, _month_days(there.year, there.month + 2)[1]
    if unit == "decade":  # "two decades ago" is vaguer than a year and no calendar decade
        return date(today.year + 10 * shift - 5, 1, 1), date(today.year + 10 * shift + 5, 12, 31)
    return date(today.year + shift, 1, 1), date(today.year + shift, 12, 31)


def _nearest_year(month: int, day: int, today: date) -> int:
    """Return the year that puts the day nearest to *today*: a leap year for the 29th of February."""
    possible = [y for y in (today.year - 1, today.year, today.year + 1) if day <= monthrange(y, month)[1]]
    if not possible:
        raise ValueError("no such day")
    return min(possible, key=lambda year: abs(date(year, month, day) - today))


def _monday(day: date) -> date:
    return day - timedelta(day.weekday())


def _count(words: str) -> int | None:
    """Return the number, or None for `several` and `a few`."""
    return int(words) if words.isdecimal() else _NUMBERS.get(words)


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ORDINALS = ("first", "second", "third", "fourth")
_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
)
_OTHER_COUNTS = {"thirty": 30, "forty": 40, "fifty": 50, "a": 1, "an": 1, "a couple": 2, "a couple of": 2}
_NUMBERS = {word: number for number, word in enumerate(_NUMBER_WORDS.split(" "), start=1)} | _OTHER_COUNTS
_AHEAD = re.compile(
    r"\b(?:will|shall|going to|plans? to|(?:is|are|be|been)\s(?:due|scheduled|slated|set|expected|planned))\b"
    r"(?!.*\b(?:was|were|had|said|told|announced)\b)"
)

# The pieces of the patterns. White space is bounded everywhere: a page of blanks is read in one pass.
_S = r"\s{1,3}"
_MONTH_NAME = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MONTH_SURE = "(?:January|February|July|September|October|November|December)"  # no verb, no first name
_MONTH_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
_MONTH = rf"\b(?P<month>{_MONTH_NAME}\b|{_MONTH_SHORT}\b\.?)"
_DAY = r"(?<![\d.,:-])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[-–—]\s?(?P<last>[0-3]?\d)(?:st|nd|rd|th)?)?"
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)(?!\d|[.,]\d|-\d)"
_MAYBE_YEAR = rf"(?:(?:,|{_S}of)?{_S}{_YEAR}|(?!\d|[.,:/]\d|%))"
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
_WHICH = rf"(?:[Tt]his{_S}past|\b(?P<which>(?i:last|past|this|next|coming))){_S}"
_IN = "(?i:in|since|by|until|till|during|from|after|before|through|throughout|early|late|mid|of|end of)"
_COUNT = (
    rf"(?<![\w,.])(?P<count>\d{{1,4}}|(?i:an?|several|a{_S}few|a{_S}couple(?:{_S}of)?|one|two|three|four|five|six"
    "|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    "|thirty|forty|fifty))"
)
_SEASON = r"(?P<season>(?i:spring|summer|fall|autumn|winter))\b"


_KEYS = (
    ("month", "january february march april may june july august september october november december"),
    ("month", "jan feb mar apr jun jul aug sep sept oct nov dec"),
    ("weekday", "monday tuesday wednesday thursday friday saturday sunday"),
    ("day", "yesterday today tomorrow tonight"),
    ("hours", "night morning afternoon evening"),
    ("unit", "week month quarter half year decade"),
    ("weekend", "weekend"),
    ("ago", "ago"),
    ("past", "past last"),
    ("season", "spring summer fall autumn winter"),
    ("Q", "q1 q2 q3 q4"),
    ("year", "1 2"),
    ("iso", "-"),
    ("slashed", ". /"),
)
"""The rarest thing in each way to write a date: a word in small letters, or how a number or `/05/` begins."""

_KINDS = {word: kind for kind, listed in _KEYS for word in listed.split()}
_KEY = re.compile(
    rf"\b(?:(?:{any_of([word for word in _KINDS if len(word) > 1])})\b"
    r"|(?:1[5-9]|2[01])\d\d|-\d\d-|[./]\d\d?[./])"
)
_LONGEST = 55  # characters: no date has more, with what stands before it
_PAST = 10  # characters: no rule looks further past the date


def _rule(key: str, days: Callable[[re.Match[str], _When], _Days | None], it: str, before: str = "") -> _Rule:
    """Return the rule for *it*, the date as written, when *before* stands in front of it."""
    return _Rule(key, re.compile(f"{before}(?P<it>{it})"), days)


_RULES = (
    _rule("iso", _iso, r"(?<![\d-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"),
    _rule(
        "slashed",
        _slashed,
        r"(?<![\d./])(?P<one>\d\d?)(?P<dot>[./])(?P<two>\d\d?)(?P=dot)(?P<year>(?:19|20)\d\d)(?![\d/])",
    ),
    _rule("month", _month_and_day, rf"(?:\b{_WEEKDAY},?{_S})?{_MONTH}{_S}{_DAY}{_MAYBE_YEAR}"),
    _rule("month", _month_and_day, rf"(?:\b{_WEEKDAY},?{_S})?{_DAY}(?:{_S}of)?{_S}{_MONTH}{_MAYBE_YEAR}"),
    _rule("month", _month_of_year, rf"{_MONTH}(?:,|{_S}of)?{_S}{_YEAR}"),
    _rule("month", _month_alone, rf"(?:{_WHICH})?\b(?P<month>{_MONTH_SURE})\b"),
    _rule("month", _month_alone, rf"{_WHICH}{_MONTH}"),
    _rule("month", _month_alone, _MONTH, before=rf"\b{_IN}{_S}"),
    _rule("month", _month_alone, r"\b(?P<month>March|April|June|August)\b", before=rf"\b[Tt]he{_S}"),
    _rule("month", _month_alone, r"\b(?P<month>April|June|August)\b(?!\s[A-Z])"),  # not April Jones
    _rule(
        "weekday",
        _weekday,
        rf"(?:{_WHICH})?(?<!Black )(?<!Good )(?<!Bloody )(?<!Super )\b(?P<weekday>{_WEEKDAY})",
    ),
    _rule(
        "day",
        _near_day,
        r"\b(?:(?i:yesterday|tomorrow|tonight)|today|(?<![A-Za-z]\s)Today)\b",  # not USA Today
    ),
    _rule("hours", _near_day, rf"\b(?i:last{_S}night|this{_S}(?:morning|afternoon|evening))\b"),
    _rule(
        "unit",
        _unit_around,
        rf"(?:\b(?P<part>(?i:earlier|later)){_S})?\b(?P<which>(?i:last|this|next|coming)){_S}"
        r"(?P<unit>(?i:week|month|quarter|year|decade))\b(?!-)",
    ),
    _rule("weekend", _weekend, rf"\b(?P<which>(?i:last|this|next|the)){_S}(?i:weekend)\b"),
    _rule("ago", _ago, rf"{_COUNT}{_S}(?P<unit>(?i:minute|hour|day|week|month|year|decade))s?{_S}(?i:ago)\b"),
    _rule(
        "past",
        _past_stretch,
        rf"\b(?i:the|these){_S}(?i:past|last){_S}(?:{_COUNT}{_S})?"
        rf"(?P<unit>(?i:hour|day|week|month|year|decade))s?\b(?!{_S}of\b)",
    ),
    _rule("season", _season, rf"{_WHICH}{_SEASON}"),
    _rule("season", _season, rf"(?:\b[Tt]he{_S})?\b{_SEASON}(?:,|{_S}of)?{_S}{_YEAR}"),
    _rule(
        "season",
        _season,
        rf"(?:the{_S})?{_SEASON}(?!{_S}of\b)",
        before=rf"\b(?i:in|since|during|until|by|over){_S}",
    ),
    _rule(
        "year",
        _year,
        rf"\b(?!\d\d00\s[a-z]){_YEAR}",
        before=rf"\b(?:{_IN}|(?i:year|and|the|its|his|her|their|a)){_S}",
    ),
    _rule("year", _year, rf"(?<=\(){_YEAR}(?=\))"),
    _rule("year", _year, rf"\b{_YEAR}(?=[’']s\b)"),
    _rule(
        "year", _years, r"(?<![\w.,-])(?P<year>(?:1[5-9]|20|21)\d\d)[-–—](?P<last>\d{4}|\d\d)(?![\w-]|[.,]\d)"
    ),
    _rule(
        "year",
        _years,
        rf"(?P<year>(?:1[5-9]|20|21)\d\d){_S}(?:to|and){_S}(?P<last>\d{{4}})\b",
        before=rf"\b(?:[Ff]rom|[Bb]etween){_S}",
    ),
    _rule("year", _decade, r"\b(?P<year>(?:1[5-9]|20)\d0)s\b"),
    _rule("Q", _quarter, rf"\bQ(?P<number>[1-4])\b(?:(?:{_S}of)?{_S}{_YEAR})?"),
    _rule(
        "unit",
        _quarter,
        rf"\b(?P<ordinal>(?i:first|second|third|fourth)){_S}(?P<part>(?i:quarter|half))(?:{_S}of)?{_S}{_YEAR}",
    ),
)
