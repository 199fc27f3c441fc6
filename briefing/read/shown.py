"""What plain text shows of itself in its first and last lines: headline, byline, date, notice, author.

Each is read only in a form that is hard to mistake, and never guessed from what the article is about: an
outlet named in a sign-up line or a photo credit published nothing. What is doubtful stays unknown.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from briefing.read.declared import Declared, clean, moment

_NEAR = 8  # lines that hold anything, from the top: as far as a byline or a date may stand
_HEAD, _TAIL = 6_000, 3_000  # characters looked at
_LONGEST_HEADLINE = 120
_SHORTEST_PROSE = 80
_LONGEST_LINE = 400  # of a byline, a notice, a note on the author


class _Line(NamedTuple):
    text: str
    opens: bool  # an empty line, or nothing, stands before it


def shown(text: str) -> Declared:
    """Return what *text* shows: nothing that it does not say in so many words."""
    head, tail = _lines(text[:_HEAD]), [line.text for line in _lines(text[-_TAIL:])]
    if len(text) > _TAIL:
        tail = tail[1:]  # it may be the end of a longer line
    near = [line.text for line in head[:_NEAR]]
    return Declared(
        title=_headline(head),
        publisher=_notice(tail),
        authors=_byline(near) or _about_the_author(tail, text),
        published=_date(near),
    )


def _lines(text: str) -> list[_Line]:
    lines = [line.strip(" \t\r\f\v\ufeff\xa0") for line in text.split("\n")]
    return [_Line(line, not before) for before, line in zip(["", *lines], lines, strict=False) if line]


# ----------------------------------------------------------------------------------------------- the headline

_OPENS_A_HEADLINE = re.compile(r"""(?:\#{1,2}\s+)?["'“‘«„]?[^\W_a-z]""")
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{4,}[.!?…][\"'”’)]*\s")
_ENDS_A_SENTENCE = tuple(".!?…:;,") + tuple(mark + quote for mark in ".!?…,;" for quote in "\"'”’»)")
_ALL_CAPS_PLACE = re.compile(r"[A-Z][A-Z .,'’-]+(?:,\s[\w .]+)?(?:\([^)]{1,40}\))?\s*[–—-]+\s")
_CAPTION = re.compile(
    r"(?:file\s+)?(?:photo(?:graph)?|image|picture|illustration|caption|credit|screenshot|video|map)s?\b(?:\s+of\b|\s+by\b|\s*[:/©-])"
    r"|(?:getty|shutterstock|istock|photo/|via\s+(?:ap|reuters|afp|zuma|getty)\b|/(?:ap|afp|tass|reuters|epa|getty)\b|©)"
    r"|\((?:ap|afp|reuters|getty)\s+photo|\(photo",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\b(?:subscri|sign\s+(?:up|in)\b|newsletter|cookies?\b|advertis|click\s+here|read\s+more|follow\s+us|log\s?in\b"
    r"|all\s+rights\s+reserved|share\s+(?:on|this)\b|skip\s+to|min(?:ute)?s?\s+read\b)",
    re.IGNORECASE,
)
_LETTERS_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{6}")


def _headline(head: Sequence[_Line]) -> str | None:
    """The first line, if it is shaped like a headline and prose stands below it, as below a headline."""
    if not head or not _is_headline(head[0].text) or not _is_followed_by_prose(head[0].text, head[1:]):
        return None
    return clean(re.sub(r"^\#{1,2}\s+", "", head[0].text))


def _is_headline(line: str) -> bool:
    return (
        len(line) <= _LONGEST_HEADLINE
        and bool(_OPENS_A_HEADLINE.match(line))
        # A label ("Analysis", "World news") is no headline, and a single word seldom one.
        and (len(line.split()) > 2 or bool(_LETTERS_WITHOUT_SPACES.search(line)))
        and not line.endswith(_ENDS_A_SENTENCE)
        and not any(p.search(line) for p in (_SENTENCE_INSIDE, _CAPTION, _FURNITURE))
        and not _ALL_CAPS_PLACE.match(line)
        and not _byline([line])
        and _date([line]) is None
    )


def _is_followed_by_prose(headline: str, below: Sequence[_Line]) -> bool:
    """Where lines are wrapped, the first of the prose is short as a headline: a gap must set that off."""
    above = next(
        (i for i, line in enumerate(below) if not (_byline([line.text]) or _date([line.text]))), len(below)
    )
    rest = below[above:]
    if not rest or _CAPTION.search(rest[0].text[:_LONGEST_LINE]):  # it may be the alt text of a picture
        return False
    if not any(line.opens for line in below[: above + 1]):
        return len(rest[0].text) > _LONGEST_HEADLINE
    size = next((i for i, line in enumerate(rest) if i and line.opens), len(rest))
    prose = " ".join(line.text for line in rest[:size])
    return len(prose) >= max(_SHORTEST_PROSE, len(headline)) and bool(re.search(r"[.!?…]", prose))


# ----------------------------------------------------------------------------------------- byline and author

_NAME_WORD = r"[^\W\d_a-z][^\W\d_]*(?:[.'’-][^\W\d_]+)*\.?"
_PARTICLES = r"(?:(?:de|da|di|del|della|van|von|der|den|bin|ibn|al|el|la|le|ter|dos|du)\s+)*"
_NAME = rf"{_NAME_WORD}(?:\s+{_PARTICLES}{_NAME_WORD}){{1,3}}"
_NAMES = rf"{_NAME}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*){_NAME}){{0,5}}"
_BYLINE = re.compile(rf"(?:By|BY|by)\s+({_NAMES})(?:\s*[,|–—-]\s*[^\d]{{1,60}})?")
_NO_NAME = re.compile(
    r"\b(?:the|a|an|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|august|sept(?:ember)?|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|staff|editors?|editorial|newsroom|desk|team|contrast|comparison)\b",
    re.IGNORECASE,
)


def _byline(lines: Sequence[str]) -> tuple[str, ...]:
    """The names of a line that is nothing but "By NAME", with a role behind it at most."""
    for line in lines:
        found = _BYLINE.fullmatch(line) if len(line) <= _LONGEST_LINE and line[:3].lower() == "by " else None
        if found and not _NO_NAME.search(found[1]):
            return tuple(
                n for part in re.split(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*", found[1]) if (n := clean(part))
            )
    return ()


_ROLE = (
    r"fellow|reporter|correspondent|journalist|columnist|editor|writer|contributor|analyst|researcher|scholar|professor"
    r"|lecturer|historian|author|freelancer|producer|critic|broadcaster|novelist|essayist"
)
_ABOUT = re.compile(rf"({_NAME})\s+is\s+(?:an?|the)\s+[^.“\"”]{{0,160}}?\b(?i:{_ROLE})\b")
_BULLET = ("-", "•", "*", "–", "—", "→", ">", "|", "#")


def _about_the_author(tail: Sequence[str], text: str) -> tuple[str, ...]:
    """The author named by a last line "NAME is a … fellow at …".

    The lines of the page below it do not count as lines. Somebody the article has spoken of before is a
    person in it, introduced late, and not its author.
    """
    prose = list(tail)
    while prose and _is_page_furniture(prose[-1]):
        prose.pop()
    names: list[str] = []
    while prose and (about := _about(prose[-1])):
        names.insert(0, about)
        prose.pop()
    return tuple(name for name in names if text.count(name.split()[-1]) == text.count(name))


def _about(line: str) -> str | None:
    found = _ABOUT.match(line) if len(line) <= _LONGEST_LINE else None
    return clean(found[1]) if found and not _NO_NAME.search(found[1]) else None


def _is_page_furniture(line: str) -> bool:
    short = len(line) <= 60 and not line.endswith((".", "!", "?", "”", '"'))
    return line.startswith(_BULLET) or short or bool(_NOTICE.fullmatch(line[:_LONGEST_LINE]))


# ------------------------------------------------------------------------------------------- notice and date

_NOTICE = re.compile(
    r"(?i:copyright\s*)?(?:©|\([Cc]\)|(?i:copyright))\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?\s*)?,?\s*"
    r"(?i:copyright\s+)?"
    r"(?P<name>[^\W\d_a-z][^\n©/|]{1,60}?)(?:,?\s+\d{4}(?:\s*[-–]\s*\d{4})?)?[.,]?(?i:\s*all\s+rights\s+reserved\.?)?"
)
_NO_PUBLISHER = re.compile(
    r"\b(?:rights|reserved|images?|photos?|pictures|getty|shutterstock|istock|via|contact|privacy|terms)\b",
    re.IGNORECASE,
)
_AFTER_THE_NAME = re.compile(r"(?<=[^\W\d_]{4})\.\s.*|\s+(?:or|and)\s+(?:its|their)\s.*")
_LAST = 6  # lines


def _notice(tail: Sequence[str]) -> str | None:
    """The publisher of a copyright line at the end; two that differ show none."""
    notices = [_NOTICE.fullmatch(line) for line in tail[-_LAST:] if len(line) <= _LONGEST_LINE]
    named = [_AFTER_THE_NAME.sub("", found["name"]).strip(" .,") for found in notices if found]
    publishers = dict.fromkeys(name for name in named if len(name) > 1 and not _NO_PUBLISHER.search(name))
    return clean(next(iter(publishers))) if len(publishers) == 1 else None


_DATE = re.compile(r"(?:(?:published|posted)(?:\s+on)?\s*:?\s+)?(?P<day>[\w.,\s]{8,40})", re.IGNORECASE)


def _date(lines: Sequence[str]) -> datetime | None:
    """The day on a line of its own ("January 8, 2025"), at its midnight."""
    days = (_DATE.fullmatch(line) for line in lines if len(line) <= 60)
    return next((when for found in days if found and (when := _day(found["day"]))), None)


def _day(text: str) -> datetime | None:
    """Digits alone ("20250108", "08 01 2025") are too often something else."""
    return moment(text.strip(" .,")) if re.search(r"[A-Za-z]", text) else None
