"""Mail servers on loopback: a real one with TLS and passwords, and one that does what a script says."""

import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "desk", "planted-secret"


@dataclass
class Taken:
    """A message a server has said yes to."""

    sender: str
    recipients: list[str]
    data: bytes


@dataclass
class Inbox:
    """What a real server took, and how it was spoken to."""

    taken: list[Taken] = field(default_factory=list)
    passwords: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert envelope.mail_from
        self.taken.append(
            Taken(envelope.mail_from, list(envelope.rcpt_tos), envelope.original_content or b"")
        )
        return "250 2.0.0 taken"

    def sign_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
    ):
        self.passwords.append(given.password.decode())
        right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=right)


class RealServer:
    """aiosmtpd with STARTTLS and AUTH, on a certificate for 127.0.0.1 by a fresh authority."""

    def __init__(
        self, folder: Path, name: str = "127.0.0.1", ssl_from_start: bool = False, **options: object
    ) -> None:
        self.inbox = Inbox()
        authority = trustme.CA()
        self.ca_file = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        plain = {"authenticator": self.inbox.sign_in}
        plain |= (
            {"ssl_context": context} if ssl_from_start else {"tls_context": context, "require_starttls": True}
        )
        self._controller = Controller(self.inbox, hostname="127.0.0.1", port=0, **{**plain, **options})

    def __enter__(self) -> "RealServer":
        # A port that is free now: the controller wants to know it before it has one.
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._controller.port = free.getsockname()[1]
        self._controller.start()
        self.port = self._controller.port
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()


STEPS = ("greeting", "ehlo", "mail", "rcpt", "data", "dot", "quit")
GOOD: Mapping[str, str] = {
    "greeting": "220 ready", "ehlo": "250 hello", "mail": "250 ok", "rcpt": "250 ok", "data": "354 go on",
    "dot": "250 taken", "quit": "221 bye",
}  # fmt: skip


class ScriptedServer:
    """A server that answers each step as its script says.

    An answer is a line, or "hang up", "silence", "drip", "hang up after" (it takes the message, and says
    nothing). A script may be given per recipient under "rcpt a@b", or as a list: one answer for each time.
    """

    def __init__(self, **script: object) -> None:
        self.script = {
            name.replace("_", " "): list(a) if isinstance(a, list) else a for name, a in script.items()
        }
        self.taken: list[Taken] = []
        self.seen: list[str] = []
        self.plain: list[bytes] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> "ScriptedServer":
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        for each in self._open:
            each.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self.connections += 1
                self._open.append(sock)
                threading.Thread(target=self._talk, args=(sock,), daemon=True).start()

    def _talk(self, sock: socket.socket) -> None:
        with suppress(OSError, _Over), sock, sock.makefile("rb") as lines:
            self._say(sock, "greeting")
            message = Taken("", [], b"")
            for line in iter(lines.readline, b""):
                self.plain.append(line)
                verb = line.split()[0].decode("ascii", "replace").lower() if line.split() else ""
                self.seen.append(verb)
                who = line.decode("ascii", "replace").partition("<")[2].partition(">")[0]
                if verb == "mail":
                    message = Taken(who, [], b"")
                    self._say(sock, "mail")
                elif verb == "rcpt":
                    message.recipients.append(who)
                    self._say(sock, "rcpt", who)
                elif verb == "data":
                    if self._say(sock, "data").startswith("354"):
                        message.data = _body(lines)
                        self._end(sock, message)
                elif verb == "rset":
                    sock.sendall(b"250 ok\r\n")
                else:
                    self._say(sock, verb if verb in STEPS else "ehlo")

    def _end(self, sock: socket.socket, message: Taken) -> None:
        answer = self._answer("dot", "")
        if answer.startswith("250") or answer == "hang up after":
            self.taken.append(message)
        self._give(sock, "hang up" if answer == "hang up after" else answer)

    def _say(self, sock: socket.socket, step: str, who: str = "") -> str:
        answer = self._answer(step, who)
        self._give(sock, answer)
        return answer

    def _answer(self, step: str, who: str) -> str:
        said = self.script.get(f"{step} {who}", self.script.get(step, GOOD[step]))
        if isinstance(said, list):
            said = said.pop(0) if said else GOOD[step]
        assert isinstance(said, str)
        return said

    def _give(self, sock: socket.socket, answer: str) -> None:
        if answer == "hang up":
            raise _Over
        if answer == "silence":
            time.sleep(30)
            raise _Over
        if answer == "drip":
            for _ in range(300):
                sock.sendall(b"2")
                time.sleep(0.05)
        sock.sendall(answer.encode().replace(b"\n", b"\r\n") + b"\r\n")


class _Over(Exception):
    pass


def _body(lines) -> bytes:
    """Read up to the full stop; a message that is cut off before it is nobody's."""
    held = []
    for line in iter(lines.readline, b""):
        if line == b".\r\n":
            return b"".join(held)
        held.append(line[1:] if line.startswith(b"..") else line)
    raise _Over
