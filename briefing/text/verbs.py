"""From an attributing verb to its subject and to what was said."""

from collections.abc import Iterator

from briefing.text.clauses import (
    CONNECTIVES,
    DASHES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SUBJECTS,
    TIMES,
    Clause,
    ends_speech,
    is_adverb,
    is_finite,
)
from briefing.text.cues import AUXILIARIES, BE, VERBS, Verb, words
from briefing.text.phrases import phrase_after, subject_before
from briefing.text.statements import Draft, Tokens, left_start, quote_start, resumed, right_end, trimmed

_GOING_ON = words("kept keep keeps began begun begins started starts")
_PLURAL = words("people men women police children public media voters many others some most both critics few")
_TAKES_NOUN = DETERMINERS | PREPOSITIONS | words("and or new his her its")
_STARTS_OBJECT = DETERMINERS | SUBJECTS | words("that how what why whether him her them us me to who")
_CLAUSE_WORDS = words("that whether if how what why who where when which")
_PERSONS = words("him her me us them you it")
_KEEPS_PERSON = words("accuse remind ask urge order beg implore direct instruct persuade")
_STARTS_NOUN = words("about over around under between")  # "about 40 people", "over half"
_APPOSING = words("a an the his her their its chief head")
_SUM = "$#'"


def by_verb(clause: Clause, at: int, verb: Verb, found: list[Draft]) -> Draft | None:
    """The attribution that the verb at token *at* makes, or None."""
    if clause.capital(at) and at > 0:  # a name: "Will Hope", "the Post"
        return None
    group, helpers = _verb_group(clause, at)
    if not _is_verb(clause, at, verb, group, helpers):
        return None
    if _is_inverted(clause, at, verb, group):
        return _inverted(clause, at, verb, found)
    source, inherits = _source(clause, verb, group, helpers, found)
    if source is None and not inherits:
        return None
    if source is not None and _is_no_noun(clause, source):
        return None
    start = source[0] if source is not None and not inherits else group
    pieces = _content(clause, at, verb, start, inherits, found)
    if not pieces:
        return None
    return Draft(clause, (group, at + 1), source, pieces, start, verb.belief, inherits, verb.speech)


# -- Is it a verb here? ---


def _verb_group(clause: Clause, at: int) -> tuple[int, list[str]]:
    """Where the verb's auxiliaries and adverbs begin, and the auxiliaries, nearest first."""
    group = at
    helpers: list[str] = []
    while group > 0 and at - group < 6 and clause.kind(group - 1) == "w":
        word = clause.low(group - 1)
        if word in AUXILIARIES or (word in _GOING_ON and group == at):
            helpers.append(word)
        elif not is_adverb(word) or clause.capital(group - 1):
            break
        group -= 1
    return group, helpers


def _is_verb(clause: Clause, at: int, verb: Verb, group: int, helpers: list[str]) -> bool:
    before = clause.low(group - 1)
    infinitive = helpers[:1] == ["to"]
    passive = any(word in BE for word in helpers)
    if verb.form == "past":
        return not passive and (bool(helpers) or _is_past(clause, at, verb, before))
    if verb.form == "participle":
        return bool(helpers) and not passive
    if verb.form == "ing":
        return not infinitive and (passive or before not in _TAKES_NOUN - {"by", "while"})
    if verb.form == "base":
        return not infinitive and (bool(helpers) or _is_plural_verb(clause, at, verb, before))
    return not verb.also_noun or bool(helpers) or _is_third_person(clause, at, verb, before)


def _is_past(clause: Clause, at: int, verb: Verb, before: str) -> bool:
    """Not "the proposed law", "a plan proposed by the mayor"."""
    if before in DETERMINERS - PRONOUNS or before in PREPOSITIONS:
        return False
    return clause.low(at + 1) not in {"by", "of", "as"} - {*verb.prepositions}


def _is_plural_verb(clause: Clause, at: int, verb: Verb, before: str) -> bool:
    plural = before.endswith("s") and not before.endswith(("'s", "ss"))
    if not (plural or before in PRONOUNS or before in _PLURAL):
        return False
    return not verb.also_noun or _object_follows(clause, at)


def _is_third_person(clause: Clause, at: int, verb: Verb, before: str) -> bool:
    if before in _TAKES_NOUN or before.endswith(("'s", "s'")):
        return False
    return before in SUBJECTS or _object_follows(clause, at) or clause.low(at + 1) in verb.prepositions


def _object_follows(clause: Clause, at: int) -> bool:
    kind = clause.kind(at + 1)
    return kind == "q" or clause.low(at + 1) in _STARTS_OBJECT or (kind == "w" and clause.capital(at + 1))


# -- Inverted: “It is over,” said Ann Lee, a nurse ---


def _is_inverted(clause: Clause, at: int, verb: Verb, group: int) -> bool:
    if verb.form not in ("past", "s") or group != at or at == 0 or not verb.speech:
        return False
    quoted = clause.kind(at - 1) == "q" or clause.kind(at - 2) == "q"
    if clause.kind(at - 1) != "q" and clause.low(at - 1) not in (",", *DASHES):
        return False
    after = clause.low(at + 1)
    if clause.kind(at + 1) != "w" or after in PREPOSITIONS or after in TIMES or after in ("that", "to"):
        return False
    if quoted:
        return True
    noun = clause.capital(at + 1) or after in DETERMINERS or after in PRONOUNS
    return noun and subject_before(clause, at) is None


def _inverted(clause: Clause, at: int, verb: Verb, found: list[Draft]) -> Draft | None:
    pronoun = clause.low(at + 1) in SUBJECTS
    end = at + 2 if pronoun else _with_apposition(clause, phrase_after(clause, at + 1))
    if end <= at + 1:
        return None
    said = (quote_start(clause, at, found), at)
    pieces = (said, *resumed(clause, end, said))
    return Draft(clause, (at, at + 1), (at + 1, end), pieces, at, verb.belief)


def _with_apposition(clause: Clause, end: int) -> int:
    """Past ", a reserve colonel in the army" or ", 53"."""
    apposes = clause.low(end + 1) in _APPOSING or clause.low(end + 1)[:1].isdigit()
    return phrase_after(clause, end + 1) if clause.is_mark(end, ",") and apposes else end


# -- The subject ---


def _source(
    clause: Clause, verb: Verb, group: int, helpers: list[str], found: list[Draft]
) -> tuple[Tokens | None, bool]:
    """The subject, and whether it was taken over from an earlier verb of the clause."""
    before = clause.low(group - 1)
    if clause.kind(group - 1) == "w" and (before in RELATIVE or before in SUBJECTS):
        return (group - 1, group), False
    if verb.form == "ing" and not any(helper in BE for helper in helpers):
        if _is_loose_participle(clause, group, before):
            return _shared(clause, group, found), True
    elif before in ("and", "but", "or", "then"):
        shared = _shared(clause, group, found)
        return shared, shared is not None
    subject = subject_before(clause, group) if group else None
    small = PREPOSITIONS | DETERMINERS
    if subject is not None and all(clause.low(p) in small for p in range(*subject)):
        return None, False
    return subject, False


def _is_loose_participle(clause: Clause, group: int, before: str) -> bool:
    """Whether "calling her a liar" hangs on the clause before it: ", calling", ", at times calling"."""
    if clause.is_mark(group - 3, ",") and clause.low(group - 2) in PREPOSITIONS:
        return True
    return before in (",", *DASHES, "while", "by") or clause.kind(group - 1) == "q"


def _shared(clause: Clause, group: int, found: list[Draft]) -> Tokens | None:
    """The subject of an earlier verb: the last cue's, else the first finite verb's."""
    for one in reversed(found):
        if one.source is not None and one.source[0] < group:
            return one.source
    if clause.low(0) in SUBJECTS:
        return 0, 1
    for p in range(1, min(group, 60)):
        past = clause.low(p).endswith("ed") and not clause.capital(p)
        if clause.kind(p) == "w" and (past or is_finite(clause, p)):
            return subject_before(clause, _verb_group(clause, p)[0])
    return _opening_name(clause)


def _opening_name(clause: Clause) -> Tokens | None:
    end = 0
    while clause.capital(end) and clause.kind(end) == "w":
        end += 1
    return (0, end) if end > 1 else None


def _is_no_noun(clause: Clause, source: Tokens) -> bool:
    """Whether what stands before a verb can be no subject: "raised [fears]", "want to help [must show]"."""
    first, end = source
    if clause.capital(first) or clause.kind(first) != "w":
        return False
    verb = VERBS.get(clause.low(first))
    bare_past = end - first == 1 and clause.low(first).endswith("ed")
    return bare_past or (verb is not None and verb.form in ("base", "past", "s"))


# -- What was said ---


def _content(
    clause: Clause, at: int, verb: Verb, start: int, inherits: bool, found: list[Draft]
) -> tuple[Tokens, ...]:
    right = _right_start(clause, at, verb)
    if verb.speech and not inherits and clause.low(start) not in RELATIVE:
        left = _speech_before(clause, at, start, right, found)
        if left is not None:
            return ((left, start), *resumed(clause, at + 1, (left, start)))
    return () if right is None else ((right, right_end(clause, right)),)


def _speech_before(clause: Clause, at: int, start: int, right: int | None, found: list[Draft]) -> int | None:
    """Where the speech before the subject begins, if that is what the verb tells of.

    “A,” he said; Prices rose, he said; Prices, he said, rose.
    """
    before = start - 1
    if clause.low(before) in ("as", "and") and clause.is_mark(before - 1, ","):
        before -= 1
    if right is not None and (clause.low(right) in ("that", "whether") or clause.low(right - 1) == ":"):
        return None
    if clause.kind(before) == "q" and ends_speech(clause, before):
        return quote_start(clause, start, found)
    if clause.low(before) not in (",", *DASHES):
        return None
    if clause.kind(before - 1) == "q":
        return quote_start(clause, start, found)
    return _unquoted_before(clause, at, start, right, found)


def _unquoted_before(
    clause: Clause, at: int, start: int, right: int | None, found: list[Draft]
) -> int | None:
    first = left_start(clause, start)
    interrupts = clause.is_mark(at + 1, ",")
    if right is not None and not interrupts:
        return None
    if found and trimmed(clause, at + 1, len(clause)) > at + 2:
        return None
    if interrupts and at + 2 < len(clause):
        opening = clause.low(first)
        return None if opening in PREPOSITIONS or opening in CONNECTIVES else first
    states = any(is_finite(clause, p) or clause.low(p).endswith("ed") for p in range(first, start - 1))
    # A verb like "holds" may be a noun too; but who says something says a clause, if no place or time.
    opening = clause.low(first)
    told = start - first > 3 and opening not in PREPOSITIONS and opening not in CONNECTIVES
    return first if states or told else None


def _right_start(clause: Clause, at: int, verb: Verb) -> int | None:
    """Where what was said begins after the verb, or None."""
    first = at + 1
    while clause.kind(first) == "w" and is_adverb(clause.low(first)) and clause.low(first) != "both":
        first += 1
    explicit = _explicit_start(clause, first, verb) if verb.speech else None
    if explicit is not None:
        marked = clause.kind(explicit) == "q" or clause.low(explicit - 1) == ":"
        return explicit if marked or set(verb.takes) & set("ct") else None
    if clause.low(first) in verb.prepositions:
        return first + 1 if first + 1 < len(clause) else None
    if clause.low(first) == "to":
        return first if "i" in verb.takes else None
    if not _can_start(clause, first):
        return None
    if "o" in verb.takes:
        return _after_addressee(clause, first, verb)
    return _bare_start(clause, _past_date(clause, first), verb)


def _can_start(clause: Clause, at: int) -> bool:
    return at < len(clause) and (clause.kind(at) != "p" or clause.low(at) in _SUM)


def _past_date(clause: Clause, first: int) -> int:
    """Past "Monday", "on Monday", "on March 3"."""
    if clause.low(first) in TIMES:
        return first + 1
    if clause.low(first) == "on" and clause.low(first + 1) in TIMES:
        return first + 3 if clause.low(first + 2).isdigit() else first + 2
    return first


def _bare_start(clause: Clause, first: int, verb: Verb) -> int | None:
    """The start of a clause without "that", or of an object."""
    word = clause.low(first)
    if not _can_start(clause, first) or (word in PREPOSITIONS - _STARTS_NOUN):
        return None
    if "c" in verb.takes:
        return first
    if "n" in verb.takes:
        return first if word not in PREPOSITIONS and word not in CONNECTIVES and word != "and" else None
    return first if verb.speech and clause.kind(first) == "q" else None


def _explicit_start(clause: Clause, first: int, verb: Verb) -> int | None:
    """The "that", colon or quotation that opens the content: "said in a statement on Monday that"."""
    if clause.low(first) in _CLAUSE_WORDS:
        return first
    if not (_is_adjunct(clause, first) or "o" in verb.takes):
        return None
    for p in _adjuncts(clause, first):
        if clause.low(p) in ("that", "whether"):
            return p
        if clause.kind(p) == "q":
            return p if p == first or clause.low(p - 1) in (",", ":") else None
        if clause.is_mark(p, ":"):
            return p + 1 if p + 1 < len(clause) else None
    return None


def _is_adjunct(clause: Clause, at: int) -> bool:
    return clause.kind(at) != "w" or clause.low(at) in PREPOSITIONS or clause.low(at) in TIMES


def _adjuncts(clause: Clause, first: int) -> Iterator[int]:
    """The tokens after a verb up to the first that begins another clause."""
    for p in range(first, min(len(clause), first + 22)):
        word, kind = clause.low(p), clause.kind(p)
        if kind == "p" and word not in ",.:'’-/&()#@":
            return
        fresh = word in SUBJECTS or is_finite(clause, p) or (word in CONNECTIVES and kind == "w")
        if p > first and fresh and word not in ("that", "whether"):
            return
        yield p


def _after_addressee(clause: Clause, first: int, verb: Verb) -> int | None:
    """Where the content begins after "told reporters", "told the crowd"."""
    if verb.lemma in _KEEPS_PERSON:
        return first  # the person is part of what is asked or alleged
    at = first + 1
    if clause.low(first) not in _PERSONS:
        start = _clause_after_person(clause, first)
        if start is not None:
            return start if clause.kind(start) != "p" else None
    if at >= len(clause) or clause.kind(at) == "p" or clause.low(at) in PREPOSITIONS - {"to"}:
        return None
    return at


def _clause_after_person(clause: Clause, first: int) -> int | None:
    """The first token after *first* that can begin a clause, or the comma before it."""
    for p in range(first + 1, min(len(clause), first + 12)):
        word = clause.low(p)
        determined = word in DETERMINERS and p > first + 1 and clause.low(p - 1) not in PREPOSITIONS
        if determined or word in SUBJECTS or word in _CLAUSE_WORDS or word in ("to", ","):
            return p
        if clause.kind(p) == "q":
            return p
        if is_finite(clause, p):
            return None
    return None
