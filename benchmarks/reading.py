"""How fast articles are read, segmented and analysed, beside nupunkt alone in the same run.

    python -m benchmarks.reading [ARTICLES]

Writes ARTICLES files (1,000 unless told) of about 800 words each into a temporary folder, put
together from the
sentences of the test corpora in ever new order, reads them through `read_sources`, and looks at each: marks,
sentences, figures, names, dates and who said what. One core; peak memory is that of the process.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from nupunkt import sent_spans

from briefing.evidence.corpus import look
from briefing.model.article import Article
from briefing.read import read_sources
from briefing.text.dates import dates
from briefing.text.figures import figures
from briefing.text.names import names
from briefing.text.sentences import sentences

WORDS = 800
CORPORA = Path(__file__).resolve().parents[1] / "tests" / "corpora"


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder), count)
        began = time.process_time()
        articles = read_sources([folder]).articles
        told("read", began, count)
    parts: tuple[tuple[str, Callable[[Article], object]], ...] = (
        ("nupunkt alone", lambda a: sent_spans(a.text)),
        ("sentences", lambda a: sentences(a.text)),
        ("figures", lambda a: figures(a.text)),
        ("names", lambda a: names(a.text)),
        ("dates", lambda a: dates(a.text, None)),
        ("look: marks, sentences, speech", look),
    )
    for name, part in parts:
        began = time.process_time()
        for article in articles:
            part(article)
        told(name, began, count)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


def write_articles(folder: Path, count: int) -> None:
    """Write *count* articles of sentences in a new order each; the same ones every time."""
    shuffled = random.Random(7)
    paragraphs = [
        p for path in sorted(CORPORA.rglob("*.txt")) for p in path.read_text().split("\n") if len(p) > 60
    ]
    for number in range(count):
        lines, words = [f"Report {number} from the corpora"], 0
        while words < WORDS:
            lines.append(shuffled.choice(paragraphs))
            words += len(lines[-1].split())
        (folder / f"{number:05}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def told(name: str, began: float, count: int) -> None:
    seconds = time.process_time() - began
    print(f"{name:32} {seconds:8.2f} s   {1000 * seconds / count:7.2f} ms an article")


if __name__ == "__main__":
    sys.exit(main())
