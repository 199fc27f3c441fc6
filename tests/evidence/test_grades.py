"""What becomes of a sentence after it has been judged: together, lowered, quoted instead."""

from briefing.evidence.verify import lowered, quoted_instead, together, verify
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
