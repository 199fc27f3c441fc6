"""An article as the program sees it: its marks in colour on a terminal, in brackets elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefing.evidence.corpus import Seen
from briefing.text.dates import dates
from briefing.text.figures import Figure, figures
from briefing.text.names import names
from briefing.text.show import visible
from briefing.text.span import Span

COLOURS = {
    "sentence": "2",
    "boilerplate": "2;9",
    "figure": "33",
    "name": "36",
    "date": "35",
    "speaker": "32",
    "cue": "1;32",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A stretch of the text and what it was seen as; `note` tells more."""

    span: Span
    kind: str
    note: str = ""


def marked(seen: Seen, colour: bool) -> str:
    """Return the article's text with its marks; what is nested in another mark of the same place is left
    out.
    """
    text = seen.article.text
    labels = _apart(_labels(seen))
    shown, at = [], 0
    for label in labels:
        shown.append(visible(text[at : label.span.start]))
        shown.append((_coloured if colour else _bracketed)(label, visible(label.span.of(text))))
        at = label.span.end
    legend = " ".join(_coloured(Label(Span(0, 0), kind), kind) for kind in COLOURS) + "\n\n" if colour else ""
    return legend + "".join(shown) + visible(text[at:])


def _labels(seen: Seen) -> list[Label]:
    text = seen.article.text
    published = seen.article.published
    day = published.date() if published else None
    found = [Label(mark.span, "boilerplate", mark.kind) for mark in seen.marks]
    found += [Label(span, "boilerplate", "hidden") for span in seen.article.hidden]
    for said in seen.said:
        found += [Label(span, "speaker", said.speaker or "unresolved") for span in said.source]
        found.append(Label(said.cue, "cue"))
    for sentence in seen.sentences:
        start = sentence.span.start
        found.append(Label(Span(start, start), "sentence", str(sentence.number)))
        found += [Label(f.span.moved(start), "figure", _told(f)) for f in figures(sentence.text)]
        found += [
            Label(d.span.moved(start), "date", _when(d.earliest, d.latest)) for d in dates(sentence.text, day)
        ]
    found += [Label(n.span, "name", n.kind or "") for n in names(text)]
    return found


def _apart(labels: Iterable[Label]) -> list[Label]:
    """Labels in order of place, none meeting another: the wider one stays."""
    kept: list[Label] = []
    for label in sorted(labels, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or label.span.start >= kept[-1].span.end:
            kept.append(label)
    return kept


def _coloured(label: Label, text: str) -> str:
    note = f"[{label.note}] " if label.kind in ("boilerplate", "sentence") and label.note else ""
    return f"\x1b[{COLOURS[label.kind]}m{note}{text}\x1b[0m"


def _bracketed(label: Label, text: str) -> str:
    if label.kind == "sentence":
        return f"[{label.note}] "
    return f"{{{label.kind}{': ' + label.note if label.note else ''}| {text}}}"


def _told(figure: Figure) -> str:
    value = f"{figure.low:g}" if figure.low == figure.high else f"{figure.low:g} to {figure.high:g}"
    bound = "" if figure.bound == "exact" else f"{figure.bound} "
    of = f" of {figure.share_of}" if figure.share_of else ""
    return " ".join(f"{bound}{value} {figure.unit} {figure.head}{of}".split())


def _when(earliest: date | None, latest: date | None) -> str:
    if earliest is None or latest is None:
        return "open"
    return str(earliest) if earliest == latest else f"{earliest} to {latest}"
