"""The words of a text, and when two of them count as the same word."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.text.locate import DASHES, INVISIBLE, SINGLE_QUOTES
from briefing.text.span import Span


class Word(NamedTuple):
    """A word as written and where: `span.of(text) == word.text`."""

    span: Span
    text: str


def words(text: str) -> tuple[Word, ...]:
    """Return the words of *text* in order: letters and digits, with the joints inside of them.

    Apostrophes and hyphens between letters, points in `U.S.` and in `3.5`, commas in `60,000` belong to the
    word; soft hyphens and zero-width characters do not end it. Signs and lone punctuation are no words.

    >>> [word.text for word in words("The U.S.-led talks didn’t cost $60,000.")]
    ['The', 'U.S.-led', 'talks', 'didn’t', 'cost', '60,000']
    """
    return tuple(Word(Span(*match.span()), match[0]) for match in _WORD.finditer(text))


def content_words(text: str) -> tuple[Word, ...]:
    """Return the words of *text* that carry its matter: all but STOP_WORDS. Negations stay.

    `US`, `WHO`, `IT` and `May` written so are names, unless the whole text shouts.

    >>> [word.text for word in content_words("He did not say who told the WHO.")]
    ['not', 'say', 'told', 'WHO']
    """
    shouted = text.isupper()
    return tuple(
        word
        for word in words(text)
        if fold(word.text) not in _STOP_FORMS or (word.text in _CAPITAL_NAMES and not shouted)
    )


def terms(text: str) -> tuple[str, ...]:
    """Return the stems of the content words in order, compounds taken apart: for BM25 and idf.

    >>> terms("The surprise attacks were last-ditch efforts.")
    ('surpris', 'attack', 'last', 'ditch', 'effort')
    """
    parts = (part for word in content_words(text) for part in fold(word.text).split("-"))
    return tuple(stem(part) for part in parts if part not in _STOP_FORMS)


def variety(found: Sequence[str]) -> float:
    """Return the share of different words in *found*, on average over runs of a hundred: 0 to 1.

    News has more than half; a text stuffed with a topic's words has few.

    >>> variety(["kursk", "news"] * 100)
    0.02
    """
    runs = [found[i : i + 100] for i in range(0, max(1, len(found) - 99), 100)]
    return sum(len(set(run)) / max(1, len(run)) for run in runs) / len(runs)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return *word* without what only typography adds: case, curly quotes, kinds of dash, a possessive.

    Points of initials and commas of thousands go as well. Letters of another alphabet that merely look alike
    stay different. `US` and `U.S.` become `usa`, so that they meet each other and not the pronoun.

    >>> [fold(word) for word in ("Kyiv’s", "U.N.", "US", "60,000", "soldiers’", "didn’t")]
    ['kyiv', 'un', 'usa', '60000', 'soldiers', "didn't"]
    """
    if word.replace(".", "") == "US":
        return "usa"
    seen = _INVISIBLE.sub("", word).translate(_TYPOGRAPHY)
    even = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    owned = even.removesuffix("'s").rstrip("'") or even
    if _INITIALS.fullmatch(owned):
        return "usa" if owned.startswith("u.s") and len(owned) <= 4 else owned.replace(".", "")
    return _THOUSANDS.sub("", owned)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return the English stem of *word*, folded first. Irregular forms stay apart; see `concept`.

    >>> stem("Negotiations’"), stem("negotiating")
    ('negoti', 'negoti')
    """
    folded = fold(word)
    try:
        return _stemmer()(folded)
    except UnicodeEncodeError:  # half a surrogate pair: the stemmer takes UTF-8 only
        return folded


def same_word(one: str, other: str) -> bool:
    """Tell whether both mean the same in news prose: one stem, one irregular verb or one group of SYNONYMS.

    >>> same_word("troops", "soldiers"), same_word("retake", "retain"), same_word("fought", "fighting")
    (True, False, True)
    """
    return concept(one) == concept(other)


@lru_cache(maxsize=65_536)
def concept(word: str) -> str:
    """Return the name of the word's group of SYNONYMS, or else its stem.

    >>> concept("soldiers"), concept("fought"), concept("bridge")
    ('troops', 'fight', 'bridg')
    """
    folded = fold(word)
    if folded in _groups_by_form():
        return _groups_by_form()[folded]
    stemmed = stem(_bases().get(folded, folded))
    return _groups_by_stem().get(stemmed, stemmed)


def is_negation(word: str) -> bool:
    """Tell whether *word* denies: `not`, `never`, `without`, `didn’t`.

    >>> is_negation("Won’t"), is_negation("want")
    (True, False)
    """
    folded = fold(word)
    return folded in NEGATIONS or folded.endswith("n't")


NEGATIONS = (
    "not",
    "no",
    "never",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "neither",
    "nor",
    "without",
    "cannot",
    "hardly",
    "barely",
    "scarcely",
)
"""Words that turn a statement round; forms in -n't besides. They are content, never stop words."""

STOP_WORDS = tuple(
    word
    for line in """
    a an the this that these those such same own
    i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    one ones who whom whose which what whoever whatever whichever where when why how
    someone something anyone anything everyone everything
    am is are was were be been being have has had having do does did doing done
    will would shall should can could may might must ought
    i'm i've i'll i'd you're you've you'll you'd he'd he'll she'd she'll it'd it'll
    we're we've we'll we'd they're they've they'll they'd that'll there'll who'd who'll let
    of in on at by for with from to into onto upon about across after against along amid amidst among amongst
    around as before behind below beneath beside besides between beyond despite down during except inside
    like near off out outside over past per since through throughout till toward towards under underneath
    until unto up via within
    and or but so yet if then than because although though while whereas whether unless
    also too very just only even still again already ever here there now
    some any each every both either other others another all more most much many few
    """.strip().splitlines()
    for word in line.split()
)
"""Words of grammar, folded: articles, pronouns, auxiliaries, prepositions, conjunctions, pointers."""

SYNONYMS = tuple(
    tuple(line.split())
    for line in """
    troops soldiers servicemen servicewomen =forces
    territory area =land =ground region
    killed died dead deaths slain fatalities
    wounded injured injuries hurt
    said stated told remarked
    attack assault offensive offence =offense strike raid
    retake recapture reclaim regain reconquer
    capture seize conquer overrun
    start begin launch commence
    hold control retain keep maintain
    lost loss
    finish end conclude
    stop halt
    announce declare proclaim
    claim assert allege contend
    deny reject refute
    admit acknowledge concede
    warn caution
    ask request urge
    negotiations =talks
    deal agreement accord pact treaty
    ceasefire cease-fire truce armistice
    war conflict
    fight combat battle clash
    retreat withdraw withdrawal pullout pull-out pullback pull-back
    advance progress
    invade invasion incursion
    defend defence =defense
    kidnap abduct abduction
    captive prisoner
    arrest detain detention
    jailed imprisoned
    murder homicide
    lawyer attorney solicitor
    court tribunal
    legislation law statute
    ban prohibit outlaw prohibition
    allow permit =authorise =authorize =authorised =authorized
    help aid assist assistance
    weapon =arms weaponry armament
    explosion blast detonation
    drone uav
    aircraft plane aeroplane airplane
    ship vessel
    car automobile
    destroy demolish
    damage harm
    fire blaze inferno
    flood deluge inundation
    quake earthquake
    doctor physician
    illness disease sickness
    vaccination jab vaccine
    child kid
    person people
    immigrant migrant
    leader chief
    parliament legislature
    lawmaker =legislator mp mps congressman congresswoman parliamentarian
    win victory triumph
    enemy foe adversary
    protest =demonstration =demonstrator
    goal aim objective target purpose
    attempt try effort endeavour endeavor
    boost strengthen reinforce bolster
    weaken undermine
    increase rise raise grow climb growth
    decrease fall decline drop shrink
    money funds funding
    buy purchase acquire acquisition
    sell sale
    cost price
    company =firm corporation
    job employment
    worker employee staff
    firefighter fire-fighter
    big large huge
    small minor little
    fast quick rapid swift
    crucial =important significant vital key
    =nearly =almost
    approximately roughly about around
    difficult hard tough
    dangerous hazardous perilous
    new fresh
    show demonstrate
    reveal disclose
    think believe
    need require
    use utilise utilize
    build construct construction
    happen occur
    get obtain receive
    escape flee
    journalist reporter
    study research
    expert specialist analyst
    rich wealthy affluent
    poor impoverished
    """.strip().splitlines()
)
"""Groups of words that news uses for one thing, by stem; `=word` stands for that form (and its -s) only."""

SPELLINGS = tuple(
    tuple(line.split())
    for line in """
    percent per-cent percentage
    kilometre kilometer km
    metre meter
    centre center
    labour labor
    neighbour neighbor
    neighbourhood neighborhood
    harbour harbor
    armour armor
    favour favor
    rumour rumor
    programme program
    =organisation =organization
    """.strip().splitlines()
)
"""British and American spellings whose stems differ, written as SYNONYMS are."""

KEPT_APART = tuple(
    tuple(line.split())
    for line in """
    authority authorities
    international
    internal
    university universities
    executive executives
    general generals
    hardly
    barely
    scarcely
    organ organs
    organic
    lately
    """.strip().splitlines()
)
"""Forms whose stem is that of quite another word (`author`, `intern`, `hard`): taken as they are."""

IRREGULAR = tuple(
    tuple(line.split())
    for line in """
    beat beaten
    become became
    begin began begun
    break broke broken
    bring brought
    build built
    buy bought
    catch caught
    child children
    choose chose chosen
    come came
    cut cutting
    deal dealt
    die dying
    draw drew drawn
    drive drove driven
    fall fell fallen
    feel felt
    fight fought
    find found
    flee fled
    fly flew flown
    forbid forbade forbidden
    forget forgot forgotten
    freeze froze frozen
    get got gotten
    give gave given
    go went gone
    grow grew grown
    hear heard
    hide hid hidden
    hold held
    keep kept
    know knew known
    lay laid
    lead led
    leave left
    lend lent
    lose lost
    make made
    man men
    mean meant
    meet met
    overrun overran
    pay paid
    retake retook retaken
    ride rode ridden
    rise rose risen
    run ran
    say said
    see saw seen
    seek sought
    sell sold
    send sent
    shake shook shaken
    shoot shot
    shrink shrank shrunk
    sink sank sunk
    speak spoke spoken
    spend spent
    stand stood
    steal stole stolen
    strike struck stricken
    swear swore sworn
    take took taken
    teach taught
    tell told
    think thought
    throw threw thrown
    undertake undertook undertaken
    wear wore worn
    win won
    withdraw withdrew withdrawn
    woman women
    write wrote written
    """.strip().splitlines()
)
"""A base form, then the forms a stemmer cannot bring home."""


@cache
def _stemmer() -> Callable[[str], str]:
    # Imported here: only those who compare words pay for the extension.
    import Stemmer  # type: ignore[import-not-found]  # ships no stubs

    stem_word: Callable[[str], str] = Stemmer.Stemmer("english", 0).stemWord
    return stem_word


@cache
def _bases() -> dict[str, str]:
    return {form: base for base, *forms in IRREGULAR for form in forms}


@cache
def _groups_by_form() -> dict[str, str]:
    apart = {form: forms[0] for forms in KEPT_APART for form in forms}
    marked = _members(marked=True)
    return apart | {form + end: name for form, name in marked for end in ("", "s")}


@cache
def _groups_by_stem() -> dict[str, str]:
    return {stem(_bases().get(form, form)): name for form, name in _members(marked=False)}


def _members(marked: bool) -> tuple[tuple[str, str], ...]:
    """Return each member of a group, marked with `=` or not, and the group's name: its first member."""
    return tuple(
        (member.lstrip("="), group[0].lstrip("="))
        for group in SYNONYMS + SPELLINGS
        for member in group
        if member.startswith("=") is marked
    )


def _marks() -> str:
    """Return the combining marks of living scripts: `\\w` lacks them, so NFD and Hindi words would break."""
    blocks = (range(0x300, 0x1D00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100), range(0x302A, 0x30A0))
    points = [point for block in blocks for point in block]
    points += [*range(0xA66F, 0xAC00), *range(0xFE20, 0xFE30)]
    return "".join(chr(point) for point in points if unicodedata.category(chr(point)) in ("Mn", "Mc"))


def _same_as(character: str, others: str) -> dict[int, str]:
    return {ord(other): character for other in others}


_TYPOGRAPHY = _same_as("'", SINGLE_QUOTES) | _same_as("-", DASHES)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CAPITAL_NAMES = ("US", "WHO", "IT", "May")
_STOP_FORMS = frozenset(STOP_WORDS)  # asked, never iterated

# Possessive quantifiers: a word is read once, however long.
_LETTER = r"[^\W_]"
_RUN = rf"{_LETTER}(?:[{INVISIBLE}]*+(?:{_LETTER}|[{_marks()}]))*+"
_UNIT = rf"(?:(?<!\w)(?:{_LETTER}\.){{2,6}}+(?!\w)|{_RUN}(?:(?<=\d)[.,](?=\d){_RUN})*+)"
_JOINT = rf"[{INVISIBLE}]*+['‘’ʼ＇‐‑-][{INVISIBLE}]*+"
_WORD = re.compile(rf"{_UNIT}(?:{_JOINT}{_UNIT})*+")
