"""The published JSON Schema is that of the briefs we write."""

import json
from pathlib import Path

from briefing.render.brief import json_schema

PUBLISHED = Path(__file__).parents[2] / "docs" / "brief.schema.json"


def test_the_published_schema_is_current():
    """After a wanted change: `python -m tests.render.regild`."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json_schema()
