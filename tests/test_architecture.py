"""What the house promises about itself, read from its source."""

import ast
import hashlib
import re
import subprocess
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
SOURCES = sorted((HOME / "briefing").rglob("*.py"))

SEEDS = {
    "000_771ea932b3396be1.txt": "3668f1f14a50b1b0f93fa1e7d2b04d6b245c42166dbacdc4f3b9139e27e05d86",
    "001_5e13d072c3bbbb8a.txt": "533eb1636ad0fc1c2c495b603e918dd06f4547079a72711d6757ca5ee95b78fb",
    "002_ef09557d7b7e43a3.txt": "05f37596554323bb0c8bcfce5033d94e3fa7d71dd9ab61a66084500223e65c55",
    "003_c6bab78f9bfa36da.txt": "2304bf1f9952fb5d221cd786f38377f00b7eb87dfd065e7c0bfbbc9e59eca549",
    "004_743f908c63bc39a5.txt": "47d64e38d23d0711e6bcb4f090ae3edf52adc5708b5177e4102dfd5819181471",
}


def calls(name: str) -> list[str]:
    """The files of the package that call something called *name*."""
    return [
        path.relative_to(HOME).as_posix()
        for path in SOURCES
        if any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    ]


def imports(module: str) -> list[str]:
    """The files of the package that import *module*."""
    pattern = re.compile(rf"^\s*(?:import|from) {module}\b", re.MULTILINE)
    return [p.relative_to(HOME).as_posix() for p in SOURCES if pattern.search(p.read_text(encoding="utf-8"))]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=True)
    return [HOME / name for name in listed.stdout.splitlines() if (HOME / name).is_file()]


def test_only_verify_makes_a_checked_sentence():
    assert calls("CheckedSentence") == ["briefing/evidence/verify.py"]


def test_only_assemble_makes_a_brief():
    assert calls("Brief") == ["briefing/evidence/assemble.py"]


@pytest.mark.parametrize(
    ("module", "only"),
    [
        ("openai", ["briefing/engines/chat.py"]),
        ("tiktoken", ["briefing/text/tokens.py"]),
        ("sqlite3", ["briefing/store/sqlite.py"]),
        ("trafilatura", ["briefing/read/page.py"]),
    ],
)
def test_a_library_is_known_to_one_file(module: str, only: list[str]):
    assert imports(module) == only


def test_the_clock_is_not_read_below_the_deeds():
    below = [p for p in SOURCES if p.relative_to(HOME / "briefing").parts[0] in ("text", "model", "evidence")]
    asked = re.compile(r"\b(?:datetime\.now|date\.today|time\.time|random\.|os\.environ)\b")
    found = {p.name for p in below if asked.search(p.read_text(encoding="utf-8"))}

    assert found == {"tokens.py"}  # it looks for tiktoken's cache


def test_the_seeds_are_what_they_were():
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (HOME / "seeds").glob("*.txt")}

    assert found == SEEDS


def test_no_committed_file_points_outside_the_repository():
    parts = (  # in halves, so that this file itself holds none of them
        ("../", "shared"),
        ("/work", "/"),
        ("/root", "/"),
        ("files.python", "hosted"),
        ("pypi", ".org"),
        ("npm", "js"),
        ("deb.", "debian"),
    )
    outside = re.compile("|".join(re.escape(first + rest) for first, rest in parts))
    found = {
        str(path.relative_to(HOME))
        for path in tracked()
        if outside.search(path.read_text(encoding="utf-8", errors="ignore"))
    }

    assert found == set()
