import codecs
from pathlib import Path

import pytest

from briefing.errors import EmptySource, NotText
from briefing.read import Declared
from briefing.read.decode import check_encoding, decode
from tests.read.desk import PROSE, names, read, read_one, reasons

HOSTILE = Path(__file__).parent.parent / "hostile" / "articles"


@pytest.mark.parametrize(
    "data",
    ["Пристань закрыта.".encode(), codecs.BOM_UTF8 + "Пристань закрыта.".encode(),
     codecs.BOM_UTF16_LE + "Пристань закрыта.".encode("utf-16-le"),
     codecs.BOM_UTF16_BE + "Пристань закрыта.".encode("utf-16-be")],
)  # fmt: skip
def test_a_byte_order_mark_is_honoured_and_no_part_of_the_text(data):
    assert decode(data, "a.txt") == "Пристань закрыта."


def test_another_encoding_is_read_only_when_it_is_declared(tmp_path):
    data = (HOSTILE / "enc_01_cp1251.txt").read_bytes()

    refused = read(tmp_path, {"a.txt": data})
    article = read_one(
        tmp_path, "a.txt", data, declared={str(tmp_path / "a.txt"): Declared(encoding="windows-1251")}
    )

    assert reasons(refused) == [("a.txt", "NotText")]
    assert article.text.encode("windows-1251") == data


@pytest.mark.parametrize("encoding", ["iso-2022-jp", "shift_jis", "euc-jp", "gb18030", "big5"])
def test_encodings_of_east_asia_are_read_when_declared(encoding):
    assert decode("港は閉鎖中".encode("gb18030"), "a.txt", "gb18030") == "港は閉鎖中"
    assert decode("日本".encode(encoding), "a.txt", encoding) == "日本"


def test_what_is_utf_8_is_read_as_utf_8_whatever_is_declared():
    assert decode("café".encode(), "a.txt", "windows-1252") == "café"


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"caf\xe9 au lait", 3),
        (b"\xef\xbb\xbfcaf\xe9", 6),
        (b"\xff\xfea\x00\x00\xd8", 4),
        ("a€".encode()[:-1], 1),
    ],
)
def test_the_byte_that_is_wrong_is_told(data, offset):
    with pytest.raises(NotText, match=rf"byte {offset} is not UTF"):
        decode(data, "a.txt")


def test_the_byte_that_is_not_in_the_declared_encoding_is_told():
    with pytest.raises(NotText, match=r"'a\.txt' is not text: byte 2 is not WINDOWS-1252"):
        decode(b"\xe9 \x81", "a.txt", "windows-1252")


@pytest.mark.parametrize(
    "encoding",
    ["klingon", "rot13", "base64", "unicode_escape", "punycode", "idna", "utf-7", "", "x" * 999, "a\0", "é"],
)
def test_an_encoding_nobody_writes_articles_in_is_refused(encoding):
    with pytest.raises(NotText, match="its declared encoding"):
        check_encoding(encoding, "a.txt")


def test_a_nul_byte_is_refused_with_its_offset():
    with pytest.raises(NotText, match="NUL byte at offset 6"):
        decode(b"before\0after", "a.txt")
    with pytest.raises(NotText, match=r"character 1 is U\+0000"):
        decode(codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), "a.txt")


@pytest.mark.parametrize(
    "data",
    [(HOSTILE / "file_03_png_named_txt.txt").read_bytes(), b"PK\x03\x04 docx", b"%PDF-1.4 text",
     b"\x1f\x8b gz", b"\x7fELF", b"GIF89a", b"{\\rtf1 Hello}", b"\x01\x02\x03\x04 beep \x05\x06\x07\x08"],
)  # fmt: skip
def test_binary_under_the_name_of_a_text_is_refused(tmp_path, data):
    assert reasons(read(tmp_path, {"a.txt": data, "b": data + b"!"})) == [
        ("a.txt", "NotText"),
        ("b", "NotText"),
    ]


def test_a_few_control_characters_are_kept_as_they_stand(tmp_path):
    for name in ("enc_06_control_chars.txt", "term_01_escapes.txt", "txt_09_mixed_newlines.txt"):
        data = (HOSTILE / name).read_bytes()
        assert read_one(tmp_path, name, data).text.encode() == data


@pytest.mark.parametrize("text", ["\n \t\r\n", "\ufeff\u200b\u2060", "--- *** ---", "…"])
def test_a_text_without_a_letter_or_a_digit_is_empty(text):
    with pytest.raises(EmptySource):
        decode(text.encode(), "a.txt")


def test_an_unknown_ending_is_text_if_it_is_utf_8(tmp_path):
    reading = read(
        tmp_path, {"a.rst": PROSE, "b": "Bee.", "c.doc": b"\xd0\xcf\x11\xe0 old", "d.dat": b"\xe9\xe8"}
    )

    assert names(reading) == ["a.rst", "b"]
    assert reasons(reading) == [("c.doc", "NotText"), ("d.dat", "NotText")]
