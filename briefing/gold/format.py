"""The format of a gold topic: `gold.toml` or `gold.json` beside its articles."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from briefing.errors import BadGold
from briefing.gold.terms import Terms
from briefing.model.article import digest

FILES = ("gold.toml", "gold.json")
KINDS = ("figure", "denial", "assessment", "forecast", "attribution", "update")

Words = Annotated[str, Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    @field_validator("needs", "by", "unless", "answer", "holder", check_fields=False)
    @classmethod
    def _are_terms(cls, value: Any) -> Any:
        for words in value if isinstance(value, list) else [value]:
            if words is not None:
                Terms.of(words)
        return value


class FactTable(_Table):
    """`[[fact]]`: what a good brief holds. `says` is for people, the rest is what is looked for."""

    says: Words
    needs: list[Words] = Field(min_length=1)
    by: Words | None = None
    support: list[Words] = Field(default_factory=list)


class PositionTable(_Table):
    answer: Words
    holder: Words | None = None
    support: list[Words] = Field(default_factory=list)


class DisputeTable(_Table):
    """`[[dispute]]`: what the sources disagree about, each side with its places."""

    question: Words
    kind: Words
    position: list[PositionTable] = Field(min_length=2)

    @field_validator("kind")
    @classmethod
    def _known(cls, value: str) -> str:
        for kind in value.split("|"):
            if kind.strip() not in KINDS:
                raise ValueError(f"there is no kind '{kind.strip()}'; known: {', '.join(KINDS)}")
        return value

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(kind.strip() for kind in self.kind.split("|"))


class UndisputedTable(_Table):
    """`[[undisputed]]`: what differs without being a disagreement, such as an update or another scope."""

    question: Words
    position: list[PositionTable] = Field(min_length=2)


class ForbiddenTable(_Table):
    """`[[forbidden]]`: what a brief must not say; with `unless`, not without one of these words."""

    says: Words
    needs: list[Words] = Field(min_length=1)
    unless: Words | None = None


class GoldFile(_Table):
    """The whole of a gold file. `article` tables are those of `briefing.toml`."""

    topic: Words
    query: Words | None = None
    aliases: list[Words] = Field(default_factory=list)
    articles: list[Words] = Field(default_factory=list)
    article: list[dict[str, Any]] = Field(default_factory=list)
    independent: int = Field(ge=1)
    fact: list[FactTable] = Field(min_length=1)
    dispute: list[DisputeTable] = Field(default_factory=list)
    undisputed: list[UndisputedTable] = Field(default_factory=list)
    forbidden: list[ForbiddenTable] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold topic: its name (that of its folder), where it lies, what it holds, and its file's sha256."""

    name: str
    path: Path
    file: GoldFile
    text: str
    sha256: str

    def bad(self, what: str, *keys: str | int) -> BadGold:
        """Return the error that *what* is wrong at *keys*, as in ("fact", 3, "support", 0)."""
        return BadGold(str(self.path), _where(self.path, self.text, keys), what)


def find_gold(folder: Path) -> tuple[Gold, ...]:
    """Return the gold topic of *folder*, or those of the folders in it, by name. Raises BadGold."""
    if not folder.is_dir():
        raise BadGold(str(folder), "", "there is no such folder.")
    own = _file_in(folder)
    paths = [own] if own else [p for below in sorted(folder.iterdir()) if (p := _file_in(below))]
    if not paths:
        raise BadGold(str(folder), "", f"neither it nor a folder in it has a {' or '.join(FILES)}.")
    return tuple(read_gold(path) for path in paths)


def read_gold(path: Path) -> Gold:
    """Return the gold topic at *path*. Raises BadGold naming file, line and key."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
        file = GoldFile.model_validate(data)
    except (OSError, UnicodeDecodeError) as error:
        raise BadGold(str(path), "", f"it cannot be read: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadGold(str(path), _where(path, text, first["loc"]), problem(first)) from error
    except (ValueError, RecursionError) as error:
        raise BadGold(str(path), "", f"it is not valid {path.suffix[1:].upper()}: {error}.") from error
    return Gold(path.parent.resolve().name, path, file, text, digest(text))


def _file_in(folder: Path) -> Path | None:
    return next((path for name in FILES if (path := folder / name).is_file()), None)


def problem(error: Any) -> str:
    """Return one fault that pydantic found, told as a sentence that follows a colon."""
    if error["type"] == "extra_forbidden":
        return "there is no such key."
    if error["type"] == "missing":
        return "this key is missing."
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{message[0].lower()}{message[1:]}."


def _where(path: Path, text: str, keys: Sequence[str | int]) -> str:
    """Return where *keys* lead to: line and key in TOML; JSON has no lines worth naming, only keys.

    >>> _where(Path("gold.toml"), "[[fact]]\\nsays = 1\\n[[fact]]\\nneeds = []\\n", ("fact", 1, "needs"))
    ", line 4, key 'fact 2, needs'"
    """
    if not keys:
        return ""
    named = ", ".join(_named(keys))
    line = f", line {_line(text, keys)}" if path.suffix == ".toml" else ""
    return f"{line}, key '{named}'"


def _named(keys: Sequence[str | int]) -> list[str]:
    """Name tables from 1, as a person counts them: ("fact", 3, "needs", 0) is `fact 4`, `needs 1`."""
    parts: list[str] = []
    for key in keys:
        if isinstance(key, int) and parts:
            parts[-1] += f" {key + 1}"
        else:
            parts.append(str(key))
    return parts


def _line(text: str, keys: Sequence[str | int]) -> int:
    """Return the line, from 1, of the last of *keys* that has one, below the tables that lead to it."""
    lines = text.splitlines()
    at, table = -1, ""
    for place, key in enumerate(keys):
        if isinstance(key, int):
            continue
        name = f"{table}.{key}" if table else key
        nth = keys[place + 1] if place + 1 < len(keys) else None
        headers = [i for i in range(at + 1, len(lines)) if lines[i].strip() == f"[[{name}]]"]
        if headers and isinstance(nth, int) and nth < len(headers):
            at, table = headers[nth], name
            continue
        setting = [i for i in range(at + 1, len(lines)) if lines[i].split("=", 1)[0].strip() == key]
        return setting[0] + 1 if setting else max(at, 0) + 1
    return at + 1
