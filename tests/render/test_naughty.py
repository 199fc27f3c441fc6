"""The Big List of Naughty Strings (`tests/data/LICENSE.naughty`), as title, topic, source and all else."""

import json
import re
from pathlib import Path

import pytest

from briefing.model.topic import Topic
from briefing.render.brief import render
from briefing.text.show import invisible

from .builders import about
from .test_html import Page
from .test_markdown import structure

NAUGHTY = json.loads((Path(__file__).parents[1] / "data" / "naughty.json").read_text(encoding="utf-8"))
SAID = [text for text in NAUGHTY if text.strip()]  # an article that says nothing has no sentence to quote
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def test_the_list_is_whole():
    assert len(NAUGHTY) == 485


@pytest.mark.parametrize("form", ["html", "md", "text"])
@pytest.mark.parametrize("style", ["brief", "executive"])
def test_each_is_shown_and_is_nothing_but_text(style, form):
    plain = {
        named: SHAPES[form](render(*about(words), form, style=style))
        for named, words in ((True, "Plain words stand here."), (False, "plain words stand here."))
    }
    wrong = []
    for text in SAID:
        shown = render(*about(text), form, style=style)
        names_somebody = not (text.islower() and text.isascii())
        if SHAPES[form](shown) != plain[names_somebody] or FORBIDDEN.search(shown) or invisible(shown):
            wrong.append(text)

    assert wrong == []


SHAPES = {
    "html": lambda shown: Page(shown).shape,
    "md": structure,
    "text": lambda shown: [line for line in shown.split("\n") if re.fullmatch("[=-]{80}", line)],
}


def test_the_whole_list_at_once_is_one_brief():
    everything = about("\n\n".join(SAID))

    for form in ("html", "md", "text"):
        assert not invisible(render(*everything, form))


def test_as_a_topic_each_names_a_plain_file():
    slugs = {Topic(text, (text,)).slug for text in NAUGHTY}

    assert all(re.fullmatch("[a-z0-9-]{1,60}", slug) for slug in slugs)
