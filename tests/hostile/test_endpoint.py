"""Whatever an endpoint does, there is a brief in time, and no key anywhere."""

import gzip
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from threading import Lock

import pytest
import vcr

from briefing.engines.assisted import Assisted
from briefing.engines.chat import Message, OpenAIChat, Profile, Reply, _pause
from briefing.engines.completion import json_of
from briefing.engines.together import together
from briefing.engines.turnstile import Bound, Limits, Price, Turnstile
from briefing.errors import BadReply, EndpointError, OverLimit
from briefing.evidence.recheck import faults
from briefing.pipeline import Made
from briefing.pipeline import generate as briefed
from briefing.render.environment import environment, write
from tests.builders import NOW
from tests.engines.answering import told
from tests.engines.newsroom import TOPIC, newsroom
from tests.hostile.server import Answer, Endpoint, Raw, completion, endpoint, in_json
from tests.hostile.shelf import HERE

KEY = "sk-planted-0123456789abcdef"
GOOD = '{"sentences": []}'
ASKED = (Message("user", "What is told of Kursk?"),)


def asking(url: str, timeout: float = 3.0) -> OpenAIChat:
    return OpenAIChat(url, KEY, "m", timeout)


def fault(chat: OpenAIChat) -> EndpointError | BadReply:
    with pytest.raises((EndpointError, BadReply)) as caught:
        chat.ask(ASKED, "summary", {"type": "object"})
    assert KEY not in f"{caught.value} {caught.value.hint} {chat!r}"
    return caught.value


def always(answer: Answer | Raw) -> Callable[[str, int], Answer | Raw]:
    return lambda name, place: answer


def in_turn(*answers: Answer | Raw) -> Callable[[str, int], Answer | Raw]:
    """The answers one after the other, the last for ever."""
    return lambda name, place: answers[min(place, len(answers) - 1)]


def refused_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


# -- the worst of them: what they do with the socket


def hang(handler: BaseHTTPRequestHandler) -> None:
    """Take the request and say nothing until the client goes."""
    handler.rfile.read(1)


def hang_after_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{")
    handler.rfile.read(1)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte at a time, each long before any time-out of a socket."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n")
    while True:
        handler.wfile.write(b" ")
        time.sleep(0.1)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.wfile.write(b"x-a: b\r\n")
        time.sleep(0.1)


def reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def half(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{")
    handler.close_connection = True


def no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")
    handler.close_connection = True


def flood(handler: BaseHTTPRequestHandler) -> None:
    """Fifty megabytes of white space."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n")
    for _ in range(50):
        handler.wfile.write(b" " * 1_000_000)
    handler.close_connection = True


def quota(**headers: str) -> Answer:
    error = {"message": f"No quota for {KEY}", "code": "insufficient_quota"}
    return in_json({"error": error}, 429, **headers)


BOMB = gzip.compress(b"[" + b" " * 100_000_000 + b"]", 1)
ECHO = in_json({"error": {"message": f"Incorrect API key provided: {KEY}"}}, 401)
LATER = in_json({"error": {"message": "slow down"}}, 429, retry_after="1")
FAULTS: dict[str, tuple[Answer | Raw, str, int]] = {
    "401 with the key echoed": (ECHO, "refused", 1),
    "403": (in_json({}, 403), "refused", 1),
    "404": (in_json({}, 404), "not_found", 1),
    "400": (in_json({"error": {"message": KEY}}, 400), "request", 1),
    "too much to read": (in_json({"error": {"code": "context_length_exceeded"}}, 400), "too_much", 1),
    "too much for vLLM": (
        in_json({"error": {"message": "This model's maximum context length is 4096 tokens."}}, 400),
        "too_much", 1,
    ),
    "too much for llama.cpp": (
        in_json({"error": {"code": 400, "type": "exceed_context_size_error"}}, 400), "too_much", 1,
    ),
    "too much for a proxy": (Answer(413, b"<html>Request Entity Too Large</html>"), "too_much", 1),
    "no quota": (quota(), "quota", 1),
    "no quota, come back": (quota(retry_after="1"), "quota", 1),
    "too many, come back in an hour": (in_json({}, 429, retry_after="3600"), "rate_limited", 1),
    "too many, come back on a day": (
        in_json({}, 429, retry_after="Fri, 01 Jan 2100 00:00:00 GMT"), "rate_limited", 1,
    ),
    "500": (in_json({}, 500), "server", 3),
    "529 with a page": (Answer(529, b"<html>busy</html>"), "server", 3),
    "a page": (Answer(200, b"<html>Log in</html>", {"content-type": "text/html"}), "no_answer", 2),
    "nothing": (Answer(200, b""), "no_answer", 2),
    "an error under 200": (in_json({"error": {"message": KEY}}), "no_answer", 2),
    "no choices": (in_json({"choices": []}), "no_answer", 2),
    "choices of another form": (in_json({"choices": {"0": "x"}}), "no_answer", 2),
    "a list": (in_json([1, 2]), "no_answer", 2),
    "a number": (Answer(200, b"7"), "no_answer", 2),
    "deep": (Answer(200, b"[" * 200_000), "no_answer", 2),
    "content that is no text": (completion(["x"]), "empty", 2),  # type: ignore[arg-type]
    "204": (Answer(204), "request", 1),
    "gzip that is none": (Answer(200, b"{}", {"content-encoding": "gzip"}), "no_answer", 2),
    "packed in an unknown way": (Answer(200, b"{}", {"content-encoding": "br"}), "no_answer", 2),
    "a gzip bomb": (Answer(200, BOMB, {"content-encoding": "gzip"}), "too_long", 1),
    "a gzip bomb under 500": (Answer(500, BOMB, {"content-encoding": "gzip"}), "too_long", 1),
    "50 MB": (flood, "too_long", 1),
    "reset": (reset, "unreachable", 3),
    "half an answer": (half, "unreachable", 3),
    "no HTTP": (no_http, "unreachable", 3),
    "hangs": (hang, "timeout", 1),
    "hangs after the headers": (hang_after_headers, "timeout", 1),
    "drips": (drip, "timeout", 1),
    "drips headers": (drip_headers, "timeout", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_class_and_is_asked_again_only_where_that_helps(name):
    answer, kind, requests = FAULTS[name]
    with endpoint(always(answer)) as served:
        timeout = 1.0 if kind == "timeout" else 3.0
        began = time.monotonic()
        caught = fault(asking(served.url, timeout))
        took = time.monotonic() - began

    assert (caught.kind, len(served.asked)) == (kind, requests)
    assert took < timeout + 1


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(refused_port(), id="nobody listens"),
        "http://no-such-host.invalid/v1",
        "http://",
        "nonsense",
        "http://127.0.0.1:99999/v1",
        "ftp://a.test",
    ],
)
def test_an_address_where_nobody_answers_is_named_as_that(url):
    assert fault(asking(url)).kind in ("unreachable", "request")


def test_an_address_with_a_password_is_shown_without_it():
    chat = asking(refused_port().replace("//", "//user:pass@"))
    caught = fault(chat)

    assert "pass" not in f"{caught} {caught.hint} {chat!r}"
    assert "127.0.0.1" in str(caught)


@pytest.mark.parametrize("key", ["sk-ключ", "sk-a\nb: c", "\udc80"])
def test_a_key_that_no_header_can_hold_is_told_without_showing_it(key):
    with endpoint(always(completion(GOOD))) as served:
        chat = OpenAIChat(served.url, key, "m", 3.0)
        with pytest.raises(EndpointError) as caught:
            chat.ask(ASKED, "summary", {})

    assert key not in f"{caught.value} {caught.value.hint}"
    assert served.asked == []


@pytest.mark.parametrize("status", [500, 502, 503, 529])
def test_a_server_that_recovers_is_asked_at_most_three_times(status):
    failure = in_json({"error": {"message": "x"}}, status)
    with endpoint(in_turn(failure, failure, completion(GOOD))) as served:
        reply = asking(served.url, 5.0).ask(ASKED, "summary", {})

    assert reply.text == GOOD
    assert len(served.asked) == 3


def test_an_answer_after_retry_after_is_waited_for_as_long_as_was_said():
    with endpoint(in_turn(LATER, completion(GOOD))) as served:
        began = time.monotonic()
        reply = asking(served.url, 5.0).ask(ASKED, "summary", {})

    assert reply.text == GOOD
    assert len(served.asked) == 2
    assert time.monotonic() - began >= 1.0


@pytest.mark.parametrize("told", ["", "-5", "soon", "1e3", "0x10", "12:00", "9" * 400])
def test_nonsense_for_a_time_to_wait_is_passed_over(told):
    error = EndpointError("server", "x")
    error.retry_after = told  # type: ignore[attr-defined]

    assert [_pause(error, requests) for requests in (1, 2)] == [0.5, 1.0]


def test_an_empty_answer_and_one_that_is_no_json_are_asked_for_once_more():
    for first in (completion(""), completion("Sure! I would be glad to."), Answer(200, b"<html>")):
        with endpoint(in_turn(first, completion(GOOD))) as served:
            assert asking(served.url).ask(ASKED, "summary", {}).text == GOOD
        assert len(served.asked) == 2


def test_a_gzipped_answer_is_read_though_none_was_asked_for():
    good = completion(GOOD)
    packed = Answer(200, gzip.compress(good.body), {"content-encoding": "gzip"})
    with endpoint(always(packed)) as served:
        assert asking(served.url).ask(ASKED, "summary", {}).text == GOOD


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_named_and_not_followed(status):
    with endpoint(always(completion(GOOD))) as second:
        to = Answer(status, b"", {"location": f"{second.url}/chat/completions"})
        with endpoint(always(to)) as first:
            caught = fault(asking(first.url))

    assert caught.kind == "redirected"
    assert "127.0.0.1" in str(caught)
    assert len(first.asked) == 1
    assert second.received == []


def test_silly_counts_of_tokens_and_another_models_name_do_no_harm():
    sent = in_json(
        {"model": ["x"], "usage": {"prompt_tokens": -1, "completion_tokens": "many"},
         "choices": [{"message": {"content": GOOD}}]}
    )  # fmt: skip
    with endpoint(always(sent)) as served:
        reply = asking(served.url).ask(ASKED, "summary", {})

    assert (reply.prompt_tokens, reply.completion_tokens) == (None, None)


@pytest.mark.parametrize("name", ["a gzip bomb", "a gzip bomb under 500", "50 MB"])
def test_a_flood_takes_less_than_fifty_megabytes(name):
    """In a process of its own, whose peak is measured before and after."""
    with endpoint(always(FAULTS[name][0])) as served:
        done = subprocess.run(
            [sys.executable, "-c", PEAK, served.url],
            capture_output=True,
            text=True,
            cwd=HERE.parents[1],
            check=True,
        )

    kind, grown = done.stdout.split()
    assert kind == "too_long"
    assert int(grown) < 50_000


PEAK = """
import resource, sys
import openai, httpx2
from briefing.engines.chat import Message, OpenAIChat
from briefing.errors import EndpointError
chat = OpenAIChat(sys.argv[1], "key", "m", 10.0)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
chat._client()
before = peak()
try:
    chat.ask((Message("user", "?"),), "summary", {})
except EndpointError as error:
    print(error.kind, peak() - before)
"""


def test_an_answer_can_be_recorded_and_replayed(tmp_path):
    """The recorder patches the transport, which is the library's own."""
    recorder = vcr.VCR(cassette_library_dir=str(tmp_path), filter_headers=["authorization"])
    with endpoint(always(completion(GOOD))) as served:
        with recorder.use_cassette("x.yaml"):
            first = asking(served.url).ask(ASKED, "summary", {})
        with recorder.use_cassette("x.yaml", record_mode="none"):
            again = asking(served.url).ask(ASKED, "summary", {})

    assert first.text == again.text == GOOD
    assert len(served.asked) == 1
    assert KEY not in (tmp_path / "x.yaml").read_text(encoding="utf-8")


# -- what workers share


def both(chat: OpenAIChat, count: int = 2) -> list[Reply | BaseException]:
    """Ask *count* questions at once."""
    jobs = [lambda: chat.ask(ASKED, "summary", {})] * count
    return [got for _, got in together(jobs, count)]


def test_when_one_is_told_to_wait_all_wait():
    """Five at once; the first to come is told to wait for a second, and nobody asks before that is over."""
    came: list[float] = []

    def script(name: str, place: int) -> Answer:
        came.append(time.monotonic())
        return LATER if place == 0 else completion(GOOD)

    with endpoint(script) as served:
        chat = asking(served.url, 10.0)
        chat.prepare()
        first = both(chat, 1)
        later = [t - came[0] for t in came[1:]]
        came.clear()

    assert isinstance(first[0], Reply)
    assert min(later) >= 1.0


def test_a_pause_holds_those_who_come_later_and_lets_them_through_one_after_the_other():
    turnstile = Turnstile()
    turnstile.pause(0.5)
    began = time.monotonic()

    def enter() -> float:
        turnstile.enter(Bound(1, 1), 5.0)
        return time.monotonic() - began

    times = sorted(got for _, got in together([enter] * 4, 4) if isinstance(got, float))

    assert times[0] >= 0.5
    assert all(later - sooner >= 0.04 for sooner, later in pairwise(times))


def test_who_cannot_wait_so_long_is_told_at_once():
    turnstile = Turnstile()
    turnstile.pause(300)
    began = time.monotonic()
    with pytest.raises(EndpointError) as caught:
        turnstile.enter(Bound(1, 1), 2.0)

    assert caught.value.kind == "rate_limited"
    assert time.monotonic() - began < 1


def test_a_hundred_at_once_do_not_break_a_limit():
    """Each may take 1,000 tokens and takes 10: no more are let in at once than could all take their most."""
    price = Price(1.0, 1.0)
    turnstile = Turnstile(Limits(tokens=20_000), price)
    most, inside = [0], [0]
    lock = Lock()

    def work() -> str:
        try:
            turnstile.enter(Bound(900, 100), 5.0)
        except OverLimit:
            return "refused"
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        time.sleep(0.01)
        with lock:
            inside[0] -= 1
        turnstile.settle(Bound(900, 100), 9, 1)
        return "done"

    outcomes = [got for _, got in together([work] * 100, 100)]

    assert most[0] <= 20
    assert "done" in outcomes


def test_what_a_limit_refuses_is_not_asked():
    with endpoint(always(completion(GOOD))) as served:
        chat = replace(asking(served.url), turnstile=Turnstile(Limits(tokens=50)))
        caught = fault(chat)

    assert caught.kind == "limit"
    assert "--max-tokens" in caught.message
    assert served.asked == []


def test_an_answer_may_be_no_longer_than_was_set_aside_for_it():
    """The limit on an answer is in every request, or nobody could say what it costs at most."""
    with endpoint(always(completion(GOOD))) as served:
        asking(served.url).ask(ASKED, "summary", {})

    assert b'"max_completion_tokens":6000' in served.received[0]


def test_a_question_that_timed_out_counts_as_if_it_had_taken_its_most():
    with endpoint(always(hang)) as served:
        turnstile = Turnstile(Limits(tokens=10_000))
        chat = replace(asking(served.url, 0.5), turnstile=turnstile)
        fault(chat)
        caught = fault(chat)

    assert caught.kind == "limit"
    assert len(served.asked) == 1


def test_after_the_deadline_nobody_is_asked_and_nobody_waited_for():
    with endpoint(always(hang)) as served:
        chat = replace(asking(served.url, 60.0), turnstile=Turnstile(Limits(until=time.monotonic() + 1.5)))
        chat.prepare()
        began = time.monotonic()
        first = fault(chat)
        second = fault(chat)

    assert (first.kind, second.kind) == ("deadline", "deadline"), (first.message, second.message)
    assert time.monotonic() - began < 2.5
    assert len(served.asked) == 1


def test_a_pause_that_ends_after_the_deadline_is_not_waited_for():
    slow = in_json({}, 429, retry_after="5")
    with endpoint(always(slow)) as served:
        chat = replace(asking(served.url, 60.0), turnstile=Turnstile(Limits(until=time.monotonic() + 2)))
        began = time.monotonic()
        caught = fault(chat)

    assert caught.kind == "rate_limited"
    assert time.monotonic() - began < 2
    assert len(served.asked) == 1


# -- what an endpoint supports


@pytest.mark.parametrize(
    ("profile", "sent", "not_sent"),
    [
        (Profile(), ['"type":"json_schema"', '"temperature":0', '"max_completion_tokens":6000'], []),
        (Profile("json_object"), ['"type":"json_object"'], ["json_schema"]),
        (Profile("text"), ['"temperature":0'], ["response_format"]),
        (Profile(output_limit="max_tokens"), ['"max_tokens":6000'], ["max_completion_tokens"]),
        (Profile(output_limit="none"), [], ["max_tokens", "max_completion_tokens"]),
        (Profile(parameters={}), [], ["temperature"]),
        (Profile(parameters={"reasoning_effort": "low"}, reasoning=2_000),
         ['"reasoning_effort":"low"', '"max_completion_tokens":8000'], ["temperature"]),
        (Profile(headers={"X-Title": "briefs"}), ["X-Title: briefs"], []),
    ],
)  # fmt: skip
def test_no_more_is_sent_than_the_profile_allows(profile, sent, not_sent):
    with endpoint(always(completion(GOOD))) as served:
        OpenAIChat(served.url, KEY, "m", 3.0, profile).ask(ASKED, "summary", {"type": "object"})
    request = served.received[0].decode()

    assert [text for text in sent if text.lower() not in request.lower()] == []
    assert [text for text in not_sent if text in request] == []


def test_an_answer_in_plain_text_is_read_as_strictly():
    fenced = completion(f"Here it is:\n```json\n{GOOD}\n```")
    with endpoint(in_turn(completion("No JSON here."), fenced)) as served:
        reply = OpenAIChat(served.url, KEY, "m", 3.0, Profile("text")).ask(ASKED, "summary", {})

    assert json_of(reply.text) == {"sentences": []}
    assert len(served.asked) == 2


# -- a run of many calls, of which one fails: EP-17


CALLS = 8  # for 12 articles in batches of 4,000 characters: the parts, the two questions and a repair


def many(url: str) -> Made:
    """A brief that is selected for, over the wire."""
    chat = OpenAIChat(url, KEY, "m", 5.0, Profile())
    prompts = environment("prompts")
    asking = Assisted(chat, "m", lambda name, values: write(prompts, name, values), at_once=1)
    return briefed(TOPIC, newsroom(12, 9), asking, now=NOW, budget=4_000)


def well(name: str, body: bytes) -> Answer:
    """A good answer to any question, with one false sentence in the summary, so that there is a repair."""
    prompt = json.loads(body)["messages"][-1]["content"]
    answer = told(prompt, 0)
    assert isinstance(answer, dict)
    if name == "summary":
        false = {"heading": "", "text": "The union said 999999 cranes stood still.", "citing": [1]}
        answer = {"sentences": [*answer["sentences"], false]}
    return completion(json.dumps(answer))


@contextmanager
def failing_at(k: int, lasting: bool) -> Iterator[Endpoint]:
    """An endpoint whose k-th call fails, once or with all that follow."""
    count = [0]
    served: list[Endpoint] = []

    def script(name: str, place: int) -> Answer:
        number, count[0] = count[0], count[0] + 1
        body = served[0].received[number].split(b"\n\n", 1)[1]
        return in_json({}, 403) if number == k or (lasting and number > k) else well(name, body)

    with endpoint(script) as serving:
        served.append(serving)
        yield serving


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for good"])
@pytest.mark.parametrize("k", range(CALLS))
def test_whichever_call_fails_the_brief_is_valid_and_says_what_is_missing(k, lasting):
    with failing_at(k, lasting) as served:
        made = many(served.url)

    assert made.brief.summary
    assert faults(made.brief, made.corpus) == ()
    assert made.missing
    assert KEY not in made.missing[0]
    assert len(served.asked) <= CALLS


def test_without_a_failure_there_are_as_many_calls_as_were_made_to_fail():
    with failing_at(10**6, False) as served:
        made = many(served.url)

    assert made.missing == ()
    assert len(served.asked) == CALLS


# -- the whole command


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the sample articles and settings that wait two seconds for an endpoint."""
    shutil.copytree(HERE.parents[1] / "seeds", tmp_path / "seeds")
    settings = (HERE.parents[1] / "briefing.toml").read_text(encoding="utf-8")
    (tmp_path / "briefing.toml").write_text(f"{settings}\n[endpoint]\ntimeout = 2.0\n", encoding="utf-8")
    return tmp_path


def generate(home: Path, url: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": url}
    return subprocess.run(
        [sys.executable, "-m", "briefing", "-v", "generate", "--topic", "kursk"],
        cwd=home, env=environ, capture_output=True, text=True,
    )  # fmt: skip


def written(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


COMMANDED = ("401 with the key echoed", "no quota", "500", "a page", "no choices", "drips", "a gzip bomb")


@pytest.mark.parametrize("name", COMMANDED)
def test_whatever_fails_there_is_a_whole_brief_exit_code_three_and_no_key(home, name):
    answer, _, requests = FAULTS[name]
    with endpoint(always(answer)) as served:
        done = generate(home, served.url)

    assert done.returncode == 3, done.stderr
    assert "5 articles, 4 independent sources" in done.stdout
    assert "The extractive engine stood in." in done.stdout
    assert "Note: The endpoint http://127.0.0.1:" in done.stderr
    assert served.most <= requests
    assert "Traceback" not in done.stderr
    assert KEY.encode() not in (done.stdout + done.stderr).encode() + written(home)


def test_where_nobody_listens_there_is_a_brief_all_the_same(home):
    done = generate(home, refused_port())

    assert done.returncode == 3
    assert "5 articles, 4 independent sources" in done.stdout
    assert "cannot be reached" in done.stderr


def test_a_redirect_gets_no_word_of_the_articles(home):
    with endpoint(always(completion(GOOD))) as second:
        to = Answer(307, b"", {"location": f"{second.url}/chat/completions"})
        with endpoint(always(to)) as first:
            done = generate(home, first.url)

    assert done.returncode == 3
    assert second.received == []
    assert "sends to 127.0.0.1 (307)" in done.stderr


def sound(name: str, place: int) -> Answer:
    """A good answer to either question, about the first sentences of the samples."""
    if name == "contested":
        return completion('{"disputes": []}')
    said = "Ukraine launched an offensive in the Kursk region."
    return completion(json.dumps({"sentences": [{"heading": "", "text": said, "citing": [1, 2, 3, 4, 5]}]}))


@pytest.mark.parametrize("failing", ["summary", "contested"])
@pytest.mark.parametrize("lasting", [True, False], ids=["for good", "once"])
def test_whichever_call_fails_once_or_for_good_there_is_a_whole_brief(home, failing, lasting):
    def script(name: str, place: int) -> Answer:
        return in_json({}, 500) if name == failing and (lasting or place == 0) else sound(name, place)

    with endpoint(script) as served:
        done = generate(home, served.url)

    assert done.returncode == (3 if lasting else 0), done.stderr
    assert "5 articles, 4 independent sources" in done.stdout
    assert ("The extractive engine stood in." in done.stdout) == (lasting and failing == "summary")
    assert ("Contested claims are those that the program found" in done.stdout) == (
        lasting and failing == "contested"
    )
