"""Who is said to have done it: one side's account of an attack names the other side.

    government aircraft bombed the market  |  rockets fired by rebels fell on the market

Sides are told by what they are (a government's, rebels, a coalition) and by the peoples named beside their
arms. Both accounts must name one place and one target; an article that blames both sides tells of two
attacks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from briefing.evidence.alike import names_alike
from briefing.evidence.corpus import Corpus
from briefing.evidence.lines import CALENDAR, Line, Reading
from briefing.evidence.statements import Statement, independent, is_denied, statement
from briefing.text.cues import words as listed
from briefing.text.dates import dates
from briefing.text.names import country
from briefing.text.words import concept

KEPT = 40  # accounts at one place that a new one is held against
REACH = 4  # words


@dataclass(frozen=True)
class Account:
    """A clause that names who did harm: *sides* are classes and folded names, *actor* is as printed."""

    said: Statement
    sides: tuple[str, ...]
    actor: str
    own: frozenset[str]

    @property
    def called(self) -> str:
        """The actor in a sentence: "the army", but "rebels" and "Russian jets"."""
        bare = " " not in self.actor and self.actor.islower() and not self.actor.endswith("s")
        return f"the {self.actor}" if bare else self.actor

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The places named in or beside the sentence, the actor's own name aside."""
        reading, at = self.said.reading, self.said.place
        lines = [reading.lines[p] for p in (at, 0, at - 1, at + 1) if 0 <= p < len(reading.lines)]
        found = dict.fromkeys(name for line in (*lines, reading.headline) for name in _places(line))
        lands = (country(name.capitalize()) for name in found)  # a whole country is no place of one attack
        return tuple(
            name
            for name, land in zip(found, lands, strict=True)
            if not land and not any(names_alike(name, side) for side in self.own)
        )

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """What the sentence tells beside the harm, the people and the names."""
        line = self.said.reading.lines[self.said.place]
        return tuple(
            dict.fromkeys(
                line.concepts[p]
                for p in range(len(line.words))
                if line.is_content(p) and not line.is_name(p) and line.concepts[p] not in _EVERYWHERE
                and line.low[p] not in CALENDAR and line.low[p] not in self.own
            )
        )  # fmt: skip


def blames(corpus: Corpus, readings: Sequence[Reading]) -> tuple[tuple[Account, Account], ...]:
    """Return pairs of accounts of one attack that name contrary sides, one pair for each place."""
    at_place: dict[str, list[Account]] = {}
    for one in (one for reading in readings for one in _accounts(corpus, reading)):
        for name in one.places:
            at_place.setdefault(name, []).append(one)
    found: dict[tuple[int, int], tuple[Account, Account]] = {}
    for accounts in at_place.values():
        if pair := _first_pair(accounts[:KEPT]):
            found.setdefault((pair[0].said.sentence.number, pair[1].said.sentence.number), pair)
    return _one_for_two(tuple(found.values()))


def asked(one: Account, other: Account) -> str:
    where = next(name for name in one.places if name in other.places)
    reading = one.said.reading
    lines = (*reading.lines, reading.headline)
    written = next(line.words[line.low.index(where)].text for line in lines if where in line.low)
    return f"Who carried out the attack at {written}: {one.called} or {other.called}?"


def _one_for_two(pairs: Sequence[tuple[Account, Account]]) -> tuple[tuple[Account, Account], ...]:
    """One pair for two families, however many places they share."""
    kept: dict[tuple[str, str], tuple[Account, Account]] = {}
    for pair in pairs:
        kept.setdefault((pair[0].said.family, pair[1].said.family), pair)
    return tuple(kept.values())


def _first_pair(accounts: Sequence[Account]) -> tuple[Account, Account] | None:
    for number, one in enumerate(accounts):
        for other in accounts[number + 1 :]:
            if _exclude(one, other) and not _tells_both(one, other, accounts):
                return one, other
    return None


def _exclude(one: Account, other: Account) -> bool:
    return (
        independent(one.said, other.said)
        and _contrary(one.sides, other.sides)
        and any(target in other.targets for target in one.targets)
        and _one_time(one.said, other.said)
    )


def _tells_both(one: Account, other: Account, accounts: Sequence[Account]) -> bool:
    """Say whether one of the two articles names both sides there: then it tells of two attacks."""
    for account in accounts:
        for mine, theirs in ((one, other), (other, one)):
            same = account.said.article == mine.said.article
            if same and account is not theirs and not _contrary(account.sides, theirs.sides):
                return one.said.article != other.said.article
    return False


def _contrary(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two sides cannot be one: rebels are no government's, Oslanders no Verians."""
    if any(names_alike(a, b) for a in one for b in other):
        return False
    mine, theirs = _classes(one), _classes(other)
    if ("rebel" in mine) != ("rebel" in theirs):
        return True
    named, others = [s for s in one if s not in _SIDES], [s for s in other if s not in _SIDES]
    return bool(named and others) or bool(mine and theirs)


def _classes(sides: Sequence[str]) -> tuple[str, ...]:
    return tuple(side for side in sides if side in _SIDES)


def _one_time(one: Statement, other: Statement) -> bool:
    """Say whether the days told, or the reports, may be of one attack."""
    a, b = _days(one), _days(other)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _days(one: Statement) -> tuple[date, date] | None:
    published = one.reading.seen.article.published
    for mention in dates(one.sentence.text, published.date() if published else None):
        if mention.earliest and mention.latest:
            return mention.earliest, mention.latest
    return None


# -- reading


def _accounts(corpus: Corpus, reading: Reading) -> Iterator[Account]:
    leader = _leader(reading)
    for place, line in enumerate(reading.lines):
        if "?" in line.text or HARM.isdisjoint(line.concepts):
            continue
        for start, stop in line.clauses:
            if any(line.low[p] in _UNREAL for p in range(start, stop)) or is_denied(
                reading, place, (start, stop)
            ):
                continue
            found = next((a for p in range(start, stop) if (a := _actor(line, p, start, stop))), None)
            if found is None:
                continue
            first, last = found
            sides = _sides(line, first, last)
            sides = tuple(dict.fromkeys((*sides, *leader))) if "coalition" in sides else sides
            said = statement(corpus, reading, place, (start, stop), None, focus=last - 1)
            if sides and said:
                actor = line.text[line.words[first].span.start : line.words[last - 1].span.end]
                actor = (
                    actor if line.is_name(first) or _is_people(line, first) else actor[0].lower() + actor[1:]
                )
                yield Account(said, sides, actor, frozenset((*sides, *line.low[first:last])))


def _leader(reading: Reading) -> tuple[str, ...]:
    """Who leads the coalition of which the article speaks: "the Osland-led coalition"."""
    led = (w.text for line in reading.lines for w in line.words if w.text.lower().endswith("-led"))
    lands = dict.fromkeys(land.lower() for word in led if (land := country(word[:-4])))
    return tuple(lands)[:1]


def _actor(line: Line, at: int, start: int, stop: int) -> tuple[int, int] | None:
    """The words that name who did it, where the word at *at* ends them."""
    low, follows = line.low[at], at + 1 < stop and not line.breaks(at + 1)
    if not (low in _ARMS or low in _FORCES or low in _CLASSES or _is_people(line, at)):
        return None
    if follows and (_modifies(line, at + 1) or line.low[at + 1] in _FORCES):
        return None  # the phrase goes on: "Russian" of "Russian jets"
    first = at
    while first > start and not line.breaks(first) and at - first < REACH and _modifies(line, first - 1):
        first -= 1
    before = line.low[first - 1] if first > start else ""
    before = line.low[first - 2] if before in ("the", "a", "an") and first - 1 > start else before
    if before in _SUFFERED:
        return None
    named = low in _CLASSES or first < at or _is_people(line, at)
    did = _blamed(line, first, start) or _acts(line, at, stop)
    armed = low in _ARMS and first < at and before not in _AGAINST
    return (first, at + 1) if named and (did or armed) else None


def _blamed(line: Line, first: int, start: int) -> bool:
    """Say whether the words before name the phrase as the doer: "shells fired by", "the army blamed"."""
    near = line.low[max(start, first - 2) : first]
    if not _BLAMED.isdisjoint(near):
        return True
    done = range(max(start, first - REACH - 2), first)
    return "by" in near and any(line.concepts[p] in HARM for p in done)


def _is_people(line: Line, at: int) -> bool:
    return country(line.words[at].text.split("-")[0]) is not None


def _modifies(line: Line, at: int) -> bool:
    """Say whether the word can stand before a side's arms: "Syrian government", "US-led coalition air"."""
    low = line.low[at]
    return (
        line.is_name(at)
        or _is_people(line, at)
        or low in _CLASSES
        or low in _ARMS
        or low in _BETWEEN
        or low.endswith("-led")
    )


def _acts(line: Line, at: int, stop: int) -> bool:
    """Say whether a verb of harm follows, in the active: "forces have shelled"."""
    for p in range(at + 1, min(at + REACH, stop)):
        if line.low[p] in ("was", "were", "been", "being", "is", "are"):
            return False
        if line.low[p] in _DID:
            return line.low[p + 1 : p + 2] not in (
                ("in",),
                ("by",),
                ("when",),
            )  # "two Americans killed in Orm"
        if line.is_content(p) and not line.low[p].endswith("ly"):
            return False
    return False


def _sides(line: Line, first: int, last: int) -> tuple[str, ...]:
    found: list[str] = []
    for p in range(first, last):
        low = line.low[p]
        land = country(line.words[p].text.split("-")[0])
        side = _CLASSES.get(low) or (land.lower() if land else low if line.is_name(p) else "")
        if side and low not in CALENDAR and low not in _ARMS:
            found.append(side)
    return tuple(dict.fromkeys(found))


def _places(line: Line) -> Iterator[str]:
    for p in range(1, len(line.words)):
        if line.is_name(p) and line.low[p - 1] in _WHERE and line.low[p] not in CALENDAR:
            yield line.low[p]


_GOVERNMENT = listed("government regime army loyalist loyalists pro-government")
_REBELS = listed(
    """rebel rebels insurgent insurgents militant militants terrorist terrorists opposition jihadist jihadists
    separatist separatists gunmen extremist extremists islamist islamists guerrillas"""
)
_CLASSES = {
    **dict.fromkeys(sorted(_GOVERNMENT), "government"),
    **dict.fromkeys(sorted(_REBELS), "rebel"),
    "coalition": "coalition",
}
_SIDES = ("government", "rebel", "coalition")
_ARMS = listed(
    """
    aircraft airstrike airstrikes artillery bombardment bombardments bombing bombings bombs drone drones
    fire gunfire helicopter helicopters jets jet missile missiles mortar mortars plane planes raid raids
    rocket rockets shell shells shelling sniper snipers strike strikes warplane warplanes warships
"""
)
_FORCES = listed("army forces troops fighters groups group militia soldiers units police side")
_BETWEEN = listed("air armed ground security military heavy and allied fighter bomber special tank")
_DID = listed(
    """
    killed bombed bombarded shelled struck hit attacked targeted dropped fired launched destroyed massacred
    murdered executed carried committed conducted pounded raided shot gassed bombing shelling hitting
    targeting firing
"""
)
_BLAMED = listed("blamed blames accused accuses")
_AGAINST = listed("against on at destroyed intercepted downed targeted hit hitting bombed struck")
_SUFFERED = listed("killed wounded injured destroyed against denied")
_UNREAL = listed("if would could may might will threatened no not never neither nor without whether")
_WHERE = listed("in at near on of over outside around inside to")
HARM = frozenset(
    concept(word)
    for word in listed(
        """
        killed wounded died bombed shelled struck hit attacked targeted dropped fired launched destroyed
        massacred murdered shelling strike raid bombardment blast explosion shot pounded martyred
    """
    )
)
_EVERYWHERE = HARM | frozenset(
    concept(word)
    for word in listed(
        """
        people civilians persons men women children soldiers troops forces army government rebels militants
        terrorists group groups fighters air said say told reported according state agency ministry source
        sources military news area town city village province district region countryside war day attack
        attacks others least dozens one two three four five six seven eight nine ten security opposition
        coalition jets warplanes aircraft rockets rocket missiles missile shells mortar artillery bomb bombs
        official officials statement monitoring observatory human rights activists local wounded injured
        dead number toll
    """
    )
)
"""Concepts that any report of an attack has: sharing them proves nothing."""
