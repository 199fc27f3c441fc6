"""What a run must reach: numbers that the user sets, and the run before it."""

from dataclasses import dataclass

from briefing.gold.run import Run, TopicRun, totals


@dataclass(frozen=True, slots=True)
class Gates:
    """Shares are 0 to 1 over all topics together; None asks for nothing."""

    coverage: float | None = None
    precision: float | None = None
    disputes: float | None = None
    false_claims: int | None = None
    sources_right: bool = False
    no_worse: bool = False


def failures(run: Run, gates: Gates, before: Run | None = None) -> tuple[str, ...]:
    """Return, a sentence each, the gates that *run* does not pass."""
    all_ = totals(run.topics)
    shares = (
        ("coverage of facts", all_.coverage, gates.coverage),
        ("citation precision", all_.precision, gates.precision),
        ("disputes found", all_.disputes_found, gates.disputes),
    )
    failed = [
        f"The {what} is {have:.1%}, less than the {least:.1%} asked for."
        for what, have, least in shares
        if least is not None and have is not None and have < least
    ]
    if gates.precision is not None and all_.precision is None:
        failed.append("There is no citation whose precision could be told.")
    if gates.false_claims is not None and all_.false_claims > gates.false_claims:
        failed.append(f"There are {all_.false_claims} false claims; {gates.false_claims} are allowed.")
    if gates.sources_right and all_.counted_right < all_.topics:
        failed.append(f"Sources are counted right on {all_.counted_right} of {all_.topics} topics only.")
    if gates.no_worse and before and not comparable(run, before):
        failed.append("Of the run before there is nothing to compare: no topic has the same gold.")
    if gates.no_worse and before:
        failed += [f"Worse than before: {change}" for change in lost(run, before)]
    return tuple(failed)


def comparable(run: Run, before: Run) -> tuple[tuple[TopicRun, TopicRun], ...]:
    """Return the topics of both runs whose gold and articles are the same, as (now, before)."""
    earlier = {(topic.name, topic.gold): topic for topic in before.topics}
    return tuple((t, earlier[t.name, t.gold]) for t in run.topics if (t.name, t.gold) in earlier)


def lost(run: Run, before: Run) -> tuple[str, ...]:
    """Return what *run* has lost against *before* on the topics that can be compared: facts and disputes
    that it no longer holds, false claims that are new. The other way round it is what was won.
    """
    found = []
    for now, then in comparable(run, before):
        found += [f"{now.name}, fact: {says}" for says in _held(then) if says not in _held(now)]
        found += [f"{now.name}, dispute: {asked}" for asked in _found(then) if asked not in _found(now)]
        found += [f"{now.name}, false claim: {says}" for says in _false(now) if says not in _false(then)]
        if _right(then) and not _right(now):
            found.append(f"{now.name}, number of independent sources")
    return tuple(found)


def _held(topic: TopicRun) -> list[str]:
    return [fact.says for fact in topic.score.facts if fact.state == "held"]


def _found(topic: TopicRun) -> list[str]:
    return [dispute.question for dispute in topic.score.disputes if dispute.state == "found"]


def _false(topic: TopicRun) -> list[str]:
    return [claim.says for claim in topic.score.false_claims]


def _right(topic: TopicRun) -> bool:
    return topic.score.independent == topic.score.independent_right
