"""Which brief each cassette belongs to, and that brief, made from what is recorded."""

import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from briefing.engines.assisted import Assisted
from briefing.engines.chat import OpenAIChat
from briefing.evaluate import Watched, work_of
from briefing.evidence.search import BUDGET
from briefing.gold.run import Work
from briefing.model.topic import Topic
from briefing.pipeline import Made, generate
from briefing.read import read_sources
from briefing.render.environment import environment, write
from briefing.settings import load_settings, topic_named
from tests.builders import NOW
from tests.recorded import hostile
from tests.recorded.cassette import chat, interactions, is_anew, question_of, recorded
from tests.recorded.scripted import MODEL, Answer, Script, endpoint

HOME = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Case:
    """A brief: its topic and its sources. Where *script* says what is answered, no endpoint is needed to
    record it.
    """

    topic: Topic
    sources: Sequence[str]
    budget: int = BUDGET
    second_look: bool = False
    script: Script | None = None


@dataclass(frozen=True, slots=True)
class Replayed:
    made: Made
    engine: Assisted
    work: Work


def seeds(second_look: bool = False, script: Script | None = None) -> Case:
    topic, sources = topic_named("kursk", (), load_settings(None, {}))
    return Case(topic, sources, second_look=second_look, script=script)


def gold(name: str, budget: int = BUDGET) -> Case:
    """A topic that was invented for `briefing eval`."""
    folder = HOME / "tests" / "gold" / name
    told = tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))
    sources = sorted(str(path) for path in folder.iterdir() if path.suffix != ".toml")
    return Case(Topic(told["topic"], (told["query"], *told["aliases"])), sources, budget)


def bridge(name: str) -> Case:
    """Three short invented articles, and a fourth with an instruction in it, answered as hostile.py says."""
    letters = "abcd" if name == "obeyed-injection" else "abc"
    folder = HOME / "tests" / "recorded" / "bridge"
    sources = sorted(str(path) for path in folder.glob(f"[{letters}]_*.txt"))
    topic = Topic("The closed bridge at Lowick", ("Tarn Bridge Lowick",))
    return Case(topic, sources, script=hostile.SCRIPTS[name])


def answered_before(name: str) -> Script:
    """The answers that NAME.yaml holds: recorded anew, the same are given to what is asked now."""
    script: dict[str, list[Answer]] = {}
    for each in interactions(name):
        response = each["response"]
        answer = Answer(response["body"]["json"], response["status"]["code"])
        script.setdefault(question_of(each), []).append(answer)
    return script


CASES: Mapping[str, Callable[[], Case]] = {
    "seeds-careful": seeds,
    "seeds-second-look": lambda: seeds(second_look=True),
    "seeds-careless": lambda: seeds(script=answered_before("seeds-careless")),
    "merger-careful": lambda: gold("merger"),
    "flood-select": lambda: gold("flood", budget=5_000),
    **{name: (lambda name=name: bridge(name)) for name in hostile.SCRIPTS},
}


@cache
def replayed(name: str) -> Replayed:
    """Return the brief that comes of NAME.yaml. No pause is waited out: nobody is there to be spared."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.chdir(HOME)
        patch.setattr("briefing.engines.chat.PAUSE", 0.0)
        case, prompts = CASES[name](), environment("prompts")
        if case.script and is_anew(name):
            asking = OpenAIChat(stack.enter_context(endpoint(case.script)), "none", MODEL)
        else:
            asking = chat(name)
        engine = Assisted(asking, asking.model, lambda template, values: write(prompts, template, values))
        watched, began = Watched(engine), time.perf_counter()
        articles = read_sources(case.sources).articles
        with recorded(name, statuses(case.script)):
            made = generate(
                case.topic, articles, watched, now=NOW, budget=case.budget, second_look=case.second_look
            )
            if is_anew(name) and not case.script:
                assert made.missing == (), f"{name}.yaml stays as it is: {' '.join(made.missing)}"
    return Replayed(made, engine, work_of(made.brief, watched, engine.calls, time.perf_counter() - began))


def statuses(script: Script | None) -> tuple[int, ...]:
    """The HTTP statuses that a recording may hold: of a real endpoint just 200."""
    return tuple({answer.status: None for each in (script or {}).values() for answer in each}) or (200,)
