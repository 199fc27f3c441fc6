"""The assisted engine: how often it asks, what it asks, and what is left when something fails."""

from dataclasses import replace

import pytest

from briefing.engines.chat import Message, Reply
from briefing.engines.kept import Kept
from briefing.engines.questions import Question
from briefing.engines.turnstile import Limits, Price, Turnstile
from briefing.errors import BadReply, EndpointError
from briefing.pipeline import generate
from tests.builders import NOW
from tests.engines.answering import NUMBERED, Model, engine, fails, told
from tests.engines.newsroom import TOPIC, newsroom

BUDGET = 6_000


FEW = newsroom(3)


def make(model, articles=FEW, **settings):
    """A brief on the strike by *model*, from evidence that fits one prompt unless there is more of it."""
    return generate(TOPIC, articles, engine(model, **settings), now=NOW, budget=BUDGET)


class Drawer(dict[str, str]):
    """Where replies lie, in memory."""

    def reply(self, key):
        return self.get(key)

    def add_reply(self, key, name, model, text):
        self[key] = text


def kept(drawer, **other):
    return Kept(drawer, "m", {"temperature": 0}, **other)


# -- the shape


def test_little_evidence_takes_two_questions():
    model = Model()
    made = make(model)

    assert sorted(name for name, _ in model.prompts) == ["contested", "summary"]
    assert made.missing == ()
    assert made.brief.maker.engine == "assisted"


def test_much_evidence_is_selected_from_first_and_then_takes_the_same_two():
    model = Model()
    made = make(model, newsroom(30))
    names = [name for name, _ in model.prompts]

    assert names.count("select") > 4
    assert sorted(names[-2:]) == ["contested", "summary"]
    assert made.missing == ()


def test_what_was_not_selected_is_not_in_the_last_prompts():
    """A model that selects the sentences on cranes gets these, word for word, to write from."""

    def cranes(prompt, place):
        return {"numbers": [int(n) for n, text in NUMBERED.findall(prompt) if "cranes" in text]}

    model = Model({"select": cranes})
    make(model, newsroom(30))
    (summary,) = model.asked("summary")
    shown = [text for _, text in NUMBERED.findall(summary)]

    assert len(shown) > 10
    assert sum("cranes" in text for text in shown) >= 0.8 * len(shown)  # the others are those of disputes


def test_numbers_that_are_none_of_the_batch_choose_nothing():
    model = Model({"select": lambda prompt, place: {"numbers": [0, -1, 10**9, 1, 1]}})
    made = make(model, newsroom(30))

    assert made.missing == ()
    assert made.brief.summary


def test_sentences_that_fail_are_asked_for_once_more():
    wrong = {
        "sentences": [{"heading": "", "text": "The union said 999999 cranes stood still.", "citing": [1]}]
    }
    good = told
    model = Model({"summary": lambda p, n: {"sentences": [*good(p, n)["sentences"], *wrong["sentences"]]}})
    made = make(model)

    assert len(model.asked("repair")) == 1
    assert "999999" in model.asked("repair")[0]
    assert made.brief.summary


# -- what was paid for once


def test_the_same_brief_again_asks_nobody_and_is_the_same():
    drawer = Drawer()
    first = make(Model(), newsroom(30), kept=kept(drawer))
    model = Model()
    again = make(model, newsroom(30), kept=kept(drawer))

    assert model.prompts == []
    assert again.brief == first.brief


def test_three_articles_more_among_two_hundred_ask_for_what_has_changed_and_the_two():
    drawer = Drawer()
    first = Model()
    make(first, newsroom(200, 5), kept=kept(drawer))
    model = Model()
    make(model, newsroom(203, 5), kept=kept(drawer))

    assert len(first.asked("select")) > 20
    assert len(model.asked("select")) <= 6
    assert len(model.prompts) <= 6 + 2


def test_fresh_asks_again():
    drawer = Drawer()
    make(Model(), kept=kept(drawer))
    model = Model()
    make(model, kept=kept(drawer, fresh=True))

    assert len(model.prompts) == 2


@pytest.mark.parametrize(
    "bad",
    [
        {"sentences": "none"},
        {"sentences": [{"text": "x"}]},
        BadReply("cut_off", "The model's answer was cut off."),
        EndpointError("server", "The endpoint failed (500)."),
    ],
    ids=["another form", "half a form", "cut off", "failed"],
)
def test_a_bad_reply_is_not_kept(bad):
    drawer = Drawer()
    made = make(Model({"summary": lambda prompt, place: bad}), kept=kept(drawer))
    model = Model()
    make(model, kept=kept(drawer))

    assert made.brief.maker.engine == "extractive"
    assert [name for name, _ in model.prompts] == ["summary"]  # what was contested had been answered


@pytest.mark.parametrize("change", ["model", "prompt", "schema", "parameters"])
def test_a_reply_is_found_under_model_prompt_schema_and_parameters(change):
    drawer = Drawer()
    question, schema = Question("summary", (Message("user", "What?"),)), {"type": "object"}
    Kept(drawer, "m", {"temperature": 0}).keep(question, schema, Reply("{}", "m", 1, 1, 0.1))
    sent = {"temperature": 1 if change == "parameters" else 0}
    other = Kept(drawer, "n" if change == "model" else "m", sent)
    asked = Question("summary", (Message("user", "What!"),)) if change == "prompt" else question

    assert other.find(asked, {"type": "array"} if change == "schema" else schema) is None
    assert Kept(drawer, "m", {"temperature": 0}).find(question, schema) == Reply("{}", "m", 1, 1, 0.1)


def test_what_is_kept_and_no_longer_readable_is_asked_again():
    drawer = Drawer()
    make(Model(), kept=kept(drawer))
    for key in drawer:
        drawer[key] = "{"
    model = Model()

    assert make(model, kept=kept(drawer)).missing == ()
    assert len(model.prompts) == 2


# -- what fails


def test_without_a_summary_what_is_contested_stays_and_the_brief_says_what_is_missing():
    def contested(prompt, place):
        return {
            "disputes": [
                {
                    "dispute": None,
                    "question": "How many cranes stood still?",
                    "positions": [
                        {"answer": "Two cranes stood still.", "citing": [1]},
                        {"answer": "None did.", "citing": [2]},
                    ],
                }
            ]
        }

    made = make(Model({"summary": fails("server"), "contested": contested}))

    assert made.brief.maker.engine == "extractive"
    assert made.brief.maker.model == "m"  # it said what is contested
    assert made.missing == ("The endpoint failed (server). The extractive engine stood in.",)
    assert made.brief.summary


def test_without_an_answer_on_contested_claims_the_summary_stays():
    made = make(Model({"contested": fails("timeout")}))

    assert made.brief.maker.engine == "assisted"
    assert "Contested claims are those that the program found itself." in made.missing[0]


def test_without_either_the_extractive_engine_stands_in():
    made = make(Model({"summary": fails("quota"), "contested": fails("quota")}))

    assert made.brief.maker.engine == "extractive"
    assert made.brief.maker.model is None
    assert made.brief.summary


def test_a_part_that_could_not_be_asked_is_chosen_from_by_the_program():
    model = Model({"select": lambda p, n: EndpointError("server", "Failed.") if n == 1 else told(p, n)})
    made = make(model, newsroom(30))

    assert made.brief.maker.engine == "assisted"
    assert "Of 1 of " in made.missing[0]


def test_when_no_part_can_be_asked_nothing_more_is_asked():
    model = Model({"select": fails("refused")})
    made = make(model, newsroom(30))

    assert made.brief.maker.engine == "extractive"
    assert {name for name, _ in model.prompts} == {"select"}


def test_evidence_that_is_too_much_is_asked_about_once_more_with_half_of_it():
    def too_much(prompt, place):
        return EndpointError("too_much", "Too much.") if place == 0 else told(prompt, place)

    model = Model({"summary": too_much, "contested": too_much})
    made = make(model)
    first, second = model.asked("summary")

    assert made.missing == ()
    assert len(model.asked("contested")) == 2
    assert len(second) < 0.75 * len(first)


def test_evidence_that_is_still_too_much_is_not_asked_about_a_third_time():
    model = Model({"summary": fails("too_much"), "contested": fails("too_much")})
    made = make(model)

    assert made.brief.maker.engine == "extractive"
    assert (len(model.asked("summary")), len(model.asked("contested"))) == (2, 2)


# -- what a run may take


def test_a_selection_that_would_leave_nothing_for_the_summary_is_not_begun():
    turnstile = Turnstile(Limits(tokens=40_000))
    model = Model()
    made = make(model, newsroom(120), turnstile=turnstile)

    assert model.asked("select") == []
    assert len(model.prompts) >= 2
    assert "The limit does not allow" in made.missing[0]


def test_every_question_is_written_down_with_what_it_took():
    asking = engine(Model(), turnstile=Turnstile(price=Price(1.0, 10.0)))
    generate(TOPIC, newsroom(3), asking, now=NOW, budget=BUDGET)

    assert [call.name for call in asking.calls] == ["contested", "summary"]
    for call in asking.calls:
        assert call.prompt_tokens
        assert call.completion_tokens
        assert call.cost == pytest.approx((call.prompt_tokens + 10 * call.completion_tokens) / 1_000_000)


def test_a_question_that_was_answered_before_costs_nothing():
    drawer = Drawer()
    make(Model(), kept=kept(drawer))
    asking = engine(Model(), kept=kept(drawer), turnstile=Turnstile(price=Price(1.0, 10.0)))
    generate(TOPIC, newsroom(3), asking, now=NOW, budget=BUDGET)

    assert [(call.kept, call.cost, call.seconds) for call in asking.calls] == [(True, 0.0, 0.0)] * 2


def test_where_the_endpoint_counts_nonsense_the_cost_is_from_our_own_count():
    class Silent(Model):
        def ask(self, messages, name, schema):
            said = Model.ask(self, messages, name, schema)
            return Reply(said.text, said.model, None, None, 0.1)

    asking = engine(Silent(), turnstile=Turnstile(price=Price(1.0, 10.0)))
    generate(TOPIC, FEW, asking, now=NOW, budget=BUDGET)

    assert all(call.cost and call.cost >= call.sent_tokens / 1_000_000 for call in asking.calls)


@pytest.mark.parametrize(("answered", "warned"), [("m-2026-01-01", 0), ("m", 0), ("None", 0), ("other", 1)])
def test_an_answer_by_another_model_is_warned_of_once(answered, warned, caplog):
    class Other(Model):
        def ask(self, messages, name, schema):
            return replace(Model.ask(self, messages, name, schema), model=answered)

    made = make(Other())

    assert (
        sum("answered" in record.message for record in caplog.records if record.levelname == "WARNING")
        == warned
    )
    assert made.brief.maker.model == "m"
