import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.read.desk import PROSE, origins, read, read_one, reasons

HOSTILE = Path(__file__).parent.parent / "hostile" / "articles"


def page(body: str, head: str = "") -> str:
    return f"<html lang='en'><head>{head}</head><body><article><p>{PROSE}</p>{body}</article></body></html>"


def test_a_page_gives_its_text_and_keeps_the_hash_of_its_bytes(tmp_path):
    from trafilatura import __version__

    from briefing.model.article import digest

    html = page("<p>More was said &amp; done.</p>")
    article = read_one(tmp_path, "a.html", html)

    assert article.text == f"{PROSE}\nMore was said & done."
    assert (article.sha256, article.text_sha256) == (digest(html), digest(article.text))
    assert article.extractor == f"trafilatura/{__version__}"


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>CANARY was said here.</p>",
        "<p style='display:none'>CANARY was said here.</p>",
        "<p style='Display : NONE !important; color:red'>CANARY was said here.</p>",
        r"<p style='displ\61y:none'>CANARY was said here.</p>",
        "<p style='dis/**/play:none'>CANARY was said here.</p>",
        "<p style='visibility:hidden'>CANARY was said here.</p>",
        "<p style='color:#fff;font-size:0'>CANARY was said here.</p>",
        "<p style='opacity:0.0'>CANARY was said here.</p>",
        "<p style='position:absolute;left:-9999px'>CANARY was said here.</p>",
        "<p style='height:0;overflow:hidden'>CANARY was said here.</p>",
        "<div style='display:none'><p>One.</p><div><p>CANARY was said here.</p></div></div>",
        "<!-- CANARY was said here. -->",
        "<img alt='CANARY was said here.' src='x.png' title='CANARY'>",
        "<template><p>CANARY was said here.</p></template>",
        "<noscript><p>CANARY was said here.</p></noscript>",
        "<script>CANARY</script><style>CANARY</style>",
        "<svg><text>CANARY was said here.</text></svg>",
        "<p>Fine<span style='font-size:0px'>CANARY</span> words.</p>",
    ],
)
def test_what_nobody_sees_does_not_enter(tmp_path, hidden):
    text = read_one(tmp_path, "a.html", page(f"{hidden}<p>Nothing else was reported by anyone.</p>")).text

    assert "CANARY" not in text
    assert text.startswith(PROSE)
    assert text.endswith("Nothing else was reported by anyone.")


def test_words_after_a_hidden_element_stay(tmp_path):
    text = read_one(
        tmp_path, "a.html", page("<p>It held <span hidden>CANARY </span>nine hundred <b>men</b>.</p>")
    ).text

    assert text.endswith("It held nine hundred men.")


def test_the_hostile_pages_give_their_visible_words_alone(tmp_path):
    hidden = read_one(tmp_path, "a.html", (HOSTILE / "inj_09_hidden.html").read_bytes())
    scripts = read_one(tmp_path, "b.htm", (HOSTILE / "html_01_scripts.html").read_bytes())

    assert hidden.text.endswith("repelled.\nNothing else was reported.")
    assert hidden.title == "Kursk update"
    assert scripts.text.endswith("said the assault had been repelled.")
    assert "evil" not in scripts.text
    assert scripts.url is None


def test_the_head_of_a_page_declares(tmp_path):
    linked = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "x"},
            {"@type": ["NewsArticle"], "headline": "The wall", "datePublished": "2025-01-08T10:00:00+02:00",
             "author": [{"@type": "Person", "name": "Ann Lee"}], "publisher": {"name": "The Echo"}},
        ],
    }  # fmt: skip
    head = (
        f"<script type='application/ld+json'>{json.dumps(linked)}</script><title>The wall - The Echo</title>"
        "<link rel=canonical href='https://echo.example.test/wall'><meta property='og:title' content='og'>"
    )
    article = read_one(tmp_path, "a.html", page("", head))

    assert (article.title, article.publisher, article.authors) == ("The wall", "The Echo", ("Ann Lee",))
    assert article.published == datetime(2025, 1, 8, 8, tzinfo=UTC)
    assert (article.url, article.language) == ("https://echo.example.test/wall", "en")
    assert set(origins(article).values()) == {"declared"}


def test_meta_tags_declare_where_there_is_no_linked_data_or_it_is_broken(tmp_path):
    head = (
        "<script type='application/ld+json'>{broken</script><script type='application/ld+json'>"
        + "[" * 9999
        + "</script>"
        "<meta property='og:site_name' content='The Echo'><meta name='author' content='Ann Lee and Bo Ek'>"
        "<meta property='article:author' content='https://social.example.test/x'><title>The\n wall</title>"
        "<meta property='article:published_time' content='2025-01-08'>"
    )
    article = read_one(tmp_path, "a.html", page("", head))

    assert (article.title, article.publisher, article.authors) == (
        "The wall",
        "The Echo",
        ("Ann Lee", "Bo Ek"),
    )
    assert article.published == datetime(2025, 1, 8, tzinfo=UTC)


def test_a_date_or_an_outlet_in_the_body_of_a_page_is_not_guessed_from(tmp_path):
    article = read_one(tmp_path, "a.html", page("<p>Posted Jan. 10, 2025 on The Echo by Ann Lee.</p>"))

    assert [origin.field for origin in article.origins] == ["language"]


@pytest.mark.parametrize(
    ("meta", "encoding"),
    [("<meta charset=windows-1251>", "cp1251"),
     ("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", "cp1251")],
)  # fmt: skip
def test_the_encoding_a_page_declares_is_obeyed(tmp_path, meta, encoding):
    html = page("<p>Пристань закрыта на неделю.</p>", meta).encode(encoding)

    assert read_one(tmp_path, "a.html", html).text.endswith("Пристань закрыта на неделю.")


def test_latin_1_means_on_the_web_what_pages_mean_by_it(tmp_path):
    html = page("<p>“It is closed,” he said there.</p>", "<meta charset=iso-8859-1>").encode("cp1252")

    assert read_one(tmp_path, "a.html", html).text.endswith("“It is closed,” he said there.")


def test_a_page_that_is_not_in_its_encoding_or_declares_none_is_refused(tmp_path):
    wrong = page("<p>caf\udce9</p>", "<meta charset=utf-8>").encode("utf-8", "surrogateescape")
    none = page("<p>caf\udce9</p>").encode("utf-8", "surrogateescape")
    odd = page("<p>caf\udce9</p>", "<meta charset=x-klingon>").encode("utf-8", "surrogateescape")

    assert reasons(read(tmp_path, {"a.html": wrong, "b.html": none, "c.html": odd})) == [
        ("a.html", "NotText"), ("b.html", "NotText"), ("c.html", "NotText"),
    ]  # fmt: skip


def test_a_page_that_claims_utf_16_in_ascii_is_still_read(tmp_path):
    html = "<?xml version='1.0' encoding='utf-16'?>" + page("")

    assert read_one(tmp_path, "a.html", html).text == PROSE


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "blockquote", "ul><li"])
def test_a_page_nested_20_000_deep_is_refused(tmp_path, tag):
    deep = f"<html><body>{f'<{tag}>' * 20_000}Deep words.</body></html>"

    (error,) = read(tmp_path, {"a.html": deep}).skipped

    assert "nests its elements more than 200 deep" in error.message


def test_a_page_of_too_many_elements_or_characters_is_refused(tmp_path):
    many = page("<table><tr><td>Some words here.</td></tr></table>" * 7_000)
    long = page("word " * 1_000_001)

    assert reasons(read(tmp_path, {"a.html": many, "b.html": long})) == [
        ("a.html", "SourceError"),
        ("b.html", "SourceError"),
    ]


@pytest.mark.parametrize(
    "html", ["<html></html>", "<p hidden>Nothing.</p>", "<html hidden><p>No.</p>", "<!-- only this -->", "<a"]
)
def test_a_page_without_text_is_empty(tmp_path, html):
    assert reasons(read(tmp_path, {"a.html": html})) == [("a.html", "EmptySource")]


def test_without_the_extractor_the_next_step_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)

    (error,) = read(tmp_path, {"a.html": page("")}).skipped

    assert "needs trafilatura" in error.message
    assert "pip install 'briefing[fetch]'" in error.hint


def test_reading_text_imports_no_extractor():
    from subprocess import run

    program = (
        "import sys, briefing.read; sys.exit(bool({'trafilatura', 'lxml', 'pypdf'} & sys.modules.keys()))"
    )

    assert run([sys.executable, "-c", program], timeout=60).returncode == 0
