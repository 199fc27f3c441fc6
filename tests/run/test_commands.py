"""The commands on what is sent, as a user runs them."""

import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from briefing.cli.app import main
from briefing.deliver.message import token
from briefing.store import open_store
from tests.deliver.servers import PASSWORD, USER, RealServer, ScriptedServer
from tests.test_cli import HOME
from tests.test_cli import run as run_apart

HEAD = """
[topics.kursk]
title = "Kursk"
query = "Ukraine offensive in Russia's Kursk region"
sources = ["seeds/*.txt"]

[subscriptions.morning]
topic = "kursk"
at = "07:00 on weekdays"
zone = "Europe/Kyiv"
to = ["ann@example.org"]

[mail]
host = "127.0.0.1"
from = "Desk <desk@example.org>"
deadline = 20.0
"""


@dataclass
class Told:
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch, capfd):
    """Run a command in this process: a new one takes longer to start than the command takes."""

    def command(folder: Path, *words: str, code: int = 0, **environ: str) -> Told:
        with monkeypatch.context() as here:
            here.chdir(folder)
            here.setattr(sys, "argv", ["briefing", *words])
            for name, value in environ.items():
                here.setenv(name, value)
            capfd.readouterr()
            ended = 0
            try:
                main()
            except SystemExit as end:
                ended = end.code or 0
        told = Told(*capfd.readouterr())
        assert ended == code, told
        assert "Traceback" not in told.stderr
        return told

    return command


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> Path:
    """A home in which the brief has been made."""
    folder = tmp_path_factory.mktemp("generated")
    shutil.copytree(HOME / "seeds", folder / "seeds")
    write(folder, "")
    run_apart(folder, "generate", "--topic", "kursk")
    return folder


@pytest.fixture
def home(tmp_path: Path, generated: Path) -> Path:
    shutil.copytree(generated, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def mailed(home: Path):
    with ScriptedServer() as server:
        write(home, f'port = {server.port}\nsecurity = "none"\n')
        yield home, server


def write(home: Path, mail: str, more: str = "") -> None:
    (home / "briefing.toml").write_text(f"{HEAD}{mail}{more}", encoding="utf-8")


def test_the_next_times_in_words(home, run):
    write(home, "")
    told = run(home, "subscriptions", "next", "--count", "3").stdout.splitlines()

    assert told[0] == "morning: 07:00 on weekdays in Europe/Kyiv"
    assert len(told) == 4
    assert all(", 07:00 EE" in line and " UTC), in " in line for line in told[1:])
    assert "There is no subscription 'mornin'" in run(home, "subscriptions", "next", "mornin", code=2).stderr
    assert run(home, "subscriptions", "list").stdout.startswith("morning  kursk  07:00 on weekdays")


def test_check_says_what_is_well_and_what_is_not(mailed, run):
    home, _ = mailed
    good = run(home, "subscriptions", "check")
    assert "morning: 07:00 on weekdays; next " in good.stdout
    assert "answers, in the open" in good.stdout
    assert "Nobody is told of trouble" in good.stdout

    write(home, 'port = 9\nsecurity = "none"\n', '[subscriptions.x]\ntopic = "krsk"\nat = "every hour"\n'
          'to = ["a@example.org"]\nlead = "2 hours"\nengine = "extractve"\ntemplate = "mial"\n')  # fmt: skip
    bad = run(home, "subscriptions", "check", code=2).stderr
    faults = ("Did you mean 'kursk'?", "lead: 2 hours is not shorter", "extractve", "mial.text.j2")
    for told in (*faults, "127.0.0.1:9"):
        assert told in bad


def test_send_sends_a_kept_brief_once_to_each(mailed, run):
    home, server = mailed
    first = run(home, "send", "kursk", "--to", "ann@example.org", "--to", "Bo <bo@example.org>")
    second = run(home, "send", "kursk", "--to", "ann@example.org")
    third = run(home, "send", "kursk", "--to", "ann@example.org", "--again")

    assert "bo@example.org: sent. 250 taken" in first.stderr
    assert "ann@example.org has had it" in second.stderr
    assert "ann@example.org: sent" in third.stderr
    assert [taken.recipients for taken in server.taken] == [
        ["ann@example.org"], ["bo@example.org"], ["ann@example.org"],
    ]  # fmt: skip


def test_send_refuses_what_it_cannot_stand_behind(mailed, run):
    home, server = mailed
    assert "no mail address" in run(home, "send", "kursk", "--to", "ann", code=2).stderr
    with sqlite3.connect(home / "briefing.db") as db:
        db.execute("update article set text = replace(text, '300', '900')")

    assert run(home, "send", "kursk", "--to", "ann@example.org", code=1).stderr
    assert server.taken == []


def test_send_says_that_a_letter_did_not_go(home, run):
    with ScriptedServer(rcpt="550 5.7.1 no") as server:
        write(home, f'port = {server.port}\nsecurity = "none"\n')
        done = run(home, "send", "kursk", "--to", "ann@example.org", code=1)
    listed = run(home, "outbox", "list").stdout
    status = run(home, "status", code=1).stdout

    assert "ann@example.org: failed. 550 5.7.1 no" in done.stderr
    assert "failed" in listed
    assert "Needs you:" in status
    assert "1 of 1 letters: Dropped" in run(home, "outbox", "drop", "1").stderr
    assert run(home, "outbox", "list").stdout == ""
    assert run(home, "outbox", "drop", "1", code=1)
    assert "Needs you" not in run(home, "status").stdout


def test_a_held_letter_is_sent_again_when_a_person_says_so(home, run):
    with ScriptedServer(dot=["hang up"]) as server:
        write(home, f'port = {server.port}\nsecurity = "none"\n')
        run(home, "send", "kursk", "--to", "ann@example.org", code=1)
        run(home, "run", "--due")
        assert server.taken == []
        row = json.loads(run(home, "outbox", "list", "--json").stdout)
        assert row["phase"] == "held"
        run(home, "outbox", "retry", str(row["id"]))
        run(home, "run", "--due")

    assert len(server.taken) == 1
    assert f"Message-ID: {row['message_id']}".encode() in server.taken[0].data


def test_suppress_by_hand_and_by_a_readers_token(mailed, run):
    home, server = mailed
    run(home, "outbox", "suppress", "Ann@example.org", "--why", "asked by phone")
    assert run(home, "outbox", "suppress").stdout == "Ann@example.org  everything  asked by phone\n".lower()
    assert "suppressed" in run(home, "send", "kursk", "--to", "ann@example.org", code=1).stderr
    assert server.taken == []
    run(home, "outbox", "suppress", "ann@example.org", "--lift")

    key = {"BRIEFING_UNSUBSCRIBE_KEY": "secret"}
    asked = ("outbox", "suppress", "ann@example.org", "--list", "morning", "--token")
    assert "not that reader's token" in run(home, *asked, "x", code=1, **key).stderr
    words = (*asked, token("morning", "ann@example.org", "secret"))
    for _ in range(2):  # a mail program may ask twice
        assert "nothing more from morning" in run(home, *words, **key).stderr
    assert run(home, *words, code=1).stderr  # without the key no token is right


def test_status_for_people_and_programs(mailed, run):
    home, _ = mailed
    calls = [{"prompt_tokens": 1_000_000, "completion_tokens": 500_000, "cost": 6.0}]
    month = run(home, "status", "--json").stdout
    now = json.loads(month)["cost"]["month"]
    lines = [{"at": f"{now}-01T07:00:00", "calls": calls}, {"at": "2020-01-01T07:00:00", "calls": calls}]
    (home / "briefs" / "runs.jsonl").write_text("\n".join(map(json.dumps, lines)) + '\n{"cut off')

    told = run(home, "status").stdout
    found = json.loads(run(home, "status", "--json").stdout)

    assert "1 calls, 1,000,000 tokens sent, 500,000 received; cost 6.00." in told
    assert "last   never yet" in told
    assert found["cost"]["amount"] == 6.0
    assert found["subscriptions"][0]["name"] == "morning"


def test_a_rehearsal_from_the_command_line(mailed, run):
    home, server = mailed
    kept = (home / "briefing.db").read_bytes()
    done = run(home, "run", "--dry-run", "--out", "look")

    assert "1 letter in look" in done.stderr
    assert len(list((home / "look").glob("*.eml"))) == 1
    assert (home / "briefing.db").read_bytes() == kept
    assert server.taken == []


def test_run_goes_on_until_it_is_told_to_stop(home):
    write(home, "", '[subscriptions.often]\ntopic = "kursk"\nat = "every hour"\nfolder = "out"\n')
    going = subprocess.Popen(
        [sys.executable, "-m", "briefing", "run"], cwd=home, stderr=subprocess.PIPE, text=True
    )
    assert "morning: 07:00 on weekdays" in going.stderr.readline()
    for line in iter(going.stderr.readline, "often: every hour in UTC\n"):
        assert line
    going.terminate()

    assert going.wait(timeout=20) == 0


def test_the_timer_is_shown_before_it_is_written(home, run):
    write(home, "")
    cron = run(home, "schedule", "install", "--cron", "--print", "--every", "10").stdout
    units = run(home, "schedule", "install", "--systemd", "--print", "--env-file", "secrets").stdout

    assert "*/10 * * * * cd " in cron
    assert f"EnvironmentFile={home / 'secrets'}" in units
    assert "Choose one of" in run(home, "schedule", "install", code=2).stderr
    assert run(home, "schedule", "install", "--cron", "--config", "none.toml", code=2).stderr
    assert run(home, "schedule", "install", "--cron", "--print", "--name", "a b", code=2).stderr


def test_a_password_is_in_no_output(home):
    """CF-03 for the mail: said wrong, said right, at every level of talk."""
    with RealServer(home, auth_required=True) as server:
        write(home, f'port = {server.port}\nuser = "{USER}"\nca_file = "ca.pem"\n')
        for given, code in (("wrong-" + PASSWORD, 1), (PASSWORD, 0)):
            words = ("-v", "send", "kursk", "--again", "--to", "ann@example.org")
            done = run_apart(home, *words, code=code, BRIEFING_SMTP_PASSWORD=given)
            assert given not in done.stdout + done.stderr
    assert PASSWORD.encode() not in (home / "briefing.db").read_bytes()


def test_from_the_timers_first_minute_on_a_slot_is_owed(home, run, monkeypatch):
    """Written at 06:58, the first pass at 07:00:00.4: the brief of 07:00 is not one from before."""
    write(home, "")
    monkeypatch.setenv("PATH", "/nowhere")
    run(home, "schedule", "install", "--systemd", "--units", str(home / "units"))

    with open_store(home / "briefing.db") as store:
        rows = store.rows("select name from subscription")
    assert [row["name"] for row in rows] == ["morning"]
    assert sorted(path.name for path in (home / "units").iterdir()) == ["briefing.service", "briefing.timer"]
