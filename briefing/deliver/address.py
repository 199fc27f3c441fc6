"""Who a message goes to: an address, checked when the settings are read and not when it is sent."""

import re
from dataclasses import dataclass

from briefing.text.show import invisible

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_NAMED = re.compile(r"\s*(?P<name>[^<>]*?)\s*<(?P<at>[^<>]*)>\s*")


class BadAddress(ValueError):
    """An address that cannot be used; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Address:
    """A name, perhaps empty, and an address in ASCII."""

    name: str
    at: str

    @property
    def domain(self) -> str:
        return self.at.rpartition("@")[2]


def address(text: str) -> Address:
    """Return the one address that *text* is. Raises BadAddress.

    A domain is written in ASCII, as mail looks it up. A name that itself looks like an address is refused:
    many readers see nothing but the name.

    >>> address("Desk <desk@bücher.example>")
    Address(name='Desk', at='desk@xn--bcher-kva.example')
    """
    if invisible(text) or "\n" in text or "\t" in text:
        raise BadAddress(f"'{text}' holds a character that cannot be seen.")
    named = _NAMED.fullmatch(text)
    name, at = (named["name"].strip('" '), named["at"]) if named else ("", text.strip())
    if "@" in name or "=?" in name or '"' in name:
        raise BadAddress(f"'{text}' has a name that looks like an address.")
    local, _, domain = at.rpartition("@")
    if not _LOCAL.fullmatch(local) or len(local) > 64:
        raise BadAddress(f"'{text}' is no mail address; write name@example.org.")
    return Address(name, f"{local}@{_domain(domain, text)}")


def _domain(domain: str, text: str) -> str:
    try:
        ascii = domain.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise BadAddress(f"'{text}' has no domain that mail can look up.") from error
    labels = ascii.split(".")
    alone = len(labels) < 2 and ascii != "localhost"
    if alone or len(ascii) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise BadAddress(f"'{text}' has no domain that mail can look up.")
    return ascii
