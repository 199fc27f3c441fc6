"""A schedule as people write it, and how a mistake in it is told (SC-09)."""

from datetime import timedelta

import pytest

from briefing.errors import BadSettings
from briefing.schedule.when import BadSchedule, from_cron, from_words
from briefing.schedule.words import length, told
from briefing.settings import load_settings


@pytest.mark.parametrize(
    ("words", "crons"),
    [
        ("07:00", ("0 7 * * *",)),
        ("7:05 daily", ("5 7 * * *",)),
        ("07:00 on weekdays", ("0 7 * * 1-5",)),
        ("07:00 every day", ("0 7 * * *",)),
        ("9:30 on weekends", ("30 9 * * 0,6",)),
        ("06:30, 12:00 and 18:00 on Mondays and thu", ("30 6 * * 1,4", "0 12 * * 1,4", "0 18 * * 1,4")),
        ("09:00 on the 1st and 15th", ("0 9 1,15 * *",)),
        ("every hour", ("0 * * * *",)),
        ("every 6 hours", ("0 */6 * * *",)),
        ("every 15 minutes", ("*/15 * * * *",)),
    ],
)
def test_words_are_understood(words, crons):
    assert from_words(words, "UTC").crons == crons


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("at seven", "'at seven' is no schedule"),
        ("25:00", "is no schedule"),
        ("07:00 on funday", "'funday' is no day"),
        ("07:00 on the 32nd", "is no day of a month"),
        ("every 7 minutes", "does not divide an hour evenly"),
        ("every 0 hours", "does not divide a day evenly"),
        ("", "is no schedule"),
    ],
)
def test_words_that_are_not_understood_are_told(words, told):
    with pytest.raises(BadSchedule, match=told):
        from_words(words, "UTC")


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("0 7 31 2 *", "never comes"),
        ("0 7 30 2 1-5", "'30' is no day of month|never comes"),
        ("*/0 7 * * *", "'\\*/0' is no minute"),
        ("0 24 * * *", "'24' is no hour"),
        ("0 7 * 13 *", "'13' is no month"),
        ("0 7 * * 8", "'8' is no day of week"),
        ("5/ 7 * * *", "'5/' is no minute"),
        ("0 0 7 * * *", "has 6 fields"),
        ("@daily", "has 1 fields"),
    ],
)
def test_a_cron_expression_that_means_nothing_names_its_field(expression, told):
    if expression == "0 7 30 2 1-5":  # either day will do in cron: this one comes on weekdays of February
        assert from_cron(expression, "UTC").crons
        return
    with pytest.raises(BadSchedule, match=told):
        from_cron(expression, "UTC")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            'zone = "Europe/Kyif"',
            "line 5, key 'subscriptions.morning.zone': There is no time zone 'Europe/Kyif'",
        ),
        ('zone = "../etc/passwd"', "key 'subscriptions.morning.zone'"),
        ('cron = "0 7 31 2 *"', "line 5, key 'subscriptions.morning.cron': '0 7 31 2 *' never comes"),
        ('lead = "soon"', "key 'subscriptions.morning.lead': 'soon' is no length of time"),
        ('largest_age = "0 hours"', "largest_age must be more than nothing"),
        ('if_nothing_new = "shout"', "key 'subscriptions.morning.if_nothing_new'"),
        ('review = "sometimes"', "key 'subscriptions.morning.review'"),
        ('when_late = "maybe"', "key 'subscriptions.morning.when_late'"),
        ('lede = "2 hours"', "there is no such setting"),
    ],
)
def test_a_mistake_in_a_subscription_is_told_with_its_place(tmp_path, line, told):
    at = "" if line.startswith("cron") else 'at = "07:00"'
    text = f'[subscriptions.morning]\ntopic = "dam"\nto = ["a@example.org"]\n{at}\n{line}\n'
    (tmp_path / "briefing.toml").write_text(text, encoding="utf-8")

    with pytest.raises(BadSettings) as caught:
        load_settings(tmp_path / "briefing.toml", {})

    assert told in caught.value.message


def test_a_subscription_says_when_in_one_way_and_goes_somewhere(tmp_path):
    path = tmp_path / "briefing.toml"
    for text, problem in (
        ('at = "07:00"\ncron = "0 7 * * *"\nto = ["a@example.org"]', "one of the two"),
        ('to = ["a@example.org"]', "one of the two"),
        ('at = "07:00"', "it goes nowhere"),
    ):
        path.write_text(f'[subscriptions.morning]\ntopic = "dam"\n{text}\n', encoding="utf-8")
        with pytest.raises(BadSettings, match=problem):
            load_settings(path, {})


def test_lengths_of_time_are_read_and_told():
    assert length("1 week") == timedelta(days=7)
    assert length("45min") == timedelta(minutes=45)
    assert told(timedelta(hours=49)) == "2 days 1 hour"
    for wrong in ("-2 hours", "two hours", "5", "3 months"):
        with pytest.raises(BadSchedule):
            length(wrong)
