"""Floor 3: how a message leaves the house. A channel tries once and says what became of it.

Channel.send(letter, committing) -> Receipt
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Fate = Literal["sent", "later", "refused", "unknown"]
"""Taken; not taken, try again; not taken, do not try again; nobody can know."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one recipient: who it is from and to on the envelope, and the bytes of the message.

    `name` is a file name for it; `text` and `html` are its two parts, for channels that are no mail.
    """

    message_id: str
    sender: str
    recipient: str
    subject: str
    data: bytes
    name: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a letter, and in a sentence why.

    `nobody`: the server says no such mailbox exists. `everybody`: the fault is the channel's, and the next
    letter would fare no better.
    """

    fate: Fate
    note: str
    nobody: bool = False
    everybody: bool = False


class Channel(Protocol):
    def send(self, letter: Letter, committing: Callable[[], bool]) -> Receipt:
        """Try once to send *letter*.

        *committing* is called right before the step that cannot be taken back. Where it returns False the
        letter is somebody else's by now, and the step is not taken.
        """
        ...

    def close(self) -> None: ...


TAKEN_OVER = Receipt("later", "Another process has taken it over.")
