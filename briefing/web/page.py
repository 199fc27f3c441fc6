"""One run of the review page: from the brief asked for to the address printed, until it is interrupted."""

import getpass
import logging
import os
import sys
import threading
import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from briefing.desk import Desk, open_desk
from briefing.errors import MissingExtra, NothingFound, UsageError
from briefing.settings import Settings
from briefing.store import open_store
from briefing.store.decisions import Decisions
from briefing.text.show import visible
from briefing.web.door import Door, Proxy

log = logging.getLogger(__name__)

KEY = "BRIEFING_REVIEW_KEY"
SHORTEST_KEY = 16


def review_page(
    wanted: str,
    settings: Settings,
    names: tuple[str, ...] = (),
    open_browser: bool = True,
    port: int = 0,
    behind: str = "",
    name_header: str = "",
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Show the brief *wanted* (else the latest) for review on the loopback address, until interrupted.

    An address with a token that works once is printed for each of *names*.
    """
    try:
        from briefing.web.app import review_app
        from briefing.web.serve import listen, serve
    except ImportError as error:
        raise MissingExtra("The review page", "web") from error
    proxy = proxy_at(behind, name_header, environ)
    desk = open_desk(wanted or _latest(settings), settings)
    try:
        listening = listen(port)
    except OSError as error:
        raise UsageError(
            f"Port {port} cannot be had: {error.strerror}.", "Leave out --port to take a free one."
        ) from error
    own = listening.getsockname()[1]
    door = Door(own, names or (settings.file.review.name or _user(),), proxy)
    addresses = {name: f"http://127.0.0.1:{own}/enter?token={token}" for token, name in door.tokens.items()}
    with suppress(KeyboardInterrupt):  # uvicorn raises it again once it has answered what was asked
        serve(review_app(desk, door), listening, lambda: _started(desk, addresses, proxy, open_browser))
    _say(_ended(desk))


def proxy_at(behind: str, name_header: str, environ: Mapping[str, str]) -> Proxy | None:
    """Return the proxy in front, if there is one. Raises UsageError where it could not be trusted."""
    if not behind:
        if name_header:
            raise UsageError(
                "--name-header needs --behind.", "Say the page's address at the proxy: --behind URL"
            )
        return None
    parts = urlsplit(behind)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise UsageError(
            f"'{behind}' is no address of a page.", "Such as https://review.example.org, with no path."
        )
    key = environ.get(KEY, "")
    if name_header and len(key) < SHORTEST_KEY:
        raise UsageError(
            f"--name-header needs {KEY}, of {SHORTEST_KEY} characters or more.",
            "The proxy must send it as X-Briefing-Key: else anybody on this machine could be anybody.",
        )
    return Proxy(f"{parts.scheme}://{parts.netloc}", name_header, key)


def _latest(settings: Settings) -> str:
    nothing = NothingFound("There is no brief to review.", "Make one: briefing generate --topic TEXT")
    if not settings.store.exists():
        raise nothing
    with open_store(settings.store) as store:
        newest = Decisions(store).newest_brief()
    if newest is None:
        raise nothing
    return newest


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


def _started(desk: Desk, addresses: Mapping[str, str], proxy: Proxy | None, open_browser: bool) -> None:
    _say(f"Reviewing {desk.brief.id}. Each address works once; Control-C ends the review.")
    for name, address in addresses.items():
        print(f"{visible(name)}: {address}" if len(addresses) > 1 else address, flush=True)
    if proxy and proxy.name_header:
        _say(f"At {proxy.origin}, names are taken from {proxy.name_header}.")
    if open_browser and len(addresses) == 1 and _has_a_screen():
        # A thread: some browsers return only when they are closed.
        threading.Thread(target=webbrowser.open, args=[*addresses.values()], daemon=True).start()


def _has_a_screen() -> bool:
    """Without one, Python would start a browser for terminals, over the very terminal we are printing to."""
    return sys.platform in ("darwin", "win32") or any(
        os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def _ended(desk: Desk) -> str:
    rows = desk.decisions()
    progress = desk.progress(rows)
    done = f"{progress.total - len(progress.left)} of {progress.total} decided."
    if not rows:
        return f"{done} To go on: briefing review {desk.brief.id}"
    return f"{done} To print it as reviewed: briefing show --reviewed {desk.brief.id}"


def _say(text: str) -> None:
    print(visible(text), file=sys.stderr, flush=True)
