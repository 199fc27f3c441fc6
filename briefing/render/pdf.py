"""A page printed to PDF: tagged, for who has it read out, and the same bytes for the same page and fonts."""

from importlib.util import find_spec

from briefing.errors import MissingExtra


def need_printer() -> None:
    """Raise MissingExtra unless PDF can be made; asked before a brief is, which may cost money."""
    if find_spec("weasyprint") is None:
        raise MissingExtra("A PDF", "pdf")


def to_pdf(html: str) -> bytes:
    """Return *html* as a PDF of A4 pages. Nothing is fetched, whatever the page says."""
    need_printer()
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:  # the package is there, the system's Pango is not
        raise MissingExtra("A PDF", "pdf", f"WeasyPrint cannot start: {error}.") from error
    made = HTML(string=html, base_url=None, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf(
        pdf_tags=True, pdf_identifier=b"briefing", full_fonts=False
    )
    return bytes(made)
