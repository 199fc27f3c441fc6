"""What is contested, asked as a desk editor would: in the claims' own words, and without taking a side.

A safe form is better than a wrong one: where no deed is known, the values themselves make the question.
"""

from collections.abc import Iterable, Sequence

from briefing.evidence.claims import FigureClaim
from briefing.evidence.contested import Contested
from briefing.text.cues import words as listed
from briefing.text.words import concept


def question(one: Contested) -> str:
    """Return the question that the stands of *one* answer."""
    if one.asked:
        return one.asked
    claims = [claim for stand in one.stands for claim in stand.claims if isinstance(claim, FigureClaim)]
    if not claims:
        return turned(one.stands[0].claims[0].written)
    return _asked_of(claims) or f"{_matter(claims)}: {_values(one)}?"


def turned(statement: str) -> str:
    """Make a question of a statement, or quote it where that would not read well.

    >>> turned("The regulator will approve Rovax"), turned("he had said that it was over")
    ('Will the regulator approve Rovax?', 'Is it true that “he had said that it was over”?')
    """
    found = statement.split(" ")
    at = next((p for p, word in enumerate(found[:7]) if word in _TURNED), 0)
    subject = found[:at]
    if not at or at + 1 == len(found) or any(word.lower() in _NO_SUBJECT or "," in word for word in subject):
        return f"Is it true that “{statement}”?"
    first = subject[0].lower() if subject[0] in ("The", "A", "An", "No") else subject[0]
    return " ".join([found[at].capitalize(), first, *subject[1:], *found[at + 1 :]]).rstrip(".") + "?"


_TURNED = ("was", "were", "is", "are", "had", "has", "have", "will", "would", "can", "could")
_NO_SUBJECT = listed(
    "i he she it we they you there this that these who which what to not his her their our my its"
)


def _asked_of(claims: Sequence[FigureClaim]) -> str:
    """The question as the deed asks it, or nothing."""
    deed, unit = claims[0].deed, claims[0].unit
    counted = _counted(claims)
    if deed is None or "the" in deed.asked.split():
        return ""
    if unit == "percent" and counted and not deed.people:
        return f"What share of the {counted} {_singular(deed.asked)}?"
    if unit or not counted:
        return ""
    agent = _agent(claims)
    if agent and deed.does:
        return f"How many {counted} did {agent} {deed.does}?"
    return f"How many {counted} {_plural(deed.asked)}?"


def _singular(asked: str) -> str:
    return asked.replace("were ", "was ").replace("are ", "is ")


def _plural(asked: str) -> str:
    return asked.replace("was ", "were ", 1) if asked.startswith("was ") else asked


def _agent(claims: Sequence[FigureClaim]) -> str:
    """Who did it, as printed, where all claims that say so name the same."""
    named = dict.fromkeys(claim.agent for claim in claims if claim.agent)
    printed = dict.fromkeys(claim.agent_written for claim in claims if claim.agent_written)
    return next(iter(printed)) if len(named) == len(printed) == 1 else ""


def _matter(claims: Sequence[FigureClaim]) -> str:
    """What the values are of: a named measure, what is counted, or the deed."""
    deed = claims[0].deed
    measure = _commonest(claim.measure_written for claim in claims)
    if measure and not measure.endswith("s"):
        return f"What was the {measure}"
    if deed and "the" in deed.asked.split():
        return f"What {deed.asked}"
    counted = _counted(claims)
    return f"How many {counted}" if counted and not claims[0].unit else "Which figure is right"


def _counted(claims: Sequence[FigureClaim]) -> str:
    """The noun counted as most claims print it; "people" where some only say how many."""
    if any(claim.counts_all for claim in claims):
        return "people"
    if len({concept(claim.head_words) for claim in claims}) > 1 and claims[0].deed and claims[0].deed.people:
        return "people"
    if len({claim.kinds for claim in claims}) == 1:  # all count "armoured vehicles"
        return _commonest(claim.named for claim in claims)
    return _commonest(claim.head_words for claim in claims)


def _commonest(words: Iterable[str]) -> str:
    found = [word for word in words if word]
    return max(dict.fromkeys(found), key=found.count, default="")


def _values(one: Contested) -> str:
    written = list(dict.fromkeys(claim.written for stand in one.stands for claim in stand.claims[:1]))
    return f"{', '.join(written[:-1])} or {written[-1]}" if len(written) > 1 else written[0]
