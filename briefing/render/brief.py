"""A brief written down: for readers through templates, for programs as JSON, and read back from it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from briefing.errors import DamagedBrief
from briefing.model import canon
from briefing.model.brief import SCHEMA, Brief

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Form = Literal["md", "html", "text"]


def render(
    brief: Brief,
    texts: Mapping[str, str],
    form: Form,
    overrides: Sequence[Path] = (),
    style: str = "brief",
    *,
    paper: bool = False,
    home: str = "",
) -> str:
    """Return *brief* in *form*: the same bytes for the same brief, texts and templates.

    *texts* are the full texts of its articles by their id, to show each quote among the sentences around it.
    The template is `STYLE.FORM.j2` of the first of *overrides* that has it, else the shipped one. *paper*
    asks for a page that will be printed to PDF; *home* is the way back to an archive's index.
    """
    # Jinja takes a quarter of a second to import, and reading or hashing a brief does without it.
    from briefing.render.environment import environment, write
    from briefing.render.page import lay_out

    values = {"brief": brief, "page": lay_out(brief, texts), "paper": paper, "home": home}
    return write(environment("templates", overrides), f"{style}.{form}.j2", values)


def to_json(brief: Brief) -> str:
    """Return *brief* as its JSON document: fields in their order, one space of indent, a last newline."""
    return canon.as_json(canon.as_data(brief))


def from_json(text: str, source: str) -> Brief:
    """Return the brief that *text* holds; *source* names it in errors.

    Read back is not verified: the quotes have still to be looked up in the articles.
    """
    data = _loaded(text, source)
    if data.get("schema") != SCHEMA:
        raise DamagedBrief(
            source, f"its schema is {data.get('schema')!r}, and this program reads {SCHEMA!r}."
        )
    brief = _validated(text, source)
    unknown = _first_unknown(data, canon.as_data(brief))
    if unknown:
        raise DamagedBrief(source, f"it holds something that is no part of a brief, at '{unknown}'.")
    return brief


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a brief."""
    schema = _adapter().json_schema()
    schema["properties"]["schema"]["const"] = SCHEMA
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _loaded(text: str, source: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedBrief(source, f"it is not JSON ({error}).") from error
    if not isinstance(data, dict):
        raise DamagedBrief(source, "it is JSON, but no object.")
    return data


def _validated(text: str, source: str) -> Brief:
    from pydantic import ValidationError

    try:
        brief = _adapter().validate_json(text, strict=True)
        canon.as_data(brief)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DamagedBrief(source, f"'{where}': {first['msg']}.") from error
    except ValueError as error:
        raise DamagedBrief(source, f"{error}.") from error
    return brief


def _adapter() -> "TypeAdapter[Brief]":
    from pydantic import TypeAdapter

    return TypeAdapter(Brief)


def _first_unknown(read: Any, known: Any, where: str = "") -> str | None:
    """Return the path of the first key of *read* that *known* lacks: pydantic passes over it in silence."""
    if isinstance(read, dict):
        strange = next((key for key in read if key not in known), None)
        if strange is not None:
            return f"{where}{strange}"
        return _first([_first_unknown(value, known[key], f"{where}{key}.") for key, value in read.items()])
    if isinstance(read, list):
        pairs = enumerate(zip(read, known, strict=True))
        return _first([_first_unknown(mine, other, f"{where}{place}.") for place, (mine, other) in pairs])
    return None


def _first(paths: Sequence[str | None]) -> str | None:
    return next((path for path in paths if path), None)
