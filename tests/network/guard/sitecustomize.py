"""Put on PYTHONPATH, this writes down and refuses every connection that a process makes, but one.

BRIEFING_GUARD_RECORD is the file that is written to, a line of JSON each; BRIEFING_GUARD_ALLOWED is the one
`host:port` that may be spoken to (written down as well). Looking up a name is a connection: it tells a server
what is read here. Starting a program is written down and not refused.
"""

import json
import os
import sys

RECORD = os.environ.get("BRIEFING_GUARD_RECORD", "")
ALLOWED = os.environ.get("BRIEFING_GUARD_ALLOWED", "")
LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile")


def watch(event: str, args: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = args[1]
        if address is None:  # a message on a socket that is connected already
            return
        to = f"{address[0]}:{address[1]}" if isinstance(address, tuple) else str(address)
        _told("connect", to, refused=to != ALLOWED)
    elif event in LOOK_UPS:
        host = args[0][0] if isinstance(args[0], tuple) else args[0]
        host = host.decode() if isinstance(host, bytes) else host
        # A server that listens asks for its own address.
        if host not in (None, ALLOWED.rpartition(":")[0], "127.0.0.1", "::1", "localhost"):
            _told("look-up", str(host), refused=True)
    elif event == "socket.bind":
        address = args[1]
        if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            _told("listen", str(address[0]), refused=True)
    elif event in STARTS:
        _told("start", str(args[0]), refused=False)


def _told(what: str, which: str, refused: bool) -> None:
    line = json.dumps([what, which, refused]) + "\n"
    record = os.open(RECORD, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(record, line.encode())
    os.close(record)
    if refused:
        raise ConnectionRefusedError(f"the test's guard refuses: {what} {which}")


if RECORD:
    sys.addaudithook(watch)
