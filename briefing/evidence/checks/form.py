"""A sentence, in the brief's language and letters, that claims no agreement."""

import unicodedata
from collections.abc import Sequence

from briefing.evidence.checks.fault import Fault
from briefing.evidence.claim import Claim, Passage
from briefing.evidence.lists import AGREEMENT, GRAMMAR_VERBS
from briefing.text.lexicon import known, parts_of_speech
from briefing.text.markup import markup
from briefing.text.words import fold, words

LONGEST = 900  # characters; a sentence of a brief is shorter, a flood is not one


def form(claim: Claim, _: Sequence[Passage]) -> Fault | None:
    """A sentence of words, of readable length, on one line, without markup, links or reference marks."""
    if not claim.words:
        return Fault("empty", "it says nothing")
    if len(claim.text) > LONGEST or "\n" in claim.text:
        return Fault("malformed", f"it is no sentence: {len(claim.text)} characters")
    found = markup(claim.text)
    if found:
        return Fault("malformed", f"it holds markup: '{found}'")
    if not _is_sentence(claim):
        return Fault("malformed", "it is no whole sentence")
    return None


def _is_sentence(claim: Claim) -> bool:
    """A capital, a figure or a quotation mark first, an end, and something that may be a verb in between."""
    opens = claim.text[0].isupper() or claim.text[0].isdigit() or claim.text[0] in "“\"‘'$€£¥"
    ends = claim.text.rstrip("”\"’')")[-1:] in (".", "!", "?", "…")
    told = [fold(w.text) for w in words(claim.text)]
    verb = any(w in GRAMMAR_VERBS or "verb" in parts_of_speech(w) or w.endswith("ed") for w in told)
    return opens and ends and len(told) >= 3 and verb


def letters(claim: Claim, held: Sequence[Passage]) -> Fault | None:
    """No word of two alphabets or foreign digits, which only looks like another, unless a quote has
    the very same.
    """
    for word in words(claim.text):
        odd = len(_alphabets(word.text)) > 1 or any(c.isdigit() and not c.isascii() for c in word.text)
        if odd and not any(word.text in p.text for p in held):
            return Fault("malformed", f"'{word.text}' mixes alphabets")
    return None


def language(claim: Claim, _: Sequence[Passage]) -> Fault | None:
    """English, as the brief is: Latin letters, and most words without a capital in its dictionary."""
    found = [c for c in claim.text if c.isalpha()]
    if sum(ord(c) > 0x24F for c in found) > len(found) / 5:
        return Fault("language_differs", "its letters are not those of the brief's language")
    plain = [w.text for w in words(claim.text) if w.text.islower()]
    if len(plain) >= 4 and sum(map(known, plain)) < len(plain) / 2:
        return Fault("language_differs", "most of its words are not English")
    return None


def agreement(claim: Claim, _: Sequence[Passage]) -> Fault | None:
    """How many sources say a thing, and whether they agree, only the program may say."""
    found = AGREEMENT.search(claim.text)
    return Fault("agreement_claimed", f"'{found[0]}' is the program's to say") if found else None


def _alphabets(word: str) -> set[str]:
    return {_alphabet(c) for c in word if c.isalpha() or (c.isdigit() and not c.isascii())}


def _alphabet(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]
