"""The words that the checks go by: what hedges, denies, ascribes and opposes in English news."""

import re
from functools import cache

from briefing.text.words import concept


def _folded(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any_of(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(line.strip() for line in text.strip().splitlines())})", re.IGNORECASE)


@cache
def opposites() -> tuple[tuple[str, str], ...]:
    """Pairs of concepts that turn a statement round when one stands for the other."""
    words = _OPPOSITES.split()
    return tuple((concept(a), concept(b)) for a, b in zip(words[::2], words[1::2], strict=True))


BREAK = re.compile(r"[;:—–(),]|\.\s")
"""What ends the reach of a negation or a hedge."""

DENIES = _folded(
    """
    fail failed fails failing refuse refused refuses refusing deny denied denies denying unable lack lacks
    lacked lacking false reject rejected rejects rejecting untrue
    """
)
"""Words that deny what follows them."""

TURNS = DENIES | _folded(
    """
    ban banned bans banning prevent prevented prevents halt halted suspend suspended dismissed dismiss
    dismisses without neither nobody nothing none cancel cancelled stopped stop impossible ended absent
    missing declined decline declines unchanged unlikely exclude excluded barred scrapped
    """
)
"""Words that may stand for a denial in other words."""

OPEN = _folded("whether unclear unconfirmed unverified unknown open")
"""Words that leave a thing open."""

EMPTY_NEGATION = _folded("only just merely necessarily least later more fewer less")
"""What follows a "not" or a "no" that denies nothing: not only, no later than, no more than."""

CERTAIN = _folded("also still again now")

REPORTED = 3

BE = _folded("may might could possibly perhaps potentially possible")
_IS_LIKELY = _folded(
    """
    likely unlikely probably probable presumably expected expects expect appear appears appeared seem
    seems seemed
    apparently seemingly suggest suggests suggested suspect suspected suspects suspicion believed
    thought feared
    """
)
_SOMEBODY_SAYS = _folded("reportedly allegedly alleged allegation accused supposedly purportedly rumoured")

CONDITIONS = _folded("if unless provided had were should")
"""What opens a sentence that says what would be, not what is."""

_MAY_BE = _folded("may might could possibly perhaps potentially possible")
_IS_LIKELY = _folded(
    """
    likely unlikely probably probable presumably expected expects expect appear appears appeared seem seems
    seemed apparently seemingly suggest suggests suggested suspect suspected suspects suspicion believed
    thought feared attributed
    """
)
_SOMEBODY_SAYS = _folded("reportedly allegedly alleged allegation accused supposedly purportedly rumoured")

HEDGES = dict.fromkeys(_MAY_BE, 1) | dict.fromkeys(_IS_LIKELY, 2) | dict.fromkeys(_SOMEBODY_SAYS, REPORTED)
"""How open a word leaves what it stands by: 1 it may be so, 2 it is likely so, 3 somebody says so."""

ATTRIBUTES = _any_of(
    r"""
    (?:according to|in the words of)\b
    in .{1,40}['’]s (?:view|words|account)\b
    by .{1,40}['’]s (?:account|count|estimate)\b
    (?:say|says|said|told|denies|denied|deny|noted|notes|added|stated|states|wrote|writes)\b
    (?:claim|argu|warn|call|describ|believ|estimat|report|insist|announc|acknowledg|admit|reveal|suggest)\w*
    (?:expect|predict|accus|vow|pledg|confirm)\w*
    """
)
"""Anything in a sentence that gives it to somebody."""

AGREEMENT = _any_of(
    r"""
    (?:all|both|several|many|most|multiple|numerous|various|other|every|each|two|three|four|five|six|no|\d+)\s(?:\w+\s){0,3}?(?:sources?|outlets?|articles?|newspapers?|media)\b
    (?:all|both|several|many|multiple|numerous|every|each|two|three|four|five|\d+)\s(?:\w+\s)?(?:reports?|accounts?)\b\s(?:agree|confirm|say|concur|state)\w*
    (?:sources|sides|parties|everyone|everybody|reports|accounts|outlets|articles)\s(?:\w+ly\s)?(?:agree|concur|differ|disagree|confirm)\w*\b
    (?:sources|outlets|reports) (?:unanimously|all|widely)\b
    (?:unanimous|unanimously|widely (?:reported|confirmed|agreed)|consensus|undisputed|uncontested)\b
    independently (?:confirmed|verified|corroborated)\b
    corroborat\w+
    """
)
"""Claims on how many say a thing, or that they agree: the program's to make."""

JOINTS = (
    (
        "cause",
        _any_of(
            r"""
            (?:because|therefore|thus|hence|consequently)\b
            (?:due to|owing to|thanks to|as a result|so that|in response to|in retaliation for)\b
            (?:leading to|prompting|causing|caused by|triggering|forcing|which led|resulting in)\b
            """
        ),
    ),
    (
        "order",
        _any_of(
            r"""
            (?:after|following|before|afterwards|subsequently|then|until)\b
            """
        ),
    ),
    (
        "contrast",
        _any_of(
            r"""
            (?:although|though|despite|even though|in spite of|but|however|nevertheless|instead)\b
            yet\b(?! to\b| been\b)
            """
        ),
    ),
)
"""Words that join two clauses by more than "and"."""

ORDINAL_WORDS = _folded("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")

STATES = _folded("people persons dead missing injured wounded killed hurt others more")
"""What figures count without saying of whom: no contradiction of any other head."""

DAY_PARTS = _folded("morning afternoon evening night midnight noon dawn midday overnight")

ORDINALS = {
    "1": "first", "2": "second", "3": "third", "4": "fourth", "5": "fifth", "6": "sixth", "7": "seventh",
    "8": "eighth", "9": "ninth", "10": "tenth", "11": "eleventh", "12": "twelfth",
}  # fmt: skip

GRAMMAR_VERBS = _folded(
    "is are was were be been being has have had do does did will would can could may might must shall should"
)

BE = _folded("is are was were be been being gets got")

PREPOSITIONS = _folded("in on at of from with by for about over under during among between")

TOWARDS = {"from": "from", "to": "to", "into": "to", "toward": "to", "towards": "to"}
"""Which way a preposition points."""

PAST = _folded(
    """
    began broke built bought came cut dealt drew drove fell felt fought found fled flew gave went grew
    held hit
    kept knew led left lost made met paid put ran rose said sank saw sent sold shot spoke stood struck
    swore told
    took threw thought won withdrew wrote beat
    """
)
"""Past forms that do not end in -ed."""

CALENDAR = _folded(
    """
    monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december
    """
)
"""Names of days and months; not May, which is mostly a verb."""

GRAMMAR = _folded(
    """
    the a an of in on at to for from by with and or but that this these those is are was were be been being
    has
    have had it its he she his her they their them who which as not no than then if will would can could may
    might
    must shall should do does did more most over about after before into out up off since until while when
    where
    what there here
    """
)
"""The commonest words of English: one stands in any sentence of ten words."""

_OPPOSITES = """
    rise fall  increase decrease  gain lose  win lose  advance retreat  confirm deny  accept reject
    support oppose  allow ban  open close  begin end  north south  east west  northeast southwest
    northwest southeast  northern southern  eastern western  before after  above below  more less  first last
    buy sell  import export  strong weak  strengthen weaken  success failure  succeed fail  guilty innocent
    majority minority  higher lower  ahead behind  convicted acquitted  inside outside  fewer more
    allowed banned  upper lower  entered withdrew  raise cut  arrive leave  hire fire  capture release
    profit loss  attack defend
    likely unlikely  possible impossible  alive dead  up down  enter leave  approve reject  upheld overturned
    appoint dismiss  ally enemy
"""
