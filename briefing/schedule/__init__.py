"""When a brief is due: cron expressions or words, in a zone; arithmetic on times, no clock."""
