"""The program as a library: the documented examples, and what a caller can get wrong."""

import json
import re
import subprocess
import sys
import types
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

import briefing
from briefing import EndpointError, Reply, article, generate
from briefing.errors import EmptySource, MissingSource, NothingFound, PathAsText
from tests.builders import NOW

HOME = Path(__file__).parents[1]
HARBOUR = HOME / "tests" / "corpora" / "harbour"
EXAMPLES = [
    pytest.param(code, id=f"{name} {place}")
    for name in ("README.md", "docs/library.md")
    for place, code in enumerate(
        re.findall(r"```python\n(.*?)```", (HOME / name).read_text("utf-8"), re.DOTALL), 1
    )
]
STRIKE = (
    "Dockers in Varnhaven walked out on Monday over pay, the union said.\n"
    "About 400 dockers joined the strike in Varnhaven, according to the port authority.\n"
)


@dataclass
class Clerk:
    """A chat that gives fixed answers and notes what it was asked."""

    answers: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def ask(self, messages, name, schema) -> Reply:
        self.asked.append(name)
        assert {message.role for message in messages} == {"system", "user"}
        assert schema["type"] == "object"
        return Reply(self.answers[name], "clerk-1", 100, 10, 0.01)


def summary(text: str, *citing: int) -> str:
    return json.dumps({"sentences": [{"heading": "", "text": text, "citing": list(citing)}]})


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_of_the_documents_does_what_it_says(code, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "articles"
    folder.mkdir()
    for path in HARBOUR.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    answer = summary("Dockers struck.", 1)
    sdk = types.SimpleNamespace(complete=lambda told, json_schema: answer)
    monkeypatch.setitem(sys.modules, "my_sdk", sdk)
    monkeypatch.chdir(tmp_path)

    exec(compile(code, "example", "exec"), {})

    assert "Varnhaven" in capsys.readouterr().out
    pages = [path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")]
    assert all(page.startswith("<!doctype html>") for page in pages)


def test_there_are_examples_and_the_first_is_of_ten_lines():
    first = EXAMPLES[0].values[0]

    assert len(EXAMPLES) >= 3
    assert len([line for line in first.splitlines() if line.strip()]) <= 10


def test_texts_paths_and_articles_make_one_brief_in_every_form(tmp_path):
    (tmp_path / "a.txt").write_text(STRIKE, encoding="utf-8")
    ferry = "The ferry to Varnhaven was held up for an hour by the strike on Tuesday, its captain said."
    monday = article(ferry, publisher="The Harbour Post", published=datetime(2026, 3, 12, tzinfo=UTC))
    museum = "The strike in Varnhaven is the first walkout for nine years, the harbour museum said."
    made = generate("Varnhaven strike", [tmp_path / "a.txt", museum, monday], now=NOW)

    assert [a.name for a in made.brief.articles] == ["a.txt", "The Harbour Post", "text 2"]
    assert made.brief.made_at == NOW
    assert (made.missing, made.calls) == ((), ())
    assert made.markdown().startswith("# Varnhaven strike\n")
    assert made.html().startswith("<!doctype html>")
    assert "Varnhaven" in made.text()
    assert json.loads(made.json())["maker"]["engine"] == "extractive"


def test_a_single_text_need_not_be_put_in_a_list():
    assert len(generate("Varnhaven strike", STRIKE).brief.articles) == 1


def test_the_environment_is_not_looked_at(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.chdir(tmp_path)

    assert generate("Varnhaven strike", STRIKE).brief.maker.engine == "extractive"
    assert list(tmp_path.iterdir()) == []


def test_a_chat_of_ones_own_is_asked_and_what_it_says_is_checked():
    answers = {
        "summary": summary("The union said that dockers in Varnhaven walked out on Monday.", 1),
        "contested": '{"disputes": []}',
    }
    clerk = Clerk(answers)
    made = generate("Varnhaven strike", STRIKE, chat=clerk, model="clerk-1")

    assert sorted(clerk.asked) == ["contested", "summary"]
    assert (made.brief.maker.engine, made.brief.maker.model) == ("assisted", "clerk-1")
    assert [s.text for s in made.brief.summary] == [
        "The union said that dockers in Varnhaven walked out on Monday."
    ]
    assert [call.name for call in made.calls] == ["contested", "summary"]
    assert made.missing == ()


@pytest.mark.parametrize(
    ("error", "told"),
    [(EndpointError("busy", "The model is busy."), "The model is busy."), (OSError("sk-secret"), "OSError")],
)
def test_whatever_a_chat_raises_the_brief_is_valid_and_says_what_is_missing(error, told):
    class Broken:
        def ask(self, messages, name, schema) -> Reply:
            raise error

    made = generate("Varnhaven strike", STRIKE, chat=Broken())

    assert made.brief.maker.engine == "extractive"
    assert made.brief.summary
    assert told in made.missing[0]
    assert "sk-secret" not in made.json()


def test_a_path_given_as_a_text_is_refused_with_the_next_step(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(STRIKE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(PathAsText) as told:
        generate("strike", ["a.txt"])
    assert told.value.hint == "For a file or a folder give pathlib.Path('a.txt')."


def test_what_cannot_be_read_is_told_and_stops_no_other(tmp_path):
    made = generate("Varnhaven strike", [tmp_path / "none.txt", STRIKE, STRIKE])

    assert len(made.missing) == 1
    assert "none.txt" in made.missing[0]
    assert len(made.brief.skipped) == 2  # the second text is the first again
    with pytest.raises(MissingSource):
        generate("strike", tmp_path / "none.txt")
    with pytest.raises(EmptySource):
        generate("strike", [])
    with pytest.raises(NothingFound):
        generate("gardening in Peru", STRIKE)


def test_importing_the_package_imports_nothing_else():
    heavy = ("pydantic", "typer", "openai", "jinja2", "asyncio")
    code = (
        f"import sys, briefing; print([n for n in sys.modules if n.startswith('briefing.') or n in {heavy}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_every_public_name_is_there_and_none_is_a_module():
    package = HOME / "briefing"
    modules = {path.stem for path in package.glob("*.py")} | {
        path.name for path in package.iterdir() if path.is_dir()
    }

    assert all(getattr(briefing, name) is not None for name in briefing.__all__)
    assert set(dir(briefing)) == set(briefing.__all__)
    assert set(briefing.__all__) & modules == set()
    with pytest.raises(AttributeError):
        _ = briefing.nothing  # type: ignore[attr-defined]
