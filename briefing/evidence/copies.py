"""Which articles are not independent: copies, truncations and rewrites of one report are one family.

Two articles are of one origin when most of the shorter one is in the other word for word, or when its
sentences find their like there in the same order. Less than that is shared material: told, and no family.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.evidence.align import Alignment, Pair, align_both
from briefing.evidence.altered import altered_figures, altered_quotations, altered_verdicts
from briefing.evidence.origin import Text, are_quoted, standing, why_first
from briefing.evidence.shingles import containment, shingles
from briefing.evidence.tellings import NEAREST, Tellings, Words, run_on
from briefing.model.passage import Family, SharedMaterial

SAME_ORIGIN = 0.5  # share of the shorter article, by idf mass or by word runs
FEW = 4  # sentences: two honest reports of two sentences each share names and figures, so fewer prove nothing
VERBATIM = 0.4  # of the word runs in common, with which fewer sentences prove something
REWRITTEN = 0.17  # of the mass in common, each sentence by its cosine, where half is akin in order
DENSE = 0.4  # of the stretch retold; reports that quote one speech have it strewn among other things
MATERIAL = 0.2  # share of the shorter article from which two are said to share material
FAINT = 0.45  # share of the shorter article that two of one family must have in common, if only faintly
WHOLE = 0.75  # of the length of the shorter of two articles, from which a third one can join them
MOSTLY_QUOTED = 4  # an article with less than one part in so many of its own words

Texts = Sequence[Text]


@dataclass(frozen=True, slots=True)
class Kinship:
    """What two articles have in common, by their places in the corpus: `share` of the shorter, 0 to 1.

    `akin` counts what is only faintly alike as well: too little to join two, enough not to part them.
    """

    left: int
    right: int
    share: float
    akin: float
    same_origin: bool
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of one article beside its like in the other."""

    left: str
    right: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two articles are, or are not, of one origin: the first is the likelier original."""

    articles: tuple[str, str]
    share: float
    same_origin: bool
    told: tuple[Told, ...]
    family: Family


@dataclass(frozen=True, slots=True)
class Grouping:
    """All families of a corpus, most of them of one article, and who shares material across them."""

    families: tuple[Family, ...]
    shares_material: tuple[SharedMaterial, ...]


def families(texts: Texts) -> tuple[Family, ...]:
    """Return the families of *texts*, each with its likeliest original first; most are of one article."""
    return group(texts).families


def group(texts: Texts) -> Grouping:
    """Return the families of *texts* and the pairs across them that share material."""
    index = Index.of(texts)
    found = [kin for place in range(len(texts)) for kin in index.kin(place, only_after=True)]
    groups = _joined(index, found)
    at = {place: number for number, members in enumerate(groups) for place in members}
    apart = [kin for kin in found if at[kin.left] != at[kin.right]]
    return Grouping(
        tuple(_family(index, members) for members in groups),
        tuple(SharedMaterial((index.id(k.left), index.id(k.right)), round(k.share, 3)) for k in apart),
    )


def explain(texts: Texts, a: str, b: str) -> Explanation:
    """Return what the articles with ids *a* and *b* have in common, weighed among all *texts*."""
    index = Index.of(texts)
    places = {article.id: place for place, (article, _) in enumerate(texts)}
    first, second = sorted((places[a], places[b]), key=lambda place: standing(texts[place]))
    _, share, pairs = next(_to_original(index, (first, second)))
    left, right = texts[first], texts[second]
    told = tuple(Told(left[1][p.left].text, right[1][p.right].text, round(p.cosine, 3)) for p in pairs)
    alone = _family(index, (first, second))
    same = index.compare(first, second).same_origin
    return Explanation((left[0].id, right[0].id), round(share, 3), same, told, alone)


class Index:
    """The articles seen so far, among which the kin of one is found without reading all the others."""

    def __init__(self, texts: Texts, tellings: Tellings) -> None:
        self.texts = list(texts)
        self._tellings = tellings
        self._compared: dict[tuple[int, int], Kinship] = {}

    @classmethod
    def of(cls, texts: Texts) -> "Index":
        return cls(texts, Tellings.of([s.text for s in sentences] for _, sentences in texts))

    def add(self, text: Text) -> tuple[Kinship, ...]:
        """Take one more article in and return its kin among those before it."""
        self.texts.append(text)
        return self.kin(self._tellings.add([s.text for s in text[1]]))

    def kin(self, place: int, only_after: bool = False) -> tuple[Kinship, ...]:
        """The articles with which the one at *place* shares material or more; each pair once if *only_after*:
        from whichever side it is met.
        """
        near = self._tellings.near(place)
        met = [p for other in near if (p := (min(place, other), max(place, other))) not in self._compared
               or not only_after]  # fmt: skip
        return tuple(kin for pair in met if (kin := self.compare(*pair)).share >= MATERIAL)

    def compare(self, a: int, b: int) -> Kinship:
        """What the articles at two places have in common; the earlier place is the left one."""
        left, right = min(a, b), max(a, b)
        if (left, right) not in self._compared:
            self._compared[left, right] = self._compare(left, right)
        return self._compared[left, right]

    def length(self, place: int) -> int:
        """The content words of an article that are not stock."""
        return sum(map(len, self._tellings.sentences(place)))

    def told_in(self, place: int, other: int) -> frozenset[int]:
        """The sentences of the article at *place*, by number from 0, that have their like in the *other*."""
        pairs = self.compare(place, other).pairs
        return frozenset(p.left if place < other else p.right for p in pairs)

    def id(self, place: int) -> str:
        return self.texts[place][0].id

    def _compare(self, left: int, right: int) -> Kinship:
        whole = self._common(self._tellings.sentences(left), self._tellings.sentences(right))
        share = max(whole.runs, whole.close.covered)
        if whole.is_one_origin() and self._narrate_alike(left, right):
            close = share >= SAME_ORIGIN
            share, pairs = (share, whole.close.pairs) if close else (whole.wide.covered, whole.wide.pairs)
            return Kinship(left, right, share, share, True, pairs)
        share = max(whole.runs, _passage(whole.close))
        akin = max(share, whole.wide.covered if len(whole.wide.pairs) >= FEW else 0.0)
        return Kinship(left, right, share, akin, False, whole.close.pairs)

    def _narrate_alike(self, left: int, right: int) -> bool:
        """Whether two articles are still of one origin without what they quote.

        A speech is quoted alike by reports that have nothing else in common. Where nearly all is quoted,
        there is nothing else to judge by.
        """
        both = [(self._tellings.sentences(place), self._narration(place)) for place in (left, right)]
        if any(MOSTLY_QUOTED * len(run_on(rest)) < len(run_on(whole)) for whole, rest in both):
            return True
        told = self._common(both[0][1], both[1][1])
        return told.runs >= SAME_ORIGIN or _retells(told.wide)

    def _narration(self, place: int) -> list[Words]:
        quoted = are_quoted(self.texts[place])
        return [() if q else s for q, s in zip(quoted, self._tellings.sentences(place), strict=True)]

    def _common(self, left: Sequence[Words], right: Sequence[Words]) -> "_Common":
        one, other = self._tellings.vectors(left), self._tellings.vectors(right)
        runs = containment(shingles(run_on(left)), shingles(run_on(right)))
        if left == right and any(left):
            runs = 1.0  # too short for a word run, and the same text
        return _Common(runs, *align_both(one, other))


@dataclass(frozen=True, slots=True)
class _Common:
    """What two texts have in common: word runs, sentences plainly alike and sentences akin."""

    runs: float
    close: Alignment
    wide: Alignment

    def is_one_origin(self) -> bool:
        """Word for word; or sentence by sentence; or most words changed, and yet sentence after sentence
        something left of the original.
        """
        enough = len(self.close.pairs) >= FEW or self.runs >= VERBATIM
        if self.runs >= SAME_ORIGIN or (enough and self.close.covered >= SAME_ORIGIN):
            return True
        return len(self.wide.pairs) >= FEW and _retells(self.wide)


def _retells(wide: Alignment) -> bool:
    return wide.covered >= SAME_ORIGIN and wide.shared >= REWRITTEN and wide.dense >= DENSE


def _passage(close: Alignment) -> float:
    """One like sentence is a coincidence or a quotation; two in order are a passage."""
    return close.covered if len(close.pairs) >= 2 else 0.0


def _joined(index: Index, found: Sequence[Kinship]) -> list[tuple[int, ...]]:
    """The groups of places that are of one origin, surest pairs first, in the corpus's order."""
    group_of: dict[int, tuple[int, ...]] = {place: (place,) for place in range(len(index.texts))}
    strong = sorted((k for k in found if k.same_origin), key=lambda k: (-k.share, k.left, k.right))
    for kin in strong:
        one, other = group_of[kin.left], group_of[kin.right]
        if one != other and _agree(index, kin, one, other):
            merged = tuple(sorted((*one, *other)))
            group_of.update(dict.fromkeys(merged, merged))
    return list(dict.fromkeys(group_of.values()))


def _agree(index: Index, kin: Kinship, one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two groups are kin throughout, and not only through one article that has something of both.

    An article that quotes two reports at length must not make one of them.
    """
    return _take_in(index, one, kin.left, kin.right) and _take_in(index, other, kin.right, kin.left)


def _take_in(index: Index, group: Sequence[int], own: int, new: int) -> bool:
    """Whether most of a group is kin to a *new* article that is of one origin with one of its *own*."""
    asked = [place for place in group if place != own][:FEW]
    return 2 * sum(_is_kin_through(index, place, own, new) for place in asked) >= len(asked)


def _is_kin_through(index: Index, place: int, between: int, beyond: int) -> bool:
    """Whether *place* is akin to *beyond*, or both have the same sentences of the one *between* them.

    A cut-off copy says nothing of two longer articles that both have it in them.
    """
    if index.compare(place, beyond).akin >= FAINT:
        return True
    if index.length(between) < WHOLE * min(index.length(place), index.length(beyond)):
        return False
    here, there = index.told_in(between, place), index.told_in(between, beyond)
    return 3 * len(here & there) >= 2 * min(len(here), len(there)) > 0


def _family(index: Index, group: Sequence[int]) -> Family:
    texts = index.texts
    ranked = sorted(group, key=lambda place: standing(texts[place]))
    first = texts[ranked[0]][0]
    if len(group) == 1:
        return Family(f"F-{first.id[:8]}", (first.id,), "on its own")
    why = why_first(standing(texts[ranked[0]]), standing(texts[ranked[1]]))
    kin = list(_to_original(index, ranked))
    told = [(texts[ranked[0]], texts[place], pairs) for place, _, pairs in kin]
    return Family(
        id=f"F-{first.id[:8]}",
        articles=tuple(texts[place][0].id for place in ranked),
        basis=f"{len(group)} articles tell the same sentences in the same order; "
        f"likeliest original: {first.name}",
        altered_quotations=tuple(a for old, new, pairs in told for a in altered_quotations(old, new, pairs)),
        share=round(min(_nearest(index, place, ranked[0], group) for place in ranked[1:]), 3),
        why_original=why,
        figures_differ=tuple(a for old, new, pairs in told for a in altered_figures(old, new, pairs)),
        verdicts_differ=tuple(a for old, new, pairs in told for a in altered_verdicts(old, new, pairs)),
    )


def _to_original(index: Index, ranked: Sequence[int]) -> Iterator[tuple[int, float, tuple[Pair, ...]]]:
    """Each copy with its share and its sentence pairs, the original's on the left."""
    first = ranked[0]
    for place in ranked[1:]:
        kin = index.compare(first, place)
        turned = tuple(Pair(p.right, p.left, p.cosine) for p in kin.pairs)
        yield place, kin.share, kin.pairs if first < place else turned


def _nearest(index: Index, place: int, first: int, group: Sequence[int]) -> float:
    """The share that a copy has in common with the original, or else with the one of its family most like it:
    a heavy rewrite may be known by a lighter one.
    """
    kin = index.compare(first, place)
    others = [] if kin.same_origin else [p for p in group if p != place][:NEAREST]
    return max([kin.share, *(index.compare(place, other).share for other in others)])
