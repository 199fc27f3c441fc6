"""The desk: what it writes down, and what it refuses to."""

from datetime import timedelta

import pytest

from briefing.errors import Conflict, DamagedBrief, ReviewError, Stale
from briefing.model.decision import citation_item
from briefing.render.brief import to_json
from briefing.store import KeptBrief, open_store
from tests.builders import NOW

from .builders import ask, at, desk, fire, kept, newer

LATER = NOW + timedelta(minutes=5)


def test_a_verdict_is_written_down_with_who_when_and_on_which_hash(tmp_path):
    (made,) = desk(tmp_path).decide(ask("S1", "supports"), "Ann", LATER)

    assert (made.who, made.at, made.item, made.deed) == ("Ann", LATER, "S1", "supports")
    assert fire().id.endswith(made.brief_sha256[:10])


def test_who_comes_second_is_told_what_the_first_decided(tmp_path):
    page = desk(tmp_path)
    page.decide(ask("S1", "supports"), "Ann", LATER)

    with pytest.raises(
        Conflict, match=r"Ann decided on S1 before you did \(supports\). Yours was not saved."
    ):
        page.decide(ask("S1", "drop"), "Bo", LATER)
    assert [r.who for r in page.decisions()] == ["Ann"]


def test_a_verdict_on_a_quote_counts_as_one_on_its_sentence(tmp_path):
    page = desk(tmp_path)
    quote = citation_item("S2", at("Fire chief Ada Lind said 40 people had been led to safety."))
    page.decide(ask(quote, "unsupported"), "Ann", LATER)

    with pytest.raises(Conflict):
        page.decide(ask("S2", "supports"), "Bo", LATER)
    page.decide(ask("S2", "supports", seen=1), "Bo", LATER)


def test_a_note_overwrites_nothing_and_is_always_taken(tmp_path):
    page = desk(tmp_path)
    page.decide(ask("S1", "supports"), "Ann", LATER)
    page.decide(ask("S1", "note", why="Check the day."), "Bo", LATER)
    page.decide(ask("S1", "drop", seen=1), "Ann", LATER)

    assert [r.deed for r in page.decisions()] == ["supports", "note", "drop"]


def test_an_edit_that_holds_is_saved_with_the_whole_sentences_it_rests_on(tmp_path):
    text = "A fire destroyed the grain store in Varnholt."
    made = desk(tmp_path).decide(ask("S1", "edit", text=text, places=(at("fire destroyed"),)), "Ann", LATER)[
        -1
    ]

    assert made.text == text
    assert made.places == (at("A fire destroyed the grain store in Varnholt on Monday night."),)


def test_an_edit_that_fails_is_not_saved_unless_the_check_is_overruled_with_a_reason(tmp_path):
    page = desk(tmp_path)
    wrong = {
        "text": "Fire chief Ada Lind said 41 people had been led to safety.",
        "places": (at("Fire chief"),),
    }

    with pytest.raises(ReviewError, match="It does not hold: '41'"):
        page.decide(ask("S2", "edit", **wrong), "Ann", LATER)
    with pytest.raises(ReviewError, match="Say why"):
        page.decide(ask("S2", "edit", overrule=True, **wrong), "Ann", LATER)
    made = page.decide(ask("S2", "edit", overrule=True, why="she called", **wrong), "Ann", LATER)[-1]
    assert made.against[0] == "figure_absent"


def test_quotation_marks_that_are_not_the_articles_cannot_be_overruled(tmp_path):
    wrong = {"text": "Ada Lind said “all are safe”.", "places": (at("Fire chief"),)}

    with pytest.raises(ReviewError, match="cannot be set aside"):
        desk(tmp_path).decide(ask("S2", "edit", overrule=True, why="I heard it", **wrong), "Ann", LATER)


@pytest.mark.parametrize(
    ("item", "deed"),
    [
        ("S9", "supports"),
        ("R1", "supports"),
        ("D-1", "edit"),
        ("D-1", "partly"),
        ("brief", "drop"),
        ("R1", "edit"),
        ("../x", "drop"),
    ],
)
def test_what_cannot_be_decided_is_refused(tmp_path, item, deed):
    with pytest.raises(ReviewError):
        desk(tmp_path).decide(ask(item, deed), "Ann", LATER)


def test_a_quote_that_is_no_longer_there_cannot_be_judged(tmp_path):
    quote = citation_item("S2", at("Police said 60 people had been led to safety."))

    with pytest.raises(ReviewError, match="no longer there"):
        desk(tmp_path).decide(ask(quote, "supports"), "Ann", LATER)


def test_undo_takes_back_the_last_action_by_a_row_of_its_own(tmp_path):
    page = desk(tmp_path)
    page.decide(ask("S1", "supports"), "Ann", LATER)
    page.decide(ask("S2", "drop"), "Bo", LATER)
    rows = page.undo("Ann", LATER)

    assert [(r.item, r.deed, r.undoes) for r in rows] == [
        ("S1", "supports", None),
        ("S2", "drop", None),
        ("S1", "undo", 1),
    ]
    assert page.progress(rows).left == ("S1", "S3", "D-1")
    with pytest.raises(ReviewError, match="nothing of yours"):
        page.undo("Ann", LATER)


def test_undo_does_not_take_back_what_somebody_built_on(tmp_path):
    page = desk(tmp_path)
    page.decide(ask("S1", "partly"), "Ann", LATER)
    page.decide(ask("S1", "supports", seen=1), "Bo", LATER)

    with pytest.raises(Conflict):
        page.undo("Ann", LATER)


def test_only_what_passes_from_two_sources_is_accepted_together_and_undone_together(tmp_path):
    page = desk(tmp_path)
    rows = page.accept_easy("Ann", LATER)

    assert [(r.item, r.deed) for r in rows] == [("S1", "supports")]
    assert page.progress(page.undo("Ann", LATER)).easy == ("S1",)


def test_a_doubted_quote_keeps_its_sentence_from_being_accepted_with_others(tmp_path):
    page = desk(tmp_path)
    herald = citation_item("S1", at("The grain store in Varnholt burned down on Monday night."))
    page.decide(ask(herald, "partly"), "Ann", LATER)

    assert page.accept_easy("Ann", LATER)[1:] == ()


def test_a_brief_is_approved_when_nothing_is_left(tmp_path):
    page = desk(tmp_path)
    with pytest.raises(ReviewError, match="4 of the sentences and disputes"):
        page.decide(ask("brief", "approve"), "Ann", LATER)
    for item in ("S1", "S2", "S3", "D-1"):
        page.decide(ask(item, "supports"), "Ann", LATER)
    rows = page.decide(ask("brief", "approve"), "Ann", LATER)

    assert rows[-1].text == page.reviewed(rows).id


def test_nothing_more_is_decided_once_a_newer_brief_is_there(tmp_path):
    page = desk(tmp_path)
    other = newer(fire())
    with open_store(kept(tmp_path).store) as store:
        store.add_brief(KeptBrief(other.id, "fire", other.made_at, to_json(other)))

    assert page.newer() == other.id
    with pytest.raises(Stale, match=other.id):
        page.decide(ask("S1", "supports"), "Ann", LATER)


def test_a_brief_that_no_longer_fits_its_articles_is_not_put_on_the_desk(tmp_path):
    desk(tmp_path)
    with open_store(kept(tmp_path).store) as store:
        store.remove_article(fire().articles[0].id)

    with pytest.raises(DamagedBrief):
        desk_again(tmp_path)


def desk_again(home):
    from briefing.desk import open_desk

    from .builders import settings

    return open_desk(fire().id, settings(home))


def test_the_sentence_a_check_left_out_is_offered_what_it_most_likely_rests_on(tmp_path):
    assert desk(tmp_path).suggested("The cause was a faulty dryer.")[0] == at(
        "The cause may have been a faulty dryer."
    )
