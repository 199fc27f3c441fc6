"""How long a thousand letters take over one pool of connections, and whether memory grows with them.

    python -m benchmarks.mailing [RECIPIENTS]

A server on loopback that answers at once and one that takes a while for each answer, as one across an
ocean does; the time without sending (the outbox alone) beside them. Peak memory is that of a process of
its own at 100 letters and at all of them.
"""

import asyncio
import resource
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.deliver.message import Sender, letter, parts
from briefing.post import mail_of, post, recipient, sender_of
from briefing.settings import load_settings
from briefing.store import open_store
from briefing.store.outbox import Mailing, Outbox

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
KILOBYTES = 60
ANSWERS = {b"EHLO": b"250 hello\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


def main(count: int) -> None:
    print(f"{count} recipients, a mail of {KILOBYTES} kB of HTML")
    for delay, connections in ((0.0, 1), (0.0, 2), (0.02, 1), (0.02, 4)):
        seconds, peak = _apart(count, delay, connections)
        told = f"{delay * 1000:.0f} ms an answer, {connections} connections"
        print(f"  {told:32} {seconds:6.1f} s  {count / seconds:6.0f} a second  peak {peak:.0f} MB")
    few, peak_few = _apart(100, 0.0, 2)
    print(f"  the first 100 alone              {few:6.1f} s                  peak {peak_few:.0f} MB")
    print(f"  building {count} letters, unsent    {_built(count):6.1f} s")


def one(count: int, delay: float, connections: int) -> None:
    """Send in this process, and print seconds and peak memory in MB."""
    taken: list[int] = []
    port = _server(delay, taken)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.toml"
        path.write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nfrom = "desk@example.org"\n'
            f"connections = {connections}\n",
            encoding="utf-8",
        )
        settings = load_settings(path, {})
        mailing = _mailing()
        with open_store(settings.store) as store:
            to = [recipient("mail", f"reader{n}@example.org", mailing.id, settings) for n in range(count)]
            Outbox(store).queue(mailing, to)
        start = time.perf_counter()
        post(settings, lambda: NOW)
        seconds = time.perf_counter() - start
    assert sum(taken) == count, f"{sum(taken)} of {count} arrived"
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _apart(count: int, delay: float, connections: int) -> tuple[float, float]:
    words = [sys.executable, "-m", "benchmarks.mailing", "--one", str(count), str(delay), str(connections)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def _built(count: int) -> float:
    mailing = _mailing()
    sender: Sender = sender_of(load_settings(None, {}), {})
    start = time.perf_counter()
    made = parts(mail_of(mailing))
    for number in range(count):
        letter(mail_of(mailing), made, f"reader{number}@example.org", sender)
    return time.perf_counter() - start


def _mailing() -> Mailing:
    paragraph = "<p>Water from the Ossen dam reached the old mill on Tuesday evening.</p>\n"
    html = paragraph * (KILOBYTES * 1000 // len(paragraph))
    text = html.replace("<p>", "").replace("</p>", "")
    return Mailing("bench-1", "bench", None, "The dam", text, html, NOW, NOW + timedelta(hours=12))


def _server(delay: float, taken: list[int]) -> int:
    """Start a server in a thread; it counts what it takes and keeps nothing. Return its port."""
    ready = threading.Event()
    port: list[int] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            await asyncio.sleep(delay)
            writer.write(ANSWERS.get(verb, b"250 ok\r\n"))
            if verb == b"DATA":
                while await reader.readline() != b".\r\n":
                    pass
                taken.append(1)
                await asyncio.sleep(delay)
                writer.write(b"250 taken\r\n")
            if verb == b"QUIT":
                break
        writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port.append(server.sockets[0].getsockname()[1])
        ready.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
    ready.wait()
    return port[0]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
