"""What passes between the door and the formats: a file's bytes go in, articles come out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from briefing.errors import SourceError
from briefing.read.declared import UNSAID, Declared
from briefing.text.span import Span


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one source, with what a format must be told to read them."""

    source: str
    data: bytes = field(repr=False)
    fields: Mapping[str, str]
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A text with what its file declares and shows of it; `original` is the bytes it came from."""

    source: str
    text: str
    extractor: str
    original: bytes = field(repr=False)
    own: Declared = UNSAID
    shown: Declared = UNSAID
    hidden: tuple[Span, ...] = ()


# A format yields an error in place of the one article it could not read, and raises it for the whole file.
Format = Callable[[Raw], Iterator[Found | SourceError]]
