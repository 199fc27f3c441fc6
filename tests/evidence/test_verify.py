"""What an engine may say and what it may not, against articles shown here."""

import pytest

from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import verify
from tests.builders import article, corpus, draft, says

HELD = corpus(
    "Ukraine holds roughly 300 square miles in the Kursk region, officials said on Sunday.\n"
    "At least 12,000 North Korean troops are fighting there alongside Russian forces.\n"
    "“The main idea is to keep Russian forces busy,” said Serhiy Grabsky, a reserve colonel.\n"
    "The defence ministry denied that any village had been lost.\n"
    "The garrison did not surrender on Monday.\n"
    "Moscow may send more troops to the region next month.\n"
)


def reason(text: str, *citing: int) -> str:
    """The reason for which *text* is dropped, or the grade under which it is kept."""
    checked = verify(draft(says(text, *citing)), HELD)
    return checked.rejected[0].reason if checked.rejected else checked.kept[0].grade


@pytest.mark.parametrize("sentence", HELD.sentences, ids=lambda s: s.text[:24])
def test_a_sources_own_sentence_is_verbatim(sentence):
    assert reason(sentence.text, sentence.number) == "verbatim"


@pytest.mark.parametrize(
    ("text", "citing", "told"),
    [
        ("Ukraine holds roughly 300 square miles, officials said.", 1, "close"),
        ("Officials said Ukraine was holding about 300 square miles in the Kursk region.", 1, "close"),
        ("At least 12,000 North Korean soldiers are fighting alongside Russian forces.", 2, "close"),
        ("Grabsky said the main idea was to keep Russian forces busy.", 3, "close"),
        ("Moscow may send more troops next month.", 6, "close"),
    ],
)
def test_an_honest_rewording_is_kept(text, citing, told):
    assert reason(text, citing) == told


@pytest.mark.parametrize(
    ("text", "citing", "told"),
    [
        ("Ukraine holds roughly 900 square miles, officials said.", 1, "figure_absent"),
        ("Ukraine holds roughly 300 square kilometres, officials said.", 1, "figure_absent"),
        ("Ukraine holds 300 square miles, officials said.", 1, "figure_differs"),
        ("12,000 North Korean troops are fighting there.", 2, "figure_differs"),
        ("At least 12,000 Russian troops are fighting there.", 2, "figure_differs"),
        ("At least 12,000 North Korean tanks are fighting there.", 2, "figure_differs"),
        ("Ukraine holds roughly 300 square miles in the Belgorod region, officials said.", 1, "name_absent"),
        ("Ukraine holds roughly 300 square miles, officials said on Monday.", 1, "figure_differs"),
        ("Syrskyi said the main idea was to keep Russian forces busy.", 3, "speaker_differs"),
        ("Grabsky said the idea was “to keep the Russians busy”.", 3, "quotation_not_verbatim"),
        ("The main idea is to keep Russian forces busy.", 3, "attribution_dropped"),
        ("The garrison surrendered on Monday.", 5, "negation_differs"),
        ("Moscow will send more troops to the region next month.", 6, "hedge_dropped"),
        ("All sources agree that Ukraine holds roughly 300 square miles.", 1, "agreement_claimed"),
        ("Украина удерживает около 300 квадратных миль.", 1, "language_differs"),
        ("Prices in the capital rose with the poor harvest.", 6, "not_supported"),
        ("Ukraine holds roughly 300 square miles.", 77, "citation_unknown"),
        ("Ukraine holds roughly 300 square miles.", 0, "citation_unknown"),
        ("Ukraine holds roughly 300 square miles.", -1, "citation_unknown"),
        ("", 1, "empty"),
        ("— … !", 1, "empty"),
        ("word " * 400, 1, "malformed"),
    ],
)
def test_a_false_sentence_is_dropped_with_its_reason(text, citing, told):
    assert reason(text, citing) == told


def test_a_sentence_that_cites_nothing_is_dropped():
    assert reason("Ukraine holds roughly 300 square miles.") == "citation_missing"


def test_a_sentence_said_twice_is_printed_once():
    text = HELD.sentences[0].text
    checked = verify(draft(says(text, 1), says(text, 1)), HELD)

    assert len(checked.kept) == 1
    assert checked.rejected[0].reason == "repeated"


def test_a_quotation_that_stands_only_in_a_copy_is_dropped():
    original = (
        "Ann Lee, “the harbour master”, opened the new lock on Friday.\n"
        "“It is the best lock we ever built, and it will last,” she said at the ceremony.\n"
        "Ships of forty metres can now reach the inner basin, which was closed for nine years.\n"
        "The work cost 30 million euros and took four winters.\n"
    )
    copy = (
        "Ann Lee opened the new lock on Friday.\n"
        "“It is the finest lock we have ever made, and it will last,” she stated at the ceremony.\n"
        "Ships of forty metres can now get to the inner basin, which had been closed for nine years.\n"
        "The work cost 30 million euros and lasted four winters.\n"
    )
    copy += "“Nobody will miss the old one, and certainly not the crews,” said a skipper, Otto Falk.\n"
    held = Corpus.of([article(original, "a.txt", publisher="Harbour Post"), article(copy, "b.txt")])
    alone = next(s for s in held.sentences if "Otto Falk" in s.text)

    checked = verify(draft(says("Falk said: “Nobody will miss the old one.”", alone.number)), held)

    assert [len(f.articles) for f in held.families] == [2]
    assert checked.rejected[0].reason == "quotation_from_copy"
    assert not [s for s in held.sentences if "finest" in s.text]  # altered, so nobody can cite it


def test_uncovered_words_are_kept_as_spans():
    text = "Officials said on Sunday that Ukraine bravely holds roughly 300 square miles."
    checked = verify(draft(says(text, 1)), HELD)

    assert [span.of(text) for span in checked.kept[0].uncovered] == ["bravely"]
    assert checked.kept[0].grade == "paraphrase"


@pytest.mark.parametrize(
    "heading", ["50,000 troops lost", "He said “never”", "Why Sweden wins in Narnia", "x" * 80]
)
def test_a_heading_that_claims_something_is_left_out(heading):
    checked = verify(draft(says(HELD.sentences[1].text, 2, heading=heading)), HELD)

    assert checked.kept[0].heading == ""
