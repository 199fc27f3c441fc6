"""Boilerplate: what reports nothing is marked, what does stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.evidence.boilerplate import body, boilerplate, is_partial
from briefing.text.sentences import sentences

FIRST = "The dam at Orlin gave way on Tuesday night, and some 400 people left the valley, the council said."
SECOND = (
    "Engineers had warned of cracks in the western wall for years. Nobody in the ministry listened to them."
)
THIRD = (
    "By noon the water had reached the church, and the road to the north was closed to all but ambulances."
)


def marked(text: str) -> dict[str, str]:
    return {mark.span.of(text): mark.kind for mark in boilerplate(text)}


def between(*lines: str) -> str:
    """An article with *lines* in its middle, each a paragraph."""
    return "\n\n".join(
        (FIRST, SECOND, *lines, THIRD, SECOND.replace("western", "eastern").replace("years", "a decade"))
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Sign up for our free daily newsletter", "sign-up"),
        (
            "For the best of our reporting, the Courier Weekly is the newsletter you need. Sign up here.",
            "sign-up",
        ),
        ("Please subscribe us at Google News.", "sign-up"),
        ("Follow us on Telegram for the latest updates.", "sign-up"),
        ("Read more: The dam that nobody checked", "related"),
        ("Related: How dams fail", "related"),
        ("Tags: dams, floods, Orlin", "related"),
        ("Advertisement", "navigation"),
        ("Share on Facebook", "navigation"),
        ("visit website", "navigation"),
        ("We use cookies to improve your visit. Accept all cookies or manage them.", "navigation"),
        ("Home | News | Sport | Weather", "navigation"),
        ("A boat in the main street of Orlin. Ada Kern/AFP via Getty Images", "caption"),
        ("Photo: Bo Lind", "caption"),
        ("Translated and Adapted by:", "credit"),
        ("(Reporting by Ada Kern; editing by Bo Lind)", "credit"),
        ("By Ada Kern", "credit"),
        ("Published March 3, 2024", "credit"),
        ("© The Orlin Courier", "credit"),
        ("Leave a comment", "comment"),
        ("-Analysis-", "title"),
        ("What the engineers knew", "title"),
    ],
)
def test_a_line_that_reports_nothing_is_marked(line, kind):
    assert marked(between(line)) == {line: kind}


@pytest.mark.parametrize(
    "line",
    [
        "“We had ten minutes,” she said.",
        "That is all he has left.",
        "No one came.",
        "Ada Kern is a senior fellow at the Institute for Rivers. She said the wall had been too thin.",
        "“Subscribe to no theory yet,” the minister told reporters.",
        "For more than a decade, the wall had been watched by a single guard.",
        "Share prices of the builder fell by a fifth.",
        "Latest figures show that 31 houses are gone.",
        "By noon on Friday the army had arrived.",
        "Follow the money, said the prosecutor, and you will find the cement.",
        "Read the report, he told them.",
        "The council wants to support the news that it spends on walls.",
        "Photographs show a hole of forty metres.",
        "“The wall will hold.” — Ivo Petrov, 2019",
        "A poll by Reuters/Ipsos found that most blame the ministry.",
    ],
)
def test_a_line_that_reports_stays(line):
    assert marked(between(line)) == {}


def test_a_headline_is_a_title_and_a_standing_quotation_is_not():
    text = f"Dam gives way at Orlin\n\n{FIRST}\n\n“It came like a train.”\n\n{THIRD}"

    assert marked(text) == {"Dam gives way at Orlin": "title"}


def test_a_picture_takes_the_text_for_the_blind_with_it():
    text = f"photo of a boat in a street\nA boat in Orlin. Ada Kern/TASS via ZUMA\n\n{FIRST}\n\n{SECOND}"

    assert set(marked(text).values()) == {"caption"}
    assert body(text, boilerplate(text))[0].of(text).strip().startswith("The dam")


def test_a_line_of_escaped_markup_goes_whole_and_a_stray_tag_alone():
    debris = "u003cpu003eA boat in Orlin.u003c/pu003e u003cpu003eKern/Courieru003c/pu003e"
    text = between("A boat in Orlin.\n" + debris, "The mayor <b>resigned</b> on Friday, the council said.")

    assert marked(text) == {
        "A boat in Orlin.": "caption",
        debris: "escaped-markup",
        "<b>": "escaped-markup",
        "</b>": "escaped-markup",
    }


def test_comparisons_are_no_markup():
    assert marked(between("The water stood at <4 metres, the level at >2, a spokesman said.")) == {}


def test_a_pull_quote_is_marked_and_its_sentence_stays():
    pull = "Nobody in the ministry listened to them."
    text = "\n\n".join((FIRST, pull, THIRD, SECOND))

    assert marked(text) == {pull: "repeated"}


def test_a_sentence_that_differs_by_one_word_repeats_nothing():
    text = "\n\n".join(
        (
            FIRST,
            "The ministry sent 40 boats to the north.",
            THIRD,
            "The ministry sent 40 boats to the south. None came.",
        )
    )

    assert marked(text) == {}


def test_links_to_other_articles_are_marked_with_their_heading():
    text = between("Most popular", "Five dams to watch", "Mayor of Orlin resigns", "Is your valley safe?")

    assert marked(text) == {
        "Most popular": "related",
        "Five dams to watch": "related",
        "Mayor of Orlin resigns": "related",
        "Is your valley safe?": "related",
    }


def test_a_summary_that_a_copyist_hung_on_is_no_part_of_the_article():
    hung_on = ("News Summary:", "- Dam gives way at Orlin", "- Check all news from the latest World updates.")
    text = "\n".join((FIRST, SECOND, THIRD, *hung_on))

    assert tuple(marked(text)) == hung_on


def test_who_wrote_it_is_marked_at_the_end_only():
    about = "Ada Kern is a research fellow at the Institute for Rivers in Basel."

    assert marked(f"{FIRST}\n{SECOND}\n{THIRD}\n{about}") == {about: "about-author"}
    assert marked(f"{FIRST}\n{about}\n{SECOND}\n{THIRD}\n{FIRST[:-1]} on Monday.") == {}


@pytest.mark.parametrize(
    "broken",
    [
        "Since then he has lost about 40 percent of the........",
        "The decisive reason for it was…",
        "Since then he has lost about 40 percent of the",
    ],
)
@pytest.mark.parametrize(
    "tail", ["", "\n\nSubscribe to read the rest of this story.", "\n© The Courier\nvisit website"]
)
def test_the_sentence_in_which_a_text_breaks_off_is_marked(broken, tail):
    text = f"{FIRST}\n\nThe mayor left. {broken}{tail}"

    assert marked(text)[broken] == "cut-off"
    assert is_partial(text, boilerplate(text))


@pytest.mark.parametrize(
    "end", ["He paused ... and left.", "“It held.”", "(It held.)", "It held![3]", "Orlin"]
)
def test_a_text_that_ends_is_not_partial(end):
    text = f"{FIRST}\n\n{SECOND}\n\n{end}"

    assert not is_partial(text, boilerplate(text))


def test_nothing_but_boilerplate_leaves_no_sentence():
    text = (
        "Subscribe to our newsletter\n\nBy continuing you accept our cookies. Accept all. Reject all.\n\n"
        "Read more: Dams | Rivers | Orlin\n\nShare on X. Share on Facebook.\n\n© 2025 All rights reserved.\n"
    )

    assert body(text, boilerplate(text)) == ()


def test_a_whole_page_is_marked_around_its_article():
    menu = "\n".join(("Home", "World", "Politics", "Business", "Tech", "Science", "Health", "Travel"))
    comments = (
        "3 Comments\nriverman: I told you so, and nobody wanted to hear it at the time, as ever.\nReply"
    )
    text = f"{menu}\nDam gives way at Orlin\n{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{comments}\n{menu}\n"

    left = [
        span.of(part.of(text)) for part in body(text, boilerplate(text)) for span in sentences(part.of(text))
    ]

    assert " ".join(left) == f"{FIRST} {SECOND} {THIRD}"


def test_wrapped_lines_are_paragraphs_and_no_headings():
    text = (
        "The dam at Orlin gave way on Tuesday night, and some\n"
        "400 people left the valley, the council said in a note\n"
        "to the press. Engineers had warned of cracks in the\n"
        "western wall for years.\n\n"
        "Nobody in the ministry listened to them, and the road\n"
        "to the north was closed to all but ambulances by the\n"
        "evening of the same day.\n"
    )

    assert marked(text) == {}


def test_body_is_what_the_marks_leave():
    text = f"Share this\n{FIRST}\nAdvertisement\n{THIRD}"

    assert [span.of(text).strip() for span in body(text, boilerplate(text))] == [FIRST, THIRD]
    assert body("", boilerplate("")) == ()


CRUMBS = st.sampled_from(
    [
        FIRST,
        SECOND,
        "Share",
        "Read more: X",
        "u003cp u003e",
        "<p>",
        "© X",
        "News Summary:",
        "- a",
        "of the....",
        "“",
        "\n",
        "\n\n",
        " ",
    ]
)


@given(st.text() | st.lists(CRUMBS, max_size=40).map("".join))
def test_whatever_the_text_marks_are_in_order_within_it_and_the_same_again(text):
    marks = boilerplate(text)

    places = [place for mark in marks for place in mark.span]
    assert places == sorted(places)
    assert all(0 <= mark.span.start < mark.span.end <= len(text) for mark in marks)
    assert all(not mark.span.meets(span) for mark in marks for span in body(text, marks))
    assert marks == boilerplate(text)
    assert is_partial(text, marks) in (True, False)
