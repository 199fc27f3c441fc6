"""Floor 3: a brief as people and programs read it: Markdown, one HTML page, plain text, JSON."""
