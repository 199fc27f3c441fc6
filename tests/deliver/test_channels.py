"""Letters to folders, programs and web addresses."""

import json
import sys
import threading
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from briefing.deliver import Letter
from briefing.deliver.command import Command
from briefing.deliver.folder import Folder
from briefing.deliver.webhook import Webhook

YES = lambda: True  # noqa: E731
NO = lambda: False  # noqa: E731


def to(recipient: object) -> Letter:
    data = b"Subject: The dam\r\n\r\nText.\r\n"
    name = "morning-2026-03-02T07:00"
    sender, subject = "desk@example.org", "The dam"
    return Letter("<1@example.org>", sender, str(recipient), subject, data, name, "Text.", "<p>Text.</p>")


def test_a_folder_has_the_mail_its_page_and_its_text(tmp_path):
    folder = tmp_path / "new" / "folder"
    receipt = Folder().send(to(folder), YES)
    Folder().send(to(folder), YES)

    name = "morning-2026-03-02T07-00"
    assert receipt.fate == "sent"
    assert sorted(path.name for path in folder.iterdir()) == [f"{name}.eml", f"{name}.html", f"{name}.txt"]
    assert message_from_bytes((folder / f"{name}.eml").read_bytes())["Subject"] == "The dam"
    assert (folder / f"{name}.html").read_text() == "<p>Text.</p>"


def test_a_folder_that_cannot_be_written_is_tried_again_later(tmp_path):
    (tmp_path / "file").write_text("in the way")

    receipt = Folder().send(to(tmp_path / "file"), YES)

    assert receipt.fate == "later"
    assert "cannot be written" in receipt.note


def test_a_name_stays_in_its_folder(tmp_path):
    letter = to(tmp_path / "out")
    evil = Letter(*[getattr(letter, f) if f != "name" else "../../x/.y" for f in Letter.__slots__])

    Folder().send(evil, YES)

    assert [path.name for path in tmp_path.iterdir()] == ["out"]


PROGRAM = f"{sys.executable} -c "


@pytest.mark.parametrize(
    ("code", "fate"),
    [
        ("'import sys; sys.exit(0 if b\"Text.\" in sys.stdin.buffer.read() else 1)'", "sent"),
        ('\'import os; assert os.environ["BRIEFING_SUBJECT"] == "The dam"\'', "sent"),
        ("'raise SystemExit(75)'", "later"),
        ("'raise SystemExit(\"no such list\")'", "refused"),
        ("'import os; os.kill(os.getpid(), 9)'", "unknown"),
        ("'import time; time.sleep(30)'", "unknown"),
    ],
)
def test_a_program_says_by_its_exit_what_became_of_a_letter(code, fate):
    receipt = Command(deadline=1.0 if "sleep" in code else 20).send(to(PROGRAM + code), YES)

    assert receipt.fate == fate
    if "no such list" in code:
        assert "no such list" in receipt.note


def test_a_program_that_is_not_there_is_tried_again_later():
    assert Command().send(to("/nowhere/at-all --now"), YES).fate == "later"


def test_nothing_leaves_that_is_anothers_by_now(tmp_path):
    assert Folder().send(to(tmp_path / "out"), NO).fate == "later"
    assert Command().send(to("touch " + str(tmp_path / "made")), NO).fate == "later"
    assert Webhook().send(to("http://127.0.0.1:9/"), NO).fate == "later"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def hook():
    """A web server that keeps what it is told and answers with `server.answer`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.told.append((self.path, json.loads(body)))
            self.send_response(self.server.answer)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.told, server.answer = [], 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_web_address_is_told_as_json(hook):
    receipt = Webhook().send(to(f"http://127.0.0.1:{hook.server_port}/hook"), YES)

    assert receipt.fate == "sent"
    assert hook.told == [("/hook", {"id": "1@example.org", "subject": "The dam", "text": "Text."})]


@pytest.mark.parametrize(
    ("answer", "fate"), [(500, "later"), (429, "later"), (404, "refused"), (307, "later")]
)
def test_a_web_address_that_says_no(hook, answer, fate):
    """No redirect is followed: what we tell goes to the address that was set, and no other."""
    hook.answer = answer

    assert Webhook().send(to(f"http://127.0.0.1:{hook.server_port}/hook"), YES).fate == fate
    assert len(hook.told) == 1


def test_a_web_address_that_is_not_there_is_tried_again_later():
    assert Webhook(deadline=1).send(to("http://127.0.0.1:9/"), YES).fate == "later"
