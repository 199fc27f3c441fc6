"""What happens to what is counted: the deeds news counts people and things by, and their words.

"24 people were killed", "the blast left 24 dead" and "a death toll of 24" state one deed. Two claims whose
deeds are both known and differ never answer one question; where a deed is not in the table, the words of the
clause decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from briefing.text.words import concept, fold


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed, how a question asks for it, and the words for it.

    asked    completes "How many people ...?"; "the cost" completes "What was ...?"
    people   what is counted may go unnamed: "24 killed"
    grows    a later, higher count is an update
    planned  "will cut" and "is cutting" are one
    converse the deed that is this one seen from the other side: what one loses, the other regains
    does     the verb of "How many troops did Russia ...?"
    """

    name: str
    asked: str
    words: str
    people: bool = False
    grows: bool = False
    planned: bool = False
    converse: str = ""
    does: str = ""


def deed_at(words: Sequence[str], at: int) -> Deed | None:
    """Return the deed that the word at *at* names, alone or with the next one ("walked out", "laid off").

    >>> deed_at(["they", "walked", "out"], 1).name, deed_at(["the", "dead"], 1).name
    ('walkout', 'die')
    """
    after = at + 2 if tuple(words[at + 1 : at + 2]) in (("a",), ("the",)) else at + 1
    if after < len(words) and (pair := _pairs().get((concept(words[at]), fold(words[after])))):
        return pair
    return _forms().get(fold(words[at])) or _concepts().get(concept(words[at]))


def same_deed(one: Deed, other: Deed) -> bool:
    return one == other or one.converse == other.name


# `=word` stands for that form only, where its kin mean something else (to strike a target, to demonstrate a
# drug); `two-words` for the pair.
DEEDS = (
    # people
    Deed(
        "die",
        "were killed",
        """killed died dead death perished slain =lives =bodies =corpses drowned martyred =martyrs massacred
        slaughtered""",
        True,
        True,
    ),
    Deed("hurt", "were injured", "wounded injured hurt maimed =hospitalised =hospitalized", True, True),
    Deed("casualty", "were killed or injured", "casualty", True, True),
    Deed("missing", "are missing", "missing unaccounted", True),
    Deed("infect", "fell ill", "infected sickened ill poisoned", True, True),
    Deed("displace", "left their homes", "displaced homeless evacuated fled uprooted", True, True),
    Deed("detain", "were arrested", "arrested detained", True, True),
    Deed("custody", "are in custody", "custody jail remanded", True),
    Deed("kidnap", "were kidnapped", "kidnapped abducted", True, True),
    Deed("surrender", "surrendered", "surrendered", True, True),
    Deed("rescue", "were rescued", "rescued saved", True, True),
    Deed("free", "were freed", "=freed =released =liberated", True, True),
    Deed("trap", "are trapped", "trapped stranded", True),
    Deed(
        "attend",
        "took part",
        """=attended =attending =attendance =marched =marching =marchers =rallied =protested =protesting
        =protesters =demonstrated =demonstrating =demonstrators =gathered =crowd =participants
        =participated =come =came turned-out took-part showed-up""",
        True,
    ),
    Deed("carry", "were on board", "aboard on-board", True),
    Deed(
        "walkout",
        "are on strike",
        """walkout on-strike walked-out =strikers =striking downed-tools stopped-work stayed-away
        joined-strike joined-walkout joined-stoppage""",
        True,
    ),
    Deed("lay off", "lost their jobs", "laid-off layoffs redundancies redundant sacked", True, planned=True),
    # land and things
    Deed("cut", "are to be cut", "cut axed slashed shed", planned=True, does="cut"),
    Deed(
        "move",
        "were moved",
        """redeployed deployed pulled diverted transferred shifted relocated sent dispatched withdrawn removed
        rerouted""",
        does="move",
    ),
    Deed("capture", "were captured", "captured seized conquered occupied annexed overran", False, True),
    Deed("hold", "are held", "hold control retain kept"),
    Deed("lose", "was lost", "lost", converse="regain", does="lose"),
    # asked for as what was lost, so that the pair of them asks one question
    Deed("regain", "was lost", "regained reclaimed retook recaptured reconquered", converse="lose"),
    Deed("destroy", "were destroyed", "destroyed demolished razed gutted levelled wrecked", False, True),
    Deed("damage", "were damaged", "damaged", False, True),
    Deed("shoot down", "were shot down", "shot-down =downed intercepted", False, True),
    Deed("launch", "were launched", "=launched =launching =fired", does="launch"),
    Deed("vote", "voted", "voted ballot"),
    Deed("steal", "were stolen", "stolen looted robbed"),
    Deed("close", "were closed", "closed shut shuttered", planned=True),
    Deed("cancel", "were cancelled", "cancelled canceled scrapped"),
    # amounts
    Deed("sentence", "was the sentence", "sentenced jailed imprisoned"),
    Deed("grow", "was the rise", "rose increased grew climbed"),
    Deed("fall", "was the fall", "fell declined dropped decreased shrank"),
    Deed("cost", "was the cost", "cost", planned=True),
    Deed("spend", "was the sum spent", "spent", planned=True),
    Deed("pay", "was the sum paid", "paid"),
    Deed("fine", "was the fine", "fined fine"),
    Deed("profit", "was the profit", "profit earned"),
    Deed("revenue", "was the revenue", "revenue turnover"),
    Deed("last", "was the time it took", "=lasted"),
)


@cache
def _forms() -> dict[str, Deed]:
    return {word[1:]: deed for deed in DEEDS for word in deed.words.split() if word[0] == "="}


@cache
def _concepts() -> dict[str, Deed]:
    words = [(word, deed) for deed in DEEDS for word in deed.words.split()]
    return {concept(word): deed for word, deed in words if word[0] != "=" and "-" not in word}


@cache
def _pairs() -> dict[tuple[str, str], Deed]:
    return {
        (concept(first), second): deed
        for deed in DEEDS
        for word in deed.words.split()
        for first, second in pairwise(word.split("-"))
    }
