"""The assisted engine as a user meets it: what it costs, what it keeps, when it stops."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing.doctor import examine
from briefing.endpoint import Allowed, assisted
from briefing.errors import AlreadyThere, NoOutputLimit, NoPrice, NothingToAsk, TemplateError
from briefing.make import Request
from briefing.plan import plan
from briefing.prompting import copied, listed
from briefing.settings import Settings, load_settings
from tests.builders import NOW
from tests.engines.newsroom import newsroom
from tests.hostile.server import Answer, Endpoint, Raw, completion, endpoint, in_json
from tests.hostile.test_endpoint import hang, well

KEY, SECRET = "sk-planted-9876543210fedcba", "planted-header-value"
SETTINGS = """
[topics.strike]
title = "The dock strike"
query = "Varnhaven dock strike"
sources = ["articles/*.txt"]

[prices."gpt-4.1-mini"]
input = 0.4
cached = 0.1
output = 1.6

[endpoint.headers]
X-Secret = "$PLANTED"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with three articles on a strike, and settings with a price and a secret header."""
    (tmp_path / "articles").mkdir()
    for article in newsroom(3):
        (tmp_path / "articles" / article.source).write_text(article.text, encoding="utf-8")
    (tmp_path / "briefing.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


@contextmanager
def model(**special: Answer | Raw) -> Iterator[Endpoint]:
    """A model that answers well, but for the questions in *special*."""
    served: list[Endpoint] = []

    def script(name: str, place: int) -> Answer | Raw:
        if name in special:
            return special[name]
        bodies = [raw.split(b"\n\n", 1)[1] for raw in served[0].received]
        mine = [body for body in bodies if f'"name":"{name}"'.encode() in body]
        return well(name, mine[place])

    with endpoint(script) as serving:
        served.append(serving)
        yield serving


def start(
    home: Path, url: str, *words: str, quiet: bool = False, stderr: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    environ = {**os.environ, "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": url, "PLANTED": SECRET}
    talk = [] if quiet else ["-v"]
    command = [sys.executable, "-m", "briefing", *talk, "generate", "--topic", "strike", *words]
    return subprocess.Popen(command, cwd=home, env=environ, stdout=subprocess.PIPE, stderr=stderr, text=True)


def run(home: Path, url: str, *words: str, code: int = 0) -> tuple[str, str]:
    process = start(home, url, *words)
    out, err = process.communicate(timeout=120)
    assert process.returncode == code, err
    assert "Traceback" not in err
    everything = (out + err).encode() + b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())
    assert KEY.encode() not in everything
    assert SECRET.encode() not in everything
    return out, err


def runs(home: Path) -> list[dict]:
    return [json.loads(line) for line in (home / "briefs" / "runs.jsonl").read_text().splitlines()]


def test_an_unchanged_brief_costs_nothing_and_is_the_same_bytes(home):
    with model() as served:
        first, told_first = run(home, served.url)
        asked = len(served.asked)
        again, told_again = run(home, served.url)
        assert len(served.asked) == asked
        run(home, served.url, "--fresh")
        assert len(served.asked) == 2 * asked
    one, two, _ = runs(home)

    assert again == first
    assert "3 questions asked: " in told_first
    assert "0 questions asked, 3 answered before and kept." in told_again
    assert (one["total"]["asked"], two["total"]["asked"], two["total"]["kept"]) == (3, 0, 3)
    assert two["total"]["cost"] == 0
    assert {call["name"] for call in one["calls"]} == {"summary", "contested", "repair"}


def test_limits_are_kept_to_and_the_brief_says_so(home):
    with model() as served:
        out, err = run(home, served.url, "--max-cost", "0.0001", code=3)

    assert served.asked == []
    assert "could go over the 0.0001 given with --max-cost" in err
    assert "The extractive engine stood in." in out


def test_a_deadline_is_for_the_whole_run(home):
    with model(summary=hang, contested=hang) as served:
        began = time.monotonic()
        out, err = run(home, served.url, "--deadline", "4", code=3)
        took = time.monotonic() - began

    assert "The time given with --deadline is up." in err
    assert "The extractive engine stood in." in out
    assert took < 4 + 30  # a loaded machine; without a deadline it would be 120 and more


def test_a_run_that_is_stopped_goes_on_where_it_was(home):
    with model(summary=hang) as served:
        process = start(home, served.url)
        while not kept(home):
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "Traceback" not in err
        assert "the same command goes on from there" in err
        assert out == ""
    with model() as served:
        run(home, served.url)
        assert sorted(served.asked) == ["repair", "summary"]


def test_a_terminal_shows_stages_answers_tokens_and_money_and_a_pipe_none_of_it(home):
    with model() as served:
        piped = start(home, served.url, "--fresh", quiet=True)
        _, told_in_pipe = piped.communicate(timeout=60)
        main, terminal = pty.openpty()
        shown = start(home, served.url, "--fresh", quiet=True, stderr=terminal)
        os.close(terminal)
        told = everything_from(main)
        shown.communicate(timeout=60)

    assert "asking gpt-4.1-mini: 2 questions" in told
    assert re.search(r"2 of 2 answers, [\d,]+ tokens, 0\.\d+ spent", told)
    assert "asking" not in told_in_pipe


def everything_from(terminal: int) -> str:
    read = b""
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # how a terminal says that its other end has been closed
            return read.decode()
        if not piece:
            return read.decode()
        read += piece


def kept(home: Path) -> int:
    import sqlite3

    try:
        with sqlite3.connect(home / "briefing.db", timeout=10) as db:
            return db.execute("select count(*) from reply").fetchone()[0]
    except sqlite3.OperationalError:
        return 0  # it is not there yet


# -- what a run may take


def settings(home: Path, text: str = SETTINGS, **environ: str) -> Settings:
    (home / "briefing.toml").write_text(text, encoding="utf-8")
    return load_settings(home / "briefing.toml", {"OPENAI_API_KEY": KEY, "PLANTED": SECRET, **environ})


def test_a_limit_that_cannot_be_kept_to_is_refused(home):
    loaded = settings(home)
    unpriced = settings(home, BRIEFING_MODEL="other")
    unlimited = settings(home, '[endpoint]\noutput_limit = "none"\n')

    with pytest.raises(NoPrice):
        assisted(unpriced.endpoint, unpriced, allowed=Allowed(cost=1.0))
    with pytest.raises(NoOutputLimit):
        assisted(unlimited.endpoint, unlimited, allowed=Allowed(tokens=10_000))
    assert assisted(loaded.endpoint, loaded, allowed=Allowed(cost=1.0))


def test_standing_limits_hold_unless_the_command_says_otherwise(home):
    loaded = settings(home, SETTINGS + "\n[limits]\nmax_tokens = 1000\nmax_cost = 0.5\n")
    limits = assisted(loaded.endpoint, loaded, allowed=Allowed(tokens=2_000)).turnstile.limits

    assert (limits.tokens, limits.cost, limits.until) == (2_000, 0.5, None)


# -- a dry run


def test_a_dry_run_prints_prompts_tokens_and_cost_and_needs_no_key(home):
    loaded = load_settings(home / "briefing.toml", {"PLANTED": SECRET})
    told = plan(Request("strike"), loaded, NOW)

    assert "##### question 1 of 2: summary" in told
    assert "[1] The " in told
    assert [
        line.split()[0]
        for line in told.splitlines()
        if line.startswith(("summary ", "contested ", "repair "))
    ]
    assert "is an estimate from above" in told
    assert "in all" in told
    assert "unknown" not in told
    assert not (home / "briefing.db").exists()


def test_a_dry_run_of_much_shows_every_part_and_bounds_the_rest(home):
    for article in newsroom(60):
        (home / "articles" / article.source).write_text(article.text, encoding="utf-8")
    told = plan(Request("strike"), load_settings(home / "briefing.toml", {"PLANTED": SECRET}), NOW)
    rows = [line.split()[0] for line in told.split("what this asks, at most")[1].splitlines() if line]

    assert rows.count("select") == told.count(": select\n") >= 2
    assert rows.count("summary") == rows.count("contested") == 1


def test_what_a_dry_run_shows_is_what_is_asked_and_what_is_kept_is_free(home):
    with model() as served:
        told = plan(Request("strike"), settings(home, OPENAI_BASE_URL=served.url), NOW)
        run(home, served.url)
        prompts = [json.loads(r.split(b"\n\n", 1)[1])["messages"][-1]["content"] for r in served.received]
        after = plan(Request("strike"), settings(home, OPENAI_BASE_URL=served.url), NOW)

    assert all(prompt in told for prompt in prompts if "failed sentence" not in prompt)
    assert after.count("kept: free") == 2


def test_the_extractive_engine_has_nothing_to_show(home):
    with pytest.raises(NothingToAsk):
        plan(Request("strike", engine="extractive"), settings(home), NOW)


# -- prompts


def test_a_prompt_is_copied_to_be_changed_and_then_is_the_one_in_use(home):
    loaded = settings(home)
    before = {prompt.name: prompt for prompt in listed(loaded)}
    path = copied("summary", loaded)
    path.write_text(path.read_text(encoding="utf-8") + "Be brief.\n", encoding="utf-8")
    after = {prompt.name: prompt for prompt in listed(loaded)}

    assert path == home / "prompts" / "summary.md.j2"
    assert {p.place for p in before.values()} == {None}
    assert after["summary.md.j2"].place == path
    assert after["summary.md.j2"].sha256 != before["summary.md.j2"].sha256
    assert after["select.md.j2"] == before["select.md.j2"]
    with pytest.raises(AlreadyThere):
        copied("summary.md.j2", loaded)
    with pytest.raises(TemplateError):
        copied("sumary", loaded)


# -- the doctor


def test_without_being_told_to_the_doctor_asks_nobody(home):
    with model() as served:
        report, sound = examine(settings(home, OPENAI_BASE_URL=served.url), False, {"OPENAI_API_KEY": KEY})

    assert sound
    assert served.received == []
    assert "from OPENAI_API_KEY" in report
    assert "X-Secret" in report
    assert KEY not in report
    assert SECRET not in report


def test_the_doctor_says_which_form_works_and_what_to_set(home):
    """A server that knows neither json_schema nor max_completion_tokens."""
    city = completion('{"city": "Paris"}')

    class Server:
        def __call__(self, name: str, place: int) -> Answer:
            body = json.loads(serving.received[-1].split(b"\n\n", 1)[1])
            form = body.get("response_format", {}).get("type")
            refused = form == "json_schema" or "max_completion_tokens" in body
            return in_json({"error": {"message": f"no such thing, {KEY}"}}, 400) if refused else city

    with endpoint(Server()) as serving:
        report, sound = examine(settings(home, OPENAI_BASE_URL=serving.url), True, {})

    assert sound
    assert 'structured = "json_object"' in report
    assert 'output_limit = "max_tokens"' in report
    assert KEY not in report


@pytest.mark.parametrize(
    "answer", [in_json({}, 401), completion("I would rather not.")], ids=["key", "words"]
)
def test_the_doctor_says_what_is_wrong(home, answer):
    with endpoint(lambda name, place: answer) as serving:
        report, sound = examine(settings(home, OPENAI_BASE_URL=serving.url), True, {})

    assert not sound
    assert "does not work" in report
    assert "It cannot be asked as it is set up." in report
