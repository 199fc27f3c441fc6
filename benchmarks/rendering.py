"""How long a brief takes to be written, and how large it is: `python -m benchmarks.rendering`.

The aims are 120 kB for the seeds' page and 0.3 seconds for 500 citations. Times are the best of several runs
in one process, which has compiled the templates; the first run is given beside it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from briefing.engines.extractive import Extractive
from briefing.make import form_of
from briefing.model.brief import Brief, Citation, SummarySentence
from briefing.pipeline import generate
from briefing.read import read_sources
from briefing.settings import load_settings, topic_named

HOME = Path(__file__).parents[1]
CITATIONS = 500
RUNS = 5


def seeds() -> tuple[Brief, dict[str, str]]:
    """The extractive brief on the seeds, and the articles' texts."""
    topic, sources = topic_named("kursk", (), load_settings(HOME / "briefing.toml", {}))
    made = generate(topic, read_sources(sources).articles, Extractive(), now=datetime(2026, 1, 1, tzinfo=UTC))
    return made.brief, {article.id: article.text for article in made.corpus.articles}


def many(brief: Brief) -> Brief:
    """*brief* with 500 citations, a sentence for each."""
    numbers = range(1, CITATIONS + 1)
    citations = tuple(_renumbered(brief.citations[n % len(brief.citations)], n) for n in numbers)
    said = tuple(_citing(brief.summary[n % len(brief.summary)], n) for n in numbers)
    return replace(brief, citations=citations, summary=said, contested=(), timeline=())


def _renumbered(citation: Citation, number: int) -> Citation:
    return replace(citation, number=number)


def _citing(said: SummarySentence, number: int) -> SummarySentence:
    return replace(said, id=f"S{number}", citations=(number,))


def timed(write: Callable[[], str | bytes]) -> tuple[float, float, int]:
    """Return the first time and the best one, in seconds, and the size in bytes."""
    times = []
    for _ in range(RUNS):
        began = perf_counter()
        made = write()
        times.append(perf_counter() - began)
    return times[0], min(times), len(made if isinstance(made, bytes) else made.encode())


def main() -> None:
    brief, texts = seeds()
    print(f"{'':24}{'first':>9}{'best':>9}{'size':>12}")
    for name, each in (("seeds", brief), (f"{CITATIONS} citations", many(brief))):
        for form in ("html", "md", "text", "json", "pdf"):
            if form == "pdf" and each is not brief:
                continue

            def write(each: Brief = each, form: str = form) -> str | bytes:
                return form_of(each, texts, form, ())

            first, best, size = timed(write)
            print(f"{name + ', ' + form:24}{first:8.3f}s{best:8.3f}s{size:10,} B")


if __name__ == "__main__":
    main()
