"""The review page as a user starts it: the command, in a process of its own."""

import json
import os
import re
import subprocess
import sys
import threading
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from briefing.desk import open_desk
from briefing.model.canon import canonical_hash
from briefing.settings import load_settings
from briefing.web.app import review_app
from briefing.web.door import Door
from briefing.web.serve import listen, server

from .builders import fire, kept

SETTINGS = """
[topics.fire]
query = "fire Varnholt"
review = "required"

[review]
valid_hours = 1000000  # the brief is of 2025
"""

BRIEFING = [sys.executable, "-m", "briefing"]


class Page:
    """A running `briefing review`, with an address for each of *names*."""

    def __init__(
        self, home: Path, *more: str, names: tuple[str, ...] = ("Ann",), brief: str = "fire", **environ: str
    ) -> None:
        self.home = home
        words = [word for name in names for word in ("--as", name)]
        self.process = subprocess.Popen(
            [*BRIEFING, "review", brief, "--no-open", *words, *more],
            cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **environ},
        )  # fmt: skip
        assert self.process.stdout is not None
        lines = [self.process.stdout.readline().strip() for _ in names]
        self.addresses = [line.rsplit(" ", 1)[-1] for line in lines]
        found = re.match(r"http://127\.0\.0\.1:(\d+)/", self.addresses[0])
        assert found, self.process.stderr.read() if self.process.stderr else ""
        self.port = int(found[1])
        self.origin = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Page":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()

    def enter(self, which: int = 0) -> "Visitor":
        """Use an address, and come in."""
        status, headers, _ = self.ask("GET", self.addresses[which][len(self.origin) :])
        assert status == 200
        cookie = headers["set-cookie"].partition(";")[0]
        told = json.loads(self.ask("GET", "/api/brief", {"cookie": cookie})[2])
        return Visitor(self, cookie, told["proof"])

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: str | bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask as nobody in particular, with no header but those given and the right host."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"host": f"127.0.0.1:{self.port}", **(headers or {})}
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        data = body.encode() if isinstance(body, str) else body
        if data is not None and "content-length" not in sent:
            sent["content-length"] = str(len(data))
        for name, value in sent.items():
            line.putheader(name, value)
        line.endheaders(data)
        answer = line.getresponse()
        got = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        line.close()
        return got


class Here:
    """The same page served by a thread of this process: a second sooner."""

    def __init__(self, home: Path, *names: str, brief: str = "fire") -> None:
        self.home = home
        listening = listen(0)
        self.port = listening.getsockname()[1]
        door = Door(self.port, names)
        self.addresses = [f"http://127.0.0.1:{self.port}/enter?token={token}" for token in door.tokens]
        desk = open_desk(brief, load_settings(home / "briefing.toml", {}))
        self.server = server(review_app(desk, door), lambda: None)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]})
        self.thread.start()

    def __enter__(self) -> "Here":
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = self.server.force_exit = True
        self.thread.join()


class Visitor:
    """Somebody who is in."""

    def __init__(self, page: Page, cookie: str, proof: str) -> None:
        self.page, self.cookie, self.proof = page, cookie, proof

    def headers(self) -> dict[str, str]:
        return {
            "cookie": self.cookie, "origin": self.page.origin, "content-type": "application/json",
            "x-briefing-proof": self.proof,
        }  # fmt: skip

    def get(self, path: str) -> tuple[int, Any]:
        status, _, body = self.page.ask("GET", path, {"cookie": self.cookie})
        return status, json.loads(body)

    def post(self, path: str, **what: Any) -> tuple[int, Any]:
        body = json.dumps({"brief": canonical_hash(fire()), **what})
        status, _, told = self.page.ask("POST", path, self.headers(), body)
        return status, json.loads(told)


def started(home: Path, *more: str, names: tuple[str, ...] = ("Ann",), **environ: str) -> Page:
    prepared(home)
    return Page(home, *more, names=names, **environ)


def here(home: Path, *names: str) -> Here:
    prepared(home)
    return Here(home, *names)


def prepared(home: Path) -> None:
    kept(home)
    (home / "briefing.toml").write_text(SETTINGS, encoding="utf-8")
