"""The words by which news prose hands a statement or an attitude to somebody.

Each verb is listed with what may follow it when it attributes:

    c  a clause, with or without "that", or a quotation      He said (that) it was over.
    t  a clause only with "that", "whether", "how"..., or a quotation
    q  a quotation or a colon only                           He continued: “It is over.”
    n  a noun phrase                                         He denounced the raid.
    i  an infinitive                                         He promised to leave.
    o  somebody addressed first                              He told reporters that it was over.
    b  the verb tells of a belief or an attitude, not of speech
    /  prepositions that lead to what is said                He warned of floods.
"""

from dataclasses import dataclass


def words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_VERBS = """
accuse on|acknowledge cn|add c|admit cn/to|advocate tn/for|affirm cn
agree tib/with,to,on|aim ib|allege cn|announce cn|answer tq|anticipate cnb
apologize /for|appeal /for|applaud n|argue cn/for,against|articulate n|ask toni/for,about
aspire ib|assail n|assert cn|assume cb|assure co|attack n|attest t/to|attribute n|back n
balk b/at|bash n|beg oi|begin q|believe cb/in|belittle n|bemoan n|blame n|blast n|blurt q
boast c/of,about|brag c/about,of|brand n|call nq/for,on|campaign /for,against|caution co/against
challenge n|champion n|chant cn|characterize n|charge t|chide nq|cite n|claim cni
clarify cn|comment c/on|complain c/about,of|concede cn|conceive tb|conclude c
condemn n|confess c/to|confide c|confirm cn|congratulate n|consider nb|contemplate nb|contend c
continue q|counter tqn|credit n|criticise n|criticize n|debunk n|decide tib
declare cn|decline i|decry n|defend n|demand tin|denounce n|deny cn
depict n|deplore n|deride n|describe n|desire nib|detail tn|determine tb|dictate tn|direct oi
disavow n|disclose cn|discuss n|dismiss n|dispute tn|document t|doubt cnb|downplay n|echo n
elaborate q/on|email cq|emphasise cn|emphasize cn|endorse n|envision nb|estimate cn
exclaim c|expect cinb|explain cn|explode q|express n|favor nb|favour nb|fear cnb|feel tb
figure cb|find t|forecast cn|foresee cnb|forget tb|gripe c/about|guess cb|hail n|hate nb
highlight n|hint c/at|hope cib/for|illustrate t|imagine tb|implore oi|imply cn|indicate cn
inform co|insinuate c|insist c/on|instruct oi|intend ib|interject q|joke c/about
judge tb|know tb|lambast n|lambaste n|lament cn|lash /out|laud n|learn tb|like ib
maintain t|mean tb|mention tn|mock n|mull nb|muse c/about|mutter q|note cn|object /to
observe tq|opine c|oppose nb|order oin|outline n|pan n|persuade oi|plan ib|plead q/for
pledge cin|point t/out,to|ponder nb|portray n|post q|praise n|predict cn|prefer nib
proclaim cn|promise coin|propose tin|protest tq|prove t|publish q|question n|quip c|quote n
rail /against|read q|reaffirm cn|realize tb|reassure co|rebuff n|rebuke n|recall cn
recommend tn|recount tn|refer /to|reference n|refuse i|regard nb|regret tnb
reiterate cn|reject n|relate t|relay tn|remember tnb|remind on|repeat tn|reply c|remark t/on
report cn|request tn|resent nb|respond c|retort c|reveal cn|ridicule n|rip n|rule t|scoff c
say c|scold nq|see tnb|seek inb|shout c|show tn|shrug q|signal tn|slam n|snap q|speak /about,of
speculate c|state tq|stress cn|suggest cn|summarize n|support nb|suspect cnb|swear ci
talk /about,of|tease t|tell co|testify c/to|thank n|think cb/of,about|threaten ti|tout n
trash n|trumpet n|tweet cn|underline tn|underscore tn|understand tb|unveil n|urge oin|vent q
view nb|voice n|volunteer t|vouch /for|vow cin|want inb
warn co/of,about,against|warrant t|welcome n|wish cib|wonder c/about|worry cb/about|write c
yell c
""".replace("\n", "|")

# lemma, past, participle
_IRREGULAR_FORMS = """
say said said, tell told told, write wrote written, think thought thought, know knew known,
see saw seen, seek sought sought, speak spoke spoken, understand understood understood,
feel felt felt, foresee foresaw foreseen, show showed shown, find found found, swear swore sworn,
forecast forecast forecast, mean meant meant, read read read, begin began begun,
forget forgot forgotten, learn learned learned, prove proved proven, beg begged begged
"""
_IRREGULAR = {
    lemma: (past, participle)
    for lemma, past, participle in (entry.split() for entry in _IRREGULAR_FORMS.split(","))
}
_DOUBLED = {"admit", "brag", "quip", "rip", "snap", "pan", "beg", "plan", "refer"}

# Forms that are as often nouns: they count only where what stands before cannot take a noun.
_ALSO_NOUNS = words(
    """
    attack back blame boast brand call caution challenge champion claim comment complaint credit
    demand desire doubt echo email estimate favor favour fear figure forecast guess hope joke lament
    love note order plan pledge point post praise press promise protest question quote rebuke regret
    reply report request signal state stress support suspect tweet view voice vow want wish wonder
    worry charge volunteer appeal aim object quip tease vent campaign recall highlight detail
    document find match mean like show talk vote rule value vouch read counter rip direct slam snap
    blast trash attacks backs brands calls challenges champions claims comments credits demands
    desires doubts emails estimates favors favours fears figures forecasts hopes jokes notes orders
    plans pledges points posts promises protests questions quotes reports requests signals states
    supports tweets views voices votes vows wishes wonders worries charges volunteers appeals aims
    objects campaigns highlights details documents shows talks rules finds
    """
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of an attributing verb. form: "base", "s", "past", "participle" or "ing"."""

    lemma: str
    form: str
    takes: str
    prepositions: tuple[str, ...]
    also_noun: bool

    @property
    def belief(self) -> bool:
        return "b" in self.takes

    @property
    def speech(self) -> bool:
        """Whether the verb can introduce words: a clause or a quotation."""
        return any(kind in self.takes for kind in "ctq")


def _inflected(lemma: str) -> tuple[tuple[str, str], ...]:
    """Every form of a verb with its name."""
    stem = lemma + lemma[-1] if lemma in _DOUBLED else lemma
    if lemma.endswith("e"):
        past, ing = lemma + "d", lemma + "ing" if lemma.endswith(("ee", "ye")) else lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        past, ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, ing = stem + "ed", stem + "ing"
    hissing = lemma.endswith(("s", "x", "z", "ch", "sh"))
    third = lemma[:-1] + "ies" if past.endswith("ied") else lemma + ("es" if hissing else "s")
    past, participle = _IRREGULAR.get(lemma, (past, past))
    return (("base", lemma), ("s", third), ("ing", ing), ("participle", participle), ("past", past))


def _table() -> dict[str, Verb]:
    table: dict[str, Verb] = {}
    for entry in _VERBS.split("|"):
        if not entry.strip():
            continue
        words, _, prepositions = entry.strip().partition("/")
        lemma, _, takes = words.partition(" ")
        leads = tuple(prepositions.split(",")) if prepositions else ()
        for form, word in _inflected(lemma.strip()):
            table[word] = Verb(lemma.strip(), form, takes.strip(), leads, word in _ALSO_NOUNS)
    return table


VERBS = _table()

# Nouns whose owner said what follows: "X's claim that ...", "a statement by X that ...".
NOUNS = words(
    """
    accusation admission allegation announcement argument assertion assessment assumption belief
    claim comment complaint concession conclusion contention conviction declaration demand denial
    estimate expectation fear forecast hope idea insistence insinuation notion opinion pledge
    prediction promise proposal rumor rumour statement suggestion suspicion testimony theory threat
    view vow warning
    """
)
NOUNS = NOUNS | frozenset(word + "s" for word in NOUNS)

AUXILIARIES = words(
    """
    has have had is are was were be been being do does did will would can could may might must shall
    should 'd 'll 've hasn't haven't hadn't isn't aren't wasn't weren't don't doesn't didn't won't
    wouldn't can't cannot couldn't shouldn't to not never has ’ve
    """
)
BE = words("is are was were be been being isn't aren't wasn't weren't 's")
ADVERBS = words(
    """
    also later then now just still once again even already first earlier thus ever soon often always
    sometimes never only long simply further instead afterward afterwards today yesterday all both
    rather almost ago too himself herself itself themselves
    """
)
