"""Bytes become text strictly, or not at all: an encoding is read or declared, never guessed."""

import codecs

from briefing.errors import EmptySource, NotText

_MAGIC = (
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"), (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"), (b"\x1f\x8b", "a gzip archive"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"), (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!\x1a", "a RAR archive"),
    (b"\x7fELF", "a program"), (b"SQLite format 3\0", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"), (b"II*\0", "a TIFF image"), (b"MM\0*", "a TIFF image"),
    (b"wOF", "a font"),
)  # fmt: skip
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Python counts these among its text encodings; no article is written in one.
_NO_ENCODING = (
    "unicode-escape",
    "raw-unicode-escape",
    "punycode",
    "idna",
    "undefined",
    "utf-7",
    "mbcs",
    "oem",
)
# Control bytes that are no white space: one in ten is more than any damaged article has. Not ESC, which
# opens every run of Japanese in ISO-2022-JP.
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b")
_MOST_CONTROLS = 0.1


def decode(data: bytes, source: str, encoding: str | None = None) -> str:
    """Return *data* as text, newlines and all, without its byte order mark.

    UTF-8, or UTF-16 behind its mark, else the *encoding* that was declared, else NotText with the offset.
    """
    if kind := next((kind for magic, kind in _MAGIC if data.startswith(magic)), None):
        raise NotText(source, f"it is {kind}", "Leave it out, or give its text.")
    for mark, wide in _WIDE:
        if data.startswith(mark):
            return check_text(_strictly(data, len(mark), source, wide), source)
    if (nul := data.find(b"\0")) >= 0:
        raise NotText(source, f"there is a NUL byte at offset {nul}", "Leave it out, or give its text.")
    if len(data.translate(None, _CONTROLS)) < len(data) * (1 - _MOST_CONTROLS):
        raise NotText(source, "much of it is control characters", "Leave it out, or give its text.")
    return check_text(_narrow(data, source, encoding), source)


def check_encoding(encoding: str, source: str) -> None:
    """Raise NotText unless *encoding* is one that articles are written in."""
    try:
        known = codecs.lookup(encoding).name not in _NO_ENCODING and bool(b"ab".decode(encoding))
    except (LookupError, ValueError):
        known = False
    if not known:
        raise NotText(source, f"its declared encoding '{encoding[:60]}' is unknown")


def check_text(text: str, source: str) -> str:
    """Return *text* if it can be stored and holds a letter or a digit."""
    if not any(map(str.isalnum, text)):
        raise EmptySource(source)
    for sign in ("\0", *_lone_surrogate(text)):
        if (at := text.find(sign)) >= 0:
            raise NotText(source, f"character {at} is U+{ord(sign):04X}, which is no character")
    return text


def _narrow(data: bytes, source: str, encoding: str | None) -> str:
    marked = data.startswith(codecs.BOM_UTF8)
    if encoding and not marked:
        check_encoding(encoding, source)
        # ISO-2022-JP and its like are valid UTF-8 by accident; ASCII reads the same in all others.
        if data.isascii() or not _is_utf8(data):
            return _strictly(data, 0, source, encoding)
    return _strictly(data, len(codecs.BOM_UTF8) if marked else 0, source, "utf-8")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strictly(data: bytes, start: int, source: str, encoding: str) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        why = f"byte {start + error.start} is not {encoding.upper()}"
        raise NotText(source, why, _HINT) from error
    except (ValueError, LookupError) as error:
        raise NotText(source, f"it is not {encoding.upper()}", _HINT) from error


_HINT = 'Save it as UTF-8, or declare its encoding: encoding = "windows-1251" in its [[article]].'


def _lone_surrogate(text: str) -> tuple[str, ...]:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return (text[error.start],)
    return ()
