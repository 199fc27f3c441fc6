"""The record of reviews: what was decided, written out for people, programs, and the verifier's own tests."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.errors import BriefingError, NothingFound, UnknownFormat
from briefing.evidence.corpus import Corpus
from briefing.evidence.recheck import recheck
from briefing.evidence.reviewed import places_of, reviewed
from briefing.evidence.standing import Standing, in_force, owner_of, standings
from briefing.keep import find_brief
from briefing.make import form_of, need, overrides
from briefing.model.brief import Brief
from briefing.model.canon import canonical_hash, iso
from briefing.model.decision import Decision, Place
from briefing.render.brief import from_json
from briefing.settings import Settings
from briefing.store import Store, open_store
from briefing.store.decisions import Decisions

EXPORTS = ("jsonl", "csv")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would work out, full-width forms too."""


def shown_as_reviewed(
    wanted: str, form: str, templates: Path | None, settings: Settings, style: str = "brief"
) -> str | bytes:
    """Return the brief *wanted* with its reviewers' decisions carried out, in *form*. Raises DamagedBrief."""
    folders = overrides("templates", templates, settings)
    need(form, style, folders)
    brief, texts = as_reviewed(wanted, settings)
    return form_of(brief, texts, form, folders, style)


def as_reviewed(wanted: str, settings: Settings) -> tuple[Brief, Mapping[str, str]]:
    """Return the brief *wanted* as its reviewers leave it, and the texts of its articles. Raises NothingFound
    where nobody has decided on anything.
    """
    stored = find_brief(wanted, settings)
    with open_store(settings.store) as store:
        articles = store.articles_by_id([article.id for article in stored.brief.articles])
        rows = Decisions(store).of(canonical_hash(stored.brief))
    texts = {article.id: article.text for article in articles}
    brief = recheck(stored, texts)
    if not in_force(rows):
        raise NothingFound(f"Nobody has reviewed {brief.id} yet.", f"Review it: briefing review {brief.id}")
    return reviewed(brief, rows, Corpus.of(articles)), texts


def exported(form: str, settings: Settings) -> str:
    """Return every decision there is, oldest first: `jsonl`, or `csv` that no spreadsheet takes for
    formulas.
    """
    if form not in EXPORTS:
        raise UnknownFormat(form, EXPORTS)
    with _reviews(settings) as store:
        rows = [_row(row) for row in Decisions(store).all()]
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_cell(row[name]) for name in _COLUMNS] for row in rows)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one check, or one grade, was looked at, and how often people thought otherwise.

    For a check: sentences that it left out and somebody judged, and those printed all the same. For a grade:
    printed sentences that somebody judged, and those not, or only in part, borne out.
    """

    engine: str
    model: str
    prompts: str
    what: str
    judged: int
    overruled: int
    partly: int = 0


def tallies(settings: Settings) -> tuple[Tally, ...]:
    """Return how often which check was overruled, by engine, model and prompts."""
    seen: Counter[tuple[str, str, str, str]] = Counter()
    against: Counter[tuple[str, str, str, str]] = Counter()
    partly: Counter[tuple[str, str, str, str]] = Counter()
    for brief, rows in _briefs(settings):
        maker = (brief.maker.engine, brief.maker.model or "", _prompts(brief))
        for what, verdict in _judgements(brief, rows):
            key = (*maker, what)
            seen[key] += 1
            against[key] += verdict == "against"
            partly[key] += verdict == "partly"
    return tuple(Tally(*key, seen[key], against[key], partly[key]) for key in sorted(seen))


def stats(as_json: bool, settings: Settings) -> str:
    """Return the tallies as a table, or as a JSON object a line."""
    told = tallies(settings)
    if as_json:
        return "".join(
            json.dumps({name: getattr(each, name) for name in Tally.__slots__}, ensure_ascii=False) + "\n"
            for each in told
        )
    lines: list[str] = []
    for (engine, model, prompts), group in _by_maker(told):
        lines += ["", " ".join(filter(None, (engine, model, prompts and f"(prompts {prompts})")))]
        lines.append(f"  {'':34} judged  overruled  partly")
        lines += [f"  {t.what:34} {t.judged:6}  {t.overruled:9}  {t.partly:6}" for t in group]
    return "\n".join(lines[1:]) + "\n" if lines else "Nobody has judged a sentence yet.\n"


def fixtures(settings: Settings) -> str:
    """Return what people decided as cases for the verifier, a JSON object a line: sentence, quotes with the
    text around them, and what is expected. A sentence judged without a quote makes no case.
    """
    cases = []
    for brief, rows in _briefs(settings):
        with open_store(settings.store) as store:
            kept = store.articles_by_id([article.id for article in brief.articles])
        texts = {article.id: article.text for article in kept}
        cases += list(_cases(brief, rows, texts))
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases)


_COLUMNS = (
    "seq", "at", "who", "brief", "brief_sha256", "item", "deed", "why", "text", "places", "against", "undoes",
    "action",
)  # fmt: skip


def _row(row: Decision) -> dict[str, Any]:
    return {
        "seq": row.seq, "at": iso(row.at), "who": row.who,
        "brief": row.brief, "brief_sha256": row.brief_sha256,
        "item": row.item, "deed": row.deed, "why": row.why, "text": row.text,
        "places": [list(place) for place in row.places], "against": list(row.against), "undoes": row.undoes,
        "action": row.action,
    }  # fmt: skip


def _cell(value: Any) -> str:
    """Return *value* as a cell. An apostrophe before a formula makes it text."""
    if isinstance(value, list):
        value = " ".join(":".join(map(str, each)) if isinstance(each, list) else str(each) for each in value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _judgements(brief: Brief, rows: Sequence[Decision]) -> Iterator[tuple[str, str]]:
    """Yield what the program said of each judged sentence, and whether people were with it or against it."""
    stands = standings(rows)
    for sentence in brief.summary:
        stand = stands.get(sentence.id)
        if stand and stand.against:
            yield from ((f"check {reason}", "against") for reason in stand.against)
        elif stand and stand.verdict and stand.text is None:
            yield f"kept, {sentence.grade}", _verdict(stand)
    for place, rejected in enumerate(brief.rejected, 1):
        stand = stands.get(f"R{place}")
        if stand and stand.verdict == "unsupported":
            yield f"check {rejected.reason}", "with"
        elif stand and stand.against:
            yield from ((f"check {reason}", "against") for reason in stand.against)
        elif stand and stand.deed == "restore":
            yield f"check {rejected.reason}", "with"  # it passed only with other words or other quotes
    for claim in brief.contested:
        stand = stands.get(claim.id)
        if stand and stand.verdict:
            yield f"disputed, {claim.kind}", _verdict(stand)


def _verdict(stand: Standing) -> str:
    return {"supports": "with", "partly": "partly"}.get(stand.verdict or "", "against")


def _cases(brief: Brief, rows: Sequence[Decision], texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    stands = standings(rows)
    original = {
        sentence.id: (sentence.text, places_of(sentence.citations, brief)) for sentence in brief.summary
    }
    for item, stand in stands.items():
        if owner_of(item) != item or (item not in original and stand.text is None):
            continue
        expected = _expected(stand)
        if not expected:
            continue
        told, places = original.get(item, ("", ()))
        places = stand.places if stand.places is not None else places
        quotes = [_quote(place, texts) for place in places if place.article in texts]
        if quotes:
            yield {
                "sentence": stand.text or told, "quotes": quotes, "expected": expected,
                "overruled": list(stand.against), "by": stand.who, "why": stand.why,
                "brief": brief.id, "item": item, "engine": brief.maker.engine, "model": brief.maker.model,
            }  # fmt: skip


def _expected(stand: Standing) -> str:
    """What people say the verifier should do: keep it, keep it as a paraphrase, or reject it. Taste is no
    case.
    """
    kept = {"supports": "kept", "edit": "kept", "restore": "kept", "partly": "paraphrase"}
    return "rejected" if stand.deed == "unsupported" else kept.get(stand.deed or "", "")


def _quote(place: Place, texts: Mapping[str, str]) -> dict[str, Any]:
    text = texts[place.article]
    return {
        "text": text[place.start : place.end], "article": place.article,
        "start": place.start, "end": place.end,
        "before": text[max(0, place.start - 400) : place.start], "after": text[place.end : place.end + 200],
    }  # fmt: skip


def _prompts(brief: Brief) -> str:
    return " ".join(f"{prompt.name}:{prompt.sha256[:8]}" for prompt in brief.maker.prompts)


def _by_maker(told: Sequence[Tally]) -> Iterator[tuple[tuple[str, str, str], list[Tally]]]:
    makers = dict.fromkeys((each.engine, each.model, each.prompts) for each in told)
    for maker in makers:
        yield maker, [each for each in told if (each.engine, each.model, each.prompts) == maker]


def _briefs(settings: Settings) -> Iterator[tuple[Brief, tuple[Decision, ...]]]:
    """Yield each reviewed brief that is still kept, with its decisions, in the order of first decision."""
    with _reviews(settings) as store:
        decisions = Decisions(store).all()
        for sha256 in dict.fromkeys(row.brief_sha256 for row in decisions):
            rows = tuple(row for row in decisions if row.brief_sha256 == sha256)
            try:
                kept = store.brief(rows[0].brief)
            except BriefingError:
                continue
            brief = from_json(kept.json, kept.id)
            if canonical_hash(brief) == sha256:
                yield brief, rows


def _reviews(settings: Settings) -> Store:
    if not settings.store.exists():
        raise NothingFound("No brief has been reviewed.", "Review one: briefing review")
    return open_store(settings.store)
