"""The assisted engine on the sample topic and on two that were invented, as it was answered once."""

from tests.recorded.cases import replayed


def test_a_careful_model_writes_a_brief_that_holds():
    made, work = replayed("seeds-careful").made, replayed("seeds-careful").work
    brief = made.brief

    assert made.missing == ()
    assert brief.maker.engine == "assisted"
    assert work.kept + work.repaired >= 0.8 * work.proposed
    assert {s.kind for s in brief.summary} <= {"written", "quotation"}
    assert any(len(s.citations) > 1 for s in brief.summary)
    assert brief.independent == 4


def test_the_disputes_the_code_found_stay():
    brief = replayed("seeds-careful").made.brief
    answers = [{position.answer for position in claim.positions} for claim in brief.contested]

    assert {"50,000", "almost 60,000"} in answers
    assert {"around 40 percent", "half"} in answers


def test_a_repair_mends_what_failed_and_both_failures_stay_on_record():
    brief, work = replayed("seeds-careful").made.brief, replayed("seeds-careful").work
    printed = " ".join(sentence.text for sentence in brief.summary)

    assert work.repaired == 3
    assert [rejected.reason for rejected in brief.rejected] == ["joined_falsely"] * 2
    assert "improve its negotiating position prior to the inauguration" in printed
    assert not any(rejected.text in printed for rejected in brief.rejected)


def test_a_careless_model_gets_nothing_false_through():
    brief = replayed("seeds-careless").made.brief
    reasons = {rejected.reason for rejected in brief.rejected}
    printed = " ".join(sentence.text for sentence in brief.summary)

    assert reasons >= {"citation_unknown", "figure_absent", "agreement_claimed", "attribution_dropped",
                       "hedge_dropped", "name_absent"}  # fmt: skip
    assert "90,000" not in printed
    assert "Mick Ryan" not in printed
    assert "All sources" not in printed
    assert brief.summary


def test_a_sentence_written_again_is_printed_and_its_failure_stays_on_record():
    brief = replayed("seeds-careless").made.brief
    printed = [sentence.text for sentence in brief.summary]
    failed = [(rejected.reason, rejected.text) for rejected in brief.rejected]

    assert any("redeploy 50,000 troops" in text for text in printed)
    assert any(reason == "figure_absent" and "90,000" in text for reason, text in failed)
    assert [reason for reason, text in failed if "hold onto that territory" in text] == ["hedge_dropped"] * 2


def test_a_dispute_of_which_one_side_cites_nothing_is_not_shown():
    brief = replayed("seeds-careless").made.brief

    assert not [claim for claim in brief.contested if "military strategy" in claim.question]
    assert "Is the new push in Kursk more about military strategy than negotiations?" in {
        rejected.text for rejected in brief.rejected
    }


def test_a_second_look_lowers_grades_and_raises_none():
    order = ("verbatim", "close", "paraphrase")
    before = {s.text: s.grade for s in replayed("seeds-careful").made.brief.summary}
    made = replayed("seeds-second-look").made
    after = {s.text: s.grade for s in made.brief.summary}

    assert made.missing == ()
    assert set(after) <= set(before)
    assert all(order.index(after[text]) >= order.index(before[text]) for text in after)
    assert any(after.get(text) != grade for text, grade in before.items())
