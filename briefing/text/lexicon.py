"""A small English dictionary: which words there are, which mean much the same and which the contrary.

From WordNet (see LICENSE.wordnet), cut down to single words and their frequent senses by
benchmarks/build_lexicon.py, which describes the file. It is read at the first question, never at import.
Context is unknown here: `found` is both a form of *find* and a verb of its own.
"""

import gzip
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from briefing.text.words import NEGATIONS, STOP_WORDS, fold

PARTS = ("noun", "verb", "adjective", "adverb")


def known(word: str) -> bool:
    """Tell whether *word* is an English word one writes small, or a form of one, however it is written here.

    So a capital at the start of a sentence says nothing about a known word, and makes an unknown one a name.
    Weekdays, nationalities and names are unknown; names that are words as well (`Bush`, `Gates`) are known.

    >>> [known(word) for word in ("Rebels", "The", "Ceasefires", "Anti-government", "Rafah", "Tuesday", "12")]
    [True, True, True, True, False, False, False]
    """
    folded = fold(word)
    return _is_word(folded) or ("-" in folded and all(_is_word(part) for part in folded.split("-")))


def parts_of_speech(word: str) -> tuple[str, ...]:
    """Return which of PARTS *word* can be, in that order; none for words of grammar and unknown ones.

    >>> parts_of_speech("attacked"), parts_of_speech("Hamas")
    (('verb',), ())
    """
    seen = tuple(reading.part for reading in _readings(fold(word)))
    return tuple(part for letter, part in zip("nvar", PARTS, strict=True) if letter in seen)


def base_forms(word: str) -> tuple[str, ...]:
    """Return the dictionary forms *word* may belong to, itself first if it is one.

    >>> base_forms("councillors"), base_forms("found"), base_forms("Kyiv")
    (('councillor',), ('found', 'find'), ())
    """
    folded = fold(word)
    bases = dict.fromkeys(reading.base for reading in _readings(folded))
    return tuple(sorted(bases, key=lambda base: base != folded))


@lru_cache(maxsize=65_536)
def synonyms(a: str, b: str) -> bool:
    """Tell whether *a* and *b* are forms of one word, or share a sense a reader soon thinks of.

    That is the first sense of one and among the first three of the other, or the second of both.

    >>> synonyms("buying", "purchase"), synonyms("boat", "vessel"), synonyms("rebels", "soldiers")
    (True, False, False)
    """
    one, other = _readings(fold(a)), _readings(fold(b))
    if fold(a) == fold(b) or _meet(base_forms(a), base_forms(b)):
        return True
    if fold(a) in POWERS and fold(b) in POWERS:
        return False  # WordNet: both may mean no more than "very many"
    return _listed_same(a, b, SAME) or any(_share_early(x, y) for x, y in _pairs(one, other))


@lru_cache(maxsize=65_536)
def related(a: str, b: str) -> bool:
    """Tell whether *a* and *b* may speak of one thing: synonyms, a thing and its kind, words of one origin.

    A kind may be one step up (a boat is a vessel), or two to a head that hardly tells more than a pronoun
    (GENERIC: a villager is a person). Two kinds of one thing are not related: rebels are no soldiers, tanks
    no troops.

    >>> related("boat", "vessel"), related("villagers", "people"), related("retrieve", "retrieval")
    (True, True, True)
    >>> related("tanks", "troops"), related("rebels", "soldiers")
    (False, False)
    """
    if synonyms(a, b):
        return True
    one, other = _readings(fold(a)), _readings(fold(b))
    return (
        any(_share(x, y) or _is_kind_of(x, y) or _is_kind_of(y, x) for x, y in _pairs(one, other))
        or any(_is_generic(x, y) or _is_generic(y, x) for x, y in _pairs(one, other))
        or _listed_same(a, b, KIN)
        or any(_are_kin(x.base, y.base) for x, y in product(one, other))
    )


@lru_cache(maxsize=65_536)
def opposed(a: str, b: str) -> bool:
    """Tell whether *a* and *b* are contraries, or words made of contraries.

    >>> opposed("convicted", "acquittal"), opposed("rose", "decline"), opposed("rose", "climbed")
    (True, True, False)
    """
    if synonyms(a, b):
        return False
    if _listed_contrary(a, b):
        return True
    one, other = _readings(fold(a)), _readings(fold(b))
    return any(_against(x, y) for x, y in _pairs(one, other)) or any(
        _kin_against(x, y) for x, y in product(one, other)
    )


FREQUENT = 3  # senses of a part of speech a reader thinks of first

GENERIC = (
    *("person", "people", "human", "individual", "worker"),
    *("group", "organization", "place", "area", "location", "thing", "object"),
)
"""Heads of so little content that a reader takes them for anything two steps below them."""

VAGUE = (
    *(
        "act",
        "action",
        "amount",
        "be",
        "become",
        "body",
        "change",
        "do",
        "event",
        "get",
        "give",
        "go",
        "happen",
    ),
    *(
        "have",
        "make",
        "matter",
        "measure",
        "move",
        "object",
        "part",
        "quantity",
        "set",
        "state",
        "take",
        "turn",
    ),
    *("unit", "work"),
)
"""Heads that so much stands under that to be under them relates no two words."""

POWERS = tuple(
    number + end for number in ("hundred", "thousand", "million", "billion", "trillion") for end in ("", "s")
)
"""Numbers by whose mixing up a figure is off by powers of ten."""

SAME = tuple(
    tuple(line.split())
    for line in """
    job post
    resident inhabitant
    ceasefire cease-fire truce armistice
    airstrike air-strike
    lawmaker legislator
    premier prime-minister
    drone uav
    vaccine vaccination jab
    """.strip().splitlines()
)
"""Words of one meaning in the news that WordNet lacks or files one below the other; by base form."""

CONTRARIES = tuple(
    tuple(tuple(side.split()) for side in line.split("|"))
    for line in """
    up upward upwards | down downward downwards
    more most | less least fewer fewest
    many | few
    above over | below under beneath
    before | after
    ahead | behind
    inside within in | outside out
    on | off
    with | without
    for pro | against anti
    north northern northward | south southern southward
    east eastern eastward | west western westward
    north-east north-eastern northeast northeastern | south-west south-western southwest southwestern
    north-west north-western northwest northwestern | south-east south-eastern southeast southeastern
    all every everyone everybody everything always | none nobody nothing never no neither
    rise increase grow climb jump surge soar gain raise boost expand swell advance rally growth
    | fall decrease decline drop slump plunge cut reduce lower shrink slash tumble plummet dwindle reduction
    strengthen bolster boost firm | weaken undermine soften erode
    improve improvement recover recovery | worsen deteriorate deterioration decline
    win victory triumph beat defeat | lose loss
    winner victor champion | loser
    gain profit surplus | loss deficit
    approve pass adopt accept endorse back ratify approval acceptance
    | reject refuse oppose block veto rebuff rejection refusal
    support back supporter | oppose opponent opposition critic condemn
    allow permit legalise legalize authorise authorize | ban forbid prohibit outlaw bar block prevent
    agree agreement | disagree disagreement refuse
    admit admission confess acknowledge confirm confirmation | deny denial
    confirm verify | refute rebut disprove
    convict condemn guilty conviction | acquit clear exonerate innocent acquittal
    jail imprison detain arrest capture | free release liberate
    hire appoint recruit employ appointment | dismiss fire sack oust remove dismissal
    open reopen reopening launch start begin resume continue
    | close closure shut end stop halt cease suspend cancel
    build construct erect | demolish destroy dismantle raze
    attack assault | defend defence defense
    invade advance enter occupy | retreat withdraw leave pull-out withdrawal
    attack | retreat
    ally friend friendly | enemy foe rival hostile
    peace ceasefire cease-fire truce | war
    survive survivor | die death kill perish
    alive living | dead
    safe safety | unsafe danger dangerous
    arrive arrival enter entry | depart departure leave exit
    join | leave quit
    import importer | export exporter
    buy buyer purchase | sell seller sale
    lend lender | borrow borrower
    majority | minority
    maximum most | minimum least
    succeed success successful | fail failure unsuccessful
    legal lawful | illegal unlawful
    tighten tougher | loosen relax ease
    hawk hawkish | dove dovish
    domestic | foreign
    public | private
    rich wealthy | poor
    early earlier | late later
    first | last
    keep retain remain stay | abandon scrap drop leave
    impose introduce | lift repeal abolish scrap revoke withdraw
    escalate escalation | de-escalate de-escalation ease
    rural | urban
    big large huge enormous giant massive vast | small little tiny minor
    deport expel expulsion deportation | admit welcome
    """.strip()
    .replace("\n    |", " |")
    .splitlines()
)
"""Contraries of the news, one pair of sides a line: WordNet lacks most, or knows them of rare senses only."""

KIN = tuple(
    tuple(line.split())
    for line in """
    council councillor councilor councilman councilwoman
    police policeman policewoman
    parliament parliamentarian
    congress congressman congresswoman
    """.strip().splitlines()
)
"""Bodies and their members, by base form: one word made of the other, though WordNet does not say so."""

NO_ENTRY = tuple(
    word
    for line in """
    everybody somebody anybody anything according regarding concerning including versus via plus unlike lest
    albeit hence thus thereby whereby whereupon whence else whenever wherever whomever
    airstrike smartphone heatwave coronavirus app blogger vlogger influencer livestream podcast selfie
    cryptocurrency startup crowdfunding ransomware malware chatbot deepfake hashtag jihadist
    lockdown whistleblower frontrunner floodwater wildfire firefight peacekeeper healthcare childcare
    timeline workforce rollout runoff shutdown turnout crackdown standoff payout hotline midfielder
    borehole inbox
    """.strip().splitlines()
    for word in line.split()
)
"""Words WordNet 3.0 has no entry for: of grammar, and what the news has learnt since 2006; with their -s."""


class _Reading(NamedTuple):
    """A word taken as one part of speech: `n`, `v`, `a` or `r`, and its dictionary form."""

    part: str
    base: str


class _Lexicon(NamedTuple):
    """The blocks of the file. Lines are taken apart when asked for: all at once would take a second."""

    at: dict[str, int]
    entries: list[str]
    synsets: list[str]
    irregular: dict[str, str]


@cache
def _lexicon() -> _Lexicon:
    packed = Path(__file__).with_name("lexicon.txt.gz").read_bytes()
    text = gzip.decompress(packed).decode().rstrip("\n")
    _, words, entries, synsets, forms = (block.split("\n") for block in text.split("\n\n"))
    irregular = {form: bases for form, _, bases in (line.partition(" ") for line in forms)}
    return _Lexicon(dict(zip(words, range(len(words)), strict=True)), entries, synsets, irregular)


def _is_word(folded: str) -> bool:
    return (
        folded in _GRAMMAR
        or folded.removesuffix("s") in NO_ENTRY
        or (folded.endswith("n't") and len(folded) > 3)
        or bool(_readings(folded))
        or any(_prefixed(folded, prefix, parts) for prefix, parts in _PREFIXES)
    )


def _prefixed(folded: str, prefix: str, parts: str) -> bool:
    """Tell whether *folded* is *prefix* before a word of four letters or more that is one of *parts*."""
    rest = folded.removeprefix(prefix)
    return len(prefix) + 4 <= len(folded) != len(rest) and any(
        part in parts for _, base in _readings(rest) for part in _senses(base)
    )


@lru_cache(maxsize=65_536)
def _readings(folded: str) -> tuple[_Reading, ...]:
    """Return what *folded* may be a form of: itself, irregular forms, then forms made by rule."""
    if not folded or len(folded) > LONGEST or folded in _GRAMMAR:
        return ()
    listed = _lexicon().irregular.get(folded, "").split()
    irregular = [_Reading(part, base) for part, base in zip(listed[::2], listed[1::2], strict=True)]
    itself = [_Reading(part, folded) for part in _usual_parts(folded)]
    settled = [reading.part for reading in irregular] + [part for part, _ in itself if part != "n"]
    by_rule = [reading for reading in _by_rule(folded) if reading.part not in settled]
    return tuple(dict.fromkeys((*itself, *irregular, *by_rule)))


def _by_rule(folded: str) -> Iterator[_Reading]:
    for part, end, instead in _RULES:
        stem = folded.removesuffix(end)
        if stem != folded and _stands(stem, end) and part in _senses(stem + instead):
            yield _Reading(part, stem + instead)


def _stands(stem: str, end: str) -> bool:
    """Tell whether a base can be left: "bed" is no form of "be", nor "gas" of "ga"."""
    if end == "s":
        return len(stem) > 2 and stem[-1] != "s"
    return len(stem) > 1 and (end[0] == "i" or any(vowel in stem for vowel in "aeiouy"))


def _usual_parts(base: str) -> tuple[str, ...]:
    """Return the parts of speech *base* mostly is: `plain` is no verb, though `plained` could only be one."""
    at = _lexicon().at.get(base)
    if at is None:
        return ()
    parts = _lexicon().entries[at].partition(";")[0].split("|")
    return tuple(part[0] for part in parts if part[0].islower())


@lru_cache(maxsize=65_536)
def _senses(base: str) -> dict[str, tuple[int, ...]]:
    """Return the numbers of the synsets of *base* by part of speech, the most frequent first."""
    at = _lexicon().at.get(base)
    if at is None:
        return {}
    parts = (part.split() for part in _lexicon().entries[at].partition(";")[0].split("|"))
    return {part.lower(): tuple(int(number, 36) for number in numbers) for part, *numbers in parts}


def _kin(base: str) -> tuple[str, ...]:
    """Return the words derived from *base*, or it from them."""
    at = _lexicon().at.get(base)
    return () if at is None else tuple(_lexicon().entries[at].partition(";")[2].split())


def _are_kin(one: str, other: str) -> bool:
    """Tell whether one comes from the other, or both from a third that begins alike: evacuee, evacuation."""
    if other in _kin(one):
        return True
    return one[:ALIKE] == other[:ALIKE] and any(
        between[:ALIKE] == one[:ALIKE] and other in _kin(between) for between in _kin(one)
    )


@lru_cache(maxsize=65_536)
def _above(number: int) -> tuple[int, ...]:
    """Return the synsets right above synset *number*."""
    return tuple(int(above, 36) for above in _lexicon().synsets[number].partition("!")[0].strip("-").split())


def _opposite(number: int) -> tuple[int, ...]:
    """Return the synsets opposed to synset *number*."""
    return tuple(int(other, 36) for other in _lexicon().synsets[number].partition("!")[2].split())


def _frequent(reading: _Reading, senses: int = FREQUENT) -> tuple[int, ...]:
    return _senses(reading.base)[reading.part][:senses]


def _pairs(one: tuple[_Reading, ...], other: tuple[_Reading, ...]) -> Iterator[tuple[_Reading, _Reading]]:
    """Yield what both can be at once: pairs of the same part of speech."""
    return ((x, y) for x, y in product(one, other) if x.part == y.part)


def _share(x: _Reading, y: _Reading) -> bool:
    return _meet(_senses(x.base)[x.part], _senses(y.base)[y.part])


def _share_early(x: _Reading, y: _Reading) -> bool:
    """Tell whether both have a synset early on: ranks, from 0, that add up to less than FREQUENT."""
    other = _frequent(y)
    return any(
        number in other and rank + other.index(number) < FREQUENT for rank, number in enumerate(_frequent(x))
    )


def _is_kind_of(x: _Reading, y: _Reading) -> bool:
    """Tell whether a frequent sense of *y* is right above one of *x*, and *y* says something."""
    return y.base not in VAGUE and any(_meet(_above(number), _frequent(y)) for number in _frequent(x))


def _is_generic(x: _Reading, y: _Reading) -> bool:
    """Tell whether *y* is one of GENERIC, up to two steps above *x*; "people" are persons or a group."""
    if x.part != "n" or y.base not in GENERIC:
        return False
    head = _frequent(y) + (_frequent(_Reading("n", "person")) if y.base == "people" else ())
    steps = (
        above for number in _frequent(x, 2) for first in _above(number) for above in (first, *_above(first))
    )
    return _meet(tuple(steps), head)


def _against(x: _Reading, y: _Reading) -> bool:
    """Tell whether a sense of *x* is opposed to one of *y*, or for adjectives to what the other is like.

    Not what both are like: five is like `cardinal`, third like `ordinal`.
    """
    return _face(_frequent(x, 2), _with_head(y)) or _face(_frequent(y, 2), _with_head(x))


def _kin_against(x: _Reading, y: _Reading) -> bool:
    """Tell the same of their kin, by first senses: an acquittal and convicted."""
    return any(
        _face(_senses(one)[part][:1], _senses(other).get(part, ())[:1])
        for one, other in product((x.base, *_kin(x.base)), (y.base, *_kin(y.base)))
        for part in _senses(one)
    )


def _with_head(x: _Reading) -> tuple[int, ...]:
    """Return the first senses of *x*; with an adjective's that which it is like: `huge` is like `large`."""
    own = _frequent(x, 2)
    return own if x.part != "a" else own + tuple(head for number in own for head in _above(number))


def _face(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return any(_meet(_opposite(number), other) for number in one)


def _meet(one: Iterable[object], other: Container[object]) -> bool:
    return any(item in other for item in one)


def _sides(a: str) -> tuple[tuple[int, int], ...]:
    """Return where *a* stands in CONTRARIES: lines and sides."""
    forms = (fold(a), *base_forms(a))
    return tuple(place for form in dict.fromkeys(forms) for place in _contraries().get(form, ()))


@cache
def _contraries() -> dict[str, tuple[tuple[int, int], ...]]:
    places: dict[str, tuple[tuple[int, int], ...]] = {}
    for at, sides in enumerate(CONTRARIES):
        for side, word in ((side, word) for side, words in enumerate(sides) for word in words):
            places[word] = (*places.get(word, ()), (at, side))
    return places


def _listed_same(a: str, b: str, groups: tuple[tuple[str, ...], ...]) -> bool:
    one, other = ((fold(word), *base_forms(word)) for word in (a, b))
    return any(_meet(group, one) and _meet(group, other) for group in groups)


def _listed_contrary(a: str, b: str) -> bool:
    return any((at, 1 - side) in _sides(b) for at, side in _sides(a))


ALIKE = 4  # letters with which kin of kin begin
LONGEST = 40  # letters of a word looked up

_RULES = (
    ("n", "s", ""),
    ("n", "ses", "s"),
    ("n", "xes", "x"),
    ("n", "zes", "z"),
    ("n", "ches", "ch"),
    ("n", "shes", "sh"),
    ("n", "oes", "o"),
    ("n", "men", "man"),
    ("n", "ies", "y"),
    ("v", "s", ""),
    ("v", "ies", "y"),
    ("v", "es", ""),
    ("v", "ied", "y"),
    ("v", "ed", "e"),
    ("v", "ed", ""),
    ("v", "ing", "e"),
    ("v", "ing", ""),
    ("a", "er", ""),
    ("a", "er", "e"),
    ("a", "est", ""),
    ("a", "est", "e"),
)
"""Part of speech, ending, and what the dictionary form has instead."""

_PREFIXES = (
    *(("re", "v"), ("un", "av"), ("mis", "v"), ("anti", "na"), ("non", "na")),
    *(("cyber", "na"), ("hyper", "na"), ("exo", "na")),
)
"""Prefixes that make new words, and of what; those that make names (Underwood, Microsoft) left out."""

_GRAMMAR = frozenset((*STOP_WORDS, *NEGATIONS, *NO_ENTRY))  # asked, never iterated
