"""Floor 2: pure judgement over articles. No network, no database, no clock."""
