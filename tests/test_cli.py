"""The commands as a user runs them, in a folder of their own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
BRIEFING = [sys.executable, "-m", "briefing"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder with the sample settings and the five sample articles."""
    shutil.copytree(HOME / "seeds", tmp_path / "seeds")
    shutil.copy(HOME / "briefing.toml", tmp_path)
    return tmp_path


Done = subprocess.CompletedProcess[str]


def run(folder: Path, *words: str, code: int = 0, stdin: str = "", **environ: str) -> Done:
    env = {**os.environ, **environ}
    done = subprocess.run(
        [*BRIEFING, *words], cwd=folder, input=stdin, capture_output=True, text=True, env=env
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_the_main_job(home):
    done = run(home, "generate", "--topic", "kursk")

    assert done.stdout.startswith("# Ukraine's January 2025 offensive in Kursk\n")
    assert "5 articles, 4 independent sources" in done.stdout
    assert "because neither OPENAI_API_KEY nor OPENAI_BASE_URL is set" in done.stderr
    written = [name for name in files(home) if name.startswith("briefs/")]
    assert [name.rsplit(".", 1)[1] for name in written] == ["html", "json", "md"]
    assert all(name in done.stderr for name in written)
    assert (home / written[2]).read_text(encoding="utf-8") == done.stdout


def test_a_brief_that_waits_for_review_says_how_it_is_reviewed(home):
    with (home / "briefing.toml").open("a", encoding="utf-8") as settings:
        settings.write('[topics.held]\nquery = "Kursk"\nsources = ["seeds/*"]\nreview = "required"\n')

    told = run(home, "generate", "--topic", "held").stderr

    assert "It goes out only when it is approved (required): briefing review held-" in told
    assert "approved" not in run(home, "generate", "--topic", "kursk").stderr


def test_the_same_brief_twice_is_the_same_bytes(home):
    first = run(home, "generate", "--topic", "kursk", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    before = {name: (home / name).read_bytes() for name in files(home) if name.startswith("briefs/")}
    again = run(home, "generate", "--topic", "kursk", PYTHONHASHSEED="2", TZ="UTC", LC_ALL="C")

    assert again.stdout == first.stdout
    assert before == {name: (home / name).read_bytes() for name in files(home) if name.startswith("briefs/")}


def test_every_quote_is_what_stands_in_its_article(home):
    done = run(home, "generate", "--topic", "kursk", "--format", "json")
    brief = json.loads(done.stdout)
    texts = {a["id"]: (home / a["source"]).read_bytes().decode() for a in brief["articles"]}

    assert brief["citations"]
    assert all(texts[c["article"]][c["start"] : c["end"]] == c["quote"] for c in brief["citations"])


def test_a_topic_of_any_words_over_ones_own_articles(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Dockers in Varnhaven walked out on Monday over pay, the union said.\n"
        "About 400 dockers joined the strike in Varnhaven, according to the port authority.\n",
        encoding="utf-8",
    )
    done = run(tmp_path, "generate", "--topic", "dock strike", "--source", "a.txt", "--out", "-")

    assert "1 article, 1 independent source" in done.stdout
    assert files(tmp_path) == ["a.txt"]  # --out - leaves nothing behind


def test_articles_may_come_from_standard_input(tmp_path):
    text = "Dockers in Varnhaven walked out on Monday over pay in the first strike for nine years.\n" * 2
    done = run(tmp_path, "generate", "--topic", "strike", "--source", "-", "--out", "-", stdin=text)

    assert "Varnhaven" in done.stdout


def test_out_writes_one_file_and_prints_nothing(home):
    done = run(home, "generate", "--topic", "kursk", "--format", "html", "--out", "page.html")

    assert done.stdout == ""
    assert (home / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not (home / "briefs").exists()


def test_show_prints_a_kept_brief_again(home):
    made = run(home, "generate", "--topic", "kursk", "--format", "json")
    id = json.loads(made.stdout)["id"]

    assert run(home, "show", id, "--format", "json").stdout == made.stdout
    assert run(home, "show", f"briefs/{id}.json", "--format", "json").stdout == made.stdout
    text = run(home, "show", "kursk").stdout
    assert max(map(len, text.splitlines())) <= 80


def test_show_refuses_a_brief_that_was_changed(home):
    made = run(home, "generate", "--topic", "kursk", "--format", "json")
    path = home / "briefs" / f"{json.loads(made.stdout)['id']}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("300 square", "900 square"), encoding="utf-8")

    done = run(home, "show", str(path), code=1)

    assert "is not a brief that can be trusted" in done.stderr
    assert done.stdout == ""


def test_verify_says_that_a_kept_brief_holds(home):
    run(home, "generate", "--topic", "kursk")

    assert " holds: " in run(home, "verify", "kursk").stdout


def test_verify_names_the_place_that_does_not_hold(home):
    made = run(home, "generate", "--topic", "kursk", "--format", "json")
    path = home / "briefs" / f"{json.loads(made.stdout)['id']}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("300 square", "900 square"), encoding="utf-8")

    done = run(home, "verify", str(path), code=1)

    assert "does not match its id" in done.stderr
    assert "is not what stands in its article at" in done.stderr
    assert done.stdout == ""


def test_check_prints_every_check(home):
    article = "seeds/003_c6bab78f9bfa36da.txt"
    dropped = run(home, "check", "Ukraine holds 300 square miles.", "--quote-from", article, code=1)
    kept = run(home, "check", "Ukraine launched a minor offensive on Sunday.", "--quote-from", article)

    assert "Outcome    dropped, figure_differs" in dropped.stdout
    assert "Outcome    kept, close" in kept.stdout


def test_copies_tells_families_and_what_was_altered(home):
    told = run(home, "copies", "--source", "seeds").stdout
    assert told.startswith("5 articles, 4 independent sources")
    assert "our greatest victories" in told

    pair = ("003_c6bab78f9bfa36da.txt", "004_743f908c63bc39a5.txt")
    explained = run(home, "copies", "--source", "seeds", "--explain", *pair).stdout
    assert "of the shorter one: one source" in explained
    assert "Grabsky said it was also about a message to Trump." in explained

    apart = run(home, "copies", "--source", "seeds", "--explain", "000_771ea932b3396be1.txt", pair[0]).stdout
    assert "two sources" in apart
    data = json.loads(run(home, "copies", "--source", "seeds", "--json").stdout)
    assert [len(family["articles"]) for family in data["families"]] == [1, 1, 1, 2]
    assert (
        "No article is called"
        in run(home, "copies", "--source", "seeds", "--explain", "x", "y", code=1).stderr
    )


def test_articles_are_added_shown_and_removed(home):
    added = run(home, "articles", "add", "seeds")
    assert "5 new, 0 known, 0 skipped" in added.stderr
    assert "0 new, 5 known, 0 skipped" in run(home, "articles", "add", "seeds").stderr

    name = "seeds/003_c6bab78f9bfa36da.txt"
    assert run(home, "articles", "show", name).stdout == (home / name).read_text(encoding="utf-8") + "\n"
    assert "{boilerplate: credit| © The Hill" in run(home, "articles", "show", name, "--marks").stdout

    assert "no article is called" in run(home, "articles", "remove", name, "nowhere", code=1).stderr.lower()
    assert len(run(home, "articles", "list").stdout.splitlines()) == 5
    run(home, "articles", "remove", name)
    assert len(run(home, "articles", "list").stdout.splitlines()) == 4


def test_articles_lists_what_is_kept(home):
    assert run(home, "articles").stdout == ""
    run(home, "generate", "--topic", "kursk")

    lines = run(home, "articles").stdout.splitlines()
    rows = [json.loads(line) for line in run(home, "articles", "--json").stdout.splitlines()]

    assert len(lines) == len(rows) == 5
    assert [row["publisher"] for row in rows] == [None, None, None, "The Hill", None]
    assert rows[3]["known"] == {"title": "shown", "publisher": "shown"}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--topic", "krusk"], 2, "Did you mean 'kursk'?"),
        (["--topic", "kursk", "--engine", "extractve"], 2, "Did you mean 'extractive'?"),
        (["--topic", "kursk", "--format", "docx"], 2, "There is no format called 'docx'"),
        (["--topic", "kursk", "--format", "pdf"], 2, "Name a file: --out brief.pdf"),
        (["--topic", "kursk", "--template", "executve"], 1, "Did you mean 'executive.md.j2'?"),
        (["--topic", "kursk", "--engine", "assisted"], 2, "OPENAI_API_KEY"),
        (["--topic", "kursk", "--source", "nowhere.txt"], 1, "There is nothing at 'nowhere.txt'"),
        (["--topic", "kursk", "--source", "empty"], 1, "'empty' holds no"),
        (["--topic", "gardening in Peru", "--source", "seeds"], 1, "None of 5 articles is on the topic"),
        (["--topic", "kursk", "--config", "bad.toml"], 2, "bad.toml, line 1, key 'stroe'"),
        (["--topic", "kursk", "--words", "3"], 2, "--words"),
        ([], 2, "--topic"),
    ],
)
def test_a_mistake_is_told_in_a_sentence_and_nothing_is_left(home, words, code, told):
    (home / "empty").mkdir()
    (home / "bad.toml").write_text('stroe = "x"\n', encoding="utf-8")
    before = files(home)

    done = run(home, "generate", *words, code=code)

    assert told in done.stderr
    assert done.stdout == ""
    assert files(home) == before


def test_an_unreadable_article_is_named_and_the_others_are_used(home):
    (home / "seeds" / "zz.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    done = run(home, "generate", "--topic", "kursk", code=3)

    assert "zz.txt" in done.stderr
    assert "5 articles, 4 independent sources" in done.stdout


def test_the_store_that_cannot_be_written_is_no_hindrance_to_printing(home):
    (home / "briefing.db").write_text("no database", encoding="utf-8")

    assert "cannot be used" in run(home, "generate", "--topic", "kursk", code=1).stderr
    assert "4 independent sources" in run(home, "generate", "--topic", "kursk", "--out", "-", code=3).stdout


def test_version_and_help():
    assert run(HOME, "--version").stdout.startswith("briefing 0.")
    assert "generate" in run(HOME, "--help").stdout


def test_a_key_is_in_no_output(home):
    done = run(
        home, "-v", "generate", "--topic", "kursk", "--out", "-", code=3,
        OPENAI_API_KEY="sk-planted-secret", OPENAI_BASE_URL="http://user:pass@127.0.0.1:9/v1",
    )  # fmt: skip

    assert "The extractive engine stood in" in done.stderr
    assert "sk-planted-secret" not in done.stdout + done.stderr
    assert "user:pass" not in done.stdout + done.stderr
