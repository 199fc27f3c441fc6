"""A model that answers at once, and keeps what it was asked: a double for any `Chat`."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from briefing.engines.assisted import Assisted
from briefing.engines.chat import Message, Reply, Schema
from briefing.errors import EndpointError
from briefing.render.environment import environment, write

NUMBERED = re.compile(r"^\[(\d+)\] (.*?)(?: [0-9a-f]{8}\(said by .*\))?$", re.MULTILINE)
Answer = dict[str, Any] | Exception
Answering = Callable[[str, int], Answer]


@dataclass(slots=True)
class Model:
    """Gives *answers*[name] of the prompt and of how often that was asked before, or what `told` says."""

    answers: dict[str, Answering] = field(default_factory=dict)
    prompts: list[tuple[str, str]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def ask(self, messages: tuple[Message, ...], name: str, schema: Schema) -> Reply:
        prompt = messages[-1].content
        with self.lock:
            place = len(self.asked(name))
            self.prompts.append((name, prompt))
        answer = self.answers.get(name, told)(prompt, place)
        if isinstance(answer, Exception):
            raise answer
        text = json.dumps(answer)
        return Reply(text, "m", len(prompt) // 4, len(text) // 4, 0.1)

    def asked(self, name: str) -> list[str]:
        """The prompts of the questions of that name, in the order they came."""
        return [prompt for asked, prompt in self.prompts if asked == name]


def told(prompt: str, place: int) -> Answer:
    """Answer any question well: a summary of the first sentences, nothing contested, the first third
    selected.
    """
    numbered = [(int(number), text) for number, text in NUMBERED.findall(prompt)]
    if '{"numbers"' in prompt:
        most = int(re.search(r"At most (\d+) numbers", prompt)[1])  # type: ignore[index]
        return {"numbers": [number for number, _ in numbered][:most]}
    if '{"disputes"' in prompt:
        return {"disputes": []}
    if '{"opinions"' in prompt:
        return {"opinions": []}
    return {
        "sentences": [{"heading": "What is told", "text": text, "citing": [n]} for n, text in numbered[:8]]
    }


def fails(kind: str) -> Answering:
    return lambda prompt, place: EndpointError(kind, f"The endpoint failed ({kind}).")


def engine(model: Model, **settings: Any) -> Assisted:
    """The assisted engine with the shipped prompts, asking *model*."""
    prompts = environment("prompts")
    return Assisted(model, "m", lambda name, values: write(prompts, name, values), **settings)
