from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from briefing.errors import NotText
from tests.read.desk import PROSE, origins, read, read_one, reasons


def mail(body: str = PROSE, html: str | None = None, **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def test_a_mail_declares_its_subject_its_sender_and_its_time(tmp_path):
    data = mail(
        Subject="Die Hafenmauer fällt",
        From='"Lee, Ann" <ann@echo.example.test>',
        Date="Wed, 08 Jan 2025 10:00:00 +0200",
    )
    article = read_one(tmp_path, "a.eml", data)

    assert article.text == PROSE + "\n"
    assert (article.title, article.authors) == ("Die Hafenmauer fällt", ("Lee, Ann",))
    assert article.published == datetime(2025, 1, 8, 8, tzinfo=UTC)
    assert article.publisher is None
    assert set(origins(article).values()) == {"declared"}
    assert article.extractor == "mail/1"


def test_the_plain_part_is_preferred_and_attachments_are_no_part(tmp_path):
    message = EmailMessage()
    message.set_content("The plain part.")
    message.add_alternative("<html><body><p>The page.</p></body></html>", subtype="html")
    message.add_attachment("An attachment.", filename="a.txt")

    assert read_one(tmp_path, "a.eml", message.as_bytes()).text == "The plain part.\n"


def test_a_mail_that_is_a_page_alone_is_read_as_a_page(tmp_path):
    message = EmailMessage()
    message["Subject"] = "The wall"
    message.set_content(
        f"<html><head><title>x</title></head><body><p>{PROSE}</p><p hidden>Buy now.</p></body></html>",
        subtype="html",
    )
    article = read_one(tmp_path, "a.eml", message.as_bytes())

    assert article.text == PROSE
    assert article.title == "The wall"
    assert article.extractor.startswith("mail/1+trafilatura/2.")


def raw(charset: str, body: bytes, encoding: str = "8bit") -> bytes:
    head = f"Subject: x\r\nContent-Type: text/plain; charset={charset}\r\n"
    return f"{head}Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (raw("windows-1252", b"Na\xefve \x93caf\xe9\x94.\r\n"), "Naïve “café”.\r\n"),
        (raw("windows-1252", b"caf=E9 =\r\nau lait", "quoted-printable"), "café au lait"),
        (raw("utf-8", b"Y2Fmw6k=", "base64"), "café"),
        (raw("iso-2022-jp", "港は閉鎖中".encode("iso-2022-jp"), "7bit"), "港は閉鎖中"),
    ],
)
def test_the_charset_of_the_part_is_obeyed(tmp_path, data, text):
    assert read_one(tmp_path, "a.eml", data).text == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (raw("x-klingon", b"Plain words."), "its declared encoding 'x-klingon' is unknown"),
        (raw("utf-8", b"caf\xe9 au lait"), "byte 3 is not UTF-8"),
        (raw("us-ascii", b"caf\xe9 au lait"), "byte 3 is not US-ASCII"),
    ],
)
def test_a_charset_that_is_unknown_or_wrong_is_told(tmp_path, data, why):
    (error,) = read(tmp_path, {"a.eml": data}).skipped

    assert isinstance(error, NotText)
    assert why in error.message


def test_a_header_cannot_carry_another_line_into_a_title(tmp_path):
    data = b"Subject: Wall =?UTF-8?Q?=0ABcc:_v=1B[2J?=\r\nFrom: a@b.test\r\nDate: soon\r\n\r\nWords."
    article = read_one(tmp_path, "a.eml", data)

    assert "\n" not in (article.title or "")
    assert "\x1b" not in (article.title or "")
    assert (article.authors, article.published) == ((), None)


@pytest.mark.parametrize(
    "data",
    [
        b"Subject: x\r\n\r\n",
        b"Subject: only a header",
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x--",
    ],
)
def test_a_mail_without_text_is_empty(tmp_path, data):
    assert reasons(read(tmp_path, {"a.eml": data})) == [("a.eml", "EmptySource")]


def test_a_mail_nested_a_thousand_deep_is_refused_or_read(tmp_path):
    part = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(1500)
    )

    assert len(read(tmp_path, {"a.eml": part + b"\r\nWords."}).skipped) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: text/plain; " + b"a=b; " * 200_000 + b"\r\n\r\nWords.",
        b"Subject: x\r\nContent-Disposition: inline;" + b"\r\n a=b;" * 200_000 + b"\r\n\r\nWords.",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\nw\r\n" * 300_000,
    ],
)
def test_a_mail_without_end_of_parts_or_headers_is_refused_before_it_is_parsed(tmp_path, data):
    (error,) = read(tmp_path, {"a.eml": data}).skipped

    assert "no end of parts or of headers" in error.message


def test_an_endless_header_is_left_out(tmp_path):
    data = b"Subject: " + b"=?utf-8?q?a?= " * 60_000 + b"\r\nFrom: " + b"(" * 100_000 + b"\r\n\r\nWords."
    article = read_one(tmp_path, "a.eml", data)

    assert (article.text, article.title, article.authors) == ("Words.", None, ())
