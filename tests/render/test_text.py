"""A brief in a terminal: 80 columns, and nothing that a terminal would obey."""

import re

import pytest

from briefing.render.brief import render
from briefing.render.columns import columns, fill

from .builders import about, bare, dam
from .hostile import NASTY


@pytest.mark.parametrize("text", NASTY)
def test_a_terminal_is_told_nothing_by_an_article(text):
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", render(*about(text), "text"))


@pytest.mark.parametrize("made", [dam, bare, *(lambda text=text: about(text) for text in NASTY)])
def test_no_line_is_wider_than_80_columns(made):
    assert max(columns(line) for line in render(*made(), "text").split("\n")) == 80


def test_wide_characters_count_for_two_columns():
    assert [columns(line) for line in fill("汉" * 50).split("\n")] == [80, 20]


def test_a_word_wider_than_a_line_is_broken_and_keeps_its_letters():
    word = "".join(chr(97 + place % 26) for place in range(200))

    assert "".join(line.strip() for line in fill(f"to {word}", 2, 4).split("\n")) == f"to{word}"
