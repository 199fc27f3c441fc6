"""Who may come in: one-time tokens, sessions, and the names that decisions are written down under."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from secrets import token_bytes, token_urlsafe

from briefing.text.show import one_line

LONGEST_NAME = 80
KEY_HEADER = "x-briefing-key"


@dataclass(frozen=True, slots=True)
class Session:
    """A reviewer who is in. `proof` goes with every POST: a page of another site cannot know it."""

    name: str
    proof: str


@dataclass(frozen=True, slots=True)
class Proxy:
    """An authenticating proxy in front: its address as browsers see it, the header with the reviewer's name,
    and the key that it must send along. Without a header, it only passes requests on.
    """

    origin: str
    name_header: str = ""
    key: str = field(default="", repr=False)

    @property
    def host(self) -> str:
        return self.origin.partition("://")[2]


class Door:
    """Lets reviewers in and tells who they are. A token works once; its session lasts as long as the
    server.
    """

    def __init__(self, port: int, names: Sequence[str], proxy: Proxy | None = None) -> None:
        self.tokens = {token_urlsafe(24): name for name in names}
        self._proxy = proxy
        self._secret = token_bytes(32)
        self._sessions: dict[str, Session] = {}
        self.cookie = f"briefing_{port}"
        self.hosts = [f"127.0.0.1:{port}", f"localhost:{port}", *([proxy.host] if proxy else [])]
        self.origins = [f"http://{host}" for host in self.hosts[:2]] + ([proxy.origin] if proxy else [])

    def enter(self, token: str) -> str | None:
        """Return a new session's id for a token that has not been used, else None."""
        known = next((each for each in self.tokens if compare_digest(each, token)), None)
        if known is None:
            return None
        name, id = self.tokens.pop(known), token_urlsafe(24)
        self._sessions[id] = Session(name, token_urlsafe(24))
        return id

    def secure(self, host: str) -> bool:
        """Whether browsers reach *host* over TLS, so that the cookie may say so."""
        return bool(self._proxy and host == self._proxy.host and self._proxy.origin.startswith("https:"))

    def session(self, host: str, headers: dict[str, str]) -> Session | None:
        """Return whose request this is: by its cookie, or by the proxy's header if that is switched on."""
        by_proxy = self._by_proxy(host, headers)
        return by_proxy or self._sessions.get(_cookies(headers.get("cookie", "")).get(self.cookie, ""))

    def _by_proxy(self, host: str, headers: dict[str, str]) -> Session | None:
        proxy = self._proxy
        if proxy is None or not proxy.name_header or host != proxy.host:
            return None
        if not compare_digest(headers.get(KEY_HEADER, "").encode(), proxy.key.encode()):
            return None
        name = one_line(headers.get(proxy.name_header.lower(), ""))[:LONGEST_NAME]
        proof = hmac(self._secret, name.encode(), sha256).hexdigest()
        return Session(name, proof) if name else None


def _cookies(header: str) -> dict[str, str]:
    pairs = (part.strip().partition("=") for part in header.split(";"))
    return {name: value for name, _, value in pairs}
