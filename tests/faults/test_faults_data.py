"""The oracle's data is checked by itself: a wrong label would cost more than a missing case."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.cases import HERE, Case, cited, names, passages
from tests.faults.faults import false_cases, true_cases, written_cases
from tests.faults.mutations import RULES, mutated

KINDS = (
    "figure", "unit", "bound", "subject", "speaker", "name", "place", "date", "direction", "negation",
    "hedge", "attribution", "swapped-citation", "altered-quotation", "joined", "agreement", "look-alike",
    "language",
)  # fmt: skip
ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = ("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
FIGURE = re.compile(
    rf"(?:(?P<digits>\d[\d,]*(?:\.\d+)?)"
    rf"|\b(?P<tens>{'|'.join(TENS)})?-?\b(?P<ones>{'|'.join(ONES + ORDINALS)})?\b)"
    r"(?P<scale> million| billion)?",
    re.IGNORECASE,
)
SCALES = {"": 1, " million": 10**6, " billion": 10**9}


def test_there_are_at_least_sixty_passages_of_two_to_four_sentences():
    assert len(passages()) >= 60
    assert [found for found, sentences in passages().items() if not 2 <= len(sentences) <= 4] == []


def test_no_two_cases_have_the_same_id():
    ids = Counter(case.id for case in true_cases() + false_cases())

    assert [found for found, times in ids.items() if times > 1] == []


@pytest.mark.parametrize("case", true_cases() + written_cases(), ids=lambda case: case.id)
def test_every_cited_sentence_exists_and_is_cited_once(case: Case):
    assert case.cites
    assert len(set(case.cites)) == len(case.cites)
    assert all(0 <= at < len(passages()[passage]) for passage, at in case.cites)


def test_every_citation_of_a_mutated_case_exists():
    assert all(cited(case) for case in mutated(true_cases()))


def test_there_are_enough_true_cases_of_each_wording_and_over_two_sentences():
    kinds = Counter(case.kind for case in true_cases())

    assert sorted(kinds) == ["close", "paraphrase"]
    assert kinds["close"] >= 110
    assert kinds["paraphrase"] >= 70
    assert sum(len(case.cites) > 1 for case in true_cases()) >= 40
    assert sum(len({passage for passage, _ in case.cites}) > 1 for case in true_cases()) >= 12


def test_every_kind_of_fault_is_written_by_hand_at_least_twelve_times():
    kinds = Counter(case.kind for case in written_cases())

    assert sorted(kinds) == sorted(KINDS)
    assert min(kinds.values()) >= 12
    assert sum(kinds.values()) >= 260
    assert {case.kind for case in mutated(true_cases())} <= set(KINDS)


def test_no_false_case_says_what_a_true_one_says_of_the_same_sentences():
    true = {(case.text, case.cites) for case in true_cases()}

    assert [case.id for case in false_cases() if (case.text, case.cites) in true] == []


def test_every_rule_makes_some_cases_and_each_differs_from_its_origin_in_text_or_in_citation():
    origins = {case.id: case for case in true_cases()}
    made = mutated(true_cases())

    assert len({case.id.split(".")[1] for case in made}) == len(RULES)
    for case in made:
        origin = origins[case.id.split(".")[0]]
        assert (case.text != origin.text) != (case.cites != origin.cites)


@pytest.mark.parametrize("case", true_cases(), ids=lambda case: case.id)
def test_what_a_true_case_quotes_is_verbatim_and_quoted_in_a_sentence_it_cites(case: Case):
    said = [words.rstrip(".,") for words in quoted(cited(case))]

    assert [words for words in quoted(case.text) if words.rstrip(".,") not in said] == []


@pytest.mark.parametrize("case", true_cases(), ids=lambda case: case.id)
def test_every_figure_of_a_true_case_stands_in_a_sentence_it_cites(case: Case):
    assert [value for value in values(case.text) if value not in values(cited(case))] == []


@pytest.mark.parametrize("case", true_cases(), ids=lambda case: case.id)
def test_every_name_of_a_true_case_stands_in_a_sentence_it_cites(case: Case):
    _, *others = re.findall(r"\w+", case.text)
    source = re.findall(r"\w+", cited(case))

    assert [word for word in others if word[0].isupper() and word not in source] == []


@pytest.mark.parametrize(
    "case", [case for case in written_cases() if case.kind == "figure"], ids=lambda case: case.id
)
def test_a_figure_fault_holds_a_figure_that_no_cited_sentence_has(case: Case):
    assert [value for value in values(case.text) if value not in values(cited(case))] != []


@pytest.mark.parametrize(
    "case", [case for case in false_cases() if case.kind == "altered-quotation"], ids=lambda case: case.id
)
def test_an_altered_quotation_is_nowhere_in_the_cited_sentences(case: Case):
    assert [words for words in quoted(case.text) if words.rstrip(".,") not in cited(case)] != []


@pytest.mark.parametrize(
    "case", [case for case in false_cases() if case.kind == "look-alike"], ids=lambda case: case.id
)
def test_a_look_alike_holds_a_sign_that_belongs_elsewhere(case: Case):
    strange = [sign for sign in case.text if sign not in cited(case) and not sign.isascii()]

    assert strange or "2l4" in case.text


def test_every_named_person_and_place_stands_in_its_passage():
    for passage, known in names().items():
        text = " ".join(passages()[passage])
        assert [name for name in known.people + known.places if name not in text] == []


@pytest.mark.parametrize("module", ["cases", "faults", "mutations"])
def test_the_oracle_imports_nothing_of_what_it_judges(module: str):
    assert [name for name in imported(HERE / f"{module}.py") if name.split(".")[0] == "briefing"] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,200 homes and $1.95 billion", [1200, 1950000000]),
        ("Thirty-eight of the ninth, a 4th day", [38, 9, 4]),
        ("fell by 31,000 this year to 2.4 million.", [31000, 2400000]),
        ("a 26-year-old on the A14", [26, 14]),
        ("about nine million of twenty, one of them", [9000000, 20]),
    ],
)
def test_figures_are_read_in_digits_and_in_words(text: str, found: list[float]):
    assert values(text) == found


def quoted(text: str) -> list[str]:
    return re.findall("“([^”]*)”", text)


def values(text: str) -> list[float]:
    """Return the figures of *text* in its order; 1 is left out, for `one` mostly is a pronoun."""
    return [value for found in FIGURE.finditer(text) if (value := number(found)) > 1]


def number(found: re.Match[str]) -> float:
    scale = SCALES[found["scale"] or ""]
    if found["digits"]:
        return round(float(found["digits"].replace(",", "")) * scale, 6)
    tens = 10 * (TENS.index(found["tens"].lower()) + 2) if found["tens"] else 0
    return (tens + (place(found["ones"].lower()) if found["ones"] else 0)) * scale


def place(word: str) -> int:
    return ONES.index(word) if word in ONES else ORDINALS.index(word)


def imported(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
