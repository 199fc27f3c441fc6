"""A kept brief checked again: one changed byte is found, at its place."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.engines.extractive import Extractive
from briefing.errors import DamagedBrief
from briefing.evidence.corpus import Corpus
from briefing.evidence.recheck import StoredBrief, faults, recheck
from briefing.model.brief import Brief
from briefing.model.canon import canonical_hash
from briefing.pipeline import Made, generate
from briefing.read import read_sources
from tests.builders import NOW, article, topic

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def made() -> Made:
    articles = read_sources([str(SEEDS)]).articles
    return generate(topic("Kursk offensive"), articles, Extractive(), now=NOW)


def signed(brief: Brief) -> Brief:
    """The brief with an id that fits its content, as a careful forger would make it."""
    return replace(brief, id=f"kursk-{canonical_hash(brief)[:10]}")


def texts(made: Made) -> dict[str, str]:
    return {a.id: a.text for a in made.corpus.articles}


def test_a_brief_as_it_was_made_holds(made):
    assert faults(made.brief, made.corpus) == ()
    assert recheck(StoredBrief(made.brief, "here"), texts(made)) == made.brief


def test_a_changed_word_does_not_fit_the_id(made):
    first = replace(made.brief.summary[0], text="Everything is over.")
    changed = replace(made.brief, summary=(first, *made.brief.summary[1:]))

    assert faults(changed, made.corpus) == ("its content does not match its id.",)
    with pytest.raises(DamagedBrief):
        recheck(StoredBrief(changed, "here"), texts(made))


def test_a_forged_sentence_is_judged_again_whatever_its_id(made):
    place = next(i for i, s in enumerate(made.brief.summary) if "300 square miles" in s.text)
    told = made.brief.summary[place]
    lie = replace(told, text=told.text.replace("300", "900"), kind="written", grade="close")
    summary = (*made.brief.summary[:place], lie, *made.brief.summary[place + 1 :])

    (fault,) = faults(signed(replace(made.brief, summary=summary)), made.corpus)

    assert fault.startswith(f"sentence {told.id}: ")
    assert "figure_absent" in fault


def test_a_raised_grade_is_found(made):
    told = made.brief.summary[0]
    raised = replace(told, grade="close", kind="written")

    found = faults(signed(replace(made.brief, summary=(raised, *made.brief.summary[1:]))), made.corpus)

    assert found == (f"sentence {told.id} is graded verbatim now, not close.",)


def test_a_forged_count_of_sources_is_found(made):
    claim = made.brief.contested[0]
    forged = replace(claim, positions=(replace(claim.positions[0], independent=9), *claim.positions[1:]))
    contested = (forged, *made.brief.contested[1:])

    found = faults(signed(replace(made.brief, contested=contested, independent=5)), made.corpus)

    assert found == (
        f"{claim.id}, position 1 counts its sources wrongly.",
        "it counts 5 sources, there are 4.",
    )


def test_a_forged_position_is_found(made):
    claim = made.brief.contested[0]
    forged = replace(
        claim, positions=(replace(claim.positions[0], answer="about 90 percent"), *claim.positions[1:])
    )

    (found,) = faults(signed(replace(made.brief, contested=(forged, *made.brief.contested[1:]))), made.corpus)

    assert found.startswith(f"{claim.id}, position 1: ")


def test_a_quote_moved_by_one_character_is_found(made):
    first = made.brief.citations[0]
    moved = replace(first, start=first.start + 1, end=first.end + 1)
    changed = signed(replace(made.brief, citations=(moved, *made.brief.citations[1:])))

    assert faults(changed, made.corpus) == (
        f"citation 1 is not what stands in its article at {moved.start}.",
    )


def test_a_quote_that_is_no_sentence_is_found(made):
    first = made.brief.citations[0]
    shorter = replace(first, end=first.end - 4, quote=first.quote[:-4])

    found = faults(signed(replace(made.brief, citations=(shorter, *made.brief.citations[1:]))), made.corpus)

    assert "it cites text that is no citable sentence." in found[0]


def test_a_changed_article_is_named(made):
    changed = [
        replace(a, text=a.text.replace("300 square", "900 square")) if "300 square" in a.text else a
        for a in made.corpus.articles
    ]

    found = faults(made.brief, Corpus.of(changed))

    assert any("the text of" in fault and "003_c6bab78f9bfa36da.txt has changed." in fault for fault in found)


def test_a_missing_article_is_named(made):
    found = faults(made.brief, Corpus.of([article("Nothing of it is here any more.")]))

    assert any("is not in the store." in fault for fault in found)
