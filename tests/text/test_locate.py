"""Quotations are found where they stand, to the code point, whatever the typography."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.text.locate import locate, occurrences, plain
from briefing.text.span import Span

# Letters, every kind of space, typography, invisibles, composed and combining marks, jamo, casefold growth.
AWKWARD = st.text(
    alphabet="ab.…-—–'’\"“« \u00a0\u202f\n\t\x1c\u2028\u200b\u00ad\ufeffé\u0301e가\u1100\u1161ßİﬁ"
)
ANY = st.one_of(AWKWARD, st.text())


@pytest.mark.parametrize(
    ("quote", "text", "found"),
    [
        ('"it\'s over"', "He said “it’s over” twice", "“it’s over”"),
        ("the front - a long one", "the front — a long one", "the front — a long one"),
        ("Wait... no", "Wait… no", "Wait… no"),
        ("Wait… no", "Wait... no", "Wait... no"),
        ("300 square miles", "some 300\u202fsquare\u00a0\n miles", "300\u202fsquare\u00a0\n miles"),
        ("territory", "the terri\u00adtory of", "terri\u00adtory"),
        ("terri\u00adtory", "the territory of", "territory"),
        ("a b", "a \u200b b", "a \u200b b"),
        (" troops ", "no troops.", "troops"),
        ("café", "the cafe\u0301 is", "cafe\u0301"),
        ("cafe\u0301", "the café is", "café"),
        ("가", "\u1100\u1161", "\u1100\u1161"),
    ],
)
def test_typography_compares_equal(quote, text, found):
    assert locate(quote, text).of(text) == found


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Kursk", "kursk"),
        ("12", "\uff11\uff12"),
        ("Коре", "Kope"),
        ("50,000", "50000"),
        ("ss", "ß"),
        ("e", "é"),
        ("..", "…"),
        ("a b", "ab"),
        ("ab", "a b"),
        ("", "text"),
        (" \u200b\n", "a \u200b\n b"),
    ],
)
def test_nothing_else_does(quote, text):
    assert locate(quote, text) is None


def test_a_quote_cannot_begin_or_end_inside_a_character():
    assert locate("..", "So… well..") == Span(8, 10)
    assert locate("e", "é and e") == Span(6, 7)


def test_offsets_after_characters_that_grow_or_shrink_are_those_of_the_text():
    text = "İß ﬁ… \u00ad\u200b e\u0301 가 Kursk"

    assert locate("Kursk", text).of(text) == "Kursk"


def test_the_search_can_begin_further_on():
    text = "Kursk…  and Kursk"

    assert locate("Kursk", text, 1) == Span(12, 17)
    assert locate("Kursk", text, 13) is None
    assert locate("Kursk", text, 999) is None


def test_occurrences_do_not_overlap():
    assert occurrences("...", "……a....") == (Span(0, 1), Span(1, 2), Span(3, 6))
    assert occurrences("aa", "aaaaa") == (Span(0, 2), Span(2, 4))
    assert occurrences("", "aaaa") == ()


@given(ANY, st.integers(0, 30), st.integers(0, 30))
@example("é\u0301", 1, 2)
@example("…....", 2, 4)
def test_every_slice_is_found_again(text, start, end):
    piece = text[start:end]
    span = locate(piece, text)

    assert (span is None) == (plain(piece) == "")
    if span is not None:
        assert plain(span.of(text)) == plain(piece)
        assert locate(piece, text, span.start) == span


@given(ANY, ANY)
def test_what_is_found_is_equal_and_what_is_missed_is_absent(quote, text):
    spans = occurrences(quote, text)

    assert all(plain(span.of(text)) == plain(quote) for span in spans)
    if quote.strip() and quote in text and plain(quote):
        assert spans


def test_a_page_of_near_misses_is_still_read_in_one_pass():
    # Each "…" is a candidate that starts well and ends inside the next one.
    text = "…" * 100_000

    assert locate("." * 30_001, text) is None
    assert len(occurrences("." * 30_000, text)) == 10
