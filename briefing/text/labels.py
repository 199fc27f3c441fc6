"""Labels: numbers that name a thing instead of measuring one.

"Su-27", "24/7", "Article 5", "20 January", the year 2024, "Room 12", "155 mm howitzers": to compare
them as quantities invents contradictions.
"""

import re

from briefing.text.heads import looks_plural
from briefing.text.numerals import Numeral, Plain, word_list


def is_label(page: Plain, numeral: Numeral, start: int, end: int, measured: bool) -> bool:
    """Does the number at *start*..*end* (with its money sign and unit) name a thing?

    *measured* numbers have a unit, a currency or a scale, and names seldom do.
    """
    if _glued_before(page, start) or (numeral.kind == "digits" and _glued_after(page, end, measured)):
        return True
    if measured:
        return numeral.kind == "words" and numeral.low == 1 and bool(_ONE_DAY.match(page.text, numeral.start))
    if numeral.kind == "words":
        return _word_label(page, numeral)
    return numeral.kind == "digits" and numeral.scale == 1 and _digit_label(page, numeral)


def is_year(page: Plain, numeral: Numeral) -> bool:
    """Is this written like a year: four bare digits from 1500 to 2100?"""
    return bool(_YEAR.fullmatch(page.low, numeral.start, numeral.end))


def is_calibre(page: Plain, numeral: Numeral, end: int) -> bool:
    """Is this many millimetres the bore of a weapon: "155 mm howitzer", "122mm"?"""
    if _ARMS.match(page.low, end):
        return True
    return numeral.low in _BORES and not _LENGTHWAYS.match(page.low, end)


def _glued_before(page: Plain, start: int) -> bool:
    if start == 0:
        return False
    before = page.text[start - 1]
    if before == "-" and page.low[max(0, start - 4) : start] == "-to-":
        return True  # odds: "3-to-1"
    if before == "-":
        return bool(_HYPHENED.search(page.low[max(0, start - 12) : start]))
    if before in ".,":
        return start > 1 and page.text[start - 2].isdigit()
    return before.isalnum() or before in "_/:#№§'@\\"


def _glued_after(page: Plain, end: int, measured: bool) -> bool:
    found = _GLUED_AFTER.match(page.text, end)
    return bool(found) and not (measured and page.text[end] == "-")  # "55%-41%" are two shares


def _digit_label(page: Plain, numeral: Numeral) -> bool:
    before = page.text[max(0, numeral.start - 28) : numeral.start]
    return (
        _is_date(page, numeral, before)
        or bool(_ERA.match(page.text, numeral.end) or _LABELLED.search(before))
        or _is_list_mark(page, numeral)
        or (is_year(page, numeral) and not _counts_like_a_year(page, numeral, before))
        or (_is_bare(page, numeral) and _named(page, numeral, before))
    )


def _is_date(page: Plain, numeral: Numeral, before: str) -> bool:
    if numeral.low > 31 or not page.low[numeral.start : numeral.end].isdigit():
        return False
    return bool(_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(page.text, numeral.end))


def _is_list_mark(page: Plain, numeral: Numeral) -> bool:
    """Does this number open its line, as in "1. Introduction" and "2) Then"?"""
    line_start = page.text.rfind("\n", max(0, numeral.start - 8), numeral.start) + 1
    lead = page.text[line_start : numeral.start] if line_start or numeral.start < 8 else "x"
    return numeral.low < 100 and not lead.strip() and bool(_MARK.match(page.text, numeral.end))


def _counts_like_a_year(page: Plain, numeral: Numeral, before: str) -> bool:
    """ "killed 1900 people" counts; "the 2014 elections", "in 2016 people" do not."""
    word = _LAST_WORD.search(before)
    return _plural_follows(page, numeral.end) and bool(
        word and word[1].islower() and word[1] not in _BEFORE_YEARS
    )


def _is_bare(page: Plain, numeral: Numeral) -> bool:
    return bool(_BARE.fullmatch(page.low, numeral.start, numeral.end))


def _named(page: Plain, numeral: Numeral, before: str) -> bool:
    """Does a capitalised word lend this number its name: "S&P 500", "iPhone 11", "Route 66"?"""
    found = _LAST_WORD.search(before)
    if not found or not any(char.isupper() for char in found[1]) or found[1].endswith(("'s", "s'")):
        return False
    if found[1].lower() in _ORDINARY or _ENDS_SENTENCE.fullmatch(found[1]):
        return False
    if _OPENS.search(before[: found.start()]):  # "In Kyiv 12 people died", "Kyiv 12"
        return not _plural_follows(page, numeral.end)
    return True


def _plural_follows(page: Plain, at: int) -> bool:
    found = _NEXT_WORDS.match(page.text, at)
    return bool(found and any(looks_plural(word) for word in found[0].split()))


def _word_label(page: Plain, numeral: Numeral) -> bool:
    start, end = numeral.start, numeral.end
    word = _LAST_WORD.search(page.text[max(0, start - 24) : start])
    if page.text[start].isupper() and word and not _ENDS_SENTENCE.fullmatch(word[1]):
        return not _CAPITAL_NEXT.match(page.text, end)  # "World War Two ended", not a headline
    if _CLOCK.match(page.low, end) or _IDIOM.match(page.low, start):
        return True
    if page.low[start:end] != "one":
        return False
    before = _LAST_WORD.search(page.low[max(0, start - 24) : start])
    return bool(_ONE_PRONOUN.match(page.low, end) or (before and before[1] in _BEFORE_PRONOUN))


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(rf"(?<!\w){_MONTH}\.?[ \xa0](?:the )?(?:[0-9]{{1,2}}(?:-| and | to | or |, ))?$")
_MONTH_AFTER = re.compile(rf"(?:(?:-| and | to | or )[0-9]{{1,2}})?[ \xa0](?:of )?{_MONTH}(?![\w'])")
_ERA = re.compile(r"[ \xa0]?(?:BC|BCE|AD|CE|ZIP|zip code|postcode|area code)(?!\w)")
_YEAR = re.compile(r"1[5-9][0-9]{2}|20[0-9]{2}|2100")
_BARE = re.compile(r"[0-9]+|[0-9]{1,2}\.[0-9]")
_MARK = re.compile(r"[.)][ \t\xa0]")
_LAST_WORD = re.compile(r"(?<![^\W_])([^\W\d_][\w.&'-]*)[ \xa0]$")
_ENDS_SENTENCE = re.compile(r"[^.&]{2,}\.")  # but "S.&P. 500"
_OPENS = re.compile(
    r"(?:^|[.!?:;\n\"“(—]\s*|(?<!\w)(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|[Ff]rom|[Tt]o|[Oo]f|[Bb]y|[Oo]utside"
    r"|[Aa]round|[Ww]ith|[Aa]cross|[Aa]nd)[ \xa0])$"
)
_NEXT_WORDS = re.compile(r"(?:[ \xa0][a-z][a-z'-]*){1,3}")
_CAPITAL_NEXT = re.compile(r"[ \xa0-][A-Z]")
_GLUED_AFTER = re.compile(r"[^\W\d_]|[-:/][0-9]|-to-|-[A-Z](?![a-z])|/[a-z]|\.[0-9]|,[0-9]{3}(?![0-9])")
_HYPHENED = re.compile(r"(?:^|(?<![^\W_])(?!sub-|under-|over-|to-|plus-|some-)[\w.]*)[^\W_]-$")
_LABELLED = re.compile(
    r"(?<![\w-])(?:[Nn]os?\.|No|Nos|[Nn]umber|[Aa]rticles?|Art\.|[Ss]ections?|Sec\.|[Cc]hapters?|[Pp]aragraphs?"
    r"|[Cc]lauses?|[Pp]ages?|pp?\.|[Cc]ategory|[Pp]hase|[Ll]evel|[Rr]oom|[Rr]oute|[Ff]light|[Hh]ighway"
    r"|[Rr]esolution|[Vv]ersion|[Ee]pisode|[Ss]eason|[Cc]hannel|[Gg]rade|[Tt]ier|[Aa]partment|[Dd]ay|[Ww]eek"
    r"|Rooms|Gates?|Unit|Figures?|Fig\.|Vol\.|[Vv]olume|Terminal|Reactors?|Building|District|Stage)"
    r"[ \xa0](?:[0-9]{1,4}(?:, | and | or | to ))?$"
)
_BEFORE_YEARS = frozenset(
    word_list(
        "in since by of from until till to during through before after for the a an this that his her"
        " its their our early late mid and or year years spring summer autumn fall winter circa back"
        " on at as than between christmas season is was"
    )
)
# Capitalised only because they open a sentence, or never part of a name with a number.
_ORDINARY = frozenset(
    word_list(
        "a an and about above across after all almost also among another any approximately around as"
        " at barely because before below besides between both but by despite during each even every"
        " exactly few fewer following for from had has have he her his how i if in including into is it"
        " its just last least less like more most my nearly next no not now of off on once one only or"
        " other our out over past per plus roughly she since so some such than that the their them then"
        " there these they this those though through to under until up us was we were what when where"
        " which while who with within would you your monday tuesday wednesday thursday friday saturday"
        " sunday january february march april may june july august september october november december"
        " today yesterday tonight aged ages say says said killed killing gm pm am utc gmt well down"
    )
)
_ONE_DAY = re.compile(r"One day (?!of|after|before|later|earlier)")
_CLOCK = re.compile(r"[ -](?:o'clock|a\.m|p\.m|am(?![a-z])|pm(?![a-z]))")
_IDIOM = re.compile(
    r"one-(?:off|time|way|sided|on-one|to-one|liner|size|upmanship|stop|party|another)"
    r"|two-(?:way|faced|tone|timing|time|step)|three-way|nine-to-five|zero(?:-| in on| tolerance| hour)"
    r"|one (?:by one|and only|and the same|or more|or other)"
)
_ONE_PRONOUN = re.compile(
    r"(?:'s|[^\w\s-]|\s*$|\s(?:another|who|whose|whom|that|which|can|could|would|should|may|might|must|is|was|has"
    r"|had|does|did|to|by|as|on|in|for|with|at|and|but|if|when|where|the|a|an|after|too|from|i|we|he|she|they"
    r"|you|it)(?![^\W_]))"
)
_BEFORE_PRONOUN = frozenset(word_list("no any every some the this that which each another last big square"))
_ARMS = re.compile(
    r"[ -](?:\w+[ -]){0,2}?(?:howitzers?|artillery|shells?|rounds?|guns?|cannons?|projectiles?|ammunition"
    r"|mortars?|munitions?|calibers?|calibres?|rifles?|pistols?|rockets?|machine|bullets?|cartridges?|autocannons?)"
    r"(?![^\W_])"
)
_BORES = (5.45, 5.56, 7.62, 12.7, 14.5, 105.0, 122.0, 152.0, 155.0, 203.0)
_LENGTHWAYS = re.compile(r"(?: of| in|-| (?:thick|long|wide|deep|high|tall|apart|lens|rain))")
