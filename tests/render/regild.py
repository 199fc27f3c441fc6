"""Write the golden files anew: `python -m tests.render.regild`, then read the diff."""

from pathlib import Path

from briefing.render.brief import render

from .builders import bare, dam

if __name__ == "__main__":
    for made in (dam, bare):
        for form in ("md", "html", "text"):
            path = Path(__file__).parent / "golden" / f"{made.__name__}.{form}"
            path.write_text(render(*made(), form), encoding="utf-8")
