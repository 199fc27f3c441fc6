"""A process that sends what is in the outbox, and may be killed at any step: `sender.py SETTINGS NOW [STEP]`.

With STEP it kills itself at that call into C that reads, writes, sends or commits: the way to be killed at
every step
where no tracer may look into a process.
"""

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType

from briefing.post import post
from briefing.settings import load_settings

WATCHED = {
    "sendall",
    "recv",
    "connect",
    "execute",
    "executemany",
    "flush",
    "unlink",
    "fetchone",
    "mmap",
    "flock",
}


def main(settings: str, now: str, step: str = "0") -> None:
    at = datetime.fromisoformat(now)
    loaded = load_settings(Path(settings))
    if int(step):
        sys.setprofile(_killer(int(step)))
    post(loaded, lambda: at)


def _killer(step: int):
    left = step

    def look(frame: FrameType, event: str, called: object) -> None:
        nonlocal left
        if event in ("c_call", "c_return") and getattr(called, "__name__", "") in WATCHED:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return look


if __name__ == "__main__":
    main(*sys.argv[1:])
