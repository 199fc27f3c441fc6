"""Templates of one's own, and what is said when they are wrong."""

import re
from time import monotonic

import pytest

from briefing.errors import TemplateError
from briefing.render import limited
from briefing.render.brief import render
from briefing.render.environment import environment, write
from briefing.render.find import find, shipped

from .builders import dam


def own(folder, text, name="brief.md.j2"):
    """A folder with one template of one's own."""
    (folder / name).write_text(text, encoding="utf-8")
    return (folder,)


def test_ones_own_template_is_used_before_the_shipped_one(tmp_path):
    assert render(*dam(), "md", own(tmp_path, "Only {{ page.title | md }}\n")) == "Only The Ossen dam\n"


def test_the_first_folder_that_has_the_file_wins(tmp_path):
    for name in ("empty", "first", "second"):
        (tmp_path / name).mkdir()
    own(tmp_path / "first", "first")
    own(tmp_path / "second", "second")
    folders = [tmp_path / "gone", tmp_path / "empty", tmp_path / "first", tmp_path / "second"]

    assert find("brief.md.j2", "templates", folders).text == "first"


def test_a_template_extends_the_shipped_one_of_its_own_name(tmp_path):
    folders = own(tmp_path, '{% extends "shipped/brief.md.j2" %}{% block foot %}\nOurs.\n{% endblock %}')
    shown = render(*dam(), "md", folders)

    assert shown.startswith("# The Ossen dam\n")
    assert "\nOurs.\n" in shown
    assert "How it was made" not in shown


def test_a_style_of_ones_own_is_admitted_by_the_pages_policy(tmp_path):
    text = '{% extends "shipped/brief.html.j2" %}{% block css %}{{ super() }}h1 { color: red; }{% endblock %}'
    shown = render(*dam(), "html", own(tmp_path, text, "brief.html.j2"))

    assert "h1 { color: red; }" in shown
    assert "style-src 'sha256-" in shown


def test_values_are_escaped_in_html_of_ones_own(tmp_path):
    folders = own(tmp_path, "{{ '<b>' }}\u202a{{ '\\u202e' }}{{ '\\u202e' | e }}", "odd.html.j2")

    assert (
        write(environment("templates", folders), "odd.html.j2", {})
        == "&lt;b&gt;\u202a&lt;U+202E&gt;&lt;U+202E&gt;"
    )


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("one\n{{ page.titel }}\n", 2, "titel"),
        ("{{ nothing }}", 1, "'nothing' is undefined"),
        ("one\ntwo\n{% if %}", 3, "Expected an expression"),
        ("one\n{{ 1 / 0 }}", 2, "division by zero"),
        ("one\n{{ page.title + 1 }}", 2, "can only concatenate"),
        ("{{ page.__class__.__mro__ }}", 1, "unsafe"),
        ("{{ page.title | nofilter }}", 1, "nofilter"),
    ],
)
def test_a_fault_in_a_template_is_told_with_file_and_line(tmp_path, text, line, problem):
    with pytest.raises(TemplateError) as told:
        render(*dam(), "md", own(tmp_path, text))

    assert f"'{tmp_path / 'brief.md.j2'}', line {line}: " in told.value.message
    assert problem in told.value.message


def test_a_missing_template_is_told_with_the_nearest():
    with pytest.raises(TemplateError) as told:
        find("breif.md.j2", "templates")

    assert "Did you mean 'brief.md.j2'?" in told.value.message


@pytest.mark.parametrize(
    "name", ["../pyproject.toml", "/etc/passwd", "a/b.j2", "a\\b.j2", "..", ".", "", "a\0b"]
)
def test_a_template_is_named_by_its_plain_file_name(tmp_path, name):
    with pytest.raises(TemplateError):
        find(name, "templates", (tmp_path,))


def test_a_link_out_of_its_folder_is_refused(tmp_path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "brief.md.j2").symlink_to(tmp_path / "secret")

    with pytest.raises(TemplateError, match="leads out of its folder"):
        find("brief.md.j2", "templates", (tmp_path / "mine",))


def test_a_template_that_is_no_utf_8_is_told(tmp_path):
    (tmp_path / "brief.md.j2").write_bytes(b"caf\xe9")

    with pytest.raises(TemplateError, match="not UTF-8"):
        find("brief.md.j2", "templates", (tmp_path,))


def test_a_template_saved_on_windows_is_the_same_template(tmp_path):
    text = find("brief.md.j2", "templates").text
    (tmp_path / "brief.md.j2").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert find("brief.md.j2", "templates", (tmp_path,)).sha256 == find("brief.md.j2", "templates").sha256


def test_in_a_wheel_the_shipped_ones_are_inside_the_package(tmp_path, monkeypatch):
    (tmp_path / "briefing" / "shipped" / "templates").mkdir(parents=True)
    (tmp_path / "templates").mkdir()  # another package's, beside ours
    monkeypatch.setattr("briefing.render.find._PACKAGE", tmp_path / "briefing")

    assert shipped("templates") == tmp_path / "briefing" / "shipped" / "templates"
    assert shipped("prompts") == tmp_path / "prompts"


def test_every_shipped_template_lists_its_variables_at_the_top():
    for path in shipped("templates").iterdir():
        head, _, _ = path.read_text(encoding="utf-8").partition("#}")
        assert head.startswith("{#\n  A "), path.name
        assert re.search(r"^  (?:page|archive|title|paper|No variables)\b.*\S", head, re.MULTILINE), path.name


# -- what a template may not do (RN-05)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("one\n{{ 'a' * 10**9 }}", 2, "more memory"),
        ("{% for a in range(99999) %}\n{% for b in range(99999) %}{% endfor %}{% endfor %}", 2, "not done"),
        ("{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", 1, "includes itself"),
        ("\n{% include 'brief.md.j2' %}", 2, "includes itself"),
        ("{{ range(10**9) | list }}", 1, "Range too big"),
        ("{{ 9 ** (9 ** 9) }}", None, "stopped|not done"),
        ("{{ ('%s' % ('x' * 9000)) | indent(99999999) }}{{ 'x' | center(10**9) }}", 1, "more memory"),
        ("{{ page.__class__.__init__.__globals__ }}", 1, "unsafe"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", 1, "unsafe"),
        ("{{ '{0.__class__}'.format(page) }}", 1, "unsafe"),
        ("{{ brief.articles.__class__ }}", 1, "unsafe"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", 1, "unsafe"),
        ("{% include '../pyproject.toml' %}", None, "plain file name"),
        ("{% include '/etc/passwd' %}", None, "plain file name"),
        ("{% import 'shipped/../../pyproject.toml' as x %}", None, "plain file name"),
    ],
)  # fmt: skip
def test_a_template_that_does_too_much_is_stopped_and_told(tmp_path, text, line, problem):
    began = monotonic()
    with pytest.raises(TemplateError, match=problem) as told:
        render(*dam(), "md", own(tmp_path, text))

    assert monotonic() - began < 8  # five seconds are promised; a busy machine is given more
    assert told.value.line in (line, None)  # on a busy machine the waiting ends before the work does


def test_a_template_has_no_key_of_the_users_beside_it(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    seen = []
    monkeypatch.setattr(limited.subprocess, "run", lambda *a, **k: seen.append(k["env"]) or 1 / 0)

    with pytest.raises(ZeroDivisionError):
        render(*dam(), "md", own(tmp_path, "mine"))
    assert "sk-secret" not in str(seen)


def test_a_copy_of_a_shipped_template_is_rendered_as_the_shipped_one_is(tmp_path, monkeypatch):
    for name in ("brief.md.j2", "page.css.j2"):
        (tmp_path / name).write_bytes((shipped("templates") / name).read_bytes())
    monkeypatch.setattr(limited, "write_apart", None)  # it would fail if it were called

    assert render(*dam(), "md", (tmp_path,)) == render(*dam(), "md")


def test_a_template_of_ones_own_gives_the_same_bytes_apart(tmp_path):
    folders = own(tmp_path, '{% extends "shipped/brief.html.j2" %}', "brief.html.j2")

    assert render(*dam(), "html", folders) == render(*dam(), "html")


def test_a_prompt_of_ones_own_is_limited_too(tmp_path):
    folders = own(tmp_path, "{{ 'a' * 10**9 }}", "repair.md.j2")

    with pytest.raises(TemplateError, match="more memory"):
        write(environment("prompts", folders), "repair.md.j2", {})
