"""A mail's head and parts: what has to be there, and nothing that a headline could add (EM-10, 12, 13, 14,
17).
"""

import email.policy
import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.deliver import message
from briefing.deliver.address import Address, BadAddress, address
from briefing.deliver.message import Mail, Sender, harmless, letter, parts, token, token_fits
from briefing.errors import UnsafeMessage

from .builders import NOW

HOSTILE = Path(__file__).parents[1] / "hostile" / "articles"
DESK = Sender(Address("The Desk", "desk@example.org"))
HTTPS = "https://example.org/leave?list={list}&who={address}&token={token}"
HEAD = (
    "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "List-Id", "List-Unsubscribe",
    "MIME-Version", "Content-Type",
)  # fmt: skip

# The titles of a hostile feed, and what else hides a line break or an address in a headline.
TITLES = (
    "Hi\r\nBcc: victim@evil.example.test",
    "Kursk=?UTF-8?Q?=0D=0ABcc:_victim@evil.example.test?=",
    "Update\r\nBcc: victim@evil.example.test\r\n\r\n<b>new body</b>",
    "Update\nBcc: victim@evil.example.test",
    "Update\rBcc: victim@evil.example.test",
    "Update\u2028Bcc: victim@evil.example.test\u2029\x0bX: y\x0cZ: w\x85V: u",
    "=?utf-8?b?Cg==?= =?utf-8?q?=0aBcc=3a_x?=",
    "=\u200b?UTF-8?Q?=0A?=Bcc: victim@evil.example.test",
    "= ?= =?=?=?UTF-8?Q?=0A?=",
    '"; a@b.test, "x" <y@z.test>',
    "\u202eksruK \u202c \x1b]0;x\x07 \ud800",
    "",
    "a" * 5000,
    "汉" * 2000,
)


def titles() -> list[str]:
    return [
        path.read_text(encoding="utf-8").split("\n")[0] for path in sorted(HOSTILE.glob("hdr_*.txt"))
    ] + list(TITLES)


def mail(subject: str = "The dam", **more: object) -> Mail:
    plain = Mail("morning-1", "morning", subject, f"{subject}\nText.", f"<p>{subject}</p>", NOW)
    return replace(plain, **more)


def sent(one: Mail, sender: Sender = DESK, to: str = "ann@example.org") -> EmailMessage:
    """The mail as its reader's program parses it."""
    data = letter(one, parts(one), to, sender).data
    return message_from_bytes(data, policy=email.policy.default)


@pytest.mark.parametrize("title", titles(), ids=lambda title: repr(title[:24]))
def test_no_headline_adds_a_field_a_recipient_or_a_body(title):
    one = mail(title, text="Text.", html="<p>Text.</p>")
    data = letter(one, parts(one), "ann@example.org", DESK).data
    head = data.partition(b"\r\n\r\n")[0]
    names = re.findall(rb"^([A-Za-z-]+):", head, re.MULTILINE)

    assert tuple(name.decode() for name in names) == HEAD
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    parsed = sent(one)
    assert str(parsed["To"]) == "ann@example.org"
    assert parsed.get_body(("plain",)).get_content().strip() == "Text."
    assert message_from_bytes(data).get_all("Bcc") is None


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["=?", "?=", "utf-8", "?q?", "=0a", "\r\n", "Bcc:", " ", "x"])).map("".join)
)
def test_no_text_at_all_adds_a_field(title):
    one = mail(title, text="Text.", html="<p>Text.</p>")

    assert tuple(sent(one).keys()) == HEAD


def test_what_does_not_read_back_as_it_was_meant_is_not_sent(monkeypatch):
    """The belt to those braces: were the neutralising to fail, the head that comes out would not be sent."""
    monkeypatch.setattr(message, "harmless", lambda text, most=0: text)
    one = mail("Kursk=?UTF-8?Q?=0A?=Bcc: victim@evil.example.test", text="Text.", html="<p>Text.</p>")

    with pytest.raises(UnsafeMessage):
        letter(one, parts(one), "ann@example.org", DESK)


def test_a_mail_has_what_a_mail_from_a_list_needs():
    """EM-12."""
    found = sent(
        mail(), replace(DESK, unsubscribe=HTTPS, key="secret", reply_to=Address("", "reply@example.org"))
    )

    assert found["Date"].datetime == NOW
    assert str(found["From"]) == "The Desk <desk@example.org>"
    assert str(found["Reply-To"]) == "reply@example.org"
    assert found["Auto-Submitted"] == "auto-generated"
    assert found["List-Id"] == "morning <morning.example.org>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    right = token("morning", "ann@example.org", "secret")
    leave = f"<https://example.org/leave?list=morning&who=ann%40example.org&token={right}>"
    assert found["List-Unsubscribe"] == leave
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    assert {part["Content-Transfer-Encoding"] for part in found.iter_parts()} == {"quoted-printable"}


def test_without_an_address_of_ones_own_readers_leave_by_mail():
    found = sent(mail())

    assert found["List-Unsubscribe"] == "<mailto:desk@example.org?subject=unsubscribe%20morning>"
    assert found["List-Unsubscribe-Post"] is None


def test_a_notice_is_from_no_list():
    assert sent(mail(list=""))["List-Id"] is None


def test_the_same_mail_to_the_same_reader_is_the_same_bytes():
    one, other = mail(), mail(id="morning-2")

    assert letter(one, parts(one), "ann@example.org", DESK) == letter(
        one, parts(one), "ann@example.org", DESK
    )
    ids = {
        letter(m, parts(m), to, DESK).message_id
        for m in (one, other, replace(one, at=NOW + timedelta(days=1)))
        for to in ("ann@example.org", "bo@example.org")
    }
    assert len(ids) == 4  # by mailing and recipient, not by time


def test_a_name_in_any_script_is_read_back():
    found = sent(
        mail("Überflutung in 汉口: “Damm hält”"), Sender(address("Höß, Redaktion <desk@example.org>"))
    )

    assert found["Subject"] == "Überflutung in 汉口: “Damm hält”"
    assert found["From"].addresses[0].display_name == "Höß, Redaktion"
    assert len(found["From"].addresses) == 1


def test_a_long_subject_is_cut_after_a_word():
    assert harmless("word " * 100).endswith("word …")
    assert len(harmless("word " * 100)) <= 180


@pytest.mark.parametrize(
    "text",
    [
        "ann", "ann@", "@example.org", "ann@example", "ann@exam ple.org", "ann@@example.org", "",
        "ann@-example.org", "ann@example.org, bo@example.org", "ann@example.org\nBcc: bo@example.org",
        "ann bo@example.org", "<ann@example.org> <bo@example.org>", "boss@bank.example <evil@example.org>",
        "ann@[127.0.0.1]", "ann.@example.org", ".ann@example.org", "ann@example..org", "änn@example.org",
        "ann@\u202eexample.org", "a" * 65 + "@example.org", "=?utf-8?q?x?= <ann@example.org>",
        "ann@example.org>", "ann@ex\x00ample.org", "x@" + "a" * 64 + ".org",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_used_is_refused(text):
    """EM-17: where the settings are read, and not when the mail is sent."""
    with pytest.raises(BadAddress):
        address(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("ann@example.org", "ann@example.org"),
        ("Ann O'Neil <ann.o'neil+news@Example.ORG>", "ann.o'neil+news@example.org"),
        ('"Desk, the" <d@example.org>', "d@example.org"),
        ("d@bücher.example", "d@xn--bcher-kva.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_written_as_mail_looks_it_up(text, at):
    assert address(text).at == at


def test_a_token_is_one_readers_for_one_list():
    """EM-14, as far as it is had without a public page."""
    right = token("morning", "ann@example.org", "secret")

    assert token_fits(right, "morning", "ann@example.org", "secret")
    assert not token_fits(right, "evening", "ann@example.org", "secret")
    assert not token_fits(right, "morning", "bo@example.org", "secret")
    assert not token_fits(right[:-1] + "x", "morning", "ann@example.org", "secret")
    assert not token_fits(token("morning", "ann@example.org", ""), "morning", "ann@example.org", "")
    assert not token_fits("ü", "morning", "ann@example.org", "secret")
