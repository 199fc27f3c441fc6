"""How far a passage supports a statement: the verifier's own judgement, 0 to 1."""

from typing import Any

from briefing.evidence.judgement import support_by


def answer(question: dict[str, Any]) -> dict[str, Any]:
    return {"key": question["key"], "support": support_by(question["sentence"], question["doc"])}
