"""Where the quotations of a text are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.quotes import quotations


def inner(text: str) -> list[str]:
    return [one.inner.of(text) for one in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It is over,” he said.", ["It is over,"]),
        ('"It is over," he said.', ["It is over,"]),
        ("«It is over», he said.", ["It is over"]),
        ("„Es ist vorbei“, sagte er.", ["Es ist vorbei"]),
        ("»Es ist vorbei«, sagte er.", ["Es ist vorbei"]),
        ("''It is over,'' he said.", ["It is over,"]),
        ("‘It is over,’ he said.", ["It is over,"]),
        ("“A,” he said. “B.”", ["A,", "B."]),
        ('("No comment.")', ["No comment."]),
    ],
)
def test_each_kind_of_mark_pairs_with_its_own(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It's the soldiers' camp.",
        "It’s the soldiers’ camp.",
        "The '90s were rock 'n' roll.",
        "The ’90s were over.",
        'A 12" gun.',
        "No marks at all.",
        "",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert quotations(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He told me ‘we saw “forty” tanks’ there.”", ["He told me ‘we saw “forty” tanks’ there."]),
        ('"He said "no" to me," she said.', ['He said "no" to me,']),
        ("‘It’s “false”,’ she said.", ["It’s “false”,"]),
    ],
)
def test_what_is_nested_in_a_quotation_is_not_listed(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_curly_opening_closed_by_a_straight_mark_still_closes():
    assert inner('“At this point," he said, "no."') == ["At this point,", "no."]


def test_an_unclosed_quotation_ends_at_its_lines_end():
    text = "He said “it was\nThe next line."
    (one,) = quotations(text)

    assert one.inner.of(text) == "it was"
    assert not one.closed


def test_a_quotation_taken_up_by_the_next_paragraph_counts_as_closed():
    text = "“The first.\n\n“The second,” he said."
    first, second = quotations(text)

    assert (first.inner.of(text), first.closed) == ("The first.", True)
    assert (second.inner.of(text), second.closed) == ("The second,", True)


def test_an_unclosed_quotation_leaves_those_before_it_alone():
    text = "“Yes,” he said, “no,” and “then."
    assert [(one.inner.of(text), one.closed) for one in quotations(text)] == [
        ("Yes,", True),
        ("no,", True),
        ("then.", False),
    ]


def test_where_nesting_does_not_add_up_the_first_closing_mark_ends_it():
    assert inner("“A “B” rest of the line") == ["A “B"]


@given(st.text(alphabet="“”\"'‘’«»„ ab.,\n\r"))
def test_any_text_gives_quotations_in_order_within_it(text: str) -> None:
    at = 0
    for one in quotations(text):
        assert at <= one.span.start <= one.inner.start <= one.inner.end <= one.span.end <= len(text)
        at = one.span.end
