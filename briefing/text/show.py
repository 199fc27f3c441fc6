"""Article text made safe to look at: no control, bidi or invisible character passes unseen."""

import re
from collections.abc import Callable

# C0/C1 controls but tab and newline, bidi marks and overrides, zero-width and tag characters, noncharacters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
_INVISIBLE_IN_WORDS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def visible(text: str) -> str:
    """Return *text* with each hidden character shown as its code point, `<U+202E>`.

    Soft hyphens, zero-width joiners and spaces vanish instead: they carry no meaning in print.

    >>> visible("a\\u200bb\\x1b[0m")
    'ab<U+001B>[0m'
    """
    return _UNSEEN.sub(
        lambda m: f"<U+{ord(m[0]):04X}>", _INVISIBLE_IN_WORDS.sub("", text.replace("\r\n", "\n"))
    )


def unseen_replaced(text: str, shown: Callable[[str], str]) -> str:
    """Return *text* with each character that cannot be seen replaced by what *shown* makes of it."""
    return _UNSEEN.sub(lambda found: shown(found[0]) if found[0] not in "\n\t" else found[0], text)


def one_line(text: str) -> str:
    """Return *text* visible and on one line, runs of white space as one space."""
    return " ".join(visible(text).split())


def invisible(text: str) -> tuple[str, ...]:
    """Return the hidden characters of *text* in order, for a warning that counts them."""
    return tuple(_UNSEEN.findall(text))
