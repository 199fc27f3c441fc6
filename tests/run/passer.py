"""A process that makes one pass at a time of its own: `passer.py SETTINGS NOW`."""

import sys
from datetime import datetime
from pathlib import Path

from briefing.run import run_due
from briefing.settings import load_settings


def main(settings: str, now: str) -> None:
    at = datetime.fromisoformat(now)
    done = run_due(load_settings(Path(settings), {}), lambda: at)
    print("\n".join((*done.done, *done.trouble)))


if __name__ == "__main__":
    main(*sys.argv[1:])
