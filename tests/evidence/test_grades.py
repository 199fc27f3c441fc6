"""What becomes of a sentence after it has been judged: together, lowered, quoted instead."""

from briefing.evidence.claim import Claim, passages
from briefing.evidence.verify import coverage, lowered, quoted_instead, together, verify
from tests.builders import corpus, draft, says

HELD = corpus(
    "Ukraine holds roughly 300 square miles in Kursk. The bridge at Sudzha was closed on Monday by the army."
)
CLOSE = says("Ukraine holds roughly 300 square miles.", 1)
PARAPHRASE = says("The army shut the bridge at Sudzha to traffic on Monday.", 2)
QUOTED = says(HELD.sentences[0].text, 1)
LIE = says("Ukraine holds 900 square miles.", 1)


def grades(checked) -> list[str]:
    return [sentence.grade for sentence in checked.kept]


def test_the_three_grades():
    assert grades(verify(draft(QUOTED, CLOSE, PARAPHRASE), HELD)) == ["verbatim", "close", "paraphrase"]


def test_a_second_attempt_adds_what_holds_and_keeps_every_failure():
    first = verify(draft(CLOSE, LIE), HELD)
    again = verify(draft(says("Ukraine holds roughly 300 square miles in Kursk.", 1), CLOSE, LIE), HELD)

    both = together(first, again)

    assert [s.text for s in both.kept] == [CLOSE.text, HELD.sentences[0].text]
    assert [r.reason for r in both.rejected] == ["figure_absent", "figure_absent"]
    assert both.failed == (LIE, LIE)


def test_a_second_look_lowers_and_drops_and_never_raises():
    checked = verify(draft(QUOTED, CLOSE, PARAPHRASE), HELD)

    assert grades(lowered(checked, ("no", "partly", "partly"))) == ["verbatim", "paraphrase", "paraphrase"]
    assert grades(lowered(checked, ("yes", "no", "no"))) == ["verbatim"]
    assert lowered(checked, ("yes", "no", "yes")).rejected[-1].reason == "not_supported"
    assert lowered(checked, ()) == checked
    assert grades(lowered(checked, ("yes",))) == ["verbatim", "close", "paraphrase"]


def test_strict_puts_the_quotation_in_place_of_a_paraphrase():
    strict = quoted_instead(verify(draft(PARAPHRASE, CLOSE, says(HELD.sentences[1].text, 2)), HELD), HELD)

    assert grades(strict) == ["verbatim", "close"]
    assert strict.kept[0].text == HELD.sentences[1].text
    assert strict.kept[0].kind == "quotation"


def test_strict_quotes_every_source_of_a_paraphrase_once():
    both = says(
        "Ukraine grips roughly 300 square miles in Kursk, while the army shut the bridge on Monday.", 1, 2
    )
    strict = quoted_instead(verify(draft(both, PARAPHRASE), HELD), HELD)

    assert [s.text for s in strict.kept] == [s.text for s in HELD.sentences]


def test_a_figure_in_words_is_no_new_word():
    held = corpus("Some 12 soldiers crossed the river on Monday.")

    assert grades(verify(draft(says("Some twelve soldiers crossed the river.", 1)), held)) == ["close"]


def test_another_word_for_said_is_no_new_word_where_somebody_says_it():
    held = corpus("Ann Lee said that the lock was safe.", "The lock is a safe one and it will explain a lot.")

    assert grades(verify(draft(says("Ann Lee explained that the lock was safe.", 1)), held)) == ["close"]
    assert grades(verify(draft(says("The lock is a safe one and explained.", 2)), held)) == ["close"]


def headed(heading: str) -> str:
    return verify(draft(says(HELD.sentences[1].text, 2, heading=heading)), HELD).kept[0].heading


def test_a_plain_heading_stays():
    for heading in ("What may come", "What happened", "Troops and territory", "Bridge closed", "At Sudzha"):
        assert headed(heading) == heading


def test_a_heading_that_tells_what_no_quote_tells_is_left_out():
    for heading in ("The city fell", "Bridge destroyed", "Help from Norway", "Zxqv canary", "Moscow"):
        assert headed(heading) == ""


def test_a_rejected_sentence_is_kept_with_its_detail_and_cut_where_it_is_long():
    (short,) = verify(draft(LIE), HELD).rejected
    exactly = "Ukraine holds 900 " + "x" * 281 + "."
    (just, long) = verify(draft(says(exactly, 1), says(exactly.replace("x.", "x x."), 1)), HELD).rejected

    assert (short.text, short.detail) == (LIE.text, "'900 square miles' is in no quote")
    assert just.text == exactly
    assert long.text == f"{exactly[:-1]} …"


def test_support_is_the_squared_share_of_words_with_kin_in_part():
    held = passages([HELD.quote(HELD.sentences[1])], HELD)

    def support(text: str) -> float:
        return round(coverage(Claim.of(text), held)[0], 4)

    assert support("The bridge was closed on Monday.") == 1.0
    assert support("The bridge was painted on Monday.") == round((2 / 3) ** 2, 4)
    assert support("The overpass was closed on Monday.") == round((2.7 / 3) ** 2, 4)
