"""A brief as its reviewers leave it: made again from the original and their decisions."""

from dataclasses import replace

import pytest

from briefing.evidence.corpus import Corpus
from briefing.evidence.recheck import faults
from briefing.evidence.reviewed import reviewed
from briefing.model.canon import canonical_hash
from briefing.model.decision import Decision, Overruled, citation_item
from briefing.render.brief import from_json, render, to_json

from .builders import articles, at, fire, row

CORPUS = Corpus.of(articles())


def after(*rows: Decision):
    return reviewed(fire(), rows, CORPUS)


def texts(brief):
    return [sentence.text for sentence in brief.summary]


def test_without_a_decision_it_is_the_brief_itself():
    assert after() == fire()
    assert after(row("S1", "note", 1, why="nice")) == fire()


def test_what_was_looked_at_and_left_is_a_version_with_a_hash_of_its_own():
    brief = after(row("S1", "supports", 1))

    assert texts(brief) == texts(fire())
    assert brief.review.version == 1
    assert brief.id != fire().id
    assert brief.id.endswith(canonical_hash(brief)[:10])


def test_a_reviewed_brief_holds_when_it_is_verified_again():
    place = at("The cause may have been a faulty dryer.")
    brief = after(
        row("S2", "unsupported", 1),
        row(
            "S1",
            "edit",
            2,
            text="A fire destroyed the grain store in Varnholt.",
            places=(at("A fire destroyed"),),
        ),
        row(
            "R1",
            "restore",
            3,
            text="The cause was a faulty dryer.",
            places=(place,),
            against=("hedge_dropped",),
        ),
        row("D-1", "drop", 4),
    )

    assert faults(brief, CORPUS) == ()
    assert from_json(to_json(brief), "there") == brief


def test_an_overruled_sentence_that_loses_its_quote_is_found_out():
    place = at("The cause may have been a faulty dryer.")
    rows = row(
        "R1", "restore", 1, text="The cause was a faulty dryer.", places=(place,), against=("hedge_dropped",)
    )
    brief = after(rows)
    bare = [replace(s, citations=()) if s.text.startswith("The cause") else s for s in brief.summary]
    forged = replace(brief, summary=tuple(bare))
    forged = replace(forged, id=f"fire-{canonical_hash(forged)[:10]}")

    assert any("no citable sentence" in fault for fault in faults(forged, CORPUS))


def test_a_sentence_that_is_not_borne_out_is_left_out_and_says_who_said_so():
    brief = after(row("S2", "unsupported", 1, who="Bo", why="he said 14"))

    assert "Ada Lind" not in " ".join(texts(brief))
    assert brief.rejected[-1].reason == "reviewer"
    assert brief.rejected[-1].detail == "not borne out by its quotes, says Bo: he said 14"


def test_a_verdict_that_was_taken_back_changes_nothing():
    assert after(row("S2", "unsupported", 1), row("S2", "undo", 2, undoes=1)) == fire()


def test_partly_makes_a_close_sentence_a_paraphrase():
    assert after(row("S1", "partly", 1)).summary[0].grade == "paraphrase"
    assert (
        after(row("S2", "partly", 1)).summary[1].grade == "verbatim"
    )  # the source's own sentence stays that


def test_a_quote_that_does_not_support_is_taken_away_and_the_sentence_counted_again():
    herald = at("The grain store in Varnholt burned down on Monday night.")
    item = citation_item("S1", herald)
    brief = after(row(item, "unsupported", 1), row("S1", "edit", 2, text="A fire destroyed the grain store.",
                  places=(at("A fire destroyed the grain store"), herald)))  # fmt: skip

    assert brief.summary[0].independent == 1
    assert len(brief.summary[0].citations) == 1


def test_a_sentence_that_fails_without_a_quote_is_left_out_with_the_checks_reason():
    brief = after(
        row(
            citation_item("S3", at("The mayor opened a school for those who had lost their homes.")),
            "unsupported",
            1,
        )
    )

    assert "The mayor" not in " ".join(texts(brief))
    assert brief.rejected[-1].reason == "citation_missing"


def test_an_edit_that_fails_is_not_printed_whatever_the_row_says():
    brief = after(
        row(
            "S2",
            "edit",
            1,
            text="Fire chief Ada Lind said 70 people had been led to safety.",
            places=(at("Fire chief"),),
        )
    )

    assert brief.rejected[-1].reason in ("figure_absent", "figure_differs")


def test_a_sentence_printed_against_a_check_says_who_and_which():
    place = at("The cause may have been a faulty dryer.")
    brief = after(
        row("R1", "restore", 1, who="A. Editor", text="The cause was a faulty dryer.", places=(place,),
            against=("hedge_dropped",), why="the police report says so")
    )  # fmt: skip
    printed = brief.summary[-1]

    assert printed.grade == "paraphrase"
    assert brief.rejected == ()
    assert brief.review.overruled == (
        f"{printed.id}: hedge_dropped, by A. Editor (the police report says so)",
    )
    for form in ("md", "html", "text"):
        shown = " ".join(render(brief, {}, form).replace("\n", " ").split())
        assert (
            "kept by A. Editor against a check: a doubt was dropped; the police report says so"
            in shown.replace("\\.", ".")
        )


def test_words_in_quotation_marks_are_never_printed_against_the_check():
    text = "“The cause was a dryer,” said Ada Lind."
    brief = after(
        row("R1", "restore", 1, text=text, places=(at("The cause may"),),
            against=("quotation_not_verbatim", "speaker_differs"))
    )  # fmt: skip

    assert text not in texts(brief)


def test_an_overrule_does_not_cover_a_check_that_it_does_not_name():
    text = "The cause was a faulty dryer in Oslo."
    brief = after(
        row("R1", "restore", 1, text=text, places=(at("The cause may"),), against=("hedge_dropped",))
    )

    assert text not in texts(brief)


def test_a_dispute_can_be_taken_out_and_is_listed():
    brief = after(row("D-1", "drop", 1, why="they count different people"))

    assert brief.contested == ()
    assert brief.rejected[-1].text == "How many people were led to safety?"


def test_a_dispute_of_which_one_side_has_no_quote_left_is_none():
    place = at("Police said 60 people had been led to safety.")

    assert after(row(citation_item("D-1", place), "unsupported", 1)).contested == ()


def test_the_same_decisions_give_the_same_bytes():
    rows = row("S2", "unsupported", 1), row("S1", "partly", 2)

    assert to_json(after(*rows)) == to_json(after(*rows))


@pytest.mark.parametrize("who", ["A. Editor", "Bo (night desk)", "Li, Wei", "Jo, by Li"])
def test_an_overrule_names_its_sentence_whatever_the_reviewer_is_called(who):
    line = Overruled("S7", ("name_absent", "figure_absent"), who, "why not").written()

    assert Overruled.read(line).sentence == "S7"
    assert Overruled.read(line).checks == ("name_absent", "figure_absent")
