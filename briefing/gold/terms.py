"""Words that must stand in a text: the alternatives that a gold lists, and nothing like them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from briefing.text.locate import plain


@dataclass(frozen=True, slots=True)
class Terms:
    """Alternatives, of which one must stand in a text: `seven|7`, `evacuat*`, `Red Cross`.

    Whole words, whatever their case; typographic quotes, dashes and white space compare equal. A `*` at the
    end stands for the rest of a word. A figure is not found within a longer one.
    """

    alternatives: tuple[str, ...]

    @classmethod
    def of(cls, words: str) -> "Terms":
        """Read `a|b|c`. Raises ValueError where an alternative is blank, or is a star alone.

        >>> Terms.of("seven|7").alternatives
        ('seven', '7')
        """
        alternatives = tuple(part.strip() for part in words.split("|"))
        if not all(part.strip("* ") for part in alternatives):
            raise ValueError(f"'{words}' has a blank alternative")
        return cls(alternatives)

    def stand_in(self, text: str) -> bool:
        """
        >>> Terms.of("700").stand_in("About 1,700 posts"), Terms.of("700").stand_in("About 700, they say")
        (False, True)
        >>> Terms.of("evacuat*").stand_in("They were EVACUATED")
        True
        """
        comparable = plain(text).casefold()
        return any(_pattern(each).search(comparable) for each in self.alternatives)


@lru_cache(maxsize=4096)
def _pattern(alternative: str) -> re.Pattern[str]:
    bare = plain(alternative.removesuffix("*")).casefold()
    before = r"(?<!\w)" if bare[:1].isalnum() else ""
    before += r"(?<!\d[.,])" if bare[:1].isdigit() else ""
    after = r"(?!\w)" if bare[-1:].isalnum() and not alternative.endswith("*") else ""
    after += r"(?![.,]\d)" if bare[-1:].isdigit() else ""
    return re.compile(before + re.escape(bare) + after)
