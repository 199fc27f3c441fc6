"""One fault at a time, put by rule into sentences that are known to be true.

Each rule returns a changed case, or None where the result might still be true or where the rule
finds nothing to change: a wrong label costs more than a missing case.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from tests.faults.cases import NOBODY, Case, cited, names, passages

Rule = Callable[[Case], Case | None]

UP = r"(?:at least|more than|over)"
DOWN = r"(?:at most|fewer than|less than|up to|as many as|as far as|a maximum of|within|by|before|until)"
WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen"
NUMBER = rf"(?:[$€£]?\d[\d,.]*\d|[$€£]?\d|{WORDS})"

# A figure that stands by itself: not in KR-118, 6-4, 26-year-old or 71st.
FIGURE = re.compile(r"(?<![\w.,’-])[$€£]?(\d(?:[\d,]*\d)?(?:\.\d+)?)(?![\w-]|[.,]\d|’)")
DROPPED_BOUNDS = re.compile(
    rf"\b(?:about|some|almost|at least|more than|fewer than|up to|as many as) (?={NUMBER})"
)
TURNED_BOUNDS = (
    ("at least", "at most"),
    ("more than", "fewer than"),
    ("fewer than", "more than"),
    ("up to", "at least"),
    ("as many as", "at least"),
    ("almost", "more than"),
)
UNITS = (
    ("nautical miles", "kilometres"),
    ("light years", "light days"),
    ("miles", "kilometres"),
    ("kilometres", "miles"),
    ("millimetres", "centimetres"),
    ("metres", "feet"),
    ("kilograms", "pounds"),
    ("acres", "hectares"),
    ("tonnes", "kilograms"),
    ("euros", "dollars"),
    ("crowns", "euros"),
    ("dinars", "dollars"),
    ("hours", "days"),
    ("days", "weeks"),
    ("weeks", "months"),
    ("years", "months"),
)
COINS = (("$", "€"), ("£", "$"), ("€", "£"))
TURNS = (
    (r"\brose\b", "fell"),
    (r"\bfell\b(?! victim| into)", "rose"),
    (r"\bdropped\b", "rose"),
    (r"\bdrop\b", "rise"),
    (r"\bshrank\b", "grew"),
    (r"\bslowed\b", "accelerated"),
    (r"\beased\b", "accelerated"),
    (r"\bclimbed\b", "slipped"),
    (r"\bcheaper\b", "dearer"),
    (r"\bwithdrew from\b", "entered"),
    (r"\bentered\b", "left"),
    (r"\bup from\b", "down from"),
    (r"\bnorth\b", "south"),
    (r"\bsouth\b", "north"),
    (r"\bsouthern\b", "northern"),
    (r"\bnorthern\b", "southern"),
    (r"\beast\b", "west"),
    (r"\bsouthwest\b", "northeast"),
    (r"\bahead of\b", "behind"),
    (r"\bslightly below\b", "slightly above"),
    (r"\bbeat\b", "lost to"),
    (r"\breopen\b", "close"),
)
HEDGES = (
    (r"\bmay have to\b", "will have to"),
    (r"\bmay have (?=an? )", "has "),
    (r"\bmay have\b", "has"),
    (r"\bcould\b(?! not)", "will"),
    (r"\bmight be\b", "is"),
    (r"\bprobably ", ""),
    (r"\breportedly ", ""),
    (r"\ballegedly ", ""),
    (r"\ban estimated ", ""),
    (r"\bis expected to\b", "will"),
    (r"\bare believed to\b", "certainly"),
    (r"(?<=is )thought to be\b", "certainly"),
    (r"(?<=are )thought to be\b", "certainly"),
    (r"\battributed to\b", "painted by"),
    (r"\bsuspect that\b", "know that"),
    (r"\bwere unlikely to\b", "would not"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DENYING = re.compile(
    r"(?i)\b(?:not|no|never|nobody|none|neither|nothing|yet|without|only|except|others)\b"
    r"|(?i:\b(?:den(?:y|ied|ies)|reject\w+|doubt\w*|unlikely|declined)\b)"
)
# Not `may` and `might`: what may be also may not be.
AUXILIARY = re.compile(r"(?<!may )(?<!might )\b(?:was|were|is|are|will|would|had|has|have|could)\b")
# Latin letters and what looks the same in Cyrillic.
LOOK_ALIKES = (("a", "\u0430"), ("e", "\u0435"), ("o", "\u043e"), ("i", "\u0456"))
CLAIMED = ("All sources agree that", "Three outlets confirm that", "Every report confirms that")


def mutated(true: tuple[Case, ...]) -> tuple[Case, ...]:
    """Return every rule's change of every true case, in the order of the cases.

    An id is the true case's id and the rule's name: `t012.weekday`.
    """
    made = []
    for case in true:
        for rule in RULES:
            changed = rule(case)
            if changed is not None:
                made.append(replace(changed, id=f"{case.id}.{rule.__name__.removesuffix('_changed')}"))
    return tuple(made)


def digit_changed(case: Case) -> Case | None:
    """Make one figure larger, so that neither `at least` nor `about` still covers it."""
    for found in FIGURE.finditer(case.text):
        figure = _other_figure(found[1])
        before, after = case.text[: found.start()], case.text[found.end() :]
        if not figure or figure in cited(case) or not _free(case, found):
            continue
        # The hottest since 1871 is the hottest since 1875 too, and 34 May is no day.
        if not re.search(rf"(?i)(?:{DOWN}|since) $", before) and not after.strip().startswith(MONTHS):
            return _put(case, found.start(1), found.end(1), figure, "figure")
    return None


def bound_dropped(case: Case) -> Case | None:
    """Make `at least 41` out to be 41."""
    found = DROPPED_BOUNDS.search(case.text)
    return _put(case, *found.span(), "", "bound") if found and _free(case, found) else None


def bound_turned(case: Case) -> Case | None:
    """Make `at least` out to be `at most`, and so on."""
    for said, turned in TURNED_BOUNDS:
        found = re.search(rf"(?i)\b{said}(?= {NUMBER})", case.text)
        if found and _free(case, found):
            return _put(case, *found.span(), turned, "bound")
    return None


def unit_changed(case: Case) -> Case | None:
    """Name another unit of the same sort, and leave the figure."""
    for unit, other in UNITS:
        found = re.search(rf"(?i){NUMBER}(?: million| billion)? ({unit})\b", case.text)
        # Within six hours is within six days too: bounded figures are left alone.
        if found and re.search(rf"(?i)(?:{UP}|{DOWN}) $", case.text[: found.start()]):
            continue
        if found and other not in cited(case) and _free(case, found):
            return _put(case, *found.span(1), other, "unit")
    return None


def coin_changed(case: Case) -> Case | None:
    """Name another currency, wherever its sign stands."""
    for coin, other in COINS:
        if coin in case.text and other not in cited(case):
            return replace(case, text=case.text.replace(coin, other), kind="unit")
    return None


def negation_added(case: Case) -> Case | None:
    """Deny the first verb that can be denied, where nothing is denied yet."""
    found = AUXILIARY.search(case.text)
    if not found or not _free(case, found) or DENYING.search(case.text + cited(case)):
        return None
    return _put(case, found.end(), found.end(), " not", "negation")


def direction_changed(case: Case) -> Case | None:
    """Turn up into down, north into south, and so on."""
    for said, turned in TURNS:
        found = re.search(said, case.text)
        if found and _free(case, found) and len(re.findall(said, case.text)) == 1:
            return _put(case, *found.span(), turned, "direction")
    return None


def hedge_dropped(case: Case) -> Case | None:
    """State what was only thought possible."""
    for said, sure in HEDGES:
        found = re.search(said, case.text)
        if found and _free(case, found):
            return _put(case, *found.span(), sure, "hedge")
    return None


def weekday_changed(case: Case) -> Case | None:
    """Move it three days on in the week, if no cited sentence names that day."""
    return _next_of(case, WEEKDAYS, r"\b({})\b", step=3)


def month_changed(case: Case) -> Case | None:
    """Move it five months on."""
    return _next_of(case, MONTHS, r"(?:(?<=\d )|(?<=in )|(?<=from )|(?<=until )|(?<=before ))({})\b", step=5)


def person_changed(case: Case) -> Case | None:
    """Put another passage's person for this one's, where the name stands in full and once."""
    for passage, _ in case.cites:
        for person in names().get(passage, NOBODY).people:
            if case.text.count(person.split()[-1]) == 1 and person in case.text:
                kind = "speaker" if person in names()[passage].speakers else "name"
                other = _elsewhere(passage, person, lambda known: known.people)
                return replace(case, text=case.text.replace(person, other), kind=kind)
    return None


def place_changed(case: Case) -> Case | None:
    """Put another passage's place for this one's, if that passage is not cited."""
    for passage, _ in case.cites:
        for place in names().get(passage, NOBODY).places:
            if case.text.count(place) == 1:
                other = _elsewhere(passage, place, lambda known: known.places)
                return replace(case, text=case.text.replace(place, other), kind="place")
    return None


def speaker_dropped(case: Case) -> Case | None:
    """Leave out the `, chief Ada Brandt said` at the end, so that a claim becomes a fact."""
    found = re.fullmatch(r"([^“”,]+), ([^“”]+) said\.", case.text)
    if not found or len(case.cites) > 1 or not _speaker(case, found[2]):
        return None
    if re.search(r"suspect|believe|allegedly", found[1]):  # the claim keeps an attribution of its own
        return None
    return replace(case, text=f"{found[1]}.", kind="attribution")


def quotation_altered(case: Case) -> Case | None:
    """Put a word into somebody's mouth."""
    found = re.search(r"“\w+ ", case.text)
    return _put(case, found.end(), found.end(), "really ", "altered-quotation") if found else None


def letter_changed(case: Case) -> Case | None:
    """Spell a speaker's first name with one letter that only looks right."""
    for passage, _ in case.cites:
        for person in names().get(passage, NOBODY).people:
            for letter, other in LOOK_ALIKES:
                if person in case.text and letter in person:
                    spelt = person.replace(letter, other, 1)
                    return replace(case, text=case.text.replace(person, spelt), kind="look-alike")
    return None


def agreement_claimed(case: Case) -> Case | None:
    """Say that all agree; only code may count sources."""
    if not re.match(r"(?:The|An?|On|In|At) [a-z]", case.text):
        return None
    claim = CLAIMED[int(case.id[1:]) % len(CLAIMED)]
    return replace(case, text=f"{claim} {case.text[0].lower()}{case.text[1:]}", kind="agreement")


def citation_moved(case: Case) -> Case | None:
    """Cite another event's passage: 24 further on, which no pair of passages spans."""
    ids = tuple(passages())
    moved = tuple((ids[(ids.index(passage) + 24) % len(ids)], at) for passage, at in case.cites)
    return replace(case, cites=moved, kind="swapped-citation")


def citation_beside(case: Case) -> Case | None:
    """Cite another sentence of the same passage, one that lacks a figure which the case gives."""
    figures = re.findall(r"\d[\d,.]*\d|\d", case.text)
    if len(case.cites) > 1 or not figures:
        return None
    [(passage, at)] = case.cites
    for other, sentence in enumerate(passages()[passage]):
        if other != at and not re.search(r"\d", sentence) and not re.search(rf"\b{NUMBER}\b", sentence):
            return replace(case, cites=((passage, other),), kind="swapped-citation")
    return None


RULES: tuple[Rule, ...] = (
    digit_changed,
    bound_dropped,
    bound_turned,
    unit_changed,
    coin_changed,
    negation_added,
    direction_changed,
    hedge_dropped,
    weekday_changed,
    month_changed,
    person_changed,
    place_changed,
    speaker_dropped,
    quotation_altered,
    letter_changed,
    agreement_claimed,
    citation_moved,
    citation_beside,
)


def _put(case: Case, start: int, end: int, new: str, kind: str) -> Case:
    """Return *case* with *new* for its half-open range, beginning with a capital as it did."""
    text = case.text[:start] + new + case.text[end:]
    return replace(case, text=text[0].upper() + text[1:], kind=kind)


def _free(case: Case, found: re.Match[str]) -> bool:
    """Say whether *found* stands outside quotation marks: words inside are another kind of fault."""
    before = case.text[: found.start()]
    return before.count("“") == before.count("”")


def _other_figure(figure: str) -> str | None:
    """Return a larger figure of the same shape; None for one that begins with 9.

    >>> _other_figure("1,200"), _other_figure("2014"), _other_figure("8"), _other_figure("91")
    ('3,200', '2018', None, None)
    """
    if re.fullmatch(r"(?:18|19|20)\d\d", figure):
        return figure[:3] + str((int(figure[3]) + 4) % 10)
    return str(int(figure[0]) + 2) + figure[1:] if int(figure[0]) < 8 else None


def _next_of(case: Case, days: tuple[str, ...], shape: str, step: int) -> Case | None:
    for found in re.finditer(shape.format("|".join(days)), case.text):
        other = days[(days.index(found[1]) + step) % len(days)]
        # What is done by Monday is done by Thursday, and none since March is none since August.
        if re.search(r"\bby (?:the end of )?$|\bsince (?:\d+ )?$", case.text[: found.start()]):
            continue
        if other not in cited(case) and _free(case, found):
            return _put(case, *found.span(1), other, "date")
    return None


def _elsewhere(passage: str, name: str, which: Callable[..., tuple[str, ...]]) -> str:
    """Return a name of the same sort from a passage well away from *passage*, so of another event."""
    known = [other for away, each in names().items() for other in which(each) if _apart(passage, away)]
    return known[len(name) * int(passage[1:]) % len(known)]


def _apart(passage: str, other: str) -> bool:
    return abs(int(passage[1:]) - int(other[1:])) > 2


def _speaker(case: Case, words: str) -> bool:
    """Say whether *words* hold the name of somebody who speaks in a cited passage."""
    return any(
        speaker in words for passage, _ in case.cites for speaker in names().get(passage, NOBODY).speakers
    )
