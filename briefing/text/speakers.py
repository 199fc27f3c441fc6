"""Which person or body the words of a source name.

A name is given only where the text allows one reading: two people of one surname, a "he" after two
speakers or "the official" give None.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from briefing.text.clauses import CONNECTIVES, DETERMINERS, OPENERS, PREPOSITIONS, PRONOUNS, TIMES
from briefing.text.cues import ADVERBS, words
from briefing.text.span import Span

_TITLES = words(
    """
    alderman councilman councilwoman sheriff democrat republican conservative socialist activist pastor
    mr mrs ms miss dr sir lord lady dame sen senator rep representative gov governor president
    chairman chairwoman chair mayor minister premier chancellor secretary general gen colonel col lt
    lieutenant maj major capt captain sgt sergeant admiral adm marshal commander prof professor
    judge justice king queen prince princess pope archbishop bishop cardinal rev reverend rabbi imam
    sheikh ambassador director spokesman spokeswoman spokesperson analyst officer chief attorney
    detective inspector commissioner congressman congresswoman ayatollah prosecutor speaker leader
    candidate adviser advisor strategist deputy coach manager
    """
)
_BODIES = words(
    """
    academy administration agency alliance army association authority bank board brothers bureau
    cabinet campaign center centre church city club college commission committee company congress
    corporation corps council county court department federation force forces foundation front fund
    government group guard hospital house institute institution international journal magazine
    ministry museum nations network news newspaper observatory office organization organisation
    party police post press radio review school senate service society state states street system
    television times today tribune union university watch week weekly world
    """
)
_OFFICES = words(
    """
    affairs commerce defence defense education energy finance foreign health homeland interior
    justice labor labour security staff state trade transportation treasury war
    """
)
_PLACES = words(
    """
    north south east west northern southern eastern western new united great greater middle central
    latin upper lower black red white saudi sri san los las saint fort mount lake cape
    """
)
_SUFFIXES = words("jr sr ii iii iv")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*"
_LINK = r"(?:(?:de|del|della|di|da|dos|van|von|der|den|bin|ibn|al|el|ben|la|le|ter)[ \t-]+)"
_STOPPED = r"(?:Mrs?|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Prof|Rev|[A-Z])\."  # no sentence ends here
_RUN = re.compile(rf"\b(?:{_STOPPED}|{_CAPITAL})(?:[ \t]+(?:{_LINK}){{0,2}}(?:{_STOPPED}|{_CAPITAL}))*")
_PLACE = re.compile(rf"\b(?:in|into|inside|near|across|throughout) ({_CAPITAL})(?! {_CAPITAL})")
_ENDS_CORE = re.compile(r"[,;:(—–]| who | which | that | - ")
_HYPHENED = re.compile("-[a-z]+ed$")
_JOINING = re.compile(_LINK.replace(r"[ \t-]+", ""))
_SMALL = PREPOSITIONS | CONNECTIVES | DETERMINERS | PRONOUNS | OPENERS | TIMES | ADVERBS
_PLURALS = words("police people media men women")
_INDEFINITE = words(
    """
    a an one some many several two three four five six seven most few other both dozens hundreds
    """
)


@dataclass(frozen=True, slots=True)
class _Person:
    key: tuple[str, str, str]  # first name, surname, suffix
    name: str
    start: int


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Who spoke last in a paragraph, whether others did too, and where the words that name the source end."""

    number: int
    name: str
    several: bool
    end: int


class Speakers:
    """The names of one text, asked in the order of the text: it remembers who spoke last."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = frozenset(re.findall(r"(?<![\w’'])[a-z]+", text))
        self._by_name: dict[str, list[_Person]] = defaultdict(list)
        self._mentions: list[tuple[int, str]] = []  # start, surname
        self._persons: set[tuple[str, str, str]] = set()  # asked, never iterated
        self._spoke: list[_Paragraph] = []  # the last two in which a person spoke
        self._pronoun: dict[str, str] = {}
        self._read()

    def name(self, source: Span, paragraph: int, clause: Span) -> str | None:
        """The name of *source*, or None where it is not safe to give one."""
        phrase = source.of(self._text)
        low = phrase.lower()
        if low in ("he", "she"):
            name = self._antecedent(low, source, paragraph, clause)
        elif low in ("who", "which", "that"):
            name = self._relative(source, clause)
        elif low in PRONOUNS or low in DETERMINERS:
            name = None
        else:
            name = self._named(phrase, source) or self._in_apposition(phrase)
        if name is not None and self._is_person(name):
            self._remember(name, paragraph, source.end)
        return name

    def _remember(self, name: str, paragraph: int, end: int) -> None:
        last = self._spoke[-1] if self._spoke else None
        if last is not None and last.number == paragraph:
            self._spoke[-1] = _Paragraph(paragraph, name, last.several or last.name != name, end)
        else:
            self._spoke = [*self._spoke[-1:], _Paragraph(paragraph, name, False, end)]

    def _read(self) -> None:
        """Collect full names, then every mention of their surnames.

        What stands after "in" is a place: "in Kursk Ukraine" made one man of two.
        """
        places = frozenset(_bare(place) for place in _PLACE.findall(self._text))
        for run in _RUN.finditer(self._text):
            parts = run.group().split()
            if len(parts) < 2:  # most begin a sentence and name nobody
                continue
            parts = _without_titles(parts, self._begins_sentence(run.start()), self._plain)
            person = _person(parts, run.start())
            if person is not None and not places & {person.key[0], person.key[1]}:
                self._persons.add(person.key)
                self._know(person.key[1], person)
                self._know(person.key[0], person)
        for word in re.finditer(_CAPITAL, self._text):
            surname = _bare(word.group())
            if surname in self._by_name:
                self._mentions.append((word.start(), surname))

    def _know(self, word: str, person: _Person) -> None:
        """Two people of one name are enough to know that it is not safe."""
        known = self._by_name[word]
        if len(known) < 2 and all(one.key != person.key for one in known):
            known.append(person)

    def _begins_sentence(self, start: int) -> bool:
        before = self._text[max(0, start - 3) : start].rstrip(" \t“\"‘'«(")
        return not before or before[-1] in ".!?:\n\r"

    def _named(self, phrase: str, source: Span) -> str | None:
        core = _ENDS_CORE.split(phrase, maxsplit=1)[0].strip(" .'’\"")
        parts = core.split()
        if not parts or (" and " in core and not core.lower().startswith("the ")):
            return None
        first = parts[0].lower()
        if not parts[-1][:1].isupper():
            return core if first in _INDEFINITE or _is_bare_plural(parts) else None
        if (
            first == "the"
            and parts[1:]
            and parts[1][:1].isupper()
            and not _has_title(parts[1:])
            and "’s " not in core
            and "'s " not in core
        ):
            return _body_name(parts[1:]) or None
        run = _trailing_name(parts)
        if _describes(parts, run):
            return core if first in _INDEFINITE else None
        if len(run) == 1:
            return self._by_one_name(run[0], source)
        return " ".join(run) if run else None

    def _in_apposition(self, phrase: str) -> str | None:
        """The name behind a description: "the minister, Boris Petrov"."""
        description, _, behind = phrase.partition(",")
        noun, name = description.split()[-1:], behind.strip(" ,")
        if not noun or noun[0][:1].isupper() or not name:
            return None
        return name if self._is_person(name) else None

    def _by_one_name(self, word: str, source: Span) -> str | None:
        bare = _bare(word)
        known = self._by_name.get(bare, [])
        if len(known) > 1 or bare.lower() in _SMALL or bare.lower() in _TITLES:
            return None
        if known and known[0].key[1] == bare and known[0].start < source.start:
            return known[0].name
        return bare

    def _is_person(self, name: str) -> bool:
        parts = name.split()
        return len(parts) > 1 and _key(parts) in self._persons

    def _relative(self, source: Span, clause: Span) -> str | None:
        """The name just before "who"."""
        before = self._text[max(clause.start, source.start - 80) : source.start].rstrip(" ,—–-")
        runs = list(_RUN.finditer(before))
        if not runs or runs[-1].end() < len(before):
            return None
        return self._named(runs[-1].group(), source)

    def _antecedent(self, pronoun: str, source: Span, paragraph: int, clause: Span) -> str | None:
        """The only person who spoke in this paragraph or the one before, if nobody else was named since."""
        near = [one for one in self._spoke if one.number >= paragraph - 1]
        if not near or any(one.several or one.name != near[-1].name for one in near):
            return None
        name, end = near[-1].name, near[-1].end
        own = {_bare(part) for part in name.split()}
        at = bisect_left(self._mentions, (end, ""))
        while at < len(self._mentions) and self._mentions[at][0] < source.start:
            if self._mentions[at][1] not in own:
                return None
            at += 1
        if self._pronoun.setdefault(name, pronoun) != pronoun:
            return None
        return name


def _body_name(parts: list[str]) -> str:
    """The name of a body as far as it goes: "Institute for the Study of War [on Monday]"."""
    end = 0
    for number, part in enumerate(parts):
        if part[:1].isupper():
            end = number + 1
        elif part not in ("of", "for", "and", "the", "&"):
            break
    return _bare(" ".join(parts[:end]))


def _describes(parts: list[str], run: list[str]) -> bool:
    """Whether the name at the end only describes: "a fellow at the Smith Institution", "many Ukrainians"."""
    before = [part.lower() for part in parts[: len(parts) - len(run)]]
    if before and before[0] in _INDEFINITE and len(run) == 1 and run[0].endswith("s"):
        return True
    if before[-1:] == ["the"]:
        before.pop()
    office = len(before) > 1 and before[-2] in _TITLES  # "Secretary of State Ann Lee"
    return bool(before) and before[-1] in PREPOSITIONS and not office


def _person(parts: list[str], start: int) -> _Person | None:
    """A full name of two to four words that is not a body's, or None."""
    lows = [_bare(part).lower() for part in parts]
    if (
        not 2 <= len(parts) <= 5
        or lows[0] in _PLACES
        or _HYPHENED.search(lows[0])
        or any(low in _BODIES or low in TIMES for low in lows)
    ):
        return None
    return _Person(_key(parts), " ".join([*parts[:-1], _bare(parts[-1])]), start)


def _key(parts: list[str]) -> tuple[str, str, str]:
    bare = [_bare(part) for part in parts]
    suffix = bare.pop().lower() if len(bare) > 2 and bare[-1].lower() in _SUFFIXES else ""
    return bare[0], bare[-1], suffix


def _bare(word: str) -> str:
    """A name without its possessive ending and full stop."""
    bare = word.rstrip(".,")
    if bare.endswith(("’s", "'s")):
        return bare[:-2]
    return bare[:-1] if bare.endswith(("’", "'")) else bare


def _without_titles(parts: list[str], begins: bool, plain: frozenset[str]) -> list[str]:
    while parts and (parts[0].lower() in _SMALL or (begins and parts[0].lower() in plain)):
        parts, begins = parts[1:], False
    return _trailing_name(parts)


def _trailing_name(parts: list[str]) -> list[str]:
    """The capitalised words at the end, after the last title or possessive."""
    at = len(parts)
    while at > 0 and (parts[at - 1][:1].isupper() or (at < len(parts) and _joins(parts[at - 1]))):
        word = _bare(parts[at - 1]).lower()
        if at < len(parts) and (_is_title(word) or parts[at - 1].endswith(("’s", "'s"))):
            break
        at -= 1
    while at < len(parts) and (_joins(parts[at]) or parts[at].lower() == "the"):
        at += 1
    if at > 1 and parts[at - 1].lower() == "of" and _is_title(parts[at - 2].lower()):
        while at < len(parts) - 1 and parts[at].lower() in _OFFICES:  # Secretary of State Ann Lee
            at += 1
    return parts[at:]


def _is_title(word: str) -> bool:
    return word in _TITLES or any(part in _TITLES for part in word.split("-")) or word == "commander-in-chief"


def _joins(word: str) -> bool:
    return _JOINING.fullmatch(word) is not None


def _has_title(parts: list[str]) -> bool:
    return any(_is_title(_bare(part).lower()) for part in parts[:-1])


def _is_bare_plural(parts: list[str]) -> bool:
    first, last = parts[0].lower(), parts[-1].lower()
    if (
        first in DETERMINERS
        or first in PRONOUNS
        or last in DETERMINERS
        or "’s" in first
        or "'s" in first
        or not last.isalpha()
    ):
        return False
    return (last.endswith("s") and not last.endswith("ss")) or last in _PLURALS
