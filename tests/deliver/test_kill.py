"""A sender killed at any step loses nothing, sends nothing twice, and leaves little for a person to decide
(EM-06).
"""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing.post import post

from .builders import NOW, Clock, phases, queued, settings
from .servers import ScriptedServer

RECIPIENTS = tuple(f"reader{number}@example.org" for number in range(20))
SENDER = Path(__file__).parent / "sender.py"
SOAK = int(os.environ.get("BRIEFING_FUZZ", "0")) > 1000

# Every call that writes, sends, waits for an answer or locks. At a call that only reads, a killed process
# has done to the world what it had done at the next of these.
STRACE = ["strace", "-f", "-qq", "-o"]
CALLS = "connect,sendto,recvfrom,poll,write,pwrite64,fsync,fdatasync,ftruncate,unlink,fcntl,flock"


@dataclass
class Tally:
    """What became of all letters over all kills."""

    kills: int = 0
    lost: int = 0
    twice: int = 0
    held: int = 0
    kills_with_held: int = 0


@pytest.fixture
def outbox(tmp_path):
    """An outbox of twenty letters in a folder of its own, and the server they go to."""
    (tmp_path / "full").mkdir()
    with ScriptedServer() as server:
        queued(settings(tmp_path / "full", server.port), RECIPIENTS)
        yield tmp_path, server


def test_a_sender_killed_at_any_system_call_is_made_good(outbox):
    folder, server = outbox
    if not strace_works():
        _is_good(_over_steps(folder, server, share=20))
        return
    points = _points(folder)
    share = points if SOAK else points[len(points) // 10 :: len(points) // 18]
    tally = Tally()
    for name, count in share:
        _one_kill(folder, server, _by_strace(name, count), tally)
    # An answer may come in two pieces or in one: not every run has exactly the same calls.
    assert tally.kills >= 0.9 * len(share)
    print(f"{len(points)} calls in a whole run; {tally}")
    _is_good(tally)


def test_a_sender_killed_at_any_step_of_its_own_is_made_good(outbox):
    folder, server = outbox
    _is_good(_over_steps(folder, server, share=12))


def _is_good(tally: Tally) -> None:
    assert tally.kills >= 10
    assert (tally.lost, tally.twice) == (0, 0)
    if SOAK:  # of a share of the points, a few held ones may be more than they are of all
        assert tally.kills_with_held <= tally.kills / 10


def _over_steps(folder: Path, server: ScriptedServer, share: int) -> Tally:
    """Kill it before and after each of its steps, up to the run that is over before it is killed."""
    tally, at = Tally(), 1
    stride = 1 if SOAK else 1200 // share
    while _one_kill(folder, server, ["PROGRAM", str(at)], tally):
        at += stride
    print(f"{at - 1} steps in a whole run; {tally}")
    return tally


def _one_kill(folder: Path, server: ScriptedServer, words: list[str], tally: Tally) -> bool:
    """Kill one sender, let another take over, and count. False if the first came to its end."""
    home = folder / "one"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(folder / "full", home)
    server.taken.clear()
    program = [sys.executable, str(SENDER), str(home / "briefing.toml"), NOW.isoformat()]
    done = subprocess.run(
        [each for word in words for each in (program if word == "PROGRAM" else [word])],
        capture_output=True, env=_environ(),
    )  # fmt: skip
    if done.returncode == 0:
        return False
    assert done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL), done.stderr.decode()
    after = settings(home, server.port)
    post(after, Clock())
    found = Counter(taken.recipients[0] for taken in server.taken)
    now = phases(after)
    assert set(now) <= {"sent", "held"}
    tally.kills += 1
    tally.lost += sum(p == "sent" and not found[r] for r, p in zip(RECIPIENTS, now, strict=True))
    tally.twice += sum(count > 1 for count in found.values())
    tally.held += now.count("held")
    tally.kills_with_held += "held" in now
    return True


def _by_strace(name: str, count: int) -> list[str]:
    """Kill the program as it enters its call *name* for the *count*-th time."""
    inject = f"inject={name}:signal=KILL:when={count}"
    return [*STRACE, "/dev/null", "-e", f"trace={name}", "-e", inject, "PROGRAM"]


def strace_works() -> bool:
    try:
        return (
            subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
        )
    except OSError:
        return False


def _points(folder: Path) -> list[tuple[str, int]]:
    """Return every call of one whole run, in its order: its name, and which of that name it is."""
    home, log = folder / "whole", folder / "calls"
    shutil.copytree(folder / "full", home)
    words = [*STRACE, str(log), "-e", f"trace={CALLS}", sys.executable, str(SENDER)]
    subprocess.run(
        [*words, str(home / "briefing.toml"), NOW.isoformat()],
        check=True,
        capture_output=True,
        env=_environ(),
    )
    seen: Counter[str] = Counter()
    points = []
    for line in log.read_text().splitlines():
        name = line.split(maxsplit=1)[1].partition("(")[0]
        if name.isidentifier():  # not the second half of a call, nor the exit
            seen[name] += 1
            points.append((name, seen[name]))
    return points


def _environ() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SENDER.parents[2])}
