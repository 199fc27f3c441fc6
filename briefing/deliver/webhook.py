"""An address that is told of trouble: a JSON document by POST, as chat rooms and pagers take it."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException

from briefing.deliver import TAKEN_OVER, Letter, Receipt


class Webhook:
    """A channel that posts `{"id", "subject", "text"}` to the address a letter goes to. No redirect is
    followed.
    """

    def __init__(self, deadline: float = 15.0) -> None:
        self.deadline = deadline

    def send(self, letter: Letter, committing: Callable[[], bool]) -> Receipt:
        told = {"id": letter.message_id.strip("<>"), "subject": letter.subject, "text": letter.text}
        asked = urllib.request.Request(
            letter.recipient, json.dumps(told).encode(), {"Content-Type": "application/json"}, method="POST"
        )
        if not committing():
            return TAKEN_OVER
        try:
            with urllib.request.build_opener(_NoRedirect).open(asked, timeout=self.deadline) as answer:
                return Receipt("sent", f"HTTP {answer.status}")
        except urllib.error.HTTPError as error:
            lasting = 400 <= error.code < 500 and error.code not in (408, 425, 429)
            return Receipt("refused" if lasting else "later", f"HTTP {error.code}")
        except (OSError, HTTPException, ValueError) as error:
            # A notice that comes twice does no harm; one that does not come does.
            return Receipt("later", f"It cannot be reached: {type(error).__name__}.")

    def close(self) -> None:
        pass


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None
