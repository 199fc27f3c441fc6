"""Article text in Markdown shows its characters and starts nothing."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis.strategies import text
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefing.engines.extractive import Extractive
from briefing.evidence.assemble import assemble
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import verify
from briefing.render.brief import render
from briefing.render.markdown import md
from briefing.render.page import lay_out
from briefing.text.show import visible
from tests.builders import NOW, draft, says, topic
from tests.hostile.shelf import ARTICLES, reading

from .builders import about, dam
from .hostile import NASTY

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
for plugin in (footnote_plugin, deflist_plugin, dollarmath_plugin, attrs_plugin, attrs_block_plugin):
    READER.use(plugin)


def flat(tokens):
    for token in tokens:
        yield token
        yield from flat(token.children or ())


def structure(markdown):
    """Everything a reader of Markdown finds in it but letters."""
    letters = ("text", "text_special", "code_inline")
    return Counter(token.type for token in flat(READER.parse(markdown)) if token.type not in letters)


def shown(markdown):
    return "".join(
        token.content for token in flat(READER.parse(markdown)) if token.type in ("text", "code_inline")
    )


@pytest.mark.parametrize("text", NASTY)
def test_text_of_articles_changes_nothing_in_a_briefs_structure(text):
    plain = structure(render(*about("Plain words stand here."), "md"))

    assert structure(render(*about(text), "md")) == plain


@pytest.mark.parametrize("text", NASTY)
def test_the_same_characters_are_shown(text):
    one_line = re.sub(r"[ \t\n\r\f\v]+", " ", visible(text))

    assert shown(f"Before {md(text)} after") == f"Before {one_line.strip(' ')} after"


@pytest.mark.parametrize("text", NASTY)
def test_text_alone_on_a_line_is_one_paragraph(text):
    assert structure(md(text)) == {"paragraph_open": 1, "inline": 1, "paragraph_close": 1}
    assert shown(md(text)) == re.sub(r"[ \t\n\r\f\v]+", " ", visible(text)).strip()


@settings(derandomize=True, deadline=None, max_examples=400)
@given(text(alphabet="\\`*_[]<>|~$^#{}=@&;:!-+.()'\"/ \n\tab1wx汉\u202e", min_size=1, max_size=24))
def test_marks_in_any_order_are_one_paragraph_that_shows_them(marks):
    one_line = re.sub(r"[ \t\n\r\f\v]+", " ", visible(marks)).strip(" ")
    assume(one_line)

    assert structure(f"{md(marks)} x") == {"paragraph_open": 1, "inline": 1, "paragraph_close": 1}
    assert shown(f"{md(marks)} x") == f"{one_line} x"


def test_a_brief_has_the_headings_notes_and_links_that_were_emitted():
    found = structure(render(*dam(), "md"))

    assert found["heading_open"] == 1 + 8 + 2 + 2  # title, sections, headings of the summary, questions
    assert found["footnote_open"] == 9
    assert found["link_open"] == 2
    assert found["table_open"] == 2


@pytest.mark.parametrize(
    "name", [n for n in sorted(ARTICLES) if "/md_" in n or "/html_" in n or "/inj_" in n or "/txt_" in n]
)
def test_a_brief_of_a_hostile_article_has_what_was_emitted_and_no_more(name):
    """Round trip: what a reader of Markdown finds is what the page lays out, and no link of an article's."""
    articles = reading(name).articles
    corpus = Corpus.of(articles)
    said = [says(s.text, s.number, heading=s.text) for s in corpus.sentences]
    brief = assemble(topic("Any"), corpus, verify(draft(*said), corpus), (), Extractive().maker, now=NOW)
    texts = {article.id: article.text for article in articles}
    page, found = lay_out(brief, texts), structure(render(brief, texts, "md"))
    headings = [section for section in page.sections if section.heading]

    assert found["heading_open"] == 1 + len(headings) + 3 + bool(page.omissions or brief.skipped)
    assert found["footnote_open"] == len(page.notes)
    assert found["link_open"] == sum(source.address is not None for source in page.sources)
    assert not {"image", "html_inline", "html_block", "code_block", "fence", "hr"} & set(found)


@pytest.mark.parametrize(
    "address", ["https://auto.test/a", "www.auto.test", "who@post.test", "FTP://files.test/a"]
)
def test_an_address_in_a_text_is_set_as_code_since_readers_link_it_even_escaped(address):
    assert md(f"See {address}, he said") == f"See `{address}`, he said"


def test_ordinary_news_is_left_readable():
    news = "“It’s over,” Gen. O'Neil (ret.) said: 5% of Kell's 1,200 sq. km - or less; AT&T and U.S. aid!"

    assert md(news) == news


@pytest.mark.parametrize("style", ["brief", "executive"])
def test_every_value_in_the_shipped_template_is_escaped_or_the_programs_own(style):
    template = Path(__file__).parents[2].joinpath("templates", f"{style}.md.j2").read_text(encoding="utf-8")
    own = (
        "note.number", "note.start", "note.end", "marks(", "count(", "names(", "side.independent",
        "page.tally", "page.glance", "page.lead.more", "page.window", "source.published", "dispute.kind",
        "omission.reason", "fact.label",
        "page.promise", "side.dates", "remark.intro", "words }}", '", "', '" "', "source.address",
    )  # fmt: skip
    unescaped = [
        value
        for value in re.findall(r"\{\{ .*? \}\}", template)
        if "| md" not in value and not any(name in value for name in own)
    ]

    assert unescaped == []
