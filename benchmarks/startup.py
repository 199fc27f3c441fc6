"""Start-up time and peak memory of what a user types, beside bare Python and the libraries' own import.

    python -m benchmarks.startup [ROUNDS]

Each round runs every command once, in turn, so that all of them meet the same machine; the median is told,
and its ratio to `import typer, pydantic`. Memory is the most that was resident, as the system counts it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parents[1]
BASE = "import typer, pydantic"

COMMANDS: dict[str, tuple[str, ...]] = {
    "python": ("-c", "pass"),
    BASE: ("-c", BASE),
    "import briefing": ("-c", "import briefing"),
    "from briefing import generate": ("-c", "from briefing import generate"),
    "briefing --help": ("-m", "briefing", "--help"),
    "briefing eval --help": ("-m", "briefing", "eval", "--help"),
    "briefing generate, the seeds": ("-m", "briefing", "generate", "--topic", "kursk", "--out", "-"),
    "briefing generate, kept": ("-m", "briefing", "generate", "--topic", "kursk"),
}


@dataclass(frozen=True, slots=True)
class Spent:
    """Wall and CPU seconds, and the most memory in MB."""

    wall: float
    cpu: float
    memory: float


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(HERE / "seeds", home / "seeds")
        shutil.copy(HERE / "briefing.toml", home)
        spent: dict[str, list[Spent]] = {name: [] for name in COMMANDS}
        for _ in range(rounds + 1):
            for name, words in COMMANDS.items():
                spent[name].append(run(words, home))
    print(f"{'':32}{'wall s':>8}{'CPU s':>8}{'ratio':>7}{'peak MB':>9}{'ratio':>7}   median of {rounds}")
    base = middle(spent[BASE])
    for name, each in spent.items():
        mine = middle(each)
        print(
            f"{name:32}{mine.wall:8.3f}{mine.cpu:8.3f}{mine.cpu / base.cpu:7.2f}"
            f"{mine.memory:9.1f}{mine.memory / base.memory:7.2f}"
        )


def run(words: tuple[str, ...], home: Path) -> Spent:
    """Run Python with *words* in *home* and return what it took; a command that fails ends the benchmark."""
    environ = {**os.environ, "OPENAI_API_KEY": "", "OPENAI_BASE_URL": ""}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *words], cwd=home, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"startup: {' '.join(words)} ended with {process.returncode}")
    wall = time.perf_counter() - began
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(runs: list[Spent]) -> Spent:
    """Return the medians; the first run of each warms the file cache and does not count."""
    counted = runs[1:]
    return Spent(
        median(each.wall for each in counted),
        median(each.cpu for each in counted),
        median(each.memory for each in counted),
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
