"""Who is not let in: every forged request is refused before a handler sees it."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from briefing.model.canon import canonical_hash
from briefing.model.decision import citation_item
from briefing.settings import load_settings
from briefing.store import open_store
from briefing.store.decisions import Decisions
from briefing.web.page import proxy_at

from .builders import at, fire, kept
from .server import BRIEFING, Page, Visitor, started


@pytest.fixture(scope="module")
def page(tmp_path_factory) -> Iterator[Page]:
    with started(tmp_path_factory.mktemp("desk"), names=("Ann", "Bo", "Cy")) as running:
        yield running


@pytest.fixture(scope="module")
def ann(page) -> Visitor:
    return page.enter(0)


PATHS = [
    "/", "/review.js", "/review.css", "/icon.svg", "/api/brief", "/api/changes?after=0",
    "/api/article/x", "/api/sentences/x",
]  # fmt: skip
WRITES = ["/api/decide", "/api/accept", "/api/undo", "/api/weigh", "/api/suggest"]
VERDICT = json.dumps({"brief": canonical_hash(fire()), "item": "S1", "deed": "supports", "seen": 0})


def decided(page: Page) -> int:
    with open_store(page.home / "briefing.db") as store:
        return len(Decisions(store).all())


@pytest.mark.parametrize(
    "host",
    ["evil.example.test", "", "127.0.0.1", "127.0.0.1:1", "localhost", "[::1]:80",
     "127.0.0.1.evil.test:{port}", "evil.test@127.0.0.1:{port}", "0.0.0.0:{port}"],
)  # fmt: skip
def test_another_host_reaches_nothing(page, ann, host):
    forged = {"host": host.format(port=page.port)}
    for path in PATHS:
        assert page.ask("GET", path, {"cookie": ann.cookie, **forged})[0] == 403
    for path in WRITES:
        assert page.ask("POST", path, {**ann.headers(), **forged}, VERDICT)[0] == 403
    assert decided(page) == 0


@pytest.mark.parametrize(
    "forged",
    [
        {"origin": "http://evil.example.test"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "https://127.0.0.1:{port}"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": ""},
        {"x-briefing-proof": "guessed"},
        {"x-briefing-proof": ""},
        {"cookie": ""},
        {"cookie": "briefing_{port}=guessed"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=lambda forged: " ".join(*forged.items()),
)
def test_a_post_that_is_not_our_pages_reaches_nothing(page, ann, forged):
    told = {name: value.format(port=page.port) for name, value in forged.items()}
    for path in WRITES:
        assert page.ask("POST", path, {**ann.headers(), **told}, VERDICT)[0] == 403
    assert decided(page) == 0


def test_without_a_session_nothing_is_shown(page):
    for path in PATHS:
        assert page.ask("GET", path)[0] == 403
    assert page.ask("GET", "/enter?token=guessed")[0] == 403
    assert page.ask("GET", "/enter")[0] == 403


def test_another_reviewers_proof_does_not_do(page, ann):
    bo = page.enter(1)

    assert page.ask("POST", "/api/accept", {**ann.headers(), "x-briefing-proof": bo.proof}, VERDICT)[0] == 403


def test_an_address_works_once(page):
    path = page.addresses[2][len(page.origin) :]

    status, headers, _ = page.ask("GET", path)
    assert status == 200
    assert "httponly" in headers["set-cookie"].lower()
    assert "samesite=strict" in headers["set-cookie"].lower()
    assert page.ask("GET", path)[0] == 403


def test_reading_changes_nothing(page, ann):
    for path in WRITES:
        assert page.ask("GET", path, ann.headers())[0] == 405
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert page.ask(method, "/api/decide", ann.headers())[0] == 405
    assert decided(page) == 0


@pytest.mark.parametrize("path", ["/", "/api/brief", "/nowhere", "/enter?token=x"])
def test_every_answer_has_the_policy(page, ann, path):
    _, headers, _ = page.ask("GET", path, {"cookie": ann.cookie})

    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["form-action"] == policy["base-uri"] == "'none'"
    assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")
    assert (headers["referrer-policy"], headers["cache-control"]) == ("no-referrer", "no-store")
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2freview.html", "/files/review.html",
     "/api/article/..%2f..%2fbriefing.db", "/api/article/%00", "//etc/passwd",
     "/api/sentences/" + "a" * 3000],
)  # fmt: skip
def test_no_path_leads_out_of_the_page(page, ann, path):
    status, _, body = page.ask("GET", path, {"cookie": ann.cookie})

    assert status in (400, 404)
    assert b"root:" not in body


def test_a_huge_post_is_refused_without_being_read(page, ann):
    told = {**ann.headers(), "content-length": str(10**9)}
    assert page.ask("POST", "/api/decide", told, b"{")[0] == 413
    chunks = {**ann.headers(), "transfer-encoding": "chunked", "content-length": ""}
    del chunks["content-length"]
    with socket.create_connection(("127.0.0.1", page.port), timeout=10) as line:
        head = "".join(f"{k}: {v}\r\n" for k, v in {"host": f"127.0.0.1:{page.port}", **chunks}.items())
        line.sendall(
            f"POST /api/decide HTTP/1.1\r\n{head}\r\n".encode() + b"11170\r\n" + b"a" * 70_000 + b"\r\n"
        )
        assert b" 413 " in line.recv(200)


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", "{", '{"item": 3}', '{"item": "S1", "deed": "sing", "seen": 0}', '{"seen": "NaN"}',
     '{"item": "S1", "deed": "supports", "seen": 1e999}', '{"text": 3}', "[" * 20_000, '{"places": [[1]]}'],
)  # fmt: skip
def test_nonsense_is_refused_in_a_sentence(page, ann, body):
    for path in WRITES:
        sent = (
            body.replace("{", f'{{"brief": "{canonical_hash(fire())}", ', 1)
            if body.startswith('{"')
            else body
        )
        if path in ("/api/accept", "/api/undo") and body.startswith('{"'):
            continue
        status, _, told = page.ask("POST", path, ann.headers(), sent)
        assert status in (400, 410, 422)
        assert json.loads(told)["message"]
    assert decided(page) == 0


def test_it_listens_on_the_loopback_address_alone(page):
    with open(f"/proc/{page.process.pid}/net/tcp") as table:
        local = [line.split()[1] for line in table.readlines()[1:]]
    with open(f"/proc/{page.process.pid}/net/tcp6") as table:
        local += [line.split()[1] for line in table.readlines()[1:]]

    assert {each.split(":")[0] for each in local if int(each.split(":")[1], 16) == page.port} == {"0100007F"}


def test_many_silent_lines_do_not_keep_a_reviewer_out(page, ann):
    lines = []
    for place in range(1000):
        line = socket.create_connection(("127.0.0.1", page.port), timeout=10)
        line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n" if place % 2 else b"")
        lines.append(line)
    try:
        assert ann.get("/api/brief")[0] == 200
        with open(f"/proc/{page.process.pid}/status") as status:
            resident = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        assert resident < 200_000  # kB
    finally:
        for line in lines:
            line.close()


def test_a_line_that_asks_for_nothing_is_closed(page):
    with socket.create_connection(("127.0.0.1", page.port), timeout=20) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: ")
        try:
            got = line.recv(10)
        except ConnectionResetError:
            got = b""
    assert got == b""


def test_a_name_from_a_header_counts_only_where_that_is_switched_on(page, ann):
    assert page.ask("GET", "/api/brief", {"x-remote-user": "Eve"})[0] == 403
    status, _, body = page.ask("GET", "/api/brief", {"cookie": ann.cookie, "x-remote-user": "Eve"})
    assert (status, json.loads(body)["me"]) == (200, "Ann")


KEY = "a-key-of-more-than-16"


def test_behind_a_proxy_the_name_is_the_headers_if_the_key_is_there(tmp_path):
    switched_on = "--behind", "https://desk.example.test", "--name-header", "X-Remote-User"
    with started(tmp_path, *switched_on, BRIEFING_REVIEW_KEY=KEY) as page:
        by_proxy = {"host": "desk.example.test", "x-briefing-key": KEY, "x-remote-user": "Dee Desk"}
        told = json.loads(page.ask("GET", "/api/brief", by_proxy)[2])
        sent = {**by_proxy, "origin": "https://desk.example.test", "content-type": "application/json",
                "x-briefing-proof": told["proof"]}  # fmt: skip

        assert told["me"] == "Dee Desk"
        assert page.ask("POST", "/api/decide", sent, VERDICT)[0] == 200
        for lacking in (
            {"x-briefing-key": "no"},
            {"x-remote-user": ""},
            {"host": f"127.0.0.1:{page.port}"},
        ):
            assert page.ask("GET", "/api/brief", {**by_proxy, **lacking})[0] == 403
        assert page.ask("POST", "/api/decide", {**sent, "x-remote-user": "Eve"}, VERDICT)[0] == 403
    with open_store(load_settings(tmp_path / "briefing.toml", {}).store) as store:
        assert [row.who for row in Decisions(store).all()] == ["Dee Desk"]


@pytest.mark.parametrize(
    ("behind", "header", "key"),
    [("", "X-User", KEY), ("https://a.test", "X-User", ""), ("https://a.test", "X-User", "short"),
     ("a.test", "", ""), ("https://a.test/path", "", ""), ("ftp://a.test", "", "")],
)  # fmt: skip
def test_a_proxy_that_could_not_be_trusted_is_refused(behind, header, key):
    from briefing.errors import UsageError

    with pytest.raises(UsageError):
        proxy_at(behind, header, {"BRIEFING_REVIEW_KEY": key})


def test_two_reviewers_on_one_sentence_lose_nothing(tmp_path):
    with started(tmp_path, names=("Ann", "Bo")) as page:
        ann, bo = page.enter(0), page.enter(1)
        assert ann.post("/api/decide", item="S1", deed="supports", seen=0)[0] == 200
        status, told = bo.post("/api/decide", item="S1", deed="drop", seen=0)

        assert (status, told["message"]) == (
            409, "Ann decided on S1 before you did (supports). Yours was not saved.",
        )  # fmt: skip
        assert decided(page) == 1
        status, told = bo.get("/api/changes?after=0")
        assert [(i["item"], i["deed"], i["who"]) for i in told["items"]] == [("S1", "supports", "Ann")]


def test_what_was_answered_with_200_is_there_after_kill_9(tmp_path):
    items = ["S1", "S2", "S3", "D-1", "brief"] if os.environ.get("BRIEFING_FUZZ") else ["S1", "S2"]
    for place, item in enumerate(items, 1):
        with started(tmp_path) as page:
            deed = "approve" if item == "brief" else "supports"
            status, _ = page.enter().post("/api/decide", item=item, deed=deed, seen=0)
            os.kill(page.process.pid, signal.SIGKILL)
            assert status == 200
        with open_store(tmp_path / "briefing.db") as store:
            assert len(Decisions(store).all()) == place


def test_a_page_of_another_brief_decides_nothing(page, ann):
    assert ann.post("/api/decide", brief="0" * 64, item="S1", deed="supports", seen=0)[0] == 410
    assert decided(page) == 0


def test_a_decision_goes_through_with_all_that_belongs_to_it(tmp_path):
    with started(tmp_path) as page:
        ann = page.enter()
        quote = citation_item("S2", at("Fire chief Ada Lind said 40 people had been led to safety."))
        assert ann.post("/api/decide", item=quote, deed="supports", seen=0)[0] == 200
        written = "The store had been built in 1911."
        status, told = ann.post("/api/weigh", text=written, places=[at("had been built")])
        assert (status, told["holds"]) == (200, True)
        id, start, end = told["places"][0]
        assert ann.get(f"/api/article/{id}")[1]["text"][start:end] == f"🔥 {written}"


def test_control_c_says_how_far_the_review_is(tmp_path):
    with started(tmp_path) as page:
        page.enter().post("/api/decide", item="S1", deed="supports", seen=0)
        page.process.send_signal(signal.SIGINT)
        _, err = page.process.communicate(timeout=20)

    assert page.process.returncode == 0
    assert "1 of 4 decided" in err
    assert "briefing show --reviewed" in err


def test_the_commands_about_reviews_without_one(tmp_path):
    for words in (["review"], ["review", "export"]):
        done = subprocess.run([*BRIEFING, *words], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 1
        assert done.stderr.startswith("briefing: ")
        assert "Traceback" not in done.stderr


def test_without_the_extra_it_is_said_what_to_install(tmp_path):
    kept(tmp_path)
    code = "import sys; sys.modules['starlette.requests'] = None; sys.argv = ['briefing', 'review']; "
    code += "from briefing.cli.app import main; main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)

    assert done.returncode == 2
    assert "pip install 'briefing[web]'" in done.stderr
