"""A brief to review in a line: two papers and a copy on one fire, with a sentence of every kind."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from briefing.desk import Asked, Desk, open_desk
from briefing.evidence.assemble import assemble
from briefing.evidence.corpus import Corpus
from briefing.evidence.verify import verify
from briefing.model.article import Article
from briefing.model.brief import Brief, Dispute, FoundPosition, Maker, PromptHash
from briefing.model.decision import Decision, Deed, Place
from briefing.model.topic import Topic
from briefing.render.brief import to_json
from briefing.settings import File, Settings, TopicTable
from briefing.store import KeptBrief, open_store
from tests.builders import NOW, article, draft, says

COURIER = (
    "A fire destroyed the grain store in Varnholt on Monday night. "
    "Fire chief Ada Lind said 40 people had been led to safety. "
    "The cause may have been a faulty dryer. "
    "The mayor opened a school for those who had lost their homes."
)
HERALD = (
    "The grain store in Varnholt burned down on Monday night. "
    "Police said 60 people had been led to safety. "
    "Nobody was hurt, the hospital said. 🔥 The store had been built in 1911."
)
MAKER = Maker("assisted", "a-model", (PromptHash("summary.md.j2", "ab" * 32),), "0.1.0")


def articles() -> list[Article]:
    return [article(COURIER, "courier.txt"), article(HERALD, "herald.txt")]


def fire() -> Brief:
    """S1 from two sources, S2 and S3 from one, a dispute on a figure, and R1 that dropped a doubt."""
    held = Corpus.of(articles())
    number = {s.text.split(".")[0][:12]: s.number for s in held.sentences}
    one, two = number["A fire destr"], number["The grain st"]
    led, police = number["Fire chief A"], number["Police said "]
    checked = verify(
        draft(
            says(
                "A fire destroyed the grain store in Varnholt on Monday night, and it burned down.", one, two
            ),
            says("Fire chief Ada Lind said 40 people had been led to safety.", led),
            says("The mayor opened a school for people who had lost their homes.", number["The mayor op"]),
            says("The cause was a faulty dryer.", number["The cause ma"]),
        ),
        held,
    )
    quotes = [(held.quote(held.numbered(n)),) for n in (led, police)]
    positions = FoundPosition("40", "Ada Lind", quotes[0]), FoundPosition("60", "Police", quotes[1])
    dispute = Dispute("D-1", "How many people were led to safety?", "figure", positions)
    topic = Topic("The fire in Varnholt", ("fire Varnholt",), slug_from="fire")
    return assemble(topic, held, checked, [dispute], MAKER, now=NOW)


def settings(home: Path) -> Settings:
    topics = {"fire": TopicTable(query="fire Varnholt", review="required")}
    return Settings(File(topics=topics), home, None)


def kept(home: Path, brief: Brief | None = None) -> Settings:
    """A store with the articles and the brief in it."""
    made = brief or fire()
    with open_store(settings(home).store) as store:
        store.add_articles(articles(), NOW)
        store.add_brief(KeptBrief(made.id, "fire", made.made_at, to_json(made)))
    return settings(home)


def desk(home: Path) -> Desk:
    return open_desk(fire().id, kept(home))


def ask(item: str, deed: Deed, seen: int = 0, **more: object) -> Asked:
    return Asked(item, deed, seen, **more)  # type: ignore[arg-type]


def newer(brief: Brief) -> Brief:
    """Another brief on the topic, an hour later."""
    later = replace(brief, made_at=brief.made_at + timedelta(hours=1), id="fire-0000000000")
    return later


def at(words: str) -> Place:
    """Where *words* stand in one of the two papers."""
    for each in articles():
        start = each.text.find(words)
        if start >= 0:
            return Place(each.id, start, start + len(words))
    raise ValueError(words)


def row(item: str, deed: Deed, seq: int, who: str = "Ann", **more: object) -> Decision:
    from briefing.model.canon import canonical_hash

    brief = fire()
    return Decision(NOW, who, brief.id, canonical_hash(brief), item, deed, seq=seq, **more)  # type: ignore[arg-type]
