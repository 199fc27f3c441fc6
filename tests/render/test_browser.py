"""The HTML page in a real browser: each quote a tap or a key away, on any screen, without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.render.brief import render

from .builders import about, dam

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")

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


@pytest.fixture
def show(browser, tmp_path):
    """Open a brief as a file in a window of some width; what the console says is kept in `page.said`."""

    def opened(made, width=1200, media="screen"):
        (tmp_path / "brief.html").write_text(render(*made, "html"), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 740}, java_script_enabled=True)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("request", lambda request: page.asked.append(request.url))
        page.emulate_media(media=media)
        page.goto((tmp_path / "brief.html").as_uri())
        return page

    return opened


def lifted(page):
    return page.locator(".note:popover-open")


def test_a_mark_lifts_its_quote_and_escape_puts_it_back(show):
    page = show(dam())
    page.get_by_role("button", name="Quote 3, Varnholt Herald").first.press("Enter")

    assert "“We opened the gate because the wall was moving,”" in lifted(page).inner_text()
    page.keyboard.press("Escape")
    assert lifted(page).count() == 0


def test_a_quote_is_closed_by_its_button(show):
    page = show(dam(), width=360)
    page.get_by_role("button", name="Quote 5, Valley Voice").first.click()
    lifted(page).get_by_role("button", name="Close").click()

    assert lifted(page).count() == 0


def test_all_quotes_stand_at_the_end_on_screen_and_on_paper(show):
    for media in ("screen", "print"):
        notes = show(dam(), media=media).locator(".note")

        assert notes.count() == 9
        assert all(notes.nth(place).is_visible() for place in range(9))


@pytest.mark.parametrize("width", [320, 360, 768, 1200])
@pytest.mark.parametrize(
    "text", ["Plain words stand here.", "w" * 300, "汉" * 120], ids=["plain", "long", "wide"]
)
def test_no_screen_has_to_be_scrolled_sideways(show, width, text):
    page = show(about(text), width=width)
    page.locator(".mark").first.click()

    assert page.evaluate("document.documentElement.scrollWidth") == width
    box = lifted(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_positions_stand_side_by_side_and_stack_on_a_phone(show):
    wide, narrow = show(dam()).locator(".side"), show(dam(), width=360).locator(".side")

    assert wide.nth(0).bounding_box()["y"] == wide.nth(1).bounding_box()["y"]
    assert narrow.nth(0).bounding_box()["y"] < narrow.nth(1).bounding_box()["y"]


def test_the_policy_lets_the_style_in_and_the_page_asks_for_nothing_else(show):
    page = show(about("</style><img src=https://evil.test/p.png><script>document.title='taken'</script>"))

    assert page.said == []
    assert [url.rsplit("/", 1)[1] for url in page.asked] == ["brief.html"]
    assert page.evaluate("getComputedStyle(document.querySelector('.mark')).borderTopLeftRadius") == "99px"
    assert page.title() != "taken"
