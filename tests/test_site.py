"""The archive: what is published, what is not, and what a second run does."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from briefing.errors import BriefingError
from briefing.settings import load_settings
from briefing.site import MANIFEST, publish

HARBOUR = Path(__file__).parent / "corpora" / "harbour"


def briefing(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefing", *words], cwd=home, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    """A folder with a store that keeps two briefs on two topics."""
    home = tmp_path_factory.mktemp("kept")
    shutil.copytree(HARBOUR, home / "harbour")
    for topic in ("harbour strike", "<b>dockers</b> & pay"):
        done = briefing(home, "generate", "--topic", topic, "--source", "harbour/*.txt", "--out", "x.md")
        assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def home(kept, tmp_path, monkeypatch) -> Path:
    shutil.copytree(kept, tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


def site(folder="site"):
    return publish(Path(folder), None, load_settings(None, {}))


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Each file under *folder*, its content and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_brief_has_a_page_by_topic_and_date_and_the_index_leads_there(home):
    done = site()
    pages = [name for name in files(home / "site") if name.endswith(".html") and "/" in name]
    index = (home / "site" / "index.html").read_text(encoding="utf-8")

    assert done.pages == 2
    assert [name.split("/")[0] for name in pages] == ["b-dockers-b-pay", "harbour-strike"]
    assert all(f'<a href="{name}">' in index for name in pages)
    assert "&lt;b&gt;dockers&lt;/b&gt; &amp; pay" in index
    for name in pages:
        assert '<a href="../index.html">All briefs</a>' in (home / "site" / name).read_text(encoding="utf-8")


def test_its_pages_are_valid_and_fetch_nothing(home):
    site()
    for path in (home / "site").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        html5lib.HTMLParser(strict=True).parse(page)
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert "src=" not in page


def test_a_second_run_changes_nothing_and_a_new_brief_only_the_index(home):
    site()
    before = files(home / "site")
    again = site()

    assert (again.written, again.removed) == (0, 0)
    assert files(home / "site") == before

    briefing(
        home, "generate", "--topic", "wages", "--source", "harbour/*.txt", "--config", _asked(home, "wages")
    )
    third = site()
    after = files(home / "site")
    changed = {name for name in after if after[name] != before.get(name)}

    assert third.written == 2
    assert {name.split("/")[0] for name in changed} == {"index.html", "wages", MANIFEST}


def test_the_same_briefs_give_the_same_folder(home):
    site("one")
    site("two")

    assert {n: c for n, (c, _) in files(home / "one").items()} == {
        n: c for n, (c, _) in files(home / "two").items()
    }


def test_a_brief_that_no_longer_holds_is_named_and_has_no_page(home):
    site()
    with sqlite3.connect(home / "briefing.db") as db:
        db.execute("update brief set json = replace(json, 'strike', 'strlke') where topic = 'harbour-strike'")
    done = site()
    index = (home / "site" / "index.html").read_text(encoding="utf-8")

    assert (done.pages, done.removed) == (1, 1)
    assert "its stored text has changed" in done.withheld[0].reason
    assert "Not published" in index
    assert done.withheld[0].id in index
    assert not list((home / "site" / "harbour-strike").glob("*.html"))


def test_an_article_that_is_gone_or_changed_withholds_its_briefs(home):
    with sqlite3.connect(home / "briefing.db") as db:
        db.execute("update article set text = text || ' '")
    done = site()

    assert done.pages == 0
    assert len(done.withheld) == 2
    assert briefing(home, "site", "site").returncode == 3


def test_a_file_that_is_no_page_of_an_archive_is_left_alone(home):
    (home / "site").mkdir()
    (home / "site" / "index.html").write_text("my own page", encoding="utf-8")

    with pytest.raises(BriefingError, match="would be overwritten"):
        site()
    assert list(files(home / "site")) == ["index.html"]

    (home / "site" / "index.html").rename(home / "site" / "notes.html")
    site()
    assert (home / "site" / "notes.html").read_text(encoding="utf-8") == "my own page"


def test_no_list_of_a_stranger_makes_it_remove_a_file_elsewhere(home):
    (home / "site").mkdir()
    for name in ("precious.html", "site/mine.txt"):
        (home / name).write_text("precious", encoding="utf-8")
    named = ["../precious.html", str(home / "precious.html"), "mine.txt", 7, "a/../../precious.html"]
    (home / "site" / MANIFEST).write_text(json.dumps({"files": named}), encoding="utf-8")
    site()

    assert (home / "precious.html").exists()
    assert (home / "site" / "mine.txt").exists()


def test_a_folder_that_is_a_link_elsewhere_is_refused(home):
    (home / "site").mkdir()
    (home / "elsewhere").mkdir()
    (home / "site" / "harbour-strike").symlink_to(home / "elsewhere")

    with pytest.raises(BriefingError, match="outside"):
        site()
    assert list((home / "elsewhere").iterdir()) == []


def test_a_run_that_was_cut_off_is_taken_up_again(home, monkeypatch):
    written = []

    def full(path, text):
        if len(written) == 2:
            raise BriefingError("the disk is full")
        written.append(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    monkeypatch.setattr("briefing.site.write_whole", full)
    with pytest.raises(BriefingError, match="full"):
        site()
    monkeypatch.undo()
    monkeypatch.chdir(home)

    assert site().pages == 2
    assert site().written == 0


def test_a_topic_named_like_a_device_or_a_path_lies_in_a_plain_folder(home):
    for topic in ("CON", "../../x", "-rf", "w" * 300):
        briefing(
            home, "generate", "--topic", topic, "--source", "harbour/*.txt", "--config", _asked(home, topic)
        )
    done = site()
    folders = {path.name for path in (home / "site").iterdir() if path.is_dir()}

    assert done.pages == 6
    assert folders == {"b-dockers-b-pay", "harbour-strike", "con-topic", "x", "rf", "w" * 60}
    assert {path.name for path in home.iterdir()} >= {"site", "briefs"}
    assert not (home.parent / "x").exists()


def _asked(home: Path, topic: str) -> str:
    """Settings in which *topic* is asked for in words that the articles have."""
    path = home / "asked.toml"
    path.write_text(f'[topics]\n{json.dumps(topic)} = {{ query = "harbour strike" }}\n', encoding="utf-8")
    return str(path)


def test_without_a_store_the_next_step_is_told(tmp_path):
    done = briefing(tmp_path, "site", "site")

    assert done.returncode == 1
    assert "briefing generate" in done.stderr
    assert not (tmp_path / "site").exists()
