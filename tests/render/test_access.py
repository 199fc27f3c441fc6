"""Who reads with a keyboard, a screen reader, a small or a dark screen; checked in a real browser."""

import importlib.resources
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from briefing.engines.extractive import Extractive
from briefing.evidence.assemble import assemble
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import verify
from briefing.render.archive import Entry, Shelf, Withheld, render_archive
from briefing.render.brief import render
from tests.builders import NOW, draft, says, topic
from tests.hostile.shelf import ARTICLES, reading

from .builders import about, bare, dam
from .hostile import NASTY

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")
SCHEMES = ("light", "dark")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@cache
def pages() -> dict[str, str]:
    """One page of each sort."""
    brief, _ = dam()
    shelf = Shelf("The Ossen dam", (Entry(brief, "ossen-dam", "ossen-dam/a.html"),))
    return {
        "brief": render(*dam(), "html"),
        "bare": render(*bare(), "html"),
        "executive": render(*dam(), "html", style="executive"),
        "archive": render_archive((shelf,), (Withheld("x-1", brief.made_at, "It has changed."),)),
        "hostile": render(*hostile(), "html"),
    }


@cache
def hostile():
    """A brief that cites every hostile article that can be read, three sentences of each."""
    read = [name for name, entry in ARTICLES.items() if "skipped" not in entry]
    corpus = Corpus.of(reading(*read).articles)
    said = [
        says(sentence.text, sentence.number, heading=seen.article.name)
        for seen in corpus.seen
        for sentence in seen.sentences[:3]
    ]
    checked = verify(draft(*said), corpus)
    brief = assemble(topic("Everything"), corpus, checked, (), Extractive().maker, now=NOW)
    return brief, {article.id: article.text for article in corpus.articles}


@pytest.fixture
def opened(browser, tmp_path):
    """Open HTML as a file; what the console says and what is asked for is kept on the page."""

    def show(html: str, scheme: str = "light", width: int = 1280):
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("dialog", lambda dialog: (page.said.append("dialog"), dialog.dismiss()))
        page.goto(path.as_uri())
        return page

    return show


def axe(page) -> list[str]:
    """What axe-core finds wrong, rule and place."""
    script = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    page.evaluate(script)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["brief", "bare", "executive", "archive", "hostile"])
def test_axe_finds_nothing_wrong(opened, name, scheme):
    page = opened(pages()[name], scheme)

    assert axe(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_wrong_with_an_open_quote_on_a_phone(opened, scheme):
    page = opened(pages()["brief"], scheme, width=390)
    page.locator(".mark").first.click()

    assert axe(page) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["brief", "executive", "archive"])
def test_every_letter_stands_out_from_its_ground(opened, name, scheme):
    """axe passes over texts of one character, and so over every mark: their contrast is worked out here."""
    page = opened(pages()[name], scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    pairs = page.evaluate(
        """() => {
          const seen = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const parent = walk.currentNode.parentElement;
            if (!walk.currentNode.data.trim() || !parent.checkVisibility()) continue;
            const style = getComputedStyle(parent);
            let ground = parent;
            while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)')
              ground = ground.parentElement;
            seen.push([walk.currentNode.data.trim().slice(0, 30),
              parent.closest('svg') ? style.fill : style.color,
              getComputedStyle(ground || document.body).backgroundColor]);
          }
          return seen;
        }"""
    )
    weak = {(text, ink, ground) for text, ink, ground in pairs if contrast(ink, ground) < 4.5}

    assert any(text in ("1", "4") for text, _, _ in pairs) or name == "archive"
    assert weak == set()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["brief", "executive", "hostile"])
def test_every_citation_is_reached_and_opened_by_keyboard(opened, name):
    page = opened(pages()[name])
    marks = page.locator(".mark").count()
    reached = set()
    for _ in range(3 * marks + 60):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const marks = [...document.querySelectorAll('.mark')];
                       return marks.indexOf(document.activeElement); }"""
        )
        if at < 0:
            continue
        if at in reached:
            break
        reached.add(at)
        wanted = page.evaluate("document.activeElement.getAttribute('popovertarget')")
        page.keyboard.press("Enter")
        assert page.locator(f"#{wanted}:popover-open mark").count() == 1
        page.keyboard.press("Escape")
        assert page.locator(".note:popover-open").count() == 0

    assert len(reached) == marks > 0


def test_a_tap_opens_a_quote_and_the_page_stays_where_it_is(browser, tmp_path):
    (tmp_path / "page.html").write_text(pages()["brief"], encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = context.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    before = page.url
    page.locator(".mark").nth(2).tap()
    shown = page.locator(".note:popover-open")

    assert "We opened the gate because" in shown.locator("mark").inner_text()
    assert "The road to Kell has been closed since noon." in shown.inner_text()
    assert page.url == before


@pytest.mark.parametrize("width", [320, 390, 700])
def test_on_a_phone_an_open_quote_leaves_its_mark_in_sight(opened, width):
    page = opened(pages()["brief"], width=width)
    for place in range(page.locator(".mark").count()):
        page.locator(".mark").nth(place).click()
        note = page.locator(".note:popover-open").bounding_box()
        mark = page.locator(".mark").nth(place).bounding_box()

        assert note["y"] >= mark["y"] + mark["height"] or note["y"] + note["height"] <= mark["y"]
        assert note["y"] >= 0
        assert note["y"] + note["height"] <= 800
        assert note["height"] > 150
        page.keyboard.press("Escape")


def test_on_a_wide_screen_an_open_quote_covers_no_text(opened):
    page = opened(pages()["brief"])
    column = page.locator("main").bounding_box()
    for place in range(page.locator(".mark").count()):
        page.locator(".mark").nth(place).click()
        note = page.locator(".note:popover-open").bounding_box()
        mark = page.locator(".mark").nth(place).bounding_box()

        assert note["x"] >= column["x"] + column["width"]
        assert note["y"] <= mark["y"] + mark["height"]
        assert mark["y"] <= note["y"] + note["height"]
        page.keyboard.press("Escape")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_whole_hostile_corpus_says_nothing_and_asks_for_nothing(opened, scheme):
    page = opened(pages()["hostile"], scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for place in range(page.locator(".mark").count()):
        page.locator(".mark").nth(place).click()
        page.keyboard.press("Escape")

    assert page.said == []
    assert [url.rsplit("/", 1)[1] for url in page.asked] == ["page.html"]
    assert len({c.article for c in hostile()[0].citations}) > 25


@pytest.mark.parametrize("name", ["brief", "executive", "archive", "hostile"])
def test_nothing_is_wider_than_a_phone_of_320_pixels(opened, name):
    page = opened(pages()[name], width=320)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_nothing_nasty_is_wider_than_a_phone_of_320_pixels(opened, tmp_path):
    page = opened(pages()["bare"], width=320)
    for text in NASTY:
        (tmp_path / "page.html").write_text(render(*about(text), "html"), encoding="utf-8")
        page.reload()

        assert page.evaluate("document.documentElement.scrollWidth") == 320, text
    assert page.said == []
