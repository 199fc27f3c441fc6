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
    fail failed fails refuse refused refuses deny denied denies unable lack lacks lacked false
    """
)

HEDGES = _folded(
    """
    may might could likely unlikely possibly perhaps probably reportedly allegedly apparently seemingly appear
    appears appeared seem seems seemed potentially suggest suggests suggested presumably supposedly
    purportedly
    """
)
"""Words that weaken those after them."""

HEDGE = _any_of(
    r"""
    (?:may|might|could|can|would|should|likely|unlikely|perhaps|unclear|unconfirmed|unverified|whether|if)\b
    (?:possib|probabl|reported|alleg|apparent|seeming|appear|seem|potential|suggest|presum|suppos|purport)\w*
    (?:claim|believ|expect|predict|forecast)\w*
    """
)
"""Anything in a sentence that keeps it from being said as a fact."""

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
    (?:all|both|several|many|most|multiple|numerous|various|other|two|three|four|five|\d+)\s(?:independent\s|separate\s)?(?:sources|outlets|articles|reports|accounts|media|newspapers)\b
    sources (?:agree|concur|differ|disagree)\b
    widely (?:reported|confirmed|agreed)\b
    (?:consensus|undisputed|uncontested)\b
    independently (?:confirmed|verified|corroborated)\b
    corroborat\w+
    """
)
"""Claims on how many say a thing, or that they agree: the program's to make."""

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
    majority minority  higher lower  arrive leave  hire fire  capture release  profit loss  attack defend
    likely unlikely  possible impossible  alive dead  up down  enter leave  approve reject  upheld overturned
    appoint dismiss  ally enemy
"""
