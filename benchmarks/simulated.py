"""A simulated endpoint on loopback: first token after half a second, then a hundred a second, hundreds at
once.

    python -m benchmarks.simulated

Prints its address, then a line of JSON for each question it has answered. It answers from the prompt: the
first sentences selected, a summary of the first sentences with one false figure among them, so that there
is a repair.
"""

import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

FIRST, RATE = 0.5, 100.0  # seconds, tokens a second
NUMBERED = re.compile(r"^\[(\d+)\] (.*?)(?: [0-9a-f]{8}\(said by .*\))?$", re.MULTILINE)
TOKEN = 4.2  # characters


def answer(name: str, prompt: str) -> str:
    """Return what the model says."""
    numbered = [(int(number), text) for number, text in NUMBERED.findall(prompt)]
    if name == "select":
        return json.dumps({"numbers": [number for number, _ in numbered[::3]][:36]})
    if name == "contested":
        known = re.findall(r"^- id (\S+) \(\w+\): (.*)$", prompt, re.MULTILINE)
        return json.dumps({"disputes": [{"dispute": i, "question": q, "positions": []} for i, q in known]})
    if name in ("summary", "repair"):
        spread = numbered[:: max(1, len(numbered) // 14)][:14]
        told = [{"heading": "What is told", "text": text, "citing": [n]} for n, text in spread]
        if name == "summary" and told:
            wrong = f"{numbered[0][1].rstrip('.')} at 987,654 places."
            told.append({"heading": "What is told", "text": wrong, "citing": [numbered[0][0]]})
        return json.dumps({"sentences": told})
    # Whatever a baseline asks: a page of prose, or a paragraph of it.
    return "x " * (600 if "write the brief" in prompt else 250)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock = Lock()

    def do_POST(self) -> None:
        began = time.monotonic()
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        form = request.get("response_format", {}).get("json_schema", {})
        prompt = request["messages"][-1]["content"]
        said = answer(form.get("name", ""), prompt)
        sent = int(sum(len(m["content"]) for m in request["messages"]) / TOKEN)
        tokens = int(len(said) / TOKEN)
        model = FIRST + tokens / RATE
        time.sleep(max(0.0, model - (time.monotonic() - began)))
        self._send(request["model"], said, sent, tokens)
        self._tell({"name": form.get("name", "plain"), "began": began, "ended": time.monotonic(),
                    "model": model, "prompt": sent, "completion": tokens})  # fmt: skip

    def _send(self, model: str, said: str, sent: int, tokens: int) -> None:
        body = json.dumps(
            {"id": "x", "object": "chat.completion", "created": 1, "model": model,
             "choices": [{"index": 0, "finish_reason": "stop",
                          "message": {"role": "assistant", "content": said}}],
             "usage": {"prompt_tokens": sent, "completion_tokens": tokens, "total_tokens": sent + tokens}}
        ).encode()  # fmt: skip
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell(self, fact: dict[str, Any]) -> None:
        with self.lock:
            print(json.dumps(fact), flush=True)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 1024


def main() -> int:
    with Server(("127.0.0.1", 0), Handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/v1", flush=True)
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
