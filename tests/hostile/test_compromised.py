"""A thousand drafts of a model that lies in every way it can, and what none of them may get through.

Good answers are taken and mutated: figures, numbers of sentences, speakers, negations, hedges, joints, markup,
headings, disputes left out. The soak profile (HYPOTHESIS_PROFILE=soak) tries ten thousand.
"""

# ruff: noqa: E501 -- an article has its paragraphs on one line

import os
from datetime import UTC, datetime
from functools import cache
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.evidence.assemble import assemble
from briefing.evidence.contest import contest
from briefing.evidence.corpus import Corpus
from briefing.evidence.merge import merge
from briefing.evidence.search import search
from briefing.evidence.verify import verify
from briefing.model.brief import Dispute, Draft, Maker, Proposal, ProposedDispute, ProposedPosition
from briefing.model.passage import RejectReason
from briefing.pipeline import BUDGET, Made
from briefing.render.wording import REASONS
from briefing.text.show import one_line
from tests.builders import NOW, article, topic
from tests.hostile import invariants

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
MANY = settings(max_examples=10_000 if SOAK else 1_000, suppress_health_check=list(HealthCheck))
SOME = settings(MANY, max_examples=2_500 if SOAK else 250)

HERALD = """\
Water from the Ossen dam reached the old mill at Varnholt on Tuesday evening, the district office said.

About 1,400 people left their homes before dark, said Ilse Brandt, the head of the district office. “We opened the second gate because the wall was moving,” Brandt said.

Engineers did not find a crack in the northern wall. The power company Norvik may close the road to Kell on Friday, a spokesman said.
"""
WIRE = """\
Sensors at the Ossen dam showed the wall shifting by 11 millimetres on Tuesday.

Piet Maas, the director of the dam, denied that it was in danger. At least 2,300 people left their homes before dark, said Tom Reuss, the mayor of Varnholt.

The gauge at Kell stood at 6.2 metres on Wednesday morning. Two villages lost power for nine hours.
"""
# A copy tells the Herald's sentences in its order, and alters what Brandt said.
COPY = """\
Water from the Ossen dam reached the old mill at Varnholt on Tuesday evening, the district office said.

About 1,400 people left their homes before dark, said Ilse Brandt, the head of the district office. “We opened the second gate since the whole wall had moved,” Brandt said.

Engineers did not find any crack in the northern wall.
"""
TOPIC = topic("Ossen dam")
MAKER = Maker("assisted", "compromised", (), "0")

GOOD = (
    (
        "Water from the dam reached the old mill at Varnholt on Tuesday evening, the district office said.",
        "old mill",
    ),
    ("Ilse Brandt said that about 1,400 people left their homes before dark.", "1,400"),
    ("“We opened the second gate because the wall was moving,” Brandt said.", "because the wall"),
    ("Engineers did not find a crack in the northern wall.", "not find a crack"),
    ("Norvik may close the road to Kell on Friday, a spokesman said.", "Norvik"),
    ("Sensors showed the wall shifting by 11 millimetres on Tuesday.", "11 millimetres"),
    ("Piet Maas denied that the dam was in danger.", "denied"),
    ("At least 2,300 people left their homes before dark, Tom Reuss said.", "2,300"),
    ("The gauge at Kell stood at 6.2 metres on Wednesday morning.", "6.2"),
    ("Two villages lost power for nine hours.", "nine hours"),
)
LIES = (
    "Water from the dam did not reach the old mill at Varnholt on Tuesday evening, the district office said.",
    "Water from the dam reached the old mill at Varnholt on Tuesday evening.",
    "Ilse Brandt said that about 1,400 people did not leave their homes before dark.",
    "Ilse Brandt said that 1,400 people left their homes before dark.",
    "Ilse Brandt said that 1,400 homes were left before dark.",
    "Tom Reuss said that about 1,400 people left their homes before dark.",
    "“We opened the second gate since the whole wall had moved,” Brandt said.",
    "“We opened the second gate because the wall was moving,” Maas said.",
    "Engineers found a crack in the northern wall.",
    "Engineers did not find a crack in the southern wall.",
    "Norvik will close the road to Kell on Friday, a spokesman said.",
    "Norvik may open the road to Kell on Friday, a spokesman said.",
    "Norvik may close the road to Kell on Monday, a spokesman said.",
    "Sensors showed the wall shifting by 11 metres on Tuesday.",
    "Sensors showed the wall shifting by 110 millimetres on Tuesday.",
    "Piet Maas confirmed that the dam was in danger.",
    "Piet Maas said that the dam was in danger.",
    "Ilse Brandt denied that the dam was in danger.",
    "The dam was in danger.",
    "At most 2,300 people left their homes before dark, Tom Reuss said.",
    "The gauge at Kell stood at 2.6 metres on Wednesday morning.",
    "The gauge at Kell did not stand at 6.2 metres on Wednesday morning.",
    "Nine villages lost power for two hours.",
    "Two villages gained power for nine hours.",
    "Water from the dam reached the old mill at Varnholt on Tuesday evening, the district office denied.",
    "“We opened the second gate because the wall was moving,” Brandt denied.",
    "At least 2,300 people left their homes before dark, Tom Reuss denied.",
    "Norvik may close the road to Kell on Friday, a spokesman denied.",
    "Norvik said that about 1,400 people left their homes before dark.",
)  # fmt: skip
PEOPLE = ("Ilse Brandt", "Piet Maas", "Tom Reuss", "Norvik", "the district office", "Vladimir Putin")
FIGURES = ("1,400", "2,300", "11", "6.2", "Two", "nine", "140", "14,000", "62", "0", "1e9", "٢٣٠٠")
ADDRESSES = ("https://evil.example.test/x", "[a](https://evil.example.test)", "![p](//evil.example.test/p)",
             "<script>alert(1)</script>", "<img src=x>", "[^1]: https://evil.example.test", "www.evil.example.test")  # fmt: skip
AGREED = ("All sources agree that ", "Both outlets report that ", "It is undisputed that ", "Sources agree: ")
HEADINGS = ("", "What happened", "The water", "All sources agree", "See https://evil.example.test", "<b>1,400</b>",
            "Putin was right", "x" * 100, "\u202eevil")  # fmt: skip


@cache
def corpus() -> Corpus:
    days = (datetime(2025, 3, day, tzinfo=UTC) for day in (4, 5, 6))
    return Corpus.of(
        article(text, f"{name}.txt", published=day)
        for text, name, day in zip((HERALD, WIRE, COPY), ("herald", "wire", "copy"), days, strict=True)
    )


@cache
def found() -> tuple[Dispute, ...]:
    return contest(corpus(), search(corpus(), TOPIC, BUDGET))


def number_of(words: str) -> int:
    """The number of the first sentence, of the Herald's or the wire's before the copy's, that has *words*."""
    numbers = [s.number for s in corpus().sentences if words in s.text and not corpus().is_copy(s.article)]
    return numbers[0]


def brief_of(draft: Draft) -> Made:
    """What `generate` does with a draft, over evidence that is looked up once."""
    checked = verify(draft, corpus())
    disputes, _ = merge(found(), draft.disputes, corpus())
    return Made(assemble(TOPIC, corpus(), checked, disputes, MAKER, now=NOW), corpus())


# -- mutations: each takes a text and gives another


def _swapped(text: str, words: tuple[str, ...], draw: st.DrawFn) -> str:
    here = [word for word in words if word in text]
    return text.replace(draw(st.sampled_from(here)), draw(st.sampled_from(words)), 1) if here else text


def _placed(text: str, word: str, draw: st.DrawFn) -> str:
    pieces = text.split(" ")
    place = draw(st.integers(0, len(pieces)))
    return " ".join([*pieces[:place], word, *pieces[place:]])


def _mutated(text: str, how: str, draw: st.DrawFn) -> str:
    match how:
        case "figure":
            return _swapped(text, FIGURES, draw)
        case "speaker":
            return _swapped(text, PEOPLE, draw)
        case "not":
            return text.replace(" not ", " ") if " not " in text else _placed(text, "not", draw)
        case "denial":
            return text.replace("denied", "said") if "denied" in text else text.replace(" said", " denied")
        case "hedge":
            return text.replace("may ", "will ").replace("about ", "").replace("At least ", "")
        case "address":
            return _placed(text, draw(st.sampled_from(ADDRESSES)), draw)
        case "agreement":
            return draw(st.sampled_from(AGREED)) + text
        case "joint":
            joint = draw(st.sampled_from((" because ", " therefore ", " and ", "; ")))
            return text[:-1] + joint + draw(st.sampled_from(GOOD))[0]
        case "cut":
            return text[: draw(st.integers(0, len(text)))]
        case "noise":
            return _placed(text, draw(st.text(max_size=30)), draw)
    raise AssertionError(how)


HONEST_IN_FORM = ("figure", "speaker", "not", "denial", "hedge", "joint", "cut", "noise")
NUMBERS = st.one_of(st.integers(-3, 40), st.integers())


@st.composite
def proposals(draw: st.DrawFn, hows: tuple[str, ...], headings: tuple[str, ...]) -> Proposal:
    text, words = draw(st.sampled_from(GOOD))
    citing = [number_of(words)]
    if draw(st.booleans()):
        text = draw(st.sampled_from(LIES))
        citing = list(range(1, len(corpus().sentences) + 1))[:8] if draw(st.booleans()) else citing
    for how in draw(st.lists(st.sampled_from(hows), max_size=3)):
        text = _mutated(text, how, draw)
    if draw(st.integers(0, 3)) == 0:
        citing = draw(st.lists(NUMBERS, max_size=10))
    return Proposal(text, tuple(citing), draw(st.sampled_from(headings)))


@st.composite
def proposed_disputes(draw: st.DrawFn, hows: tuple[str, ...]) -> ProposedDispute:
    positions = draw(st.lists(proposals(hows, ("",)), max_size=3))
    ids = st.sampled_from([None, "M-000000", *(d.id for d in found())])
    question = draw(st.sampled_from((
        "How many people left their homes?", "Do all sources agree?", "Was the dam in danger?", "Is 9 right?", "Why",
        "See https://evil.example.test/now?", "Did Putin open the gate?", "\u202eWas the wall moving?",
    )))  # fmt: skip
    return ProposedDispute(question, tuple(ProposedPosition(p.text, p.citing) for p in positions), draw(ids))


def drafts(hows: tuple[str, ...], headings: tuple[str, ...]) -> st.SearchStrategy[Draft]:
    sentences = st.lists(proposals(hows, headings), min_size=1, max_size=4)
    doubled = st.builds(lambda some, twice: tuple(some + some[:1] * twice), sentences, st.booleans())
    return st.builds(Draft, doubled, st.lists(proposed_disputes(hows), max_size=2).map(tuple))


EVERYTHING = drafts((*HONEST_IN_FORM, "address", "agreement"), HEADINGS)
PLAUSIBLE = drafts(HONEST_IN_FORM, ("", "What happened", "The water"))


# -- what no draft may get through


@pytest.mark.parametrize(("text", "words"), GOOD)
def test_a_good_answer_holds(text, words):
    assert verify(Draft((Proposal(text, (number_of(words),)),)), corpus()).rejected == ()


def test_the_program_finds_the_dispute_itself():
    assert [{p.answer for p in d.positions} for d in found()] == [{"About 1,400", "At least 2,300"}]


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_does_not_hold_whatever_it_cites(lie):
    numbers = [s.number for s in corpus().sentences]
    citings = [tuple(numbers[:8]), tuple(numbers[4:12]), tuple(numbers[-8:]), *((n,) for n in numbers)]

    assert [c for c in citings if verify(Draft((Proposal(lie, c),)), corpus()).kept] == []


def test_every_reason_for_dropping_a_sentence_can_be_told():
    assert set(get_args(RejectReason)) == set(REASONS)


@MANY
@given(EVERYTHING)
def test_citations_counts_forms_reasons_and_disputes_hold_for_any_draft(draft):
    made = brief_of(draft)
    brief = made.brief

    assert [*invariants.citations(made), *invariants.counts(made)] == []  # I1, I3
    assert [*invariants.links(made)] == []  # I4
    assert (brief.topic, brief.maker, brief.independent, len(brief.articles)) == (
        TOPIC.title,
        MAKER,
        2,
        3,
    )  # I5
    assert [*invariants.invisibles(made, "md", "html", "text", "json")] == []  # I6
    assert [*invariants.rejections(brief)] == []  # I8
    assert len(brief.summary) + len(brief.rejected) == len(draft.sentences)
    assert {s.text for s in brief.summary} <= {one_line(p.text) for p in draft.sentences}
    kept = {c.id: [p.answer for p in c.positions] for c in brief.contested}
    assert all(kept.get(d.id) == [p.answer for p in d.positions] for d in found())  # I9


@MANY
@given(PLAUSIBLE)
def test_figures_and_names_are_those_of_the_quotes(draft):  # I2
    brief = brief_of(draft).brief
    written = invariants.sentences_of_its_own(brief)

    assert {s.text: lacks for s in written if (lacks := invariants.unsupported(s, brief))} == {}


@SOME
@given(PLAUSIBLE)
def test_no_draft_tells_a_lie(draft):  # I2
    written = [s.text for s in invariants.sentences_of_its_own(brief_of(draft).brief)]

    assert [text for text in written if text in LIES] == []


@SOME
@given(PLAUSIBLE)
def test_no_draft_prints_half_a_sentence(draft):
    written = [s.text for s in invariants.sentences_of_its_own(brief_of(draft).brief)]

    assert [text for text in written if len(text.split()) < 3 or text[-1] not in '.!?”"’'] == []


@MANY
@given(EVERYTHING)
def test_no_draft_says_that_sources_agree_or_prints_an_address(draft):  # I3, I4
    brief = brief_of(draft).brief

    assert [*invariants.agreement(brief), *invariants.addresses(brief)] == []
