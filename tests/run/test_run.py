"""A pass over the subscriptions: each brief once, on time, and the operator hears of what is not (SC and
EM rows).
"""

import json
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.model.canon import canonical_hash
from briefing.model.decision import WHOLE, Decision, Deed
from briefing.rehearse import rehearse
from briefing.render.brief import from_json
from briefing.run import Pass, run_due
from briefing.settings import Settings, load_settings
from briefing.store import open_store
from briefing.store.decisions import Decisions
from briefing.store.outbox import Outbox
from briefing.store.slots import LEASE, Slots
from tests.deliver.builders import Clock
from tests.deliver.servers import ScriptedServer

MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
FIRST = (
    "Dockers in Varnhaven walked out on Monday over pay, the union said.\n"
    "About 400 dockers joined the strike in Varnhaven, according to the port authority.\n"
)
SECOND = (
    "The strike at the port of Varnhaven spread to the container terminal on Tuesday, officials said.\n"
    "Some 900 dockers were on strike by noon, the union said.\n"
)


class Desk:
    """A home with one subscription, a mail server, and a clock."""

    def __init__(self, home: Path, server: ScriptedServer) -> None:
        self.home, self.server, self.clock = home, server, Clock(MONDAY - timedelta(days=1))
        (home / "in").mkdir()

    def subscribe(self, more: str = "", at: str = 'at = "07:00"', to: str = '["ann@example.org"]') -> "Desk":
        (self.home / "briefing.toml").write_text(
            f"""
            [topics.strike]
            title = "The strike"
            query = "strike dockers Varnhaven"
            sources = ["in"]
            [subscriptions.morning]
            topic = "strike"
            {at}
            to = {to}
            {more}
            [mail]
            host = "127.0.0.1"
            port = {self.server.port}
            security = "none"
            from = "desk@example.org"
            deadline = 20.0
            [notices]
            to = ["ops@example.org"]
            """,
            encoding="utf-8",
        )
        self.run()  # the first pass makes the subscription known
        return self

    @property
    def settings(self) -> Settings:
        return load_settings(self.home / "briefing.toml", {})

    def article(self, name: str, text: str) -> "Desk":
        (self.home / "in" / name).write_text(text, encoding="utf-8")
        return self

    def at(self, moment: datetime) -> Pass:
        self.clock.now = moment
        return self.run()

    def run(self) -> Pass:
        return run_due(self.settings, self.clock)

    def mails(self, to: str = "ann@example.org") -> list[str]:
        return [t.data.decode() for t in self.server.taken if t.recipients == [to]]

    def subjects(self, to: str = "ann@example.org") -> list[str]:
        heads = [mail.replace("\r\n ", " ").split("\r\n") for mail in self.mails(to)]
        return [next(line[9:] for line in head if line.startswith("Subject: ")) for head in heads]

    def states(self) -> list[tuple[str, str]]:
        with open_store(self.settings.store) as store:
            return [(row.name[:10], row.state) for row in Slots(store).recent("morning", 50)][::-1]

    def note(self) -> str:
        with open_store(self.settings.store) as store:
            return Slots(store).recent("morning", 1)[0].note


@pytest.fixture
def desk(tmp_path):
    with ScriptedServer() as server:
        yield Desk(tmp_path, server)


def test_a_brief_goes_out_at_its_time_and_once(desk):
    desk.subscribe().article("a.txt", FIRST)

    assert desk.at(MONDAY - timedelta(minutes=1)) == Pass()
    done = desk.at(MONDAY)
    for minutes in range(5, 60, 5):
        desk.at(MONDAY + timedelta(minutes=minutes))

    assert done.trouble == ()
    assert desk.subjects() == ["The strike, Monday 2 March 2026"]
    assert "400 dockers" in desk.mails()[0]
    assert desk.states() == [("2026-03-02", "queued")]


def test_each_brief_has_what_no_earlier_one_has_seen(desk):
    desk.subscribe().article("a.txt", FIRST)
    desk.at(MONDAY)
    desk.article("copy-of-a.txt", FIRST).article("b.txt", SECOND)
    desk.at(MONDAY + timedelta(days=1))

    second = desk.mails()[1]
    assert "900 dockers" in second
    assert "400 dockers" not in second


def test_where_nothing_is_new_nothing_is_sent_or_it_is_said(desk):
    desk.subscribe().article("a.txt", FIRST)
    desk.at(MONDAY)
    silent = desk.at(MONDAY + timedelta(days=1))
    assert silent.trouble == ()
    assert "No new article on the topic" in silent.done[0]
    assert len(desk.mails()) == 1

    desk.subscribe('if_nothing_new = "say so"')
    desk.at(MONDAY + timedelta(days=2))
    assert desk.subjects()[1] == "Nothing new: The strike"
    assert desk.states()[-2:] == [("2026-03-03", "skipped"), ("2026-03-04", "skipped")]


def test_an_article_dated_after_the_slot_waits_for_the_next(desk):
    desk.subscribe().article("a.md", f"---\ndate: 2026-03-02T09:00:00Z\n---\n{FIRST}")
    desk.at(MONDAY)
    assert desk.mails() == []

    desk.at(MONDAY + timedelta(days=1))
    assert len(desk.mails()) == 1


def test_at_the_first_slot_what_is_dated_before_its_window_is_old(desk):
    desk.subscribe().article("a.md", f"---\ndate: 2025-12-01\n---\n{FIRST}").article("b.txt", SECOND)
    desk.at(MONDAY)

    assert "900 dockers" in desk.mails()[0]
    assert "400 dockers" not in desk.mails()[0]


def test_after_three_days_off_one_brief_goes_and_says_that_it_is_late(desk):
    """SC-04."""
    desk.subscribe().article("a.txt", FIRST)
    desk.at(MONDAY)
    desk.article("b.txt", SECOND)
    for minutes in (0, 5, 10):
        desk.at(MONDAY + timedelta(days=3, hours=4, minutes=minutes))

    assert desk.subjects()[1:] == ["Late: The strike, Thursday 5 March 2026"]
    assert "was sent 4 hours after that" in desk.mails()[1].replace("=\r\n", "").replace("\r\n", " ")
    assert [state for _, state in desk.states()] == ["queued", "skipped", "skipped", "queued"]


def test_a_late_brief_is_skipped_where_that_is_wished(desk):
    desk.subscribe('when_late = "skip"').article("a.txt", FIRST)
    done = desk.at(MONDAY + timedelta(hours=4))

    assert "4 hours late" in done.trouble[0]
    assert desk.mails() == []
    assert desk.subjects("ops@example.org") == ["briefing: morning 2026-03-02T07:00: late"]
    desk.at(MONDAY + timedelta(days=1))
    assert len(desk.mails()) == 1  # and what was in it is in the next


def test_a_brief_past_its_largest_age_is_not_sent(desk):
    desk.subscribe('largest_age = "2 hours"').article("a.txt", FIRST)
    done = desk.at(MONDAY + timedelta(hours=3))

    assert "Not sent: it would have been 3 hours late." in done.trouble[0]
    assert desk.mails() == []


def test_a_schedule_owes_nothing_for_the_time_before_it_was_written(desk):
    desk.clock.now = MONDAY + timedelta(hours=3)
    desk.subscribe().article("a.txt", FIRST)
    desk.run()

    assert desk.mails() == []
    assert desk.states() == []


@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(hours=2), timedelta(days=-20_000)])
def test_a_clock_that_jumps_sends_no_brief_twice(desk, jump):
    """SC-05."""
    desk.subscribe().article("a.txt", FIRST)
    desk.at(MONDAY)
    desk.article("b.txt", SECOND)
    told = desk.at(MONDAY + jump)
    desk.at(MONDAY + timedelta(minutes=10))

    assert len(desk.mails()) == 1
    assert bool(told.trouble) == (jump < timedelta())  # a clock that has gone back is told


def test_a_clock_that_was_far_ahead_for_a_while_leaves_the_schedule_whole(desk):
    desk.subscribe().article("a.txt", FIRST)
    desk.at(MONDAY)
    desk.article("b.txt", SECOND)
    desk.at(datetime(2100, 1, 1, 7, 1, tzinfo=UTC))
    desk.article("c.txt", FIRST.replace("400", "650"))
    desk.at(MONDAY + timedelta(days=1))

    days = ("Monday 2 March 2026", "Friday 1 January 2100", "Tuesday 3 March 2026")
    assert desk.subjects() == [f"The strike, {day}" for day in days]


def test_what_a_killed_pass_began_another_ends_when_its_lease_is_over(desk):
    """SC-08."""
    desk.subscribe().article("a.txt", FIRST)
    with open_store(desk.settings.store) as store:
        Slots(store).claim("morning", "2026-03-02T07:00", MONDAY, MONDAY, "killed")
    desk.at(MONDAY + timedelta(minutes=5))
    assert desk.mails() == []

    desk.at(MONDAY + LEASE)
    assert len(desk.mails()) == 1


def test_a_subscription_with_a_lead_is_made_before_and_sent_at_its_time(desk):
    desk.subscribe('lead = "2 hours"').article("a.txt", FIRST)
    desk.at(MONDAY - timedelta(hours=2))
    assert desk.states() == [("2026-03-02", "made")]
    assert desk.mails() == []

    desk.at(MONDAY)
    assert len(desk.mails()) == 1


REVIEWED = 'lead = "2 hours"\nreview = "required"\nreviewer = ["eve@example.org"]\nlargest_age = "3 hours"'


def test_a_brief_that_nobody_has_approved_is_not_sent(desk):
    desk.subscribe(REVIEWED).article("a.txt", FIRST)
    desk.at(MONDAY - timedelta(hours=2))
    assert desk.subjects("eve@example.org") == ["To review: The strike"]
    assert "briefing review strike-" in desk.mails("eve@example.org")[0]

    blocked = desk.at(MONDAY)
    desk.at(MONDAY + timedelta(minutes=5))

    assert "Nobody has approved it yet" in blocked.trouble[0]
    assert desk.mails() == []
    assert desk.subjects("ops@example.org") == ["briefing: morning 2026-03-02T07:00: blocked"]  # told once


def test_a_brief_approved_too_late_is_not_sent(desk):
    """EM-16: its time has ended, and that is said."""
    desk.subscribe(REVIEWED).article("a.txt", FIRST)
    desk.at(MONDAY)
    approve(desk)
    done = desk.at(MONDAY + timedelta(hours=4))

    assert "its time ended before it could go" in done.trouble[0]
    assert desk.mails() == []
    assert desk.states() == [("2026-03-02", "blocked")]


def test_a_brief_that_is_approved_in_time_goes(desk):
    desk.subscribe(REVIEWED).article("a.txt", FIRST)
    desk.at(MONDAY - timedelta(hours=1))
    approve(desk)
    desk.at(MONDAY + timedelta(minutes=10))

    assert len(desk.mails()) == 1


@pytest.mark.parametrize("harm", ["brief", "article"])
def test_a_brief_that_no_longer_holds_is_blocked_and_the_operator_told(desk, harm):
    """EM-18."""
    desk.subscribe('lead = "2 hours"').article("a.txt", FIRST)
    desk.at(MONDAY - timedelta(hours=1))
    table, column = ("brief", "json") if harm == "brief" else ("article", "text")
    with sqlite3.connect(desk.settings.store) as db:
        db.execute(f"update {table} set {column} = replace({column}, '400', '900')")
    done = desk.at(MONDAY)

    assert done.trouble
    assert desk.mails() == []
    assert desk.states() == [("2026-03-02", "blocked")]
    assert desk.subjects("ops@example.org") == ["briefing: morning 2026-03-02T07:00: blocked"]


def test_what_fails_is_tried_again_and_the_operator_told_at_once_and_at_the_end(desk):
    desk.subscribe()
    (desk.home / "in").rmdir()
    troubles = [desk.at(MONDAY + timedelta(minutes=5 * n)).trouble for n in range(40)]

    assert "There is nothing at" in troubles[0][0]
    assert sum(bool(each) for each in troubles) == 2
    assert desk.subjects("ops@example.org") == [
        "briefing: morning 2026-03-02T07:00: failing", "briefing: morning 2026-03-02T07:00: failed",
    ]  # fmt: skip
    assert desk.states() == [("2026-03-02", "failed")]


def test_what_failed_once_and_then_works_goes_out(desk):
    desk.subscribe()
    (desk.home / "in").rename(desk.home / "away")
    desk.at(MONDAY)
    (desk.home / "away").rename(desk.home / "in")
    desk.article("a.txt", FIRST)
    desk.at(MONDAY + timedelta(minutes=5))

    assert len(desk.mails()) == 1


def test_one_subscription_that_fails_stops_no_other(desk):
    more = '[subscriptions.evening]\ntopic = "nowhere"\nat = "07:00"\nto = ["bo@example.org"]'
    desk.subscribe(more).article("a.txt", FIRST)
    done = desk.at(MONDAY)

    assert len(desk.mails()) == 1
    assert "evening" in done.trouble[0]


def test_letters_that_fail_are_told_to_the_operator(desk):
    desk.subscribe(to='["ann@example.org", "bo@example.org"]').article("a.txt", FIRST)
    desk.server.script["rcpt bo@example.org"] = "550 5.7.1 not here"
    done = desk.at(MONDAY)

    assert any("bo@example.org: failed. 550 5.7.1 not here" in line for line in done.trouble)
    assert desk.subjects("ops@example.org") == ["briefing: morning-2026-03-02T07:00: 1 letter did not go"]
    assert "550 5.7.1 not here" in desk.mails("ops@example.org")[0]


def test_articles_come_from_programs_too(desk):
    """A program that prints JSON lines is read at the slot; what it printed before is not new."""
    rows = desk.home / "rows.jsonl"
    rows.write_text(json.dumps({"text": FIRST, "title": "Strike", "url": "https://post.example/1"}) + "\n")
    program = json.dumps([sys.executable, "-c", f"print(open({str(rows)!r}).read())"])
    desk.subscribe(f"commands = [{program}]").article("b.txt", "Nothing on the matter is in here at all.\n")
    desk.at(MONDAY)
    with rows.open("a") as more:
        more.write(json.dumps({"text": SECOND, "title": "More", "url": "https://post.example/2"}) + "\n")
    desk.at(MONDAY + timedelta(days=1))

    first, second = desk.mails()
    assert "400 dockers" in first
    assert "900 dockers" in second
    assert "400 dockers" not in second


def test_a_program_that_fails_is_named_and_the_rest_is_read(desk):
    desk.subscribe('commands = [["false"]]').article("a.txt", FIRST)
    done = desk.at(MONDAY)

    assert len(desk.mails()) == 1
    assert any("'false' could not be read: it ended with 1" in each for each in done.missing)


def test_a_brief_may_go_to_a_folder_and_a_program(desk):
    kept = desk.home / "kept.eml"
    code = f"import sys; open({str(kept)!r}, 'wb').write(sys.stdin.buffer.read())"
    keeper = json.dumps([sys.executable, "-c", code])
    desk.subscribe(f'folder = "out"\ncommand = {keeper}', to="[]").article("a.txt", FIRST)
    desk.at(MONDAY)

    assert [path.suffix for path in sorted((desk.home / "out").iterdir())] == [".eml", ".html", ".txt"]
    assert b"400 dockers" in kept.read_bytes()


def test_a_rehearsal_writes_letters_and_keeps_and_sends_nothing(desk, tmp_path):
    desk.subscribe(to='["ann@example.org", "bo@example.org"]').article("a.txt", FIRST)
    before = sorted(p.name for p in desk.home.rglob("*"))
    desk.clock.now = MONDAY + timedelta(hours=3)
    done = rehearse(desk.settings, desk.clock, desk.home / "dry")

    written = sorted(path.name for path in (desk.home / "dry").iterdir())
    assert [name for name in written if name.endswith(".eml")] == [
        "morning-2026-03-02T07-00-ann-example.org.eml", "morning-2026-03-02T07-00-bo-example.org.eml",
    ]  # fmt: skip
    assert "2 letters" in done.done[0]
    assert desk.server.taken == []
    assert sorted(p.name for p in desk.home.rglob("*") if "dry" not in str(p)) == before
    assert desk.at(MONDAY + timedelta(hours=1)).trouble == ()
    assert len(desk.mails()) == 1


def test_the_mail_is_the_kept_brief_and_no_other(desk):
    desk.subscribe().article("a.txt", FIRST)
    desk.at(MONDAY)
    with open_store(desk.settings.store) as store:
        row = Slots(store).recent("morning", 1)[0]
        assert Outbox(store).mailing("morning-2026-03-02T07:00").brief == row.brief
        kept = store.brief(row.brief)

    assert json.loads(kept.json)["window"] == {
        "since": "2026-03-01T07:00:00Z",
        "until": "2026-03-02T07:00:00Z",
    }
    assert f"Brief {row.brief}" in desk.mails()[0]


def approve(desk, deed: Deed = "approve", item: str = WHOLE, text: str | None = None) -> None:
    """Decide on the latest brief, as the review page does."""
    with open_store(desk.settings.store) as store:
        kept = store.brief(next(row.brief for row in Slots(store).open("morning") if row.brief))
        brief = from_json(kept.json, kept.id)
        sha256 = canonical_hash(brief)
        own = Decision(brief.made_at, "Eve", brief.id, sha256, item, deed, text=text)
        Decisions(store).add(sha256, lambda _: [own])


def test_a_brief_goes_as_its_reviewers_left_it(desk):
    desk.subscribe(REVIEWED).article("a.txt", FIRST)
    desk.at(MONDAY - timedelta(hours=1))
    approve(desk, "drop", "S1")
    approve(desk)
    desk.at(MONDAY)

    assert len(desk.mails()) == 1
    assert "400 dockers" not in desk.mails()[0].replace("=\r\n", "").split("Left out")[0]


def test_a_brief_that_a_reviewer_sent_back_is_not_sent(desk):
    desk.subscribe(REVIEWED).article("a.txt", FIRST)
    desk.at(MONDAY - timedelta(hours=1))
    approve(desk, "return")

    assert "Eve sent it back" in desk.at(MONDAY).trouble[0]
    assert desk.mails() == []


def test_what_was_in_a_brief_that_never_went_is_in_the_next(desk):
    desk.subscribe(REVIEWED).article("a.txt", FIRST)
    desk.at(MONDAY)
    desk.at(MONDAY + timedelta(hours=4))
    assert desk.states() == [("2026-03-02", "blocked")]
    desk.at(MONDAY + timedelta(days=1, hours=-1))
    approve(desk)
    desk.at(MONDAY + timedelta(days=1))

    assert len(desk.mails()) == 1
    assert "400 dockers" in desk.mails()[0]
    assert "from 1 March 2026, 07:00 UTC" in desk.mails()[0].replace("=\r\n", "")


def test_the_operator_hears_of_a_mailing_that_waits_for_a_server(desk):
    desk.subscribe('folder = "out"').article("a.txt", FIRST)
    desk.server.script["greeting"] = "421 not now"
    troubles = [desk.at(MONDAY + timedelta(minutes=n)).trouble for n in range(0, 90, 10)]

    assert sum(bool(each) for each in troubles) == 1
    assert "morning-2026-03-02T07:00 is still waiting" in next(each for each in troubles if each)[0]
    desk.server.script["greeting"] = "220 ready"
    desk.at(MONDAY + timedelta(hours=3))
    assert len(desk.mails()) == 1
    assert "briefing: morning-2026-03-02T07:00 is still waiting" in desk.subjects("ops@example.org")
