import json

import pytest

from briefing.model.article import digest
from briefing.read import DEFAULT_FIELDS, Declared
from tests.read.desk import PROSE, origins, read, read_one, reasons


def test_each_line_is_an_article_named_by_its_number(tmp_path):
    rows = [
        {
            "title": "The wall",
            "text": PROSE,
            "source": {"name": "The Echo"},
            "author": "Ann Lee",
            "date": "2025-01-08",
        },
        {"headline": "The ferry", "body": "It sank.", "url": "https://a.test/1", "lang": "en", "id": 7},
    ]
    lines = [json.dumps(row) for row in rows]
    reading = read(tmp_path, {"news.jsonl": lines[0] + "\n\n" + lines[1]})

    first, second = reading.articles
    assert [first.source, second.source] == [f"{tmp_path}/news.jsonl#1", f"{tmp_path}/news.jsonl#3"]
    assert (first.title, first.publisher, first.authors) == ("The wall", "The Echo", ("Ann Lee",))
    assert (second.title, second.text, second.url, second.language) == (
        "The ferry",
        "It sank.",
        "https://a.test/1",
        "en",
    )
    assert first.sha256 == digest(lines[0])
    assert first.extractor == "json/1"
    assert origins(second) == {"title": "declared", "url": "declared", "language": "declared"}


@pytest.mark.parametrize("end", ["", " ] ", "\n]\n"])
def test_a_list_gives_the_same_articles_each_with_the_bytes_it_was_written_in(tmp_path, end):
    text = '[ {"text": "One."} ,\n{"text":  "Two."}' + end
    reading = read(tmp_path, {"news.json": text})

    assert [(a.source[-1], a.text) for a in reading.articles] == [("1", "One."), ("2", "Two.")]
    assert reading.articles[1].sha256 == digest('{"text":  "Two."}')
    assert len(reading.skipped) == (1 if not end else 0)  # a list that is cut off is told


def test_one_object_over_many_lines_is_one_article(tmp_path):
    assert (
        read_one(tmp_path, "a.json", json.dumps({"title": "The wall", "text": PROSE}, indent=2)).title
        == "The wall"
    )


def test_a_row_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path):
    rows = [
        '{"text": "One."}', "{broken", "[1]", '"text"', '{"title": "none"}', '{"text": ""}', '{"text": 7}',
        '{"text": "\\ud800 half"}', '{"text": "nul \\u0000 here"}', '{"text": "—"}', "9" * 5000,
        '{"a":' * 100_000, '{"text": "Last\\u2028one."}', '{"text": "One."}',
    ]  # fmt: skip
    reading = read(tmp_path, {"a.jsonl": "\r\n".join(rows)})

    assert [article.text for article in reading.articles] == ["One.", "Last\u2028one."]
    assert reasons(reading) == [
        ("a.jsonl#2", "SourceError"), ("a.jsonl#3", "SourceError"), ("a.jsonl#4", "SourceError"),
        ("a.jsonl#5", "EmptySource"), ("a.jsonl#6", "EmptySource"), ("a.jsonl#7", "SourceError"),
        ("a.jsonl#8", "NotText"), ("a.jsonl#9", "NotText"), ("a.jsonl#10", "EmptySource"),
        ("a.jsonl#11", "SourceError"), ("a.jsonl#12", "SourceError"), ("a.jsonl#14", "SameArticle"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ['[{"text": "One."} {"text": "Two."}]', '[{"text": "One."}, {bad}]', '[{"text": "One."}, ' + "[" * 9999],
)
def test_a_broken_list_gives_the_rows_before_the_break(tmp_path, text):
    reading = read(tmp_path, {"a.json": text})

    assert [article.text for article in reading.articles] == ["One."]
    assert [name for name, _ in reasons(reading)] == ["a.json#2"]


def test_the_names_of_the_fields_can_be_set(tmp_path):
    fields = {"article": "text", "kop": "title", **DEFAULT_FIELDS}

    article = read_one(
        tmp_path, "a.jsonl", '{"article": "Een.", "kop": "De muur", "text": "no"}', fields=fields
    )

    assert (article.title, article.text) == ("De muur", "Een.")


def test_the_users_word_on_a_row_goes_first_and_on_the_file_last(tmp_path):
    path = str(tmp_path / "a.jsonl")
    declared = {
        path: Declared(publisher="The File", language="en"),
        f"{path}#2": Declared(publisher="The Row"),
    }
    rows = '{"text": "One.", "publisher": "Own"}\n{"text": "Two.", "publisher": "Own"}\n{"text": "Three."}'

    reading = read(tmp_path, {"a.jsonl": rows}, declared=declared)

    assert [article.publisher for article in reading.articles] == ["Own", "The Row", "The File"]
    assert {article.language for article in reading.articles} == {"en"}


def test_the_same_text_of_two_publishers_is_two_articles(tmp_path):
    rows = "\n".join(f'{{"text": "One.", "publisher": "{name}"}}' for name in "ABA")
    reading = read(tmp_path, {"a.jsonl": rows})

    assert [article.publisher for article in reading.articles] == ["A", "B"]
    assert reasons(reading) == [("a.jsonl#3", "SameArticle")]


def test_metadata_of_the_wrong_kind_is_no_metadata(tmp_path):
    row = {
        "text": "One.",
        "title": 7,
        "author": {"x": 1},
        "publisher": [[]],
        "date": [],
        "url": {},
        "language": 3,
    }
    article = read_one(tmp_path, "a.json", json.dumps(row))

    assert article.origins == ()


def test_rows_in_a_declared_encoding_are_read(tmp_path):
    data = '{"text": "Пристань"}'.encode("windows-1251")

    assert (
        read_one(tmp_path, "a.json", data, declared={f"{tmp_path}/a.json": Declared(encoding="cp1251")}).text
        == "Пристань"
    )
