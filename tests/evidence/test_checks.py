"""Each check by the case that taught it."""

import pytest

from briefing.evidence.claim import Claim
from briefing.evidence.corpus import Corpus
from briefing.evidence.merge import merge
from briefing.evidence.verify import coverage, judge
from briefing.model.brief import ProposedDispute, ProposedPosition, Rejected
from tests.builders import article, corpus, says


def outcome(text: str, *sentences: str, citing: tuple[int, ...] = ()) -> str:
    """The reason for which *text*, citing all of *sentences*, is dropped, or its grade."""
    held = corpus("\n".join(sentences))
    judged = judge(says(text, *(citing or range(1, len(held.sentences) + 1))), held)
    return judged.reason if isinstance(judged, Rejected) else judged.grade


@pytest.mark.parametrize(
    ("text", "held", "told"),
    [
        # quotation marks
        ("Lee called it “a long day.", "Lee called it “a long day” on Monday.", "quotation_not_verbatim"),
        ("Lee said the bridge was “closed”.", "Lee said the bridge was closed.", "quotation_not_verbatim"),
        # names
        ("Several GANs were trained.", "Several networks, each a GAN, were trained.", "close"),
        ("Ukrainian forces held the town.", "The forces of Ukraine held the town.", "close"),
        ("U.S. officials met in Geneva.", "Officials of the United States met in Geneva.", "close"),
        ("Dutch officials met in Geneva.", "Officials of the Netherlands met in Geneva.", "close"),
        ("John Ryan opened the lock.", "The lock was opened by Ryan.", "name_absent"),
        # rates, and the bounds of dates
        ("It carries 14,000 cars a week.", "It carries 14,000 cars a day.", "figure_differs"),
        ("It carries 14,000 cars daily.", "It carries 14,000 cars a day.", "paraphrase"),
        ("It was hit 30 times a night.", "It was hit 30 times every night.", "close"),
        ("It is closed until May at most.", "It is closed until May at least.", "figure_differs"),
        ("It opens in May at the earliest.", "It opens in May at the earliest.", "verbatim"),
        ("At least 20 men and at most 50 came.", "At least 20 men and at most 50 came.", "verbatim"),
        # conditions and hedges
        ("The army was cut off.", "Had it fallen, the army would have been cut off.", "hedge_dropped"),
        (
            "If the bridge had fallen, the army would have been cut off.",
            "Had the bridge fallen, the army would have been cut off.",
            "close",
        ),
        ("The ferry may sail on Monday.", "The ferry will likely sail on Monday.", "close"),
        ("The ferry is likely to sail on Monday.", "The ferry may sail on Monday.", "hedge_dropped"),
        # denials
        ("Lee denied that the lock had leaked.", "Lee said that the lock had leaked.", "negation_differs"),
        ("The town was not taken.", "The town was taken on Monday.", "negation_differs"),
        ("The crew did not deny it on Monday.", "The crew denied it on Monday.", "negation_differs"),
        ("Not only the crew left the ship.", "Not only the crew left the ship on Monday.", "close"),
        # shares and heads
        (
            "About 40 percent of the workers left the plant.",
            "About 40 percent of the managers left the plant, and all workers stayed.",
            "figure_differs",
        ),
        ("Some 300 soldiers came.", "Some 300 soldiers and 20 tanks came.", "close"),
        ("Some 300 tanks came.", "Some 300 soldiers and 20 tanks came.", "figure_differs"),
        ("Sales rose in Q3.", "Sales rose in the third quarter.", "close"),
        ("It was the 4th day of the fire.", "It was the fourth day of the fire.", "close"),
        ("Prices rose from 5 to 7 percent.", "Prices rose to 7 percent, up from 5 percent.", "close"),
        # ways and roles
        ("The ferry sailed from Torsk to Kell.", "The ferry sailed from Kell to Torsk.", "roles_differ"),
        ("Rovers beat United on Monday.", "United beat Rovers on Monday.", "roles_differ"),
        ("United was beaten by Rovers on Monday.", "Rovers beat United on Monday.", "close"),
        ("Fishermen rescued 212 migrants.", "The navy rescued 212 migrants.", "roles_differ"),
        # joints
        (
            "The bridge was closed on Monday because 300 soldiers came.",
            "The bridge was closed on Monday.\nSome said that 300 soldiers came.",
            "joined_falsely",
        ),
        (
            "The bridge was closed after soldiers came.",
            "After soldiers came, the bridge was closed.",
            "close",
        ),
    ],
)  # fmt: skip
def test_a_check_by_its_case(text, held, told):
    assert outcome(text, held) == told


def test_more_than_eight_citations_are_no_citation():
    held = [f"Sentence number {i} stands in this article here." for i in range(12)]

    assert outcome("Sentence number 3 stands here.", *held, citing=tuple(range(1, 11))) == "malformed"


def test_a_copys_own_quotation_is_no_sentence_of_a_brief():
    original = (
        "Ann Lee opened the new lock on Friday.\nThe work took four winters and cost much.\nShips can pass.\n"
    )
    copy = original + "“Nobody will miss the old one, I am sure,” said Otto Falk.\n"
    held = Corpus.of([article(original, "a.txt", publisher="Post"), article(copy, "b.txt")])
    last = held.sentences[-1]

    judged = judge(says(last.text, last.number), held)

    assert isinstance(judged, Rejected)
    assert judged.reason == "quotation_from_copy"


def test_a_claim_without_words_is_not_supported():
    assert coverage(Claim.of("—"), ()) == (0.0, ())


# -- what a model adds to the disputes


DISPUTED = corpus(
    "Ann Lee said the lock is safe. It holds 40 tonnes of water every day.",
    "Bo Ek said the lock is not safe at all. He asked for a new one at once.",
)


def added(question: str, *positions: tuple[str, int], held: Corpus = DISPUTED):
    proposed = ProposedDispute(question, tuple(ProposedPosition(text, (n,)) for text, n in positions))
    return merge((), (proposed,), held)


def test_a_dispute_with_both_sides_quoted_is_added():
    disputes, rejected = added(
        "Is the lock safe?",
        ("Ann Lee said the lock is safe.", 1),
        ("Bo Ek said the lock is not safe at all.", 3),
    )

    assert [p.holder for p in disputes[0].positions] == ["Ann Lee", "Bo Ek"]
    assert rejected == ()


def test_two_institutions_in_one_article_may_hold_its_two_sides():
    told = corpus("Posts will go, the nurses' union said. No post will go, the hospital board said.")
    disputes, rejected = added(
        "Will posts go?",
        ("Posts will go, the nurses' union said.", 1),
        ("No post will go, the hospital board said.", 2),
        held=told,
    )

    assert [p.holder for p in disputes[0].positions] == ["the nurses' union", "the hospital board"]
    assert rejected == ()


@pytest.mark.parametrize(
    ("question", "positions", "told"),
    [
        ("Is the lock safe?", [("Ann Lee said the lock is safe.", 1)], "fewer than two"),
        (
            "Is the lock safe?",
            [("Ann Lee said the lock is safe.", 1), ("Ann Lee said the lock is safe.", 1)],
            "one and the same",
        ),
        (
            "Why did Norway break it?",
            [("Ann Lee said the lock is safe.", 1), ("Bo Ek said the lock is not safe at all.", 3)],
            "says more than its quotes",
        ),
        (
            "Is the lock safe",
            [("Ann Lee said the lock is safe.", 1), ("Bo Ek said the lock is not safe at all.", 3)],
            "says more than its quotes",
        ),
        (
            "Is the [lock](http://x.test) safe?",
            [("Ann Lee said the lock is safe.", 1), ("Bo Ek said the lock is not safe at all.", 3)],
            "says more than its quotes",
        ),
    ],
)
def test_a_dispute_that_is_none_is_told(question, positions, told):
    disputes, rejected = added(question, *positions)

    assert disputes == ()
    assert told in rejected[-1].detail
