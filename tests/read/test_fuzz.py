"""Damaged files of every ending: each is read or refused by name, and nothing else happens.

BRIEFING_FUZZ=10000 asks for more files than the thousand of every run.
"""

import json
import os
from collections.abc import Iterator
from random import Random

import pytest

from briefing.errors import SourceError
from briefing.read import Reading, read_sources
from briefing.text.show import invisible
from tests.read.desk import PROSE, lay
from tests.read.test_mail import mail
from tests.read.test_page import page
from tests.read.test_pdf import pdf

FILES = int(os.environ.get("BRIEFING_FUZZ", "1000"))
_LINKED = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "author": []}</script>'
GOOD: dict[str, list[bytes]] = {
    ".txt": [f"Harbour wall to be rebuilt\nBy Ann Lee\n8 January 2025\n\n{PROSE}\n\n© The Echo".encode(),
             "Пристань.".encode("utf-16")],
    ".md": [f"---\ntitle: x\nauthors:\n - Ann Lee\n---\n{PROSE}".encode(),
            f'+++\ntitle = "x"\n+++\n{PROSE}'.encode()],
    ".html": [page("<p style='display:none'>No.</p>", "<meta charset=utf-8><title>x</title>").encode(),
              page("<table><tr><td>a</table>", _LINKED).encode()],
    ".eml": [mail(Subject="Ünwall", From="Ann Lee <a@b.test>", Date="Wed, 08 Jan 2025 10:00:00 +0200"),
             mail(html=page(""), Subject="x" * 200)],
    ".pdf": [pdf(PROSE, "More.")],
    ".jsonl": [b'{"title": "x", "author": ["a"], "date": "2025-01-08", "text": "The wall."}\n' * 3],
    ".json": [json.dumps([{"text": PROSE}, {"text": "Two.", "source": {"name": "x"}}]).encode()],
    ".bin": [bytes(range(256)), b"Plain words."],
}  # fmt: skip
TOKENS = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[2J", b"\r", b"\n\n", b"---\n", b"+++\n",
    b"<", b">",
    b"</p>", b"/Kids", b"<p hidden>", b"<!--", b"]]>", b"&#xD800;", b"&#0;", b"{", b"}", b"[" * 50, b'"',
    b"\\ud800", b"=?utf-8?q?=0a?=", b"=?x?b?", b":", b";",
    b"boundary=", b"charset=utf-7", b"charset=x", b"Content-Type: multipart/mixed; boundary=a\r\n",
    b"%PDF", b"obj", b"endobj", b"<<", b">>", b"9" * 40, b"-1", b"/FlateDecode", b"\xe2\x80\xae", b"https://",
    b"0001-01-01",    b"<div>" * 60, b"style='display:none'",
]  # fmt: skip


@pytest.mark.parametrize("ending", sorted(GOOD))
def test_a_damaged_file_is_read_or_refused_by_name(tmp_path, ending):
    random = Random(f"briefing {ending}")
    for number, data in zip(range(FILES // len(GOOD)), _damaged(GOOD[ending], random), strict=False):
        name = f"{number}{ending}"
        reading = read_sources([str(lay(tmp_path, {name: data}) / name)])
        _check(reading, name)
        (tmp_path / name).unlink()


def _damaged(good: list[bytes], random: Random) -> Iterator[bytes]:
    while True:
        data = random.choice(good)
        for _ in range(random.randint(1, 8)):
            data = random.choice([_flip, _cut, _double, _insert, _insert, _drop])(data, random)
        yield data[:100_000]


def _flip(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)] if random.random() < 0.3 else data


def _double(data: bytes, random: Random) -> bytes:
    start = random.randrange(len(data) + 1)
    return data[:start] + data[start : start + random.randint(1, 200)] * random.randint(2, 5) + data[start:]


def _insert(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(TOKENS) * random.choice([1, 1, 1, 20]) + data[at:]


def _drop(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + data[at + random.randint(1, 40) :]


def _check(reading: Reading, name: str) -> None:
    assert reading.articles or reading.skipped, name
    for article in reading.articles:
        assert article.text.encode(), name
        for told in (article.title, article.publisher, *article.authors):
            assert told is None or (0 < len(told) <= 300 and "\n" not in told and invisible(told) == ()), name
        assert all(0 <= start < end <= len(article.text) for start, end in article.hidden), name
    for error in reading.skipped:
        assert isinstance(error, SourceError), name
        assert name in error.message, name
