"""The world becomes articles: files, folders, mail, pages and rows, each read or refused by name."""

from briefing.read.declared import DEFAULT_FIELDS, Declared
from briefing.read.sources import MAX_BYTES, Reading, article_of, read_sources

__all__ = ["DEFAULT_FIELDS", "MAX_BYTES", "Declared", "Reading", "article_of", "read_sources"]
