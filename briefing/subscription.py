"""The tables of `briefing.toml` on what is sent: subscriptions, the mail server, notices to the operator."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from briefing.deliver.address import address
from briefing.schedule.when import When, from_cron, from_words, zone_named
from briefing.schedule.words import length

Review = Literal["off", "if-flagged", "required"]


def _is_address(text: str) -> str:
    address(text)
    return text


def _is_length(text: str) -> str:
    length(text)
    return text


def _is_zone(text: str) -> str:
    zone_named(text)
    return text


def _is_cron(text: str) -> str:
    from_cron(text, "UTC")
    return text


def _is_schedule(text: str) -> str:
    from_words(text, "UTC")
    return text


def _is_web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
        raise ValueError(f"'{text}' is no https address.")
    return text


def _is_unsubscribe(text: str) -> str:
    return (
        text if text.startswith("mailto:") and _is_address(text[7:].split("?")[0]) else _is_web_address(text)
    )


AddressText = Annotated[str, AfterValidator(_is_address)]
LengthText = Annotated[str, AfterValidator(_is_length)]
ZoneText = Annotated[str, AfterValidator(_is_zone)]
WebAddress = Annotated[str, AfterValidator(_is_web_address)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class SubscriptionTable(_Table):
    """`[subscriptions.NAME]`: which topic, when, to whom, and what to do when something is out of the
    ordinary.
    """

    topic: str
    title: str | None = Field(default=None, max_length=80)
    at: Annotated[str, AfterValidator(_is_schedule)] | None = None
    cron: Annotated[str, AfterValidator(_is_cron)] | None = None
    zone: ZoneText = "UTC"
    to: list[AddressText] = Field(default_factory=list)
    folder: str | None = None
    command: list[str] = Field(default_factory=list)
    sources: list[str] = Field(default_factory=list)
    commands: list[list[str]] = Field(default_factory=list)
    engine: str = "auto"
    words: int | None = Field(default=None, ge=60, le=5000)
    template: str = Field(default="mail", pattern=r"^[A-Za-z0-9_-]+$")
    review: Review | None = None
    reviewer: list[AddressText] = Field(default_factory=list)
    lead: LengthText = "0 minutes"
    if_nothing_new: Literal["skip", "say so"] = "skip"
    when_late: Literal["send", "skip"] = "send"
    largest_age: LengthText = "12 hours"

    @model_validator(mode="after")
    def _whole(self) -> "SubscriptionTable":
        if (self.at is None) == (self.cron is None):
            raise ValueError('set at ("07:00 on weekdays") or cron ("0 7 * * 1-5"), one of the two.')
        if not (self.to or self.folder or self.command):
            raise ValueError("it goes nowhere: set to, folder or command.")
        if length(self.largest_age) <= length("0 minutes"):
            raise ValueError("largest_age must be more than nothing.")
        return self

    def when(self) -> When:
        """Return the schedule. Raises BadSchedule, a ValueError."""
        return from_cron(self.cron, self.zone) if self.cron else from_words(self.at or "", self.zone)


class MailTable(_Table):
    """`[mail]`: the server that takes the mail, and what stands in its head. The password is never in the
    file.
    """

    host: str | None = None
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password_env: str = "BRIEFING_SMTP_PASSWORD"
    ca_file: str | None = None
    sender: AddressText | None = Field(default=None, alias="from")
    reply_to: AddressText | None = None
    bounces: AddressText | None = None
    unsubscribe: Annotated[str, AfterValidator(_is_unsubscribe)] | None = None
    unsubscribe_key_env: str = "BRIEFING_UNSUBSCRIBE_KEY"
    connections: int = Field(default=4, ge=1, le=20)
    deadline: float = Field(default=60.0, gt=0, le=600)
    largest_kb: int = Field(default=100, ge=20, le=10_000)

    @model_validator(mode="after")
    def _whole(self) -> "MailTable":
        if self.host and not self.sender:
            raise ValueError("from is missing: whom is the mail from?")
        if self.user and self.security == "none":
            raise ValueError("a password is never sent in the open: set security to 'starttls' or 'tls'.")
        return self


class NoticesTable(_Table):
    """`[notices]`: who hears that a brief failed, is blocked or waits for review."""

    to: list[AddressText] = Field(default_factory=list)
    webhook: WebAddress | None = None


TABLES: tuple[type[BaseModel], ...] = (SubscriptionTable, MailTable, NoticesTable)
