"""Which articles count as one source."""

from datetime import timedelta
from pathlib import Path

import pytest

from briefing.evidence.copies import explain
from briefing.evidence.corpus import Corpus
from briefing.read import read_sources
from tests.builders import NOW, article, corpus

REPORT = (
    "A ferry with 84 passengers ran aground off the island of Torsk early on Friday.\n"
    "The coastguard said all passengers were taken off by noon, two of them with broken bones.\n"
    "“We felt a blow, and then everything slid to one side,” said Ines Moll, who had slept on deck.\n"
    "The company that runs the line said the captain had sailed the route for eleven years.\n"
    "Investigators will read out the ship's recorder next week, the ministry of transport said.\n"
    "Sailings to the outer islands stay suspended until Sunday at least.\n"
)
REWRITTEN = (
    "Early on Friday a ferry carrying 84 passengers ran aground near the island of Torsk.\n"
    "All the passengers had been taken off by noon, the coastguard stated, and two had broken bones.\n"
    "“We felt a bang, and everything then slid to one side,” Ines Moll, who was asleep on deck, said.\n"
    "According to the company running the line, the captain had sailed this route for 11 years.\n"
    "The ministry of transport said investigators would read the recorder of the ship next week.\n"
    "Until at least Sunday, sailings to the outer islands remain suspended.\n"
)
OTHER = (
    "Torsk is the last stop of a line that loses money every winter.\n"
    "After Friday's grounding the mayor asked again for a helicopter on the island.\n"
    "Residents complain that a ferry is the only way to a hospital, and that it stops at night.\n"
    "The government has promised a second ship since 2019 and has not ordered one.\n"
    "Passengers of the stranded ferry were given tea in the village school.\n"
)


def sizes(*texts: str) -> list[int]:
    return sorted(len(family.articles) for family in corpus(*texts).families)


def test_an_exact_copy_is_the_same_source():
    assert sizes(REPORT, REPORT + "\nMore from our sports desk tonight.\n") == [2]


def test_one_line_twice_is_the_same_source():
    assert sizes("The ferry is safe.", "The ferry is safe.\n\n") == [2]


def test_a_sentence_said_five_thousand_times_is_said_once():
    text = "The same words come again and again here.\n" * 5000

    assert sizes(text, text + text) == [2]


def test_a_truncated_copy_is_the_same_source():
    assert sizes(REPORT, REPORT[:330]) == [2]


def test_a_rewrite_is_the_same_source():
    assert sizes(REPORT, REWRITTEN) == [2]


def test_another_report_of_the_same_event_is_a_source_of_its_own():
    assert sizes(REPORT, OTHER) == [1, 1]


def test_a_copy_of_a_copy_is_in_the_family_whatever_the_order():
    assert sizes(OTHER, REWRITTEN, REPORT[:330], REPORT) == [1, 3]


def test_an_empty_article_is_alone():
    assert sizes(REPORT, "", "x") == [1, 1, 1]


def test_independent_sources_are_counted_by_family():
    held = corpus(REPORT, REWRITTEN, OTHER)

    assert held.independent(a.id for a in held.articles) == 2


def test_who_names_itself_is_the_likelier_original():
    held = Corpus.of([article(REWRITTEN, "a.txt"), article(REPORT, "b.txt", publisher="Torsk Courier")])

    assert [held.of_article(id).article.source for id in held.families[0].articles] == ["b.txt", "a.txt"]


def test_a_quotation_whose_words_differ_is_listed_both_ways():
    (family,) = corpus(REPORT, REWRITTEN).families
    (altered,) = family.altered_quotations

    assert altered.original == "We felt a blow, and then everything slid to one side,"
    assert altered.altered == "We felt a bang, and everything then slid to one side,"


@pytest.mark.parametrize("change", [("84", "94"), ("eleven", "nine")])
def test_a_copy_with_one_changed_figure_is_a_copy(change):
    assert sizes(REPORT, REPORT.replace(*change)) == [2]


# -- what a family says of itself


SEEDS = Path(__file__).parents[2] / "seeds"


def short(source: str) -> str:
    return source.rsplit("/")[-1][:3]


def test_the_seeds_families_and_altered_quotations_stay_as_recorded():
    held = Corpus.of(read_sources([str(SEEDS)]).articles)
    name = {a.id: short(a.source) for a in held.articles}
    altered = [(name[a.article], tuple(a.span), name[a.copy], tuple(a.copy_span))
               for f in held.families for a in f.altered_quotations]  # fmt: skip

    families = [[name[id] for id in f.articles] for f in held.families]
    assert families == [["000"], ["001"], ["002"], ["003", "004"]]
    assert altered == [
        ("003", (998, 1065), "004", (827, 907)),
        ("003", (1068, 1258), "004", (910, 1009)),
        ("003", (1681, 1748), "004", (1499, 1549)),
    ]


def test_a_wire_dateline_names_the_outlet():
    wired = "TORSK, March 3 (Nordwire) - " + REPORT
    held = Corpus.of([article(REWRITTEN, "a.txt"), article(wired, "b.txt")])

    assert held.families[0].original == held.articles[1].id
    assert held.families[0].why_original == "names its outlet, author or address where the others do not"


def test_the_earliest_is_the_likeliest_original():
    later = article(REPORT, "a.txt", publisher="Courier", published=NOW)
    (family,) = Corpus.of([later, article(REWRITTEN, "b.txt", published=NOW - timedelta(days=1))]).families

    assert family.original != later.id
    assert family.why_original == "published earliest"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [("84", "94", ("84", "94")), ("eleven years", "nine years", ("eleven years", "nine years")),
     ("two of them", "five of them", ("two", "five"))],
)  # fmt: skip
def test_a_figure_that_differs_is_shown_with_its_place(was, now, told):
    (family,) = corpus(REPORT, REPORT.replace(was, now)).families
    (altered,) = family.figures_differ

    assert {altered.original, altered.altered} == set(told)


def test_figures_that_only_read_otherwise_are_not_altered():
    (family,) = corpus(REPORT, REWRITTEN).families

    assert family.figures_differ == ()


def test_a_denial_that_became_a_confirmation_is_shown():
    denied = REPORT + "The company denied that the ship had been overloaded on Friday.\n"
    (family,) = corpus(denied, denied.replace("denied that", "confirmed that")).families
    (altered,) = family.verdicts_differ

    assert {altered.original, altered.altered} == {"denied", "confirmed"}


# -- what must stay apart


def test_two_short_reports_of_one_event_are_two_sources():
    one = "A ferry with 84 passengers ran aground off Torsk on Friday. The coastguard took all of them off.\n"
    two = "All 84 passengers are safe after a ferry ran aground near Torsk on Friday. Help was quick.\n"

    assert sizes(one, two) == [1, 1]


def test_a_report_that_quotes_two_others_at_length_does_not_make_them_one():
    digest_of_both = "Two things happened on Torsk.\n" + REPORT + OTHER
    held = corpus(REPORT, OTHER, digest_of_both)
    one, other = held.articles[:2]

    assert held.family(one.id) != held.family(other.id)


def test_reports_that_quote_one_speech_are_two_sources():
    speech = (
        "“We will rebuild every house by the winter, and nobody will pay for a window,” the premier said.\n"
        "“Whoever tells you that it cannot be done has not seen this valley at work.”\n"
        "“I was born two streets from here, and I know each of these doors by its colour.”\n"
        "“Give me until the first snow, and then judge me by the smoke of your chimneys.”\n"
    )
    friendly = (
        "Cheers greeted Premier Lorne in Ostrava Square on Sunday.\n"
        + speech
        + "A choir sang, children waved paper lanterns, and the crowd stayed until the lamps were lit.\n"
        "Shopkeepers on the square had hung garlands from their shutters since the morning.\n"
    )
    sour = (
        "A year after the flood, half the families still live in containers, the audit office finds.\n"
        "Only 31 of 420 contracts have been signed, and the builders' guild has sued over unpaid bills.\n"
        + speech
        + "Opposition deputies called the visit an insult and asked what had become of last year's pledge.\n"
    )

    assert sizes(friendly, sour) == [1, 1]


# -- why two articles are of one origin


def test_an_explanation_sets_the_sentences_side_by_side():
    held = corpus(REPORT, OTHER, REWRITTEN)
    texts = [(s.article, s.sentences) for s in held.seen]
    found = explain(texts, texts[0][0].id, texts[2][0].id)

    assert found.same_origin
    assert found.told[0].left.startswith("A ferry with 84 passengers ran aground")
    assert found.told[0].right.startswith("Early on Friday a ferry carrying 84 passengers")
    assert len(found.told) >= 5


def test_an_explanation_of_independent_articles_says_so():
    held = corpus(REPORT, OTHER)
    found = explain([(s.article, s.sentences) for s in held.seen], *(a.id for a in held.articles))

    assert not found.same_origin
    assert found.told == ()
