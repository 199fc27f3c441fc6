"""Briefs made by hand on invented news: a dam, five articles, one of them a copy."""

from dataclasses import replace
from datetime import UTC, datetime

from briefing.model.article import article_id, digest
from briefing.model.brief import (
    SCHEMA,
    Brief,
    BriefArticle,
    Change,
    Citation,
    ContestedClaim,
    Event,
    Maker,
    Position,
    PromptHash,
    Rejected,
    Silence,
    Skipped,
    SummarySentence,
    Window,
)
from briefing.model.canon import canonical_hash
from briefing.model.passage import AlteredQuotation, Family
from briefing.text.span import Span

# ruff: noqa: E501 -- an article has its paragraphs on one line

HERALD = """Floodwater reaches the old mill at Varnholt

VARNHOLT — Water from the Ossen dam reached the old mill on Tuesday evening, hours after engineers opened a second gate.

About 1,400 people left their homes before dark, the district office said. The road to Kell has been closed since noon.

“We opened the gate because the wall was moving,” said Ilse Brandt, the dam's chief engineer. “There was no time to ask.” She would not say how far it had moved.
"""
WIRE = """Ossen dam: gate opened as wall shifts

The operator of the Ossen dam opened a second gate on Tuesday after sensors showed the wall shifting by 11 millimetres.

Some 1,400 people were moved out of the valley, officials said. A spokesman for the operator, Piet Maas, said the dam was “in no danger of failing”.
"""
COPY = """Dam gate opened near Varnholt

“We opened the gate since the wall moved,” said Ilse Brandt, the dam's chief engineer. “There was no time to ask.”

About 1,400 people left their homes before dark, the district office said.
"""
VALLEY = """Valley left in the dark, residents say

Nobody rang the sirens, said Anneke Vos, who farms below the dam. “We saw the water before we heard a word.”

Residents counted at least 2,300 people in the two school halls by midnight. The mayor, Tom Reuss, promised an inquiry “within days, not weeks”.
"""
RIVER = """What the river gauge shows

The gauge at Kell stood at 6.2 metres on Wednesday morning, the highest since 1987. It had been at 2.9 metres on Monday.

The district office expects the level to fall by Friday. Hydrologists at the river institute said more rain could delay that until next week.
"""


def article(text: str, name: str, family: str = "", **known: object) -> BriefArticle:
    """An article of *text* that calls itself *name*; its title is its first line."""
    title, sha = text.split("\n", 1)[0], digest(text)
    id = article_id(sha, None, name)
    plain = BriefArticle(
        id=id,
        source=f"articles/{name.lower().replace(' ', '-')}.txt",
        name=name,
        title=title,
        publisher=name,
        published=None,
        url=None,
        sha256=sha,
        text_sha256=sha,
        extractor="plain/1",
        family=family or f"F-{id[:8]}",
    )
    return replace(plain, **known)  # type: ignore[arg-type]


def cite(number: int, of: BriefArticle, text: str, quote: str, speaker: str | None = None) -> Citation:
    """A citation of *quote* where it stands in *text*; its context is the line it is in."""
    start = text.index(quote)
    end = start + len(quote)
    after = text.find("\n", end)
    context = Span(text.rfind("\n", 0, start) + 1, after if after >= 0 else len(text))
    return Citation(number, of.id, start, end, quote, speaker, context)


def says(id: str, text: str, *citations: int, heading: str = "", **more: object) -> SummarySentence:
    plain = SummarySentence(id, heading, text, citations, 1, "written", "close")
    return replace(plain, **more)  # type: ignore[arg-type]


def named(made: str, style: str, form: str) -> str:
    """The golden file of a brief in a style and form."""
    return f"{made}.{form}" if style == "brief" else f"{made}-{style}.{form}"


def stamped(brief: Brief) -> Brief:
    """*brief* under the id that its own hash gives it."""
    return replace(brief, id=f"ossen-dam-{canonical_hash(brief)[:12]}")


def dam() -> tuple[Brief, dict[str, str]]:
    """The whole brief, with one of everything that a brief can hold, and its articles' texts."""
    day = datetime(2026, 3, 10, tzinfo=UTC)
    herald = article(
        HERALD, "Varnholt Herald", "F-1", url="https://herald.test/news/ossen?id=7&page=1",
        published=day.replace(hour=19, minute=40),
    )  # fmt: skip
    wire = article(WIRE, "Northern Wire", published=day.replace(hour=18))
    copy = article(COPY, "Daily Lantern", "F-1", url="https://lantern.test/a", published=day.replace(day=11))
    valley = article(VALLEY, "Valley Voice", partial=True)
    river = article(RIVER, "River Notes", flags=("instruction_like",))
    told = "“We opened the gate because the wall was moving,” said Ilse Brandt, the dam's chief engineer."
    citations = (
        cite(1, herald, HERALD, "Water from the Ossen dam reached the old mill on Tuesday evening"),
        cite(
            2,
            wire,
            WIRE,
            "opened a second gate on Tuesday after sensors showed the wall shifting by 11 millimetres",
        ),
        cite(3, herald, HERALD, told, "Ilse Brandt"),
        cite(4, wire, WIRE, "Some 1,400 people were moved out of the valley, officials said.", "officials"),
        cite(
            5,
            valley,
            VALLEY,
            "Residents counted at least 2,300 people in the two school halls by midnight.",
            "Residents",
        ),
        cite(
            6,
            valley,
            VALLEY,
            "Nobody rang the sirens, said Anneke Vos, who farms below the dam.",
            "Anneke Vos",
        ),
        cite(
            7, river, RIVER, "The district office expects the level to fall by Friday.", "the district office"
        ),
        cite(
            8,
            river,
            RIVER,
            "The gauge at Kell stood at 6.2 metres on Wednesday morning, the highest since 1987.",
        ),
        cite(9, wire, WIRE, "said the dam was “in no danger of failing”", "Piet Maas"),
    )
    both = "Water reached the old mill on Tuesday after a second gate was hastily opened at the Ossen dam."
    hastily = both.index("hastily")
    summary = (
        says(
            "s1", both, 1, 2, heading="What happened", independent=2, grade="paraphrase",
            uncovered=(Span(hastily, hastily + 7),),
        ),
        says("s2", told, 3, heading="What happened", kind="quotation", grade="verbatim"),
        says("s3", "Nobody rang the sirens, a farmer said.", 6, heading="The people", kind="reported"),
        says("s4", "The level is expected to fall by Friday.", 7, heading="The people"),
    )  # fmt: skip
    contested = (
        ContestedClaim(
            "d1", "How many people left the valley?", "figure",
            (
                Position("about 1,400", "officials", (4,), 2, 1400, 1400),
                Position("at least 2,300", None, (5,), 1, 2300, None),
            ),
            "The first counts those moved by the district, the second those in two school halls.",
        ),
        ContestedClaim(
            "d2", "Was the dam in danger?", "assessment",
            (
                Position("the wall was moving", "Ilse Brandt", (3,), 1),
                Position("in no danger of failing", "Piet Maas", (9,), 1),
            ),
        ),
    )  # fmt: skip
    lantern = "We opened the gate since the wall moved,"
    original = "We opened the gate because the wall was moving,"
    changed = AlteredQuotation(
        herald.id, Span(HERALD.index(original), HERALD.index(original) + len(original)), original,
        copy.id, Span(COPY.index(lantern), COPY.index(lantern) + len(lantern)), lantern,
    )  # fmt: skip
    alone = tuple(Family(each.family, (each.id,), "alone") for each in (wire, valley, river))
    told_twice = "2 articles tell the same sentences in the same order; likeliest original: Varnholt Herald"
    brief = Brief(
        schema=SCHEMA,
        id="",
        topic="The Ossen dam",
        query=("ossen", "dam"),
        window=Window(day, day.replace(day=12)),
        made_at=datetime(2026, 3, 12, 6, 30, 5, tzinfo=UTC),
        maker=Maker("assisted", "small-model-1", (PromptHash("summary.txt", digest("Say it.")),), "0.1.0"),
        summary=summary,
        contested=contested,
        citations=citations,
        articles=(herald, wire, copy, valley, river),
        families=(Family("F-1", (herald.id, copy.id), told_twice, (changed,)), *alone),
        independent=4,
        timeline=(
            Event("10 March 2026", "Water reached the old mill.", (1,)),
            Event("11 March 2026", "The gauge at Kell stood at 6.2 metres.", (8,)),
        ),
        silences=(Silence("the dam's operator", "is not quoted on why no siren was rung"),),
        rejected=(
            Rejected("About 3,000 people fled.", "figure_absent", "3,000 is in none of its quotes"),
            Rejected("All sources agree that the dam will hold.", "agreement_claimed", ""),
            Rejected("Four villages were lost.", "figure_absent", "four is in none of its quotes"),
        ),
        skipped=(Skipped("articles/scan.pdf", "it holds no text"),),
        changes=(Change("The count of those who left has risen.", ("about 900",), ("about 1,400",)),),
    )  # fmt: skip
    return stamped(brief), {
        each.id: text
        for each, text in ((herald, HERALD), (wire, WIRE), (copy, COPY), (valley, VALLEY), (river, RIVER))
    }


def bare() -> tuple[Brief, dict[str, str]]:
    """A brief that says nothing: one article, no sentence."""
    brief, texts = dam()
    only = brief.articles[0]
    nothing = replace(
        brief, summary=(), contested=(), citations=(), articles=(only,), independent=1, timeline=(),
        families=(Family(only.family, (only.id,), "alone"),), rejected=(), skipped=(), changes=(),
        silences=(), window=Window(),
        maker=Maker("extractive", None, (), "0.1.0", "No article was about the topic."),
    )  # fmt: skip
    return stamped(nothing), {only.id: texts[only.id]}


def about(text: str) -> tuple[Brief, dict[str, str]]:
    """A brief in which *text* stands in every place that article text can reach."""
    source = article(f"{text}\n\nSomething was said. {text} It was said again.\n", "Odd Paper")
    source = replace(source, name=text, title=f"{text} title", source=f"{text}.txt", flags=(text,))
    other = replace(source, id="0" * 12, name=f"{text} too")
    whole = f"{text}\n\nSomething was said. {text} It was said again.\n"
    citations = (cite(1, source, whole, text, text), cite(2, source, whole, "It was said again.", text))
    changed = AlteredQuotation(source.id, Span(0, 1), text, other.id, Span(0, 1), text)
    brief, _ = dam()
    odd = replace(
        brief,
        topic=text,
        summary=(
            says("s1", text, 1, heading=text, kind="quotation"),
            says("s2", text, 1, 2, heading=text, kind="reported"),
            says("s3", text, 2, heading=text, grade="paraphrase", uncovered=(Span(0, len(text)),)),
        ),
        contested=(
            ContestedClaim(
                "d1", text, "denial", (Position(text, text, (1,), 1), Position(text, None, (2,), 1)), text
            ),
        ),
        citations=citations,
        articles=(source, other),
        families=(Family(source.family, (source.id, other.id), text, (changed,)),),
        independent=1,
        timeline=(Event(text, text, (1,)),),
        silences=(Silence(text, text),),
        rejected=(Rejected(text, "not_supported", text),),
        skipped=(Skipped(text, text),),
        changes=(Change(text, (text,), (text,)),),
        maker=Maker("assisted", text, (PromptHash("summary.txt", digest("Say it.")),), "0.1.0", text),
    )
    return stamped(odd), {source.id: whole}
