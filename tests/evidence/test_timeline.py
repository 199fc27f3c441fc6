"""What happened when, in the sources' own sentences."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from briefing.engines.extractive import Extractive
from briefing.evidence.corpus import Corpus
from briefing.evidence.recheck import faults
from briefing.evidence.search import search
from briefing.evidence.timeline import mention_of, timeline, written
from briefing.model.brief import Event
from briefing.pipeline import generate
from tests.builders import NOW, article, topic

WEDNESDAY = datetime(2026, 3, 11, 18, tzinfo=UTC)

DAM = """The dam at Varnholt

Water from the dam reached the old mill on Tuesday evening.
Engineers opened a second gate at the dam on Monday.
The road along the dam has been closed since Sunday. The dam will be inspected on Friday.
“The dam held on Saturday,” said Ilse Brandt, its engineer. It was the highest flood of March 1987.
"""


def events(*texts: str, published: datetime | None = WEDNESDAY) -> list[tuple[str, str]]:
    """Days and sentences of the timeline of articles a.txt, b.txt, ... on a dam."""
    held = Corpus.of(article(t, f"{chr(97 + i)}.txt", published=published) for i, t in enumerate(texts))
    found = timeline(held, search(held, topic("dam"), 48_000))
    return [(written(e.earliest, e.latest), e.quote.text) for e in found]


def test_what_the_article_tells_of_a_day_is_an_event_in_order_of_time():
    assert events(DAM) == [
        ("2026-03-09", "Engineers opened a second gate at the dam on Monday."),
        ("2026-03-10", "Water from the dam reached the old mill on Tuesday evening."),
    ]


def test_without_a_day_to_count_from_no_weekday_is_placed():
    assert events(DAM, published=None) == []


def test_a_single_event_is_no_timeline():
    assert events("Water from the dam reached the old mill on Tuesday evening. The dam is old.") == []


def test_the_same_deed_told_twice_is_one_event():
    again = "Engineers at the dam opened a second gate on Monday. Rain fell on the dam on Sunday night."

    assert [text for day, text in events(DAM, again) if day == "2026-03-09"] == [
        "Engineers opened a second gate at the dam on Monday."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The road to Kell has been closed since Monday.",
        "It was the worst flood of March 1987.",
        "The law is to be voted on in April.",
        "The line could restart on Monday.",
        "Trams will stand still on Tuesday.",
        "The Sunday march ended in disorder.",
        "The mayor defended Sunday's march.",
        "The bridge, which was closed on Monday, held.",
        "Although the wall moved on Monday, nobody left.",
        "The dam was built in 1987.",
        "The wall moved on Monday and again on Tuesday.",
        "The district office worked through Monday.",
    ],
)
def test_a_date_that_does_not_date_the_deed_makes_no_event(text):
    assert mention_of(text, date(2026, 3, 11)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Monday, the wall moved.", "2026-03-09"),
        ("The wall moved Monday.", "2026-03-09"),
        ("The wall moved on 3 March 2026.", "2026-03-03"),
        ("In February 2026 the wall moved for the first time.", "2026-02-01 to 2026-02-28"),
        ("Rain fell at the weekend, and the wall moved.", "2026-03-07 to 2026-03-08"),
    ],
)
def test_a_date_of_the_deed_itself_makes_one(text, day):
    mention = mention_of(text, date(2026, 3, 11))

    assert written(mention.earliest, mention.latest) == day


def test_at_most_eight_are_chosen_and_two_a_day():
    deeds = (
        "Crews opened a gate", "Rain flooded the mill", "Police closed both roads", "Divers found a crack",
        "The mayor resigned", "Soldiers filled sandbags", "A school became a shelter", "Sirens failed again",
        "Farmers moved their cattle", "The operator fell silent",
    )  # fmt: skip
    tale = [f"{deed} at the dam on {day} March 2026." for day, deed in enumerate(deeds, 1)]
    more = ["Crows left the dam on 2 March 2026.", "Geese came back to the dam's lake on 2 March 2026."]
    found = [day for day, _ in events("\n\n".join([*tale, *more]))]

    assert len(found) == 8
    assert max(found.count(day) for day in found) <= 2
    assert found == sorted(found)


def test_a_timeline_is_checked_again_with_its_brief():
    made = generate(topic("dam"), [article(DAM, published=WEDNESDAY)], Extractive(), now=NOW)
    first = made.brief.timeline[0]
    moved = replace(made.brief, timeline=(replace(first, when="2026-03-08"), *made.brief.timeline[1:]))
    worded = replace(made.brief, timeline=(Event(first.when, "The dam broke.", first.citations),))

    assert made.brief.timeline
    assert not faults(made.brief, made.corpus)
    assert any("content" in problem for problem in faults(moved, made.corpus))
    for told, problem in ((moved, "dated 2026-03-09 now"), (worded, "not what its source says")):
        assert any(problem in found for found in faults(_restamped(told), made.corpus))


def _restamped(brief):
    from briefing.model.canon import canonical_hash

    return replace(brief, id=f"dam-{canonical_hash(brief)[:10]}")
