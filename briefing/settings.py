"""What the user decided: `briefing.toml`, then the environment, then the command's options."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from briefing.errors import BadSettings, UnknownTopic
from briefing.model.topic import Topic
from briefing.subscription import TABLES, MailTable, NoticesTable, SubscriptionTable

FILE = "briefing.toml"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TopicTable(_Table):
    """`[topics.NAME]`: what to look for, other words for it, and where its articles lie."""

    title: str | None = None
    query: str
    aliases: list[str] = Field(default_factory=list)
    sources: list[str] = Field(default_factory=list)
    review: Literal["off", "if-flagged", "required"] = "off"


class ArticleTable(_Table):
    """`[[article]]`: what you know of one article that its file does not say."""

    source: str
    title: str | None = None
    publisher: str | None = None
    authors: list[str] = Field(default_factory=list)
    published: datetime | date | None = None
    url: str | None = None
    language: str | None = None
    encoding: str | None = None

    @field_validator("published", mode="after")
    @classmethod
    def _aware(cls, value: datetime | date | None) -> datetime | None:
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        return moment if moment.tzinfo else moment.astimezone()


RESERVED = ("messages", "model", "n", "response_format", "stream", "tools")


class EndpointTable(_Table):
    """`[endpoint]`: where the assisted engine asks, and what it supports.

    The key itself is never in the file, only its variable's name; so is any header's that is written `$NAME`.
    `context` is how many tokens the model can read, `at_once` how many questions may be open together.
    """

    base_url: str | None = None
    model: str = "gpt-4.1-mini"
    key_env: str = "OPENAI_API_KEY"
    timeout: float = Field(default=120.0, gt=0)
    structured: str = Field(default="json_schema", pattern="^(json_schema|json_object|text)$")
    output_limit: str = Field(default="max_completion_tokens", pattern="^[a-z_]+$")
    reasoning: int = Field(default=0, ge=0)
    context: int | None = Field(default=None, ge=8_000)
    at_once: int = Field(default=100, ge=1, le=1_000)
    parameters: dict[str, Any] = Field(default_factory=lambda: {"temperature": 0})
    headers: dict[str, str] = Field(default_factory=dict)

    @field_validator("parameters", mode="after")
    @classmethod
    def _free(cls, value: dict[str, Any]) -> dict[str, Any]:
        taken = [name for name in value if name in RESERVED]
        if taken:
            raise ValueError(f"the program itself says what '{taken[0]}' is")
        return value


class PriceTable(_Table):
    """`[prices.MODEL]`: what a million tokens cost; `cached` is for those that the endpoint has read
    before.
    """

    input: float = Field(ge=0)
    output: float = Field(ge=0)
    cached: float | None = Field(default=None, ge=0)


class LimitsTable(_Table):
    """`[limits]`: the most that a run may cost, in money, tokens and seconds."""

    max_cost: float | None = Field(default=None, ge=0)
    max_tokens: int | None = Field(default=None, ge=0)
    deadline: float | None = Field(default=None, gt=0)


class BriefTable(_Table):
    """`[brief]`: how every brief is made unless the command says otherwise."""

    words: int = Field(default=350, ge=60, le=5000)
    engine: str = "auto"
    folder: str = "briefs"


class VerifyTable(_Table):
    """`[verify]`: with `ask`, the endpoint is asked once whether what passed is borne out; it can
    only lower a grade.
    """

    ask: bool = False


class ReviewTable(_Table):
    """`[review]`: who reviews, and for how many hours after a brief is made an approval lets it be sent."""

    name: str = ""
    valid_hours: float = Field(default=48.0, gt=0)


class File(_Table):
    """The whole of `briefing.toml`."""

    store: str = "briefing.db"
    topics: dict[str, TopicTable] = Field(default_factory=dict)
    article: list[ArticleTable] = Field(default_factory=list)
    endpoint: EndpointTable = Field(default_factory=EndpointTable)
    brief: BriefTable = Field(default_factory=BriefTable)
    verify: VerifyTable = Field(default_factory=VerifyTable)
    prices: dict[str, PriceTable] = Field(default_factory=dict)
    limits: LimitsTable = Field(default_factory=LimitsTable)
    review: ReviewTable = Field(default_factory=ReviewTable)
    fields: dict[str, str] = Field(default_factory=dict)
    subscriptions: dict[Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,60}$")], SubscriptionTable] = Field(
        default_factory=dict
    )
    mail: MailTable = Field(default_factory=MailTable)
    notices: NoticesTable = Field(default_factory=NoticesTable)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint. `key` and `headers` never appear in a repr, a log or an error."""

    base_url: str | None
    model: str
    key: str = field(repr=False)
    timeout: float
    structured: str
    output_limit: str = "max_completion_tokens"
    reasoning: int = 0
    context: int | None = None
    at_once: int = 100
    parameters: Mapping[str, Any] = field(default_factory=lambda: {"temperature": 0})
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in use. `home` is the folder that relative paths in the file start from."""

    file: File
    home: Path
    endpoint: Endpoint | None
    found: bool = False

    @property
    def store(self) -> Path:
        return self.home / self.file.store

    @property
    def folder(self) -> Path:
        return self.home / self.file.brief.folder

    @property
    def overrides(self) -> tuple[Path, ...]:
        """Folders whose `prompts` and `templates` come before the shipped ones: that of the settings in
        use.
        """
        return (self.home,) if self.found else ()


def load_settings(path: Path | None, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings from *path*, or from `briefing.toml` here if there is one, or the defaults.

    Raises BadSettings naming file, line and key.
    """
    chosen = path or Path(FILE)
    found = path is not None or chosen.is_file()
    file = _parsed(chosen) if found else File()
    return Settings(file, chosen.parent, _endpoint(file.endpoint, environ), found)


def topic_named(name: str, sources: tuple[str, ...], settings: Settings) -> tuple[Topic, tuple[str, ...]]:
    """Return the topic called *name* and where its articles lie; *sources* given by hand come first.

    Any other text is a topic of its own, if it is told where to look. Raises UnknownTopic otherwise.
    """
    tables = settings.file.topics
    key = next((k for k in tables if k.casefold() == name.strip().casefold()), None)
    if key is None:
        if not sources:
            raise UnknownTopic(name, tables)
        return Topic(name.strip(), (name.strip(),)), sources
    table = tables[key]
    own = tuple(str(settings.home / s) if s != "-" else s for s in table.sources)
    if not (sources or own):
        raise UnknownTopic(name, [k for k, t in tables.items() if t.sources])
    return Topic(table.title or key, (table.query, *table.aliases), slug_from=key), sources or own


def _parsed(path: Path) -> File:
    try:
        text = path.read_text(encoding="utf-8")
        return File.model_validate(tomllib.loads(text))
    except FileNotFoundError as error:
        raise BadSettings(
            str(path), "", "there is no such file.", "Check the path given with --config."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(str(path), "", f"it cannot be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(str(path), "", f"it is not valid TOML: {error}.") from error
    except ValidationError as error:
        raise _bad_key(path, text, error) from error


def _bad_key(path: Path, text: str, error: ValidationError) -> BadSettings:
    """Name the first fault's file, line and key, and the nearest key there is."""
    first: Any = error.errors()[0]
    keys = [str(part) for part in first["loc"] if not isinstance(part, int)]
    # pydantic adds the branch of a union it tried, which is no key of the user's.
    keys = [key for key in keys if key not in ("datetime", "date", "[key]")] or ["?"]
    where = f", line {_line_of(text, keys)}, key '{'.'.join(keys)}'"
    if first["type"] == "extra_forbidden":
        close = get_close_matches(keys[-1], _known_keys(), n=1)
        return BadSettings(
            str(path), where, "there is no such setting.", f"Did you mean '{close[0]}'?" if close else ""
        )
    if isinstance(told := first.get("ctx", {}).get("error"), ValueError):
        return BadSettings(str(path), where, str(told))
    return BadSettings(str(path), where, f"{first['msg'][0].lower()}{first['msg'][1:]}.")


def _known_keys() -> list[str]:
    tables: tuple[type[BaseModel], ...] = (
        File,
        TopicTable,
        ArticleTable,
        EndpointTable,
        BriefTable,
        VerifyTable,
        PriceTable,
        LimitsTable,
        ReviewTable,
        *TABLES,
    )
    return sorted({field.alias or name for table in tables for name, field in table.model_fields.items()})


def _line_of(text: str, keys: list[str]) -> int:
    """Return the line, from 1, where the last of *keys* is set: below the table that the others name."""
    lines = text.splitlines()
    start = 0
    for key in keys[:-1]:
        start = next(
            (i for i in range(start, len(lines)) if lines[i].lstrip().startswith("[") and key in lines[i]),
            start,
        )
    wanted = keys[-1]
    for i in range(start, len(lines)):
        name = lines[i].split("=", 1)[0].strip(" []\"'")
        if name == wanted or name.split(".")[-1] == wanted:
            return i + 1
    return start + 1


def endpoint_of(table: EndpointTable, environ: Mapping[str, str]) -> Endpoint:
    """Return the endpoint as table and environment have it; the environment goes before. Raises
    BadSettings.
    """
    structured = environ.get("BRIEFING_STRUCTURED") or table.structured
    if structured not in ("json_schema", "json_object", "text"):
        raise BadSettings(
            "BRIEFING_STRUCTURED",
            "",
            f"there is no '{structured}'.",
            "Known: json_object, json_schema, text.",
        )
    return Endpoint(
        base_url=environ.get("OPENAI_BASE_URL") or table.base_url,
        model=environ.get("BRIEFING_MODEL") or table.model,
        # A local server wants no key, but the SDK does not start without one.
        key=environ.get(table.key_env, "") or "none",
        timeout=table.timeout,
        structured=structured,
        output_limit=table.output_limit,
        reasoning=table.reasoning,
        context=table.context,
        at_once=table.at_once,
        parameters=table.parameters,
        headers={**_headers(table, environ), **_given_headers(environ.get("BRIEFING_HEADERS", ""))},
    )


def _endpoint(table: EndpointTable, environ: Mapping[str, str]) -> Endpoint | None:
    """The endpoint, if a key or an address says that one is wanted."""
    wanted = environ.get(table.key_env) or environ.get("OPENAI_BASE_URL") or table.base_url
    return endpoint_of(table, environ) if wanted else None


def _headers(table: EndpointTable, environ: Mapping[str, str]) -> dict[str, str]:
    """The table's headers; `$NAME` stands for what the environment has under that name."""
    values = {}
    for name, value in table.headers.items():
        variable = value.removeprefix("$") if value.startswith("$") else ""
        if variable and variable not in environ:
            raise BadSettings(
                FILE, f", key 'endpoint.headers.{name}'", f"the variable {variable} is not set.", "Set it."
            )
        values[name] = environ[variable] if variable else value
    return values


def _given_headers(text: str) -> dict[str, str]:
    """Headers as `Name: value`, a line each."""
    pairs = (line.split(":", 1) for line in text.splitlines() if line.strip())
    try:
        return {name.strip(): value.strip() for name, value in pairs}
    except ValueError:
        raise BadSettings(
            "BRIEFING_HEADERS", "", "a line has no colon.", "Write 'Name: value', a line each."
        ) from None
