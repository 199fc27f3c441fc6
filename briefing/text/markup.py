"""Markup and addresses in text that should be prose."""

import re

_MARKUP = re.compile(
    r"https?:|\bwww\.|\b\w+://|\]\(|!\[|\]\[|<[a-zA-Z/!]|`|\[\^?\d{1,3}\]|\[\^|\{[{%]|\b(?:javascript|data):",
    re.IGNORECASE,
)


def markup(text: str) -> str | None:
    """Return the first piece of *text* that is markup or an address, or None.

    >>> markup("See [this](https://example.org)."), markup("The river [Sava] rose.")
    ('](', None)
    """
    found = _MARKUP.search(text)
    return found[0] if found else None
