"""The mail's two parts: whole, small, safe to open, and readable in a light and a dark room."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from briefing.errors import NotSent
from briefing.render.letter import About, letter, notice
from briefing.render.wording import named
from briefing.text.show import invisible

from .builders import about, bare, dam, says
from .hostile import NASTY

CHROMIUM = Path("/usr/bin/chromium")
MONDAY = About("morning", "Monday 2 March 2026", "", "mailto:desk@example.org?subject=unsubscribe%20morning")
FETCHING = ("src", "srcset", "background", "poster", "data", "action", "ping", "formaction", "manifest")


def elements(html: str) -> list[Element]:
    return [
        each for each in html5lib.parse(html, namespaceHTMLElements=False).iter() if isinstance(each.tag, str)
    ]


def words(html: str) -> str:
    page = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    return " ".join("".join(page.itertext()).split())


def test_each_sentence_has_its_quotes_below_it_in_both_parts():
    brief, texts = dam()
    made = letter(brief, texts, MONDAY)

    for said in (words(made.html), " ".join(made.text.split())):
        place = said.index("Nobody rang the sirens, a farmer said.")
        below = said[place : said.index("The level is expected to fall")]
        assert "“Nobody rang the sirens, said Anneke Vos, who farms below the dam.”" in below
        assert "Valley Voice" in below
        assert "11 millimetres" in said
        assert "about 1,400" in said
        assert "This brief does not say what is true." in said


def test_a_sentence_that_is_its_own_quote_is_not_printed_twice():
    brief, texts = dam()
    made = letter(brief, texts, MONDAY)

    told = "“We opened the gate because the wall was moving,” said Ilse Brandt, the dam's chief engineer."
    summary = words(made.html).partition("Disputed")[0]
    assert summary.count(told) == 1
    assert "Word for word in Varnholt Herald, speaker: Ilse Brandt" in summary


def test_a_reader_sees_who_sends_when_why_late_and_how_to_leave():
    brief, texts = dam()
    made = letter(brief, texts, replace(MONDAY, late="Late: this brief was due at 07:00."))

    for part in (words(made.html), made.text):
        assert "Monday 2 March 2026" in part
        assert "Late: this brief was due at 07:00." in part
    hrefs = [each.get("href") for each in elements(made.html) if each.tag == "a"]
    assert MONDAY.leave in hrefs
    assert MONDAY.leave in made.text


def test_the_first_words_of_the_mail_are_the_first_sentence():
    """A list of mails shows them beside the subject."""
    made = letter(*dam(), MONDAY)

    assert words(made.html).startswith("Water reached the old mill on Tuesday after a second gate was")


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_whatever_an_article_says_the_mail_fetches_and_runs_nothing(text):
    harmless = "Plain words." if named(text) else "plain words."  # a common noun is no speaker's name
    plain, nasty = letter(*about(harmless), MONDAY), letter(*about(text), MONDAY)
    found = elements(nasty.html)

    assert not [
        each.tag
        for each in found
        if each.tag in ("script", "img", "iframe", "link", "object", "base", "form")
    ]
    assert not [name for each in found for name in each.attrib if name in FETCHING or name.startswith("on")]
    assert not re.search(
        r"@import|url\(|expression\(", "".join(each.text or "" for each in found if each.tag == "style")
    )
    assert {each.get("href").partition(":")[0] for each in found if each.tag == "a"} <= {"mailto", "https"}
    assert not re.search(r"url\(|expression\(|javascript:", " ".join(each.get("style", "") for each in found))
    shape, same = (
        [(e.tag, sorted(e.attrib)) for e in elements(m.html) if e.tag != "br"] for m in (plain, nasty)
    )
    assert shape == same  # the same page, with other words in it
    assert not invisible(nasty.html + nasty.text)


def test_links_lead_to_sources_only():
    made = letter(*dam(), MONDAY)
    hosts = {re.sub(r"https?://([^/]+).*", r"\1", e.get("href")) for e in elements(made.html) if e.tag == "a"}

    assert hosts == {"herald.test", "lantern.test", MONDAY.leave}


def test_every_style_is_in_the_element_and_the_dark_ones_are_in_the_sheet():
    """Many programs drop the sheet; without it the page must still be set."""
    made = letter(*dam(), MONDAY)
    found = elements(made.html)

    assert all(
        each.get("style") for each in found if each.get("class") in ("title", "sentence", "said", "side")
    )
    sheet = "".join(each.text for each in found if each.tag == "style")
    assert "prefers-color-scheme: dark" in sheet
    assert "!important" in sheet


def test_tables_are_for_layout_and_say_so():
    tables = [each for each in elements(letter(*dam(), MONDAY).html) if each.tag == "table"]

    assert tables
    assert {each.get("role") for each in tables} == {"presentation"}


def long(sentences: int):
    brief, texts = dam()
    said = tuple(
        says(f"s{n}", f"Sentence {n} says that water reached the mill again.", 1) for n in range(sentences)
    )
    return replace(brief, summary=said), texts


def test_a_mail_that_would_be_cut_off_ends_earlier_and_says_so():
    made = letter(*long(400), MONDAY)

    assert len(made.html.encode()) <= 100_000
    assert 0 < made.left_out < 400
    assert f"{made.left_out} more sentences are in the whole brief, ossen-dam-" in words(made.html)
    assert f"{made.left_out} more in the whole brief" in made.text
    assert letter(*dam(), MONDAY).left_out == 0


def test_a_mail_that_cannot_be_made_small_enough_is_not_sent():
    with pytest.raises(NotSent, match="does not fit"):
        letter(*dam(), replace(MONDAY, most=2_000))


def test_a_brief_that_says_nothing_says_so():
    made = letter(*bare(), MONDAY)

    assert "Nothing can be said that these articles bear out." in made.text
    assert "Nothing can be said that these articles bear out." in words(made.html)


def test_ones_own_template_may_change_a_part_and_keep_the_rest(tmp_path):
    (tmp_path / "desk.html.j2").write_text(
        '{% extends "shipped/mail.html.j2" %}{% block foot %}<tr><td>The night desk</td></tr>{% endblock %}'
    )
    (tmp_path / "desk.text.j2").write_text('{% extends "shipped/mail.text.j2" %}')
    made = letter(*dam(), MONDAY, "desk", (tmp_path,))

    assert "The night desk" in made.html
    assert "This brief does not say" not in made.html
    assert made.text == letter(*dam(), MONDAY).text


def test_a_notice_is_a_short_mail():
    made = notice("Nothing <new>", ("No article & nothing else.",), MONDAY)

    assert "Nothing <new>" in made.text
    assert "Nothing &lt;new&gt;" in made.html
    assert "No article & nothing else." in words(made.html)


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no chromium on this machine")
def test_the_mail_fits_a_phone_and_is_dark_in_the_dark(tmp_path):
    from playwright.sync_api import sync_playwright

    for name, made in (("dam", dam()), ("wide", about("w" * 300)), ("han", about("汉" * 120))):
        (tmp_path / f"{name}.html").write_text(letter(*made, MONDAY).html, encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name in ("dam", "wide", "han"):
            for width in (320, 390, 640):
                page = browser.new_page(viewport={"width": width, "height": 800})
                asked: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto((tmp_path / f"{name}.html").as_uri())
                assert page.evaluate("document.documentElement.scrollWidth") == width, (name, width)
                assert len(asked) == 1
        dark = browser.new_page(color_scheme="dark")
        dark.goto((tmp_path / "dam.html").as_uri())
        colours = [
            dark.evaluate(f"getComputedStyle(document.querySelector('{each}')).{what}")
            for each, what in ((".sheet", "backgroundColor"), (".sentence", "color"))
        ]
        browser.close()

    assert colours == ["rgb(26, 29, 32)", "rgb(233, 229, 220)"]


def test_contrast_is_enough_in_the_light_and_in_the_dark():
    """WCAG AA: 4.5 to 1 for text."""
    sheet = (Path(__file__).parents[2] / "templates" / "mail.html.j2").read_text(encoding="utf-8")
    light, _, dark = sheet.partition("@media (prefers-color-scheme: dark)")
    pairs = [(ink, "#ffffff") for ink in re.findall(r"[^-]color: (#[0-9a-f]{6});", light) if ink != "#f4f2ed"]
    pairs += [
        (ink, "#1a1d20") for ink in re.findall(r"[ {]color: (#[0-9a-f]{6}) !", dark) if ink != "#121416"
    ]

    assert len(pairs) > 15
    assert not [pair for pair in pairs if _contrast(*pair) < 4.5]


def _contrast(one: str, other: str) -> float:
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
