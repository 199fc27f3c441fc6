"""A fact is held when its words stand in one sentence that cites what the gold marks, and not otherwise."""

from tests.builders import says
from tests.gold.shelf import FACT, HEAD, dispute, scored, written

UNION = "Four hundred dockers walked out of the docks on Monday, the union said."
PORT = "The port authority counted 250 dockers on strike on Monday."
CRANES = "Two cranes of 1,400 tonnes stood still at the northern quay."
TEXT = f"{UNION}\n{PORT}\n{CRANES}\n"

STRIKE = """
[[fact]]
says = "Four hundred walked out, the union says."
needs = ["four hundred|400", "walked out"]
by = "union"
support = ["a.txt: Four hundred dockers"]
"""


def states(score) -> list[str]:
    return [fact.state for fact in score.facts]


def test_a_fact_is_held_by_the_sentence_that_tells_it(tmp_path):
    score = scored(tmp_path, HEAD + STRIKE, [TEXT], says(CRANES, 3), says(UNION, 1))

    assert [(f.state, f.where) for f in score.facts] == [("held", "S2")]
    assert (score.marked, score.verifier, score.idle) == (1, 1, ())


def test_words_spread_over_two_sentences_hold_no_fact(tmp_path):
    both = HEAD + FACT.replace('"docks"', '"walked out", "250"')

    assert states(scored(tmp_path, both, [TEXT], says(UNION, 1), says(PORT, 2))) == ["absent"]


def test_a_fact_without_its_holder_is_not_held(tmp_path):
    text = f"Four hundred dockers walked out of the docks.\n{PORT}\n"
    score = scored(tmp_path, HEAD + STRIKE, [text], says("Four hundred dockers walked out of the docks.", 1))

    assert states(score) == ["absent"]


def test_the_speaker_of_a_citation_is_a_holder(tmp_path):
    gold = HEAD + '[[fact]]\nsays = "Ott will not wait."\nneeds = ["wait no more"]\nby = "Ott"\n'
    told = '"We will wait no more for anybody," she said.'
    text = f'"We are tired of waiting," said Marta Ott, who leads the dockers.\n{told}\n'
    score = scored(tmp_path, gold, [text], says(told, 2))

    assert states(score) == ["held"]


def test_the_same_words_from_another_place_are_told_apart_from_what_is_marked(tmp_path):
    again = "About four hundred dockers walked out, the union told a rally in the town hall."
    score = scored(tmp_path, HEAD + STRIKE, [TEXT, again], says(again, 4))

    assert states(score) == ["unmarked"]


def test_a_figure_is_not_found_in_a_longer_one(tmp_path):
    gold = HEAD + FACT.replace('"docks"', '"400"')

    assert states(scored(tmp_path, gold, [TEXT], says(CRANES, 3))) == ["absent"]


FIGURES = """
[[dispute]]
question = "How many are on strike?"
kind = "figure"
[[dispute.position]]
answer = "four hundred|400"
holder = "union"
support = ["a.txt: Four hundred dockers"]
[[dispute.position]]
answer = "250"
holder = "port authority"
support = ["a.txt: counted 250"]
"""


def test_a_dispute_is_found_when_both_its_sides_are_shown(tmp_path):
    written(tmp_path, HEAD + FACT + FIGURES, TEXT)
    found = dispute(
        tmp_path, "figure", "How many struck?", ("250", "the port authority", 2), ("Four hundred", None, 1)
    )
    score = scored(tmp_path, HEAD + FACT + FIGURES + STRIKE, [TEXT], disputes=[found])

    assert [(d.state, d.where) for d in score.disputes] == [("found", "D-1")]
    assert score.more_disputes == ()


def test_a_position_holds_a_fact_with_its_question(tmp_path):
    written(tmp_path, HEAD + FACT, TEXT)
    gold = (
        HEAD
        + FACT.replace('"docks"', '"struck", "four hundred"')
        + 'by = "union"\nsupport = ["a.txt: Four hundred"]\n'
    )
    found = dispute(
        tmp_path, "figure", "How many struck?", ("Four hundred", "the union", 1), ("250", None, 2)
    )

    assert [(f.state, f.where) for f in scored(tmp_path, gold, [TEXT], disputes=[found]).facts] == [
        ("held", "D-1, position 1")
    ]


def test_a_dispute_of_another_kind_or_with_one_side_is_not_found(tmp_path):
    written(tmp_path, HEAD + FACT + FIGURES, TEXT)
    sides = ("250", "the port authority", 2), ("Four hundred", None, 1)
    other = dispute(tmp_path, "update", "How many struck?", *sides)
    half = dispute(tmp_path, "figure", "How many struck?", sides[0], ("1,400 tonnes", None, 3))

    for shown, state, more in ((other, "other kind", 0), (half, "absent", 1)):
        score = scored(tmp_path, HEAD + FACT + FIGURES, [TEXT], disputes=[shown])
        assert [d.state for d in score.disputes] == [state]
        assert len(score.more_disputes) == more


def test_a_difference_that_is_no_dispute_is_a_false_claim_when_it_is_shown_as_one(tmp_path):
    gold = HEAD + FACT + FIGURES.replace("dispute", "undisputed").replace('kind = "figure"\n', "")
    written(tmp_path, gold, TEXT)
    sides = ("250", "the port authority", 2), ("Four hundred", None, 1)
    figure = dispute(tmp_path, "figure", "How many struck?", *sides)
    update = dispute(tmp_path, "update", "How many struck?", *sides)

    wrong = scored(tmp_path, gold, [TEXT], disputes=[figure])
    assert [c.where for c in wrong.false_claims] == ["D-1"]
    assert wrong.more_disputes == ()
    assert scored(tmp_path, gold, [TEXT], disputes=[update]).false_claims == ()


WALKED = '[[forbidden]]\nsays = "As plain fact."\nneeds = ["four hundred", "walked out"]\n'


def test_what_is_forbidden_is_found_unless_it_is_excused(tmp_path):
    told = says(UNION, 1)

    bare = scored(tmp_path, HEAD + FACT + WALKED, [TEXT], told)
    assert [(c.says, c.where) for c in bare.false_claims] == [("As plain fact.", "S1")]
    assert scored(tmp_path, HEAD + FACT + WALKED + 'unless = "union"\n', [TEXT], told).false_claims == ()


def test_a_forbidden_heading_and_a_forbidden_quote_are_found(tmp_path):
    gold = HEAD + FACT + WALKED.replace('"four hundred", "walked out"', '"dockers"')
    headed = scored(tmp_path, gold, [TEXT], says(CRANES, 3, heading="Cranes"))
    assert headed.false_claims == ()

    told = "Four hundred walked out of the docks on Monday, the union said."
    quoted = scored(tmp_path, gold, [TEXT], says(told, 1))
    assert [c.where for c in quoted.false_claims] == ["citation 1"]

    heading = gold.replace('"dockers"', '"still"')
    named = scored(tmp_path, heading, [TEXT], says(CRANES, 3, heading="Cranes stood still"))
    assert named.false_claims[0].where in ("heading of S1", "S1")


def test_a_citation_that_bears_nothing_out_is_idle(tmp_path):
    told = "The union said that four hundred dockers walked out on Monday."
    score = scored(tmp_path, HEAD + STRIKE, [TEXT], says(told, 1, 3))

    assert (score.marked, score.verifier) == (1, 0)
    assert [(i.where, i.quote) for i in score.idle] == [("S1", CRANES)]
