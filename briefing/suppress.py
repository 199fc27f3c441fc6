"""Who wants no more mail: kept by the operator, or by the reader's own token."""

import os
from collections.abc import Mapping
from datetime import datetime

from briefing.deliver.address import BadAddress
from briefing.deliver.address import address as checked
from briefing.deliver.message import token_fits
from briefing.errors import BriefingError, UsageError
from briefing.post import sender_of
from briefing.settings import Settings
from briefing.store import open_store
from briefing.store.outbox import Outbox


def suppress(
    address: str, list: str, why: str, token: str | None, lift: bool, settings: Settings, now: datetime,
    environ: Mapping[str, str] = os.environ,
) -> str:  # fmt: skip
    """Suppress *address*, or lift that, and say so. Doing it twice is doing it once.

    A *token* has to be the address's own for *list*. Raises BriefingError where it is not.
    """
    try:
        at = checked(address).at
    except BadAddress as error:
        raise UsageError(str(error)) from error
    if token is not None and (lift or not token_fits(token, list, at, sender_of(settings, environ).key)):
        raise BriefingError("This is not that reader's token.", "Nothing has been changed.")
    with open_store(settings.store) as store:
        outbox = Outbox(store)
        if lift:
            return f"{at} gets mail again." if outbox.lift(at) else f"{at} was not suppressed."
        outbox.suppress(at, list, why, now)
    return f"{at} gets nothing more{f' from {list}' if list else ''}."


def suppressed(settings: Settings) -> str:
    """Return who gets nothing, a line each."""
    if not settings.store.exists():
        return ""
    with open_store(settings.store) as store:
        rows = Outbox(store).suppressed()
    return "".join(f"{at}  {list or 'everything'}  {why}\n" for at, list, why in rows)
