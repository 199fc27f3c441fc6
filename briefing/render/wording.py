"""What the program itself says around a brief: counts, dates, and what its codes mean."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

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

_ARTICLE = re.compile(r"\A(?:an?|the)\s+", re.IGNORECASE)
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
    return f"{day(when)}, {when:%H:%M} UTC" if (when.hour, when.minute) != (0, 0) else day(when)


def day(when: date) -> str:
    """Return a day as a reader writes it.

    >>> day(date(2025, 1, 6))
    '6 January 2025'
    """
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def placed(when: str) -> str:
    """Return an event's day, or first and last day, as a reader writes them; a text that is none as it is.

    >>> placed("2025-01-05"), placed("2024-08-01 to 2024-08-31"), placed("2025-03-08 to 2025-03-09")
    ('5 January 2025', 'August 2024', '8 to 9 March 2025')
    """
    try:
        first, last = (date.fromisoformat(part) for part in (when.split(" to ") * 2)[:2])
    except ValueError:
        return when
    if first == last:
        return day(first)
    if (first.year, first.month) != (last.year, last.month):
        return f"{day(first)} to {day(last)}"
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    return day(last).split(" ", 1)[1] if whole else f"{first.day} to {day(last)}"


def days(dates: Sequence[str]) -> str:
    """Return ISO days as one day or from the first to the last, in words.

    >>> days(("2025-01-06",)), days(("2025-01-06", "2025-01-07", "2025-01-20")), days(())
    ('6 January 2025', '6 January 2025 to 20 January 2025', '')
    """
    return " to ".join(day(date.fromisoformat(each)) for each in (*dates[:1], *dates[1:][-1:]))


def window(span: Window) -> str:
    """Return what the window says, or nothing where it is open on both sides. Its end is not part of it."""
    since = f" from {moment(span.since)}" if span.since else ""
    until = f" until {moment(span.until)}" if span.until else ""
    return f"Articles that came in{since}{until}" if since or until else ""


def made_by(maker: Maker, when: datetime) -> str:
    model = f" with {maker.model}" if maker.model else ""
    return f"Made on {day(when.astimezone(UTC))} by the {maker.engine} engine{model}"


def named(speaker: str | None) -> str | None:
    """Return *speaker* where it names somebody; "a statement" or "it" says nothing that the quote does not.

    >>> named("Ilse Brandt"), named("the Pentagon"), named("A statement"), named("It")
    ('Ilse Brandt', 'the Pentagon', None, None)
    """
    bare = _ARTICLE.sub("", speaker or "")
    common = (bare.islower() and bare.isascii()) or bare.lower() in ("he", "she", "it", "they", "we")
    return speaker if bare and not common else None


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
