"""What the program saw on an article, shown to a person."""

from datetime import UTC, datetime

from briefing.evidence.corpus import look
from briefing.render.marks import marked
from tests.builders import article

TEXT = (
    "About 400 dockers walked out in Varnhaven on Monday, Ann Lee said.\n\n"
    "Sign up for our newsletter.\n\nThe strike goes on for two weeks at least, the union said.\n"
)


def seen():
    return look(article(TEXT, published=datetime(2025, 1, 8, tzinfo=UTC)))


def test_marks_are_in_brackets_without_colour():
    shown = marked(seen(), colour=False)

    assert shown.startswith("[1] About {figure: about 400 dockers| 400} dockers walked out in {name")
    assert "{date: 2025-01-06| Monday}" in shown
    assert "{boilerplate: sign-up| Sign up for our newsletter.}" in shown
    assert "{speaker: Ann Lee| Ann Lee} {cue| said}" in shown


def test_marks_are_in_colour_on_a_terminal():
    shown = marked(seen(), colour=True)

    assert "\x1b[33m400\x1b[0m" in shown
    assert "[sign-up] Sign up" in shown


def test_an_escape_in_the_text_does_not_reach_the_terminal():
    shown = marked(look(article("A red \x1b[31mword stands here for all to see.")), colour=False)

    assert "\x1b" not in shown
    assert "<U+001B>" in shown
