"""Whole reviews in a real browser: by key, by mouse, by two people at once."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.record import as_reviewed, exported
from briefing.render.brief import to_json
from briefing.store import KeptBrief, open_store
from tests.builders import NOW, article

from .builders import COURIER, at, fire, newer, settings
from .hostile import brief_on
from .server import Here, Page, here, started

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as play:
        started_browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started_browser
        started_browser.close()


Visit = Callable[..., Any]


@pytest.fixture
def visit(browser) -> Iterator[Visit]:
    """Open an address as one reviewer; what the console says is kept in `page.said`."""
    contexts = []

    def visited(address: str, width: int = 1280, scheme: str = "light") -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(address)
        page.wait_for_selector("#pane mark")
        return page

    yield visited
    for context in contexts:
        context.close()


@pytest.fixture
def desk(tmp_path) -> Iterator[Here]:
    with here(tmp_path, "Ann", "Bo") as running:
        yield running


def chosen(page: Any) -> Any:
    return page.locator(".card.chosen")


def said(page: Any, words: str) -> None:
    """Wait until the status line, which a screen reader speaks, says *words*."""
    page.wait_for_function("words => document.getElementById('said').textContent.includes(words)", arg=words)


def rows(home: Path) -> list[tuple[str, str, str]]:
    told = map(json.loads, exported("jsonl", settings(home)).splitlines())
    return [(row["who"], row["item"], row["deed"]) for row in told]


def test_a_brief_is_reviewed_from_end_to_end_by_key(tmp_path, visit):
    with started(tmp_path) as desk:
        review_by_key(desk, visit(desk.addresses[0]))


def review_by_key(desk: Page, page: Any) -> None:
    assert page.locator("#pane mark").inner_text().startswith("A fire destroyed the grain store")

    page.keyboard.press("a")
    said(page, "3 left")
    page.keyboard.press("r")
    said(page, "2 left")
    page.keyboard.press("u")
    said(page, "3 left")
    page.keyboard.press("a")
    said(page, "2 left")
    page.keyboard.press("p")
    said(page, "1 left")
    page.wait_for_selector(".side h3")
    assert page.locator(".side h3").all_inner_texts() == ["40", "60"]
    page.keyboard.press("a")
    said(page, "Everything is decided")
    page.keyboard.press("g")
    said(page, "Approved")

    assert "Ann approved this brief" in page.locator("#banner").inner_text()
    assert rows(desk.home)[-1] == ("Ann", "brief", "approve")
    assert len(rows(desk.home)) == 7
    assert page.said == []


def test_keys_typed_ahead_judge_one_sentence_each(desk, visit):
    page = visit(desk.addresses[0])
    page.keyboard.type("apra")
    said(page, "Everything is decided")

    assert rows(desk.home) == [
        ("Ann", "S1", "supports"), ("Ann", "S2", "partly"),
        ("Ann", "S3", "unsupported"), ("Ann", "D-1", "supports"),
    ]  # fmt: skip


def test_a_brief_is_reviewed_with_the_mouse(desk, visit):
    page = visit(desk.addresses[0])
    page.get_by_role("button", name="Accept 1 that passes with 2 or more sources").click()
    said(page, "3 left")
    chosen(page).get_by_role("button", name="Does not support").click()
    said(page, "2 left")
    page.get_by_role("button", name="Undo").click()
    said(page, "3 left")
    page.locator("#card-S3").click()
    chosen(page).get_by_role("button", name="Drop").click()
    said(page, "2 left")

    assert rows(desk.home) == [
        ("Ann", "S1", "supports"), ("Ann", "S2", "unsupported"), ("Ann", "S2", "undo"), ("Ann", "S3", "drop"),
    ]  # fmt: skip


def test_an_edit_that_fails_shows_why_as_it_is_typed_and_is_not_saved(desk, visit):
    page = visit(desk.addresses[0])
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector(".verdict.holds")
    box = page.get_by_role("textbox", name="The sentence")
    box.fill("Fire chief Ada Lind said 90 people had been led to safety.")
    page.wait_for_selector(".verdict:not(.holds) li")

    assert "'90' is in no quote" in page.locator(".verdict").inner_text()
    assert page.get_by_role("button", name="Save").is_disabled()
    page.keyboard.press("Control+Enter")
    box.fill("Ada Lind, the fire chief, said 40 people had been led to safety.")
    page.wait_for_selector(".verdict.holds")
    page.keyboard.press("Control+Enter")
    said(page, "Saved")

    assert rows(desk.home) == [("Ann", "S2", "edit")]
    assert page.locator("#card-S2 s").inner_text() == fire().summary[1].text


def test_a_sentence_is_printed_against_a_check_only_with_a_reason(desk, visit):
    page = visit(desk.addresses[0])
    page.locator("#card-R1").click()
    page.keyboard.press("e")
    page.wait_for_selector(".verdict li")
    remove = page.locator(".cites button", has_text="Remove")
    while remove.count() > 1:
        before = remove.count()
        remove.nth(1).click()
        page.wait_for_function(
            "n => document.querySelectorAll('.cites button[aria-label^=Take]').length < n", arg=before
        )
    page.get_by_role("button", name="Print it all the same").click()
    page.get_by_role("button", name="Print against the check").click()
    page.wait_for_selector(".fault:not(:empty)")
    assert "Say why" in page.locator(".fault").inner_text()
    page.get_by_label("Why should it stand?").fill("the police report says so")
    page.get_by_role("button", name="Print against the check").click()
    said(page, "Saved")

    brief, _ = as_reviewed("fire", settings(desk.home))
    assert brief.review.overruled == ("S4: hedge_dropped, by Ann (the police report says so)",)


def test_a_quote_is_swapped_by_selecting_words_beyond_an_emoji(desk, visit):
    page = visit(desk.addresses[0])
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector(".verdict.holds")
    page.get_by_role("textbox", name="The sentence").fill("The store had been built in 1911.")
    page.wait_for_selector(".verdict:not(.holds) li")
    page.locator(".cites button", has_text="Swap").click()
    page.get_by_role("combobox", name="Article").select_option(label="herald.txt")
    page.wait_for_function("() => document.querySelector('#text')?.textContent.includes('1911')")
    select_words(page, "been built in")
    page.wait_for_selector(".verdict.holds")
    page.get_by_role("button", name="Save").click()
    said(page, "Saved")

    place = json.loads(exported("jsonl", settings(desk.home)).splitlines()[-1])["places"]
    assert place == [list(at("🔥 The store had been built in 1911."))]


def select_words(page: Any, words: str) -> None:
    """Select *words* in the article as a mouse does."""
    page.evaluate(
        """words => {
          const walk = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const start = node.data.indexOf(words);
            if (start < 0) continue;
            const range = document.createRange();
            range.setStart(node, start);
            range.setEnd(node, start + words.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
            node.parentElement.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
            return;
          }
        }""",
        words,
    )


def test_a_quote_is_chosen_in_the_article_by_key_alone(desk, visit):
    page = visit(desk.addresses[0])
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_function("() => document.activeElement.classList.contains('citable')")
    page.keyboard.press("Enter")  # the quote that was there goes
    page.wait_for_selector(".verdict:not(.holds) p")
    page.wait_for_function("() => document.activeElement.classList.contains('citable')")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector(".citable.cited")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Control+A")
    page.keyboard.type("A fire destroyed the grain store in Varnholt.")
    page.wait_for_selector(".verdict.holds")
    page.keyboard.press("Control+Enter")
    said(page, "Saved")

    brief, _ = as_reviewed("fire", settings(desk.home))
    assert [s.text for s in brief.summary][1] == "A fire destroyed the grain store in Varnholt."


def test_a_quote_is_judged_by_key(desk, visit):
    page = visit(desk.addresses[0])
    page.keyboard.press("l")
    page.wait_for_function(
        "() => document.querySelector('#pane mark')?.textContent.startsWith('The grain store')"
    )
    page.keyboard.press("R")
    said(page, "Quote 2 does not support")

    assert rows(desk.home)[-1][1] == f"S1@{at('The grain store').article}:0-56"
    assert page.locator("#card-S1").inner_text().count("1 independent source") == 1


def test_two_reviewers_see_one_another_and_the_second_does_not_overwrite(desk, visit):
    ann, bo = visit(desk.addresses[0]), visit(desk.addresses[1])
    ann.keyboard.press("a")
    said(ann, "3 left")
    bo.keyboard.press("r")
    bo.wait_for_selector(".conflict")

    assert (
        "Ann decided on S1 before you did (supports). Yours was not saved."
        in bo.locator(".conflict").inner_text()
    )
    assert rows(desk.home) == [("Ann", "S1", "supports")]
    bo.keyboard.press("r")  # having seen it, Bo still thinks so
    said(bo, "Does not support")
    ann.wait_for_selector("#card-S1.unsupported")
    assert "Bo" in ann.locator("#card-S1 .who").inner_text()


def test_an_edit_begun_before_somebody_elses_verdict_is_not_saved_over_it(desk, visit):
    ann, bo = visit(desk.addresses[0]), visit(desk.addresses[1])
    bo.keyboard.press("e")
    bo.wait_for_selector(".verdict.holds")
    ann.keyboard.press("r")
    said(ann, "3 left")
    bo.get_by_role("textbox", name="The sentence").fill("A fire destroyed the grain store in Varnholt.")
    bo.wait_for_selector(".verdict.holds:not(.old)")
    bo.get_by_role("button", name="Save").click()
    bo.wait_for_selector(".conflict")

    assert rows(desk.home) == [("Ann", "S1", "unsupported")]
    assert bo.locator(".conflict").inner_text().startswith("Ann decided on S1")


def test_a_brief_made_again_meanwhile_is_stale(desk, visit):
    page = visit(desk.addresses[0])
    other = newer(fire())
    with open_store(settings(desk.home).store) as store:
        store.add_brief(KeptBrief(other.id, "fire", other.made_at, to_json(other)))
    page.keyboard.press("a")
    page.wait_for_selector("#banner:not([hidden])")

    assert other.id in page.locator("#banner").inner_text()
    assert exported("jsonl", settings(desk.home)) == ""


def test_a_reason_can_be_given_afterwards_and_is_printed(desk, visit):
    page = visit(desk.addresses[0])
    page.keyboard.press("r")
    said(page, "3 left")
    page.keyboard.press("k")
    page.keyboard.press("w")
    page.get_by_role("textbox", name="Does not support: why?").fill("It was Tuesday.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_function("() => document.querySelector('#card-S1 .who').textContent.includes('Tuesday')")

    brief, _ = as_reviewed("fire", settings(desk.home))
    assert brief.rejected[-1].detail == "not borne out by its quotes, says Ann: It was Tuesday."


def test_a_note_is_kept_and_shown(desk, visit):
    page = visit(desk.addresses[0])
    page.keyboard.press("n")
    page.get_by_role("textbox", name="Note").fill("Monday the 6th?")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("#card-S1 .note")

    assert "Monday the 6th?" in page.locator("#card-S1 .note").inner_text()
    assert rows(desk.home) == [("Ann", "S1", "note")]


def test_a_brief_is_sent_back_with_a_reason(desk, visit):
    page = visit(desk.addresses[0])
    page.get_by_role("button", name="Send back").click()
    page.get_by_role("textbox").fill("Find a third source.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("#banner:not([hidden])")

    assert page.locator("#banner").inner_text() == "Ann sent this brief back: Find a third source."


def test_an_address_used_up_says_so(desk, visit, browser):
    visit(desk.addresses[0])
    page = browser.new_page()
    page.goto(desk.addresses[0])

    assert "works once" in page.inner_text("body")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_any_step(desk, visit, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = visit(desk.addresses[0], scheme=scheme)
    found = {}

    def look(step: str) -> None:
        violations = axe_run(axe, page)
        found.update({f"{step}: {rule}": nodes for rule, nodes in violations.items()})

    look("a sentence")
    page.keyboard.press("e")
    page.wait_for_selector(".verdict.holds")
    page.get_by_role("textbox", name="The sentence").fill("Fire chief Ada Lind said 90 people had been led.")
    page.wait_for_selector(".verdict:not(.holds) li")
    page.get_by_role("button", name="Print it all the same").click()
    look("an edit that fails")
    page.keyboard.press("Escape")
    for key in ("a", "p", "r"):
        page.keyboard.press(key)
    page.wait_for_selector(".sides")
    look("a dispute")
    page.keyboard.press("?")
    look("the help")
    assert found == {}


def axe_run(axe: Any, page: Any) -> dict[str, list[str]]:
    """Axe in the page: its script comes by the debugger, so that the page's policy stays as it is."""
    told = axe.run(page).response["violations"]
    return {each["id"]: [node["html"][:200] for node in each["nodes"]] for each in told}


def test_no_screen_has_to_be_scrolled_sideways(desk, visit):
    page = visit(desk.addresses[0])
    for width in (320, 390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})

        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(
            "(list => list.scrollWidth <= list.clientWidth)(document.querySelector('#brief'))"
        )


HOSTILE = (
    "<script>document.title='taken'</script> <img src=x onerror=\"document.title='taken'\"> "
    "\u202eesrever\u202c "
    "</textarea></template> {{7*7}} javascript:alert(1) 🔥"
)


def test_a_hostile_article_is_shown_as_text_and_nothing_else_is_asked_for(tmp_path, visit):
    hostile = article(f"{HOSTILE}\n{COURIER}", "courier.txt")
    brief = brief_on(hostile)
    with open_store(settings(tmp_path).store) as store:
        store.add_articles([hostile], NOW)
        store.add_brief(KeptBrief(brief.id, "evil", brief.made_at, to_json(brief)))
    (tmp_path / "briefing.toml").write_text("", encoding="utf-8")
    with Here(tmp_path, "Ann", brief=brief.id) as desk:
        page = visit(desk.addresses[0])
        page.keyboard.press("e")
        page.wait_for_selector("#text .citable")

        assert page.title().startswith("Review: <img")
        assert page.evaluate("document.querySelector('#text').textContent") == hostile.text
        assert page.said == []
        assert {url.split("/")[2] for url in page.asked} == {f"127.0.0.1:{desk.port}"}
        assert page.locator("#text script, #text img, #brief img").count() == 0
