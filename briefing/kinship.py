"""Which of the articles are copies, told for a person or a program: `briefing copies`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from briefing.errors import NothingFound
from briefing.evidence.copies import Explanation, Grouping, explain, group
from briefing.evidence.corpus import look
from briefing.make import read
from briefing.model.article import Article
from briefing.model.passage import Family, Sentence
from briefing.settings import Settings
from briefing.store import open_store
from briefing.text.show import one_line

Texts = list[tuple[Article, tuple[Sentence, ...]]]


def copies(sources: Sequence[str], pair: tuple[str, str] | None, as_json: bool, settings: Settings) -> str:
    """Return the families among the articles at *sources*, or among those kept where none are named.

    With *pair*, two articles by id or source, return what these two have in common, sentence by sentence.
    """
    texts = _texts(sources, settings)
    names = {article.id: one_line(article.source) for article, _ in texts}
    if pair:
        one, two = (_found(wanted, texts) for wanted in pair)
        explained = explain(texts, one, two)
        return _json(explained) if as_json else _told(explained, names)
    grouping = group(texts)
    return _json(grouping) if as_json else _listed(grouping, names)


def _texts(sources: Sequence[str], settings: Settings) -> Texts:
    if sources:
        articles: Sequence[Article] = read(sources, settings).articles
    elif settings.store.exists():
        with open_store(settings.store) as store:
            articles = store.articles()
    else:
        raise NothingFound("No articles are kept.", "Name some with --source PATH.")
    return [
        (article, look(article).sentences) for article in sorted(articles, key=lambda a: (a.source, a.id))
    ]


def _found(wanted: str, texts: Texts) -> str:
    ids = [
        a.id
        for a, _ in texts
        if a.source == wanted or a.source.endswith(f"/{wanted}") or a.id.startswith(wanted)
    ]
    if len(ids) != 1:
        what = f"No article is called '{wanted}'." if not ids else f"'{wanted}' could be {len(ids)} articles."
        raise NothingFound(what, "See `briefing articles` for their ids and sources.")
    return ids[0]


def _ends(source: str, wanted: str) -> bool:
    return source.endswith(f"/{wanted}")


def _listed(grouping: Grouping, names: Mapping[str, str]) -> str:
    several = [family for family in grouping.families if len(family.articles) > 1]
    lines = [f"{len(names)} articles, {len(grouping.families)} independent sources"]
    for family in several:
        lines += ["", *_family(family, names)]
    if grouping.shares_material:
        lines += ["", "Share material, and are counted apart:"]
        lines += [
            f"  {names[s.articles[0]]}  {names[s.articles[1]]}  {s.share:.0%}"
            for s in grouping.shares_material
        ]
    return "\n".join(lines)


def _family(family: Family, names: Mapping[str, str]) -> list[str]:
    original, *others = family.articles
    lines = [f"{names[original]}  (likeliest original: {family.why_original or 'no better sign'})"]
    lines += [f"  {names[other]}  copy" for other in others]
    for what, differing in (
        ("quotation", family.altered_quotations),
        ("figure", family.figures_differ),
        ("verdict", family.verdicts_differ),
    ):
        for altered in differing:
            lines += [
                f"  {what} differs in {names[altered.copy]}:",
                f"    original  {one_line(altered.original)}",
                f"    copy      {one_line(altered.altered)}",
            ]
    return lines


def _told(explained: Explanation, names: Mapping[str, str]) -> str:
    left, right = explained.articles
    verdict = "one source" if explained.same_origin else "two sources"
    lines = [
        f"{names[left]}",
        f"{names[right]}",
        f"share {explained.share:.0%} of the shorter one: {verdict}",
        "",
    ]
    for pair in explained.told:
        lines += [f"  {pair.cosine:.2f}  {one_line(pair.left)}", f"        {one_line(pair.right)}", ""]
    return "\n".join([*lines, *_family(explained.family, names)])


def _json(what: Any) -> str:
    return json.dumps(asdict(what), ensure_ascii=False, indent=1)
