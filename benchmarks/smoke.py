"""What a stranger gets: the brief from a folder of its own, and a wheel that carries what it needs.

    python -m benchmarks.smoke

Exits with 1 at the first thing that is not as promised.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        brief_from_seeds(Path(folder))
        wheel(Path(folder))
    print("smoke: fine")
    return 0


def brief_from_seeds(folder: Path) -> None:
    """The main job twice in an empty folder: the same bytes, and a product on stdout only."""
    command = [
        str(BIN / "briefing"),
        "generate",
        "--topic",
        "Kursk offensive",
        "--source",
        str(HERE / "seeds"),
    ]
    runs = [subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True) for _ in "ab"]
    require(runs[0].stdout == runs[1].stdout, "the same brief twice differs")
    require("4 independent sources" in runs[0].stdout, "the seeds are not four independent sources")
    require(len(list((folder / "briefs").glob("*.html"))) == 1, "no page was written, or two")


def wheel(folder: Path) -> None:
    """A wheel with prompts and templates, and none of the seeds."""
    build = [str(BIN / "python"), "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(HERE)]
    subprocess.run(build, check=True)
    (made,) = folder.glob("briefing-*.whl")
    names = zipfile.ZipFile(made).namelist()
    for name in ("shipped/prompts/summary.md.j2", "shipped/templates/brief.html.j2", "web/files/review.html"):
        require(f"briefing/{name}" in names, f"the wheel lacks {name}")
    require(not any("seeds" in name for name in names), "the wheel carries the seeds")


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        sys.exit(f"smoke: {otherwise}")


if __name__ == "__main__":
    sys.exit(main())
