"""Small files on a desk, and what reading them gave."""

from collections.abc import Mapping
from pathlib import Path

from briefing.model.article import Article
from briefing.read import Reading, read_sources

PROSE = (
    "The harbour of Esbrook stayed closed on Monday after a ferry struck the outer wall, the port authority "
    "said. Two crew members were taken to hospital. The wall, built in 1911, will need weeks of work."
)


def lay(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write *files*, text as UTF-8 without touching its newlines, and return *folder*."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(folder: Path, files: Mapping[str, str | bytes] = {}, **options: object) -> Reading:
    return read_sources([str(lay(folder, files))], **options)  # type: ignore[arg-type]


def read_one(folder: Path, name: str, content: str | bytes, **options: object) -> Article:
    """Return the one article of a file, or fail with the reason it was skipped for."""
    path = str(lay(folder, {name: content}) / name)
    reading = read_sources([path], **options)  # type: ignore[arg-type]
    assert reading.skipped == ()
    (article,) = reading.articles
    return article


def reasons(reading: Reading) -> list[tuple[str, str]]:
    """Return the file name and the class of each error."""
    return [(error.source.rsplit("/", 1)[-1], type(error).__name__) for error in reading.skipped]


def names(reading: Reading) -> list[str]:
    return [article.source.rsplit("/", 1)[-1] for article in reading.articles]


def origins(article: Article) -> dict[str, str]:
    return {origin.field: origin.how for origin in article.origins}
