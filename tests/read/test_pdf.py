import sys
import zlib

import pytest

from briefing.model.article import digest
from tests.read.desk import read, read_one, reasons


def pdf(
    *pages: str, info: bytes = b"<< /Title (The wall) /Author (Ann Lee) /CreationDate (D:20250108) >>"
) -> bytes:
    """Return a PDF with a line of text on each page, written by hand."""
    contents = [b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode() for text in pages]
    kids = b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        info,
    ]
    for i, content in enumerate(contents):
        font = b"<< /Font << /F1 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R /Resources %s /Contents %d 0 R >>" % (font, 6 + 2 * i))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _written(objects)


def _written(objects: list[bytes]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def test_a_pdf_gives_its_pages_its_title_and_its_author(tmp_path):
    from pypdf import __version__

    data = pdf("The harbour is closed.", "It will open in May.")
    article = read_one(tmp_path, "a.PDF", data)

    assert article.text == "The harbour is closed.\n\nIt will open in May."
    assert (article.title, article.authors, article.published) == ("The wall", ("Ann Lee",), None)
    assert (article.sha256, article.extractor) == (digest(data), f"pypdf/{__version__}")


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.4", b"not a pdf", pdf("Cut off.")[:300],
     pdf("Odd.").replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
     pdf("Odd.").replace(b"/Count 1", b"/Count 9999999"), b"%PDF-1.4\n" + b"[" * 50_000],
)  # fmt: skip
def test_a_damaged_pdf_is_named_or_read(tmp_path, data):
    reading = read(tmp_path, {"a.pdf": data})

    assert len(reading.articles) + len(reading.skipped) == 1


def test_a_pdf_without_text_is_empty_and_one_of_too_many_pages_is_refused(tmp_path):
    reading = read(tmp_path, {"a.pdf": pdf(""), "b.pdf": pdf(*["Page."] * 201)})

    assert reasons(reading) == [("a.pdf", "EmptySource"), ("b.pdf", "SourceError")]


def test_a_page_that_draws_without_end_is_refused(tmp_path):
    drawing = zlib.compress(b"BT /F1 12 Tf " + b"(word) Tj " * 500_000 + b"ET")

    (error,) = read(tmp_path, {"a.pdf": _of_one_page(_stream(drawing, b"<< /Filter /FlateDecode "))}).skipped

    assert "draws more than a page of text does" in error.message


def test_a_page_that_draws_one_form_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("briefing.read.pdf._MOST_STEPS", 2_000)
    form = b"<< /Type /XObject /Subtype /Form /Resources << /Font << /F1 3 0 R >> >> "
    drawn = _stream(b"BT /F1 12 Tf " + b"(word) Tj " * 100 + b"ET", form)

    few = read(tmp_path / "few", {"a.pdf": _of_one_page(_stream(b"/X Do " * 3), drawn)})
    many = read(tmp_path / "many", {"a.pdf": _of_one_page(_stream(b"/X Do " * 30), drawn)})

    assert len(few.articles) == 1
    assert "draws more than a page of text does" in many.skipped[0].message


def _of_one_page(drawing: bytes, form: bytes = b"null") -> bytes:
    resources = b"<< /Font << /F1 3 0 R >> /XObject << /X 7 0 R >> >>"
    return _written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< >>",
            b"<< /Type /Page /Parent 2 0 R /Resources %s /Contents 6 0 R >>" % resources,
            drawing,
            form,
        ]
    )


def _stream(content: bytes, head: bytes = b"<< ") -> bytes:
    return b"%s/Length %d >>\nstream\n%s\nendstream" % (head, len(content), content)


def test_without_the_extractor_the_next_step_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)

    (error,) = read(tmp_path, {"a.pdf": pdf("Words.")}).skipped

    assert "pip install 'briefing[pdf]'" in error.hint
