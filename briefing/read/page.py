"""A page of the web: the text an extractor finds in it, without what a reader of the page could not see.

What only a style sheet hides, or the colour of the paper, cannot be told from here: the extractor, and later
the marks for page furniture, are all that stand against it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.errors import EmptySource, SourceError
from briefing.read.declared import Declared, declared_by
from briefing.read.decode import check_text, decode
from briefing.read.found import Found, Raw

_DEEPEST = 200  # elements in one another; the parser silently leaves out what lies below 255
_LARGEST = 5_000_000  # characters; the extractor takes a second for each million of prose
_MOST = 20_000  # elements; the extractor took five minutes over 60,000 small tables
_HINT = "Save its text alone, as .txt."


def read_page(raw: Raw) -> Iterator[Found]:
    """Yield the one article of a page, with what its head declares."""
    html = decode(raw.data, raw.source, raw.encoding or _charset(raw.data))
    text, extractor, own = extracted(html, raw.source)
    yield Found(raw.source, text, extractor, raw.data, own)


def extracted(html: str, source: str) -> tuple[str, str, Declared]:
    """Return the text of *html*, the extractor with its version, and what the page declares."""
    if len(html) > _LARGEST:
        raise SourceError(source, f"'{source}' is a page of more than {_LARGEST:,} characters.", _HINT)
    trafilatura = _trafilatura(source)
    tree = _tree(html, source)
    own = _declared(tree)
    _remove_hidden(tree)
    text = trafilatura.extract(tree, include_comments=False, deduplicate=False)
    return check_text(text or "", source), f"trafilatura/{trafilatura.__version__}", own


def _trafilatura(source: str) -> Any:
    try:
        import trafilatura  # a second of imports, and an extra
    except ImportError as error:
        hint = "pip install 'briefing[fetch]', or save the text of the page as .txt."
        raise SourceError(
            source, f"'{source}' is a web page, and reading one needs trafilatura.", hint
        ) from error
    return trafilatura


def _tree(html: str, source: str) -> Any:
    from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml ships no types
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    try:
        tree = document_fromstring(
            html.encode(), HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (LxmlError, ValueError, AssertionError) as error:
        raise EmptySource(source) from error
    if _depth(tree) > _DEEPEST:
        raise SourceError(source, f"'{source}' nests its elements more than {_DEEPEST} deep.", _HINT)
    if sum(1 for _ in tree.iter()) > _MOST:
        raise SourceError(source, f"'{source}' is a page of more than {_MOST:,} elements.", _HINT)
    return tree


def _depth(tree: Any) -> int:
    """Return how deep *tree* goes, without recursion: a page of 20,000 open tags must not end the program."""
    deepest, level = 0, [tree]
    while level:
        deepest, level = deepest + 1, [child for element in level for child in element]
    return deepest


# ------------------------------------------------------------------------------------------ what nobody sees

_NEVER_SHOWN = ("script", "style", "template", "noscript", "object", "iframe", "svg", "canvas")
_ZERO = r"0*(?:\.0*)?(?:px|em|rem|pt|%)?"
_HIDING = re.compile(
    rf"display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|opacity:{_ZERO}|font-size:{_ZERO}"
    rf"|font:{_ZERO}[/a-z].*|color:transparent|text-indent:-\d{{3,}}.*|(?:left|top|right|margin-left):-\d{{4,}}.*"
    r"|clip:rect\((?:0|1px).*|clip-path:inset\((?:50|100)%.*|transform:scale\(0\)|mso-hide:all"
)
_NO_ROOM = re.compile(rf"(?:max-)?(?:height|width):{_ZERO}")


def _remove_hidden(tree: Any) -> None:
    if _is_hidden(tree):
        tree.clear()
    for element in [element for element in tree.iter() if _is_hidden(element)]:
        if element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: Any) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _NEVER_SHOWN
        or "hidden" in element.attrib
        or _hides(element.get("style", ""))
    )


def _hides(style: str) -> bool:
    told = _plain_style(style).split(";")
    return any(map(_HIDING.fullmatch, told)) or (
        "overflow:hidden" in told and any(map(_NO_ROOM.fullmatch, told))
    )


def _plain_style(style: str) -> str:
    r"""Return *style* in one spelling: `Displ\61y : none !important` is as hidden as `display:none`."""
    style = re.sub(r"/\*.*?\*/", "", style[:2000])
    style = re.sub(r"\\([0-9a-fA-F]{1,4}) ?", lambda m: chr(int(m[1], 16)), style)
    return re.sub(r"\s+|!important", "", style.lower())


# ------------------------------------------------------------------------------------- what the page declares

_KEYS: Mapping[str, str] = {
    "ld:headline": "title", "og:title": "title", "twitter:title": "title", "<title>": "title",
    "ld:publisher": "publisher", "og:site_name": "publisher", "ld:author": "authors", "author": "authors",
    "article:author": "authors", "ld:datePublished": "published", "article:published_time": "published",
    "date": "published", "<canonical>": "url", "og:url": "url", "<lang>": "language",
}  # fmt: skip
_ARTICLE = re.compile(r"(?:[A-Z]\w*)?(?:Article|BlogPosting|LiveBlogPosting|Report)")


def _declared(tree: Any) -> Declared:
    record: dict[str, object] = {"<lang>": tree.get("lang")}
    for meta in tree.iter("meta"):
        record.setdefault((meta.get("property") or meta.get("name") or "").lower(), meta.get("content"))
    for link in tree.iter("link"):
        if link.get("rel", "").lower() == "canonical":
            record.setdefault("<canonical>", link.get("href"))
    for title in tree.iter("title"):
        record.setdefault("<title>", title.text)
    record |= {f"ld:{key}": value for key, value in _linked_data(tree).items()}
    return declared_by(record, _KEYS)


def _linked_data(tree: Any) -> Mapping[str, object]:
    """Return the first article that the page describes as JSON-LD."""
    for script in tree.iter("script"):
        if script.get("type", "").strip().lower() == "application/ld+json":
            for thing in _things(script.text or ""):
                if _is_article(thing.get("@type")):
                    return thing
    return {}


def _things(text: str) -> list[dict[str, Any]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):  # the page is readable without it
        return []
    top = data if isinstance(data, list) else [data]
    graphs = [
        thing["@graph"] for thing in top if isinstance(thing, dict) and isinstance(thing.get("@graph"), list)
    ]
    return [thing for thing in [*top, *(one for graph in graphs for one in graph)] if isinstance(thing, dict)]


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and _ARTICLE.fullmatch(one) for one in kinds)


_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
# What the standard of the web means by these names: pages that say Latin-1 are written in the other.
_OF_THE_WEB = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
}


def _charset(data: bytes) -> str | None:
    found = _CHARSET.search(data, 0, 4096)
    name = found[1].decode("ascii").lower() if found else None
    return _OF_THE_WEB.get(name, name) if name else None
