"""A program of the user's own that takes letters, as sendmail does: the message on its standard input."""

import os
import shlex
import subprocess
from collections.abc import Callable

from briefing.deliver import TAKEN_OVER, Letter, Receipt
from briefing.text.show import one_line

TEMPORARY = 75  # EX_TEMPFAIL of sysexits.h


class Command:
    """A channel that runs the program the letter is addressed to; no shell reads it.

    Exit 0 is sent, 75 is later, any other is refused. One that is killed or outlives *deadline* seconds
    may have sent it or not.
    """

    def __init__(self, deadline: float = 60.0) -> None:
        self.deadline = deadline

    def send(self, letter: Letter, committing: Callable[[], bool]) -> Receipt:
        words = shlex.split(letter.recipient)
        told = {"BRIEFING_MESSAGE_ID": letter.message_id, "BRIEFING_SUBJECT": letter.subject}
        if not committing():
            return TAKEN_OVER
        try:
            done = subprocess.run(
                words,
                input=letter.data,
                capture_output=True,
                timeout=self.deadline,
                env={**os.environ, **told},
            )
        except subprocess.TimeoutExpired:
            return Receipt("unknown", f"'{words[0]}' did not end within {self.deadline:.0f} seconds.")
        except OSError as error:
            return Receipt("later", f"'{words[0]}' cannot be run: {error.strerror}.")
        return _judged(words[0], done)

    def close(self) -> None:
        pass


def _judged(name: str, done: "subprocess.CompletedProcess[bytes]") -> Receipt:
    said = one_line(done.stderr.decode("utf-8", "replace"))[-160:]
    note = f"'{name}' ended with {done.returncode}{f': {said}' if said else ''}."
    if done.returncode == 0:
        return Receipt("sent", note)
    if done.returncode < 0:
        return Receipt("unknown", f"'{name}' was killed by signal {-done.returncode}.")
    return Receipt("later" if done.returncode == TEMPORARY else "refused", note)
