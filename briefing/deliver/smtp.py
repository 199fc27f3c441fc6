"""Mail by SMTP, one envelope a recipient, over a connection that is kept open from one letter to the next.

The standard library's client is used command by command, so that the step which cannot be taken back, the
full stop after the message, stands alone: before it nobody has the letter, after the answer we know.
"""

import os
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from briefing.deliver import TAKEN_OVER, Letter, Receipt
from briefing.errors import NoMail
from briefing.text.show import one_line

CONNECT = 20.0  # seconds to connect, at most
ANSWER = 8192  # bytes of an answer that are read, at most
_NO_SUCH_MAILBOX = ("5.1.1", "5.1.2", "5.1.3", "5.1.10")
_DONE_WITH_IT = (250, 251, 252)
_CLOSING = 421


@dataclass(frozen=True, slots=True)
class Server:
    """The server that takes our mail. `security`: starttls, tls or none; `deadline`: seconds for one
    letter.
    """

    host: str
    port: int
    security: str
    user: str | None = None
    password: str = field(default="", repr=False)
    ca_file: str | None = None
    deadline: float = 60.0


class Smtp:
    """A channel to one server. Not for use by two threads at once."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._client: _Client | None = None

    def send(self, letter: Letter, committing: Callable[[], bool]) -> Receipt:
        """Try once. Whatever happens before the full stop is safe to try again; after it, only an answer
        tells.
        """
        until = time.monotonic() + self.server.deadline
        kept_open = self._client is not None
        try:
            client = self._connected(until)
            refusal = _offered(client, letter)
        except (_Refused, OSError, smtplib.SMTPException) as error:
            self._drop()
            # A server hangs up on who is silent for long, or after so many letters; a new connection is no
            # new attempt.
            return self.send(letter, committing) if kept_open else _before(error)
        if refusal:
            self._reset(client)
            return refusal
        return self._committed(client, letter, committing)

    def greet(self) -> str:
        """Connect, sign in and say goodbye; return in a sentence that it went well. Raises NoMail."""
        try:
            client = self._connected(time.monotonic() + self.server.deadline)
        except (_Refused, OSError, smtplib.SMTPException) as error:
            where = f"{self.server.host}:{self.server.port}"
            hint = "Check host, port, security, user and the password."
            raise NoMail(f"{where}: {_why(error)}", hint) from error
        how = "encrypted" if isinstance(client.sock, ssl.SSLSocket) else "in the open"
        self.close()
        return f"mail: {self.server.host}:{self.server.port} answers, {how}."

    def close(self) -> None:
        """Say goodbye. What was taken is taken: an answer that does not come changes nothing (EM-17)."""
        if self._client:
            with suppress(OSError, smtplib.SMTPException):
                self._client.until = time.monotonic() + 2
                self._client.quit()
        self._drop()

    def _committed(self, client: "_Client", letter: Letter, committing: Callable[[], bool]) -> Receipt:
        if not committing():
            self._drop()
            return TAKEN_OVER
        try:
            client.send(b".\r\n")
            code, answer = client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Receipt("unknown", f"The server fell silent after the message: {_why(error)}.")
        receipt = _judged(code, answer)
        if receipt.fate != "sent":
            self._reset(client)
        return receipt

    def _connected(self, until: float) -> "_Client":
        if self._client is None:
            self._client = _connect(self.server, until)
        self._client.until = until
        return self._client

    def _reset(self, client: "_Client") -> None:
        try:
            client.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        if self._client:
            self._client.close()
        self._client = None


class _Refused(Exception):
    """The server said no to us, before it was told of any letter."""

    def __init__(self, code: int, answer: bytes) -> None:
        super().__init__(_told(code, answer))
        self.lasting = code >= 500


class _Unsafe(_Refused):
    """The server would have our password in the open."""

    def __init__(self, problem: str) -> None:
        Exception.__init__(self, problem)
        self.lasting = False


class _Client(smtplib.SMTP):
    """The library's client with one deadline for all steps of a letter: its own time-out begins anew with
    each byte.
    """

    def __init__(self, until: float) -> None:
        self.until = until
        self._rest = b""
        super().__init__(local_hostname=_our_name())

    def left(self) -> float:
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("the deadline has passed")
        return seconds

    def send(self, s) -> None:  # type: ignore[no-untyped-def]  # as the library declares it
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        self.sock.settimeout(self.left())
        self.sock.sendall(s.encode("ascii") if isinstance(s, str) else s)

    def getreply(self) -> tuple[int, bytes]:
        lines = []
        while True:
            line = self._line()
            lines.append(line[4:].strip())
            if not line[:3].isdigit():
                raise smtplib.SMTPResponseException(-1, one_line(line.decode("ascii", "replace"))[:80])
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)

    def _line(self) -> bytes:
        while b"\n" not in self._rest:
            if self.sock is None or len(self._rest) > ANSWER:
                raise smtplib.SMTPServerDisconnected("its answer has no end")
            self.sock.settimeout(self.left())
            more = self.sock.recv(4096)
            if not more:
                raise smtplib.SMTPServerDisconnected("it hung up")
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def forget_plaintext(self) -> None:
        """What came in the open after STARTTLS was answered is nobody's answer."""
        self._rest = b""

    def use(self, sock: socket.socket, host: str) -> None:
        self.sock, self._host = sock, host


def _connect(server: Server, until: float) -> _Client:
    client = _Client(until)
    try:
        sock = socket.create_connection((server.host, server.port), min(CONNECT, client.left()))
        # One small packet for each command: waiting to fill it would cost 40 ms a step.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if server.security == "tls":
            sock = _context(server).wrap_socket(sock, server_hostname=server.host)
        client.use(sock, server.host)
        _greeted(client)
        if server.security == "starttls":
            _secured(client, server)
        if server.user:
            _signed_in(client, server)
    except BaseException:
        client.close()
        raise
    return client


def _greeted(client: _Client) -> None:
    code, answer = client.getreply()
    if code != 220:
        raise _Refused(code, answer)
    client.ehlo_or_helo_if_needed()


def _secured(client: _Client, server: Server) -> None:
    """Never go on in the open: whoever stands between may have taken STARTTLS out of the answer (EM-11)."""
    if not client.has_extn("starttls"):
        raise _Unsafe(f"{server.host} offers no encryption (STARTTLS), and [mail] security asks for it")
    code, answer = client.docmd("STARTTLS")
    if code != 220:
        raise _Refused(code, answer)
    client.forget_plaintext()
    assert client.sock is not None
    client.sock.settimeout(client.left())
    client.use(_context(server).wrap_socket(client.sock, server_hostname=server.host), server.host)
    client.ehlo_resp = client.helo_resp = None  # what was said in the open does not count
    client.esmtp_features = {}
    client.does_esmtp = False
    client.ehlo_or_helo_if_needed()


def _signed_in(client: _Client, server: Server) -> None:
    if not isinstance(client.sock, ssl.SSLSocket):
        raise _Unsafe("a password is never sent in the open")
    try:
        client.login(server.user or "", server.password, initial_response_ok=True)
    except smtplib.SMTPAuthenticationError as error:
        code = error.smtp_code
        raise _Unsafe(f"{server.host} does not accept user and password ({code})") from error


def _context(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=server.ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _offered(client: _Client, letter: Letter) -> Receipt | None:
    """Take the letter up to its full stop. Return the receipt if the server will not have it."""
    data = _dotted(letter.data)
    limit = client.esmtp_features.get("size", "") if client.has_extn("size") else ""
    if limit.isdigit() and 0 < int(limit) < len(data):
        kilobytes = int(limit) // 1000
        much = f"The server takes {limit} bytes at most, and this has {len(data)}"
        return Receipt("refused", f"{much}: set [mail] largest_kb to {kilobytes}.")
    size = f" SIZE={len(data)}" if limit else ""
    for command in (f"mail FROM:<{letter.sender}>{size}", f"rcpt TO:<{letter.recipient}>"):
        code, answer = client.docmd(command)
        if code == _CLOSING:
            raise _Refused(code, answer)
        if code not in _DONE_WITH_IT:
            return _judged(code, answer)
    client.putcmd("data")
    code, answer = client.getreply()
    if code != 354:
        return _judged(code, answer)
    client.send(data)
    return None


def _dotted(data: bytes) -> bytes:
    """Return *data* as it is sent: a full stop that begins a line is doubled, and the last line is ended."""
    lines = data.replace(b"\r\n.", b"\r\n..")
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _judged(code: int, answer: bytes) -> Receipt:
    note = _told(code, answer)
    if code in _DONE_WITH_IT:
        return Receipt("sent", note)
    if 500 <= code <= 599:
        return Receipt("refused", note, nobody=answer.decode("ascii", "replace").startswith(_NO_SUCH_MAILBOX))
    return Receipt("later", note)


def _before(error: Exception) -> Receipt:
    if isinstance(error, _Refused) and error.lasting:
        return Receipt("refused", f"{error}.", everybody=True)
    return Receipt("later", f"The server could not be spoken to: {_why(error)}.", everybody=True)


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    return one_line(str(error) or type(error).__name__)[:200].rstrip(".")


def _told(code: int, answer: bytes) -> str:
    return one_line(f"{code} {answer.decode('utf-8', 'replace')}")[:200]


def _our_name() -> str:
    """Return the name we greet with; looking it up may take the resolver half a minute, so it is not
    asked.
    """
    name = os.uname().nodename if hasattr(os, "uname") else "localhost"
    return name if "." in name else "[127.0.0.1]"
