"""Floor 0: strings and offsets only. Nothing here knows what an article or a brief is."""
