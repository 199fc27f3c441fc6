"""One citation in context, for a terminal."""

from collections.abc import Iterator

from briefing.errors import NothingFound
from briefing.evidence.recheck import recheck
from briefing.keep import find_brief, texts_of
from briefing.model.brief import Brief, Citation
from briefing.render.columns import fill
from briefing.settings import Settings

MARGIN = "  | "


def cited(wanted: str, number: int, settings: Settings) -> str:
    """Return citation *number* of the brief *wanted*: where it stands, its words among those around them, and
    what rests on it. Nothing in it moves a cursor or turns text round. Raises NothingFound.
    """
    stored = find_brief(wanted, settings)
    texts = texts_of(stored.brief, settings)
    brief = recheck(stored, texts)
    citation = next((each for each in brief.citations if each.number == number), None)
    if citation is None:
        raise NothingFound(
            f"{brief.id} has no citation {number}.", f"It has {len(brief.citations)}, numbered from 1."
        )
    return "\n".join(_lines(brief, citation, texts[citation.article])) + "\n"


def _lines(brief: Brief, citation: Citation, text: str) -> Iterator[str]:
    article = next(each for each in brief.articles if each.id == citation.article)
    yield fill(f"[{citation.number}] {article.name}", 0, 4)
    title = f"{article.title}; " if article.title and article.title != article.name else ""
    yield fill(f"{title}{article.source}, characters {citation.start}–{citation.end}", 4)
    if citation.speaker:
        yield fill(f"speaker: {citation.speaker}", 4)
    start, end = min(citation.context.start, citation.start), max(citation.context.end, citation.end)
    before, after = text[start : citation.start], text[citation.end : end]
    yield ""
    if before.strip():
        yield fill(before, 4)
    yield "\n".join(MARGIN + line[4:] for line in fill(citation.quote, 4).split("\n"))
    if after.strip():
        yield fill(after, 4)
    yield ""
    for place, said in _resting(brief, citation.number):
        yield fill(f"{place}  {said}", 0, 4)


def _resting(brief: Brief, number: int) -> Iterator[tuple[str, str]]:
    for sentence in brief.summary:
        if number in sentence.citations:
            yield sentence.id, f"{sentence.text} ({sentence.grade})"
    for claim in brief.contested:
        for position in claim.positions:
            if number in position.citations:
                yield claim.id, f"{claim.question} {position.answer}"
