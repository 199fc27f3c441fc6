"""The forms and styles of a brief, and templates of one's own, as a user asks for them."""

import re

from tests.test_cli import files, home, run

__all__ = ["home"]  # a fixture


def test_a_brief_is_printed_to_pdf_by_generate_and_by_show(home):
    done = run(home, "generate", "--topic", "kursk", "--format", "pdf", "--out", "one.pdf")
    run(home, "show", "kursk", "--format", "pdf", "--out", "two.pdf")

    assert done.stdout == ""
    assert "It lies in one.pdf" in done.stderr
    assert (home / "one.pdf").read_bytes().startswith(b"%PDF-")
    assert (home / "one.pdf").read_bytes() == (home / "two.pdf").read_bytes()


def test_pdf_is_refused_before_any_work_without_a_file_to_write(home):
    assert "Name a file: --out brief.pdf" in run(
        home, "generate", "--topic", "kursk", "--format", "pdf", code=2
    ).stderr  # fmt: skip
    assert "Name a file: --out brief.pdf" in run(home, "show", "kursk", "--format", "pdf", code=2).stderr
    assert not (home / "briefing.db").exists()


def test_the_one_page_style_is_a_shorter_brief_of_the_same_kept_one(home):
    whole = run(home, "generate", "--topic", "kursk").stdout
    short = run(home, "generate", "--topic", "kursk", "--template", "executive").stdout
    written = [name for name in files(home) if name.startswith("briefs/")]

    assert short.startswith("# Ukraine's January 2025 offensive in Kursk\n")
    assert len(short) < len(whole) / 2
    assert set(re.findall(r"\[\^\d+\]: .*", short)) <= set(re.findall(r"\[\^\d+\]: .*", whole))
    assert [re.sub("kursk-[0-9a-f]{10}", "ID", name) for name in written] == [
        "briefs/ID-executive.html", "briefs/ID-executive.md", "briefs/ID.html", "briefs/ID.json",
        "briefs/ID.md",
    ]  # fmt: skip
    assert run(home, "show", "kursk", "--template", "executive").stdout.startswith("Ukraine's January 2025")


def test_show_writes_a_file_and_prints_nothing(home):
    run(home, "generate", "--topic", "kursk", "--out", "one.md")
    done = run(home, "show", "kursk", "--format", "md", "--out", "two.md")

    assert done.stdout == ""
    assert (home / "one.md").read_bytes() == (home / "two.md").read_bytes()


def test_a_template_is_copied_changed_and_used(home):
    assert re.search(r"^page\.css\.j2 +shipped$", run(home, "templates", "list").stdout, re.MULTILINE)

    assert "It lies in templates/brief.md.j2" in run(home, "templates", "copy", "brief.md.j2").stderr
    path = home / "templates" / "brief.md.j2"
    path.write_text(path.read_text(encoding="utf-8").replace("## Summary", "## In brief"), encoding="utf-8")

    assert re.search(
        r"^brief\.md\.j2 +templates/brief\.md\.j2$", run(home, "templates", "list").stdout, re.MULTILINE
    )
    assert "## In brief" in run(home, "generate", "--topic", "kursk", "--out", "-").stdout


def test_a_copy_overwrites_nothing_and_a_wrong_name_is_told_with_the_nearest(home):
    run(home, "templates", "copy", "brief.md.j2")
    again = run(home, "templates", "copy", "brief.md.j2", code=2)
    wrong = run(home, "templates", "copy", "breif.md.j2", code=1)

    assert "is there already" in again.stderr
    assert "Did you mean 'brief.md.j2'?" in wrong.stderr
    run(home, "templates", "copy", "../briefing.toml", code=1)


def test_a_template_that_hangs_is_an_error_with_file_and_line_and_nothing_is_written(home):
    (home / "templates").mkdir()
    (home / "templates" / "brief.md.j2").write_text("one\n{{ 'a' * 10**9 }}\n", encoding="utf-8")
    done = run(home, "generate", "--topic", "kursk", code=1)

    assert "templates/brief.md.j2', line 2: it asks for more memory" in done.stderr
    assert done.stdout == ""
    assert not [name for name in files(home) if name.startswith("briefs/")]
