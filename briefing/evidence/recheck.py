"""A brief read back is only a `StoredBrief` until it has been held against the texts again."""

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.errors import DamagedBrief
from briefing.model.article import digest
from briefing.model.brief import Brief
from briefing.model.canon import canonical_hash


@dataclass(frozen=True, slots=True)
class StoredBrief:
    """A brief as found on disk or in the store, not yet to be trusted. `source` is where it was found."""

    brief: Brief
    source: str


def recheck(stored: StoredBrief, texts: Mapping[str, str]) -> Brief:
    """Return the brief if its hash, its texts and all its quotes are as they were. Raises DamagedBrief at
    the first place.

    *texts* maps article ids to texts; every cited article must be there.
    """
    brief = stored.brief
    if not brief.id.endswith(canonical_hash(brief)[:10]):
        raise DamagedBrief(stored.source, "its content does not match its id.")
    cited = {citation.article for citation in brief.citations}
    for article in brief.articles:
        if article.id in texts and digest(texts[article.id]) != article.text_sha256:
            raise DamagedBrief(stored.source, f"the text of {article.source} has changed.")
        if article.id in cited and article.id not in texts:
            raise DamagedBrief(stored.source, f"the text of {article.source} is not in the store.")
    for c in brief.citations:
        if c.article not in texts or texts[c.article][c.start : c.end] != c.quote:
            raise DamagedBrief(stored.source, f"citation {c.number} is not what stands in its article.")
    return brief
