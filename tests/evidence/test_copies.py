"""Which articles count as one source."""

import pytest

from briefing.evidence.corpus import Corpus
from tests.builders import article, corpus

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
