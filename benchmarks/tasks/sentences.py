"""The segmenter's answers to the `sentences` questions."""

from typing import Any

from briefing.text.sentences import sentences


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Return `{id, spans}` for `{id, text}`; spans are half-open, in code points.

    >>> answer({"id": 7, "text": "It fell. He wept."})
    {'id': 7, 'spans': [[0, 8], [9, 17]]}
    """
    return {"id": question["id"], "spans": [[start, end] for start, end in sentences(question["text"])]}
