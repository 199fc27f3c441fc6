"""How many tokens a text is: exact where tiktoken's vocabulary is at hand, an upper estimate where it is not.

No vocabulary is ever downloaded for a count: tiktoken would ask the network without a time limit. It is
looked
for in tiktoken's own cache and in the optional package bpe-openai, which carries the same bytes. No prompt
depends
on whether it was found.
"""

import base64
import gzip
import os
import tempfile
from functools import cache
from hashlib import sha1
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ENCODING = "o200k_base"
_ADDRESS = f"openaipublic.blob.core.windows.net/encodings/{ENCODING}.tiktoken"


class Count(NamedTuple):
    """A number of tokens, and whether it was counted (True) or estimated from above (False)."""

    tokens: int
    exact: bool


def at_most(text: str) -> int:
    """Return how many tokens *text* is at most: bytes / 3 rounded up, which was never under in any language
    tried. It is quick; the vocabulary alone takes most of a second to read.
    """
    return -(-len(text.encode("utf-8", "replace")) // 3)


def count_tokens(text: str) -> Count:
    """Return how many tokens *text* is, else the estimate of `at_most`.

    Special tokens that an article may contain are counted as ordinary text.
    """
    encoding = _encoding()
    if encoding is None:
        return Count(at_most(text), False)
    return Count(len(encoding.encode(text, disallowed_special=())), True)  # type: ignore[attr-defined]


@cache
def _encoding() -> object | None:
    vocabulary = _vocabulary()
    if vocabulary is None:
        return None
    import tiktoken

    ranks = {
        base64.b64decode(token): int(rank)
        for token, rank in (line.split() for line in vocabulary.splitlines() if line)
    }
    return tiktoken.Encoding(ENCODING, pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={})


def _vocabulary() -> bytes | None:
    cached = _cached()
    if cached is not None:
        return cached.read_bytes()
    spec = find_spec("bpe_openai")
    if spec is None or not spec.submodule_search_locations:
        return None
    packed = Path(spec.submodule_search_locations[0]) / "data" / f"{ENCODING}.tiktoken.gz"
    return gzip.decompress(packed.read_bytes()) if packed.is_file() else None


def _cached() -> Path | None:
    """The vocabulary in tiktoken's own cache, where it is named by the hash of its address."""
    folder = (
        os.environ.get("TIKTOKEN_CACHE_DIR")
        or os.environ.get("DATA_GYM_CACHE_DIR")
        or str(Path(tempfile.gettempdir()) / "data-gym-cache")
    )
    path = Path(folder) / sha1(f"https://{_ADDRESS}".encode()).hexdigest()
    return path if path.is_file() else None


# The o200k pre-tokenizer, as published with the vocabulary.
_PATTERN = "|".join([
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""\p{N}{1,3}""",
    r""" ?[^\s\p{L}\p{N}]+[\r\n/]*""",
    r"""\s*[\r\n]+""",
    r"""\s+(?!\S)""",
    r"""\s+""",
])  # fmt: skip
