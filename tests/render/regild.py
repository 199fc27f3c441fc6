"""Write the golden files and the schema anew, then read the diff: `python -m tests.render.regild`."""

import json
from pathlib import Path

from briefing.render.brief import json_schema, render

from .builders import bare, dam, named

HERE = Path(__file__).parent

if __name__ == "__main__":
    for made in (dam, bare):
        for style in ("brief", "executive"):
            for form in ("md", "html", "text"):
                path = HERE / "golden" / named(made.__name__, style, form)
                path.write_text(render(*made(), form, style=style), encoding="utf-8")
    schema = json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"
    (HERE.parents[1] / "docs" / "brief.schema.json").write_text(schema, encoding="utf-8")
