"""A template of one's own, rendered in a process that may be stopped: no text may hang a machine.

The values go in as a pickle of ours, the text or the fault comes back as JSON. The sandbox of Jinja keeps a
template from the machine's files and the program's insides; it does not count time or memory.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from briefing.errors import TemplateError
from briefing.render.find import Kind

SECONDS = 2  # of work; a brief of 500 citations takes a quarter of one
WALL = 4.5  # of waiting, on a machine that has other things to do
MEGABYTES = 256
LONGEST = 20_000_000  # characters; a brief of 500 citations has 600,000

_PACKAGES = Path(__file__).resolve().parents[2]


def write_apart(kind: Kind, overrides: Sequence[Path], name: str, values: Mapping[str, object]) -> str:
    """Return the template *name* with *values*, or raise TemplateError within five seconds."""
    asked = pickle.dumps((kind, tuple(overrides), name, dict(values)))
    # -P, so that no module is taken from the folder we happen to be in; no key of the user's goes along.
    paths = os.pathsep.join(filter(None, (str(_PACKAGES), os.environ.get("PYTHONPATH", ""))))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "briefing.render.limited"],
            input=asked, capture_output=True, timeout=WALL, check=False,
            env={"PYTHONPATH": paths, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TemplateError(name, None, f"it is not done after {WALL} seconds.") from error
    if done.returncode:
        raise TemplateError(name, None, _why_stopped(done))
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise TemplateError(*answer["fault"])
    return str(answer["text"])


def _why_stopped(done: subprocess.CompletedProcess[bytes]) -> str:
    if done.returncode < 0:
        return f"it was stopped: it may work for {SECONDS} seconds and hold {MEGABYTES} MB."
    last = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
    return f"it could not be rendered ({last})."


# -- in the process of its own


def main() -> None:
    """Answer what stands on standard input."""
    _limit()
    kind, overrides, name, values = pickle.load(sys.stdin.buffer)
    sys.stdout.write(json.dumps(_answer(kind, overrides, name, values)))


def _answer(
    kind: Kind, overrides: Sequence[Path], name: str, values: Mapping[str, object]
) -> dict[str, object]:
    from briefing.render.environment import environment, write_here

    try:
        text = write_here(environment(kind, overrides), name, values)
    except TemplateError as error:
        return {"fault": (error.name, error.line, error.problem[:2000])}
    if len(text) > LONGEST:
        return {"fault": (name, None, f"it writes more than {LONGEST:,} characters.")}
    return {"text": text}


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where the waiting alone is limited
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(
        resource.RLIMIT_CPU, (SECONDS, SECONDS + 1)
    )  # the signal first, so that a line is named
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXCPU, _too_long)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise ArithmeticError(f"it is not done after {SECONDS} seconds of work")


if __name__ == "__main__":
    main()
