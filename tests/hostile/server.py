"""An endpoint on loopback that does what a test tells it to, well or badly.

A script is a function of the request's place among those with the same question (0, 1, ...); what it returns
is sent: an `Answer`, or a function that gets the raw socket and may do anything.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


Raw = Callable[[BaseHTTPRequestHandler], None]
Script = Callable[[str, int], Answer | Raw]


@dataclass(slots=True)
class Endpoint:
    """Where it listens, and what it was asked: the name of each question, and all bytes that came."""

    url: str
    asked: list[str] = field(default_factory=list)
    received: list[bytes] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def most(self) -> int:
        """How often the question asked most often was asked."""
        return max(Counter(self.asked).values(), default=0)


@contextmanager
def endpoint(script: Script) -> Iterator[Endpoint]:
    """Serve *script* until the test is over; whoever hangs or drips is then let go."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            name = _name(json.loads(body))
            with lock:
                place = serving.asked.count(name)
                serving.asked.append(name)
                serving.received.append(bytes(self.headers) + body)
            _send(self, script(name, place))

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        serving = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield serving
        finally:
            serving.over.set()
            server.shutdown()
            thread.join()


def completion(text: str | None, **message: Any) -> Answer:
    """A chat completion that says *text*."""
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": text, **message},
    }
    return in_json({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]})


def in_json(data: Any, status: int = 200, **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(data).encode(), {"content-type": "application/json", **sent})


def _name(request: Any) -> str:
    """The question's name: its schema's, which a request in another form does not tell."""
    return str(request.get("response_format", {}).get("json_schema", {}).get("name", "unnamed"))


def _send(handler: BaseHTTPRequestHandler, answer: Answer | Raw) -> None:
    try:
        if callable(answer):
            answer(handler)
            return
        handler.send_response(answer.status)
        for name, value in {"content-length": str(len(answer.body)), **answer.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(answer.body)
    except OSError:
        pass  # the client has gone
