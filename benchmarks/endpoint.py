"""How long a brief takes beside the model, and what it asks, with a simulated endpoint.

    python -m benchmarks.endpoint [ARTICLES ...]

For the seeds and for 20, 100 and 500 made articles, unless told otherwise: the whole command in a process
of its own, a second run of the same, and a run with three articles more; beside it one call with
everything in it, and map-reduce with one call an article, eight at once and, for few, one after the other.
Model time is what the endpoint sleeps; its critical path is the longest call of each round. Everything is
measured side by side in one run.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from tests.engines.newsroom import newsroom

HERE = Path(__file__).resolve().parents[1]
ROUNDS = (("select",), ("summary", "contested"), ("repair",))
ONE_BY_ONE = 30  # articles; of more, one call after the other takes the better part of an hour
SENTENCES = 30  # of a made article, which are 600 words


@dataclass(slots=True)
class Simulated:
    """Where the endpoint is, and the questions it has answered since they were last taken."""

    url: str
    facts: list[dict[str, Any]] = field(default_factory=list)

    def taken(self) -> list[dict[str, Any]]:
        time.sleep(0.1)  # for the last line to arrive
        facts = list(self.facts)
        self.facts.clear()
        return facts


@dataclass(frozen=True, slots=True)
class Run:
    """`seconds` of the whole process, `cpu` of them at work, `peak` megabytes, what the endpoint answered."""

    seconds: float
    cpu: float
    peak: int
    facts: list[dict[str, Any]]

    @property
    def critical(self) -> float:
        """The seconds of model time that had to pass one after another."""
        return float(sum(max(f["model"] for f in each) for each in self._rounds()))

    @property
    def asking(self) -> float:
        """The seconds from the first question of each round to its last answer."""
        rounds = self._rounds()
        return float(sum(max(f["ended"] for f in each) - min(f["began"] for f in each) for each in rounds))

    def _rounds(self) -> list[list[dict[str, Any]]]:
        found = [[f for f in self.facts if f["name"] in names] for names in ROUNDS]
        return [each for each in found if each]


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or [20, 100, 500]
    with simulated() as server, tempfile.TemporaryDirectory() as folder:
        warm_up()
        head()
        seeds = Path(folder) / "seeds-run"
        seeds.mkdir()
        measure("seeds", seeds, HERE / "seeds", "Ukraine offensive in Russia's Kursk region", server)
        for size in sizes:
            home = Path(folder) / str(size)
            write(home / "articles", size)
            measure(f"{size} articles", home, home / "articles", "Varnhaven dock strike", server)
    return 0


def warm_up() -> None:
    """Have everything compiled and in the page cache, as on any day but the first."""
    words = [sys.executable, "-c", "import briefing.cli.app, briefing.make, briefing.plan, openai"]
    subprocess.run(
        words,
        cwd=HERE,
        check=True,
        env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
    )


def measure(name: str, home: Path, articles: Path, topic: str, server: Simulated) -> None:
    row(name, "briefing", brief(home, articles, topic, server))
    row("", "  again", brief(home, articles, topic, server))
    if articles.name == "articles":
        write(articles, len(list(articles.iterdir())) + 3)
        row("", "  3 more", brief(home, articles, topic, server))
    few = len(list(articles.iterdir())) <= ONE_BY_ONE
    for baseline in ("one-call", "map-reduce-8", *(["map-reduce"] if few else [])):
        words = [sys.executable, "-m", "benchmarks.baseline", baseline, str(articles), server.url]
        row("", f"  {baseline}", timed(words, HERE, server))


def brief(home: Path, articles: Path, topic: str, server: Simulated) -> Run:
    words = [sys.executable, "-m", "briefing", "generate", "--topic", topic, "--source", str(articles)]
    return timed(words, home, server)


def timed(words: Sequence[str], folder: Path, server: Simulated) -> Run:
    server.taken()
    environ = {**os.environ, "OPENAI_BASE_URL": server.url, "PYTHONPATH": str(HERE)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    began = time.monotonic()
    with subprocess.Popen(
        words, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        took = time.monotonic() - began
        process.returncode = status
        if status:
            sys.exit(f"{' '.join(words)}: {process.stderr.read().decode() if process.stderr else status}")
    return Run(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, server.taken())


COLUMNS = (
    "wall s",
    "path s",
    "wall/path",
    "asking/path",
    "own s",
    "cpu s",
    "peak MB",
    "calls",
    "sent",
    "got",
)


def head() -> None:
    print(f"{'':30}" + "".join(f"{name:>12}" for name in COLUMNS), flush=True)


def row(name: str, what: str, run: Run) -> None:
    path = run.critical
    facts = [
        f"{run.seconds:.2f}", f"{path:.2f}" if path else "-", f"{run.seconds / path:.2f}" if path else "-",
        f"{run.asking / path:.3f}" if path else "-",
        f"{run.seconds - path:.2f}" if path or not run.facts else "-", f"{run.cpu:.2f}", str(run.peak),
        str(len(run.facts)), f"{sum(f['prompt'] for f in run.facts):,}",
        f"{sum(f['completion'] for f in run.facts):,}",
    ]  # fmt: skip
    print(f"{name:14}{what:16}" + "".join(f"{fact:>12}" for fact in facts), flush=True)


def write(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for article in newsroom(count, SENTENCES):
        (folder / article.source).write_text(article.text, encoding="utf-8")


@contextmanager
def simulated() -> Iterator[Simulated]:
    words = [sys.executable, "-m", "benchmarks.simulated"]
    with subprocess.Popen(words, cwd=HERE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        server = Simulated(process.stdout.readline().strip())
        Thread(target=listen, args=(process.stdout, server.facts), daemon=True).start()
        try:
            yield server
        finally:
            process.kill()


def listen(lines: Iterable[str], facts: list[dict[str, Any]]) -> None:
    for line in lines:
        facts.append(json.loads(line))


if __name__ == "__main__":
    sys.exit(main())
