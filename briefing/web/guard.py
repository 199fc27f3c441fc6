"""The guard before every handler: nothing reaches one that is not from our own page, on our own address.

Host, session, and for every POST its origin, kind, proof and size are looked at here, in one place.
"""

import asyncio
from hmac import compare_digest

from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefing.web.door import Door

LARGEST = 64 * 1024
"""Bytes of a request's body, at most: the longest decision has 2,000 characters of text and of reason."""

BODY_WITHIN = 10.0
"""Seconds that a body may take to arrive."""

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}

LOCKED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Not let in</title>
<h1>This address lets nobody in any more</h1>
<p>An address with a token works once, in one browser. Close this page, and look where <code>briefing
review</code> is running: start it again for a new address, or give <code>--as NAME</code> once for each
reviewer.</p></html>"""

ENTERED = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Review</title>
<link rel="icon" href="/icon.svg"><meta http-equiv="refresh" content="0;url=/">
<p><a href="/">To the brief</a></p></html>"""


class Guard:
    """ASGI middleware. What passes has its session in `scope["session_of"]`."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = _headers(scope)
        refused = self._refused(scope, headers)
        if refused is None and scope["method"] == "POST":
            body = await _body(receive, headers)
            if isinstance(body, Response):
                refused = body
            else:
                receive = _again(body)
        await (refused or self.app)(scope, receive, _with_headers(send))

    def _refused(self, scope: Scope, headers: dict[str, str]) -> Response | None:
        """Return the answer to a request that must not pass; None lets it pass."""
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _no(405, "Only GET and POST.")
        if headers.get("host") not in self.door.hosts:
            return _no(403, "This is no address of the review page.")
        if scope["path"] == "/enter":
            return self._enter(scope, headers)
        session = self.door.session(headers["host"], headers)
        if session is None:
            return HTMLResponse(LOCKED, 403) if scope["path"] == "/" else _no(403, "Not let in.")
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return _no(403, "Asked for by another site.")
        if scope["method"] == "POST" and not self._is_ours(headers, session.proof):
            return _no(403, "Not from the review page.")
        scope["session_of"] = session
        return None

    def _is_ours(self, headers: dict[str, str], proof: str) -> bool:
        return (
            headers.get("origin") in self.door.origins
            and headers.get("content-type", "").partition(";")[0].strip() == "application/json"
            and compare_digest(headers.get("x-briefing-proof", "").encode(), proof.encode())
        )

    def _enter(self, scope: Scope, headers: dict[str, str]) -> Response:
        token = scope["query_string"].decode("latin-1").partition("token=")[2]
        id = self.door.enter(token) if scope["method"] == "GET" else None
        if id is None:
            return HTMLResponse(LOCKED, 403)
        # Not a redirect: a browser that follows one from another site's page would not send a strict cookie.
        entered = HTMLResponse(ENTERED)
        entered.set_cookie(
            self.door.cookie, id, httponly=True, samesite="strict", secure=self.door.secure(headers["host"])
        )
        return entered


def _headers(scope: Scope) -> dict[str, str]:
    """Return the headers by name. One that is given twice is none: proxies and we may not read the same
    one.
    """
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        found[key] = "" if key in found and key != "cookie" else value.decode("latin-1")
    return found


async def _body(receive: Receive, headers: dict[str, str]) -> bytes | Response:
    if int(headers.get("content-length") or 0) > LARGEST:
        return _no(413, "That is too much at once.")
    body = b""
    try:
        async with asyncio.timeout(BODY_WITHIN):
            while True:
                message = await receive()
                body += bytes(message.get("body", b""))
                if len(body) > LARGEST:
                    return _no(413, "That is too much at once.")
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return body
    except TimeoutError:
        return _no(408, "That took too long.")


def _again(body: bytes) -> Receive:
    """Return a receiver that gives *body*, then that the other side has gone."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message["headers"] = [*message.get("headers", []), *ours]
        await send(message)

    return sending


def _no(status: int, why: str) -> Response:
    return JSONResponse({"message": why}, status, headers={"connection": "close"} if status == 413 else None)
