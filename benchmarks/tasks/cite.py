"""Which of some sentences a statement rests on, best first, and how far they support it."""

from typing import Any

from briefing.evidence.judgement import support_by
from briefing.evidence.nearest import nearest

BEST = 5


def answer(question: dict[str, Any]) -> dict[str, Any]:
    sentences = question["sentences"]
    ranking = nearest(question["sentence"], sentences, BEST)
    cited = "\n".join(sentences[i] for i in sorted(ranking))
    return {
        "id": question["id"],
        "ranking": list(ranking),
        "support": support_by(question["sentence"], cited),
    }
