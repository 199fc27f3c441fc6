"""Who said what in an article."""

from typing import Any

from briefing.text.sentences import sentences
from briefing.text.speech import attributions


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """The attributions of question["text"] as lists of [start, end)."""
    text = question["text"]
    found = [
        {
            "content": [list(piece) for piece in one.content],
            "source": [list(piece) for piece in one.source],
            "cue": [list(one.cue)],
        }
        for one in attributions(text, sentences(text))
    ]
    return {"id": question["id"], "attributions": found}
