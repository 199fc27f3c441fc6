"""The cleaner's answers to the `clean` questions."""

from typing import Any

from briefing.evidence.boilerplate import boilerplate
from briefing.model.article import Mark

# No evidence, yet part of the article as its page shows it: headings between its paragraphs, the broken end.
_SHOWN = ("title", "cut-off", "repeated")


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Return `{id, body}` for `{id, text}`: what is left unmarked, and the headings within it.

    >>> answer({"id": 7, "text": "Dam holds\\n\\nThe dam held, they said.\\nSign up for our newsletter"})
    {'id': 7, 'body': 'The dam held, they said.'}
    """
    text, marks = question["text"], boilerplate(question["text"])
    return {"id": question["id"], "body": "\n".join(_stretches(text, marks))}


def _stretches(text: str, marks: tuple[Mark, ...]) -> list[str]:
    parts: list[tuple[str, bool]] = []
    at = 0
    for mark in marks:
        parts += [
            (text[at : mark.span.start], True),
            (mark.span.of(text) if mark.kind in _SHOWN else "", False),
        ]
        at = mark.span.end
    parts.append((text[at:], True))
    own = [place for place, (part, is_body) in enumerate(parts) if is_body and part.strip()]
    return [part.strip() for part, _ in parts[own[0] : own[-1] + 2] if part.strip()] if own else []
