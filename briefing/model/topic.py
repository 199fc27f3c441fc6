"""What somebody follows."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its title, and the ways of asking for it, the query first and its aliases after it."""

    title: str
    queries: tuple[str, ...]
    slug_from: str | None = None

    @property
    def slug(self) -> str:
        """A name for files: `[a-z0-9-]`, at most 60 characters, never empty and never a path.

        >>> Topic("../../x?", ("x",)).slug
        'x'
        """
        words = re.sub(r"[^a-z0-9]+", "-", (self.slug_from or self.title).lower()).strip("-")
        return words[:60].strip("-") or "topic"
