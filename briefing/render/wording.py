"""What the program itself says around a brief: counts, dates, and what its codes mean."""

from collections.abc import Sequence
from datetime import UTC, datetime

from briefing.model.brief import DisputeKind, Maker, RemarkKind, Window
from briefing.model.decision import Overruled
from briefing.model.passage import RejectReason

PROMISE = "This brief does not say what is true. It shows what these articles say, and where they say it."

DISPUTES: dict[DisputeKind, str] = {
    "figure": "The figures differ",
    "denial": "One says it, another denies it",
    "assessment": "Judged differently",
    "forecast": "Expectations differ",
    "attribution": "Ascribed to different sources",
    "update": "Earlier and later reports differ",
}

REMARKS: dict[RemarkKind, str] = {
    "doubt": "A source doubts what is known",
    "settles": "What may settle it, a source says",
}

REASONS: dict[RejectReason, str] = {
    "citation_missing": "No passage was cited",
    "citation_unknown": "A passage was cited that does not exist",
    "text_unusable": "The text cannot be used",
    "figure_absent": "A figure is in none of its quotes",
    "figure_differs": "A figure differs from its quotes",
    "name_absent": "A name is in none of its quotes",
    "quotation_not_verbatim": "Words in quotation marks are not those of the article",
    "quotation_from_copy": "A quotation comes from a copy, not from the original",
    "negation_differs": "A denial was gained or lost",
    "hedge_dropped": "A doubt was dropped",
    "speaker_differs": "Somebody else said it",
    "attribution_dropped": "Who said it was left out",
    "agreement_claimed": "It claims agreement that is not there",
    "language_differs": "It is in another language than its quotes",
    "not_supported": "The quotes do not bear it out",
    "roles_differ": "Who did it, or to whom, differs",
    "joined_falsely": "It joins what no article joins",
    "empty": "There was nothing in it",
    "malformed": "It was not a sentence",
    "repeated": "It had been said already",
    "reviewer": "A reviewer left it out",
}

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def counted(number: int, noun: str) -> str:
    """Return *number* and *noun*, in the plural but for one.

    >>> counted(1, "article"), counted(4, "independent source")
    ('1 article', '4 independent sources')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def moment(when: datetime) -> str:
    """Return a time in UTC as a reader writes it, in English on every machine; midnight is just the day.

    >>> moment(datetime(2025, 1, 6, 9, 5, tzinfo=UTC)), moment(datetime(2025, 1, 6, tzinfo=UTC))
    ('6 January 2025, 09:05 UTC', '6 January 2025')
    """
    when = when.astimezone(UTC)
    day = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{day}, {when:%H:%M} UTC" if (when.hour, when.minute) != (0, 0) else day


def days(dates: Sequence[str]) -> str:
    """Return ISO days as one day or from the first to the last, in words.

    >>> days(("2025-01-06",)), days(("2025-01-06", "2025-01-07", "2025-01-20")), days(())
    ('6 January 2025', '6 January 2025 to 20 January 2025', '')
    """
    ends = [moment(datetime.fromisoformat(day).replace(tzinfo=UTC)) for day in (*dates[:1], *dates[1:][-1:])]
    return " to ".join(ends)


def window(span: Window) -> str:
    """Return what the window says, or nothing where it is open on both sides. Its end is not part of it."""
    since = f" from {moment(span.since)}" if span.since else ""
    until = f" until {moment(span.until)}" if span.until else ""
    return f"Articles published{since}{until}" if since or until else ""


def made_by(maker: Maker) -> str:
    return f"Made by the {maker.engine} engine" + (f" with {maker.model}" if maker.model else "")


def overruled(by: Overruled) -> str:
    """Return who printed a sentence against which checks, and why.

    >>> overruled(Overruled("S7", ("name_absent",), "A. Editor", "it is in the title"))
    'kept by A. Editor against a check: a name is in none of its quotes; it is in the title'
    """
    checks = [_lowered(reason) for code, reason in REASONS.items() if code in by.checks] or list(by.checks)
    return "; ".join(filter(None, (f"kept by {by.who} against a check: {', '.join(checks)}", by.why)))


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def in_marks(quote: str) -> str:
    """Return *quote* in quotation marks, unless it holds some of its own: a source's words are not changed
    for ours. A quotation that runs on past the sentence, or began before it, is closed or opened.

    >>> in_marks("It is over."), in_marks("“It is over,” he said.")
    ('“It is over.”', '“It is over,” he said.')
    >>> in_marks("“It is over."), in_marks("We go on.”")
    ('“It is over.”', '“We go on.”')
    """
    held = [mark for mark in quote if mark in '“”„«»"']
    if held == ["“"] and quote.startswith("“"):
        return f"{quote}”"
    if held == ["”"] and quote.endswith("”"):
        return f"“{quote}"
    return quote if held else f"“{quote}”"
