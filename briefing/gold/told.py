"""A run told to a person: a row a topic, what is missing, and what differs from the run before."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.gold.gates import comparable, lost
from briefing.gold.run import Run, TopicRun, Work, totals
from briefing.text.show import one_line

_HOLDS = ("topic", "facts", "disputes", "false", "citations", "sources", "words")
_TOOK = ("topic", "proposed", "kept", "mended", "dropped", "calls", "tokens", "cost", "seconds")


def told(run: Run, details: bool) -> str:
    """Return *run* as two tables with a row a topic and one for all: what the briefs hold, and what they
    took; with *details*, each fact by name.
    """
    rows = [(topic.name, [topic]) for topic in run.topics]
    if len(run.topics) > 1:
        rows.append(("all", list(run.topics)))
    holds = _columns([_HOLDS, *(_holds(name, topics) for name, topics in rows)])
    took = _columns([_TOOK, *(_took(name, topics) for name, topics in rows)])
    lines = [f"{_who(run)}, {run.words} words", "", *holds, "", *took]
    for topic in run.topics:
        lines += _troubles(topic)
        lines += _details(topic) if details else []
    return "\n".join([*lines, "", *_notes(run)])


def told_against(run: Run, before: Run) -> str:
    """Return what *run* has won and lost against *before*, and the topics that cannot be compared."""
    pairs = comparable(run, before)
    names = [now.name for now, _ in pairs]
    lines = [f"Against {_who(before)}, {before.words} words:"]
    lines += [f"  won   {change}" for change in lost(before, run)]
    lines += [f"  lost  {change}" for change in lost(run, before)]
    if pairs and len(lines) == 1:
        lines.append("  the same facts, disputes and false claims")
    if pairs:
        now = _work([topic for topic, _ in pairs])
        then = _work([topic for _, topic in pairs])
        lines.append(
            f"  {then.calls} calls and {_tokens(then):,} tokens before, {now.calls} and {_tokens(now):,} now"
        )
    apart = [topic.name for topic in run.topics if topic.name not in names]
    lines += [f"  not compared: {name} (not in that run, or its gold has changed)" for name in apart]
    return "\n".join(lines)


def _who(run: Run) -> str:
    return f"{run.engine} engine" + (f" with {one_line(run.model)}" if run.model else "")


def _holds(name: str, topics: Sequence[TopicRun]) -> tuple[str, ...]:
    all_ = totals(topics)
    return (
        one_line(name),
        _share(all_.held, all_.facts),
        _share(all_.found, all_.disputes),
        str(all_.false_claims),
        _share(all_.citations - all_.idle, all_.citations),
        _counted(topics),
        str(_work(topics).words),
    )


def _took(name: str, topics: Sequence[TopicRun]) -> tuple[str, ...]:
    work = _work(topics)
    return (
        one_line(name),
        *map(str, (work.proposed, work.kept, work.repaired, work.dropped, work.calls)),
        f"{_tokens(work):,}",
        "-" if work.cost is None else f"{work.cost:.4f}",
        f"{work.seconds:.1f}",
    )


def _counted(topics: Sequence[TopicRun]) -> str:
    if len(topics) > 1:
        return f"{totals(topics).counted_right}/{len(topics)} right"
    only = topics[0].score
    right = only.independent == only.independent_right
    return f"{only.independent}" if right else f"{only.independent}, not {only.independent_right}"


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {part / whole:.0%}" if whole else "-"


def _work(topics: Sequence[TopicRun]) -> Work:
    works = [topic.work for topic in topics]
    known = [work.cost for work in works if work.cost is not None]
    total = works[0]
    for work in works[1:]:
        total = replace(
            total,
            words=total.words + work.words,
            proposed=total.proposed + work.proposed,
            kept=total.kept + work.kept,
            repaired=total.repaired + work.repaired,
            dropped=total.dropped + work.dropped,
            calls=total.calls + work.calls,
            sent_tokens=total.sent_tokens + work.sent_tokens,
            received_tokens=total.received_tokens + work.received_tokens,
            seconds=total.seconds + work.seconds,
        )
    return replace(total, cost=sum(known) if len(known) == len(works) else None)


def _tokens(work: Work) -> int:
    return work.sent_tokens + work.received_tokens


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _troubles(topic: TopicRun) -> list[str]:
    """What nobody should have to ask for: false claims, and a model that failed."""
    claims = [
        f"  FALSE CLAIM  {claim.where}: {one_line(claim.text)}\n               ({one_line(claim.says)})"
        for claim in topic.score.false_claims
    ]
    lines = [*claims, *(f"  NOTE  {one_line(lack)}" for lack in topic.missing)]
    return ["", topic.name, *lines] if lines else []


def _details(topic: TopicRun) -> list[str]:
    score = topic.score
    facts = [f"  {fact.state:10}  {fact.where or '':18}  {one_line(fact.says)}" for fact in score.facts]
    disputes = [f"  {d.state:10}  {d.where or '':18}  {one_line(d.question)}" for d in score.disputes]
    more = [f"  not in the gold                 {one_line(question)}" for question in score.more_disputes]
    idle = [f"  idle        {i.where}, citation {i.number}: {one_line(i.quote)}" for i in score.idle]
    left_out = [f"  left out    {one_line(name)}" for name in topic.left_out]
    return ["", f"{topic.name}: facts", *facts, f"{topic.name}: disputes", *disputes, *more, *idle, *left_out]


def _notes(run: Run) -> list[str]:
    marked = sum(topic.score.marked for topic in run.topics)
    verifier = sum(topic.score.verifier for topic in run.topics)
    unmarked = sum(fact.state == "unmarked" for topic in run.topics for fact in topic.score.facts)
    notes = [
        f"Citations: {marked} stand where the gold marks, {verifier} by the program's own judgement alone."
    ]
    if unmarked:
        notes.append(f"{unmarked} facts are told, but on other places than the gold marks: not counted.")
    return notes
