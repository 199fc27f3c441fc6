"""A brief printed to PDF."""

import builtins
import importlib.util
import re
from dataclasses import replace

import pytest

from briefing.errors import MissingExtra
from briefing.make import form_of
from briefing.render.brief import render
from briefing.render.pdf import need_printer, to_pdf

from .builders import about, bare, dam, says

pytest.importorskip("weasyprint")
pypdf = pytest.importorskip("pypdf")


def opened(made, tmp_path, style="brief"):
    (tmp_path / "brief.pdf").write_bytes(form_of(*made, "pdf", (), style))
    return pypdf.PdfReader(tmp_path / "brief.pdf")


def test_it_is_tagged_titled_and_in_its_language(tmp_path):
    root = opened(dam(), tmp_path).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert opened(dam(), tmp_path).metadata.title == "The Ossen dam"


def test_a_chart_says_in_words_what_it_draws(tmp_path):
    said = list(alternatives(opened(dam(), tmp_path).trailer["/Root"]["/StructTreeRoot"]))

    assert [words.split(":")[0] for words in said] == [
        "Values on one scale from 0 to 3,000", "Articles by source and day",
    ]  # fmt: skip


def alternatives(element):
    """The texts that stand for what is drawn, in the order of reading."""
    element = element.get_object()
    if not isinstance(element, dict):
        return
    if "/Alt" in element:
        yield str(element["/Alt"])
    inner = element.get("/K", [])
    inner = inner.get_object() if hasattr(inner, "get_object") else inner
    for each in inner if isinstance(inner, list) else [inner]:
        if hasattr(each, "get_object"):
            yield from alternatives(each)


def test_everything_the_page_shows_is_printed(tmp_path):
    text = " ".join(" ".join(page.extract_text() for page in opened(dam(), tmp_path).pages).split())

    for words in (
        "5 articles, 4 independent sources", "[1] [2]", "about 1,400", "The count of those who left",
        "11 March 2026", "copy of Varnholt Herald", "About 3,000 people fled.", "articles/scan.pdf",
        "“There was no time to ask.”", "This brief does not say what is true.",
    ):  # fmt: skip
        assert words in text


def test_the_one_page_style_takes_one_page(tmp_path):
    assert len(opened(dam(), tmp_path, "executive").pages) == 1
    assert len(opened(bare(), tmp_path, "executive").pages) == 1


def test_a_mark_leads_to_its_quote_and_links_lead_to_the_sources(tmp_path):
    links = [note.get_object() for page in opened(dam(), tmp_path).pages for note in page.get("/Annots", [])]
    out = {link["/A"]["/URI"] for link in links if "/A" in link and "/URI" in link["/A"]}

    assert len([link for link in links if "/Dest" in link or "/URI" not in link.get("/A", {})]) >= 9
    assert {re.sub("[?#].*", "", address) for address in out} == {
        "https://herald.test/news/ossen", "https://lantern.test/a",
    }  # fmt: skip


def test_the_same_brief_is_the_same_file():
    assert form_of(*dam(), "pdf", ()) == form_of(*dam(), "pdf", ())


def test_nothing_is_fetched_whatever_the_page_says(monkeypatch, tmp_path):
    (tmp_path / "secret.css").write_text("body { color: red }", encoding="utf-8")
    asked = []
    monkeypatch.setattr("urllib.request.urlopen", lambda *a, **k: asked.append(a) or 1 / 0)
    page = (
        f'<link rel=stylesheet href="{(tmp_path / "secret.css").as_uri()}">'
        '<img src="http://127.0.0.1:9/x.png">'
        '<style>@import "http://127.0.0.1:9/y.css"; p { background: url(file:///etc/passwd) }</style>'
        "<p>Text</p>"
        '<svg><image href="file:///etc/passwd"/></svg><object data="file:///etc/passwd"></object>'
    )
    made = to_pdf(page)

    assert made.startswith(b"%PDF")
    assert b"root:" not in made
    assert asked == []


def test_hostile_words_are_printed_as_words(tmp_path):
    made = about("</style><img src=file:///etc/passwd><script>alert(1)</script>")
    text = "".join(page.extract_text() for page in opened(made, tmp_path).pages)

    assert "<script>" in text


def test_without_the_extra_the_error_names_it(monkeypatch):
    monkeypatch.setattr("briefing.render.pdf.find_spec", lambda name: None)

    with pytest.raises(MissingExtra) as told:
        need_printer()
    assert told.value.exit_code == 2
    assert told.value.hint == "Install it: pip install 'briefing[pdf]'."


def test_without_the_systems_part_of_it_the_error_says_what_is_missing(monkeypatch):
    real = builtins.__import__

    def without_pango(name, *rest):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest)

    assert importlib.util.find_spec("weasyprint")
    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(MissingExtra, match="libpango"):
        to_pdf("<p>Text</p>")


def test_paper_has_no_button_that_cannot_be_pressed():
    assert "<button" not in render(*dam(), "html", paper=True)
    assert "popover " not in render(*dam(), "html", paper=True).replace("[popover]", "")


def test_the_one_page_style_takes_one_page_also_of_a_long_brief(tmp_path):
    brief, texts = dam()
    long = "The second gate of the dam was opened again on Tuesday after sensors had shown its wall moving."
    said = tuple(says(f"s{n}", f"{long} ({n})", 1, 2, heading=f"Part {n % 5}") for n in range(40))
    again = tuple(replace(each, id=f"d{n}") for n, each in enumerate(brief.contested * 6))

    assert (
        len(opened((replace(brief, summary=said, contested=again), texts), tmp_path, "executive").pages) == 1
    )
