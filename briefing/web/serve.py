"""The server: one socket on the loopback address, and patience for nobody who only holds a line open."""

import asyncio
import socket
from collections.abc import Callable

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS_WITHIN = 5.0
"""Seconds that a connection may take to ask for something."""

MOST_OPEN = 256
"""Connections open at a time; the one that has waited longest makes room for another."""


def listen(port: int) -> socket.socket:
    """Return a socket that listens on 127.0.0.1; *port* 0 takes a free one. Raises OSError."""
    # The protocol is named, for asyncio turns Nagle's delay off only then: 40 ms on every answer.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(1024)
    return listening


def serve(app: ASGIApp, listening: socket.socket, started: Callable[[], None]) -> None:
    """Serve *app* until interrupted; *started* is called once it answers."""
    server(app, started).run(sockets=[listening])


def server(app: ASGIApp, started: Callable[[], None]) -> uvicorn.Server:
    """Return the server that `serve` runs."""
    config = uvicorn.Config(
        app, http=Patient, ws="none", lifespan="off", log_level="error", access_log=False,
        proxy_headers=False, server_header=False, timeout_keep_alive=30, timeout_graceful_shutdown=1,
    )  # fmt: skip
    return _Server(config, started)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()


class Patient(H11Protocol):
    """HTTP/1.1 with two limits that uvicorn does not have: time to ask for something, and room."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.opened = self.loop.time()
        self._wait()
        waiting = [each for each in self.connections if isinstance(each, Patient) and not each.is_busy()]
        if len(self.connections) > MOST_OPEN and waiting:
            min(waiting, key=lambda each: each.opened).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._waited()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        half_asked = self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]
        if half_asked and self._late is None:
            self._wait()
        elif not half_asked:
            self._waited()

    def is_busy(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._late = self.loop.call_later(HEADERS_WITHIN, self.transport.abort)

    def _waited(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
