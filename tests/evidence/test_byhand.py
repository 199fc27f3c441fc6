"""The verifier by hand, and the judgement of a statement against a text."""

from briefing.evidence.byhand import by_hand
from briefing.evidence.checks import CHECKS
from briefing.evidence.judgement import support_by
from briefing.evidence.nearest import nearest
from briefing.evidence.verify import judge
from tests.builders import corpus, says

TEXT = "Ukraine holds roughly 300 square miles in Kursk. Its troops face 12,000 North Korean soldiers there."


def report(sentence: str, *citing: int) -> str:
    held = corpus(TEXT)
    return by_hand(sentence, citing, judge(says(sentence, *citing), held), held)


def test_every_check_has_its_line():
    lines = report("Ukraine holds 300 square miles in Kursk.", 1)

    assert all(check.__name__.replace("_", " ") in lines for check in CHECKS)
    assert "figures hold         figure_differs" in lines
    assert lines.splitlines()[-1].startswith("Outcome    dropped, figure_differs")


def test_what_holds_is_graded_and_its_bare_words_are_named():
    assert "Outcome    kept, close" in report("Ukraine holds roughly 300 square miles.", 1)
    assert "not covered: stubbornly" in report(
        "Ukraine stubbornly holds roughly 300 square miles in Kursk.", 1
    )


def test_the_nearest_sentences_share_words_and_figures():
    sentences = ["The bridge is closed.", "Some 12,000 soldiers came.", "Rain fell on the town."]

    assert nearest("There are 12,000 soldiers.", sentences, 2) == (1,)
    assert nearest("Nothing of this.", sentences) == ()


def test_support_tells_borne_out_from_contradicted():
    assert support_by("Ukraine holds roughly 300 square miles.", TEXT) >= 0.5
    assert support_by("Ukraine holds roughly 900 square miles.", TEXT) < 0.3
    assert support_by("Ukraine does not hold roughly 300 square miles.", TEXT) < 0.3
    assert support_by("Ukraine holds Kursk.", "") == 0.0
