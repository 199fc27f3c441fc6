"""An endpoint on loopback whose answers are written beforehand: bad ones, that nobody gives when asked.

What is recorded of it went over a socket and through the SDK, as a real endpoint's answers would.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

from briefing.model.brief import Proposal

MODEL = "hand-answered"


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer as it goes over the wire."""

    body: Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Script = Mapping[str, Sequence[Answer]]
"""The answers to each question by its name, one for each time that it is asked."""


def words(content: str | None, finish: str = "stop", refusal: str | None = None) -> Answer:
    """A completion with that text. Its tokens are an estimate: four characters each."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return Answer(
        {
            "id": "chatcmpl-scripted",
            "object": "chat.completion",
            "created": 0,
            "model": MODEL,
            "system_fingerprint": "written beforehand; usage is estimated",
            "choices": [{"index": 0, "finish_reason": finish, "logprobs": None, "message": message}],
            "usage": {"completion_tokens": len(content or refusal or "") // 4},
        }
    )


def told(*sentences: Proposal) -> Answer:
    """A summary, or a repair."""
    return words(summary_json(*sentences))


def summary_json(*sentences: Proposal) -> str:
    rows = [{"heading": each.heading, "text": each.text, "citing": each.citing} for each in sentences]
    return json.dumps({"sentences": rows}, ensure_ascii=False, indent=1)


def disputes(*found: tuple[str | None, str, *tuple[Proposal, ...]]) -> Answer:
    """What is contested: the program's own id or None, a question, and each position."""
    rows = [
        {
            "dispute": id,
            "question": question,
            "positions": [{"answer": each.text, "citing": each.citing} for each in positions],
        }
        for id, question, *positions in found
    ]
    return words(json.dumps({"disputes": rows}, ensure_ascii=False, indent=1))


def failure(status: int, message: str, kind: str, **headers: str) -> Answer:
    return Answer({"error": {"message": message, "type": kind, "code": None}}, status, headers)


@contextmanager
def endpoint(script: Script) -> Iterator[str]:
    """Serve *script* on loopback, and give the address. What it has no answer to gets a 418."""
    left = {name: list(answers) for name, answers in script.items()}
    lock = Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            asked = json.loads(raw)
            with lock:
                answers = left.get(asked["response_format"]["json_schema"]["name"], [])
                answer = answers.pop(0) if answers else failure(418, "not in the script", "none")
            data = json.dumps(_counted(answer.body, len(raw) // 4), ensure_ascii=False).encode()
            self.send_response(answer.status)
            for header, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(header.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()


def _counted(body: Mapping[str, Any], sent: int) -> Mapping[str, Any]:
    """Add to a completion how many tokens were sent: an estimate, four bytes each."""
    if "usage" not in body:
        return body
    got = body["usage"]["completion_tokens"]
    return {
        **body,
        "usage": {"prompt_tokens": sent, "completion_tokens": got, "total_tokens": sent + got},
    }
