"""Nothing leaves the machine but what is asked of the endpoint that was named: each command, as a process."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import pytest
import typer

from briefing.cli.app import app
from tests.gold.shelf import FACT, HEAD, written
from tests.hostile.server import Answer, completion, endpoint
from tests.network.table import INVOCATIONS, Invocation

HOME = Path(__file__).parents[2]
GUARD = Path(__file__).parent / "guard"
TABLE = "tests/network/table.py"
PATIENCE = 60  # seconds
HARMLESS = ("uname",)  # the SDK asks which machine it is on

ANSWERS = {
    "summary": {
        "sentences": [
            {"heading": "", "text": "Ukraine launched an offensive in the docks of Mars.", "citing": [1]},
            {"heading": "", "text": "Dockers walked out of the docks.", "citing": [1]},
        ]
    },
    "contested": {"disputes": []},
    "repair": {"sentences": []},
    "opinions": {"opinions": []},
}


def commands() -> list[str]:
    """Every command of the program by its words, as Typer knows them."""
    return sorted(_below(typer.main.get_command(app), ()))


def _below(command: object, path: tuple[str, ...]) -> Iterator[str]:
    inner = getattr(command, "commands", {})
    if path and (not inner or getattr(command, "invoke_without_command", False)):
        yield " ".join(path)
    for name, each in inner.items():
        yield from _below(each, (*path, name))


def runs() -> list[object]:
    return [pytest.param(each, id=each.words) for name in commands() for each in INVOCATIONS.get(name, ())]


def test_every_command_has_a_row_in_the_table():
    missing = [name for name in commands() if not INVOCATIONS.get(name)]
    rows = "\n".join(f'    "{name}": (Invocation("{name} ..."),),' for name in missing)

    assert not missing, f"Nobody has looked whether these call home. Add to INVOCATIONS in {TABLE}:\n{rows}"


def test_every_row_of_the_table_is_of_a_command():
    gone = [name for name in INVOCATIONS if name not in commands()]
    strange = [
        e.words
        for name, each in INVOCATIONS.items()
        for e in each
        if not f"{e.words} ".startswith(f"{name} ")
    ]

    assert not gone, f"There is no such command any more. Take out of INVOCATIONS in {TABLE}: {gone}"
    assert not strange, f"These rows of {TABLE} stand below another command: {strange}"


@pytest.mark.parametrize("invocation", runs())
def test_nothing_leaves_but_to_the_named_endpoint(invocation, home, tmp_path):
    with endpoint(lambda name, _: _answer(name)) as serving:
        seen = guarded(invocation, home, tmp_path / "record", serving.url)
    named = f"127.0.0.1:{serving.url.split(':')[2].split('/')[0]}"
    to = {what.which for what in seen if what.kind == "connect"}

    assert to == ({named} if invocation.endpoint else set()), _advice(invocation, "connected to", to)
    others = [what for what in seen if what.kind in ("look-up", "listen")]
    assert not others, _advice(invocation, "asked for", others)
    started = {Path(what.which).name for what in seen if what.kind == "start"} - {
        *HARMLESS,
        *invocation.starts,
    }
    assert not started, _advice(invocation, "started", started) + f" If that is meant: starts= in {TABLE}."


def test_the_library_says_nothing_to_anybody(home, tmp_path):
    code = (
        "from pathlib import Path; from briefing import generate;"
        "made = generate('Kursk offensive', Path('seeds')); made.html(), made.json()"
    )
    environ = _environment(home, tmp_path / "record")
    subprocess.run([sys.executable, "-c", code], cwd=home, env=environ, check=True)

    assert _recorded(tmp_path / "record") == []


@dataclass(frozen=True, slots=True)
class Seen:
    kind: str
    which: str


def guarded(run: Invocation, home: Path, record: Path, url: str) -> list[Seen]:
    """Run the command with every connection but that to *url* refused; return what was attempted."""
    for name, text in run.files.items():
        (home / name).write_text(text, encoding="utf-8")
    with (home / "briefing.toml").open("a", encoding="utf-8") as settings:
        settings.write(run.settings)
    id = next((home / "briefs").glob("*.json")).stem
    words = shlex.split(run.words.format(brief=id, endpoint=url))
    trace = record.with_suffix(".trace")
    done = _done(
        [*_traced(trace), sys.executable, "-m", "briefing", *words],
        run, home, {**_environment(home, record), **(_endpoint(url) if run.endpoint else {})},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    codes = (run.code, 3) if run.endpoint else (run.code,)
    assert run.until or done.returncode in codes, f"exit code {done.returncode}: {done.stderr}"
    traced = _from_trace(trace)
    assert traced or not (run.endpoint and _can_trace()), "the system's trace shows nothing: it is no use"
    return [*_recorded(record), *traced]


def _done(
    command: list[str], run: Invocation, home: Path, environ: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run *command* to its end, or until it has said that it is ready."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, cwd=home, env=environ, text=True, stdin=subprocess.PIPE, stdout=out,
            stderr=subprocess.STDOUT if run.until else subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        try:
            if run.until:
                _await(process, out, run.until)
                os.killpg(process.pid, signal.SIGINT)
            _, told = process.communicate(run.stdin, PATIENCE)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        return subprocess.CompletedProcess(command, process.returncode, "", told or "")


def _await(process: subprocess.Popen[str], out: IO[str], words: str) -> None:
    until = time.monotonic() + PATIENCE
    while words not in os.pread(out.fileno(), 1_000_000, 0).decode(errors="replace"):
        assert process.poll() is None, f"it ended without saying '{words}'"
        assert time.monotonic() < until, f"it did not say '{words}' within {PATIENCE} seconds"
        time.sleep(0.05)


def _environment(home: Path, record: Path) -> dict[str, str]:
    """No cache of the user's own: whoever wants a vocabulary or a price table has to go and get it."""
    own = home.parent / "user"
    own.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"], "HOME": str(own), "XDG_CACHE_HOME": str(own), "LANG": "C.UTF-8",
        "PYTHONPATH": str(GUARD), "PYTHONDONTWRITEBYTECODE": "1", "BRIEFING_GUARD_RECORD": str(record),
    }  # fmt: skip


def _endpoint(url: str) -> dict[str, str]:
    address = url.removeprefix("http://").split("/")[0]
    return {
        "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-test", "BRIEFING_MODEL": "gpt-4.1-mini",
        "BRIEFING_GUARD_ALLOWED": address,
    }  # fmt: skip


def _answer(name: str) -> Answer:
    return completion(json.dumps(ANSWERS.get(name, {})))


def _recorded(record: Path) -> list[Seen]:
    lines = record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    return [Seen(what, which) for what, which, _ in map(json.loads, lines)]


@cache
def _can_trace() -> bool:
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True).returncode == 0


def _traced(trace: Path) -> list[str]:
    """Where the system's own trace is to be had, what compiled code does is seen as well."""
    if not _can_trace():
        return []
    return [
        "strace",
        "-f",
        "-qq",
        "-e",
        "trace=connect,sendto,sendmsg",
        "-e",
        "signal=none",
        "-o",
        str(trace),
    ]


_INET = re.compile(r'sin6?_port=htons\((\d+)\).*?(?:inet_addr\("|inet_pton\(AF_INET6, ")([^"]+)"')


def _from_trace(trace: Path) -> list[Seen]:
    text = trace.read_text(encoding="utf-8", errors="replace") if trace.exists() else ""
    return [Seen("connect", f"{host}:{port}") for port, host in _INET.findall(text)]


def _advice(run: Invocation, did: str, what: object) -> str:
    return f"`briefing {run.words}` {did} {what}, and was not asked to."


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a user has it: settings, articles, a gold topic, a brief that is kept."""
    home = tmp_path_factory.mktemp("kept") / "home"
    shutil.copytree(HOME / "seeds", home / "seeds")
    shutil.copy(HOME / "briefing.toml", home)
    (home / "gold" / "strike").mkdir(parents=True)
    written(home / "gold" / "strike", HEAD + FACT, "Dockers walked out of the docks on Monday over pay.\n")
    made = [sys.executable, "-m", "briefing", "generate", "--topic", "kursk", "--engine", "extractive"]
    subprocess.run(made, cwd=home, capture_output=True, check=True)
    return home


@pytest.fixture
def home(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "home"))


UDP = "import socket; socket.socket(type=socket.SOCK_DGRAM)"


@pytest.mark.parametrize(
    ("code", "kind", "which"),
    [
        (f"{UDP}.connect(('192.0.2.1', 80))", "connect", "192.0.2.1:80"),
        (f"{UDP}.sendto(b'x', ('192.0.2.1', 9))", "connect", "192.0.2.1:9"),
        (f"{UDP}.bind(('0.0.0.0', 0))", "listen", "0.0.0.0"),
        ("import socket; socket.getaddrinfo('telemetry.invalid', 443)", "look-up", "telemetry.invalid"),
        ("import urllib.request as r; r.urlopen('http://prices.invalid/')", "look-up", "prices.invalid"),
    ],
)  # fmt: skip
def test_the_guard_sees_and_refuses(code, kind, which, tmp_path):
    environ = _environment(tmp_path / "home", tmp_path / "record")
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True)

    assert "the test's guard refuses" in done.stderr
    assert Seen(kind, which) in _recorded(tmp_path / "record")


def test_a_command_that_goes_on_is_stopped_once_it_is_ready(tmp_path):
    code = "import time; print('ready now', flush=True); time.sleep(600)"
    command = [sys.executable, "-c", code]

    assert _done(command, Invocation("serve", until="ready"), tmp_path, dict(os.environ)).returncode != 0
    with pytest.raises(AssertionError, match="it ended without saying 'steady'"):
        _done([*command[:2], "pass"], Invocation("serve", until="steady"), tmp_path, dict(os.environ))


def test_the_guard_sees_a_program_that_is_started(tmp_path):
    environ = _environment(tmp_path / "home", tmp_path / "record")
    code = "import subprocess; subprocess.run(['true'])"
    subprocess.run([sys.executable, "-c", code], env=environ, check=True)

    assert _recorded(tmp_path / "record") == [Seen("start", "true")]


def test_the_trace_sees_what_compiled_code_does(tmp_path):
    four = '12 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("192.0.2.7")}, 16) = 0'
    six = '12 connect(3, {sa_family=AF_INET6, sin6_port=htons(80), inet_pton(AF_INET6, "::1", &a)}, 28) = 0'
    (tmp_path / "trace").write_text(f"{four}\n{six}\n", encoding="utf-8")

    assert _from_trace(tmp_path / "trace") == [Seen("connect", "192.0.2.7:443"), Seen("connect", "::1:80")]
