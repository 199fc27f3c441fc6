"""Words are found where they stand, and two count as one only where any reader would agree."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.words import (
    IRREGULAR,
    KEPT_APART,
    SPELLINGS,
    STOP_WORDS,
    SYNONYMS,
    concept,
    content_words,
    fold,
    is_negation,
    same_word,
    stem,
    terms,
    words,
)


def written(text):
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It’s President-elect O'Neil's plan.", ["It’s", "President-elect", "O'Neil's", "plan"]),
        ("The U.S. and U.N.-led talks.", ["The", "U.S.", "and", "U.N.-led", "talks"]),
        ("Losses of 60,000, or 3.5 a day", ["Losses", "of", "60,000", "or", "3.5", "a", "day"]),
        ("the ‘old’ front — wait--now", ["the", "old", "front", "wait", "now"]),
        ("terri\u00adtory \u200bof\u200b", ["terri\u00adtory", "of"]),
        ("cafe\u0301 ßtraße हिन्दी Київ", ["cafe\u0301", "ßtraße", "हिन्दी", "Київ"]),
        ("_$%&! 🙂", []),
    ],
)
def test_words_keep_their_joints_and_nothing_else(text, expected):
    assert written(text) == expected


def test_spans_are_places_on_the_text():
    text = "“Kursk’s” fall"

    assert [word.span.of(text) for word in words(text)] == ["Kursk’s", "fall"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyiv’s", "kyiv"),
        ("soldiers’", "soldiers"),
        ("don’t", "don't"),
        ("terri\u00adtory", "Territory"),
        ("cease‑fire", "cease-fire"),
        ("cafe\u0301", "CAFÉ"),
        ("STRASSE", "Straße"),
        ("U.S.", "US"),
        ("U.S.A.", "USA"),
        ("U.N.", "UN"),
        ("60,000", "60000"),
    ],
)
def test_typography_folds_away(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Корея", "Kopeя"), ("оil", "oil"), ("us", "US"), ("1,5", "15"), ("won't", "wont")]
)
def test_words_that_only_look_alike_stay_different(one, other):
    assert fold(one) != fold(other)


def test_stop_words_go_and_negations_stay():
    text = "They have not been in the city, nor didn’t they want to be."

    assert [word.text for word in content_words(text)] == ["not", "city", "nor", "didn’t", "want"]
    assert [word for word in STOP_WORDS if is_negation(word)] == []


def test_names_in_capitals_are_no_pronouns_unless_the_text_shouts():
    assert [word.text for word in content_words("It told us that the WHO and the US agreed")] == [
        *("told", "WHO", "US", "agreed")
    ]
    assert [word.text for word in content_words("WHO KILLED THE DEAL?")] == ["KILLED", "DEAL"]


def test_terms_meet_across_inflection_and_hyphen():
    assert terms("A last-ditch attack") == terms("The last ditch attacks")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("troops", "soldier"),
        ("forces", "troops"),
        ("land", "territory"),
        ("killed", "died"),
        ("dying", "deaths"),
        ("says", "stated"),
        ("told", "said"),
        ("assault", "offensives"),
        ("recaptured", "retook"),
        ("began", "launching"),
        ("held", "retains"),
        ("fought", "fights"),
        ("rose", "increased"),
        ("fell", "declines"),
        ("Defence", "defense"),
        ("kilometres", "km"),
        ("women", "woman"),
        ("important", "crucial"),
    ],
)
def test_words_a_reader_would_swap_are_the_same(one, other):
    assert same_word(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("retain", "retake"),
        ("killed", "wounded"),
        ("forced", "forces"),
        ("landed", "territory"),
        ("hardly", "hard"),
        ("authorities", "author"),
        ("imports", "important"),
        ("internal", "international"),
        ("win", "lose"),
        ("rise", "fall"),
        ("advance", "retreat"),
        ("admit", "deny"),
        ("missile", "drone"),
        ("demonstrated", "protested"),
        ("million", "billion"),
        ("Monday", "Tuesday"),
    ],
)
def test_words_that_change_the_news_are_not(one, other):
    assert not same_word(one, other)


def test_no_word_is_in_two_groups():
    groups = {}
    for group in SYNONYMS + SPELLINGS:
        for member in group:
            form = member.lstrip("=")
            assert concept(form) == group[0].lstrip("="), member
            assert groups.setdefault(form, group) is group, member


def test_tables_are_written_folded():
    forms = [form.lstrip("=") for group in SYNONYMS + SPELLINGS + KEPT_APART + IRREGULAR for form in group]

    assert [form for form in [*forms, *STOP_WORDS] if fold(form) != form] == []


@given(st.text())
def test_any_text_has_words_in_order_that_do_not_meet(text):
    found = words(text)

    assert [word.span.of(text) for word in found] == [word.text for word in found]
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
    assert set(content_words(text)) <= set(found)
    assert all(terms(text))


@given(st.text())
def test_any_word_folds_to_something_that_stays_put(word):
    assert fold(fold(word)) == fold(word)
    assert isinstance(stem(word), str)
    assert same_word(word, word)


def test_half_a_surrogate_pair_has_a_stem():
    assert stem("ab\ud800") == "ab\ud800"
