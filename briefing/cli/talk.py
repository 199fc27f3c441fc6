"""How the command line talks: the product to stdout, everything else to stderr."""

import logging
import sys

from briefing.errors import BriefingError
from briefing.text.show import visible

WIPE = "\r\x1b[K"  # what stands on the line of a terminal


def print_product(text: str | bytes) -> None:
    """Print *text* to stdout as UTF-8, whatever the locale says."""
    sys.stdout.flush()
    if isinstance(text, str):
        text = (text if text.endswith("\n") or not text else text + "\n").encode("utf-8", "replace")
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """Print *text* to stderr; on a terminal, in place of the stage that stands there."""
    print(WIPE * sys.stderr.isatty() + visible(text), file=sys.stderr)


def tell(error: BriefingError) -> None:
    """Print an error and its next step."""
    say(f"briefing: {error.message}")
    if error.hint:
        say(f"  {error.hint}")


def start_logging(verbose: bool) -> None:
    """Warnings always, what is done with -v; on a terminal each stage is shown and wiped by the next."""
    ours = logging.getLogger("briefing")
    for old in ours.handlers[:]:
        ours.removeHandler(old)
    if verbose:
        logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")
        ours.setLevel(logging.DEBUG)
        return
    ours.setLevel(logging.INFO if sys.stderr.isatty() else logging.WARNING)
    ours.addHandler(_Stages())
    ours.propagate = False


class _Stages(logging.Handler):
    """Warnings as lines; what goes on as one line that the next replaces."""

    def emit(self, record: logging.LogRecord) -> None:
        text = visible(record.getMessage())
        if record.levelno >= logging.WARNING:
            self._write(f"Warning: {text}\n")
        elif sys.stderr.isatty():
            self._write(f"{text[:76]} ...")

    def _write(self, text: str) -> None:
        sys.stderr.write(WIPE * sys.stderr.isatty() + text)
        sys.stderr.flush()
