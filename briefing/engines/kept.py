"""Replies that were paid for once, and are good: asked the same thing again, nobody is asked.

Their key is the sha256 of the model, the prompt, the schema and the parameters. Where they lie is not known
here: a shelf takes and gives text under a key.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Protocol

from briefing.engines.chat import Reply, Schema
from briefing.engines.questions import Question


class Shelf(Protocol):
    """Where replies are kept. A text that is not what was put there is not given back."""

    def reply(self, key: str) -> str | None: ...

    def add_reply(self, key: str, name: str, model: str, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """The replies of one model under fixed *parameters*. When *fresh*, none is found and new ones are
    kept.
    """

    shelf: Shelf
    model: str
    parameters: Mapping[str, Any]
    fresh: bool = False

    def find(self, question: Question, schema: Schema) -> Reply | None:
        """Return the reply that was kept for exactly this question."""
        text = None if self.fresh else self.shelf.reply(self._key(question, schema))
        return _reply(text) if text else None

    def keep(self, question: Question, schema: Schema, reply: Reply) -> None:
        text = json.dumps(asdict(reply), ensure_ascii=False)
        self.shelf.add_reply(self._key(question, schema), question.name, self.model, text)

    def _key(self, question: Question, schema: Schema) -> str:
        asked = {
            "model": self.model,
            "messages": [asdict(message) for message in question.messages],
            "schema": schema,
            "parameters": self.parameters,
        }
        return sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _reply(text: str) -> Reply | None:
    try:
        return Reply(**json.loads(text))
    except (ValueError, TypeError):
        return None
