import io
import os
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from briefing.errors import EmptySource, MissingSource, NotText, SameArticle, UnreadableSource
from briefing.model.article import digest
from briefing.read import Declared, read_sources
from tests.read.desk import PROSE, lay, names, origins, read, read_one, reasons


def test_a_folder_is_read_whole_and_sorted_but_for_hidden_files(tmp_path):
    reading = read(
        tmp_path,
        {
            "b.txt": "Second.",
            "a/z.txt": "First.",
            ".git/config": "Hidden.",
            ".b.txt": "Hidden.",
            "c": "Third.",
        },
    )

    assert names(reading) == ["z.txt", "b.txt", "c"]
    assert reading.skipped == ()


def test_the_text_is_the_decoded_file_exactly(tmp_path):
    text = "One.\r\nTwo.\rThree.\n\u2028Four.\x0cFive.\x85 Six.  \n\n"

    article = read_one(tmp_path, "a.txt", text)

    assert article.text == text
    assert article.sha256 == article.text_sha256 == digest(text)
    assert article.extractor == "plain/1"
    assert article.source == str(tmp_path / "a.txt")


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path):
    lay(
        tmp_path,
        {"good.txt": PROSE, "empty.txt": "", "blank.txt": " \n\u200b\ufeff…", "bad.txt": b"caf\xe9 au lait"},
    )
    (tmp_path / "nothing").mkdir()
    sources = [
        "gone.txt",
        "empty.txt",
        "blank.txt",
        "bad.txt",
        "nothing",
        "good.txt/x",
        "*.pdf",
        "",
        "a\0b",
        "\ud800",
    ]

    reading = read_sources([str(tmp_path / source) if source else "" for source in [*sources, "good.txt"]])

    assert names(reading) == ["good.txt"]
    assert [type(error) for error in reading.skipped] == [
        MissingSource, EmptySource, EmptySource, NotText, EmptySource, MissingSource, MissingSource,
        MissingSource, MissingSource, MissingSource,
    ]  # fmt: skip


def test_errors_that_are_kept_hold_no_bytes_alive(tmp_path):
    (error,) = read(tmp_path, {"a.txt": b"\xff"}).skipped

    assert error.__traceback__ is None
    assert error.__context__ is None


def test_patterns_are_expanded_sorted_and_reach_below(tmp_path):
    lay(
        tmp_path,
        {
            "b.txt": "Bee.",
            "a.txt": "Ay.",
            "x/c.txt": "Sea.",
            "x/y/d.txt": "Dee.",
            "e.md": "Ee.",
            ".f.txt": "Eff.",
        },
    )

    flat = read_sources([f"{tmp_path}/*.txt"])
    deep = read_sources([f"{tmp_path}/**/*.txt"])
    one = read_sources([f"{tmp_path}/x/?.txt"])
    whole = read_sources([f"{tmp_path}/[xz]"])
    everything = read_sources([f"{tmp_path}/**"])

    assert names(flat) == ["a.txt", "b.txt"]
    assert names(deep) == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert names(one) == ["c.txt"]
    assert names(whole) == ["c.txt", "d.txt"]
    assert sorted(names(everything)) == ["a.txt", "b.txt", "c.txt", "d.txt", "e.md"]


def test_a_name_that_looks_like_a_pattern_is_a_name_first(tmp_path):
    assert read_one(tmp_path, "why[1]?.txt", "Because.").text == "Because."


def test_a_relative_source_keeps_the_name_it_was_asked_for_by(tmp_path, monkeypatch):
    lay(tmp_path, {"in/a.txt": "Ay.", "in/b.txt": "Bee."})
    monkeypatch.chdir(tmp_path)

    reading = read_sources(["in/b.txt", "in", "./in/a.txt", "in/*.txt"])

    assert [article.source for article in reading.articles] == ["in/b.txt", "in/a.txt"]
    assert reading.skipped == ()  # the same file named again is no second article


def test_standard_input_is_an_article():
    reading = read_sources(["-"], stdin=io.BytesIO(b"\xef\xbb\xbfHarbour closed.\r\n"))

    assert [(a.source, a.text) for a in reading.articles] == [("-", "Harbour closed.\r\n")]
    assert [type(e) for e in read_sources(["-"], stdin=io.BytesIO(b"")).skipped] == [EmptySource]


def test_progress_counts_the_files(tmp_path):
    told: list[tuple[int, int]] = []

    read(
        tmp_path,
        {"a.txt": "Ay.", "b.txt": "", "c.txt": "Sea."},
        progress=lambda done, of: told.append((done, of)),
    )

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_file_over_the_cap_is_refused(tmp_path):
    reading = read(tmp_path, {"a.txt": "x" * 101, "b.txt": "y" * 100}, max_bytes=100)

    assert names(reading) == ["b.txt"]
    assert reading.skipped[0].message == f"'{tmp_path}/a.txt' could not be read: it is larger than 100 bytes."


# ------------------------------------------------------------------------------------ one article, many names


def test_the_same_bytes_under_many_names_are_one_article(tmp_path):
    lay(tmp_path, {"a.txt": PROSE, "b.txt": PROSE})
    os.link(tmp_path / "a.txt", tmp_path / "c.txt")
    os.symlink("a.txt", tmp_path / "d.txt")

    reading = read_sources([str(tmp_path)])

    assert names(reading) == ["a.txt"]
    assert reasons(reading) == [(name, "SameArticle") for name in ("b.txt", "c.txt", "d.txt")]
    assert isinstance(reading.skipped[0], SameArticle)
    assert reading.skipped[0].first == reading.articles[0].source


def test_a_byte_order_mark_makes_no_second_article(tmp_path):
    reading = read(tmp_path, {"a.txt": PROSE, "b.txt": b"\xef\xbb\xbf" + PROSE.encode()})

    assert reasons(reading) == [("b.txt", "SameArticle")]


def test_the_same_text_from_two_declared_publishers_is_two_articles(tmp_path):
    declared = {str(tmp_path / "b.txt"): Declared(publisher="The Esbrook Echo")}

    reading = read(tmp_path, {"a.txt": PROSE, "b.txt": PROSE}, declared=declared)

    assert [article.publisher for article in reading.articles] == [None, "The Esbrook Echo"]


# ------------------------------------------------------------------------------ links, pipes, devices, rights


def test_a_link_that_points_out_of_its_folder_is_not_followed(tmp_path):
    lay(tmp_path, {"secret.txt": "Key.", "in/a.txt": "Ay.", "private/b.txt": "Bee.", "in/x/c.txt": "Sea."})
    os.symlink("../secret.txt", tmp_path / "in" / "link.txt")
    os.symlink("../private", tmp_path / "in" / "folder")
    os.symlink("/dev/zero", tmp_path / "in" / "zero.txt")
    os.symlink("nowhere.txt", tmp_path / "in" / "broken.txt")
    os.symlink("../../in", tmp_path / "in" / "x" / "round")
    os.symlink("../a.txt", tmp_path / "in" / "x" / "twin.txt")

    told = [
        ("broken.txt", "MissingSource"), ("folder", "UnreadableSource"), ("link.txt", "UnreadableSource"),
        ("round", "SameArticle"), ("twin.txt", "SameArticle"), ("zero.txt", "UnreadableSource"),
    ]  # fmt: skip
    for source in (f"{tmp_path}/in", f"{tmp_path}/in/**"):
        reading = read_sources([source])
        assert sorted(names(reading)) == ["a.txt", "c.txt"]
        assert sorted(reasons(reading)) == told
    through = read_sources([f"{tmp_path}/in/*/b.txt"])
    assert through.articles == ()
    assert reasons(through) == [("b.txt", "UnreadableSource")]


def test_a_link_the_user_names_is_followed(tmp_path):
    lay(tmp_path, {"store/a.txt": "Ay."})
    os.symlink("store/a.txt", tmp_path / "today.txt")
    os.symlink("store", tmp_path / "inbox")

    assert names(read_sources([str(tmp_path / "today.txt")])) == ["today.txt"]
    assert read_sources([str(tmp_path / "inbox")]).articles[0].source == str(tmp_path / "inbox" / "a.txt")


def test_pipes_sockets_and_devices_are_never_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        opened = _opened_while(lambda: read_sources([str(tmp_path), "/dev/null", "/dev/zero"]), monkeypatch)

    reading = opened.pop()
    assert reasons(reading) == [
        (name, "UnreadableSource") for name in ("pipe.txt", "socket.txt", "null", "zero")
    ]
    assert "it is a pipe, not a file" in reading.skipped[0].message
    assert opened == []


def test_a_pipe_that_takes_the_place_of_a_file_does_not_hang(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("Ay.")
    opening = os.open

    def swapped(name, flags):
        path.unlink()
        os.mkfifo(path)
        return opening(name, flags)

    monkeypatch.setattr(os, "open", swapped)

    assert reasons(read_sources([str(path)])) == [("a.txt", "UnreadableSource")]


def test_a_link_that_takes_the_place_of_a_file_is_not_followed(tmp_path, monkeypatch):
    lay(tmp_path, {"secret": "Key.", "a.txt": "Ay."})
    opening = os.open

    def swapped(name, flags):
        (tmp_path / "a.txt").unlink()
        os.symlink("secret", tmp_path / "a.txt")
        return opening(name, flags)

    monkeypatch.setattr(os, "open", swapped)

    assert reasons(read_sources([str(tmp_path / "a.txt")])) == [("a.txt", "UnreadableSource")]


def test_a_file_removed_while_the_folder_is_read_is_named(tmp_path):
    lay(tmp_path, {"a.txt": "Ay.", "b.txt": "Bee.", "c.txt": "Sea."})

    def remove(done: int, of: int) -> None:
        (tmp_path / "b.txt").unlink(missing_ok=True)

    reading = read_sources([str(tmp_path)], progress=remove)

    assert names(reading) == ["a.txt", "c.txt"]
    assert reasons(reading) == [("b.txt", "MissingSource")]


def test_a_file_changed_after_it_was_read_is_known_by_what_was_read(tmp_path):
    article = read_one(tmp_path, "a.txt", "As it was.")
    (tmp_path / "a.txt").write_text("As it is.")

    assert article.sha256 == digest(b"As it was.")


def test_what_may_not_be_read_is_named():
    with TemporaryDirectory() as name:  # pytest's own folders are closed to everybody else
        folder = lay(Path(name), {"a.txt": "Ay.", "closed.txt": "Key.", "shut/b.txt": "Bee."})
        folder.chmod(0o755)
        (folder / "closed.txt").chmod(0)
        (folder / "shut").chmod(0)
        told = _as_nobody(folder)
        (folder / "shut").chmod(0o700)

    assert told == ["a.txt", "closed.txt UnreadableSource", "shut UnreadableSource"]


def _as_nobody(folder: Path) -> list[str]:
    """Root may read everything, and the test would pass for nothing: become somebody else first."""
    program = (
        "import os, sys\n"
        "from briefing.read import read_sources\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "reading = read_sources([sys.argv[1]])\n"
        "for a in reading.articles: print(os.path.basename(a.source))\n"
        "for e in reading.skipped: print(os.path.basename(e.source), type(e).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()


def _opened_while(deed, monkeypatch) -> list:
    """Return the paths that os.open was asked for, then what *deed* returned."""
    opened: list = []
    opening = os.open

    def noted(path, flags):
        opened.append(path)
        return opening(path, flags)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", noted)
        result = deed()
    return [*opened, result]


# ------------------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"two\nlines.txt", "two<U+000A>lines.txt"),
        (b"esc\x1b[2Jape.txt", "esc<U+001B>[2Jape.txt"),
        (b"over\xe2\x80\xaeride.txt", "over<U+202E>ride.txt"),
        (b"caf\xe9.txt", r"caf\xe9.txt"),
        (b"-rf", "-rf"),
        (b"n" * 251 + b".txt", "n" * 251 + ".txt"),
    ],
)
def test_a_strange_name_is_shown_escaped_and_can_be_written_down(tmp_path, name, shown):
    for content, folder in ((b"Ay.", "good"), (b"\xff", "bad")):
        (tmp_path / folder).mkdir()
        Path(os.fsdecode(os.fsencode(tmp_path / folder) + b"/" + name)).write_bytes(content)

    (article,) = read_sources([str(tmp_path / "good")]).articles
    (error,) = read_sources([str(tmp_path / "bad")]).skipped

    assert article.source == f"{tmp_path}/good/{shown}"
    assert error.source == f"{tmp_path}/bad/{shown}"
    assert shown in error.message
    assert article.source.encode()


def test_a_name_longer_than_a_file_system_takes_is_named():
    assert [type(e) for e in read_sources(["x" * 5000]).skipped] == [UnreadableSource]


# ------------------------------------------------------------------------------------------- what is declared


def test_the_users_word_goes_before_what_the_file_declares_and_shows(tmp_path):
    text = (
        "---\ntitle: From the file\nauthor: Ann Lee\n---\nHarbour closed for weeks\n\n"
        + PROSE
        + "\n\n© The Echo\n"
    )
    declared = {str(tmp_path / "a.md"): Declared(title="From the user")}

    article = read_one(tmp_path, "a.md", text, declared=declared)

    assert (article.title, article.authors, article.publisher) == ("From the user", ("Ann Lee",), "The Echo")
    assert origins(article) == {"title": "declared", "publisher": "shown", "authors": "declared"}


def test_a_declared_path_may_be_spelled_another_way(tmp_path, monkeypatch):
    lay(tmp_path, {"in/a.txt": "Ay."})
    monkeypatch.chdir(tmp_path)

    reading = read_sources(["./in"], declared={"in/a.txt": Declared(publisher="The Echo")})

    assert reading.articles[0].publisher == "The Echo"


def test_what_the_user_declares_is_made_fit_to_print(tmp_path):
    said = Declared(
        title="a\nb\x1b", publisher=" ", authors=("", "Ann\tLee"), url="javascript:alert(1)", language="?"
    )

    article = read_one(tmp_path, "a.txt", "Ay.", declared={str(tmp_path / "a.txt"): said})

    assert (article.title, article.publisher, article.authors) == ("a b<U+001B>", None, ("Ann Lee",))
    assert (article.url, article.language) == (None, None)


def test_two_readings_of_one_folder_are_equal(tmp_path):
    lay(tmp_path, {f"{i % 7}/{i}.txt": f"Report {i}." for i in range(50)})

    assert read_sources([str(tmp_path)]).articles == read_sources([str(tmp_path)]).articles


def test_ten_thousand_small_files_are_read(tmp_path):
    for i in range(10_000):
        (tmp_path / f"{i:05}.txt").write_bytes(b"Report %d." % i)

    assert len(read_sources([str(tmp_path)]).articles) == 10_000
