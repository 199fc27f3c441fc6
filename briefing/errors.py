"""Every error this program raises on purpose: one tree, each with its next step.

    BriefingError                       exit 1
    ├── UsageError                      exit 2: the command or the settings are at fault
    │   ├── UnknownEngine  UnknownTopic  UnknownFormat
    │   ├── BadSettings                 briefing.toml: file, line, key
    │   ├── NoEndpoint                  assisted asked for, nothing to ask
    │   ├── BadGold                     gold.toml: file, line, key
    │   ├── PathAsText                  the library was given a path where a text belongs
    │   ├── NoPrice  NoOutputLimit      a limit that cannot be kept to
    │   ├── NothingToAsk                a dry run of an engine without a model
    │   ├── AlreadyThere                a file of the user's that would be written over
    │   ├── MissingExtra  NoFile        a PDF asked for: the extra, or the file to write, is not there
    │   └── NoMail  UnknownSubscription
    ├── SourceError                     an article cannot be had
    │   ├── MissingSource  UnreadableSource  EmptySource
    │   ├── NotText                     binary, or not in a declared encoding
    │   └── SameArticle                 read already under another name: counted once
    ├── NothingFound                    no article on the topic, no brief of that name
    ├── EndpointError                   the model's endpoint failed; each fault its own kind
    │   └── OverLimit  DeadlinePassed   the run's own limits
    ├── BadReply                        the model answered something that is no answer
    ├── TemplateError                   a prompt or a template does not render
    ├── UnsafeMessage  NotSent          a mail that must not go, or could not
    ├── DamagedBrief  StoreError        what was kept is not what was written
    └── ReviewError                     a decision that is not written down
        └── Conflict  Stale             somebody was faster; the brief is no longer the latest

A class makes its own message and hint; the command line prints both without a traceback.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from briefing.text.show import visible


class BriefingError(Exception):
    """A sentence that says what happened, a hint with the next step, and an exit code."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(visible(message))
        self.message = visible(message)
        self.hint = visible(hint)


class UsageError(BriefingError):
    exit_code = 2


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the closest known word, and all of them."""
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.5)
    guess = f"Did you mean '{close[0]}'? " if close else ""
    return f"{guess}Known: {', '.join(names) or 'none'}."


class UnknownEngine(UsageError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no engine called '{name}'.", nearest(name, known))


class UnknownFormat(UsageError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no format called '{name}'.", nearest(name, known))


class UnknownTopic(UsageError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"The topic '{name}' has no sources.",
            f"{nearest(name, known)} Or name articles with --source PATH, or add "
            f"[topics.{name}] to briefing.toml.",
        )


class BadSettings(UsageError):
    def __init__(self, path: str, where: str, problem: str, hint: str = "") -> None:
        super().__init__(f"{path}{where}: {problem}", hint)


class NoEndpoint(UsageError):
    def __init__(self) -> None:
        super().__init__(
            "The assisted engine needs an endpoint, and none is set.",
            "Set OPENAI_API_KEY (or OPENAI_BASE_URL for a server of your own), "
            "or use --engine extractive, which needs neither.",
        )


class BadGold(UsageError):
    def __init__(self, path: str, where: str, problem: str) -> None:
        super().__init__(f"{path}{where}: {problem}", "docs/eval.md tells what a gold topic holds.")


class PathAsText(UsageError):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"'{path}' is a path, and was given as the text of an article.",
            f"For a file or a folder give pathlib.Path('{path}').",
        )


class NoPrice(UsageError):
    def __init__(self, model: str) -> None:
        super().__init__(
            f"There is no price for '{model}', so that no cost can be kept to.",
            f'Add [prices."{model}"] with input and output, for a million tokens each, to briefing.toml, '
            "or give --max-tokens.",
        )


class NoOutputLimit(UsageError):
    def __init__(self) -> None:
        super().__init__(
            'With output_limit = "none" nobody can say what the next answer may cost at most.',
            "Name the parameter that ends an answer in [endpoint], or give --deadline alone.",
        )


class NothingToAsk(UsageError):
    def __init__(self) -> None:
        super().__init__(
            "The extractive engine asks no model: there is no prompt and no cost.",
            "Use --dry-run with --engine assisted, or without --engine.",
        )


class AlreadyThere(UsageError):
    def __init__(self, path: str) -> None:
        super().__init__(f"'{path}' is there already, and is in use.", "Change it, or remove it first.")


class MissingExtra(UsageError):
    """*wanted* takes the optional packages of *extra*."""

    def __init__(self, wanted: str, extra: str, problem: str = "") -> None:
        super().__init__(
            f"{wanted} takes the extra '{extra}'. {problem}".rstrip(),
            f"Install it: pip install 'briefing[{extra}]'.",
        )


class NoFile(UsageError):
    def __init__(self, form: str) -> None:
        super().__init__(f"The format '{form}' is no text to print.", f"Name a file: --out brief.{form}")


class SourceError(BriefingError):
    """One article could not be read. *source* is the name it was asked for by."""

    def __init__(self, source: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.source = source


class MissingSource(SourceError):
    def __init__(self, source: str) -> None:
        super().__init__(source, f"There is nothing at '{source}'.", "Check the path given with --source.")


class UnreadableSource(SourceError):
    def __init__(self, source: str, why: str) -> None:
        super().__init__(
            source, f"'{source}' could not be read: {why}.", "Leave it out, or make it readable."
        )


class EmptySource(SourceError):
    def __init__(self, source: str) -> None:
        super().__init__(source, f"'{source}' holds no text.", "Leave it out, or put articles there.")


class NotText(SourceError):
    def __init__(self, source: str, why: str, hint: str = "") -> None:
        super().__init__(source, f"'{source}' is not text: {why}.", hint or "Save it as UTF-8 text.")


class SameArticle(SourceError):
    """*source* is, byte for byte or as text, the article that *first* gave."""

    def __init__(self, source: str, first: str) -> None:
        super().__init__(
            source, f"'{source}' is the same article as '{first}'.", "It is read and counted once."
        )
        self.first = first


class NothingFound(BriefingError):
    pass


class EndpointError(BriefingError):
    """The endpoint failed. *kind* is a short, stable word for the run log."""

    def __init__(self, kind: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.kind = kind


class OverLimit(EndpointError):
    """A question was not asked: it might have cost more than is left. *limit* is as it was given."""

    def __init__(self, limit: str) -> None:
        super().__init__(
            "limit",
            f"The next question could go over {limit}.",
            "Give more, or see with --dry-run what it takes.",
        )


class DeadlinePassed(EndpointError):
    def __init__(self) -> None:
        super().__init__("deadline", "The time given with --deadline is up.", "Give more time.")


class BadReply(BriefingError):
    """The model's answer is no answer. *kind*: empty, malformed, schema, refusal, cut_off, tool_call."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message, "The extractive engine can stand in: --engine extractive.")
        self.kind = kind


class TemplateError(BriefingError):
    def __init__(self, name: str, line: int | None, problem: str) -> None:
        self.name, self.line, self.problem = name, line, problem
        where = f", line {line}" if line else ""
        super().__init__(
            f"The template '{name}'{where}: {problem}", "Mend it, or remove your copy to use the shipped one."
        )


class DamagedBrief(BriefingError):
    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"'{source}' is not a brief that can be trusted: {problem}", "Generate it again.")


class StoreError(BriefingError):
    def __init__(self, path: str, problem: str) -> None:
        super().__init__(
            f"The store '{path}' cannot be used: {problem}.", "Name another with store = in briefing.toml."
        )


class ReviewError(BriefingError):
    """A decision that cannot be taken as it stands."""


class Conflict(ReviewError):
    """Somebody else decided first; *who* and *deed* say what."""

    def __init__(self, item: str, who: str, deed: str) -> None:
        super().__init__(
            f"{who} decided on {item} before you did ({deed}). Yours was not saved.",
            "Look at what they decided; then decide again if you still want to.",
        )
        self.who = who
        self.deed = deed


class Stale(ReviewError):
    def __init__(self, newer: str) -> None:
        super().__init__(
            f"A newer brief on this topic has been made: {newer}. Nothing more is decided on this one.",
            f"Review the newer one: briefing review {newer}",
        )
        self.newer = newer


class UnsafeMessage(BriefingError):
    def __init__(self, name: str, problem: str) -> None:
        super().__init__(
            f"The message '{name}' is not sent: {problem}.", "Nothing has left; please report this title."
        )


class NoMail(UsageError):
    def __init__(self, problem: str, hint: str = "Set host and from under [mail] in briefing.toml.") -> None:
        super().__init__(f"No mail can be sent: {problem}.", hint)


class UnknownSubscription(UsageError):
    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            f"There is no subscription '{name}'.",
            f"{nearest(name, known)} Add [subscriptions.{name}] to briefing.toml.",
        )


class NotSent(BriefingError):
    pass
