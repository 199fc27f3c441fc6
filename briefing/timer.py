"""The timer that starts a pass: a systemd timer of the user's, or a block of lines in the user's crontab.

Nothing else is touched: a unit that is not ours is left alone, and every other line of the crontab comes
back as it was, byte for byte, or the old crontab does.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError
from briefing.store.files import write_whole

OURS = "# Written by `briefing schedule install`; `briefing schedule remove` takes it away."


@dataclass(frozen=True, slots=True)
class Timer:
    """What is to be run and how often. `environment` is a file of NAME=value lines with the secrets, if
    any.
    """

    name: str
    folder: Path
    config: Path
    minutes: int = 5
    environment: Path | None = None
    python: str = sys.executable

    @property
    def command(self) -> tuple[str, ...]:
        return (self.python, "-m", "briefing", "run", "--due", "--config", str(self.config))


@dataclass(frozen=True, slots=True)
class Written:
    """What was done, a sentence each, and what the user has still to do."""

    done: tuple[str, ...]
    to_do: tuple[str, ...] = ()


class TimerError(BriefingError):
    pass


# -- systemd


def units(timer: Timer) -> dict[str, str]:
    """Return the two units by file name. A pass may take as long as it needs; systemd starts no second
    one.
    """
    environment = f"EnvironmentFile={_unit_word(str(timer.environment))}\n" if timer.environment else ""
    service = (
        f"{OURS}\n[Unit]\nDescription=briefing: what is due in {_percent(str(timer.folder))}\n"
        "After=network-online.target\n\n[Service]\nType=oneshot\n"
        f"WorkingDirectory={_percent(str(timer.folder))}\n{environment}"
        f"ExecStart={' '.join(map(_unit_word, timer.command))}\n"
        "# 3: a brief went out that lacks something it should have; the mail itself says what.\n"
        "SuccessExitStatus=3\n"
    )
    clock = (
        f"{OURS}\n[Unit]\nDescription=briefing: look every {timer.minutes} minutes what is due\n\n[Timer]\n"
        f"OnCalendar=*:0/{timer.minutes}\nAccuracySec=1s\nPersistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )
    return {f"{timer.name}.service": service, f"{timer.name}.timer": clock}


def install_systemd(timer: Timer, folder: Path) -> Written:
    """Write the units into *folder*, the user's, and start the timer. Raises TimerError."""
    for name, text in units(timer).items():
        if (folder / name).exists() and not _is_ours(folder / name):
            raise TimerError(f"'{folder / name}' is there and is not ours.", "Choose another --name.")
        write_whole(folder / name, text)
    done = (f"Written: {folder / timer.name}.service and .timer",)
    start = [
        ["systemctl", "--user", "daemon-reload"],
        ["systemctl", "--user", "enable", "--now", f"{timer.name}.timer"],
    ]
    linger = "So that it also runs while you are not logged in: loginctl enable-linger"
    if all(_runs(words) for words in start):
        return Written((*done, "The timer runs."), (linger,))
    return Written(
        done, (*(f"systemctl did not answer; run: {shlex.join(words)}" for words in start), linger)
    )


def remove_systemd(name: str, folder: Path) -> Written:
    """Stop the timer and take the units away, if they are ours."""
    paths = [folder / f"{name}.timer", folder / f"{name}.service"]
    ours = [path for path in paths if path.exists() and _is_ours(path)]
    if not ours:
        return Written(())
    stopped = _runs(["systemctl", "--user", "disable", "--now", f"{name}.timer"])
    for path in ours:
        path.unlink()
    _runs(["systemctl", "--user", "daemon-reload"])
    to_do = () if stopped else ("systemctl did not answer; run: systemctl --user daemon-reload",)
    return Written(tuple(f"Removed: {path}" for path in ours), to_do)


# -- cron


def block(timer: Timer) -> str:
    """Return our lines of a crontab, markers and all."""
    secrets = f"set -a && . {shlex.quote(str(timer.environment))} && set +a && " if timer.environment else ""
    # cron mails whatever is said, so that only what somebody should know is said.
    run = f"cd {shlex.quote(str(timer.folder))} && {secrets}{shlex.join(timer.command)} --quiet"
    # cron ends a command at a bare %.
    line = f"*/{timer.minutes} * * * * {run}".replace("%", "\\%")
    begin, end = _markers(timer.name)
    return f"{begin}\n{OURS}\n{line}\n{end}\n"


def with_block(crontab: str, name: str, lines: str) -> str:
    """Return *crontab* with *lines* in the place of our block of that name, at the end if there was none.

    Empty *lines* take the block away. Raises TimerError where a marker stands alone: what is between it
    and the end could be anybody's.
    """
    begin, end = _markers(name)
    rows = crontab.splitlines(keepends=True)
    marks = [row.strip() for row in rows if row.strip() in (begin, end)]
    if marks not in ([], [begin, end]):
        raise TimerError(
            f"The crontab has a marker of ours without its other one ({begin}).", "Mend it: crontab -e"
        )
    if not marks:
        ended = crontab if not crontab or crontab.endswith("\n") else f"{crontab}\n"
        return f"{ended}{lines}" if lines else crontab
    first = next(i for i, row in enumerate(rows) if row.strip() == begin)
    last = next(i for i, row in enumerate(rows) if row.strip() == end)
    return "".join(rows[:first]) + lines + "".join(rows[last + 1 :])


def install_cron(timer: Timer) -> Written:
    """Put our block into the user's crontab. Raises TimerError, and the crontab is as it was then."""
    old = _crontab()
    _set_crontab(with_block(old, timer.name, block(timer)), old)
    return Written(("Your crontab has a block for it: crontab -l",))


def remove_cron(name: str) -> Written:
    """Take our block out of the user's crontab, if it is there."""
    old = _crontab(missing_is_empty=True)
    new = with_block(old, name, "")
    if new == old:
        return Written(())
    _set_crontab(new, old)
    return Written(("The block is gone from your crontab.",))


def _crontab(missing_is_empty: bool = False) -> str:
    """Return the user's crontab. One that cannot be read is not taken for an empty one: it would be
    overwritten.
    """
    try:
        done = subprocess.run(["crontab", "-l"], capture_output=True, text=True)
    except OSError as error:
        if missing_is_empty:
            return ""
        raise TimerError(
            "There is no crontab on this machine.", "Use --systemd, or run `briefing run`."
        ) from error
    if done.returncode == 0:
        return done.stdout
    if "no crontab for" in done.stderr:
        return ""
    raise TimerError(f"The crontab cannot be read: {done.stderr.strip() or done.returncode}.")


def _set_crontab(new: str, old: str) -> None:
    subprocess.run(["crontab", "-"], input=new, text=True, capture_output=True)
    if _crontab() != new:
        subprocess.run(["crontab", "-"], input=old, text=True, capture_output=True)
        raise TimerError("The crontab could not be changed; it is as it was.", "Put it in by hand: --print")


def _markers(name: str) -> tuple[str, str]:
    return f"# BEGIN briefing {name}", f"# END briefing {name}"


def _is_ours(path: Path) -> bool:
    return path.read_text(encoding="utf-8", errors="replace").startswith(OURS)


def _runs(words: Sequence[str]) -> bool:
    try:
        return subprocess.run(words, capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _unit_word(text: str) -> str:
    """Return *text* as one word of a unit's command line."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_percent(quoted)}"' if re.search(r"[\s\"'\\;$]", text) else _percent(quoted)


def _percent(text: str) -> str:
    return text.replace("%", "%%")
