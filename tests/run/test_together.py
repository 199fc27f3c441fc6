"""Passes that run at once, and passes that are killed: each reader has the brief once (SC-06, EM-06)."""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.post import post
from briefing.run import run_due
from briefing.store.slots import LEASE
from tests.deliver.builders import Clock, phases, queued, settings
from tests.deliver.servers import ScriptedServer
from tests.deliver.test_kill import SOAK, STRACE, strace_works

from .test_run import FIRST, MONDAY, Desk

PASSER = Path(__file__).parent / "passer.py"
READERS = tuple(f"reader{n}@example.org" for n in range(6))
CALLS = "connect,sendto,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename,mkdir"


@pytest.fixture
def desk(tmp_path):
    with ScriptedServer() as server:
        home = tmp_path / "home"
        home.mkdir()
        to = str(list(READERS)).replace("'", '"')
        yield Desk(home, server).subscribe(to=to).article("a.txt", FIRST)


def passer(home: Path) -> list[str]:
    return [sys.executable, str(PASSER), str(home / "briefing.toml"), MONDAY.isoformat()]


def environ() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PASSER.parents[2])}


def test_of_three_processes_at_one_slot_one_makes_the_brief_and_each_reader_has_it_once(desk):
    running = [
        subprocess.Popen(passer(desk.home), stdout=subprocess.PIPE, text=True, env=environ())
        for _ in range(3)
    ]
    told = [each.communicate()[0] for each in running]

    assert [each.returncode for each in running] == [0] * 3
    assert sum(" is made for " in each for each in told) == 1
    desk.at(MONDAY + timedelta(minutes=5))
    assert Counter(taken.recipients[0] for taken in desk.server.taken) == dict.fromkeys(READERS, 1)


def test_senders_at_one_outbox_share_the_letters(tmp_path):
    readers = [f"reader{n}@example.org" for n in range(60)]
    with ScriptedServer() as server:
        desk = settings(tmp_path, server.port, connections=4)
        queued(desk, readers)
        others = [threading.Thread(target=post, args=(desk, Clock())) for _ in range(2)]
        for each in others:
            each.start()
        for each in others:
            each.join()

    assert phases(desk) == ["sent"] * 60
    assert Counter(taken.recipients[0] for taken in server.taken) == dict.fromkeys(readers, 1)
    assert server.connections > 2


def test_a_pass_killed_on_its_way_from_articles_to_mail_is_made_good(desk, tmp_path):
    """Whoever comes after it ends what it began, when its claim on the slot has ended."""
    full = tmp_path / "full"
    desk.home.rename(full)
    points = _points(full, desk.home) if strace_works() else []
    share = points[::5] if SOAK else points[len(points) // 3 :: max(len(points) // 4, 1)]
    kills = [_by_strace(*point) for point in share] or [["PROGRAM"]]
    for words in kills:
        shutil.rmtree(desk.home, ignore_errors=True)
        shutil.copytree(full, desk.home)
        desk.server.taken.clear()
        _killed(words, desk)
        for later in (LEASE, 2 * LEASE):
            run_due(desk.settings, Clock(MONDAY + later))
        found = Counter(taken.recipients[0] for taken in desk.server.taken)
        held = [row for row in phases(desk.settings) if row == "held"]

        assert max(found.values()) == 1, words
        assert len(held) <= 1, words
        assert len(found) + len(held) >= len(READERS), words
        assert [state for _, state in desk.states()] == ["queued"], words


def _killed(words: list[str], desk: Desk) -> None:
    """Run a pass under *words*; where no tracer kills it, we do, as soon as the server has the first
    letter.
    """
    program = [each for word in words for each in (passer(desk.home) if word == "PROGRAM" else [word])]
    running = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environ())
    if words == ["PROGRAM"]:
        while running.poll() is None and not desk.server.taken:
            pass
        running.kill()
    _, said = running.communicate()
    assert running.returncode in (0, -signal.SIGKILL, 128 + signal.SIGKILL), said.decode()


def _by_strace(name: str, count: int) -> list[str]:
    inject = f"inject={name}:signal=KILL:when={count}"
    return [*STRACE, "/dev/null", "-e", f"trace={name}", "-e", inject, "PROGRAM"]


def _points(full: Path, home: Path) -> list[tuple[str, int]]:
    """Return each call that changes something in one whole pass: its name, and which of that name it is."""
    shutil.copytree(full, home)
    log = full.parent / "calls"
    subprocess.run(
        [*STRACE, str(log), "-e", f"trace={CALLS}", *passer(home)],
        check=True,
        env=environ(),
        capture_output=True,
    )
    seen: Counter[str] = Counter()
    points = []
    for line in log.read_text().splitlines():
        name = line.split(maxsplit=1)[1].partition("(")[0]
        if name.isidentifier():
            seen[name] += 1
            points.append((name, seen[name]))
    return points
