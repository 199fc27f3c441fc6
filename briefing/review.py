"""The gate: may this brief be sent? A brief that wants a review is not sent before somebody approved it.

    gate(brief, decisions, rule, now) -> Allowed | Blocked(reason)

`brief` is the brief as it was generated, `decisions` are those on its hash
(`store.decisions.Decisions.of`); what is sent is `evidence.reviewed.reviewed(brief, decisions, corpus)`,
which is the brief itself where nothing was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from briefing.evidence.standing import in_force, shaping
from briefing.model.brief import Brief
from briefing.model.canon import canonical_hash
from briefing.model.decision import WHOLE, Decision

Rule = Literal["off", "if-flagged", "required"]

VALID = timedelta(hours=48)
"""How old a brief may be when it is sent on an approval, unless `[review] valid_hours` says otherwise."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """It may be sent. `by` is who approved it; empty where nobody had to."""

    by: str = ""


@dataclass(frozen=True, slots=True)
class Blocked:
    """It may not be sent, and why, in a sentence."""

    reason: str


def gate(
    brief: Brief, decisions: Sequence[Decision], rule: Rule, now: datetime, valid: timedelta = VALID
) -> Allowed | Blocked:
    """Say whether *brief* may be sent under *rule*, at *now*.

    An approval holds for the hash it was given for, until somebody decides anything else on the brief or the
    brief is older than *valid*. Decisions on other briefs do not count.
    """
    if rule == "off":
        return Allowed()
    sha256 = canonical_hash(brief)
    own = [row for row in decisions if row.brief_sha256 == sha256]
    word = last_word(own)
    if word and word.deed == "return":
        return Blocked(f"{word.who} sent it back{f': {word.why}' if word.why else ''}.")
    flagged = flags(brief, own)
    if rule == "if-flagged" and not flagged:
        return Allowed()
    if word is None:
        why = f" It is flagged: {'; '.join(flagged)}." if flagged else ""
        return Blocked(f"Nobody has approved it yet.{why}")
    later = [row for row in shaping(own) if row.seq > word.seq] + [
        row for row in own if row.deed == "undo" and row.seq > word.seq
    ]
    if later:
        return Blocked(f"It was changed by {later[-1].who} after {word.who} approved it.")
    if now - brief.made_at > valid:
        return Blocked(f"The approval by {word.who} has expired: the brief is older than {_hours(valid)}.")
    return Allowed(word.who)


def last_word(decisions: Sequence[Decision]) -> Decision | None:
    """Return the approval, or the sending back, that stands."""
    words = [row for row in in_force(decisions) if row.item == WHOLE and row.deed in ("approve", "return")]
    return words[-1] if words else None


def flags(brief: Brief, decisions: Sequence[Decision] = ()) -> tuple[str, ...]:
    """Return what in *brief* a person should look at before it goes out; empty when there is nothing.

    Whatever the program could not settle by itself: words no quote covers, sides that disagree, sentences
    that a check left out, words of a copy, a model that failed, sources that could not be read, checks
    overruled."""
    paraphrased = sum(s.grade == "paraphrase" for s in brief.summary)
    copied = sum(s.kind == "reported" for s in brief.summary)
    dropped = sum(r.reason not in ("repeated", "reviewer") for r in brief.rejected)
    overruled = len(brief.review.overruled) + sum(bool(row.against) for row in shaping(decisions))
    counts = (
        (
            paraphrased,
            "sentence holds words that no quote covers",
            "sentences hold words that no quote covers",
        ),
        (copied, "sentence is in a copy's words", "sentences are in a copy's words"),
        (len(brief.contested), "claim is disputed", "claims are disputed"),
        (dropped, "sentence was left out by a check", "sentences were left out by a check"),
        (overruled, "check was overruled", "checks were overruled"),
        (len(brief.skipped), "source could not be used", "sources could not be used"),
    )
    told = tuple(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    return (*told, brief.maker.note.rstrip(".")) if brief.maker.note else told


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:g} hours"
