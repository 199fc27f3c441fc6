"""Head nouns: what a number counts, found by word shapes alone.

No tagger: the first word that looks like a plural noun within the next few words, after the
adjectives, participles and names that may stand before it ("12,000 North Korean *troops*").
"""

import re

from briefing.text.numerals import Plain, word_list

REACH = 5  # words looked at


def head_after(page: Plain, at: int, singular: bool = False) -> tuple[int, int] | None:
    """Return the plain range of the noun counted by a number that ends at *at*, or None.

    With *singular* a noun that is no plural will do, as after "one" or "40 percent of the".

    >>> page = Plain.of("some 12,000 North Korean troops allied with Russia")
    >>> page.low[slice(*head_after(page, 11))]
    'troops'
    """
    words = _phrase(page, _PAST_OF.match(page.low, at).end())  # type: ignore[union-attr]
    if not words:
        return None
    if page.low[at] == "-":  # "a 14-member council", "a 3,000-strong force"
        return words[0] if not _modifies(page, *words[0]) else words[-1]
    if plural := _first_plural(page, words):
        return plural
    if page.low[slice(*words[0])] in _CASUALTIES:
        return words[0]  # "300 killed"
    nouns = [word for word in words if not _modifies(page, *word)]
    return (nouns[0] if nouns else words[-1]) if singular else None


def _first_plural(page: Plain, words: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The first plural; a capitalised one ("Sanders") only if no small one comes right after it."""
    for place, (start, end) in enumerate(words):
        if not looks_plural(page.low[start:end]):
            continue
        rest = words[place + 1 : place + 3]
        if rest and page.low[start:end] in _BEFORE_NOUNS and looks_plural(page.low[slice(*rest[0])]):
            return rest[0]  # "police officers"
        if page.text[start].islower() or not rest or page.low[slice(*rest[0])].endswith(("ed", "ing")):
            return start, end
        small = [word for word in rest if page.text[word[0]].islower()]
        return next(
            (word for word in small if looks_plural(page.low[slice(*word)])), (small or [(start, end)])[0]
        )
    return None


def looks_plural(word: str) -> bool:
    """Is this lower-case word shaped like a plural noun?

    >>> [looks_plural(word) for word in ("brigades", "people", "this", "pass", "serious")]
    [True, True, False, False, False]
    """
    if word in _PLURALS:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s", "ous"))
        and word not in _NOT_PLURAL
    )


def singular_of(word: str) -> str:
    """Return *word* as its singular, roughly: enough to compare "troops" with "troop".

    >>> [singular_of(word) for word in ("casualties", "villages", "people", "gas")]
    ['casualty', 'village', 'people', 'gas']
    """
    if word in _PLURALS or not looks_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word[:-1]


def _phrase(page: Plain, at: int) -> list[tuple[int, int]]:
    """The next few words up to a mark or a word that no noun phrase goes past."""
    words: list[tuple[int, int]] = []
    for _ in range(REACH + 2):
        found = _NEXT.match(page.low, at)
        if not found or len(words) == REACH:
            break
        word = found["word"]
        if word in _STOPS or (words and word.endswith("ly")):
            break
        at = found.end()
        if word[0].isdigit() or word.endswith(("ly", "'s")) or word in _SKIPPED:
            continue
        words.append((found.start("word"), found.end("word")))
    return words


def _modifies(page: Plain, start: int, end: int) -> bool:
    word = page.low[start:end]
    return (
        page.text[start].isupper()
        or word in _ADJECTIVES
        or word.endswith(("ed", "ing", "ous", "ful", "able", "ible", "ical", "less", "ern"))
    )


_PAST_OF = re.compile(r"(?: (?:more|other|additional|further|new))?(?: of(?= [\w']))?")
_NEXT = re.compile(r"[ \xa0-](?P<word>[^\W_](?:[\w'.&-]|,(?=[0-9])){0,40}(?<![.-]))")
_BEFORE_NOUNS = ("police", "women", "men", "staff", "crew", "infantry", "aircraft", "media", "sports", "arms")
_CASUALTIES = frozenset(word_list("dead killed wounded injured missing displaced hurt detained arrested"))
_PLURALS = frozenset(
    word_list(
        "people men women children troops police personnel staff crew infantry clergy cattle sheep"
        " livestock aircraft spacecraft offspring series species folk feet teeth mice geese criteria"
        " phenomena media data servicemen servicewomen policemen gunmen militiamen fishermen"
        " businessmen lawmen firemen countrymen grandchildren schoolchildren crewmen spokesmen"
        " tribesmen viruses buses gases dice bids ads ids"
    )
)
_NOT_PLURAL = frozenset(
    word_list(
        "this thus does says goes gives takes makes gets comes includes remains seems becomes means"
        " shows perhaps always towards besides sometimes afterwards across unless whereas versus news"
        " less plus politics physics economics mathematics athletics overseas previous various serious"
        " its ours yours hers theirs texas paris kansas brussels athens wales christmas james charles"
    )
)
_STOPS = frozenset(
    word_list(
        "a an and or but nor so yet if as at by for from in into of on onto off out over per than"
        " that to up upon with within without about after against along among around before behind"
        " below beneath beside between beyond down during near since through throughout till toward"
        " towards under until via while when where who whom whose which what why how because although"
        " though is are was were be been being am do does did has have had having will would shall"
        " should can could may might must not no never he she it we they i you him them me us there"
        " here then now also just only even ago later earlier each every both either neither all any"
        " some such too very more most less least fewer says said say told according including like"
        " despite except plus minus yesterday today tomorrow monday tuesday wednesday thursday friday"
        " saturday sunday went came fell rose took got made left lost won died remained became began"
    )
)
_SKIPPED = frozenset(word_list("the his her its their our your my these those this that"))
_ADJECTIVES = frozenset(
    word_list(
        "new old big small large major minor main key other different separate young local national"
        " regional foreign federal senior former current recent early late military civilian political"
        " public private usual normal strong total full whole entire high low long short heavy light"
        " medium single best worst good bad great top known official annual daily weekly monthly"
        " nuclear economic social central own enemy north south east west first second third last next"
        " same vast remote elite fresh extra world european american russian ukrainian israeli chinese"
        " british french german armed active"
    )
)
