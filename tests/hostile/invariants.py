"""What holds of every brief, whatever the articles and the model were; found without the program's checks.

I1 citations are exact, I2 figures and names are in the quotes, I3 counts and agreement are code's,
I4 no link and nothing remote, I6 nothing invisible, I8 what is dropped has a reason,
I9 disputes found by code stay.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import Any

from jinja2 import Environment
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from briefing.evidence.contest import contest
from briefing.evidence.search import search
from briefing.model.brief import Brief, SummarySentence
from briefing.pipeline import BUDGET, Made
from briefing.render.brief import to_json
from briefing.render.environment import environment, write
from briefing.render.page import lay_out
from briefing.text.show import one_line
from tests.builders import topic

LINK = re.compile(r"\w+://|www\.|javascript:|data:|\]\(|\]\[|<(?!U\+)\w", re.IGNORECASE)
AGREEMENT = re.compile(
    r"(?:all|both|two|three|four|several|independent) (?:independent )?sources|sources (?:dis)?agree"
    r"|undisputed|nothing is contested|consensus",
    re.IGNORECASE,
)
FETCHING = (
    "src",
    "srcset",
    "data",
    "poster",
    "background",
    "action",
    "formaction",
    "ping",
    "manifest",
    "style",
)
RUNNING = (
    "script",
    "img",
    "iframe",
    "object",
    "embed",
    "link",
    "form",
    "base",
    "video",
    "audio",
    "picture",
    "image",
    "use",
    "foreignobject",
    "animate",
    "set",
)
# A quotation keeps its soft hyphens; these it may not show: controls, overrides, tags, unpaired halves.
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)

MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False}).use(footnote_plugin)


def own_words(brief: Brief) -> list[str]:
    """What the brief says in its own name: all but quotations, and what it lists as left out."""
    quotes = {one_line(citation.quote) for citation in brief.citations}
    said = [
        *(s.text for s in brief.summary if s.grade != "verbatim"),
        *(s.heading for s in brief.summary),
        *(c.question for c in brief.contested),
        *(c.note for c in brief.contested),
        *(p.answer for c in brief.contested for p in c.positions),
        *(e.text for e in brief.timeline),
    ]
    return [text for text in said if text and text not in quotes]


def sentences_of_its_own(brief: Brief) -> list[SummarySentence]:
    return [s for s in brief.summary if s.grade != "verbatim"]


def forms(made: Made) -> dict[str, str]:
    """The brief as it is printed."""
    return _printed(made.brief, tuple((article.id, article.text) for article in made.corpus.articles))


@lru_cache(4)
def _printed(brief: Brief, texts: tuple[tuple[str, str], ...]) -> dict[str, str]:
    values = {"brief": brief, "page": lay_out(brief, dict(texts))}
    written = {form: write(_templates(), f"brief.{form}.j2", values) for form in ("md", "html", "text")}
    return {**written, "json": to_json(brief)}


@cache
def _templates() -> Environment:
    return environment("templates")


def unsupported(sentence: SummarySentence, brief: Brief) -> list[str]:
    """Figures, and words with a capital that are not the first, which no quote of the sentence has.

    Who speaks, and the source's name, may come from around the quote.
    """
    cited = [c for c in brief.citations if c.number in sentence.citations]
    quotes = " ".join(c.quote for c in cited)
    names = {a.id: a.name for a in brief.articles}
    around = " ".join(
        [quotes, *(c.speaker or "" for c in cited), *(names[c.article] for c in cited)]
    ).casefold()
    figures = re.findall(r"\d+(?:[.,]\d+)*", sentence.text)
    capitals = re.findall(r"(?<=[\w,;:] )[A-Z]\w+", sentence.text)
    held = re.findall(r"\d+(?:[.,]\d+)*", quotes)
    return [f for f in figures if f not in held] + [w for w in capitals if w.casefold()[:5] not in around]


# -- each invariant: what breaks it


def citations(made: Made) -> Iterator[str]:
    """I1: every sentence cites, and every quote is what stands in its article at its place."""
    brief = made.brief
    texts = {article.id: article.text for article in made.corpus.articles}
    numbers = [citation.number for citation in brief.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"I1: the citations are numbered {numbers}"
    for citation in brief.citations:
        if (
            texts[citation.article][citation.start : citation.end] != citation.quote
            or not citation.quote.strip()
        ):
            yield f"I1: citation {citation.number} is not what stands in its article"
    positions = [p for c in brief.contested for p in c.positions]
    for said in (*brief.summary, *positions, *brief.timeline):
        if not said.citations or not set(said.citations) <= set(numbers):
            yield f"I1: {said} cites {said.citations}"
    for sentence in brief.summary:
        quotes = [brief.citations[n - 1].quote for n in sentence.citations]
        if sentence.grade == "verbatim" and sentence.text not in [one_line(quote) for quote in quotes]:
            yield f"I1: '{sentence.text}' is called verbatim and is not"


def counts(made: Made) -> Iterator[str]:
    """I3: how many independent sources there are is counted from the families, and by nobody else."""
    brief = made.brief
    family = {article: f.id for f in brief.families for article in f.articles}
    if brief.independent != len({family[a.id] for a in brief.articles}):
        yield f"I3: {brief.independent} independent sources"
    positions = [p for c in brief.contested for p in c.positions]
    for said in (*brief.summary, *positions):
        behind = {family[brief.citations[n - 1].article] for n in said.citations}
        if said.independent != len(behind):
            yield f"I3: {said.independent} independent sources behind '{said}'"


def agreement(brief: Brief) -> Iterator[str]:
    yield from (f"I3: it says '{text}'" for text in own_words(brief) if AGREEMENT.search(text))


def addresses(brief: Brief) -> Iterator[str]:
    yield from (f"I4: it says '{text}'" for text in own_words(brief) if LINK.search(text))


def rejections(brief: Brief) -> Iterator[str]:
    for rejected in brief.rejected:
        if not rejected.reason or not rejected.detail:
            yield f"I8: '{rejected.text}' is dropped without a reason"


def disputes(made: Made) -> Iterator[str]:
    """I9: what code finds in the same evidence stands in the brief, position by position."""
    brief = made.brief
    evidence = search(made.corpus, topic(*brief.query), BUDGET)
    printed = {c.id: [p.answer for p in c.positions] for c in brief.contested}
    for dispute in contest(made.corpus, evidence):
        if printed.get(dispute.id) != [p.answer for p in dispute.positions]:
            yield f"I9: the dispute {dispute.id} is gone or changed"


def links(made: Made) -> Iterator[str]:
    """I4: nothing is fetched or run, and only the sources' own addresses are linked, in any form."""
    printed = forms(made)
    admitted = {article.url for article in made.brief.articles if article.url}
    yield from _of_html(printed["html"], admitted)
    yield from _of_markdown(printed["md"], admitted)
    yield from (f"{url} in JSON" for url in _urls(json.loads(printed["json"])) if url not in admitted)


def invisibles(made: Made, *kinds: str) -> Iterator[str]:
    """I6: nothing that a reader cannot see, and a terminal would obey."""
    for form in kinds:
        if found := FORBIDDEN.search(forms(made)[form]):
            yield f"I6: U+{ord(found[0]):04X} in {form}"


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.links: list[str] = []
        self.style = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.style = tag == "style"
        if tag in RUNNING:
            self.problems.append(f"<{tag}> in html")
        for name, value in attrs:
            if name in FETCHING or name.startswith("on"):
                self.problems.append(f"<{tag} {name}={value!r}> in html")
            if name == "href" and not (value or "").startswith("#"):
                self.links.append(value or "")
            if name == "http-equiv" and (value or "").lower() != "content-security-policy":
                self.problems.append(f"<{tag} {name}={value!r}> in html")

    def handle_data(self, data: str) -> None:
        if self.style and re.search(r"url\(|@import", data):
            self.problems.append("a style that fetches in html")
        self.style = False


def _of_html(html: str, admitted: set[str]) -> Iterator[str]:
    page = _Page(html)
    yield from page.problems
    yield from (f"{link} is linked in html" for link in page.links if link.split("#:~:")[0] not in admitted)


def _of_markdown(text: str, admitted: set[str]) -> Iterator[str]:
    for token in _flat(MARKDOWN.parse(text)):
        if token.type in ("image", "html_inline", "html_block"):
            yield f"{token.type} in md: {token.content}"
        if token.type == "link_open" and str(token.attrs["href"]) not in admitted:
            yield f"{token.attrs['href']} is linked in md"


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _urls(node: Any) -> Iterator[str]:
    """The values of every field called url."""
    if isinstance(node, Mapping):
        yield from (value for key, value in node.items() if key == "url" and value)
        for value in node.values():
            yield from _urls(value)
    elif isinstance(node, list):
        for value in node:
            yield from _urls(value)
