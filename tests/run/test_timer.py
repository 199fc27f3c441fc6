"""The timer is written and taken away, and nothing else is touched."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.timer import (
    Timer,
    block,
    install_cron,
    install_systemd,
    remove_cron,
    remove_systemd,
    units,
    with_block,
)

OTHERS = "MAILTO=me\n\n# a comment\n0 3 * * * backup --keep 100\\%  # mine\n"


@pytest.fixture
def timer(tmp_path):
    home = tmp_path / "news desk's 100%"
    home.mkdir()
    return Timer("briefing", home, home / "briefing.toml", python="/usr/bin/python3")


@pytest.fixture
def crontab(tmp_path, monkeypatch):
    """A crontab program over a file; `state/broken` makes it fail, `state/readonly` makes it keep what it
    has.
    """
    state = tmp_path / "state"
    (tmp_path / "bin").mkdir()
    state.mkdir()
    program = tmp_path / "bin" / "crontab"
    program.write_text(
        "#!/bin/sh\n"
        f"cd '{state}'\n"
        "[ -e broken ] && echo 'cannot open: permission denied' >&2 && exit 1\n"
        "if [ \"$1\" = -l ]; then [ -e tab ] && cat tab || { echo 'no crontab for me' >&2; exit 1; }\n"
        "elif [ -e readonly ]; then cat >/dev/null; else cat >tab; fi\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    return state


def test_the_crontab_gets_a_block_and_loses_it_again(timer, crontab):
    (crontab / "tab").write_text(OTHERS)

    install_cron(timer)
    assert (crontab / "tab").read_text() == OTHERS + block(timer)
    install_cron(Timer("briefing", timer.folder, timer.config, minutes=10, python=timer.python))
    assert (crontab / "tab").read_text().count("# BEGIN briefing briefing") == 1
    assert "*/10 * * * *" in (crontab / "tab").read_text()
    assert remove_cron("briefing").done
    assert (crontab / "tab").read_text() == OTHERS
    assert not remove_cron("briefing").done


def test_where_there_was_no_crontab_there_is_one(timer, crontab):
    install_cron(timer)

    assert (crontab / "tab").read_text() == block(timer)


def test_a_crontab_that_cannot_be_read_is_not_overwritten(timer, crontab):
    (crontab / "tab").write_text(OTHERS)
    (crontab / "broken").touch()

    with pytest.raises(BriefingError, match="permission denied"):
        install_cron(timer)

    assert (crontab / "tab").read_text() == OTHERS


def test_a_crontab_that_did_not_change_is_told(timer, crontab):
    (crontab / "tab").write_text(OTHERS)
    (crontab / "readonly").touch()

    with pytest.raises(BriefingError, match="it is as it was"):
        install_cron(timer)


def test_two_timers_stand_side_by_side(timer, crontab):
    other = Timer("evening", timer.folder, timer.config, python=timer.python)
    install_cron(timer)
    install_cron(other)
    remove_cron("briefing")

    assert (crontab / "tab").read_text() == block(other)


@pytest.mark.parametrize(
    "tab",
    [
        "# BEGIN briefing briefing\n0 1 * * * mine\n",
        "# END briefing briefing\n",
        "# END briefing briefing\n# BEGIN briefing briefing\n",
    ],
)
def test_a_marker_that_stands_alone_is_not_guessed_about(tab):
    with pytest.raises(BriefingError, match="without its other one"):
        with_block(tab, "briefing", "x\n")


def test_a_crontab_without_a_last_line_end_keeps_its_last_line():
    assert with_block("0 1 * * * mine", "briefing", "x\n") == "0 1 * * * mine\nx\n"


def test_the_line_of_a_crontab_is_what_a_shell_runs_in_the_right_folder(timer, tmp_path):
    """cron takes a bare % for the end of the command, and hands what is left to sh."""
    (tmp_path / "secrets").write_text("BRIEFING_SMTP_PASSWORD=open-sesame\n")
    fake = tmp_path / "python"
    fake.write_text('#!/bin/sh\npwd\necho "$@"\necho "$BRIEFING_SMTP_PASSWORD"\n')
    fake.chmod(0o755)
    own = Timer("briefing", timer.folder, timer.config, 5, tmp_path / "secrets", str(fake))
    line = block(own).splitlines()[2]
    assert line.startswith("*/5 * * * * ")
    command = line.removeprefix("*/5 * * * * ").replace("\\%", "%")

    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, env={}, check=True)

    assert done.stdout.splitlines() == [
        str(timer.folder), f"-m briefing run --due --config {timer.config} --quiet", "open-sesame",
    ]  # fmt: skip


def test_the_units_run_a_pass_every_few_minutes(timer):
    found = units(timer)

    assert "OnCalendar=*:0/5\n" in found["briefing.timer"]
    assert "news desk's 100%%\n" in found["briefing.service"]
    assert '--config "' in found["briefing.service"]
    assert "SuccessExitStatus=3" in found["briefing.service"]


def test_the_units_are_right_in_systemds_own_eyes(timer, tmp_path):
    if not shutil.which("systemd-analyze"):
        assert units(timer)["briefing.service"].count("ExecStart=") == 1
        return
    own = Timer("briefing", timer.folder, timer.config, python="/bin/sh")
    for name, text in units(own).items():
        (tmp_path / name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(tmp_path / "briefing.timer")],
        capture_output=True,
        text=True,
    )
    assert not [line for line in done.stderr.splitlines() if str(tmp_path) in line], done.stderr


@pytest.fixture
def systemctl(tmp_path, monkeypatch):
    program = tmp_path / "bin" / "systemctl"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\necho \"$@\" >> '{tmp_path / 'asked'}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return tmp_path / "asked"


def test_units_are_written_started_stopped_and_taken_away(timer, systemctl, tmp_path):
    folder = tmp_path / "units"
    written = install_systemd(timer, folder)
    assert "The timer runs." in written.done
    assert systemctl.read_text() == "--user daemon-reload\n--user enable --now briefing.timer\n"

    remove_systemd("briefing", folder)
    assert list(folder.iterdir()) == []
    assert "--user disable --now briefing.timer" in systemctl.read_text()
    assert remove_systemd("briefing", folder).done == ()


def test_a_unit_of_somebody_elses_is_left_alone(timer, systemctl, tmp_path):
    folder = tmp_path / "units"
    folder.mkdir()
    (folder / "briefing.service").write_text("[Unit]\nDescription=mine\n")

    with pytest.raises(BriefingError, match="is not ours"):
        install_systemd(timer, folder)
    remove_systemd("briefing", folder)

    assert (folder / "briefing.service").read_text() == "[Unit]\nDescription=mine\n"


def test_without_systemctl_the_units_are_there_and_the_next_step_is_told(timer, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(Path("/nowhere")))
    written = install_systemd(timer, tmp_path / "units")

    assert any("run: systemctl --user daemon-reload" in line for line in written.to_do)
