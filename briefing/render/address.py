"""Addresses a reader may be sent to, and the place on a page to open them at."""

import re
from urllib.parse import quote, urlsplit

from briefing.text.show import invisible

_WORDS_AT_EACH_END = 5
_KEPT = "%/:?=&+,;@$!*~"


def safe_address(url: str | None) -> str | None:
    """Return *url* if a reader can be sent there: plain http or https, host in ASCII. Else None.

    An address with a user's name in it is refused: https://paper.test@other.test/ leads to other.test.

    >>> safe_address("https://bücher.test/a b?q=1#top")
    'https://xn--bcher-kva.test/a%20b?q=1'
    >>> safe_address("javascript:alert(1)"), safe_address("https://paper.test@other.test/")
    (None, None)
    """
    if not url or invisible(url):
        return None
    try:
        parts = urlsplit(url.strip())
        host = _ascii(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    return f"{parts.scheme}://{host}{port}{quote(parts.path, safe=_KEPT)}{query}"


def host_of(address: str) -> str:
    """Return the host of an address that `safe_address` gave."""
    return urlsplit(address).hostname or ""


def at_words(address: str, words: str) -> str:
    """Return *address* so that a browser opens it at *words* (a text fragment).

    >>> at_words("https://a.test/x", "Well-known, he said")
    'https://a.test/x#:~:text=Well%2Dknown%2C%20he%20said'
    """
    every = words.split()
    if len(every) <= 2 * _WORDS_AT_EACH_END:
        ends = [" ".join(every)]
    else:
        ends = [" ".join(every[:_WORDS_AT_EACH_END]), " ".join(every[-_WORDS_AT_EACH_END:])]
    return f"{address}#:~:text=" + ",".join(_encoded(end) for end in ends)


def _encoded(words: str) -> str:
    # A hyphen separates a fragment's parts, and `quote` leaves it alone.
    return quote(words, safe="", errors="replace").replace("-", "%2D")


def _ascii(host: str) -> str:
    """Return *host* in the letters it is looked up by; a ValueError if it has none."""
    name = host.encode("idna").decode("ascii").lower()
    if not re.fullmatch(r"[a-z0-9._-]+", name):
        raise ValueError(f"{host} is no host")
    return name
