"""The desk: one brief under review. It weighs what a reviewer writes, and writes down what they decide.

Every decision names the version of its item that the reviewer saw. Whoever comes second is told what the
first decided, and overwrites nothing."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_hex

from briefing.errors import Conflict, ReviewError, Stale
from briefing.evidence.corpus import Corpus
from briefing.evidence.nearest import nearest
from briefing.evidence.recheck import recheck
from briefing.evidence.reviewed import places_of, reviewed
from briefing.evidence.standing import Standing, in_force, owner_of, standings, version
from briefing.evidence.weigh import Weighed, cited_at, weigh, why_not
from briefing.keep import find_brief
from briefing.model.article import Article
from briefing.model.brief import Brief, CheckedSentence, SummarySentence
from briefing.model.canon import canonical_hash
from briefing.model.decision import WHOLE, Decision, Deed, Place, citation_item
from briefing.model.passage import RejectReason
from briefing.settings import Settings
from briefing.store import open_store
from briefing.store.decisions import Decisions
from briefing.text.show import one_line

LONGEST = 2_000
"""Characters of a sentence, a note or a reason, at most."""

SUGGESTED = 3

_Decide = Callable[[tuple[Decision, ...]], list[Decision]]

_VERDICTS: tuple[Deed, ...] = ("supports", "partly", "unsupported")
_MAY: dict[str, tuple[Deed, ...]] = {
    "sentence": (*_VERDICTS, "edit", "drop", "note"),
    "contested": ("supports", "unsupported", "drop", "note"),
    "rejected": ("unsupported", "restore", "note"),
    "citation": _VERDICTS,
    "whole": ("approve", "return", "note"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision as a reviewer asks for it. `seen` is the version of the item that they saw; `overrule`
    says that they mean it although checks speak against it.
    """

    item: str
    deed: Deed
    seen: int
    why: str = ""
    text: str = ""
    places: tuple[Place, ...] = ()
    overrule: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: what is left, and what could be accepted together."""

    total: int
    left: tuple[str, ...]
    easy: tuple[str, ...]


class Desk:
    """One brief, its articles and its decisions. Use `open_desk`; it may be used from several threads."""

    def __init__(self, brief: Brief, articles: Sequence[Article], settings: Settings) -> None:
        self.brief = brief
        self.sha256 = canonical_hash(brief)
        self.articles = {article.id: article for article in articles}
        self.valid = timedelta(hours=settings.file.review.valid_hours)
        self._store = settings.store
        self._newest = self._ask_newest()
        self._weighed: dict[tuple[str, tuple[Place, ...]], Weighed] = {}
        self._pool = ThreadPoolExecutor(1, "corpus")
        self._corpus: Future[Corpus] | None = None

    @property
    def corpus(self) -> Corpus:
        """The corpus of the brief's articles; waits until it stands."""
        return self.prepare().result()

    def prepare(self) -> Future[Corpus]:
        """Begin to put the corpus up, in a thread of its own. A hundred articles take some seconds, in
        which the page could not be served: so it begins once the page stands."""
        if self._corpus is None:
            self._corpus = self._pool.submit(Corpus.of, tuple(self.articles.values()))
        return self._corpus

    def decisions(self) -> tuple[Decision, ...]:
        with open_store(self._store) as store:
            return Decisions(store).of(self.sha256)

    def newer(self) -> str | None:
        """Return the id of a brief on the topic that was made after this desk was opened."""
        newest = self._ask_newest()
        return newest if newest != self._newest else None

    def weigh(self, text: str, places: Sequence[Place]) -> Weighed:
        """Return what every check says of *text* against the sentences that *places* meet."""
        key = text, tuple(places)
        if key not in self._weighed:
            if len(self._weighed) > 1_000:
                self._weighed.clear()
            self._weighed[key] = weigh(text, places, self.corpus)
        return self._weighed[key]

    def sentences(self, article: str) -> tuple[tuple[int, int], ...]:
        """Return where the sentences of *article* stand that can be cited, in code points."""
        seen = self.corpus.of_article(article)
        return tuple((sentence.span.start, sentence.span.end) for sentence in seen.sentences)

    def suggested(self, text: str) -> tuple[Place, ...]:
        """Return the sentences that *text* most likely rests on."""
        all_of_them = self.corpus.sentences
        found = [all_of_them[i] for i in nearest(text, [s.text for s in all_of_them], SUGGESTED)]
        return tuple(Place(s.article, s.span.start, s.span.end) for s in found)

    def decide(self, asked: Asked, who: str, now: datetime) -> tuple[Decision, ...]:
        """Write one decision down and return all on this brief. Raises Conflict, Stale or ReviewError; then
        nothing is written.
        """
        made = self._made(asked, who, now)

        def add(rows: tuple[Decision, ...]) -> list[Decision]:
            if asked.deed != "note":
                self._refuse_overwriting(asked, rows)
            self._refuse_misplaced(asked, rows)
            # An approval names the version that it approves, so that the record says what went out.
            return [replace(made, text=self.reviewed(rows).id) if asked.deed == "approve" else made]

        return self._add(add)

    def accept_easy(self, who: str, now: datetime) -> tuple[Decision, ...]:
        """Accept, in one action, every undecided sentence that two or more independent sources bear out in so
        many words.
        """

        def add(rows: tuple[Decision, ...]) -> list[Decision]:
            action, why = token_hex(8), "accepted together: passes, from 2 or more independent sources"
            return [
                self._decision(item, "supports", who, now, why=why, action=action)
                for item in self.progress(rows).easy
            ]

        return self._add(add)

    def undo(self, who: str, now: datetime) -> tuple[Decision, ...]:
        """Take back the last action of *who*, by rows of its own. Raises Conflict where somebody has built on
        it, ReviewError where there is none.
        """

        def add(rows: tuple[Decision, ...]) -> list[Decision]:
            standing = in_force(rows)
            mine = [row for row in standing if row.who == who]
            if not mine:
                raise ReviewError("There is nothing of yours to take back.")
            last = [row for row in mine if row.action == mine[-1].action]
            for row in last:
                later = [r for r in standing if r.seq > row.seq and r.item == row.item and r.who != who]
                if later and row.deed != "note":
                    raise Conflict(row.item, later[-1].who, later[-1].deed)
            action = token_hex(8)
            return [self._decision(r.item, "undo", who, now, undoes=r.seq, action=action) for r in last]

        return self._add(add)

    def progress(self, rows: Sequence[Decision]) -> Progress:
        stands = standings(rows)
        doubted = {owner_of(i) for i, stand in stands.items() if stand.verdict in ("partly", "unsupported")}
        left = {item: None for item in self._to_decide() if not stands.get(item, Standing(item)).decided}
        easy = [s.id for s in self.brief.summary if s.id in left and s.id not in doubted and _is_easy(s)]
        return Progress(len(self._to_decide()), tuple(left), tuple(easy))

    def reviewed(self, rows: Sequence[Decision]) -> Brief:
        return reviewed(self.brief, rows, self.corpus)

    def kind_of(self, item: str) -> str:
        """Return what *item* is. Raises ReviewError if there is no such item."""
        if item == WHOLE:
            return "whole"
        owner = owner_of(item)
        kinds = {
            **{s.id: "sentence" for s in self.brief.summary},
            **{c.id: "contested" for c in self.brief.contested},
            **{f"R{i}": "rejected" for i, _ in enumerate(self.brief.rejected, 1)},
        }
        if owner not in kinds:
            raise ReviewError(f"There is no '{item}' in this brief.")
        return "citation" if owner != item else kinds[owner]

    def places(self, owner: str, stands: dict[str, Standing]) -> tuple[Place, ...]:
        """Return where the citations of *owner* stand, as they are after review."""
        edited = stands.get(owner, Standing(owner)).places
        if edited is not None:
            return edited
        numbers = [s.citations for s in self.brief.summary if s.id == owner]
        for claim in self.brief.contested:
            if claim.id == owner:
                numbers += [position.citations for position in claim.positions]
                numbers += [remark.citations for remark in claim.remarks]
        return tuple(place for cited in numbers for place in places_of(cited, self.brief))

    def _made(self, asked: Asked, who: str, now: datetime) -> Decision:
        kind = self.kind_of(asked.item)
        if asked.deed not in _MAY[kind]:
            raise ReviewError(f"A {kind} cannot be decided on with '{asked.deed}'.")
        why, text = one_line(asked.why), one_line(asked.text)
        if max(len(why), len(text)) > LONGEST:
            raise ReviewError(f"That is too long: {LONGEST} characters at most.")
        if not why and asked.deed in ("note", "return"):
            raise ReviewError("Say it in a few words.")
        if asked.deed in ("edit", "restore"):
            return self._edited(asked, text, why, who, now)
        return self._decision(asked.item, asked.deed, who, now, why=why)

    def _edited(self, asked: Asked, text: str, why: str, who: str, now: datetime) -> Decision:
        """A sentence in the reviewer's words is judged like any other; against a check it needs a reason."""
        nowhere = [place for place in asked.places if not cited_at([place], self.corpus)]
        if nowhere:
            raise ReviewError(why_not(nowhere[0], self.corpus))
        weighed = self.weigh(text, asked.places)
        cited = tuple(Place(q.article, q.span.start, q.span.end) for q in weighed.quotes)
        if isinstance(weighed.outcome, CheckedSentence):
            return self._decision(asked.item, asked.deed, who, now, why=why, text=text, places=cited)
        if not asked.overrule:
            raise ReviewError(f"It does not hold: {weighed.outcome.detail}.")
        if not weighed.can_be_overruled:
            raise ReviewError(f"This cannot be set aside: {weighed.outcome.detail}.")
        if not why:
            raise ReviewError(
                "Say why it should be printed against the check: your reason is printed with it."
            )
        return self._decision(
            asked.item, asked.deed, who, now, why=why, text=text, places=cited, against=weighed.reasons
        )

    def _refuse_overwriting(self, asked: Asked, rows: Sequence[Decision]) -> None:
        if version(asked.item, rows) > asked.seen:
            owner = owner_of(asked.item)
            first = [row for row in rows if owner_of(row.item) == owner and row.deed != "note"][-1]
            raise Conflict(owner, first.who, first.deed)

    def _refuse_misplaced(self, asked: Asked, rows: Sequence[Decision]) -> None:
        owner = owner_of(asked.item)
        if owner != asked.item:
            there = [citation_item(owner, place) for place in self.places(owner, standings(rows))]
            if asked.item not in there:
                raise ReviewError("That citation is no longer there.")
        if asked.deed == "approve":
            left = self.progress(rows).left
            if left:
                raise ReviewError(f"{len(left)} of the sentences and disputes have not been decided on yet.")

    def _add(self, decide: _Decide) -> tuple[Decision, ...]:
        with open_store(self._store) as store:
            decisions = Decisions(store)

            def unless_stale(rows: tuple[Decision, ...]) -> list[Decision]:
                newest = decisions.newest_brief(self.brief.id)
                if newest and newest != self._newest:
                    raise Stale(newest)
                return decide(rows)

            return decisions.add(self.sha256, unless_stale)

    def _decision(
        self,
        item: str,
        deed: Deed,
        who: str,
        now: datetime,
        *,
        why: str = "",
        text: str | None = None,
        places: tuple[Place, ...] = (),
        against: tuple[RejectReason, ...] = (),
        undoes: int | None = None,
        action: str = "",
    ) -> Decision:
        return Decision(
            now, who, self.brief.id, self.sha256, item, deed, why, text, places,
            against, undoes, action or token_hex(8),
        )  # fmt: skip

    def _to_decide(self) -> tuple[str, ...]:
        return (*(s.id for s in self.brief.summary), *(c.id for c in self.brief.contested))

    def _ask_newest(self) -> str | None:
        with open_store(self._store) as store:
            return Decisions(store).newest_brief(self.brief.id)


def _is_easy(sentence: SummarySentence) -> bool:
    return sentence.grade != "paraphrase" and sentence.independent >= 2


def open_desk(wanted: str, settings: Settings) -> Desk:
    """Put the brief *wanted* on a desk, after holding it against its articles. Raises DamagedBrief."""
    stored = find_brief(wanted, settings)
    with open_store(settings.store) as store:
        articles = store.articles_by_id([article.id for article in stored.brief.articles])
    brief = recheck(stored, {article.id: article.text for article in articles})
    return Desk(brief, articles, settings)
