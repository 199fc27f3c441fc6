"""How long a reviewer waits: a brief of 300 citations over 100 articles, reviewed through the real server.

    python -m benchmarks.reviewing [CITATIONS] [ARTICLES]

Starts `briefing review` in a process of its own and measures the time to its address, to the first sentence
in chromium where there is one, and each kind of action as the page asks for it. Every decision is on disk
(fsync) before it is answered. Beside it, in the same run: the same brief rendered and hashed by `show
--reviewed`."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.reading import write_articles
from briefing.evidence.assemble import assemble
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import verify
from briefing.model.brief import Brief, Draft, Maker, Proposal, SummarySentence
from briefing.model.canon import canonical_hash
from briefing.model.topic import Topic
from briefing.read import read_sources
from briefing.render.brief import to_json
from briefing.store import KeptBrief, open_store

BRIEFING = [sys.executable, "-m", "briefing"]
CHROMIUM = Path("/usr/bin/chromium")
SEEN = 10**6  # every version there will be


def main() -> int:
    citations, articles = (int(word) for word in (*sys.argv[1:], "300", "100")[:2])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        brief = kept(home, citations, articles)
        print(f"{len(brief.citations)} citations, {len(brief.articles)} articles")
        with Server(home, brief) as server:
            print(f"address printed     {server.took * 1000:7.0f} ms after the command")
            painted(server)
            server.enter()
            acted(server, brief)
        began = time.perf_counter()
        subprocess.run([*BRIEFING, "show", "--reviewed", brief.id], cwd=home, check=True, capture_output=True)
        print(f"show --reviewed     {(time.perf_counter() - began) * 1000:7.0f} ms, the whole command")
    return 0


def kept(home: Path, citations: int, count: int) -> Brief:
    """Keep a brief whose sentences are its articles' own, from all over them."""
    (home / "articles").mkdir()
    write_articles(home / "articles", count)
    articles = read_sources([str(home / "articles")]).articles
    corpus = Corpus.of(articles)
    step = max(1, len(corpus.sentences) // (citations * 2))
    draft = Draft(tuple(Proposal(s.text, (s.number,)) for s in corpus.sentences[::step]))
    checked = verify(draft, corpus).kept[:citations]
    whole = replace(verify(Draft(()), corpus), kept=checked)
    maker = Maker("extractive", None, (), "benchmark")
    brief = assemble(Topic("A long brief", ("long",)), corpus, whole, [], maker, now=datetime.now(UTC))
    with open_store(home / "briefing.db") as store:
        store.add_articles(articles, brief.made_at)
        store.add_brief(KeptBrief(brief.id, "long", brief.made_at, to_json(brief)))
    return brief


class Server:
    """A running review page."""

    def __init__(self, home: Path, brief: Brief) -> None:
        self.began = time.perf_counter()
        self.sha256 = canonical_hash(brief)
        self.process = subprocess.Popen(
            [*BRIEFING, "review", brief.id, "--no-open", "--as", "A", "--as", "B"],
            cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=dict(os.environ),
        )  # fmt: skip
        assert self.process.stdout is not None
        self.addresses = [self.process.stdout.readline().split()[-1] for _ in "AB"]
        self.took = time.perf_counter() - self.began
        self.port = int(self.addresses[0].split(":")[2].split("/")[0])
        self.line = HTTPConnection("127.0.0.1", self.port)
        self.headers: dict[str, str] = {}
        self.after = 0

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def enter(self) -> None:
        self.line.request("GET", "/enter" + self.addresses[1].split("/enter")[1])
        answer = self.line.getresponse()
        cookie = str(answer.headers["set-cookie"]).partition(";")[0]
        answer.read()
        self.headers = {"cookie": cookie}
        told = self.ask("GET", "/api/brief")
        self.headers = {
            "cookie": cookie, "origin": f"http://127.0.0.1:{self.port}", "content-type": "application/json",
            "x-briefing-proof": told["proof"],
        }  # fmt: skip

    def ask(self, method: str, path: str, **what: Any) -> dict[str, Any]:
        body = json.dumps({**what, "brief": self.sha256, "after": self.after}) if method == "POST" else None
        self.line.request(method, path, body, self.headers)
        answer = self.line.getresponse()
        told: dict[str, Any] = json.loads(answer.read())
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {told}")
        self.after = told.get("seq", self.after)
        return told


def acted(server: Server, brief: Brief) -> None:
    """Time every kind of action, some on every sentence."""
    places = {c.number: [c.article, c.start, c.end] for c in brief.citations}
    some = brief.summary[:51]

    def verdict(item: str) -> None:
        server.ask("POST", "/api/decide", item=item, deed="supports", seen=SEEN)

    def weigh(sentence: SummarySentence) -> None:
        where = [places[sentence.citations[0]]]
        server.ask("POST", "/api/weigh", text=f"{sentence.text[:-1]} then.", places=where)

    def edit(sentence: SummarySentence, other: SummarySentence) -> None:
        where = [places[other.citations[0]]]
        server.ask(
            "POST", "/api/decide", item=sentence.id, deed="edit", seen=SEEN, text=other.text, places=where
        )

    server.ask("POST", "/api/weigh", text="Once, so that the corpus stands.", places=[])
    timed("verdict", [partial(verdict, s.id) for s in brief.summary])
    timed("undo", [partial(server.ask, "POST", "/api/undo")] * 20)
    timed("weigh an edit", [partial(weigh, s) for s in some])
    timed("save an edit", [partial(edit, s, other) for s, other in pairwise(some)])
    timed("look at changes", [partial(server.ask, "GET", "/api/changes?after=300")] * 50)
    timed("the whole brief", [partial(server.ask, "GET", "/api/brief")] * 10)
    timed("an article", [partial(server.ask, "GET", f"/api/article/{a.id}") for a in brief.articles])
    for item in server.ask("GET", "/api/brief")["progress"]["left"]:
        verdict(item)
    timed("approve", [partial(server.ask, "POST", "/api/decide", item="brief", deed="approve", seen=SEEN)])


def timed(name: str, actions: Sequence[Callable[[], object]]) -> None:
    took = []
    for action in actions:
        began = time.perf_counter()
        action()
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    half, most = took[len(took) // 2], took[int(len(took) * 0.95)]
    print(f"{name:18} x{len(took):4}  median {half:6.1f} ms   95 % {most:6.1f} ms   worst {took[-1]:6.1f} ms")


def painted(server: Server) -> None:
    """Time from the command to the first sentence on a screen; chromium itself is started before."""
    if not CHROMIUM.exists():
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        began = time.perf_counter()
        page.goto(server.addresses[0])
        page.wait_for_selector(".card.chosen")
        first = time.perf_counter() - began
        page.wait_for_selector("#pane mark")
        print(f"first sentence      {(server.took + first) * 1000:7.0f} ms after the command, browser open")
        print(f"its article         {(server.took + time.perf_counter() - began) * 1000:7.0f} ms")
        keys(page)
        browser.close()


def keys(page: Any) -> None:
    """Time from a key to the next sentence chosen and drawn, as a reviewer feels it."""

    def press(key: str) -> None:
        before = page.locator(".card.chosen").get_attribute("id")
        page.keyboard.press(key)
        page.wait_for_selector(f".card.chosen:not(#{before})")

    timed("key j or k, drawn", [partial(press, key) for key in "jjjjjjjjjjkkkkkkkkkk"])
    timed("key a, to the next", [partial(press, "a")] * 20)


if __name__ == "__main__":
    sys.exit(main())
