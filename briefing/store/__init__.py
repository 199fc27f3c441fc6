"""Where articles and briefs are kept: SQLite, one small seam."""

from briefing.store.sqlite import KeptBrief, Store, open_store

__all__ = ["KeptBrief", "Store", "open_store"]
