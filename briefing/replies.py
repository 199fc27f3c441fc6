"""The replies that are kept, so that the same question is paid for once."""

from datetime import UTC, datetime

from briefing.settings import Settings
from briefing.store import open_store
from briefing.store.replies import Kept, Replies

NEVER = datetime.fromtimestamp(0, UTC)


def kept(settings: Settings) -> Kept:
    """Return how many there are; none where there is no store yet."""
    if not settings.store.exists():
        return Kept(0, 0, None)
    with open_store(settings.store) as store:
        return Replies(store, NEVER).kept()


def clear(settings: Settings) -> int:
    """Forget all of them and return how many there were."""
    if not settings.store.exists():
        return 0
    with open_store(settings.store) as store:
        return Replies(store, NEVER).clear()
