"""Many questions at once, their answers as they come.

Not a ThreadPoolExecutor: it waits for its threads when the program is told to stop, and a request may take
minutes. These threads are daemons, so that Ctrl-C ends the run at once.
"""

from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TypeVar

T = TypeVar("T")


def together(jobs: Sequence[Callable[[], T]], at_once: int) -> Iterator[tuple[int, T | BaseException]]:
    """Run *jobs*, so many at once, and yield each one's place and what it gave or raised, first come first.

    When the caller stops listening, no further job is begun.
    """
    done: SimpleQueue[tuple[int, T | BaseException]] = SimpleQueue()
    places, lock, stop = iter(range(len(jobs))), Lock(), Event()

    def work() -> None:
        while not stop.is_set():
            with lock:
                place = next(places, None)
            if place is None:
                return
            try:
                done.put((place, jobs[place]()))
            except BaseException as error:
                done.put((place, error))

    for _ in range(min(at_once, len(jobs))):
        Thread(target=work, daemon=True).start()
    try:
        for _ in jobs:
            yield done.get()
    finally:
        stop.set()
