from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from briefing.read.declared import address, clean, language, moment, names


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("January 8, 2025", "2025-01-08T00:00:00+00:00"),
        ("Wednesday, Jan. 8, 2025", "2025-01-08T00:00:00+00:00"),
        ("8 January 2025", "2025-01-08T00:00:00+00:00"),
        ("8th Sept 2025", "2025-09-08T00:00:00+00:00"),
        ("2025-01-08", "2025-01-08T00:00:00+00:00"),
        ("2025-01-08T23:30:00-05:00", "2025-01-09T04:30:00+00:00"),
        ("2025-01-08T23:30:00Z", "2025-01-08T23:30:00+00:00"),
        ("Wed, 08 Jan 2025 10:00:00 +0200", "2025-01-08T08:00:00+00:00"),
        (date(2025, 1, 8), "2025-01-08T00:00:00+00:00"),
        (datetime(2025, 1, 8, 7, tzinfo=timezone(timedelta(hours=2))), "2025-01-08T05:00:00+00:00"),
    ],
)
def test_a_time_is_read_in_utc(written, read):
    assert moment(written).isoformat() == read


@pytest.mark.parametrize(
    "written",
    ["08/01/2025", "January 8", "2025", "Monday", "31 February 2025", "January 8, 2025 or so", "10:30",
     "20250108", "now", "", None, 1736294400, "0001-01-01T00:00:00+14:00", "9" * 500, "８ January 2025"],
)  # fmt: skip
def test_a_time_that_is_not_wholly_said_is_unknown(written):
    assert moment(written) is None


def test_a_naive_time_is_utc():
    assert moment(datetime(2025, 1, 8)) == datetime(2025, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("By Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Ann Lee, Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Lee, Ann", ("Lee, Ann",)),
        (["Ann Lee", {"name": "Bo Ek", "@type": "Person"}, 7, None, "Ann Lee"], ("Ann Lee", "Bo Ek")),
        ("https://social.example.test/annlee", ()),
        ({"@id": "x"}, ()),
        (None, ()),
    ],
)
def test_names_are_read_from_what_pages_and_rows_write(written, read):
    assert names(written) == read


def test_a_title_is_one_visible_line_of_at_most_300_characters():
    assert clean("a\u202eb\r\nc\u200b") == "a<U+202E>b c"
    assert len(clean("very " * 10_000) or "") == 300
    assert clean(" \u200b ") is None


@pytest.mark.parametrize(
    "written",
    ["javascript:alert(1)", "file:///etc/passwd", "//a.test", "https://", "https://a b.test", "https://u:p@a.test",
     "http://[", "https://a.test/\x1b", 7],
)  # fmt: skip
def test_only_a_plain_address_of_the_web_is_one(written):
    assert address(written) is None
    assert address(" https://a.test/x?y=1 ") == "https://a.test/x?y=1"


def test_a_language_is_a_tag():
    assert (language("en"), language("pt-BR"), language("English"), language("<b>")) == (
        "en",
        "pt-BR",
        None,
        None,
    )
