"""Proper names in a text, and when two of them name one thing."""

import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from briefing.text.span import Span
from briefing.text.words import NEGATIONS, STOP_WORDS, fold, words

Kind = Literal["person", "organisation", "place", "other"]


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a name, without its title and possessive; *kind* is None when the text does not tell."""

    span: Span
    text: str
    kind: Kind | None
    title: str = ""


@dataclass(frozen=True, slots=True)
class NameGroup:
    """The forms under which texts name one thing, in order of first mention, and the fullest usual one."""

    canonical: str
    forms: tuple[str, ...]


def names(text: str) -> tuple[Name, ...]:
    """Return the names of *text* in order, none meeting another.

    A name is a run of capitalised words with its particles. The first word of a sentence, and every word of
    a headline in capitals, is one only if the text has it capitalised elsewhere, if it is a country or
    initials, or if it leads into a longer name. Months and weekdays are dates, not names.

    >>> [(n.text, n.kind, n.title) for n in names("Troops met Gen. Maria de Souza of NATO.")]
    [('Maria de Souza', 'person', 'Gen.'), ('NATO', 'organisation', '')]
    """
    tokens = _tokens(text)
    usage = _Usage.of(tokens)
    return _settled([name for run in _runs(tokens, usage) for name in _names_of(run, tokens, text)])


def country(word: str) -> str | None:
    """Return the country that *word* names or belongs to, or None. Capitals count: `turkey` is a bird.

    >>> country("Ukrainians"), country("U.S."), country("North Korean"), country("polish")
    ('Ukraine', 'United States', 'North Korea', None)
    """
    return _countries().get(fold(word)) if word[:1].isupper() else None


@lru_cache(maxsize=16_384)
def name_keys(name: str) -> tuple[str, ...]:
    """Return the keys under which *name* can be found: as folded, as spelt anywhere, by the last word.

    Two names that share none are different; two that share only the last may be relatives: see `same_name`.

    >>> name_keys("Volodymyr Zelenskyy"), name_keys("Zelensky")
    (('volodymyr zelenskyy', 'volodimir zelenski', 'zelenski'), ('zelensky', 'zelenski'))
    """
    parts = _parts(name)
    folded = " ".join(fold(word.text) for word in words(name)) or name
    return tuple(dict.fromkeys((folded, " ".join(parts) or folded, parts[-1] if parts else folded)))


@lru_cache(maxsize=65_536)
def same_name(a: str, b: str) -> bool:
    """Tell whether two names, without titles, can name one thing.

    That is one spelling in some transliteration, a bare surname and its full name, initials or middle names
    left out, a country and its people.

    >>> same_name("Zelenskiy", "Volodymyr Zelensky"), same_name("George Bush", "Barbara Bush")
    (True, False)
    """
    one, other = _parts(a), _parts(b)
    if not one or not other:
        return fold(a) == fold(b)
    if len(one) > 1 and len(other) > 1 and _suffix(a) != _suffix(b):
        return False
    if country(a) or country(b):
        return country(a) == country(b)
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[-1] == other[-1] and (_may_be_person(a) and _may_be_person(b))
    return (
        one[-1] == other[-1]
        and _may_be_person(a)
        and _may_be_person(b)
        and _given_agree(one[:-1], other[:-1])
    )


def group_names(texts: Sequence[str]) -> tuple[NameGroup, ...]:
    """Return the names of *texts* grouped by what they name, in order of first mention.

    A bare surname joins the one person who bears it; if several do, it stands alone. Initials join the
    expansion they follow in brackets, `Bank of Examples (BoE)`, or the only one whose capitals spell them.

    >>> group_names(["President Volodymyr Zelenskyy spoke.", "Then Zelensky left."])
    (NameGroup(canonical='Volodymyr Zelenskyy', forms=('Volodymyr Zelenskyy', 'Zelensky')),)
    """
    mentions = [names(text) for text in texts]
    counts = Counter(name.text for found in mentions for name in found)
    groups = _Groups()
    for form in sorted(counts, key=lambda form: -len(_parts(form))):  # stable: full names first, then as met
        groups.add(form)
    for text, found in zip(texts, mentions, strict=True):
        for initials, full in _explained(text, found):
            groups.join(initials, full)
    order = {form: place for place, form in enumerate(counts)}
    grouped = [tuple(sorted(forms, key=order.__getitem__)) for forms in groups.all()]
    grouped.sort(key=lambda forms: order[forms[0]])
    return tuple(NameGroup(_canonical(forms, counts), forms) for forms in grouped)


def _canonical(forms: Sequence[str], counts: Counter[str]) -> str:
    """Return the country if it is one, else the most used of the forms of several words, else of all."""
    land = next((form for form in map(country, forms) if form), None)
    full = [form for form in forms if len(_parts(form)) > 1] or forms
    return land or max(full, key=lambda form: counts[form])


def _settled(found: Sequence[Name]) -> tuple[Name, ...]:
    """Let the kind that one mention shows hold for bare ones: `Silva` beside `Antonio Silva`."""
    people = {_last(name.text): name.kind for name in found if name.kind == "person"}
    places = {_last(name.text): name.kind for name in found if name.kind == "place" and " " not in name.text}
    known = places | people
    return tuple(
        replace(name, kind=known.get(_last(name.text)))
        if name.kind is None and " " not in name.text
        else name
        for name in found
    )


class _Groups:
    """Forms put together one by one, the fullest first."""

    def __init__(self) -> None:
        self._groups: list[list[str]] = []
        self._of: dict[str, list[str]] = {}
        self._by_last: dict[str, list[list[str]]] = {}
        self._by_capitals: dict[str, list[list[str]]] = {}

    def all(self) -> Iterator[list[str]]:
        return (group for group in self._groups if group)

    def add(self, form: str) -> None:
        fitting = [group for group in self._by_last.get(_last(form), [])[:_MOST] if self._fits(form, group)]
        if not fitting and _is_initials(form):
            fitting = self._by_capitals.get(form.replace(".", ""), [])
        group = fitting[0] if len(fitting) == 1 else self._start(form)
        group.append(form)
        self._of[form] = group

    def join(self, form: str, full: str) -> None:
        """Put *form*, if it stands alone so far, with the group of *full*."""
        alone, group = self._of.get(form), self._of.get(full)
        if alone == [form] and group is not None and group is not alone:
            group.append(form)
            self._of[form] = group
            alone.clear()

    def _start(self, form: str) -> list[str]:
        group: list[str] = []
        self._groups.append(group)
        self._by_last.setdefault(_last(form), []).append(group)
        if _capitals(form):
            self._by_capitals.setdefault(_capitals(form), []).append(group)
        return group

    def _fits(self, form: str, group: list[str]) -> bool:
        return all(same_name(form, other) for other in group[:_MOST])


_MOST = 25  # namesakes looked at: a page of ten thousand Smiths must not be compared two by two


def _explained(text: str, mentions: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """Yield initials in brackets and the name they follow: `Bank of Examples (BoE)`."""
    for full, short in pairwise(mentions):
        bracketed = text[full.span.end : short.span.start] == " (" and text.startswith(")", short.span.end)
        if bracketed and sum(map(str.isupper, short.text)) > 1 and short.text[0] == full.text[0]:
            yield short.text, full.text


def _last(form: str) -> str:
    """Return the word by which forms that may be one are found."""
    return country(form) or (_parts(form) or (fold(form),))[-1]


def _capitals(form: str) -> str:
    found = words(form)
    return "".join(word.text[0] for word in found if word.text[0].isupper()) if len(found) > 2 else ""


def _suffix(name: str) -> str:
    match = re.search(r"\b(?:Jr|Sr|II|III)\b", name)
    return match[0] if match else ""


def _given_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether given names agree: the first ones, or one the other's initial."""
    a, b = one[0], other[0]
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _may_be_person(name: str) -> bool:
    found = [word.text for word in words(name)]
    return (
        not _kind_by_words(found)
        and not any(fold(word) in _NOT_GIVEN for word in found[:1])
        and not (_is_initials(name) or country(name))
    )


@lru_cache(maxsize=16_384)
def _parts(name: str) -> tuple[str, ...]:
    """Return the words of *name* as spelt anywhere, without particles, titles and `Jr.`"""
    found = [fold(word.text) for word in words(name)]
    kept = [word for word in found if word not in _LEFT_OUT] or found
    return tuple(_any_spelling(word) for word in kept)


@lru_cache(maxsize=16_384)
def _any_spelling(word: str) -> str:
    """Return a key that transliterations of one name share: Zelensky, Zelenskyy; Bolshoye, Bolshoe.

    >>> _any_spelling("syrskyi") == _any_spelling("syrsky")
    True
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    bare = _RENAMED.get(bare, re.sub("^(?:al|el)-", "", bare)).replace("'", "").replace("-", "")
    for pattern, same in _SOUNDS:
        bare = pattern.sub(same, bare)
    return bare or word


class _Token(NamedTuple):
    """A word, what stands between it and the one before, and whether a sentence opens with it.

    *bare* is the word without its possessive ending, *folded* that in the form in which words are compared.
    """

    span: Span
    text: str
    gap: str
    opens: bool
    capital: bool
    bare: str
    folded: str

    @property
    def owned(self) -> bool:
        return self.bare != self.text


def _tokens(text: str) -> tuple[_Token, ...]:
    headlines = _headlines(text)
    tokens = []
    end, previous = 0, ""
    for span, word in words(text):
        gap = text[end : span.start]
        opens = not end or (gap != " " and _opens(gap, previous)) or _within(span.start, headlines)
        bare = _bare(word)
        tokens.append(_Token(span, word, gap[:4], opens, word[0].isupper(), bare, fold(bare)))
        end, previous = span.end, word
    return tuple(tokens)


def _bare(word: str) -> str:
    """Return *word* without its possessive ending; most words are spared the search for one."""
    return word if word.isascii() and word.isalpha() else _POSSESSIVE.sub("", word)


def _opens(gap: str, previous: str) -> bool:
    if "\n" in gap or _QUOTE_OPENS.search(gap):
        return True
    abbreviated = gap in (". ", ".\u00a0") and (len(previous) == 1 or fold(previous) in _SHORT)
    return not abbreviated and _SENTENCE_ENDS.search(gap) is not None


def _headlines(text: str) -> deque[Span]:
    """Return the lines that capitalise nearly every word and end without a stop."""
    lines = re.finditer(r"[^\n]+", text)
    return deque(Span(*line.span()) for line in lines if len(line[0]) < 250 and _is_headline(line[0]))


def _is_headline(line: str) -> bool:
    if line.rstrip().rstrip("\"'”’)").endswith(_STOPS):
        return False
    long = [word.text for word in words(line) if len(word.text) > 3]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.8 * len(long)


def _within(at: int, spans: deque[Span]) -> bool:
    while spans and spans[0].end <= at:  # asked left to right only
        spans.popleft()
    return bool(spans) and spans[0].start <= at


@dataclass(frozen=True, slots=True)
class _Usage:
    """Which words the text has in small letters, and which in capitals where nothing asks for one."""

    small: frozenset[str]
    capital: frozenset[str]

    @staticmethod
    def of(tokens: Sequence[_Token]) -> "_Usage":
        return _Usage(
            frozenset(token.folded for token in tokens if not token.capital),
            frozenset(token.folded for token in tokens if token.capital and not token.opens),
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """Tokens *start* to *end* of a text, which stand together as capitalised words do in a name."""

    start: int
    end: int


def _runs(tokens: Sequence[_Token], usage: _Usage) -> Iterator[_Run]:
    end = 0
    for at, token in enumerate(tokens):
        if at >= end and (token.capital or token.folded == "i") and _is_name_word(tokens, at, usage):
            end = _run_end(tokens, at, usage)
            yield _Run(at, end)


def _run_end(tokens: Sequence[_Token], start: int, usage: _Usage) -> int:
    end = start + 1
    while end < len(tokens) and not tokens[end - 1].owned:
        ahead = next((n for n in range(end, min(end + 3, len(tokens))) if tokens[n].capital), None)
        if ahead is None or not all(_joined(tokens, n) for n in range(end, ahead + 1)):
            break
        between = " ".join(token.text for token in tokens[end:ahead])
        if tokens[ahead].opens and not _is_initials(tokens[ahead].text):
            break
        if not _is_name_word(tokens, ahead, usage) or not _bridges(
            between, tokens[max(start, end - 6) : end], tokens[ahead]
        ):
            break
        end = ahead + 1
    return end


def _joined(tokens: Sequence[_Token], at: int) -> bool:
    gap, previous = tokens[at].gap, tokens[at - 1].text
    return gap in (" ", "\u00a0") or (
        gap in (". ", ".\u00a0") and (len(previous) == 1 or fold(previous) in _SHORT)
    )


def _bridges(between: str, run: Sequence[_Token], ahead: _Token) -> bool:
    """Tell whether small words may stand inside of a name: `de` in any, `of the` after `Institute`."""
    if not between or all(part in _PARTICLES for part in between.split()):
        return True
    if between == "of" and run[-1].folded in _TITLES:
        return ahead.folded in _OFFICES
    return between in _LINKS and any(token.folded in _TAKES_OF for token in run[-6:])


def _is_name_word(tokens: Sequence[_Token], at: int, usage: _Usage) -> bool:
    token = tokens[at]
    word = token.folded
    if (
        token.text in ("May", "Will")
        and at
        and not token.opens
        and tokens[at - 1].capital
        and _joined(tokens, at)
    ):
        return True  # Theresa May, but "in May"
    if not token.capital or word in _NEVER_NAMES:
        numbered = word == "i" and at > 0 and tokens[at - 1].folded == "war"  # World War I
        return numbered or (len(token.text) > 1 and token.text.isupper() and word in _CAPITALISED_NAMES)
    if word in _SHORT_MONTHS and at + 1 < len(tokens) and tokens[at + 1].text[0].isdigit():
        return False
    if not token.opens or country(token.bare):
        return True
    if word in usage.capital and word not in usage.small:
        return True
    if _is_initials(token.text) and not (at + 1 < len(tokens) and tokens[at + 1].text.isupper()):
        return True
    return _leads(tokens, at, usage)


def _leads(tokens: Sequence[_Token], at: int, usage: _Usage) -> bool:
    """Tell whether a sentence's first word is the first of a longer name: `Antonio Silva said`."""
    token, follower = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if follower is None or token.owned or follower.opens or not follower.capital:
        return False
    if not _joined(tokens, at + 1) or follower.folded in _NEVER_NAMES:
        return False
    word = token.folded
    if country(follower.bare):  # "Ordinary Russians", but "South Koreans"
        return country(f"{token.bare} {follower.bare}") is not None
    return word in _TITLES or not (word in usage.small or word in _OPENERS or _OPENING_ENDS.search(word))


def _names_of(run: _Run, tokens: Sequence[_Token], text: str) -> Iterator[Name]:
    """Yield the names in one run: people's adjectives and titles are taken off the front."""
    start = run.start
    while start < run.end:
        belonging = _people_ahead(tokens, start, run.end)
        if belonging and belonging < run.end:
            yield _name(tokens, start, belonging, text, "other", "")
            start = belonging
            continue
        named = _after_title(tokens, start, run.end)
        if named < run.end:
            title = text[tokens[start].span.start : tokens[named].span.start].strip() if named > start else ""
            yield _name(tokens, named, run.end, text, None, title or _small_title(tokens, start))
        return


def _people_ahead(tokens: Sequence[_Token], start: int, end: int) -> int | None:
    """Return where a leading `Russian` or `North Korean` ends that is not part of a longer name, or None."""
    if end - start > 1 and tokens[end - 1].folded in _HEADS:
        return None
    for size in (2, 1):
        form = " ".join(token.bare for token in tokens[start : start + size])
        if start + size <= end and country(form) and country(form) != form:
            return start + size
    return None


def _after_title(tokens: Sequence[_Token], start: int, end: int) -> int:
    """Return where the name begins: behind `Gen.`, `Secretary of State`; *end* if nowhere."""
    at = after = start
    while at < end and tokens[at].folded in _TITLE_WORDS:
        at += 1
        if tokens[at - 1].folded in _TITLES:
            after = at
            if at + 1 < end and tokens[at].text == "of" and tokens[at + 1].folded in _OFFICES:
                after = at = at + 2
    return after


def _small_title(tokens: Sequence[_Token], at: int) -> str:
    if at and tokens[at].gap == " " and not tokens[at - 1].capital and tokens[at - 1].folded in _TITLES:
        return tokens[at - 1].text
    return ""


def _name(tokens: Sequence[_Token], start: int, end: int, text: str, kind: Kind | None, title: str) -> Name:
    last = tokens[end - 1]
    span = Span(tokens[start].span.start, last.span.start + len(last.bare))
    return Name(span, span.of(text), kind or _kind(tokens, start, end, text, title), title)


def _kind(tokens: Sequence[_Token], start: int, end: int, text: str, title: str) -> Kind | None:
    found = [token.bare for token in tokens[start:end]]
    form = " ".join(found)
    if country(form):
        return "place" if fold(form) in _country_names() else "other"
    if title:
        return "person"
    if _is_dateline(tokens, start, end, text):
        return "place"
    by_words = _kind_by_words(found)
    if by_words:
        return by_words
    if any(_is_initials(word) and len(word) > 2 for word in found) or _is_initials(form):
        return "organisation"
    if (end < len(tokens) and tokens[end].gap == " " and tokens[end].text in _PLACE_NOUNS) or (
        start and tokens[start].gap == " " and tokens[start - 1].folded in _PLACE_PREPOSITIONS
    ):
        return "place"
    given = tokens[start].folded
    if (
        2 <= len(found) <= 4
        and given not in _NOT_GIVEN
        and all(w[0].isupper() or w in _PARTICLES for w in found)
    ):
        return "person"
    return None


def _is_dateline(tokens: Sequence[_Token], start: int, end: int, text: str) -> bool:
    """Tell whether `TURIN —` or `KYIV, Ukraine (Agency) —` opens a line with this name."""
    first = tokens[start]
    if not (first.opens and all(token.text.isupper() for token in tokens[start:end])):
        return False
    return _DATELINE_ENDS.match(text, tokens[end - 1].span.end) is not None


def _kind_by_words(found: Sequence[str]) -> Kind | None:
    heads = [fold(word) for word in found]
    if len(heads) > 1 and any(head in _ORGANISATION_HEADS for head in heads):
        return "organisation"
    if len(heads) > 1 and any(head in _PLACE_HEADS for head in heads):
        return "place"
    return "other" if len(heads) > 1 and any(head in _OTHER_HEADS for head in heads) else None


def _is_initials(form: str) -> bool:
    letters = form.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper() and " " not in form


@cache
def _countries() -> dict[str, str]:
    """Return each folded form -> its country: names, adjectives and peoples, with their plurals."""
    table: dict[str, str] = {}
    for line in COUNTRIES:
        name = re.split("[,=]", line)[0].strip()
        for form in re.split("[,=]", line):
            folded = fold(form.strip())
            table[folded] = name
            table.setdefault(folded + "s", name)
    return table


@cache
def _country_names() -> frozenset[str]:
    return frozenset(fold(form.strip()) for line in COUNTRIES for form in line.split("=")[0].split(","))


COUNTRIES = tuple(
    line.strip()
    for line in """
    Afghanistan = Afghan
    Albania = Albanian
    Algeria = Algerian
    Andorra = Andorran
    Angola = Angolan
    Antigua and Barbuda = Antiguan
    Argentina = Argentine, Argentinian
    Armenia = Armenian
    Australia = Australian, Aussie
    Austria = Austrian
    Azerbaijan = Azerbaijani, Azeri
    Bahamas = Bahamian
    Bahrain = Bahraini
    Bangladesh = Bangladeshi
    Barbados = Barbadian
    Belarus = Belarusian
    Belgium = Belgian
    Belize = Belizean
    Benin = Beninese
    Bhutan = Bhutanese
    Bolivia = Bolivian
    Bosnia and Herzegovina, Bosnia = Bosnian
    Botswana = Motswana, Batswana
    Brazil = Brazilian
    Brunei = Bruneian
    Bulgaria = Bulgarian
    Burkina Faso = Burkinabe
    Burundi = Burundian
    Cambodia = Cambodian
    Cameroon = Cameroonian
    Canada = Canadian
    Cape Verde, Cabo Verde = Cape Verdean
    Central African Republic = Central African
    Chad = Chadian
    Chile = Chilean
    China = Chinese
    Colombia = Colombian
    Comoros = Comorian
    Costa Rica = Costa Rican
    Croatia = Croatian, Croat
    Cuba = Cuban
    Cyprus = Cypriot
    Czech Republic, Czechia = Czech
    Democratic Republic of the Congo, DRC
    Denmark = Danish, Dane
    Djibouti = Djiboutian
    Dominican Republic
    Ecuador = Ecuadorian, Ecuadorean
    Egypt = Egyptian
    El Salvador = Salvadoran
    Equatorial Guinea = Equatorial Guinean
    Eritrea = Eritrean
    Estonia = Estonian
    Eswatini, Swaziland = Swazi
    Ethiopia = Ethiopian
    Fiji = Fijian
    Finland = Finnish, Finn
    France = French, Frenchman, Frenchmen, Frenchwoman
    Gabon = Gabonese
    Gambia = Gambian
    Georgia = Georgian
    Germany = German
    Ghana = Ghanaian
    Greece = Greek
    Grenada = Grenadian
    Guatemala = Guatemalan
    Guinea = Guinean
    Guinea-Bissau = Bissau-Guinean
    Guyana = Guyanese
    Haiti = Haitian
    Honduras = Honduran
    Hungary = Hungarian
    Iceland = Icelandic, Icelander
    India = Indian
    Indonesia = Indonesian
    Iran = Iranian
    Iraq = Iraqi
    Ireland = Irish, Irishman, Irishmen
    Israel = Israeli
    Italy = Italian
    Ivory Coast, Côte d'Ivoire = Ivorian
    Jamaica = Jamaican
    Japan = Japanese
    Jordan = Jordanian
    Kazakhstan = Kazakh, Kazakhstani
    Kenya = Kenyan
    Kiribati = I-Kiribati
    Kosovo = Kosovar, Kosovan
    Kuwait = Kuwaiti
    Kyrgyzstan = Kyrgyz
    Laos = Laotian
    Latvia = Latvian
    Lebanon = Lebanese
    Lesotho = Basotho
    Liberia = Liberian
    Libya = Libyan
    Liechtenstein = Liechtensteiner
    Lithuania = Lithuanian
    Luxembourg = Luxembourger
    Madagascar = Malagasy
    Malawi = Malawian
    Malaysia = Malaysian
    Maldives = Maldivian
    Mali = Malian
    Malta = Maltese
    Marshall Islands = Marshallese
    Mauritania = Mauritanian
    Mauritius = Mauritian
    Mexico = Mexican
    Micronesia = Micronesian
    Moldova = Moldovan
    Monaco = Monegasque
    Mongolia = Mongolian
    Montenegro = Montenegrin
    Morocco = Moroccan
    Mozambique = Mozambican
    Myanmar, Burma = Burmese
    Namibia = Namibian
    Nauru = Nauruan
    Nepal = Nepali, Nepalese
    Netherlands, Holland = Dutch, Dutchman
    New Zealand = New Zealander, Kiwi
    Nicaragua = Nicaraguan
    Niger = Nigerien
    Nigeria = Nigerian
    North Korea, DPRK = North Korean
    North Macedonia, Macedonia = Macedonian
    Norway = Norwegian
    Oman = Omani
    Pakistan = Pakistani
    Palau = Palauan
    Palestine = Palestinian
    Panama = Panamanian
    Papua New Guinea = Papua New Guinean
    Paraguay = Paraguayan
    Peru = Peruvian
    Philippines = Philippine, Filipino, Filipina
    Poland = Polish, Pole
    Portugal = Portuguese
    Qatar = Qatari
    Republic of the Congo
    Romania = Romanian
    Russia, Russian Federation = Russian
    Rwanda = Rwandan
    Saint Kitts and Nevis = Kittitian
    Saint Lucia = Saint Lucian
    Saint Vincent and the Grenadines = Vincentian
    Samoa = Samoan
    San Marino = Sammarinese
    Sao Tome and Principe = Sao Tomean
    Saudi Arabia = Saudi, Saudi Arabian
    Senegal = Senegalese
    Serbia = Serbian, Serb
    Seychelles = Seychellois
    Sierra Leone = Sierra Leonean
    Singapore = Singaporean
    Slovakia = Slovak, Slovakian
    Slovenia = Slovenian, Slovene
    Solomon Islands = Solomon Islander
    Somalia = Somali, Somalian
    South Africa = South African
    South Korea = South Korean
    South Sudan = South Sudanese
    Spain = Spanish, Spaniard
    Sri Lanka = Sri Lankan
    Sudan = Sudanese
    Suriname = Surinamese
    Sweden = Swedish, Swede
    Switzerland = Swiss
    Syria = Syrian
    Taiwan = Taiwanese
    Tajikistan = Tajik
    Tanzania = Tanzanian
    Thailand = Thai
    Timor-Leste, East Timor = Timorese
    Togo = Togolese
    Tonga = Tongan
    Trinidad and Tobago = Trinidadian
    Tunisia = Tunisian
    Turkey, Türkiye, Turkiye = Turkish, Turk
    Turkmenistan = Turkmen
    Tuvalu = Tuvaluan
    Uganda = Ugandan
    Ukraine = Ukrainian
    United Arab Emirates, UAE = Emirati
    United Kingdom, UK, Britain, Great Britain = British, Briton, Brit
    United States, United States of America, USA, America = American
    Uruguay = Uruguayan
    Uzbekistan = Uzbek
    Vanuatu = Ni-Vanuatu
    Vatican, Holy See
    Venezuela = Venezuelan
    Vietnam = Vietnamese
    Yemen = Yemeni
    Zambia = Zambian
    Zimbabwe = Zimbabwean
    """.strip().splitlines()
)
"""States, their other names, then (behind `=`) what belongs to them. Words of two states (Korean) are out."""


def _listed(table: str) -> tuple[str, ...]:
    return tuple(table.split())


_CALENDAR = _listed(
    """
        january february march april june july august september october november december monday
        tuesday wednesday thursday friday saturday sunday
        """
)
_NEVER_NAMES = frozenset((*STOP_WORDS, *NEGATIONS, *_CALENDAR))
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")
_CAPITALISED_NAMES = ("who", "it")  # as WHO and IT; "us" in capitals folds to "usa"
_OPENERS = frozenset(
    _listed(
        """
        yesterday today tomorrow tonight meanwhile however moreover therefore thus hence instead
        perhaps maybe indeed once twice first second third last next early late earlier later two
        three four five six seven eight nine ten dozens hundreds thousands millions several
        according asked like unlike given following yes oh well please thanks say says said call see
        read watch photo image video update breaking analysis opinion exclusive editorial officials
        police troops soldiers forces critics experts analysts residents then-president
        """
    )
)
_OPENING_ENDS = re.compile("(?:ly|ing|ed)$")  # "Recently Silva", "Citing Silva", "Asked Silva"
_PARTICLES = _listed(
    """
        de del della di da dos das do du la le van von der den ter ten bin ibn al el e y af av zu
        """
)
_LINKS = ("of", "of the", "for", "for the", "on", "of the", "in", "to the", "to")
_ORGANISATION_HEADS = frozenset(
    _listed(
        """
        institute institution university college school academy council committee commission
        ministry department office agency bureau bank fund union organisation organization
        association federation foundation centre center court congress parliament senate assembly
        party army navy force forces guard guards corps fleet brigade battalion regiment division
        company corporation inc ltd group holdings press news times post journal tribune gazette
        broadcasting club society league alliance authority service services police treasury
        exchange airlines airways hospital museum church cabinet government administration
        """
    )
)
_PLACE_HEADS = frozenset(
    _listed(
        """
        oblast region province county district city town village river sea ocean lake gulf bay
        strait straits island islands peninsula mountain mountains hills valley desert canal street
        avenue road square park bridge airport port beach republic kingdom emirate state states
        territory north south coast
        """
    )
)
_OTHER_HEADS = frozenset(
    _listed(
        """
        war battle treaty accord accords agreement act revolution festival cup olympics games prize
        award day deal
        """
    )
)
_HEADS = _ORGANISATION_HEADS | _PLACE_HEADS | _OTHER_HEADS
_TAKES_OF = _HEADS | frozenset(
    ("house", "isle", "cape", "duchy", "duke", "bishop", "tower", "director", "chamber", "board")
)
_NOT_GIVEN = frozenset(
    _listed(
        """
        new north south east west northern southern eastern western central upper lower great
        greater grand old white red black green blue united saint st san santa los las el la fort
        mount lake world middle cold first second third national international federal royal supreme
        high wall silicon air
        """
    )
)
_PLACE_NOUNS = _listed("region oblast province city district village town county border peninsula airport")
_PLACE_PREPOSITIONS = ("in", "near", "outside", "inside", "across", "around")
_TITLES = frozenset(
    _listed(
        """
        president president-elect vice-president premier chancellor minister secretary king queen
        prince princess emperor sultan emir sheikh ayatollah pope cardinal archbishop bishop rabbi
        imam father sister reverend rev general gen colonel col lieutenant lt major maj captain capt
        sergeant sgt admiral adm commander cmdr marshal brigadier commander-in-chief corporal
        senator sen representative rep congressman congresswoman governor gov mayor ambassador judge
        justice speaker lawmaker chairman chairwoman chair chief director professor prof doctor dr
        mr mrs ms miss mx sir dame lord lady spokesman spokeswoman spokesperson leader coach analyst
        economist author journalist correspondent reporter historian actor actress singer
        """
    )
)
_TITLE_WORDS = _TITLES | frozenset(
    _listed(
        """
        vice deputy acting former outgoing incoming prime foreign defense defence interior finance
        treasury home health justice attorney state army navy first lady under assistant senior then
        ex-president of
        """
    )
) - {"of"}
_OFFICES = _listed("state defense defence staff commerce energy labor homeland education")
_SHORT = frozenset(
    _listed(
        """
        gen col lt maj capt sgt adm cmdr sen rep gov mr mrs ms dr prof rev st mt jr sr brig cpl pvt
        hon messrs no vs
        """
    )
)
_LEFT_OUT = frozenset((*_PARTICLES, "the", "of", "for", "and", "jr", "sr", "ii", "iii"))
_RENAMED = dict(
    line.split()
    for line in """
    kiev kyiv
    kharkov kharkiv
    lvov lviv
    nikolaev mykolaiv
    chernigov chernihiv
    peking beijing
    bombay mumbai
    calcutta kolkata
    madras chennai
    rangoon yangon
    teheran tehran
    """.strip().splitlines()
)
"""Cities with two usual English names that no rule of sound connects."""

_SOUNDS = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        ("kh", "h"),
        ("t[sz]", "c"),
        ("ck", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("ph", "f"),
        ("sch", "sh"),
        ("j(?=[aeou])", "y"),
        ("(?<=[^aeiouy])[yi](?=[aeou])|(?<=[aeiou])y(?=[eou])|^[yi](?=[aeou])", ""),  # Yevhen, Yury, Bolshoye
        ("y", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_POSSESSIVE = re.compile(
    "(?:['’‘ʼ＇]s|-(?:[a-z]{1,12}(?:ed|ing)|led|held|made|run|born|built|era|style|friendly|wide))$"
)
"""What ends a name inside of its word: `Kyiv’s`, `London-based`."""

_QUOTE_OPENS = re.compile('[“„«"•]\\W*$')
_STOPS = tuple(".!?…,;")
_SENTENCE_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*\s")
_DATELINE_ENDS = re.compile(r"(?:,\s[\w.]+(?:\s\w+)?)?\s?(?:\([^()\n]{1,40}\))?\s?(?:—|–|--|-\s)")
