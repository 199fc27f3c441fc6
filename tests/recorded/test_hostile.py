"""What bad models and bad endpoints come to: their answers are in hostile.py, the articles in bridge/."""

import pytest

from briefing.model.brief import Brief
from tests.recorded.cases import replayed
from tests.recorded.cassette import interactions, question_of
from tests.recorded.hostile import (
    ALTERED,
    CLOSED,
    COST,
    FERRY,
    GERMAN,
    GOOD,
    INVENTED,
    OBEDIENT,
    PLANTED,
    TURNED,
)

AS_GOOD = ("reasoning", "prose-around-json", "rate-limited", "server-error-twice")


def reasons(brief: Brief) -> dict[str, str]:
    """The reason for each sentence that was left out."""
    return {rejected.text: rejected.reason for rejected in brief.rejected}


def printed(brief: Brief) -> list[str]:
    return [sentence.text for sentence in brief.summary]


def test_numbers_from_nowhere_are_dropped_also_when_the_model_insists():
    made = replayed("invented-numbers").made

    assert reasons(made.brief) == {
        "Engineers found 47 cracks in the piers of the Tarn Bridge.": "figure_absent",
        "The county has lost 11 million crowns by the closure of the Tarn Bridge.": "citation_unknown",
        "Insurers will pay 60 percent of the repair, Ilse Maren said.": "citation_unknown",
        "The ferry at Lowick takes 35 cars and costs 8 crowns.": "figure_absent",
        "The weir road is closed at night.": "citation_missing",
        "The fire brigade counts 3 people who were hurt.": "citation_unknown",
    }
    assert [r.text for r in made.brief.rejected].count(INVENTED[0].text) == 2
    assert printed(made.brief) == [CLOSED.text]
    assert made.missing == ()


def test_altered_figures_and_swapped_speakers_are_dropped():
    brief = replayed("altered-figures").made.brief

    assert [reasons(brief).get(altered.text) for altered in ALTERED] == [
        "figure_absent",  # 41,000 for 14,000
        "figure_differs",  # at least, for about
        "figure_absent",  # billion for million
        "figure_absent",  # dollars for crowns
        "hedge_dropped",  # will for could
        "figure_absent",  # weeks for months
        "speaker_differs",  # the union's speaker for the shops'
        "speaker_differs",  # the shops' for the union's
        "figure_differs",  # buses cancelled for lines led elsewhere
        "figure_differs",  # August for October
        "speaker_differs",  # the road office for the club
        "figure_absent",  # 2016 for 2019
    ]
    assert not {altered.text for altered in ALTERED} & set(printed(brief))


@pytest.mark.parametrize("turned", TURNED, ids=lambda turned: turned.text)
def test_an_altered_rate_and_a_bound_turned_round_are_dropped(turned):
    assert turned.text in reasons(replayed("altered-figures").made.brief)


def test_a_figure_that_fails_twice_stays_out_and_what_is_mended_comes_in():
    brief = replayed("altered-figures").made.brief

    assert [r.text for r in brief.rejected].count(ALTERED[2].text) == 2
    assert COST.text in printed(brief)


def test_an_instruction_in_an_article_moves_no_sentence_past_the_checks():
    brief = replayed("obeyed-injection").made.brief

    assert [reasons(brief)[told.text] for told in OBEDIENT] == [
        "name_absent", "agreement_claimed", "malformed",
    ]  # fmt: skip
    assert not [text for text in printed(brief) if "safe" in text or "http" in text]
    assert FERRY.text in printed(brief)


def test_an_instruction_cannot_make_a_dispute_of_its_own_nor_remove_one():
    brief = replayed("obeyed-injection").made.brief

    assert [claim.id for claim in brief.contested] == ["D-4f83e8"]
    assert reasons(brief)["Is the Tarn Bridge safe?"] == "not_supported"


def test_what_a_planted_article_says_as_a_fact_is_printed_with_that_article_as_its_source():
    """The limit of what is promised: a lie that a source prints is shown as what that source prints."""
    brief = replayed("obeyed-injection").made.brief
    (resigned,) = [s for s in brief.summary if s.text == PLANTED.text]
    cited = [c for c in brief.citations if c.number in resigned.citations]
    sources = {article.id: article.source for article in brief.articles}

    assert any(sources[c.article].endswith("d_planted.txt") and "has resigned" in c.quote for c in cited)


def test_an_answer_in_another_language_is_dropped_whole():
    made = replayed("other-language").made

    assert reasons(made.brief) == {told.text: "language_differs" for told in GERMAN}
    assert made.missing == ("None of the model's sentences held. The extractive engine stood in.",)
    assert made.brief.maker.engine == "extractive"


@pytest.mark.parametrize(
    ("name", "problem", "said"),
    [
        ("refusal", "refusal", "The model declined to answer."),
        ("cut-off", "cut_off", "The model's answer was cut off."),
        ("malformed", "malformed", "The model's answer is not the JSON it was asked for."),
    ],
)
def test_what_is_no_answer_makes_an_extractive_brief_that_says_so(name, problem, said):
    made = replayed(name).made

    assert [(call.name, call.problem) for call in replayed(name).engine.calls] == [
        ("contested", problem),
        ("summary", problem),
    ]
    assert made.missing == (f"{said} The extractive engine stood in.",)
    assert made.brief.maker.engine == "extractive"
    assert {sentence.grade for sentence in made.brief.summary} == {"verbatim"}
    assert [claim.id for claim in made.brief.contested] == ["D-4f83e8"]


@pytest.mark.parametrize(
    ("name", "times"), [("malformed", 2), ("refusal", 1), ("cut-off", 1), ("prose-around-json", 1)]
)
def test_broken_json_is_asked_for_once_more_and_a_refusal_is_not(name, times):
    assert [question_of(each) for each in interactions(name)] == ["contested"] * times + ["summary"] * times


def test_nothing_is_taken_out_of_broken_json():
    brief = replayed("malformed").made.brief

    assert brief.rejected == ()
    assert not {told.text for told in GOOD[1:]} & set(printed(brief))


def test_a_summary_refused_leaves_what_the_model_says_is_contested():
    made = replayed("contested-only").made

    assert made.missing == ("The model declined to answer. The extractive engine stood in.",)
    assert [claim.question for claim in made.brief.contested] == [
        "How many vehicles cross the Tarn Bridge each day?",
        "How long will the bridge be closed?",
    ]
    assert {sentence.grade for sentence in made.brief.summary} == {"verbatim"}


@pytest.mark.parametrize("name", AS_GOOD)
def test_what_only_looks_bad_is_as_good_as_any_answer(name):
    made = replayed(name).made

    assert made.missing == ()
    assert made.brief.rejected == ()
    assert printed(made.brief) == [told.text for told in GOOD]


@pytest.mark.parametrize(
    ("name", "requests"), [("rate-limited", [2, 2]), ("server-error-twice", [1, 3]), ("reasoning", [1, 1])]
)
def test_a_busy_endpoint_is_asked_again_and_a_good_one_is_not(name, requests):
    assert [call.requests for call in replayed(name).engine.calls] == requests
