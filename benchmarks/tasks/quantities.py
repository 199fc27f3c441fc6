"""The task "quantities": every figure of a sentence, with its value and a sign for its bound."""

from typing import Any

from briefing.text.figures import Bound, Figure, figures

_SIGNS: dict[Bound, str] = {
    "exact": "=",
    "about": "~",
    "almost": "~",
    "just over": "~",
    "at least": ">",
    "more than": ">",
    "at most": "<",
    "less than": "<",
}


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Answer {id, text} with {id, quantities: [{value: number or [low, high], bound}]}."""
    found = figures(question["text"])
    return {
        "id": question["id"],
        "quantities": [{"value": _value(f), "bound": _SIGNS[f.bound]} for f in found],
    }


def _value(figure: Figure) -> float | list[float]:
    """The value as the task writes it: "half" is 0.5, and a range keeps the order it was told in."""
    by = 0.01 if figure.unit == "percent" and not _says_percent(figure.written) else 1.0
    low, high = figure.low * by, figure.high * by
    if low == high:
        return low
    return [high, low] if figure.falls else [low, high]


def _says_percent(written: str) -> bool:
    return any(mark in written.lower() for mark in ("%", "cent", "pct"))
