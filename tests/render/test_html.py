"""The HTML page: one file, nothing fetched, nothing run, and article text only ever as text."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import html5lib
import pytest

from briefing.render.brief import render
from briefing.render.environment import csp_hash
from briefing.text.show import invisible, visible

from .builders import about, bare, dam
from .hostile import NASTY

VOID = ("meta",)
FETCHING = (
    "src",
    "srcset",
    "data",
    "poster",
    "background",
    "action",
    "formaction",
    "ping",
    "manifest",
    "style",
)


class Page(HTMLParser):
    """Tags with their attributes in order, the text, and whether every tag is closed."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.open, self.crossed = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data):
        self.text.append(data)

    @property
    def shape(self):
        return [(tag, [name for name, _ in attrs]) for tag, attrs in self.tags]

    def values(self, attribute):
        return [value for _, attrs in self.tags for name, value in attrs if name == attribute]


@pytest.mark.parametrize("text", NASTY)
def test_text_of_articles_adds_no_tag_and_no_attribute(text):
    page = Page(render(*about(text), "html"))

    # Words without a capital name nobody as the speaker, so they are held against such words.
    plain = "plain words stand here." if text.islower() and text.isascii() else "Plain words stand here."
    assert page.shape == Page(render(*about(plain), "html")).shape
    assert not page.crossed
    assert not page.open


@pytest.mark.parametrize("style", ["brief", "executive"])
@pytest.mark.parametrize("made", [dam, bare], ids=["dam", "bare"])
def test_a_page_is_valid_html(made, style):
    html5lib.HTMLParser(strict=True).parse(render(*made(), "html", style=style))


@pytest.mark.parametrize("text", NASTY)
def test_a_page_of_anything_is_valid_html(text):
    html5lib.HTMLParser(strict=True).parse(render(*about(text), "html"))


@pytest.mark.parametrize("text", NASTY)
def test_text_of_articles_is_shown_with_nothing_hidden_in_it(text):
    html = render(*about(text), "html")

    assert not invisible(html)
    assert visible(text) in "".join(Page(html).text)


@pytest.mark.parametrize("made", [dam, lambda: about("Plain words stand here.")], ids=["dam", "plain"])
def test_nothing_is_run_or_fetched(made):
    html = render(*made(), "html")
    page = Page(html)
    tags = {tag for tag, _ in page.tags}
    names = {name for _, attrs in page.tags for name, _ in attrs}

    assert tags.isdisjoint(
        {"script", "img", "iframe", "object", "embed", "link", "form", "base", "video", "audio"}
    )
    assert names.isdisjoint(FETCHING)
    assert not [name for name in names if name.startswith("on")]
    assert "url(" not in html
    assert "@import" not in html


def test_the_pages_policy_admits_its_own_style_and_nothing_else():
    html = render(*dam(), "html")
    style = html[html.index("<style>") + len("<style>") : html.index("</style>")]
    policy = Page(html).values("content")[0]

    assert policy == f"default-src 'none'; style-src '{csp_hash(style)}'; base-uri 'none'; form-action 'none'"


def test_every_link_out_leads_to_a_source_and_says_nothing_of_the_reader():
    links = [dict(attrs) for tag, attrs in Page(render(*dam(), "html")).tags if tag == "a" and attrs]
    out = [link for link in links if not link["href"].startswith("#")]

    assert {link["rel"] for link in out} == {"noopener noreferrer nofollow"}
    assert [link["href"] for link in out] == [
        "https://herald.test/news/ossen?id=7&page=1",
        "https://lantern.test/a",
        "https://herald.test/news/ossen?id=7&page=1#:~:text=Water%20from%20the%20Ossen%20dam,old%20mill%20on%20Tuesday%20evening",
        "https://herald.test/news/ossen?id=7&page=1#:~:text="
        "%E2%80%9CWe%20opened%20the%20gate%20because,Brandt%2C%20the%20dam%27s%20chief%20engineer.",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "//evil.test/x", "https://paper.test@evil.test/", "https://", "https://a b.test/", "https://\u202epaper.test/",
        "ftp://a.test", "https://[::1", "https://paper.test:port/", "https:\\\\evil\\share",
    ],
)  # fmt: skip
def test_an_address_that_is_no_plain_web_page_is_no_link(address):
    brief, texts = dam()
    bad = replace(brief, articles=tuple(replace(each, url=address) for each in brief.articles))

    for form in ("html", "md"):
        shown = render(bad, texts, form)
        assert "rel=" not in shown
        assert "](<" not in shown


def test_each_mark_opens_a_quote_that_is_on_the_page():
    page = Page(render(*dam(), "html"))
    quotes = [name for name in page.values("id") if name.startswith("quote-")]

    assert quotes == [f"quote-{number}" for number in range(1, 10)]
    assert set(page.values("popovertarget")) == set(quotes)


def test_links_within_the_page_lead_somewhere_and_ids_are_given_once():
    page = Page(render(*dam(), "html"))
    inner = {link[1:] for link in page.values("href") if link.startswith("#")}

    assert inner <= set(page.values("id"))
    assert len(set(page.values("id"))) == len(page.values("id"))


def test_headings_go_down_one_step_at_a_time():
    levels = [int(tag[1]) for tag, _ in Page(render(*dam(), "html")).tags if re.fullmatch("h[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
