"""Answer questions about the parts that need no model, so that they can be scored on any data.

    python -m benchmarks.answer TASK < questions.jsonl > answers.jsonl

Each task is one file in `benchmarks/tasks`, calling the very functions that make a brief. A task that first
gets a
corpus (`retrieve`) is told of it by the line `{"corpus": [...]}`. A question that cannot be answered is an
error, not a
guess.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

TASKS = sorted(p.stem for p in (Path(__file__).parent / "tasks").glob("*.py") if p.stem != "__init__")


def answers(task: str, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the answer to each question of *lines*."""
    module = import_module(f"benchmarks.tasks.{task}")
    answer: Callable[[dict[str, Any]], dict[str, Any]] | None = getattr(module, "answer", None)
    together = getattr(module, "answer_all", None)
    questions = (json.loads(line) for line in lines if line.strip())
    if together:
        yield from together(questions)
    elif answer:
        yield from map(answer, questions)


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] not in TASKS:
        print(f"usage: python -m benchmarks.answer TASK    tasks: {', '.join(TASKS)}", file=sys.stderr)
        return 2
    for found in answers(sys.argv[1], sys.stdin):
        print(json.dumps(found, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
