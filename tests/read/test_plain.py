from datetime import UTC, datetime
from pathlib import Path
from textwrap import fill

import pytest

from briefing.read.shown import shown
from tests.read.desk import PROSE, origins, read, read_one, reasons

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("Harbour wall to be rebuilt by spring\n\n", "Harbour wall to be rebuilt by spring"),
        ("Harbour wall to be rebuilt by spring\n", "Harbour wall to be rebuilt by spring"),
        ("# Harbour wall to be rebuilt\n\n", "Harbour wall to be rebuilt"),
        ("“We lost it all”: a night in Esbrook\n\n", "“We lost it all”: a night in Esbrook"),
        ("14 ferries held as harbour stays shut\n\n", "14 ferries held as harbour stays shut"),
        ("Harbour wall to be rebuilt\nBy Ann Lee\nJanuary 8, 2025\n\n", "Harbour wall to be rebuilt"),
        ("Harbour wall to be rebuilt\n\nBy Ann Lee\n\nJanuary 8, 2025\n\n", "Harbour wall to be rebuilt"),
        ("港の壁は春までに再建される\n\n", "港の壁は春までに再建される"),
    ],
)
def test_a_headline_is_the_first_line_above_prose(opening, title):
    assert shown(opening + PROSE).title == title


@pytest.mark.parametrize(
    "opening",
    [
        "",
        "photo of a ferry and a broken wall\n",
        "The harbour wall was broken by a ferry.\n\n",
        "The harbour wall is broken. Nobody knows why it was\n\n",
        "The harbour wall is broken…\n\n",
        "“The wall is gone,”\n\n",
        "Photo of the broken harbour wall\n\n",
        "Photo: the broken harbour wall\n\n",
        "The broken harbour wall (AP Photo\n\n",
        "A ferry by the broken wall\nPhoto: Ann Lee/Reuters\n\n",
        "A ferry by the broken wall. Ann Lee/TASS via ZUMA\n\n",
        "Analysis\n\n",
        "World news\n\n",
        "-Analysis and background here-\n\n",
        "Subscribe to our daily newsletter\n\n",
        "ESBROOK, Norland (NPA) — The harbour of\n\n",
        "By Ann Lee\n\n",
        "Wednesday, January 8, 2025\n\n",
        "Harbour " + "very " * 30 + "broken\n\n",
    ],
)
def test_what_only_stands_first_is_no_headline(opening):
    assert shown(opening + PROSE).title is None


def test_the_first_line_of_a_wrapped_text_is_no_headline():
    assert shown(fill(PROSE, 72)).title is None
    assert shown(f"Harbour wall to be rebuilt\n\n{fill(PROSE, 72)}").title == "Harbour wall to be rebuilt"


def test_a_headline_needs_prose_below_it():
    assert shown("Harbour wall to be rebuilt\n\nMenu\n\nHome\n\nShare").title is None
    assert shown("Harbour wall to be rebuilt").title is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("BY ANN LEE", ("ANN LEE",)),
        ("By Ann Lee and Bo van der Ek", ("Ann Lee", "Bo van der Ek")),
        ("By Ann Lee, Bo Ek and Cy O’Dea", ("Ann Lee", "Bo Ek", "Cy O’Dea")),
        ("By José Núñez-Marín | Staff Writer", ("José Núñez-Marín",)),
        ("By J. R. Lee, defence correspondent", ("J. R. Lee",)),
        ("By Monday Morning", ()),
        ("By The Associated Desk", ()),
        ("By Ann Lee the harbour was called unsafe in 2019.", ()),
        ("By far the best", ()),
    ],
)
def test_a_byline_is_a_line_that_says_by_and_a_name(line, authors):
    assert shown(f"Harbour wall to be rebuilt\n{line}\n\n{PROSE}").authors == authors


def test_a_byline_far_down_is_none():
    assert shown("Prose.\n" * 20 + "By Ann Lee\n" + PROSE).authors == ()


@pytest.mark.parametrize(
    ("ending", "authors"),
    [
        ("Ann Lee is a senior fellow at the Norland Institute.", ("Ann Lee",)),
        (
            "Ann Lee is the Esbrook correspondent of the Echo. She covers ports.\n© The Echo\nvisit website",
            ("Ann Lee",),
        ),
        ("Ann Lee is a reporter.\nBo Ek is an editor.", ("Ann Lee", "Bo Ek")),
        ("Ann Lee is an analyst at Norbank.\nMore:\n- Read this too.", ("Ann Lee",)),
        ("Ann Lee is a dockworker.", ()),
        ("Lee is a senior fellow at the Norland Institute.", ()),
        ("“Ann Lee is a reporter,” he said.", ()),
        (
            "Ann Lee is a fellow at Norland.\n\nThe wall will be rebuilt, the authority said.",
            (),
        ),
    ],
)
def test_the_author_is_read_from_a_last_line_about_the_author(ending, authors):
    assert shown(f"{PROSE}\n\n{ending}\n").authors == authors


def test_somebody_the_article_speaks_of_is_not_its_author():
    text = f"{PROSE}\n\n“It was old,” Lee said.\n\nAnn Lee is a senior fellow at the Norland Institute."

    assert shown(text).authors == ()


@pytest.mark.parametrize(
    ("ending", "publisher"),
    [
        ("© The Echo\nvisit website", "The Echo"),
        ("Copyright © 2025 Norland Press Agency. All rights reserved.", "Norland Press Agency"),
        ("(c) 2024-2025 The Echo", "The Echo"),
        ("© The Echo 2025", "The Echo"),
        ("© 2019 Copyright The Echo, 2005–2019", "The Echo"),
        ("© 2025 St. Olaf Post or its affiliated companies. All rights reserved.", "St. Olaf Post"),
        ("© 2025 Echo Group. Alle Rechte vorbehalten", "Echo Group"),
        ("© 2025 Echo Group, Contact Us", None),
        ("© 2025 All rights reserved.", None),
        ("© Norland Images", None),
        ("© Ann Lee/The Echo", None),
        ("© The Echo\n© The Harbour Post", None),
        ("Sign up for The Echo Today, the only newsletter you need.", None),
        ("© The Echo\n" + "More news.\n" * 8, None),
    ],
)
def test_a_publisher_is_read_from_a_copyright_line_at_the_end_alone(ending, publisher):
    assert shown(f"{PROSE}\n\n{ending}").publisher == publisher


@pytest.mark.parametrize(
    "line",
    ["January 8, 2025", "Published: 8 January 2025", "Wed, Jan. 8, 2025", "Posted on January 8, 2025."],
)
def test_a_date_on_its_own_near_the_top_is_the_day_of_publication(line):
    assert shown(f"Harbour wall to be rebuilt\n{line}\n\n{PROSE}").published == datetime(
        2025, 1, 8, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "line", ["On January 8, 2025 it broke.", "08/01/2025", "Updated January 8, 2025", "2025", "20250108"]
)
def test_a_date_in_prose_or_in_digits_is_none(line):
    assert shown(f"Harbour wall to be rebuilt\n{line}\n\n{PROSE}").published is None


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("000", (None, None, ())),
        ("001", (None, None, ())),
        ("002", (None, None, ("David Kirichenko",))),
        ("003", ("Ukraine doubles down on Kursk ahead of Trump taking office", "The Hill", ())),
        ("004", (None, None, ())),
    ],
)
def test_the_seeds_show_what_they_show_and_no_outlet_is_guessed(name, known):
    (path,) = (ROOT / "seeds").glob(f"{name}_*.txt")
    about = shown(path.read_text())

    assert (about.title, about.publisher, about.authors) == known
    assert about.published is None


def test_a_page_of_furniture_has_no_title_and_a_title_of_20_000_characters_is_none():
    hostile = ROOT / "tests" / "hostile" / "articles"

    assert shown((hostile / "file_09_boilerplate_only.txt").read_text()).title is None
    assert shown((hostile / "hdr_04_long_title.txt").read_text()).title is None


@pytest.mark.parametrize(
    "text",
    ["A" * 900_000, "Ann Lee " * 100_000, "© " * 400_000, "By " + "Ann " * 200_000, "\n" * 900_000,
     "Ann Lee, " * 40, "By " + "A.A-" * 90, "Ann is a " + "a " * 190, " \t" * 400_000, "© A" + " A" * 190],
)  # fmt: skip
def test_long_runs_are_looked_at_in_their_first_and_last_lines_alone(text):
    assert shown(text).publisher is None


# ----------------------------------------------------------------------------------------------- front matter


def test_front_matter_declares_and_is_hidden_and_the_text_stays_whole(tmp_path):
    front = (
        '---\r\ntitle: "Harbour: the wall"\r\nauthors:\r\n  - Ann Lee\r\n  - Bo Ek\r\ndate: 2025-01-08'
        "\r\npublisher: The Echo\r\nlang: en"
        "\r\nurl: https://echo.example.test/wall\r\ndraft: no\r\n# n\r\n---\r\n"
    )
    article = read_one(tmp_path, "a.md", front + PROSE)

    assert article.text == front + PROSE
    assert [article.text[start:end] for start, end in article.hidden] == [front]
    assert (article.title, article.publisher, article.authors) == (
        "Harbour: the wall",
        "The Echo",
        ("Ann Lee", "Bo Ek"),
    )
    assert (article.published, article.language) == (datetime(2025, 1, 8, tzinfo=UTC), "en")
    assert set(origins(article).values()) == {"declared"}
    assert article.extractor == "markdown/1"


def test_toml_front_matter_is_read(tmp_path):
    front = '+++\ntitle = "The wall"\nauthors = ["Ann Lee"]\ndate = 2025-01-08T10:00:00+02:00\n[x]\n+++\n'
    article = read_one(tmp_path, "a.md", front + PROSE)

    assert (article.title, article.authors) == ("The wall", ("Ann Lee",))
    assert article.published == datetime(2025, 1, 8, 8, tzinfo=UTC)
    assert article.hidden == ((0, len(front)),)


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{PROSE}\n---\nMore.",
        f"---\ntitle: never closed\n\n{PROSE}",
        f"{PROSE}\n---\ntitle: late\n---\n",
        f"----\n{PROSE}",
    ],
)
def test_a_rule_of_plain_markdown_is_no_front_matter(tmp_path, text):
    article = read_one(tmp_path, "a.md", text)

    assert article.hidden == ()
    assert article.title is None


def test_front_matter_without_an_article_or_without_sense_is_named(tmp_path):
    reading = read(
        tmp_path,
        {
            "a.md": "---\ntitle: Only this\n---\n",
            "b.md": "+++\ntitle = \n+++\nAy.",
            "c.md": f"+++\na={'[' * 3000}\n+++\nAy.",
        },
    )

    assert reasons(reading) == [("a.md", "EmptySource"), ("b.md", "SourceError"), ("c.md", "SourceError")]
    assert "is not TOML" in reading.skipped[1].message
