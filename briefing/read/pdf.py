"""A PDF: the text its pages give, in the order the file gives it. Ink and its absence are not told apart."""

import logging
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from typing import Any

from briefing.errors import SourceError
from briefing.read.declared import Declared, clean, names
from briefing.read.decode import check_text
from briefing.read.found import Found, Raw

_MOST_PAGES = 200
_LARGEST_PAGE = 1_000_000  # bytes of drawing, unpacked: ten seconds of reading
_MOST_STEPS = 300_000  # drawing steps of the whole file: a form can be drawn any number of times
_HINT = "Save its text as .txt."


def read_pdf(raw: Raw) -> Iterator[Found]:
    """Yield the one article of a PDF, pages parted by an empty line.

    Its date is that of the file, not of the report, and is left alone.
    """
    pypdf = _pypdf(raw.source)
    try:
        pages, own = _pages(pypdf, raw)
    except SourceError:
        raise
    except Exception as error:
        # pypdf lets out whatever the damage hits: KeyError, zlib.error, RecursionError …
        problem = type(error).__name__
        raise SourceError(raw.source, f"'{raw.source}' is a damaged PDF ({problem}).", _HINT) from error
    text = check_text("\n\n".join(pages), raw.source)
    yield Found(raw.source, text, f"pypdf/{pypdf.__version__}", raw.data, own)


def _pypdf(source: str) -> Any:
    try:
        import pypdf
    except ImportError as error:
        hint = "pip install 'briefing[pdf]', or save its text as .txt."
        raise SourceError(source, f"'{source}' is a PDF, and reading one needs pypdf.", hint) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity of every file
    return pypdf


def _pages(pypdf: Any, raw: Raw) -> tuple[list[str], Declared]:
    reader = pypdf.PdfReader(BytesIO(raw.data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError(raw.source, f"'{raw.source}' is locked with a password.", "Unlock it first.")
    if len(reader.pages) > _MOST_PAGES:
        raise SourceError(raw.source, f"'{raw.source}' has more than {_MOST_PAGES} pages.", _HINT)
    steps = count(1)
    pages = [_text(page, steps, raw.source) for page in reader.pages]
    about = reader.metadata or {}
    return pages, Declared(title=clean(about.get("/Title")), authors=names(about.get("/Author")))


def _text(page: Any, steps: Iterator[int], source: str) -> str:
    def step(*_: object) -> None:
        if next(steps) > _MOST_STEPS:
            raise _too_much(source)

    drawing = page.get_contents()
    if drawing is not None and len(drawing.get_data()) > _LARGEST_PAGE:
        raise _too_much(source)
    return str(page.extract_text(visitor_operand_before=step))


def _too_much(source: str) -> SourceError:
    return SourceError(source, f"'{source}' draws more than a page of text does.", _HINT)
