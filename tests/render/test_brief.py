"""What people see of a brief. After a wanted change: `python -m tests.render.regild`, then read the diff."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.render.brief import render
from briefing.text.span import Span

from .builders import bare, dam, named, says, stamped

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("form", ["md", "html", "text"])
@pytest.mark.parametrize("style", ["brief", "executive"])
@pytest.mark.parametrize("made", [dam, bare], ids=["dam", "bare"])
def test_a_brief_looks_as_it_did(made, style, form):
    golden = GOLDEN / named(made.__name__, style, form)

    assert render(*made(), form, style=style) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["md", "html", "text"])
def test_the_same_brief_gives_the_same_bytes(form):
    assert render(*dam(), form) == render(*dam(), form)


@pytest.mark.parametrize("form", ["md", "html", "text"])
def test_a_brief_is_read_from_its_title_to_its_promise_in_this_order(form):
    shown = render(*dam(), form)
    body = shown[shown.index("<body>") :] if form == "html" else shown
    order = [
        "The Ossen dam", "5 articles, 4 independent sources", "Made on 12 March 2026 by the assisted engine",
        "second gate was",
        "How many people left the valley?", "The count of those who left", "Water reached the old mill.",
        "the dam&#39;s operator" if form == "html" else "the dam's operator", "Floodwater reaches",
        "About 3,000 people fled.", "Hash", "This brief does not say what is true.",
    ]  # fmt: skip
    places = [body.find(words) for words in order]

    assert -1 not in places
    assert places == sorted(places)


def test_one_article_is_not_written_in_the_plural():
    assert "\n1 article, 1 independent source\n" in render(*bare(), "text")


def test_a_brief_without_sentences_says_so_and_why():
    shown = render(*bare(), "md")

    assert "Nothing can be said that these articles bear out." in shown
    assert "No article was about the topic." in shown


def test_independent_sources_are_told_from_two_on():
    shown = render(*dam(), "md")

    assert "opened at the Ossen dam. †[^1][^2] (cites 2 independent sources)" in shown
    assert "(1 independent source" not in shown


def test_a_quotation_is_printed_as_it_stands_and_named():
    shown = render(*dam(), "text")

    assert "    “We opened the gate because the wall was moving,” said Ilse Brandt, the\n" in shown
    assert "      — Varnholt Herald (speaker: Ilse Brandt)\n" in shown


@pytest.mark.parametrize("form", ["md", "html", "text"])
def test_a_paraphrased_copy_is_never_passed_off_as_the_speakers_words(form):
    assert "(paraphrased copy; not the speaker's words)" in render(*dam(), form)


def test_words_that_no_quote_covers_are_shown():
    assert "† Some words are not in the quotes: “hastily”" in render(*dam(), "md")
    assert '<span class="uncovered">hastily</span>' in render(*dam(), "html")


def test_words_are_only_marked_in_a_paraphrase():
    brief, texts = dam()
    close = replace(brief, summary=tuple(replace(each, grade="close") for each in brief.summary))

    assert "†" not in render(close, texts, "md")
    assert '<span class="uncovered">hastily' not in render(close, texts, "html")


@pytest.mark.parametrize("form", ["md", "html", "text"])
def test_an_altered_quotation_is_shown_both_ways(form):
    shown = " ".join(render(*dam(), form).split())

    assert "We opened the gate because the wall was moving," in shown
    assert "We opened the gate since the wall moved," in shown
    assert "A copy changed these. Only the original" in shown
    assert "copy of" in shown


@pytest.mark.parametrize("form", ["md", "html", "text"])
def test_what_was_left_out_is_shown_under_its_reason(form):
    shown = " ".join(render(*dam(), form).split())

    assert shown.index("A figure is in none of its quotes") < shown.index("About 3,000 people fled.")
    assert shown.index("About 3,000 people fled.") < shown.index("It claims agreement that is not there")
    assert "articles/scan.pdf" in shown


def test_what_a_reviewer_overruled_is_printed():
    brief, texts = dam()
    kept = replace(
        brief, review=replace(brief.review, version=1, overruled=("s3: speaker_differs, by A. Editor",))
    )

    for form in ("md", "html", "text"):
        assert "Kept by a reviewer against a check:" in render(kept, texts, form)


def test_a_heading_is_printed_once_for_its_sentences():
    brief, texts = dam()
    three = tuple(says(f"s{number}", f"Sentence {number}.", 1, heading="One") for number in range(3))

    assert render(stamped(replace(brief, summary=three)), texts, "md").count("### One\n") == 1


def test_a_quote_is_shown_among_the_sentences_around_it():
    shown = render(*dam(), "html")

    assert (
        '<span class="around">The road to Kell has been closed since noon.\n'
        "</span><mark>“We opened the gate because the wall was moving,” said Ilse Brandt, the dam&#39;s "
        'chief engineer.</mark><span class="around"> “There was no time to ask.” She would not say how '
        "far it had moved.</span></blockquote>"
    ) in shown


def test_a_quote_stands_alone_where_the_text_is_not_the_one_it_was_taken_from():
    brief, texts = dam()
    other = {id: "Changed since. " + text for id, text in texts.items()}

    for shown in (render(brief, other, "html"), render(brief, {}, "html")):
        assert (
            'dir="auto"><mark>Water from the Ossen dam reached the old mill on Tuesday evening</mark></blockq'
            in shown
        )


def test_a_long_context_is_cut_after_a_word():
    brief, texts = dam()
    first = brief.citations[0]
    long = "word " * 400 + first.quote + " more" * 400
    place = Span(0, len(first.quote)).moved(len("word " * 400))
    moved = replace(first, start=place.start, end=place.end, context=place)
    shown = render(
        replace(brief, citations=(moved, *brief.citations[1:])), {**texts, first.article: long}, "html"
    )

    assert '<span class="around">… word word' in shown
    assert "more more …</span></blockquote>" in shown
