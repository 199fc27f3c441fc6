"""Letters over real and scripted servers: what is tried again, what is given up, what is held (EM-01 to
09, 11).
"""

import time
from datetime import timedelta

import pytest

from briefing.deliver.smtp import Smtp
from briefing.errors import NoMail
from briefing.post import post, server_of
from briefing.settings import load_settings
from briefing.store import open_store
from briefing.store.outbox import Outbox

from .builders import NOW, Clock, letters, mailing, phases, queued, settings
from .servers import PASSWORD, USER, RealServer, ScriptedServer

TO = ("ann@example.org", "bo@example.org", "cy@example.org")
KEY = {"BRIEFING_SMTP_PASSWORD": PASSWORD}


def tls(server: RealServer, **more: object) -> dict[str, object]:
    return {"security": "starttls", "user": USER, "ca_file": str(server.ca_file), **more}


def test_letters_go_over_tls_after_signing_in(tmp_path):
    with RealServer(tmp_path, auth_required=True) as server:
        desk = settings(tmp_path, server.port, **tls(server))
        queued(desk, TO)
        post(desk, Clock(), KEY)

    assert phases(desk) == ["sent"] * 3
    assert [taken.recipients for taken in server.inbox.taken] == [[to] for to in TO]
    assert {taken.sender for taken in server.inbox.taken} == {"desk@example.org"}


def test_recipients_do_not_see_each_other(tmp_path):
    """EM-13: one envelope each, and one address in each head."""
    with RealServer(tmp_path) as server:
        desk = settings(tmp_path, server.port, security="starttls", ca_file=str(server.ca_file))
        queued(desk, TO)
        post(desk, Clock())

    for to, taken in zip(TO, server.inbox.taken, strict=True):
        head = taken.data.decode().partition("\r\n\r\n")[0]
        assert f"To: {to}\r\n" in head
        assert not any(other in head for other in TO if other != to)


@pytest.mark.parametrize("step", ["greeting", "mail", "rcpt", "data", "dot"])
def test_a_temporary_refusal_is_tried_again_with_the_same_message_id(tmp_path, step):
    """EM-01."""
    clock = Clock()
    with ScriptedServer(**{step: ["451 4.3.0 not now", "451 4.3.0 not now"]}) as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO[:1])
        for minutes in (0, 1, 4, 2):
            clock.forward(minutes=minutes)
            post(desk, clock)
        row = letters(desk)[0]

    assert (row.phase, row.tries) == ("sent", 3)  # at once, after a minute, after five more: not in between
    assert len(server.taken) == 1
    assert f"Message-ID: {row.message_id}".encode() in server.taken[0].data


def test_a_letter_that_is_refused_for_hours_is_given_up_when_it_expires(tmp_path):
    clock = Clock()
    with ScriptedServer(rcpt="451 later") as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO[:1])
        for _ in range(30):
            post(desk, clock)
            clock.forward(hours=1)
        row = letters(desk)[0]

    assert row.phase == "failed"
    assert row.tries <= 8
    assert "Given up after" in row.note


@pytest.mark.parametrize("step", ["greeting", "mail", "rcpt", "data", "dot"])
def test_a_lasting_refusal_is_not_tried_again(tmp_path, step):
    """EM-02."""
    clock = Clock()
    with ScriptedServer(**{step: "554 5.7.1 we do not want this"}) as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO[:1])
        post(desk, clock)
        tried = server.connections
        clock.forward(hours=2)
        post(desk, clock)
        row = letters(desk)[0]

    assert (row.phase, server.connections) == ("failed", tried)
    assert "554 5.7.1 we do not want this" in row.note
    assert server.taken == []


def test_one_of_three_recipients_is_refused_and_the_others_have_it_once(tmp_path):
    """EM-03."""
    clock = Clock()
    with ScriptedServer(
        **{"rcpt bo@example.org": "451 greylisted", "rcpt cy@example.org": "550 5.7.1 no"}
    ) as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO)
        post(desk, clock)
        clock.forward(minutes=2)
        post(desk, clock)

    assert phases(desk) == ["sent", "queued", "failed"]
    assert [taken.recipients for taken in server.taken] == [["ann@example.org"]]


@pytest.mark.parametrize("step", ["greeting", "mail", "rcpt", "data"])
@pytest.mark.parametrize("fault", ["hang up", "silence"])
def test_a_connection_lost_before_the_message_is_tried_again(tmp_path, step, fault):
    """EM-04."""
    clock = Clock()
    with ScriptedServer(**{step: [fault]}) as server:
        desk = settings(tmp_path, server.port, deadline=0.8)
        queued(desk, TO[:1])
        post(desk, clock)
        assert phases(desk) == ["queued"]
        clock.forward(minutes=1)
        post(desk, clock)

    assert phases(desk) == ["sent"]
    assert len(server.taken) == 1


@pytest.mark.parametrize("fault", ["hang up", "hang up after", "silence", "nonsense"])
def test_a_connection_lost_after_the_message_is_held_and_never_sent_again_by_itself(tmp_path, fault):
    """EM-05."""
    clock = Clock()
    with ScriptedServer(dot=fault) as server:
        desk = settings(tmp_path, server.port, deadline=0.8)
        queued(desk, TO[:1])
        for _ in range(3):
            post(desk, clock)
            clock.forward(hours=3)
        row = letters(desk)[0]

    assert row.phase == "held"
    assert "may have gone or not" in row.note
    assert server.connections == 1


def test_a_server_that_never_says_what_became_of_letters_gets_no_more_of_them(tmp_path):
    with ScriptedServer(dot="hang up") as server:
        desk = settings(tmp_path, server.port)
        queued(desk, [f"reader{n}@example.org" for n in range(10)])
        post(desk, Clock())

    assert phases(desk) == ["held"] * 3 + ["queued"] * 7


def test_a_server_that_does_not_say_goodbye_has_taken_the_letter_all_the_same(tmp_path):
    """EM-07."""
    for answer in ("hang up", "500 what?"):
        (tmp_path / answer[:3]).mkdir()
        with ScriptedServer(quit=answer) as server:
            desk = settings(tmp_path / answer[:3], server.port)
            queued(desk, TO)
            post(desk, Clock())

        assert phases(desk) == ["sent"] * 3
        assert len(server.taken) == 3


@pytest.mark.parametrize("step", ["greeting", "ehlo", "rcpt"])
def test_a_server_that_drips_is_left_at_the_deadline(tmp_path, step):
    """EM-08: the deadline is that of the letter, and does not begin anew with each byte."""
    with ScriptedServer(**{step: "drip"}) as server:
        desk = settings(tmp_path, server.port, deadline=0.5)
        queued(desk, TO[:1])
        start = time.monotonic()
        post(desk, Clock())
        took = time.monotonic() - start

    assert phases(desk) == ["queued"]
    assert took < 10  # the drip itself takes fifteen


def test_an_answer_without_an_end_is_left(tmp_path):
    with ScriptedServer(mail="250-" + "x" * 200_000) as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO[:1])
        post(desk, Clock())

    assert phases(desk) == ["queued"]


def test_a_message_over_the_servers_size_is_not_sent(tmp_path):
    """EM-09: and the user is told which setting makes it shorter."""
    with ScriptedServer(ehlo="250-hello\n250 SIZE 1000") as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO[:1], mailing(text="A long line of text. " * 200))
        post(desk, Clock())
        row = letters(desk)[0]

    assert row.phase == "failed"
    assert "largest_kb" in row.note
    assert "mail" not in server.seen


@pytest.mark.parametrize("hello", ["250 hello", "250-hello\n250 AUTH PLAIN LOGIN"])
def test_a_server_without_encryption_gets_no_password_and_no_letter(tmp_path, hello):
    """EM-11: whoever stands between can take STARTTLS out of the answer."""
    with ScriptedServer(ehlo=hello) as server:
        desk = settings(tmp_path, server.port, security="starttls", user=USER)
        queued(desk, TO[:1])
        post(desk, Clock(), KEY)
        row = letters(desk)[0]

    assert row.phase == "queued"
    assert "offers no encryption" in row.note
    assert not any(b"AUTH" in line or b"MAIL" in line.upper() for line in server.plain)


def test_what_is_slipped_in_before_encryption_begins_is_not_believed(tmp_path):
    """An attacker answers STARTTLS and, in the same packet, what the server should say later under TLS."""
    with ScriptedServer(ehlo=["250-hello\n250 STARTTLS", "220 go\n250-evil\n250 AUTH PLAIN"]) as server:
        desk = settings(tmp_path, server.port, security="starttls", user=USER)
        queued(desk, TO[:1])
        post(desk, Clock(), KEY)

    assert phases(desk) == ["queued"]
    assert not any(b"AUTH" in line for line in server.plain)


@pytest.mark.parametrize("fault", ["another name", "unknown authority"])
def test_a_certificate_that_does_not_hold_ends_it_before_the_password(tmp_path, fault):
    with RealServer(tmp_path, name="other.example.org" if fault == "another name" else "127.0.0.1") as server:
        ca = {} if fault == "unknown authority" else {"ca_file": str(server.ca_file)}
        desk = settings(tmp_path, server.port, security="starttls", user=USER, **ca)
        queued(desk, TO[:1])
        post(desk, Clock(), KEY)
        row = letters(desk)[0]

    assert row.phase == "queued"
    assert "its certificate does not hold" in row.note
    assert (server.inbox.passwords, server.inbox.taken) == ([], [])


def test_a_wrong_password_is_told_and_the_letters_wait(tmp_path):
    with RealServer(tmp_path, auth_required=True) as server:
        desk = settings(tmp_path, server.port, **tls(server))
        queued(desk, TO)
        post(desk, Clock(), {"BRIEFING_SMTP_PASSWORD": "wrong-secret"})
        rows = letters(desk)

    assert [row.phase for row in rows] == ["queued"] * 3
    assert "does not accept user and password (535)" in rows[0].note
    assert not any("wrong-secret" in row.note for row in rows)


def test_letters_wait_where_no_server_is_set(tmp_path):
    desk = settings(tmp_path, 1)
    queued(desk, TO)
    (tmp_path / "briefing.toml").write_text("", encoding="utf-8")

    tried = post(load_settings(tmp_path / "briefing.toml", {}), Clock())

    assert [sent.phase for sent in tried] == ["queued"]
    assert "Set host and from under [mail]" in tried[0].note


def test_a_password_that_is_not_there_is_named_by_its_variable(tmp_path):
    with pytest.raises(NoMail, match="BRIEFING_SMTP_PASSWORD"):
        server_of(settings(tmp_path, 25, security="tls", user=USER), {})


def test_a_server_that_hangs_up_between_letters_is_called_again(tmp_path):
    with ScriptedServer(mail=["250 ok", "421 4.7.0 enough for one connection"]) as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO)
        post(desk, Clock())

    assert phases(desk) == ["sent"] * 3
    assert server.connections == 2


def test_a_mailbox_that_does_not_exist_gets_nothing_more(tmp_path):
    """EM-15, as far as it is had without a public server: a hard refusal suppresses, a policy or full box
    does not.
    """
    clock = Clock()
    refusals = {"rcpt ann@example.org": "550 5.1.1 no such user", "rcpt bo@example.org": "552 5.2.2 full"}
    with ScriptedServer(**refusals) as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO)
        post(desk, clock)
        queued(desk, TO, mailing("morning-2"))
        post(desk, clock)

    assert phases(desk) == ["failed", "failed", "sent", "suppressed", "failed", "sent"]


def test_a_line_that_begins_with_a_full_stop_arrives_as_it_was(tmp_path):
    with RealServer(tmp_path) as server:
        desk = settings(tmp_path, server.port, security="starttls", ca_file=str(server.ca_file))
        queued(desk, TO[:1], mailing(text="First.\n.\n.hidden\n..\nLast."))
        post(desk, Clock())

    assert b"First.\r\n.\r\n.hidden\r\n..\r\nLast." in server.inbox.taken[0].data


def test_a_server_is_greeted_to_see_whether_all_is_well(tmp_path):
    with RealServer(tmp_path, auth_required=True) as server:
        desk = settings(tmp_path, server.port, **tls(server))
        assert "answers, encrypted" in Smtp(server_of(desk, KEY)).greet()
    with pytest.raises(NoMail):
        Smtp(server_of(desk, KEY)).greet()


def test_what_nobody_thought_of_stops_no_letter_for_good(tmp_path):
    """A password in letters that the protocol has no way to say."""
    with RealServer(tmp_path, auth_required=True) as server:
        desk = settings(tmp_path, server.port, **tls(server))
        queued(desk, TO[:1])
        post(desk, Clock(), {"BRIEFING_SMTP_PASSWORD": "öffne-dich"})
        row = letters(desk)[0]

    assert row.phase == "queued"
    assert "UnicodeEncodeError" in row.note


def test_a_connection_may_be_encrypted_from_its_first_byte(tmp_path):
    with RealServer(tmp_path, ssl_from_start=True) as server:
        desk = settings(tmp_path, server.port, security="tls", ca_file=str(server.ca_file))
        queued(desk, TO[:1])
        post(desk, Clock())

    assert phases(desk) == ["sent"]


def test_a_letter_taken_over_by_another_is_not_ended(tmp_path):
    """The claim has ended while the server was slow: the message is left without its full stop."""
    clock = Clock()
    with ScriptedServer() as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO[:1])
        given = server._say

        def slow(sock, step, who=""):
            if step == "data":
                clock.forward(minutes=11)
                with open_store(desk.store) as store:
                    other = Outbox(store)
                    assert other.claim(clock()).recipient == TO[0]
                    other.close()
            return given(sock, step, who)

        server._say = slow
        post(desk, clock)

    assert server.taken == []
    assert phases(desk) == ["claimed"]


def test_an_unsubscribe_address_with_a_token_wants_its_key(tmp_path):
    address = "https://example.org/leave?t={token}"
    with pytest.raises(NoMail, match="BRIEFING_UNSUBSCRIBE_KEY"):
        server_of(settings(tmp_path, 25, unsubscribe=address), {})
    assert server_of(settings(tmp_path, 25, unsubscribe=address), {"BRIEFING_UNSUBSCRIBE_KEY": "k"})


def test_a_mail_too_old_is_not_sent(tmp_path):
    with ScriptedServer() as server:
        desk = settings(tmp_path, server.port)
        queued(desk, TO[:1])
        post(desk, Clock(NOW + timedelta(hours=13)))

    assert phases(desk) == ["expired"]
    assert server.taken == []
