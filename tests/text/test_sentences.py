"""Sentences: exact places, none across a line break, nupunkt's known mistakes put right."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.sentences import LONGEST, sentences


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def test_plain_sentences_are_found_at_their_exact_places():
    text = "  The dam held.  The village did not. "

    assert sentences(text) == ((2, 15), (17, 37))


@pytest.mark.parametrize("end", ["\n", "\r\n", *"\r\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85"])
def test_no_sentence_crosses_a_line_break(end):
    assert split(f"The bridge over the{end}river is gone") == ["The bridge over the", "river is gone"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Retired Lt. Gen. Ada Kern spoke to Sen. Bo Lee of the U.S. Senate.",
        "They met Brig. Gen. Ivo Petrov at St. Anne’s on Sept. 14.",
        "The answer is in No. 5 of the series, on pp. 12 and 13.",
        "It covers approx. 40 sq. miles and cost 3 bn. euros.",
        "Albert J. Stone and P. D. Hill signed it.",
        "The plan ... shows that nobody counted.",
        "“Stop!” he said, “or we all go.”",
        "Rep. Jo Lund (D-Minn.), who voted no, left early.",
        "Write to press.office@example.org or see example.org/a.b before noon.",
        "It rose by 3.5 percent vs. 2 percent a year ago.",
    ],
)
def test_a_full_stop_that_ends_nothing_cuts_nothing(sentence):
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "She lives in the U.K. It rains there.",
        "They took plan B. The minister agreed.",
        "“We held.” “For how long?” he asked.",
        "It ended in 2014. 15 people had died.",
        "(Nobody saw him go.) She stayed.",
        "The gate was shut.[12] The guards had gone.",
        "‘It is over.’ The crowd went home.",
        "It was new. iPhone sales rose.",
        "The minister had gone.The guards had not.",
        "村は落ちた。兵は去った。",
    ],
)
def test_two_sentences_are_two(text):
    assert len(split(text)) == 2


def test_closing_marks_belong_to_the_sentence_they_close():
    assert split("“It held.” (So he said.) « Non. » Then") == [
        "“It held.”",
        "(So he said.)",
        "« Non. »",
        "Then",
    ]


def test_a_list_run_into_one_line_is_cut_at_its_items():
    assert split("1. Rice 2. Oil 3. Salt") == ["1. Rice", "2. Oil", "3. Salt"]
    assert split("• Rice and oil • Salt") == ["• Rice and oil", "• Salt"]


def test_a_number_in_prose_is_no_list_item():
    assert split("He chose door 2) of three") == ["He chose door 2) of three"]


def test_a_line_without_a_word_holds_no_sentence():
    assert split("* * *\n\n---\n…") == []


def test_an_endless_sentence_comes_in_pieces_cut_after_a_clause():
    text = "and the river rose, " * 200

    pieces = split(text)

    assert max(map(len, pieces)) <= LONGEST
    assert all(piece.endswith("rose,") for piece in pieces)
    assert " ".join(pieces) == text.strip()


@pytest.mark.parametrize("unit", [").", "“. ", "end.]", "a ", "1. ", "Lt. A"])
def test_an_endless_line_is_bounded(unit):
    assert all(end - start <= LONGEST for start, end in sentences(unit * 20_000))


CRUMBS = st.sampled_from(
    ["The", "he", "Lt.", "U.S.", "J.", "No.", "5", "1.", "2)", "said", *'.!…”“)•" \n\u2028', " "],
)


@given(st.text() | st.lists(CRUMBS, max_size=60).map("".join))
def test_whatever_the_text_the_sentences_are_in_order_trimmed_and_hold_every_word(text):
    spans = sentences(text)

    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(len(span.of(text).splitlines()) == 1 for span in spans)
    left = list(text)
    for start, end in spans:
        left[start:end] = " " * (end - start)
    assert not any(letter.isalnum() for letter in left)
